//! `run.json`: what was run, so that others can run it again and see that it is the same.

use std::collections::BTreeMap;

use linli::Study;
use linli::definition::Card;
use linli::diagnostic::{Diagnostics, Severity};
use linli::plan::{Plan, Purpose, Tier};
use linli::records::{Linkage, OrganizationId};
use linli::release::Release;
use linli::tie::ParameterKind;
use linli::time::{Day, Span};
use serde::Serialize;

use super::files::{self, Written};
use super::{Extras, InputFile, RunContext, citation};

/// The record; fields are written in this order.
#[derive(Debug, Serialize)]
pub(super) struct Record<'a> {
    tool: &'static str,
    version: &'static str,
    study: String,
    purpose: Purpose,
    tier: Tier,
    mark: &'static str,
    mark_zh: &'static str,
    plan_id: String,
    plan_sha256: String,
    plan_toml: String,
    plan: Plan,
    zone: &'static str,
    zone_data: &'static str,
    seed: u64,
    /// How [`InputFile::digest`] was made.
    input_digests: &'static str,
    inputs: &'a [InputFile],
    indicators: Vec<Registered>,
    signals: Vec<Registered>,
    ties: Vec<Ties<'a>>,
    populations: Vec<&'static str>,
    windows: Windows,
    rows: BTreeMap<&'static str, u64>,
    cells: u64,
    findings: usize,
    linkage: Vec<LinkageRow<'a>>,
    diagnostics: Vec<Odd<'a>>,
    outputs: &'a [Written],
    run: &'a RunContext,
}

#[derive(Debug, Serialize)]
struct Registered {
    id: &'static str,
    revision: u16,
}

#[derive(Debug, Serialize)]
struct Ties<'a> {
    name: &'a str,
    rule: &'static str,
    revision: u16,
    parameters: BTreeMap<&'static str, String>,
}

#[derive(Debug, Serialize)]
struct Windows {
    count: usize,
    disjoint: usize,
    first_day: Option<Day>,
    end_day: Option<Day>,
}

/// How far the names of an organization's sheets and chats are known to be the same people.
#[derive(Debug, Serialize)]
struct LinkageRow<'a> {
    organization: &'a str,
    attended: u32,
    attended_known: u32,
    present: u32,
    present_known: u32,
    /// Whether what joins the two was computed.
    joined: bool,
}

#[derive(Debug, Serialize)]
struct Odd<'a> {
    code: &'static str,
    severity: Severity,
    count: u64,
    samples: Vec<Sample<'a>>,
}

#[derive(Debug, Serialize)]
struct Sample<'a> {
    file: Option<&'a str>,
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

pub(super) fn of<'a>(release: &'a dyn Release, extras: &'a Extras<'a>, outputs: &'a [Written]) -> Record<'a> {
    let (tier, plan, outcome) = (release.tier(), release.plan(), release.outcome());
    let provenance = &outcome.provenance;
    let protocol = &provenance.protocol;
    let plan_toml = plan.to_toml();
    let registered = |card: &Card| Registered { id: card.id, revision: card.revision };
    let signals = outcome.study.chosen_signals().unwrap_or_default();
    let windows = protocol.windows();
    Record {
        tool: "linli",
        version: provenance.version,
        study: plan.id.clone(),
        purpose: plan.purpose,
        tier,
        mark: tier.mark(),
        mark_zh: tier.mark_zh(),
        plan_id: citation::plan_id(release),
        plan_sha256: files::sha256(plan_toml.as_bytes()),
        plan_toml,
        zone: protocol.zone().name(),
        zone_data: provenance.zone_data,
        seed: plan.seed,
        input_digests: "hmac-sha256 under the study's key",
        inputs: extras.inputs,
        indicators: protocol.indicators().iter().map(|i| registered(&i.card)).collect(),
        signals: signals.iter().map(|s| registered(&s.card)).collect(),
        ties: ties(release),
        populations: protocol.populations().iter().map(|p| p.id()).collect(),
        windows: Windows {
            count: windows.len(),
            disjoint: windows.iter().filter(|w| w.disjoint).count(),
            first_day: windows.first().map(|w| w.first_day),
            end_day: windows.last().map(|w| w.end_day),
        },
        rows: provenance.rows.iter().copied().collect(),
        cells: provenance.cells,
        findings: outcome.findings.len(),
        linkage: linkage(&outcome.study),
        diagnostics: diagnostics(&outcome.study.diagnostics, tier),
        outputs,
        run: &extras.context,
        plan,
    }
}

/// The tie rules with every parameter, also those the plan leaves at their default.
fn ties(release: &dyn Release) -> Vec<Ties<'_>> {
    let chosen = release.outcome().provenance.protocol.ties().iter();
    chosen
        .map(|ties| {
            let parameters = ties.rule.parameters.iter().map(|declared| {
                let value = ties.parameters.value(declared.name);
                let text = match declared.kind {
                    ParameterKind::Span => Span::seconds(value / linli::time::SECOND).to_string(),
                    ParameterKind::Count => value.to_string(),
                };
                (declared.name, text)
            });
            Ties {
                name: &ties.name,
                rule: ties.rule.card.id,
                revision: ties.rule.card.revision,
                parameters: parameters.collect(),
            }
        })
        .collect()
}

fn linkage(study: &Study) -> Vec<LinkageRow<'_>> {
    let joined = |(at, linkage): (OrganizationId, Linkage)| LinkageRow {
        organization: &study.records.organizations()[at.index()].id,
        attended: linkage.attended.of,
        attended_known: linkage.attended.known,
        present: linkage.present.of,
        present_known: linkage.present.known,
        joined: linkage.joins(study.plan.least_linkage),
    };
    study.linkage().into_iter().map(joined).collect()
}

/// What was odd, by place. Details can quote a name as a table has it, and so stay with the team.
fn diagnostics(diagnostics: &Diagnostics, tier: Tier) -> Vec<Odd<'_>> {
    diagnostics
        .iter()
        .map(|(code, count, samples)| Odd {
            code: code.id,
            severity: code.severity,
            count,
            samples: samples
                .iter()
                .map(|sample| Sample {
                    file: sample.location.file.as_deref(),
                    line: sample.location.line,
                    detail: (tier == Tier::T0).then_some(sample.detail.as_str()),
                })
                .collect(),
        })
        .collect()
}
