//! Title rows above the headers: day, time and place where they say so.

use linli::time::Day;

use crate::grid::Grid;
use crate::value;

/// What title rows say.
#[derive(Debug, Default, Clone)]
pub(super) struct Preamble {
    pub(super) day: Option<Day>,
    pub(super) second: Option<u32>,
    pub(super) venue: Option<String>,
    /// What the activity is called, for a file whose name does not say it.
    pub(super) title: Option<String>,
    /// A year written without a day: 2017年第一季度.
    pub(super) year: Option<i32>,
    /// The legend says that an empty cell is an absence.
    pub(super) blank_is_absent: bool,
    /// A title says that the list is of people who sign in.
    pub(super) signs_in: bool,
    /// A title says that the list is of people who put their names down.
    pub(super) signs_up: bool,
}

impl Preamble {
    /// Reads the rows before a position.
    pub(super) fn read(grid: &Grid, before: usize) -> Self {
        let mut preamble = Self::default();
        for row in grid.rows().take(before) {
            let cells: Vec<&str> = row.cells().map(|(_, cell)| cell).collect();
            for (at, cell) in cells.iter().enumerate() {
                // `地点：活动室` in one cell, or `地点` and `活动室` in two.
                let (label, content) = match cell.split_once([':', '：']) {
                    Some((label, content)) if !value::trim(content).is_empty() => {
                        (value::trim(label), value::trim(content))
                    }
                    _ => (cell.trim_end_matches([':', '：']), cells.get(at + 1).copied().unwrap_or_default()),
                };
                preamble.take(label, content, grid);
                preamble.legend(cell);
            }
        }
        preamble
    }

    fn take(&mut self, label: &str, content: &str, grid: &Grid) {
        match label {
            "时间" | "日期" | "活动时间" | "活动日期" | "签到日期" => {
                if let Some(moment) = grid.day(content) {
                    self.day = self.day.or(Some(moment.day));
                    self.second = self.second.or(moment.second);
                }
            }
            "活动" | "活动名称" | "活动标题" | "活动主题" | "课程" | "课程名称" if !content.is_empty() =>
            {
                self.title.get_or_insert_with(|| content.to_owned());
            }
            "地点" | "活动地点" | "场地" if !content.is_empty() => {
                self.venue.get_or_insert_with(|| content.to_owned());
            }
            _ => {}
        }
    }

    fn legend(&mut self, cell: &str) {
        let folded = value::fold(cell);
        self.signs_in |= folded.contains("签到");
        self.signs_up |= ["报名表", "报名名单", "报名统计", "报名情况"].iter().any(|words| folded.contains(words));
        self.blank_is_absent |=
            ["空白未到", "空白缺勤", "空白缺席", "空未到"].iter().any(|words| folded.contains(words));
        if self.year.is_none()
            && let Some(at) = folded.find('年')
        {
            let digits: String = folded[..at].chars().rev().take_while(char::is_ascii_digit).collect();
            let year: Option<i32> = digits.chars().rev().collect::<String>().parse().ok();
            self.year = year.filter(|year| (1900..=2100).contains(year) && digits.len() == 4);
        }
    }
}
