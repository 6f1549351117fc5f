//! The lines of a member list that hold names: retyped lists are numbered, and some are tables.

use crate::grid::{Grid, GridLimits, read_csv};
use crate::{sheet, value};

/// The names of a text, a line each. A list that is numbered from 1 without a gap loses its numbers; a name may begin with
/// a number all the same.
pub(super) fn of_text(text: &str) -> Vec<(u64, String)> {
    let lines = || (1_u64..).zip(text.trim_start_matches('\u{feff}').lines());
    let written = || lines().filter(|(_, line)| !value::trim(line).is_empty());
    let is_numbered = written().count() > 1
        && (1..).zip(written()).all(|(at, (_, line))| numbered(line).is_some_and(|(number, _)| number == at));
    let name = |line: &str| numbered(line).filter(|_| is_numbered).map_or(line, |(_, name)| name).to_owned();
    lines().map(|(at, line)| (at, name(line))).collect()
}

/// The names of delimited text: a column called 姓名 or the like, or else every line.
pub(super) fn of_delimited(text: &str, file: &str) -> Vec<(u64, String)> {
    let grid = read_csv(text, file, &GridLimits::default()).ok();
    grid.and_then(|grid| sheet::names(&grid)).unwrap_or_else(|| of_text(text))
}

/// The names of a worksheet: a column called 姓名 or the like, or else the first cells.
pub(super) fn of_worksheet(grid: &Grid) -> Vec<(u64, String)> {
    let first =
        || grid.rows().filter_map(|row| row.cells().next().map(|(_, cell)| (row.line, cell.to_owned()))).collect();
    sheet::names(grid).unwrap_or_else(first)
}

/// `3、张姐` and `3. 张姐`: the number, and what follows.
fn numbered(line: &str) -> Option<(u64, &str)> {
    let line = value::trim(line);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits)?;
    let rest = rest.strip_prefix(['、', '.', '．', ')', '）', ' ', '\t', ',', '，'])?;
    Some((number.parse().ok()?, value::trim(rest))).filter(|(_, name)| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[(u64, String)]) -> Vec<&str> {
        all.iter().map(|(_, name)| name.as_str()).filter(|name| !name.is_empty()).collect()
    }

    #[test]
    fn numbers_go_when_they_count_the_lines() {
        assert_eq!(
            names(&of_text("\u{feff}1、张姐\n2. 小孙  (7号院)\n\n3）3号楼小王\n")),
            ["张姐", "小孙  (7号院)", "3号楼小王"]
        );
        for kept in ["3号楼小王\n张姐\n", "1.5级\n3.张姐\n", "1、张姐\n"] {
            assert_eq!(names(&of_text(kept)), kept.lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn tables_give_their_column_of_names() {
        let table = "花布头群成员,,\n序号,姓名,电话\n1,张姐,139\n2,布头刘,138\n,合计2人,\n";
        let found = of_delimited(table, "r.csv");
        assert_eq!(found, [(3, "张姐".to_owned()), (4, "布头刘".to_owned())]);
        // One name a line, under the name of a table.
        assert_eq!(
            names(&of_delimited("张姐\nA段记水产  送货上门\n\"乙\n", "r.csv")),
            ["张姐", "A段记水产  送货上门", "\"乙"]
        );
    }
}
