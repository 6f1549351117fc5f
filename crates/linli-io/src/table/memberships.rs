//! `memberships.csv`: who belongs where, as what, and since when.

use std::collections::BTreeSet;

use linli::records::{Bounds, GroupId, Membership, OrganizationId, Reason, Role, Status};
use linli::time::Day;
use linli::{Error, diagnostic};

use super::{Others, Table, TableFormat, TableRow, optional, required, word};
use crate::draft::Draft;

pub(super) static FORMAT: TableFormat = TableFormat {
    id: "memberships",
    title_zh: "成员",
    meaning: "who belongs where, as what, and since when",
    columns: &[
        required("person", &["姓名", "名字", "name"], "who"),
        optional("organization", &["组织", "自组织"], "in which organization"),
        optional(
            "group",
            &["群", "微信群", "群名"],
            "in which group; every first-layer group of the organization where it is empty",
        ),
        optional(
            "role",
            &["角色", "职务", "身份"],
            "member 成员, leader 骨干, coach 辅导者, social_worker 社工, official 居委会 or bot 机器人",
        ),
        optional("status", &["状态"], "present 在, or away 外出"),
        optional("start", &["开始", "加入日期", "start_on", "from"], "first day; unknown where it is empty"),
        optional(
            "end",
            &["结束", "离开日期", "end_on", "until"],
            "last day, itself included; unknown or none where it is empty",
        ),
        optional(
            "reason",
            &["原因"],
            "why it ended: moved 搬走, died 去世, ill 生病, family 带孙, work 上班, own_wish 不来了 or other 其他",
        ),
    ],
    others: Others::Ignored,
};

/// Takes the memberships into the study.
pub(crate) fn read(table: &Table, draft: &mut Draft) -> Result<(), Error> {
    let mut spells = Vec::new();
    for row in table.rows(&mut draft.odd) {
        spells.extend(spell(&row, draft)?);
    }
    // A table that names only the staff of a group is no list of its members; one that names members lists both.
    let listed: BTreeSet<(Option<GroupId>, Option<OrganizationId>)> =
        spells.iter().filter(|s| !s.role.is_staff()).map(|s| (s.group, s.organization)).collect();
    for mut spell in spells {
        spell.listed = listed.contains(&(spell.group, spell.organization));
        draft.builder.membership(spell);
    }
    Ok(())
}

fn spell(row: &TableRow<'_>, draft: &mut Draft) -> Result<Option<Membership>, Error> {
    let Some(name) = row.required("person", &mut draft.odd) else { return Ok(None) };
    let group = match row.text("group") {
        None => None,
        Some(group) => {
            let known = draft.builder.known_group(group);
            if known.is_none() {
                draft.odd.push(
                    &diagnostic::UNKNOWN_NAME,
                    row.location(),
                    (
                        format!("there is no group `{group}`; the row was left out"),
                        format!("没有“{group}”这个群，这一行没有算"),
                    ),
                );
                return Ok(None);
            }
            known
        }
    };
    let organization = row.text("organization").map(|name| draft.organization(name, &row.location()));
    let role = row.value("role", "member, leader, coach, social_worker, official or bot", &mut draft.odd, role);
    let status = row.value("status", "present or away", &mut draft.odd, |text| {
        word(
            text,
            &[
                (Status::Present, &["present", "在", "在家", "正常"]),
                (Status::Away, &["away", "外出", "生病", "带孙", "住院", "请假", "不在"]),
            ],
        )
    });
    let reason = row.value("reason", "moved, died, ill, family, work, own_wish or other", &mut draft.odd, reason);
    let day = |column: &str, draft: &mut Draft| row.moment(column, &mut draft.odd).map(|moment| moment.day);
    let (start, last) = (day("start", draft), day("end", draft));
    if let (Some(start), Some(last)) = (start, last)
        && last < start
    {
        draft.odd.push(&diagnostic::SPELL_ORDER, row.location(), format!("{start} … {last}"));
        return Ok(None);
    }
    let scope = match (group, row.text("organization")) {
        (Some(group), _) => Some(draft.scope_of_group(group)),
        (None, named) => named.map(str::to_owned),
    };
    let Some(person) = draft.person(name, scope.as_deref(), row.text("group"), &row.location())? else {
        return Ok(None);
    };
    let on = |day: Option<Day>| day.map_or(Bounds::UNKNOWN, Bounds::on);
    Ok(Some(Membership {
        group,
        organization: organization.or_else(|| group.and_then(|group| draft.builder.group_mut(group).organization)),
        person,
        role: role.unwrap_or(Role::Member),
        status: status.unwrap_or(Status::Present),
        start: on(start),
        end: on(last.map(|last| last.plus(1))),
        listed: false,
        reason,
    }))
}

fn reason(text: &str) -> Option<Reason> {
    word(
        text,
        &[
            (Reason::Moved, &["moved", "搬走", "搬家", "搬走了"]),
            (Reason::Died, &["died", "去世", "过世", "走了"]),
            (Reason::Ill, &["ill", "生病", "身体不好", "住院"]),
            (Reason::Family, &["family", "带孙", "带孩子", "照顾家人"]),
            (Reason::Work, &["work", "上班", "工作"]),
            (Reason::OwnWish, &["own_wish", "不来了", "不想来", "退出"]),
            (Reason::Other, &["other", "其他", "别的"]),
        ],
    )
}

fn role(text: &str) -> Option<Role> {
    word(
        text,
        &[
            (Role::Member, &["member", "成员", "队员", "会员", "居民", "组员"]),
            (Role::Leader, &["leader", "骨干", "队长", "组长", "会长", "社长", "群主", "负责人", "带头人"]),
            (Role::Coach, &["coach", "辅导者", "老师", "社造老师", "督导"]),
            (Role::SocialWorker, &["social_worker", "社工", "社区工作者"]),
            (Role::Official, &["official", "居委会", "街道", "书记", "主任", "官员", "干部"]),
            (Role::Bot, &["bot", "机器人"]),
        ],
    )
}
