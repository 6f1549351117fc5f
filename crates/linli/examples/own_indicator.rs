//! An application adds an indicator of its own: declared once, named in the plan, computed by the same kernels.
//!
//! `cargo run -p linli --example own_indicator`

use linli::diagnostic::Diagnostics;
use linli::frame::{GroupFrame, Needs};
use linli::indicator::{Compute, Grain, Indicator, TableId};
use linli::records::{
    Cues, DaySpan, Field, Fields, Flags, How, MessageDraft, MessageKind, RecordsBuilder, Source, SourceKind, Target,
};
use linli::study::quietly;
use linli::time::{Day, Zone};
use linli::{Catalogue, Error, Kind, Plan, Records, Study, Undefined, Unit, Value, declare};

declare!(
    NET_BUSIEST_PAIR_SHARE = Indicator {
        card: Card {
            id: "net_busiest_pair_share",
            title: "Share of the busiest pair",
            title_zh: "最忙一对的占比",
            summary: "How much of all that was said to somebody was said between the two who turn to each other most.",
            summary_zh: "有对象的话里，来往最多的那两个人之间占多少。",
            formula: "max over pairs of (w(i→j) + w(j→i)) / Σ w, w = number of ties in the window.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "no-ties", when: "no tie", then: "undefined, no_ties" },
                Edge { id: "one-pair", when: "two people are tied and nobody else", then: "1" }
            ],
            caveat: "Two friends who chat are no fault of the group.",
            caveat_zh: "两个人聊得多不是毛病。",
            complexity: "O(ties)",
            references: &["wasserman1994"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Ties,
        needs: Needs::EVIDENCE,
        reads: Fields::NONE,
        min_members: 2,
        compute: Compute::Group(busiest_pair_share),
        interval: None,
    }
);

fn busiest_pair_share(frame: &GroupFrame<'_>) -> Value {
    let total: f64 = (0..frame.len()).map(|node| frame.network.out_strength(node)).sum();
    let pairs = (0..frame.len()).flat_map(|node| frame.network.mutual_weights(node));
    if total > 0.0 { Ok(pairs.fold(0.0, f64::max) / total) } else { Err(Undefined::NoTies) }
}

/// Three people and five messages that mention somebody: a→b, b→a, a→b, c→a, a→c.
fn records() -> Result<Records, Error> {
    let mut builder = RecordsBuilder::new();
    let group = builder.group("lane");
    let (first, last) = (Day::from_number(17_226), Day::from_number(17_254));
    for (minute, (from, to)) in [("a", "b"), ("b", "a"), ("a", "b"), ("c", "a"), ("a", "c")].into_iter().enumerate() {
        let order = minute as u64;
        let target = Target { person: builder.person(to)?, how: How::Mention };
        let message = MessageDraft {
            time: Zone::UTC.resolve(first, 36_000 + 60 * minute as u32).timestamp(),
            author: builder.person(from)?,
            kind: MessageKind::Text,
            length: 6,
            flags: Flags::NONE,
            cues: Cues::NONE,
            order,
            id: Some(order),
            reply_to: None,
            targets: &[target],
        };
        builder.message(group, message)?;
    }
    builder.source(Source {
        label: "lane.csv".to_owned(),
        kind: SourceKind::Chat,
        format: "code",
        groups: vec![group],
        organizations: Vec::new(),
        covers: vec![DaySpan { start: first, end: last }],
        exported_on: None,
        fields: Fields::of(&[Field::Mention]),
        rows: 5,
    });
    Ok(builder.finish(None)?.0)
}

/// Runs the study and gives the value of its one window.
pub(crate) fn value() -> Result<Value, Error> {
    let plan = Plan {
        indicators: vec![NET_BUSIEST_PAIR_SHARE.id().to_owned()],
        populations: vec!["present".to_owned()],
        least_tied_turns: 5,
        ..Plan::new("own-indicator", "UTC")
    };
    let catalogue = Catalogue::standard().with(&NET_BUSIEST_PAIR_SHARE)?;
    let study = Study::new(records()?, plan, Diagnostics::new()).with_catalogue(catalogue);
    let outcome = study.run(&mut quietly)?;
    let rows = outcome.panel.table(TableId::Networks).into_iter().flat_map(linli::panel::Table::iter);
    Ok(rows.map(|row| row.value(0)).next().unwrap_or(Err(Undefined::NotCovered)))
}

#[allow(clippy::print_stdout, dead_code, reason = "an example shows its value; the suite runs `value` alone")]
fn main() -> Result<(), Error> {
    match value()? {
        Ok(share) => println!("{}: {share}", NET_BUSIEST_PAIR_SHARE.card.title),
        Err(reason) => println!("{}: undefined, {}", NET_BUSIEST_PAIR_SHARE.card.title, reason.meaning()),
    }
    Ok(())
}
