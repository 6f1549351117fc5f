//! Who counts as a node: a named choice, and a key of every table.

use crate::error::Error;

/// Who counts before staff are taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    /// Whoever stands on a member list during the window, or speaks in it.
    Roster,
    /// Whoever had a turn, or as a known member came to an activity, within `presence` before the window's end.
    Present,
    /// Whoever had a turn, or as a known member came to an activity, in the window.
    Active,
}

/// A population. 口径.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Population {
    /// Who counts.
    pub base: Base,
    /// Whether staff are among them. They leave after ties are inferred, never before.
    pub staff: Staff,
}

/// Whether staff count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Staff {
    /// They do.
    Included,
    /// They do not.
    Removed,
}

macro_rules! populations {
    ($($base:ident $id:literal $without:literal $meaning:literal $meaning_zh:literal;)+) => {
        impl Population {
            /// Every population, in the order of the panel.
            pub const ALL: &'static [Self] = &[
                $(Self { base: Base::$base, staff: Staff::Included }, Self { base: Base::$base, staff: Staff::Removed }),+
            ];

            /// The name that stands in tables.
            pub const fn id(self) -> &'static str {
                match (self.base, self.staff) {
                    $((Base::$base, Staff::Included) => $id, (Base::$base, Staff::Removed) => $without),+
                }
            }

            /// Who counts, in words.
            pub const fn meaning(self) -> &'static str {
                match self.base { $(Base::$base => $meaning),+ }
            }

            /// 谁算在内.
            pub const fn meaning_zh(self) -> &'static str {
                match self.base { $(Base::$base => $meaning_zh),+ }
            }
        }
    };
}

populations! {
    Active "active" "active_without_staff"
        "whoever had a turn, or as a known member came to an activity, in the window"
        "窗内说过话，或作为成员来过活动的人";
    Present "present" "present_without_staff"
        "whoever had a turn, or as a known member came to an activity, within `presence` before the window's end"
        "近期（presence）说过话，或作为成员来过活动的人";
    Roster "roster" "roster_without_staff"
        "whoever stands on a member list during the window, or speaks in it"
        "名单上的人，加上窗内说过话的人";
}

impl Population {
    /// The population of this name.
    pub fn named(name: &str) -> Result<Self, Error> {
        Self::ALL
            .iter()
            .copied()
            .find(|p| p.id() == name)
            .ok_or_else(|| Error::unknown(("population", "口径"), name, Self::ALL.iter().map(|p| p.id())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_stand_in_order() {
        for &population in Population::ALL {
            assert_eq!(Population::named(population.id()).unwrap(), population);
        }
        let names: Vec<&str> = Population::ALL.iter().map(|p| p.id()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(names, sorted);
    }
}
