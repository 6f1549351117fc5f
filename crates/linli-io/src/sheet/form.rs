//! A sign-in sheet to print and tick: names down, days across, in the shape that is read back.

use linli::plan::{Language, Tier};
use linli::time::Day;
use linli::{Error, ErrorKind};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, XlsxError,
};

/// What stands on a sign-in sheet. It holds names: it is the team's own file, whatever the plan releases, and bears the
/// mark of the team's tier.
#[derive(Clone)]
pub struct SignInForm {
    /// Whose activities.
    pub organization: String,
    /// The names, in their order.
    pub names: Vec<String>,
    /// The days, ascending.
    pub days: Vec<Day>,
    /// Its language; Chinese where it is both.
    pub language: Language,
}

crate::redacted!(SignInForm);

/// Lines for people who come for the first time.
const EMPTY_LINES: usize = 10;

impl SignInForm {
    /// The workbook. The same form gives the same bytes.
    pub fn workbook(&self) -> Result<Vec<u8>, Error> {
        self.marked(&|_, _| "")
    }

    /// The workbook with marks by line and column of days.
    fn marked(&self, mark: &dyn Fn(usize, usize) -> &'static str) -> Result<Vec<u8>, Error> {
        self.written(mark)
            .map_err(|error| Error::new(ErrorKind::File, "the workbook could not be made").with_source(error))
    }

    fn written(&self, mark: &dyn Fn(usize, usize) -> &'static str) -> Result<Vec<u8>, XlsxError> {
        let is_english = self.language == Language::En;
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(2017, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_author("linli").set_creation_datetime(&made));
        let sheet = workbook.add_worksheet();
        sheet.set_name(if is_english { "Sign-in" } else { "签到" })?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(2, 2)?;
        sheet.set_freeze_panes(3, 2)?.set_column_width(0, 5)?.set_column_width(1, 16)?;
        let boxed = Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Center);
        let header = boxed.clone().set_bold().set_text_wrap();
        let title = Format::new().set_bold().set_font_size(14);
        let [signs, legend] = if is_english {
            ["Sign-in sheet", "√ came, △ excused, × did not come, empty: not known. Newcomers write their names below."]
        } else {
            ["签到表", "来了打√，请假画△，没来画×，不清楚就空着。新来的写在最后几行。"]
        };
        let tier = if is_english { Tier::T0.mark() } else { Tier::T0.mark_zh() };
        sheet.write_string_with_format(0, 0, format!("{} {signs}", self.organization), &title)?;
        sheet.write_string(1, 0, format!("{legend} {tier}"))?;
        let [number, name, remark] =
            if is_english { ["No.", "Name", "Remarks"] } else { ["序号", "姓名", "备注"] };
        sheet.write_string_with_format(2, 0, number, &header)?.write_string_with_format(2, 1, name, &header)?;
        for (column, day) in (2_u16..).zip(&self.days) {
            let written = if is_english { day.to_string() } else { format!("{day} {}", weekday(*day)) };
            sheet.write_string_with_format(2, column, written, &header)?.set_column_width(column, 12)?;
        }
        let last = 2 + u16::try_from(self.days.len()).unwrap_or(u16::MAX - 3);
        sheet.write_string_with_format(2, last, remark, &header)?.set_column_width(last, 16)?;
        let lines = self.names.len() + EMPTY_LINES;
        for (line, row) in (0..lines).zip(3_u32..) {
            sheet.write_number_with_format(row, 0, (line + 1) as f64, &boxed)?;
            let name = self.names.get(line).map_or("", String::as_str);
            sheet.write_string_with_format(row, 1, name, &boxed)?;
            for (day, column) in (0..self.days.len()).zip(2_u16..) {
                sheet.write_string_with_format(row, column, mark(line, day), &boxed)?;
            }
            sheet.write_blank(row, last, &boxed)?;
        }
        if last > 2 {
            let marks = DataValidation::new().allow_list_strings(&["√", "△", "×"])?;
            let marks = marks.set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(3, 2, 2 + lines as u32, last - 1, &marks)?;
        }
        workbook.save_to_buffer()
    }
}

fn weekday(day: Day) -> &'static str {
    let since_monday = usize::try_from(day.number() - day.monday().number()).unwrap_or(0);
    ["周一", "周二", "周三", "周四", "周五", "周六", "周日"].get(since_monday).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use linli::diagnostic::Diagnostics;
    use linli::records::AttendanceStatus::{Absent, Excused, Present};

    use super::super::{Heading, Sheet, read};
    use super::*;
    use crate::grid::{GridLimits, read_workbook};

    fn form(language: Language) -> SignInForm {
        let days = ["2017-05-03", "2017-05-10", "2017-05-17"].map(|day| Day::parse(day).unwrap()).to_vec();
        let names = ["刘淑琴", "张桂芬", "=1+1", "小孙  (7号院)"].map(str::to_owned).to_vec();
        SignInForm { organization: "花布头布工坊".to_owned(), names, days, language }
    }

    #[test]
    fn what_is_ticked_is_read_back_and_what_is_not_is_nothing() {
        for language in [Language::Zh, Language::En] {
            let marks = |line: usize, day: usize| match (line, day) {
                (0, 0) | (3, 1) => "√",
                (1, 0) => "△",
                (2, 1) => "×",
                _ => "",
            };
            let bytes = form(language).marked(&marks).unwrap();
            let sheets = read_workbook(&bytes, "f.xlsx", &GridLimits::default()).unwrap();
            let mut odd = Diagnostics::new();
            // The name of the file says no day: the headers say it.
            let sheet = read(&sheets[0].grid, "f.xlsx", &Heading::read("五月"), &mut odd);
            let Some(Sheet::Matrix(found)) = sheet else { panic!("{sheet:?}") };
            let shown: Vec<_> = found
                .iter()
                .map(|o| {
                    let names = o.names.iter().flatten().map(|a| (a.name.clone(), a.status)).collect::<Vec<_>>();
                    (o.day.to_string(), names)
                })
                .collect();
            let of = |name: &str, status| (name.to_owned(), status);
            // On the third day nobody has a mark: the column was printed and not used.
            assert_eq!(
                shown,
                [
                    ("2017-05-03".to_owned(), vec![of("刘淑琴", Present), of("张桂芬", Excused)]),
                    ("2017-05-10".to_owned(), vec![of("=1+1", Absent), of("小孙  (7号院)", Present)]),
                ]
            );
            assert!(odd.is_empty(), "{odd:?}");
        }
    }

    #[test]
    fn the_form_is_the_same_every_time_bears_its_tier_and_shows_no_name_in_debug() {
        let form = form(Language::Zh);
        let bytes = form.workbook().unwrap();
        assert!(bytes == form.workbook().unwrap());
        let sheets = read_workbook(&bytes, "f.xlsx", &GridLimits::default()).unwrap();
        assert!(sheets[0].grid.row(1).cell(0).contains("T0"));
        assert!(!format!("{form:?}").contains("刘淑琴"));
    }
}
