//! Who stands on a sheet and is no resident who came: the teacher, staff, guests; and who helped.
//!
//! A sheet says it before a name (教师：单佳), beside it, in a column (身份), or above several names. What it says is the part
//! of that person at that activity; whether somebody is staff everywhere, the plan and the table of memberships say.

use linli::Location;
use linli::diagnostic::{self, Diagnostics};
use linli::records::Part;

use super::columns::{Columns, NameCell, name_cell};
use crate::grid::Row;
use crate::value;

/// Words for a part, the whole of a label.
const LABELS: &[(&str, Option<Part>)] = &[
    ("教师", Some(Part::Guest)),
    ("老师", Some(Part::Guest)),
    ("讲师", Some(Part::Guest)),
    ("主讲", Some(Part::Guest)),
    ("主讲人", Some(Part::Guest)),
    ("社工", Some(Part::Guest)),
    ("工作人员", Some(Part::Guest)),
    ("辅导员", Some(Part::Guest)),
    ("嘉宾", Some(Part::Guest)),
    ("来宾", Some(Part::Guest)),
    ("领导", Some(Part::Guest)),
    ("主持", Some(Part::Organizer)),
    ("组织者", Some(Part::Organizer)),
    ("负责人", Some(Part::Organizer)),
    ("志愿者", Some(Part::Helper)),
    ("服务对象", Some(Part::Recipient)),
    ("受益人", Some(Part::Recipient)),
    // Residents again, below the names of others.
    ("居民", None),
    ("学员", None),
    ("队员", None),
    ("组员", None),
    ("成员", None),
    ("参加者", None),
    ("参与者", None),
    ("参加人员", None),
    ("参与人员", None),
    ("参加居民", None),
];

/// The longest label: 社区居委会工作人员.
const LONGEST: usize = 10;

/// What a label that stands alone says of the names below it; `None` where it is no label.
pub(super) fn heading(cell: &str) -> Option<Option<Part>> {
    let label = value::trim(cell.trim_end_matches([':', '：']));
    LABELS.iter().find(|(word, _)| *word == label).map(|&(_, part)| part)
}

/// What stands before a name, or in a column beside it, says of the part: 授课教师 and 社区工作人员 too.
pub(super) fn part(label: &str) -> Option<Part> {
    let label = value::trim(label);
    let is_short = label.chars().count() <= LONGEST;
    LABELS.iter().find(|(word, _)| is_short && label.ends_with(word)).and_then(|&(_, part)| part)
}

/// The parts of the rows of a sheet, as they go by.
#[derive(Debug, Default)]
pub(super) struct Parts {
    section: Option<Part>,
    /// Whether anybody stood in the section.
    is_begun: bool,
}

impl Parts {
    /// The names of a row, and their part. No name stands in a row that is a heading.
    pub(super) fn read<'a>(
        &mut self,
        row: &Row<'a>,
        columns: &Columns,
        place: &Location,
        odd: &mut Diagnostics,
    ) -> Option<(Vec<&'a str>, Option<Part>)> {
        let number = columns.number.map_or("", |at| row.cell(at));
        let beside = heading(number);
        let cell = row.cell(columns.name);
        if cell.is_empty() {
            if let Some(part) = beside {
                self.begin(part);
            }
            return None;
        }
        let (names, own) = match name_cell(cell) {
            NameCell::Heading(part) => match after(row, columns) {
                Some(name) => (several(name), part),
                // 老师 √: somebody is ticked whom nobody names.
                None if row.cells().any(|(at, _)| at != columns.name && Some(at) != columns.number) => {
                    (vec![cell], part)
                }
                None => {
                    self.begin(part);
                    return None;
                }
            },
            NameCell::Person(name, Some(part)) => (several(name), Some(part)),
            NameCell::Person(name, None) => (vec![name], None),
            NameCell::Total | NameCell::Remark | NameCell::Crowd => return None,
        };
        // A list that begins to count anew is another list: the heading spoke of those above.
        if value::whole(number) == Some(1) && self.is_begun {
            self.begin(None);
        }
        self.is_begun = true;
        let in_column = columns.role.and_then(|at| part(row.cell(at)));
        let found = own.or(in_column).or(beside.flatten()).or(self.section);
        if found == Some(Part::Guest) {
            odd.push(&diagnostic::NO_RESIDENT, place.clone(), "kept with the part `guest`");
        }
        Some((names, found))
    }

    fn begin(&mut self, part: Option<Part>) {
        *self = Self { section: part, is_begun: false };
    }
}

