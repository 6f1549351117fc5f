use crate::declare;
use crate::definition::{Kind, Portion, Share, Undefined, Unit};
use crate::frame::{Needs, SecondLayerFrame};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::{Field, Fields};

declare!(
    INTER_SHOWING_UPTAKE = Indicator {
        card: Card {
            id: "inter_showing_uptake",
            title: "Showings taken up",
            title_zh: "晒出来的有别队接",
            summary: "Share of what delegates showed to the second layer that somebody of another home took up.",
            summary_zh: "代表在第二层群里晒的活动，有别的队的人接话的占多少。",
            formula: "Showings by delegates of which the 48 hours are over in the window: those with at least one turn that answers them, receipts among them, by somebody at home elsewhere and nowhere with the shower, within 48 hours and before the shower’s next showing / all. A showing is a turn with photos or a record; turns of one person at most an hour apart with nobody between are one. At home: present in the organization’s first-layer group in the window, or a member of it; a delegate is whoever is at home anywhere, staff apart.",
            numerator: Unit::Messages,
            denominator: Unit::Messages,
            range: [0.0, 1.0],
            edges: &[
                Edge { id: "nothing-shown", when: "no delegate shows anything", then: "undefined, too_few_events" },
                Edge { id: "own-people", when: "only people of the same home answer", then: "not taken up" },
                Edge { id: "staff-alone", when: "only staff answer", then: "not taken up" },
                Edge {
                    id: "photos-then-record",
                    when: "photos, and two minutes later the record",
                    then: "one showing"
                },
                Edge { id: "two-days", when: "the answer comes after 48 hours", then: "not taken up" },
                Edge {
                    id: "two-homes",
                    when: "whoever answers shares one home of two with the shower",
                    then: "not taken up"
                },
                Edge {
                    id: "no-cues",
                    when: "no chat of the group can show what a message shows",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "not-linked",
                    when: "fewer than nine in ten of those who ever speak in the second layer are known in a first-layer group",
                    then: "undefined, not_linked"
                }
            ],
            caveat: "In a lively group nearly everything is followed by something. Two or three delegates make the number: see the pairs.",
            caveat_zh: "群里热闹时，晒什么后面都有人说话。一个队只有一两位代表：要看队与队的表。",
            complexity: "O(showings · answers)",
            references: &["luo2017"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::NONE,
        reads: Fields::of(&[Field::Cue]),
        min_members: 0,
        compute: Compute::SecondLayerShare(compute),
        interval: None,
    }
);

fn compute(frame: &SecondLayerFrame<'_>) -> Share {
    let showings = frame.showings()?;
    if showings.is_empty() {
        return Err(Undefined::TooFewEvents);
    }
    let taken_up = showings.iter().filter(|(_, takers)| !takers.is_empty()).count();
    Ok(Portion { hits: taken_up as u32, of: showings.len() as u32 })
}
