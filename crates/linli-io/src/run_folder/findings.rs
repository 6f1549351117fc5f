//! `findings.csv`: for people who open it in a spreadsheet.

use std::io::{self, Write};

use linli::plan::Tier;
use linli::signal::{Evidence, Finding};

use super::layout::{Described, FINDINGS, TIER};
use super::sheet::{BYTE_ORDER_MARK, Sheet};

/// The columns, from left to right.
pub(super) fn columns() -> impl Iterator<Item = &'static Described> {
    FINDINGS.iter().chain(TIER)
}

pub(super) fn write(findings: &[Finding], tier: Tier, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut sheet = Sheet::new(out);
    sheet.row(columns().map(|column| column.name))?;
    for finding in findings {
        let signal = finding.signal;
        let evidence: Vec<String> = finding.evidence.iter().map(cell_of_evidence).collect();
        sheet.row([
            finding.id.as_str(),
            signal.card.id,
            signal.about.id(),
            &finding.subject,
            &finding.since.to_string(),
            &finding.until.to_string(),
            &finding.expires().to_string(),
            &finding.statement,
            &finding.statement_zh,
            &evidence.join("; "),
            &signal.explanations.join("; "),
            &signal.explanations_zh.join("；"),
            tier.id(),
        ])?;
    }
    Ok(())
}

fn cell_of_evidence(evidence: &Evidence) -> String {
    format!("{}:{}[{}]={}", evidence.table, evidence.indicator, evidence.row, evidence.value)
}
