use super::{Infer, Occasion, Parameters, Stated, Tells, TieRule, Timeline};
use crate::declare;
use crate::definition::Unit;
use crate::records::{Field, Fields};

declare!(
    COATTEND = TieRule {
        card: Card {
            id: "coattend",
            title: "Activities shared",
            title_zh: "同场活动",
            summary: "How often two people come to the same activities. Two-mode: people and activities; nobody is tied for having been there once.",
            summary_zh: "两个人多常来同一场活动。二模网络：人与活动；不因为同来过一次就算有关系。",
            formula: "Over the held activities with a list of names: x = activities that a and b both came to, y = activities that one of them came to, each counted only while both were members: the simple-ratio index x / (x + y) is the weight, the same both ways. (Every activity is a sampling period of its own, so nobody is seen apart from the other in the same one.)",
            numerator: Unit::Dyads,
            denominator: Unit::One,
            range: [0.0, 1.0],
            edges: &[
                Edge {
                    id: "together-always",
                    when: "two people come to the same activities and to no other",
                    then: "1"
                },
                Edge {
                    id: "late-joiner",
                    when: "an activity was before one of them joined",
                    then: "it counts neither for them nor against them"
                },
                Edge { id: "no-list", when: "an activity has no list of names", then: "it says nothing" }
            ],
            caveat: "Presence is opportunity and not relation. Only the strengths of positions can be read: of 18 women at 14 events the projection has 91 % of all pairs, the two-mode network 35 % of all places.",
            caveat_zh: "同时在场是机会，不是关系。只能看强度：18位妇女14次聚会，投影后91%的人彼此“有关系”，而二模密度只有35%。",
            complexity: "O(attendances); pairs × activities / 64 for each window",
            references: &["whitehead2008", "davis1941"],
            revision: 1,
        },
        reads: Fields::of(&[Field::Attendance]),
        stated: Stated::Inferred,
        tells: Tells::Strength,
        parameters: &[],
        infer: Infer::Occasions(infer),
    }
);

fn infer(_: &Parameters, _: &Timeline, activities: &[Occasion]) -> Vec<Occasion> {
    activities.to_vec()
}
