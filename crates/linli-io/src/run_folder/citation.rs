//! `CITATION.txt`: how to cite the program, the data and the definitions. No date: whoever cites knows when they looked.

use std::collections::BTreeMap;
use std::io::{self, Write};

use linli::Card;
use linli::definition::reference;
use linli::release::Release;

use super::files;

/// A short id of the plan as it leaves: the study, and the beginning of the plan's digest.
pub(super) fn plan_id(release: &dyn Release) -> String {
    let plan = release.plan();
    let digest = files::sha256(plan.to_toml().as_bytes());
    format!("{}@{}", plan.id, &digest[..12])
}

pub(super) fn write(release: &dyn Release, out: &mut dyn Write) -> io::Result<()> {
    let tier = release.tier();
    let provenance = &release.outcome().provenance;
    let version = provenance.version;
    let plan = release.plan();
    let title = if plan.title.is_empty() { &plan.id } else { &plan.title };
    writeln!(out, "{}\n{}\n", tier.mark(), tier.mark_zh())?;
    writeln!(out, "The program · 程序\n")?;
    writeln!(
        out,
        "  The linli developers. linli 邻里: community chats, sheets and records as indicators and findings. \
         Version {version}. Computer software, MIT OR Apache-2.0.\n"
    )?;
    writeln!(out, "The data · 数据\n")?;
    writeln!(
        out,
        "  {title}. Computed with linli {version}, plan {}, seed {}, time zone data {}, release tier {}.\n",
        plan_id(release),
        plan.seed,
        provenance.zone_data,
        tier.id()
    )?;
    if !plan.synthetic.is_empty() {
        writeln!(out, "  合成数据：人和事都是虚构的。Synthetic data, made by {}.\n", plan.synthetic)?;
    }
    writeln!(out, "The definitions · 定义\n")?;
    for (text, ids) in sources(release) {
        writeln!(out, "  {text}\n    {}", ids.join(", "))?;
    }
    Ok(())
}

/// The references of all that was computed, each with the ids that rest on it.
fn sources(release: &dyn Release) -> BTreeMap<&'static str, Vec<&'static str>> {
    let protocol = &release.outcome().provenance.protocol;
    let indicators = protocol.indicators().iter().map(|i| &i.card);
    let ties = protocol.ties().iter().map(|ties| &ties.rule.card);
    let signals = release.outcome().study.chosen_signals().unwrap_or_default();
    let mut sources: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    let mut take = |card: &'static Card| {
        for key in card.references {
            let ids = sources.entry(reference(key).unwrap_or(key)).or_default();
            if !ids.contains(&card.id) {
                ids.push(card.id);
            }
        }
    };
    indicators.for_each(&mut take);
    ties.for_each(&mut take);
    signals.iter().map(|signal| &signal.card).for_each(&mut take);
    sources
}
