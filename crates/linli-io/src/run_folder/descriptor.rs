//! `datapackage.json`: the tables for programs, as a Frictionless data package, with what reading them back needs.

use std::borrow::Cow;

use linli::definition::Kind;
use linli::panel::Key;
use linli::plan::Tier;
use linli::release::Release;
use serde::{Deserialize, Serialize};

use super::files::Written;
use super::layout::{Column, Described, Layout, key_columns};
use super::{codebook, findings, sheet};

/// The descriptor. What is read back is owned; what is written is mostly borrowed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Descriptor {
    #[serde(rename = "$schema")]
    profile: String,
    name: String,
    id: String,
    title: String,
    version: String,
    tier: Tier,
    mark: String,
    mark_zh: String,
    pub(super) resources: Vec<Resource>,
}

/// A file of the package; a table has a schema.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Resource {
    pub(super) name: String,
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    kind: Option<Cow<'static, str>>,
    pub(super) path: String,
    format: String,
    mediatype: String,
    encoding: String,
    bytes: u64,
    pub(super) hash: String,
    tier: Tier,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) schema: Option<Schema>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Schema {
    pub(super) fields: Vec<Field>,
    missing_values: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    primary_key: Vec<String>,
}

/// One column. `role` and `kind` are linli's own words, beside those of the standard.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Field {
    pub(super) name: String,
    #[serde(rename = "type")]
    standard_type: Cow<'static, str>,
    title: String,
    description: String,
    pub(super) role: String,
    pub(super) kind: String,
    #[serde(default)]
    pub(super) constraints: Constraints,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Constraints {
    #[serde(default)]
    required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minimum: Option<serde_json::Number>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    maximum: Option<serde_json::Number>,
    #[serde(rename = "enum", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) choices: Vec<String>,
}

/// The descriptor of everything written so far.
pub(super) fn of(release: &dyn Release, layouts: &[Layout<'_>], written: &[Written]) -> Descriptor {
    let plan = release.plan();
    let tier = release.tier();
    let resources = written.iter().map(|file| {
        let schema = match file.path.as_str() {
            "findings.csv" => Some(described(findings::columns(), &["id"])),
            "codebook.csv" => Some(described(codebook::columns(), &["table", "column"])),
            path => layouts.iter().find(|layout| layout.path() == path).map(schema),
        };
        resource(file, schema, tier)
    });
    Descriptor {
        profile: "https://datapackage.org/profiles/2.0/datapackage.json".to_owned(),
        name: "linli-outcome".to_owned(),
        title: if plan.title.is_empty() { plan.id.clone() } else { plan.title },
        id: plan.id,
        version: release.outcome().provenance.version.to_owned(),
        tier,
        mark: tier.mark().to_owned(),
        mark_zh: tier.mark_zh().to_owned(),
        resources: resources.collect(),
    }
}

fn resource(file: &Written, schema: Option<Schema>, tier: Tier) -> Resource {
    let stem = file.path.rsplit('/').next().unwrap_or(&file.path);
    let (name, format) = stem.split_once('.').unwrap_or((stem, ""));
    let mediatype = match format {
        "csv" => "text/csv",
        "html" => "text/html",
        _ => "text/plain",
    };
    Resource {
        name: name.to_lowercase(),
        kind: schema.as_ref().map(|_| Cow::Borrowed("table")),
        path: file.path.clone(),
        format: format.to_owned(),
        mediatype: mediatype.to_owned(),
        encoding: "utf-8".to_owned(),
        bytes: file.bytes,
        hash: format!("sha256:{}", file.sha256),
        tier,
        schema,
    }
}

fn schema(layout: &Layout<'_>) -> Schema {
    let keys = layout.id().keys().iter().flat_map(|&key| match key {
        // Start and end say which window it is; whether it is disjoint follows.
        Key::Window => &key_columns(key)[..2],
        _ => key_columns(key),
    });
    Schema {
        primary_key: keys.map(|column| column.name.to_owned()).collect(),
        fields: layout.columns().map(|column| field(&column)).collect(),
        missing_values: vec![String::new()],
    }
}

fn field(column: &Column<'_>) -> Field {
    let mut constraints = Constraints::default();
    match column {
        Column::Key(_) | Column::Tier => constraints.required = true,
        Column::Status(of) => {
            constraints.required = true;
            constraints.choices =
                ["ok"].into_iter().chain(of.missing.iter().map(|(r, _)| r.id())).map(str::to_owned).collect();
        }
        Column::Value(of) => {
            constraints.required = of.missing.is_empty();
            match of.indicator.kind {
                Kind::Category(names) => {
                    constraints.choices = names.iter().map(|name| sheet::guarded(name).into_owned()).collect();
                }
                Kind::Real | Kind::Count => {
                    let [low, high] = of.indicator.card.range;
                    (constraints.minimum, constraints.maximum) = (bound(low), bound(high));
                }
                Kind::Date => {}
            }
        }
        Column::Low(_) | Column::High(_) => {}
    }
    Field {
        name: column.name(),
        standard_type: standard_type(column.kind()),
        title: column.title(),
        description: column.meaning(),
        role: column.role().to_owned(),
        kind: column.kind().to_owned(),
        constraints,
    }
}

/// A bound as the standard wants it: whole where it is whole, none where there is no end.
fn bound(value: f64) -> Option<serde_json::Number> {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return Some((value as i64).into());
    }
    serde_json::Number::from_f64(value)
}

fn described(columns: impl Iterator<Item = &'static Described>, primary_key: &[&str]) -> Schema {
    let fields = columns.map(|column| Field {
        name: column.name.to_owned(),
        standard_type: standard_type(column.kind),
        title: column.title.to_owned(),
        description: column.meaning.to_owned(),
        role: if primary_key.contains(&column.name) { "key" } else { "value" }.to_owned(),
        kind: column.kind.to_owned(),
        constraints: Constraints::default(),
    });
    Schema {
        fields: fields.collect(),
        missing_values: vec![String::new()],
        primary_key: primary_key.iter().map(|&name| name.to_owned()).collect(),
    }
}

fn standard_type(kind: &str) -> Cow<'static, str> {
    Cow::Borrowed(match kind {
        "real" => "number",
        "count" => "integer",
        "date" => "date",
        "flag" => "boolean",
        _ => "string",
    })
}
