//! What is wrong with a plan: values that cannot be meant, and a `study.toml` that is no TOML, in the words of those who
//! type it.

use super::{PLAN_KEYS, Plan, Tier};
use crate::error::{Error, ErrorKind, Location};
use crate::records::Cue;
use crate::time::Day;

impl Plan {
    /// The first key whose value cannot be meant.
    pub(super) fn fault(&self) -> Option<(&'static str, Error)> {
        let wrong = |key, message: (String, String), hint: (&str, &str)| {
            Some((key, Error::new(ErrorKind::Plan, message).with_hint(hint)))
        };
        if self.id.trim().is_empty() {
            return wrong(
                "id",
                ("the plan has no `id`".to_owned(), "没有写 id（研究的短名）".to_owned()),
                ("write id = \"dashilar\" in study.toml", "写一行 id = \"dashilar\""),
            );
        }
        if let Err(error) = self.zone() {
            return Some(("zone", error));
        }
        for (key, day) in [("start", self.start), ("end", self.end)] {
            if let Some(Err(error)) = day.map(Day::meant) {
                return Some((key, error));
            }
        }
        for (key, span) in [("window", self.window), ("step", self.step)] {
            if span.whole_days().is_none_or(|days| days < 1) {
                return wrong(
                    key,
                    (
                        format!("`{key}` is {span}; it must be one or more whole days"),
                        format!("{key} 写的是 {span}，要写整天数"),
                    ),
                    ("write \"28d\"", "写 \"28d\""),
                );
            }
        }
        if self.window.micros() % self.step.micros() != 0 {
            return wrong(
                "step",
                (
                    format!("`step` {} does not divide `window` {}", self.step, self.window),
                    format!("step {} 除不尽 window {}", self.step, self.window),
                ),
                (
                    "choose a step that fits a whole number of times, so that some windows do not overlap",
                    "选一个除得尽的步长，才有互不重叠的时间窗",
                ),
            );
        }
        if self.presence < self.window {
            return wrong(
                "presence",
                (
                    format!("`presence` {} is shorter than `window` {}", self.presence, self.window),
                    format!("presence {} 比 window {} 短", self.presence, self.window),
                ),
                ("whoever speaks in a window is present in it", "在一个时间窗里说过话的人就算在场，所以不能更短"),
            );
        }
        for (key, share) in [
            ("coverage", self.coverage),
            ("least_explicit_share", self.least_explicit_share),
            ("least_linkage", self.least_linkage),
        ] {
            if !(0.0..=1.0).contains(&share) {
                return wrong(
                    key,
                    (format!("`{key}` is {share}; it is a share"), format!("{key} 写的是 {share}，它是比例")),
                    ("choose from 0 to 1", "写 0 到 1 之间的数"),
                );
            }
        }
        if let (Some(start), Some(end)) = (self.start, self.end)
            && start >= end
        {
            return wrong(
                "start",
                (format!("`start` {start} is not before `end` {end}"), format!("start {start} 不在 end {end} 之前")),
                ("swap them", "对调一下"),
            );
        }
        if let Some(unknown) = self.cues.keys().find(|id| Cue::ALL.iter().all(|cue| cue.id() != id.as_str())) {
            let known: Vec<&str> = Cue::ALL.iter().map(|cue| cue.id()).collect();
            let known = known.join(", ");
            return wrong(
                "cues",
                (format!("`{unknown}` is no cue"), format!("“{unknown}”不是认得的线索")),
                (&format!("write one of {known}"), &format!("从这些里选：{known}")),
            );
        }
        if self.release.tier > Tier::T1 {
            let tier = self.release.tier.id();
            return wrong(
                "tier",
                (
                    format!("tier {tier} is not a tier a run can be written in yet"),
                    format!("发布级别 {tier} 现在还写不出来"),
                ),
                ("use \"T0\" or \"T1\"", "写 \"T0\" 或 \"T1\""),
            );
        }
        None
    }
}

/// Says in our words, with the line, what the TOML reader found.
pub(super) fn explain(text: &str, error: &toml::de::Error) -> Error {
    let line = error.span().map(|span| 1 + text[..span.start.min(text.len())].matches('\n').count() as u64);
    let location = Location { file: Some("study.toml".to_owned()), line };
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if message.starts_with("unknown field") && !quoted.is_empty() {
        let known: Vec<&str> = PLAN_KEYS.iter().map(|k| k.key).collect();
        let inner = &quoted[1..];
        let known = if inner.contains(&"tier") { inner.to_vec() } else { known };
        return Error::unknown(("key in the plan", "设置"), quoted[0], known).at(location);
    }
    if let Some(error) = wide_signs(text) {
        return error;
    }
    // The reader knows what it wanted; where it says only that, the place and a pattern help more than its words.
    let (zh, hint) = match message {
        _ if message.starts_with("duplicate key") => ("同一项写了两遍", "去掉一个"),
        _ if message.contains("is not a date") => ("这里要写日期", "写成 \"2017-03-06\" 的样子"),
        _ if message.starts_with("invalid type") => {
            ("这一项的写法不对", "文字要加英文引号，数字不加，几个名字写成 [\"甲\", \"乙\"]")
        }
        _ if message.starts_with("unknown variant") => ("这一项没有这个选择", "看看这一项上面的说明"),
        _ if message.contains("length of time") => ("这里要写一段时间", "写成 \"28d\"（28天）的样子"),
        _ => ("这一行读不懂", "照这样写：名称 = \"内容\"，几个名字写成 [\"甲\", \"乙\"]"),
    };
    let hint_en = "text stands in quotation marks, numbers do not, and several names are written [\"a\", \"b\"]";
    Error::new(ErrorKind::Plan, (message, zh)).with_hint((hint_en, hint)).at(location)
}

