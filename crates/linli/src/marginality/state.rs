//! The states, declared once.

macro_rules! states {
    ($($variant:ident = $row:literal $id:literal $zh:literal $en:literal;)+) => {
        /// Where somebody stands in a group, in neutral words. 边缘状态.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum State {
            $(#[doc = concat!($en, " · ", $zh, " (row ", stringify!($row), ").")] $variant),+
        }

        impl State {
            /// Every state, in the order of the table's rows.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Their names, in the same order: the words of the panel's column.
            pub const IDS: &'static [&'static str] = &[$($id),+];

            /// The name that stands in tables.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The row of the decision table.
            pub const fn row(self) -> u32 {
                match self { $(Self::$variant => $row),+ }
            }

            /// In words.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }

            /// 中性的说法.
            pub const fn words_zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }
        }
    };
}

states! {
    Absent = 5 "absent" "近12周无记录" "no record in the last 12 weeks";
    Silent = 6 "silent" "群里没有发言" "no turn in the chat, and too few lists of names to say more";
    AttendsSilent = 7 "attends_silent" "来活动但不发言" "comes to activities and writes nothing";
    Unanswered = 8 "unanswered" "提了没人接" "speaks to all and nobody answers";
    StaffOnly = 9 "staff_only" "只和工作人员来往" "answered by staff alone";
    Core = 10 "core" "骨干" "seen in most weeks, with many of the others";
    Peripheral = 11 "peripheral" "往来较少" "seen seldom, or with few";
    Connected = 12 "connected" "常来往" "seen, and with others";
}

impl State {
    /// Whether the state counts as being at the margin: rows 5, 8 and 9. Who comes and writes nothing is not.
    pub const fn is_marginal(self) -> bool {
        matches!(self, Self::Absent | Self::Unanswered | Self::StaffOnly)
    }

    /// Whether it is the opposite: rows 10 and 12.
    pub const fn is_among_others(self) -> bool {
        matches!(self, Self::Core | Self::Connected)
    }

    /// The state of a value in the panel's column.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_places_and_rows_ascend() {
        for (at, &state) in State::ALL.iter().enumerate() {
            assert_eq!((state as usize, State::IDS[at]), (at, state.id()));
            assert_eq!(State::from_code(at as u8), Some(state));
            assert_eq!(state.row(), at as u32 + 5);
            assert!(!(state.is_marginal() && state.is_among_others()));
        }
        assert_eq!(State::from_code(8), None);
    }
}
