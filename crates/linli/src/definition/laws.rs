//! How a value of a network answers when the network is changed in a known way: declared once, printed on the page of
//! the indicator, and checked on random networks.

/// What known changes of a network do to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Laws {
    /// One more person without a tie.
    pub isolate: Isolate,
    /// Another network beside it, without a tie between the two.
    pub union: Union,
    /// Every tie turned round.
    pub reversal: Reversal,
    /// Every weight multiplied by the same number.
    pub weights: Weights,
}

/// What one more isolate does to a value of n people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolate {
    /// Nothing.
    Same,
    /// A sum over people was divided by n.
    PerPerson,
    /// Something was divided by n − 1 others.
    PerOther,
    /// Something was divided by n (n − 1) pairs.
    PerPair,
    /// Something was divided by (n − 1)(n − 2) pairs of others.
    PerPairOfOthers,
    /// A sum over people was divided by n, each by n − 1 others or (n − 1)(n − 2) pairs of others.
    PerPersonAndPairOfOthers,
    /// Pairs were divided by something that does not change.
    ManyPairs,
    /// A share of people, of whom the isolate is one.
    OneMoreCase,
    /// The definition says, in no shorter way.
    Changes,
}

impl Isolate {
    /// The value with one more isolate; `None` where only the definition says.
    pub fn after(self, value: f64, n: f64) -> Option<f64> {
        Some(match self {
            Self::Same => value,
            Self::PerPerson => value * n / (n + 1.0),
            Self::PerOther => value * (n - 1.0) / n,
            Self::PerPair => value * (n - 1.0) / (n + 1.0),
            Self::PerPairOfOthers => value * (n - 2.0) / n,
            Self::PerPersonAndPairOfOthers => value * (n - 2.0) / (n + 1.0),
            Self::ManyPairs => value * (n + 1.0) / (n - 1.0),
            Self::OneMoreCase => (value * n + 1.0) / (n + 1.0),
            Self::Changes => return None,
        })
    }

    /// In words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Same => "unchanged",
            Self::PerPerson => "× n / (n + 1)",
            Self::PerOther => "× (n − 1) / n",
            Self::PerPair => "× (n − 1) / (n + 1)",
            Self::PerPairOfOthers => "× (n − 2) / n",
            Self::PerPersonAndPairOfOthers => "× (n − 2) / (n + 1)",
            Self::ManyPairs => "× (n + 1) / (n − 1)",
            Self::OneMoreCase => "from k / n to (k + 1) / (n + 1)",
            Self::Changes => "changes",
        }
    }
}

/// What another network beside it does to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Union {
    /// The two values are added up.
    Sum,
    /// The larger of the two values.
    Largest,
    /// The people of the other network count as that many isolates.
    AsIsolates,
    /// The definition says, in no shorter way.
    Changes,
}

impl Union {
    /// In words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Sum => "the sum of the two",
            Self::Largest => "the larger of the two",
            Self::AsIsolates => "as with that many isolates",
            Self::Changes => "changes",
        }
    }
}

/// What turning every tie round does to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reversal {
    /// Nothing.
    Same,
    /// It becomes the value of the indicator of this id.
    Becomes(&'static str),
}

impl Reversal {
    /// In words.
    pub fn meaning(self) -> String {
        match self {
            Self::Same => "unchanged".to_owned(),
            Self::Becomes(id) => format!("becomes `{id}`"),
        }
    }
}

/// What multiplying every weight does to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// Nothing: weights do not enter.
    Ignored,
    /// Nothing: only their ratios enter.
    Shares,
    /// It is multiplied too.
    Scales,
}

impl Weights {
    /// In words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Ignored => "ignored",
            Self::Shares => "only their ratios matter",
            Self::Scales => "the value grows with them",
        }
    }
}

impl Laws {
    /// What it says, as name and value.
    pub fn facts(&self) -> [(&'static str, String); 4] {
        [
            ("one more isolate", self.isolate.meaning().to_owned()),
            ("another network beside it", self.union.meaning().to_owned()),
            ("all ties turned round", self.reversal.meaning()),
            ("weights", self.weights.meaning().to_owned()),
        ]
    }
}