/// What stands beside a label in the column of names, where that column is of no known kind.
fn after<'a>(row: &Row<'a>, columns: &Columns) -> Option<&'a str> {
    let (at, cell) = row.cells().find(|&(at, _)| at > columns.name)?;
    let is_name = !columns.is_known(at) && matches!(name_cell(cell), NameCell::Person(_, None));
    (is_name && crate::table::read_status(cell).is_none()).then_some(cell)
}

/// Several names in one cell: 孟凡、林晓岚.
fn several(names: &str) -> Vec<&str> {
    names.split(['、', '，', ',']).map(value::trim).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Heading, Sheet, read};
    use super::*;
    use crate::grid::{GridLimits, read_csv};

    /// A name and its part.
    type Listed<'a> = (&'a str, Option<Part>);

    fn parts(text: &str) -> (Vec<(String, Option<Part>)>, u64) {
        let mut odd = Diagnostics::new();
        let grid = read_csv(text, "s.csv", &GridLimits::default()).unwrap();
        let sheet = read(&grid, "s.csv", &Heading::read("2017-03-06 剪纸"), &mut odd);
        let Some(Sheet::Lists(found) | Sheet::Matrix(found)) = sheet else { panic!("{odd:?}") };
        let names = found.iter().flat_map(|one| one.names.iter().flatten());
        (names.map(|one| (one.name.clone(), one.part)).collect(), odd.count(&diagnostic::NO_RESIDENT))
    }

    #[test]
    fn teachers_and_staff_are_told_from_residents_wherever_a_sheet_says_it() {
        const G: Option<Part> = Some(Part::Guest);
        let of =
            |all: &[(&str, Option<Part>)]| all.iter().map(|&(name, part)| (name.to_owned(), part)).collect::<Vec<_>>();
        let cases: &[(&str, &[Listed<'_>])] = &[
            // Before the name, several of them, and with a word before the word.
            (
                "姓名,签字\n甲,√\n教师：单佳,√\n社区工作人员：孟凡、林晓岚,√\n",
                &[("甲", None), ("单佳", G), ("孟凡", G), ("林晓岚", G)],
            ),
            // Beside it: in the next column, and in the column of numbers.
            ("姓名,\n甲,\n主讲,周维清\n", &[("甲", None), ("周维清", G)]),
            ("序号,姓名\n1,甲\n社工,小林\n2,乙\n", &[("甲", None), ("小林", G), ("乙", None)]),
            // In a column of its own; 队长 is a resident.
            ("姓名,身份\n甲,队长\n乙,社造老师\n丙,志愿者\n", &[("甲", None), ("乙", G), ("丙", Some(Part::Helper))]),
            ("姓名,身份\n甲,志愿者\n乙,服务对象\n", &[("甲", Some(Part::Helper)), ("乙", Some(Part::Recipient))]),
            // Above several, until the residents are named again.
            ("姓名,签字\n工作人员：,\n孟凡,√\n居民,\n甲,√\n乙,√\n", &[("孟凡", G), ("甲", None), ("乙", None)]),
            // Above one, and the list begins to count.
            ("序号,姓名\n,老师\n,单佳\n1,甲\n2,乙\n", &[("单佳", G), ("甲", None), ("乙", None)]),
            // A teacher without a name is one all the same; a name that ends so is a name.
            ("姓名,签字\n老师,√\n小林老师,√\n", &[("老师", G), ("小林老师", None)]),
            // In a matrix.
            ("姓名,2017-03-01\n甲,√\n教师：单佳,√\n", &[("甲", None), ("单佳", G)]),
        ];
        for &(text, expected) in cases {
            let (found, remarks) = parts(text);
            assert_eq!(found, of(expected), "{text}");
            let guests = expected.iter().filter(|(_, part)| *part == G).count();
            assert!(remarks >= 1 || guests == 0, "{text}");
        }
    }
}
