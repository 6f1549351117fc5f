//! The registers: whole, in order, and the same as the folders.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use linli::definition::{BIBLIOGRAPHY, Card, Kind, Undefined, reference};
use linli::diagnostic::{DIAGNOSTICS, diagnostic_code};
use linli::indicator::{INDICATORS, TableId};
use linli::refusal::{REFUSALS, refusal_code};
use linli::signal::SIGNALS;
use linli::tie::TIE_RULES;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/linli/src")
}

fn cards() -> Vec<&'static Card> {
    let indicators = INDICATORS.iter().map(|i| &i.card);
    indicators.chain(TIE_RULES.iter().map(|r| &r.card)).chain(SIGNALS.iter().map(|s| &s.card)).collect()
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>, what: &str) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "two {what} `{name}`");
    }
}

#[test]
fn ids_are_unique_and_bear_their_table() {
    distinct(INDICATORS.iter().map(|i| i.id()), "indicators");
    distinct(TIE_RULES.iter().map(|r| r.card.id), "tie rules");
    distinct(SIGNALS.iter().map(|s| s.card.id), "signals");
    distinct(DIAGNOSTICS.iter().map(|d| d.id), "diagnostics");
    distinct(BIBLIOGRAPHY.iter().map(|(key, _)| *key), "references");
    for indicator in INDICATORS {
        assert!(indicator.id().starts_with(indicator.table().prefix()), "{}", indicator.id());
    }
}

#[test]
fn tables_follow_each_other() {
    let tables: Vec<TableId> = INDICATORS.iter().map(|i| i.table()).collect();
    assert!(tables.is_sorted(), "INDICATORS stand in the order of the panel's tables");
    let used: BTreeSet<TableId> = tables.into_iter().collect();
    assert!(used.iter().copied().eq(TableId::ALL.iter().copied()), "a table without an indicator");
    assert!(TIE_RULES.is_sorted_by_key(|r| r.card.id), "TIE_RULES stand by name");
    assert!(SIGNALS.is_sorted_by_key(|s| s.card.id), "SIGNALS stand by name");
}

fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_card_is_filled_in_both_languages() {
    for card in cards() {
        let id = card.id;
        let english = [card.title, card.summary, card.formula, card.caveat, card.complexity];
        assert!(english.iter().all(|text| !text.trim().is_empty()), "{id}: an empty text");
        let chinese = [card.title_zh, card.summary_zh, card.caveat_zh];
        assert!(chinese.iter().all(|text| is_chinese(text)), "{id}: a text that is not in Chinese");
        assert!(!is_chinese(card.title) && !is_chinese(card.summary), "{id}: a text that is not in English");
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{id}");
        assert!(card.range[0] <= card.range[1] && !card.range[0].is_nan(), "{id}: range {:?}", card.range);
        assert!(card.revision >= 1, "{id}: revisions count from 1");
        assert!(!card.edges.is_empty() && !card.references.is_empty(), "{id}: no edge, or no source");
        distinct(card.edges.iter().map(|edge| edge.id), "edges");
        for edge in card.edges {
            let kebab = edge.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            assert!(kebab && !edge.when.is_empty() && !edge.then.is_empty(), "{id}: edge `{}`", edge.id);
            if let Some(rest) = edge.then.strip_prefix("undefined, ") {
                let reason = rest.split(':').next().unwrap_or(rest);
                assert!(Undefined::ALL.iter().any(|u| u.id() == reason), "{id}: there is no reason `{reason}`");
            }
        }
    }
}

#[test]
fn references_resolve_and_none_is_idle() {
    for card in cards() {
        for key in card.references {
            assert!(reference(key).is_some(), "{}: `{key}` is not in the bibliography", card.id);
        }
    }
    let idle: Vec<_> =
        BIBLIOGRAPHY.iter().filter(|(key, _)| !cards().iter().any(|card| card.references.contains(key))).collect();
    assert!(idle.is_empty(), "nobody cites {idle:?}");
}

