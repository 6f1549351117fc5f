use std::fmt::Write;

use linli::Error;
use linli::brief::Lasting;
use linli::plan::Language;
use linli::study::Progress;
use linli::time::Day;
use linli_io::Opened;

use crate::brief::next_monday;

/// What became of the findings of every month-end within four weeks, up to a day: the Monday after the last record where it
/// is not said.
///
/// # Errors
/// A plan of another purpose than coaching.
pub fn validate(opened: &Opened, as_of: Option<Day>, progress: Progress<'_>) -> Result<Vec<Lasting>, Error> {
    opened.study.lasting(as_of.unwrap_or_else(|| next_monday(&opened.study)), &opened.actions, progress)
}

/// The same in words: a line for each signal, and no group or person.
pub fn validate_said(all: &[Lasting], language: Language) -> String {
    let is_zh = language == Language::Zh;
    let mut text = String::from(match language {
        Language::Zh => {
            "每四周新报的发现，四周以后怎样了（跟进过的不算：它变没变，说明不了信号准不准；看很久以来的信号，四周里本来就变不了多少）\n"
        }
        _ => {
            "New findings of every four weeks, four weeks later. What was followed up does not count: what became of it says nothing of the signal. A signal that looks back far changes little in four weeks anyway.\n"
        }
    });
    if all.is_empty() {
        text += if is_zh {
            "没有发现，没有可看的。\n"
        } else {
            "Nothing was found, so there is nothing to follow.\n"
        };
    }
    for one in all {
        let Lasting { signal, told, again, gone, unsaid, under_action, .. } = one;
        // Writing to a String cannot fail.
        let _ = if is_zh {
            writeln!(
                text,
                "{}（{}）：新报{told}处；还在{again}，不在了{gone}，说不了了{unsaid}，跟进过{under_action}",
                signal.card.title_zh, signal.card.id
            )
        } else {
            writeln!(
                text,
                "{} ({}): newly told of {told}; still there {again}, no longer {gone}, could not be said {unsaid}, followed up {under_action}",
                signal.card.title, signal.card.id
            )
        };
    }
    text
}
