//! The scenarios that have a name.

mod dashilar;
mod small;

use super::plant::Plant;
use super::scenario::{Channel, Design, Scenario, Tool};

/// One registered scenario.
#[derive(Debug)]
pub struct Named {
    /// Its id.
    pub id: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// 说明.
    pub meaning_zh: &'static str,
    pub(super) make: fn() -> Scenario,
}

/// Every scenario, in the order of the documentation.
pub static SCENARIOS: &[Named] = &[
    Named {
        id: "dashilar",
        meaning: "24 organizations in four communities, 15 first-layer groups and one second-layer group, two years",
        meaning_zh: "四个社区24个组织，15个第一层群、1个第二层群，两年",
        make: dashilar::dashilar,
    },
    Named {
        id: "lane",
        meaning: "three organizations with a group each and a second-layer group, half a year",
        meaning_zh: "3个组织各有一个群，外加一个第二层群，半年",
        make: small::lane,
    },
    Named {
        id: "one-group",
        meaning: "one organization with one group, twelve weeks, tidily kept",
        meaning_zh: "1个组织1个群，12周，资料齐全",
        make: small::one_group,
    },
];

/// One organization in one line, as the scenarios write it.
struct Line {
    name: &'static str,
    community: &'static str,
    kind: &'static str,
    titles: &'static [&'static str],
    venue: &'static str,
    members: usize,
    /// Weekday, hour, every so many weeks.
    meets: (i32, u32, i32),
    channel: Option<(Tool, f64)>,
    plants: &'static [(Plant, usize)],
}

impl Line {
    fn design(&self) -> Design {
        let (weekday, hour, every) = self.meets;
        Design {
            name: self.name.to_owned(),
            community: self.community.to_owned(),
            kind: self.kind.to_owned(),
            titles: self.titles.iter().map(|&title| title.to_owned()).collect(),
            venue: self.venue.to_owned(),
            members: self.members,
            weekday,
            hour,
            every,
            channel: self.channel.map(|(tool, daily)| Channel { name: self.name.to_owned(), tool, daily }),
            plants: self.plants.to_vec(),
        }
    }
}
