//! What a plan's names can mean: the library's registers, and what an application adds to them.

use crate::error::{Error, ErrorKind};
use crate::frame::Needs;
use crate::indicator::{Compute, INDICATORS, Indicator};
use crate::records::Fields;
use crate::tie::{TIE_RULES, TieRule};

/// The indicators and tie rules that names in a plan are looked up in.
///
/// ```
/// use linli::engine::Catalogue;
///
/// let catalogue = Catalogue::standard();
/// assert_eq!(catalogue.indicator("net_density")?.card.title, "Density");
/// # Ok::<(), linli::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Catalogue {
    indicators: Vec<&'static Indicator>,
    tie_rules: Vec<&'static TieRule>,
}

impl Default for Catalogue {
    fn default() -> Self {
        Self::standard()
    }
}

impl Catalogue {
    /// All that comes with the library.
    #[must_use]
    pub fn standard() -> Self {
        Self { indicators: INDICATORS.to_vec(), tie_rules: TIE_RULES.to_vec() }
    }

    /// One more indicator, an application's own. Its id must be new and bear the prefix of its table.
    pub fn with(mut self, indicator: &'static Indicator) -> Result<Self, Error> {
        let prefix = indicator.table().prefix();
        if !indicator.id().starts_with(prefix) {
            return Err(Error::new(
                ErrorKind::Plan,
                format!("indicator `{}` stands in table `{}`", indicator.id(), indicator.table().id()),
            )
            .with_hint(format!("let its id begin with `{prefix}`")));
        }
        let word = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_';
        let taken = ["_low", "_high", "_status"].iter().any(|ending| indicator.id().ends_with(ending));
        if !indicator.id().bytes().all(word) || taken {
            return Err(Error::new(ErrorKind::Plan, format!("`{}` cannot be the name of a column", indicator.id()))
                .with_hint("use lower-case letters, digits and _, and none of the endings _low, _high, _status"));
        }
        let of_a_group = matches!(indicator.compute, Compute::Group(_) | Compute::Member(_));
        let conditions = indicator.needs != Needs::NONE || indicator.reads != Fields::NONE || indicator.min_members > 0;
        if !of_a_group && conditions {
            return Err(Error::new(
                ErrorKind::Plan,
                format!("indicator `{}` declares needs of a group", indicator.id()),
            )
            .with_hint("`needs`, `reads` and `min_members` are for groups and their members; test in `compute`"));
        }
        if indicator.interval.is_some() && !matches!(indicator.compute, Compute::Group(_)) {
            return Err(Error::new(ErrorKind::Plan, format!("indicator `{}` declares an interval", indicator.id()))
                .with_hint("an interval is for one value a group"));
        }
        if self.indicators.iter().any(|known| known.id() == indicator.id()) {
            return Err(Error::new(ErrorKind::Plan, format!("there is an indicator `{}` already", indicator.id()))
                .with_hint("one id is one computation: give yours another"));
        }
        self.indicators.push(indicator);
        Ok(self)
    }

    /// One more tie rule, an application's own.
    pub fn with_tie_rule(mut self, rule: &'static TieRule) -> Result<Self, Error> {
        if self.tie_rules.iter().any(|known| known.card.id == rule.card.id) {
            return Err(Error::new(ErrorKind::Plan, format!("there is a tie rule `{}` already", rule.card.id)));
        }
        self.tie_rules.push(rule);
        Ok(self)
    }

    /// All indicators, in the order of the panel.
    pub fn indicators(&self) -> &[&'static Indicator] {
        &self.indicators
    }

    /// All tie rules.
    pub fn tie_rules(&self) -> &[&'static TieRule] {
        &self.tie_rules
    }

    /// The indicator of this id.
    pub fn indicator(&self, id: &str) -> Result<&'static Indicator, Error> {
        let found = self.indicators.iter().copied().find(|indicator| indicator.id() == id);
        found.ok_or_else(|| Error::unknown(("indicator", "指标"), id, self.indicators.iter().map(|i| i.id())))
    }

    /// The tie rule of this id.
    pub fn tie_rule(&self, id: &str) -> Result<&'static TieRule, Error> {
        let found = self.tie_rules.iter().copied().find(|rule| rule.card.id == id);
        found.ok_or_else(|| Error::unknown(("tie rule", "关系规则"), id, self.tie_rules.iter().map(|r| r.card.id)))
    }
}
