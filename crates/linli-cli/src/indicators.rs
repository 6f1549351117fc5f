use linli::indicator::INDICATORS;
use linli::signal::SIGNALS;
use linli::tie::TIE_RULES;
use linli::{Card, Error};

/// One line of the register.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// The register: `indicator`, `tie rule` or `signal`.
    pub register: &'static str,
    /// The table it stands in; empty for tie rules and signals.
    pub table: &'static str,
    /// The declaration.
    pub card: &'static Card,
}

/// Everything registered: indicators by table, then tie rules, then signals.
pub fn indicators() -> Vec<Listed> {
    let indicators = INDICATORS.iter().map(|i| Listed { register: "indicator", table: i.table().id(), card: &i.card });
    let rules = TIE_RULES.iter().map(|r| Listed { register: "tie rule", table: "", card: &r.card });
    let signals = SIGNALS.iter().map(|s| Listed { register: "signal", table: "", card: &s.card });
    indicators.chain(rules).chain(signals).collect()
}

/// The page of an indicator, tie rule or signal, in Markdown.
pub fn page(id: &str) -> Result<String, Error> {
    let indicator = INDICATORS.iter().find(|i| i.id() == id).map(|i| i.page());
    let rule = || TIE_RULES.iter().find(|r| r.card.id == id).map(|r| r.page());
    let signal = || SIGNALS.iter().find(|s| s.card.id == id).map(|s| s.page());
    indicator.or_else(rule).or_else(signal).ok_or_else(|| {
        Error::unknown(
            ("indicator, tie rule or signal", "指标、关系规则或信号"),
            id,
            indicators().iter().map(|l| l.card.id),
        )
    })
}
