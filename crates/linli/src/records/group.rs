//! Groups on two layers, and the organizations behind them.

use super::activity::choices;
use super::{OrganizationId, PersonId};
use crate::time::Day;

choices! {
    /// Why a group was opened.
    GroupOrigin {
        OwnWish = "own_wish" "自己要建.",
        Encouraged = "encouraged" "鼓励.",
        Required = "required" "要求.",
        ForGrant = "for_grant" "为申请.",
    }
    /// How far an organization has come.
    Stage {
        Seed = "seed" "种子.",
        Sapling = "sapling" "小苗.",
        Registered = "registered" "注册.",
    }
}

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
    /// When it was opened.
    pub opened_on: Option<Day>,
    /// By whom.
    pub created_by: Option<PersonId>,
    /// Why.
    pub origin: Option<GroupOrigin>,
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
    /// How far it has come.
    pub stage: Option<Stage>,
    /// Since when it is at that stage.
    pub stage_on: Option<Day>,
    /// Further columns of the table with their values, by column.
    pub further: Vec<(String, String)>,
}
