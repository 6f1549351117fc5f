//! Groups on two layers, and the organizations behind them.

use super::OrganizationId;

/// A first-layer group belongs to one organization; a second-layer group joins several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// 第一层.
    First,
    /// 第二层.
    Second,
}

impl Layer {
    /// The name that stands in tables.
    pub const fn id(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

/// A chat channel. 微信群.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name in this study.
    pub id: String,
    /// Which layer.
    pub layer: Layer,
    /// The organization of a first-layer group, where it is known.
    pub organization: Option<OrganizationId>,
    /// The platform, where it is known.
    pub platform: Option<String>,
}

/// A neighbours' own organization. 自组织.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its name in this study.
    pub id: String,
    /// What kind (interest, service, …), as the table says.
    pub kind: Option<String>,
    /// The community it belongs to.
    pub community: Option<String>,
}
