//! What there is to do about a study.

use linli::Location;
use linli::time::Day;
use linli_io::Hole;

/// One thing to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// What.
    pub task: Task,
    /// About how many minutes it takes.
    pub minutes: f64,
    /// How many groups, activities or names it would settle.
    pub settles: f64,
}

/// What there is to do. Names of groups, organizations and files stand in it, and of no person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Task {
    /// Say who is staff, and which groups are of the second layer: two lines of the plan.
    NameInPlan {
        /// Groups whose values without staff wait for it; 0 where staff are known.
        groups: usize,
        /// Groups that are called like one of the second layer.
        second_layer: Vec<String>,
    },
    /// Correct a name of staff in the plan that nobody bears.
    CorrectStaff {
        /// Its place in the list, from 1.
        entry: usize,
        /// Somebody who is called nearly so.
        nearest: Option<Nearest>,
    },
    /// Correct the name of a second-layer group in the plan.
    CorrectSecondLayer {
        /// As the plan has it.
        written: String,
        /// The group that is called nearly so.
        nearest: Option<String>,
    },
    /// Answer activities that were proposed.
    AnswerProposed {
        /// How many.
        count: usize,
        /// Those on a day for which another organization wrote one down: whose chat, which organization, how many.
        same_day: Vec<(String, String, usize)>,
    },
    /// Put a day into the names of sheets.
    DateFiles {
        /// Some of the files.
        files: Vec<String>,
        /// How many.
        count: u64,
    },
    /// Put a day into the names of member lists.
    DateRosters {
        /// Some of the files.
        files: Vec<String>,
        /// How many.
        count: u64,
    },
    /// Call a member list as its group is called.
    RenameRoster {
        /// The file.
        file: String,
        /// The group that is called nearly so.
        nearest: Option<String>,
    },
    /// Put sheets into the folders of their organizations.
    PlaceSheets {
        /// Some of the files.
        files: Vec<String>,
        /// How many.
        count: u64,
    },
    /// Copy the member screens of groups.
    CopyMembers {
        /// Their names.
        groups: Vec<String>,
    },
    /// Add a tie rule that reads more turns than state whom they are for.
    AddTalkRule {
        /// The groups of which structure cannot be told.
        groups: Vec<String>,
        /// Turns in them that state a target.
        stated: usize,
        /// Turns in them.
        turns: usize,
    },
    /// Retype the sheets of a month.
    RetypeSheets {
        /// Whose.
        organization: String,
        /// Year and month.
        month: (i32, u32),
        /// How many activities have no list.
        count: usize,
        /// Of the organization's activities, so many have a list.
        listed: usize,
        /// The organization's activities.
        all: usize,
    },
    /// Retype a first sheet of an organization of which nothing but talk is known.
    FirstSheet {
        /// Whose.
        organization: String,
    },
    /// Answer the first questions who is whom.
    AnswerWho {
        /// Organizations below the linkage floor: names of the smaller side known on the other, and all of them.
        unlinked: Vec<(String, usize, usize)>,
        /// How many questions are first.
        first: usize,
        /// How many there are.
        all: usize,
        /// What the first settle of all that is not joined, in hundredths.
        percent: u32,
    },
    /// Export a chat once more: it ends before the others.
    ExportAgain {
        /// The group.
        group: String,
        /// Its last day.
        until: Day,
    },
    /// Say whether a hole was silence.
    AskHole(Hole),
    /// Tick, or strike out, names without a mark.
    MarkNames {
        /// How many.
        count: u64,
        /// The first.
        place: Location,
    },
    /// Correct rows that were left out.
    CorrectRows {
        /// How many.
        count: u64,
        /// The first.
        place: Location,
    },
}

/// Somebody who is called nearly as the plan says. The name is veiled unless the study is the team's own (T0).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// The name, or its first letter.
    pub shown: String,
    /// Where they write most; `None` for somebody who writes nowhere.
    pub group: Option<String>,
    /// How many messages.
    pub messages: usize,
}
