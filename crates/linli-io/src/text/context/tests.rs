use linli::records::MessageKind;

use super::*;
use crate::text::features;

/// What a chat shows: each message is an hour, a minute, a writer and a text; `[图]` is a picture.
fn cues(messages: &[(u32, u32, u32, &str)]) -> Vec<Vec<Cue>> {
    let zone = Zone::named("Asia/Shanghai").unwrap();
    let mut context = Context::new(zone);
    let mut cues: Vec<Cues> = Vec::new();
    for &(hour, minute, author, text) in messages {
        let time = zone.midnight(linli::time::Day::from_ymd(2024, 5, 18).unwrap());
        let time = time.plus(i64::from(hour * 3600 + minute * 60) * 1_000_000);
        let kind = if text == "[图]" { MessageKind::Picture } else { MessageKind::Text };
        let seen = Seen { time, author, features: features(text, kind) };
        let own = context.see(&seen, |at, revised| cues[at as usize] = revised);
        cues.push(own);
    }
    cues.into_iter().map(|cues| cues.iter().collect()).collect()
}

#[test]
fn papers_follow_photos() {
    let found = cues(&[
        (16, 0, 1, "[图]"),
        (16, 0, 1, "[图]"),
        (16, 2, 1, "包粽子啦"),
        (17, 30, 2, "[图]"),
        (17, 30, 2, "[图]"),
        (17, 31, 2, "今天12人，粽叶用完了"),
    ]);
    let photos = [Cue::Photos].as_slice();
    let expected = [photos, photos, photos, &[Cue::Sheet], &[Cue::Record], &[Cue::Sheet, Cue::Record]];
    assert_eq!(found, expected);
}

#[test]
fn three_pictures_are_no_papers_and_a_lone_one_in_the_morning_is_a_greeting() {
    let pictures = [(16, 0, 1, "[图]"), (16, 0, 1, "[图]"), (17, 0, 2, "[图]"), (17, 0, 2, "[图]"), (17, 1, 2, "[图]")];
    assert!(cues(&pictures).iter().all(|cues| *cues == [Cue::Photos]));
    assert_eq!(cues(&[(7, 0, 1, "[图]")]), [[]; 1]);
    assert_eq!(cues(&[(7, 0, 1, "[图]"), (7, 0, 1, "[图]")]), [[Cue::Photos]; 2]);
    assert_eq!(cues(&[(12, 0, 1, "[图]")]), [[Cue::Photos]]);
}

#[test]
fn a_sheet_that_is_announced_comes() {
    let found =
        cues(&[(15, 0, 1, "签到表来了"), (15, 1, 1, "[图]"), (15, 30, 2, "签到表是不是忘拍了？"), (15, 31, 2, "[图]")]);
    assert_eq!(found, [[Cue::Sheet], [Cue::Sheet], [Cue::Question], [Cue::Photos]]);
}

#[test]
fn answers_to_a_call() {
    let call = "周六上午九点楼下包粽子，能来的说一声";
    let found = cues(&[(9, 0, 1, call), (9, 5, 2, "我带糯米"), (9, 6, 3, "👌"), (9, 7, 1, "老师我会包")]);
    let expected: [&[Cue]; 4] = [&[Cue::Notice], &[Cue::SignUp], &[Cue::Receipt], &[]];
    assert_eq!(found, expected);
    // Nobody called: an offer is an offer, and a thumb is a thumb.
    assert_eq!(cues(&[(9, 5, 2, "老师我会包"), (9, 6, 3, "👌")]).concat(), []);
}

#[test]
fn only_the_first_post_of_a_list_announces() {
    let list = "#接龙\n周六包粽子\n1. 张姐";
    let found = cues(&[(9, 0, 1, list), (9, 5, 2, "#接龙\n周六包粽子\n1. 张姐\n2. 老李")]);
    let expected: [&[Cue]; 2] = [&[Cue::Notice, Cue::SignUp], &[Cue::SignUp]];
    assert_eq!(found, expected);
}

#[test]
fn clocks_that_run_backwards_change_nothing_that_came_before() {
    let found = cues(&[(16, 0, 1, "[图]"), (16, 0, 1, "[图]"), (10, 0, 1, "[图]"), (9, 0, 1, "好")]);
    assert_eq!(found.len(), 4);
    assert_eq!(found[1], [Cue::Photos]);
}
