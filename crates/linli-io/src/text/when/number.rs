//! Numbers in dates and hours, in digits or characters.

/// A number from 0 to 99 at the beginning, and what stands after it.
pub(super) fn numeral(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let (number, rest) = text.split_at_checked(digits)?;
        return (digits <= 2).then(|| number.parse().ok().map(|number| (number, rest))).flatten();
    }
    let unit = |c: char| match c {
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    };
    let mut number = None;
    let mut rest = text;
    // At most 二十八: three characters, of which 十 is one.
    for _ in 0..3 {
        let Some(c) = rest.chars().next() else { break };
        number = match (number, c, unit(c)) {
            (None, '十', _) => Some((10, true)),
            (None, '廿', _) => Some((20, true)),
            (None, _, Some(unit)) => Some((unit, false)),
            (Some((tens, false)), '十', _) if tens < 10 => Some((10 * tens, true)),
            (Some((tens, true)), _, Some(unit)) if tens % 10 == 0 => Some((tens + unit, true)),
            _ => break,
        };
        rest = rest.get(c.len_utf8()..)?;
    }
    number.map(|(number, _)| (number, rest))
}

/// What follows the number of a house, a bus or a tour.
const OTHERS: [char; 17] =
    ['楼', '院', '线', '门', '桌', '馆', '厅', '房', '单', '游', '店', '车', '码', '色', '机', '床', '柜'];
/// An hour this many characters after the day belongs to it.
const NEAR: usize = 14;

/// What stands after the sign of a day that follows a number: 8号 and 8日, and not 8号楼, 10号院, 8日游.
pub(super) fn day_number(text: &str) -> Option<&str> {
    let after = text.strip_prefix(['号', '號', '日'])?;
    (!after.starts_with(OTHERS)).then_some(after)
}

/// The first hour within a few characters, in quarters from midnight: 下午两点半, 14:00, 晚7点.
pub(super) fn hour(text: &str, late: bool) -> Option<u8> {
    let end = text.char_indices().nth(NEAR).map_or(text.len(), |(at, _)| at);
    let near = text.get(..end)?;
    for (at, _) in near.char_indices() {
        let Some((hour, rest)) = text.get(at..).and_then(numeral) else { continue };
        let minutes = if let Some(after) = rest.strip_prefix('点') {
            let minutes = numeral(after).filter(|(_, rest)| !rest.starts_with(['个', '人', '元']));
            match after.chars().next() {
                Some('半') => 30,
                Some('一') if after.starts_with("一刻") => 15,
                Some('三') if after.starts_with("三刻") => 45,
                _ => minutes.map_or(0, |(minutes, _)| minutes),
            }
        } else if let Some((minutes, _)) = rest.strip_prefix([':', '：']).and_then(numeral) {
            minutes
        } else {
            // The digits of a longer number are not looked at again.
            if rest.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            continue;
        };
        let said = text.get(..at).unwrap_or_default();
        let afternoon = late || ["下午", "晚", "傍晚"].iter().any(|word| said.contains(word));
        let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
        return (hour < 24 && minutes < 60).then_some((4 * hour + minutes / 15) as u8);
    }
    None
}
