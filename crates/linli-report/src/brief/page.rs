//! A brief as one page of HTML, for the team.

use linli::brief::Brief;
use linli::records::PersonId;
use linli::release::{Release, Team};

use super::{Naming, words};
use crate::Language;
use crate::html::Writer;
use crate::text::Text;

const STYLE: &str = "body{font:16px/1.6 system-ui,'Noto Sans CJK SC',sans-serif;max-width:44rem;margin:1.5rem auto;padding:0 1rem;color:#111;background:#fff}\
h1{font-size:1.25rem}h2{font-size:1.05rem;margin:1.2em 0 .3em;border-top:2px solid #1a3a5c;padding-top:.3em}\
p{margin:.4em 0}table{border-collapse:collapse;width:100%}th,td{text-align:left;border-bottom:1px solid #999;padding:.2em .4em}\
.mark{font-weight:bold;border:2px solid #111;display:inline-block;padding:.1em .5em}tbody th{font-weight:400}\
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
@page{size:A4;margin:15mm}@media print{h1,h2,thead{break-after:avoid}tr{break-inside:avoid}}";

pub(super) fn document(brief: &Brief, team: &Team<'_>, language: Language, naming: Naming) -> String {
    let title = team.outcome().study.plan.title.clone();
    let title = if title.is_empty() { team.outcome().study.plan.id.clone() } else { title };
    let mut w = Writer::new(language);
    w.doctype();
    let lang = if language == Language::En { "en" } else { "zh" };
    w.element("html", &[("lang", lang)], |w| {
        w.tag("head", |w| {
            w.guarded();
            w.text_in("title", &format!("{title} {}", brief.as_of));
            w.style(STYLE);
        });
        w.tag("body", |w| {
            // The first part says what this is, and has no head.
            let (top, parts): (Vec<_>, Vec<_>) =
                words::parts(brief, &title).into_iter().partition(|part| part.head.is_none());
            w.tag("header", |w| {
                w.element("p", &[("class", "mark")], |w| {
                    w.say(&Text::fixed(team.tier().mark_zh(), team.tier().mark()));
                });
                for line in top.iter().flat_map(|part| &part.lines) {
                    w.say_in("h1", line);
                }
            });
            w.tag("main", |w| {
                for part in &parts {
                    if let Some(head) = &part.head {
                        w.say_in("h2", head);
                    }
                    for line in &part.lines {
                        w.say_in("p", line);
                    }
                }
                people(w, brief, team, naming);
            });
        });
    });
    w.finish()
}

/// Whom findings speak of and who was not seen, of those who agreed.
fn people(w: &mut Writer, brief: &Brief, team: &Team<'_>, naming: Naming) {
    let called = |person: PersonId| naming.of(team.person(person));
    let mut rows: Vec<(String, String, Text)> = Vec::new();
    for finding in brief.items.iter().flat_map(|item| &item.findings) {
        if let Some(person) = finding.person {
            let said = Text::of(finding.statement_zh.clone(), finding.statement.clone());
            rows.push((called(person), finding.id.clone(), said));
        }
    }
    for (group, not_seen) in &brief.unseen {
        for one in &not_seen.people {
            let said = match one.weeks {
                Some(weeks) => match one.longest_gap {
                    Some(days) => Text::of(
                        format!("{group}：{weeks}周没露面；以前最长隔过{days}天"),
                        format!("{group}: not seen for {weeks} weeks; longest gap before: {days} days"),
                    ),
                    None => Text::of(
                        format!("{group}：{weeks}周没露面；以前只露过一次"),
                        format!("{group}: not seen for {weeks} weeks; seen once before"),
                    ),
                },
                None => Text::of(format!("{group}：从没露过面"), format!("{group}: never seen")),
            };
            rows.push((called(one.person), String::new(), said));
        }
    }
    if rows.is_empty() {
        return;
    }
    let title =
        Text::fixed("同意了列名的人（看一看，不是结论）", "Who agreed to be named: to look at, and no conclusion");
    w.say_in("h2", &title);
    w.tag("table", |w| {
        // The heading says it to whoever sees it.
        w.element("caption", &[("class", "heard")], |w| w.say(&title));
        w.tag("thead", |w| {
            w.tag("tr", |w| {
                for head in
                    [Text::fixed("谁", "who"), Text::fixed("编号", "id"), Text::fixed("看到了什么", "what was seen")]
                {
                    w.element("th", &[("scope", "col")], |w| w.say(&head));
                }
            });
        });
        w.tag("tbody", |w| {
            for (who, id, said) in &rows {
                w.tag("tr", |w| {
                    w.element("th", &[("scope", "row")], |w| w.text(who));
                    w.text_in("td", id);
                    w.say_in("td", said);
                });
            }
        });
    });
}
