use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_INVITATION_WIENER = Indicator {
        card: Card {
            id: "net_invitation_wiener",
            title: "Spread of the invitation tree",
            title_zh: "邀请树的展开",
            summary: "How far apart two people of one invitation tree are on average: near 2 where one person brought everybody, more where neighbours brought neighbours.",
            summary_zh: "同一棵邀请树里任意两人平均隔几步：一个人拉齐时接近2，邻居拉邻居时更大。",
            formula: "Σ d(a, b) / pairs, over all pairs of people in the same tree, d = steps between them along invitations (Wiener index over pairs); trees as in `net_invitation_depth`.",
            numerator: Unit::One,
            denominator: Unit::One,
            range: [1.0, f64::INFINITY],
            edges: &[
                Edge {
                    id: "no-inviter-named",
                    when: "no join names who invited, until the window’s end",
                    then: "undefined, not_recorded"
                },
                Edge {
                    id: "invited-twice",
                    when: "somebody left and was invited again by another",
                    then: "the first invitation counts"
                },
                Edge { id: "later-invitation", when: "an invitation after the window", then: "not yet in the tree" },
                Edge { id: "star", when: "one person invited three", then: "3/2" },
                Edge { id: "chain", when: "each of four invited the next", then: "5/3" }
            ],
            caveat: "Grows with the number of people: compare groups of like size. Only joins that the chat shows with an inviter are in the tree.",
            caveat_zh: "人越多数越大，要和人数相近的群比。只有显示了邀请人的进群记录才在树里。",
            complexity: "O(people)",
            references: &["goel2016", "qiu2016"],
            revision: 1,
        },
        kind: Kind::Real,
        grain: Grain::Population,
        needs: Needs::INVITATIONS,
        reads: Fields::NONE,
        min_members: 0,
        compute: Compute::Group(compute),
        interval: None,
    }
);

fn compute(frame: &GroupFrame<'_>) -> Value {
    let tree = frame.history.invitations();
    // People below each, oneself included; who invites stands before those they invite.
    let mut below = vec![1_u64; tree.len()];
    for (at, inviter) in tree.iter().enumerate().rev() {
        if let Some(above) = *inviter {
            below[above as usize] += below[at];
        }
    }
    let mut root: Vec<usize> = Vec::with_capacity(tree.len());
    for (at, inviter) in tree.iter().enumerate() {
        root.push(inviter.map_or(at, |above| root[above as usize]));
    }
    let (mut steps, mut pairs) = (0_u64, 0_u64);
    for (at, inviter) in tree.iter().enumerate() {
        let all = below[root[at]];
        // Every pair on the two sides of an invitation steps over it.
        if inviter.is_some() {
            steps += below[at] * (all - below[at]);
        } else {
            pairs += all * (all - 1) / 2;
        }
    }
    if pairs == 0 { Err(Undefined::NotRecorded) } else { Ok(steps as f64 / pairs as f64) }
}
