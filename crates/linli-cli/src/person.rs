use std::collections::BTreeMap;
use std::fmt::Write;

use linli::plan::Language;
use linli::records::{ActivityId, AttendanceStatus, GroupId, Membership, PersonId, Records, Role, Source, SourceKind};
use linli::release::Release;
use linli::time::Day;
use linli::{Error, ErrorKind};
use linli_io::Opened;
use linli_report::one_line;

use crate::Briefed;

/// All that is held and concluded about one person, to be shown to that person: what sources say, what linli makes of it,
/// what they agreed to, in which files it stands, and how to have it erased. Nobody else's name is in it.
///
/// # Errors
/// A name nobody bears, or several people do.
pub fn person(opened: &Opened, briefed: &Briefed, name: &str, language: Language) -> Result<String, Error> {
    let zh = language == Language::Zh;
    let (records, team) = (&opened.study.records, briefed.outcome.team()?);
    let person = found(opened, &team, name)?;
    let as_of = briefed.brief.as_of;
    let mut out = String::new();
    let mut head = |said_zh: &str, said: &str, lines: Vec<String>| {
        let _ = writeln!(out, "【{}】", if zh { said_zh } else { said });
        let none = if zh { "没有" } else { "nothing" };
        for line in if lines.is_empty() { vec![none.to_owned()] } else { lines } {
            let _ = writeln!(out, "{}", one_line(&line));
        }
        out.push('\n');
    };
    let called = team.person(person);
    head(
        "是谁",
        "Who",
        vec![said(
            zh,
            format!("{called}，假名 {}", records.people()[person.index()].id),
            format!("{called}, pseudonym {}", records.people()[person.index()].id),
        )],
    );
    head("在哪里，做什么", "Where, and as what", memberships(records, person, zh));
    head(
        "在群里说过的话（只留次数，不留原话）",
        "Said in the groups (numbers are kept, words are not)",
        messages(opened, person, zh),
    );
    head("来过的活动", "Activities attended", attendance(records, person, zh));
    head("同意了什么", "Agreed to", consent(records, person, zh));
    head("得出过什么", "What is concluded", concluded(briefed, person, as_of, zh)?);
    head("可能写在这些文件里（一份一份看）", "In which files this may stand: look through each", files(opened, person));
    head("不想留了怎么办", "To have it erased", erasing(zh, called));
    Ok(out.trim_end().to_owned() + "\n")
}

fn said(is_chinese: bool, zh: String, en: String) -> String {
    if is_chinese { zh } else { en }
}

/// Who bears a name: as a source shows it, as the team calls them, as they were given, or by their pseudonym.
pub(crate) fn found(opened: &Opened, team: &dyn Release, name: &str) -> Result<PersonId, Error> {
    let people = opened.study.records.people();
    let shown: Vec<&str> = opened.who.bearers(name).collect();
    let bears = |&at: &usize| {
        let person = PersonId::from_index(at);
        let given = opened.who.given_name(&people[at].id);
        people[at].id == name
            || team.person(person) == name
            || given == Some(name)
            || shown.contains(&people[at].id.as_str())
    };
    let all: Vec<usize> = (0..people.len()).filter(bears).collect();
    match all.as_slice() {
        [one] => Ok(PersonId::from_index(*one)),
        // Whoever asks is told nobody else's name.
        [] => Err(Error::new(
            ErrorKind::UnknownName,
            (format!("there is nobody called `{name}`"), format!("没有叫“{name}”的人")),
        )
        .with_hint((
            "write the name as people.csv, a sheet or a roster has it, or the pseudonym",
            "写成人员表、签到表或名单上的名字，或者写假名",
        ))),
        several => {
            let known: Vec<&str> = several.iter().map(|&at| team.person(PersonId::from_index(at))).collect();
            Err(Error::new(
                ErrorKind::UnknownName,
                (
                    format!("{} people bear the name `{name}`", several.len()),
                    format!("叫“{name}”的有{}位", several.len()),
                ),
            )
            .with_hint((format!("write one of: {}", known.join(", ")), format!("写成其中一个：{}", known.join("、")))))
        }
    }
}

