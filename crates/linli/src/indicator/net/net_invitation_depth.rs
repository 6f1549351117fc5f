use crate::declare;
use crate::definition::{Kind, Undefined, Unit, Value};
use crate::frame::{GroupFrame, Needs};
use crate::indicator::{Compute, Grain, Indicator};
use crate::records::Fields;

declare!(
    NET_INVITATION_DEPTH = Indicator {
        card: Card {
            id: "net_invitation_depth",
            title: "Depth of the invitation tree",
            title_zh: "邀请链长度",
            summary: "How many steps the longest chain of invitations into the group has: one who brings a neighbour who brings a neighbour.",
            summary_zh: "最长的邀请链有几步：一个人拉来邻居，邻居又拉来邻居。",
            formula: "The largest number of invitations one after another, by each person’s first invitation known at the window’s end. The same in every population.",
            numerator: Unit::Persons,
            denominator: Unit::One,
            range: [0.0, f64::INFINITY],
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
                Edge { id: "star", when: "one person invited everybody", then: "1" },
                Edge { id: "chain", when: "each invited the next", then: "the number of invitations" }
            ],
            caveat: "Only joins that the chat shows with an inviter are in the tree; whoever scanned a code is in none. A group opened by staff inviting all has depth 1 and may be none the worse.",
            caveat_zh: "只有显示了邀请人的进群记录才在树里；扫码进群的不在。工作人员一次拉齐的群深度为1，不说明不好。",
            complexity: "O(invitations · depth)",
            references: &["qiu2016"],
            revision: 1,
        },
        kind: Kind::Count,
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
    let mut depth: Vec<u32> = Vec::with_capacity(tree.len());
    for inviter in tree {
        // Who invites stands before those they invite.
        depth.push(inviter.map_or(0, |above| depth[above as usize] + 1));
    }
    depth.into_iter().max().map(f64::from).ok_or(Undefined::NotRecorded)
}