#[test]
fn diagnostics_can_be_looked_up_and_say_what_to_do() {
    for code in DIAGNOSTICS {
        assert!(std::ptr::eq(diagnostic_code(code.id).expect("its own code"), *code));
        assert!(!code.meaning.is_empty() && is_chinese(code.meaning_zh) && !code.remedy.is_empty(), "{}", code.id);
        assert!(code.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", code.id);
    }
}

#[test]
fn refusals_can_be_looked_up_and_share_no_name_with_a_diagnostic() {
    let all = REFUSALS.iter().map(|r| r.id).chain(DIAGNOSTICS.iter().map(|d| d.id));
    distinct(all, "codes");
    for code in REFUSALS {
        assert!(std::ptr::eq(refusal_code(code.id).expect("its own code"), *code));
        assert!(!code.meaning.is_empty() && is_chinese(code.meaning_zh) && !code.remedy.is_empty(), "{}", code.id);
        assert!(code.id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{}", code.id);
    }
}

#[test]
fn reasons_have_codes_of_their_own() {
    for (at, reason) in Undefined::ALL.iter().enumerate() {
        assert_eq!(usize::from(reason.code()), at + 1, "0 is `has a value`");
        assert_eq!(Undefined::from_code(reason.code()), Some(*reason));
        assert!(!reason.meaning().is_empty() && is_chinese(reason.meaning_zh()));
    }
    assert_eq!((Undefined::from_code(0), Undefined::from_code(200)), (None, None));
}

#[test]
fn a_signal_reads_registered_indicators_and_offers_explanations() {
    for signal in SIGNALS {
        for read in signal.reads {
            assert!(INDICATORS.iter().any(|i| std::ptr::eq(*i, *read)), "{} reads {}", signal.card.id, read.id());
        }
        assert!(signal.explanations.len() >= 2 && signal.explanations.len() == signal.explanations_zh.len());
        assert!(signal.explanations_zh.iter().all(|text| is_chinese(text)) && is_chinese(signal.action_zh));
        assert!(!signal.action.is_empty() && signal.expires_after > 0);
    }
}

#[test]
fn every_value_of_a_network_says_how_it_answers_to_changes() {
    for indicator in INDICATORS {
        let of_ties = matches!(indicator.table(), TableId::Networks | TableId::Positions)
            && !indicator.needs.looks_beyond_its_network();
        assert_eq!(indicator.card.laws.is_some(), of_ties, "{}: `laws` are for values on ties", indicator.id());
    }
}

#[test]
fn counts_are_whole_and_shares_are_shares() {
    for indicator in INDICATORS {
        let [low, _] = indicator.card.range;
        assert!(indicator.kind != Kind::Count || low.abs() < f64::EPSILON, "{}: a count starts at 0", indicator.id());
        let share = format!("{:?}", indicator.card.range) == "[0.0, 1.0]";
        assert!(share || !indicator.id().ends_with("_share"), "{}: a share", indicator.id());
    }
}

/// The files of a folder, without `mod.rs` and what is listed as machinery.
fn files(folder: &Path, machinery: &[&str]) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let stems = entries.map(|entry| entry.expect("a folder that can be read").path());
    let stems = stems.filter(|path| path.extension().is_some_and(|e| e == "rs"));
    let stems = stems.map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    stems.filter(|stem| stem != "mod" && !machinery.contains(&stem.as_str())).collect()
}

/// The `mod` lines of a folder's `mod.rs`.
fn modules(folder: &Path, machinery: &[&str]) -> BTreeSet<String> {
    let text = std::fs::read_to_string(folder.join("mod.rs")).expect("a mod.rs");
    let names = text.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    names.filter(|name| !machinery.contains(name)).map(str::to_owned).collect()
}

#[test]
fn folders_and_registers_hold_the_same() {
    let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<BTreeSet<String>>();
    for prefix in ["net", "node", "act", "series", "part", "org", "inter"] {
        let folder = source().join("indicator").join(prefix);
        let ids = INDICATORS.iter().map(|i| i.id()).filter(|id| id.split('_').next() == Some(prefix));
        let ids = owned(ids.collect());
        assert_eq!(files(&folder, &[]), ids, "files of indicator/{prefix} and INDICATORS");
        assert_eq!(modules(&folder, &[]), ids, "mod lines of indicator/{prefix} and INDICATORS");
    }
    let machinery = ["openings", "parameters", "timeline"];
    let ids = owned(TIE_RULES.iter().map(|r| r.card.id).collect());
    assert_eq!(files(&source().join("tie"), &machinery), ids);
    assert_eq!(modules(&source().join("tie"), &machinery), ids);
    let ids = owned(SIGNALS.iter().map(|s| s.card.id).collect());
    assert_eq!(files(&source().join("signal"), &["delegates", "false_alarms", "finding", "scene", "talk"]), ids);
    assert_eq!(modules(&source().join("signal"), &["delegates", "false_alarms", "finding", "scene", "talk"]), ids);
    let levels = owned(vec!["act", "inter", "net", "node", "org", "part", "series"]);
    assert_eq!(modules(&source().join("indicator"), &[]), levels);
}