/// A role in words.
fn role(role: Role, zh: bool) -> &'static str {
    match role {
        _ if !zh => role.id(),
        Role::Member => "成员",
        Role::Leader => "队长、群主",
        Role::Coach => "辅导者",
        Role::SocialWorker => "社工",
        Role::Official => "街道、居委会",
        Role::Bot => "机器人",
        _ => role.id(),
    }
}

/// What a sheet says, in words.
fn status(status: AttendanceStatus, zh: bool) -> &'static str {
    match status {
        _ if !zh => status.id(),
        AttendanceStatus::Present => "到了",
        AttendanceStatus::Absent => "没到",
        AttendanceStatus::Excused => "请假",
        _ => status.id(),
    }
}

/// A purpose in words.
fn purpose(purpose: &str, zh: bool) -> &str {
    match purpose {
        "coaching" if zh => "辅导",
        "evaluation" if zh => "评估",
        "research" if zh => "研究",
        other => other,
    }
}

fn memberships(records: &Records, person: PersonId, zh: bool) -> Vec<String> {
    let day = |bounds: linli::records::Bounds| {
        bounds.earliest.or(bounds.latest).map_or_else(|| "?".to_owned(), |day| day.to_string())
    };
    let line = |one: &Membership| {
        let group = one.group.map(|group| records.groups()[group.index()].id.as_str());
        let organization =
            one.organization.map(|organization| records.organizations()[organization.index()].id.as_str());
        let place = group.or(organization).unwrap_or(if zh { "（没写）" } else { "(not said)" });
        format!("{place} · {} · {} – {}", role(one.role, zh), day(one.start), day(one.end))
    };
    records.memberships().iter().filter(|one| one.person == person).map(line).collect()
}

fn messages(opened: &Opened, person: PersonId, zh: bool) -> Vec<String> {
    let records = &opened.study.records;
    let Ok(zone) = opened.study.plan.zone() else { return Vec::new() };
    let mut lines = Vec::new();
    for (at, group) in records.groups().iter().enumerate() {
        let own = records.messages(GroupId::from_index(at)).iter().filter(|message| message.author == person);
        let days: Vec<Day> = own.map(|message| zone.day(message.time)).collect();
        if let (Some(first), Some(last)) = (days.first(), days.last()) {
            let (count, group) = (days.len(), &group.id);
            lines.push(said(
                zh,
                format!("{group}：{count}条，{first}到{last}；留下的是时间、长短、回了谁、像不像预告之类的记号"),
                format!("{group}: {count} messages, {first} to {last}; kept are times, lengths, whom they answer, and marks such as notice or question"),
            ));
        }
    }
    lines
}

fn attendance(records: &Records, person: PersonId, zh: bool) -> Vec<String> {
    let mut by_organization: BTreeMap<&str, Vec<(Day, &str)>> = BTreeMap::new();
    for row in records.attendance().iter().filter(|row| row.person == person) {
        let activity = &records.activities()[ActivityId::index(row.activity)];
        let organization = records.organizations()[activity.organization.index()].id.as_str();
        by_organization.entry(organization).or_default().push((activity.day, status(row.status, zh)));
    }
    let line = |(organization, mut days): (&str, Vec<(Day, &str)>)| {
        days.sort_unstable();
        let listed: Vec<String> = days.iter().map(|(day, status)| format!("{day} {status}")).collect();
        said(
            zh,
            format!("{organization}：签到表上{}次：{}", days.len(), listed.join("，")),
            format!("{organization}: on {} lists: {}", days.len(), listed.join(", ")),
        )
    };
    by_organization.into_iter().map(line).collect()
}

fn consent(records: &Records, person: PersonId, zh: bool) -> Vec<String> {
    let day = |day: Option<Day>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let own = records.consent().iter().filter(|one| one.person == person);
    let line = |one: &linli::records::Consent| {
        format!("{} · {} – {}", purpose(&one.purpose, zh), day(one.from), day(one.until))
    };
    let lines: Vec<String> = own.map(line).collect();
    if lines.is_empty() {
        return vec![said(
            zh,
            "没有登记过同意：不写状态，不上简报，不进邀请名单".to_owned(),
            "no consent is on record: no state is written, no brief names them, no list proposes them".to_owned(),
        )];
    }
    lines
}

