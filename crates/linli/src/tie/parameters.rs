//! The parameters of a rule: declared with their defaults, read from the plan.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind};
use crate::plan::Setting;
use crate::time::Span;

/// What kind of value a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterKind {
    /// A length of time, such as `60m`.
    Span,
    /// A whole number from 1.
    Count,
}

/// One declared parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What kind of value it takes.
    pub kind: ParameterKind,
    /// Its default, as one would write it.
    pub default: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

/// The checked parameters of one rule, in the order of its declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters(Vec<(&'static str, i64)>);

impl Parameters {
    /// The declared parameters with what the plan says of them.
    pub fn of(rule: &str, declared: &'static [Parameter], written: &BTreeMap<String, Setting>) -> Result<Self, Error> {
        for name in written.keys() {
            if !declared.iter().any(|p| p.name == name) {
                return Err(Error::unknown(
                    (format!("parameter of tie rule `{rule}`"), format!("参数（关系规则 {rule}）")),
                    name,
                    declared.iter().map(|p| p.name),
                ));
            }
        }
        let mut values = Vec::with_capacity(declared.len());
        for parameter in declared {
            let text = match written.get(parameter.name) {
                Some(Setting::Text(text)) => text.clone(),
                Some(Setting::Number(number)) => number.to_string(),
                None => parameter.default.to_owned(),
            };
            let value = match parameter.kind {
                ParameterKind::Span => Span::parse(&text)?.micros(),
                ParameterKind::Count => {
                    text.parse::<i64>().ok().filter(|&n| (1..=1_000).contains(&n)).ok_or_else(|| {
                        Error::new(
                            ErrorKind::Plan,
                            format!(
                                "parameter `{}` of tie rule `{rule}` is `{text}`; it is a whole number from 1 to 1000",
                                parameter.name
                            ),
                        )
                        .with_hint(format!("leave it out for the default, {}", parameter.default))
                    })?
                }
            };
            values.push((parameter.name, value));
        }
        Ok(Self(values))
    }

    /// The value of a declared parameter: microseconds for a span, the number for a count.
    pub fn value(&self, name: &str) -> i64 {
        let found = self.0.iter().find(|(known, _)| *known == name);
        debug_assert!(found.is_some(), "the rule reads `{name}` without declaring it");
        found.map_or(0, |&(_, value)| value)
    }
}