/// What a Chinese keyboard types, and what TOML has in its place.
const WIDE: &[(&[char], &str)] = &[
    (&['“', '”', '„', '‟', '＂', '「', '」', '‘', '’', '＇'], "\""),
    (&['＝'], "="),
    (&['，', '、'], ","),
    (&['［', '【'], "["),
    (&['］', '】'], "]"),
    (&['＃'], "#"),
    (&['．', '。'], "."),
];

/// The first line with a sign outside of texts and comments that a Chinese keyboard types in place of TOML's own. Only the
/// signs are shown: the texts may be names of people.
fn wide_signs(text: &str) -> Option<Error> {
    for (number, line) in (1..).zip(text.lines()) {
        let mut found: Vec<(char, &str)> = Vec::new();
        let (mut open, mut wide_open) = (None, false);
        for sign in line.chars() {
            match (open, sign) {
                (Some(quote), _) if sign == quote => open = None,
                (Some(_), _) => {}
                (None, '"' | '\'') => open = Some(sign),
                // What stands between two wide quotation marks was meant as a text.
                (None, '#') if !wide_open => break,
                (None, _) => {
                    let Some((signs, own)) = WIDE.iter().find(|(signs, _)| signs.contains(&sign)) else { continue };
                    let is_quote = signs.contains(&'“');
                    if wide_open && !is_quote {
                        continue;
                    }
                    wide_open ^= is_quote;
                    if !found.contains(&(sign, own)) {
                        found.push((sign, own));
                    }
                }
            }
        }
        if found.is_empty() {
            continue;
        }
        let shown = |own: Option<&str>| -> String {
            found.iter().filter(|(_, other)| own.is_none_or(|own| own == *other)).map(|(sign, _)| *sign).collect()
        };
        let mut owns: Vec<&str> = found.iter().map(|&(_, own)| own).collect();
        owns.dedup();
        let each =
            |between: &str| owns.iter().map(|own| format!("{}{between}{own}", shown(Some(own)))).collect::<Vec<_>>();
        let shown = shown(None);
        let message = (
            format!("the line has {shown} where the plan needs signs of an English keyboard"),
            format!("这一行用了中文标点 {shown}，要用英文输入法的标点"),
        );
        let hint = (format!("write {}", each(" as ").join(", ")), each(" 改成 ").join("；"));
        let place = Location::line("study.toml", number);
        return Some(Error::new(ErrorKind::Plan, message).with_hint(hint).at(place));
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::error::ErrorKind;
    use crate::plan::Plan;

    #[test]
    fn signs_of_a_chinese_keyboard_are_named_with_their_line() {
        for (bad, shown, hint) in [
            ("staff = [“小林老师”]", "“”", "“” 改成 \""),
            ("staff = [“小林老师”，“小高”]", "“”，", "“” 改成 \"；， 改成 ,"),
            ("language ＝ 'zh'", "＝", "＝ 改成 ="),
            ("staff = ［'甲'］  # 说明，“引号”", "［］", "［ 改成 [；］ 改成 ]"),
            ("title = “槐荫巷，甲＝乙”", "“”", "“” 改成 \""),
        ] {
            let error = Plan::from_toml(&format!("id = 'a'\nzone = 'UTC'\n{bad}")).unwrap_err();
            assert_eq!((error.kind(), error.location().line), (ErrorKind::Plan, Some(3)), "{bad}");
            let zh = error.zh();
            assert!(zh.contains(&format!("中文标点 {shown}，")) && zh.ends_with(&format!("；{hint}")), "{zh}");
            assert!(!zh.contains("小林") && !error.to_string().contains("小林"), "{zh}");
        }
        // Inside a text they are the text's own.
        let plan = Plan::from_toml("id = 'a'\nzone = 'UTC'\ntitle = '“邻里”，＝［］'\n").unwrap();
        assert_eq!(plan.title, "“邻里”，＝［］");
        // The line that is wrong for another reason is not hidden by a comment.
        let error = Plan::from_toml("# “甲”，乙\nid = 'a'\nzone = UTC\n").unwrap_err();
        assert_eq!(error.location().line, Some(3));
        assert!(error.zh().contains("读不懂"), "{}", error.zh());
    }
}