/// States and findings: of whoever agreed; of others there are none.
fn concluded(briefed: &Briefed, person: PersonId, as_of: Day, zh: bool) -> Result<Vec<String>, Error> {
    let (study, mut lines) = (&briefed.outcome.study, Vec::new());
    for group in study.records.groups().iter().filter(|group| group.layer == linli::records::Layer::First) {
        let placed = study.placements(&group.id, as_of)?;
        let Some(placement) = placed.into_iter().find(|placement| placement.person == person) else { continue };
        let state = match placement.state {
            Ok(state) => said(zh, state.words_zh().to_owned(), state.words().to_owned()),
            Err(reason) => said(zh, reason.meaning_zh().to_owned(), reason.meaning().to_owned()),
        };
        let since = placement.since.filter(|_| placement.state.is_ok());
        let since = since.map(|day| said(zh, format!("，从{day}起"), format!(", since {day}"))).unwrap_or_default();
        lines.push(format!("{}：{state}{since}", group.id));
    }
    for finding in briefed.outcome.findings.iter().filter(|finding| finding.person == Some(person)) {
        let statement = if zh { &finding.statement_zh } else { &finding.statement };
        lines.push(said(
            zh,
            format!("{}：{statement}（{}过期）", finding.id, finding.expires()),
            format!("{}: {statement} (expires {})", finding.id, finding.expires()),
        ));
    }
    Ok(lines)
}

/// Every file that was read, but for chats, sheets and rosters of groups and organizations with which the person has nothing
/// to do: a table may name anybody.
fn files(opened: &Opened, person: PersonId) -> Vec<String> {
    let records = &opened.study.records;
    let mut groups: Vec<GroupId> = (0..records.groups().len()).map(GroupId::from_index).collect();
    groups.retain(|&group| records.messages(group).iter().any(|message| message.author == person));
    let came = records.attendance().iter().filter(|row| row.person == person);
    let mut organizations: Vec<_> = came.map(|row| records.activities()[row.activity.index()].organization).collect();
    for one in records.memberships().iter().filter(|one| one.person == person) {
        groups.extend(one.group);
        organizations.extend(one.organization);
    }
    let is_elsewhere = |source: &&Source| {
        matches!(source.kind, SourceKind::Chat | SourceKind::Sheet | SourceKind::Roster)
            && !source.groups.iter().any(|group| groups.contains(group))
            && !source.organizations.iter().any(|organization| organizations.contains(organization))
    };
    let of_file = |path: &str| {
        let own = |source: &&Source| source.label.split('#').next() == Some(path);
        records.sources().iter().filter(own).collect::<Vec<_>>()
    };
    let may_name = |path: &str| {
        let own = of_file(path);
        path != "study.toml" && (own.is_empty() || !own.iter().all(is_elsewhere))
    };
    opened.inputs.iter().map(|input| input.path.as_str()).filter(|path| may_name(path)).map(str::to_owned).collect()
}

fn erasing(zh: bool, name: &str) -> Vec<String> {
    let both = [
        (
            format!("1. 马上停：在 consent.csv（或台账“同意”）里给 {name} 填上“到哪天”为今天，简报、状态、名单里就都没有了。"),
            format!("1. At once: enter today as `until` for {name} in consent.csv; no brief, state or list names them any more."),
        ),
        (
            "2. 删资料：在上面列的签到表、名单、表格和台账里找到这个人的行，删掉；聊天导出里删掉这个人的消息，或换一份不含的导出。".to_owned(),
            "2. Records: find their lines in the sheets, lists, tables and the workbook above and take them out; take their messages out of the chat exports, or export anew without them.".to_owned(),
        ),
        (
            "3. 删结果：删掉 outcome 文件夹和发出去的报告，再 linli run 一次；linli 在这些文件夹之外不留任何东西。".to_owned(),
            "3. Results: delete the outcome folder and the reports that went out, and run `linli run` again; linli keeps nothing outside these folders.".to_owned(),
        ),
        (
            "4. 对得出的话有不同意见：告诉我们，用 linli done 编号 \"原因\" --explained 记下来，以后就不再提。".to_owned(),
            "4. To contest a conclusion: tell us; `linli done ID \"why\" --explained` writes it down and it is not told again.".to_owned(),
        ),
    ];
    both.into_iter().map(|(said_zh, said_en)| said(zh, said_zh, said_en)).collect()
}
