//! Names written with @. WeChat ends a mention it made itself with U+2005; one typed by hand ends anywhere, so it can only
//! be found by knowing the names.

/// What the client puts after a mention.
const END: char = '\u{2005}';

/// How far after an @ a name is looked for, in characters.
const LONGEST: usize = 128;

/// Words that stand for everybody.
const ALL: &[&str] = &["所有人", "全体成员", "全體成員", "all", "everyone"];

/// Display names, for finding the longest one at the beginning of a text.
#[derive(Clone, Default)]
pub struct Names {
    sorted: Vec<String>,
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Names").field("count", &self.sorted.len()).finish()
    }
}

impl<N: Into<String>> FromIterator<N> for Names {
    fn from_iter<I: IntoIterator<Item = N>>(names: I) -> Self {
        let mut sorted: Vec<String> = names.into_iter().map(Into::into).filter(|name| !name.is_empty()).collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self { sorted }
    }
}

impl Names {
    /// The longest known name with which a text begins.
    pub fn longest_prefix(&self, text: &str) -> Option<&str> {
        let mut bound = text;
        loop {
            // The last name not after the bound begins like it, or shares a shorter beginning with it.
            let place = self.sorted.partition_point(|name| name.as_str() <= bound);
            let name = self.sorted.get(place.checked_sub(1)?)?;
            if text.starts_with(name.as_str()) {
                return Some(name);
            }
            bound = shared(bound, name);
            if bound.is_empty() {
                return None;
            }
        }
    }

    fn named(&self, name: &str) -> Option<&str> {
        let place = self.sorted.binary_search_by(|known| known.as_str().cmp(name)).ok()?;
        self.sorted.get(place).map(String::as_str)
    }
}

/// The beginning two texts share.
fn shared<'t>(text: &'t str, other: &str) -> &'t str {
    let end = text.char_indices().zip(other.chars()).find(|((_, a), b)| a != b);
    let end = end.map_or(text.len().min(other.len()), |((at, _), _)| at);
    text.get(..end).unwrap_or_default()
}

/// What may be a mention: after each @ the text up to U+2005, or where there is none the rest of the line,
/// 128 characters at most.
///
/// ```
/// let text = "@张姐\u{2005}好的 @小周 明天见";
/// assert_eq!(linli_io::text::mentions(text).collect::<Vec<_>>(), ["张姐", "小周 明天见"]);
/// ```
pub fn mentions(text: &str) -> impl Iterator<Item = &str> {
    candidates(text).map(|candidate| candidate.name)
}

/// The people a text mentions by their display names, each once, in the order of the text.
pub fn match_mentions<'n>(text: &str, names: &'n Names) -> Vec<&'n str> {
    let mut found = Vec::new();
    for candidate in candidates(text) {
        let whole = names.named(candidate.name).filter(|_| candidate.ended);
        // A mention typed by hand runs into the words after it, and so does one of a name that has changed since.
        if let Some(name) = whole.or_else(|| names.longest_prefix(candidate.name))
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// Whether a text is addressed to all.
pub(super) fn to_all(text: &str) -> bool {
    candidates(text).any(|candidate| {
        ALL.iter().any(|all| match candidate.name.strip_prefix(all) {
            // `@all` but not `@allen`.
            Some(rest) => !all.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric()),
            None => {
                candidate.name.get(..all.len()).is_some_and(|head| head.eq_ignore_ascii_case(all) && candidate.ended)
            }
        })
    })
}

struct Candidate<'t> {
    name: &'t str,
    /// The client itself ended it.
    ended: bool,
}

fn candidates(text: &str) -> impl Iterator<Item = Candidate<'_>> {
    text.match_indices(['@', '＠']).filter_map(move |(at, sign)| {
        let rest = text.get(at + sign.len()..)?;
        let line = rest.char_indices().nth(LONGEST).map_or(rest, |(end, _)| rest.get(..end).unwrap_or(rest));
        let line = line.split('\n').next()?;
        // Another @ before the end mark means that this one was typed by hand.
        let ended = line.find(END).filter(|&end| !line.get(..end).is_some_and(|name| name.contains(['@', '＠'])));
        let name = line.get(..ended.unwrap_or(line.len()))?;
        // `name@example.org` is an address.
        let address = text.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric()) && ended.is_none();
        (!name.is_empty() && !address).then_some(Candidate { name, ended: ended.is_some() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        ["小林", "小林老师", "小林老师(社造)", "张姐", "张姐 3栋", "莲", "a@b"].into_iter().collect()
    }

    #[test]
    fn the_longest_name_is_found() {
        let names = names();
        assert_eq!(names.longest_prefix("小林老师说得对"), Some("小林老师"));
        assert_eq!(names.longest_prefix("小林老师(社造)好"), Some("小林老师(社造)"));
        assert_eq!(names.longest_prefix("小林"), Some("小林"));
        assert_eq!(names.longest_prefix("小林啊"), Some("小林"));
        assert_eq!(names.longest_prefix("张姐 3号"), Some("张姐"));
        assert_eq!(names.longest_prefix("小"), None);
        assert_eq!(names.longest_prefix(""), None);
        assert_eq!(names.longest_prefix("王五"), None);
        assert_eq!(Names::default().longest_prefix("王五"), None);
    }

    #[test]
    fn the_longest_prefix_agrees_with_trying_every_name() {
        let pieces = ["张", "张姐", "姐", "小", "a", "b", " "];
        let mut known = Vec::new();
        let mut state = 7_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for _ in 0..60 {
            known.push((0..=next(4)).map(|_| pieces[next(pieces.len())]).collect::<String>());
        }
        let names: Names = known.iter().cloned().collect();
        for _ in 0..2000 {
            let text: String = (0..next(7)).map(|_| pieces[next(pieces.len())]).collect();
            let slow = known.iter().filter(|name| text.starts_with(name.as_str())).max_by_key(|name| name.len());
            assert_eq!(names.longest_prefix(&text), slow.map(String::as_str), "{text:?}");
        }
    }

    #[test]
    fn mentions_by_the_client_and_by_hand() {
        let names = names();
        assert_eq!(match_mentions("@张姐\u{2005}好", &names), ["张姐"]);
        assert_eq!(match_mentions("@张姐 3栋\u{2005}好", &names), ["张姐 3栋"]);
        assert_eq!(match_mentions("谢谢@张姐 和＠小林老师，还有@张姐", &names), ["张姐", "小林老师"]);
        assert_eq!(match_mentions("@莲\u{2005}@小林\u{2005}看", &names), ["莲", "小林"]);
        assert_eq!(match_mentions("@王五\u{2005}", &names), [""; 0]);
        assert_eq!(match_mentions("x张姐@莲", &names), ["莲"]);
    }

    #[test]
    fn addresses_are_no_mentions() {
        let names: Names = ["qq"].into_iter().collect();
        assert_eq!(match_mentions("写信到abc@qq.com", &names), [""; 0]);
        assert_eq!(match_mentions("abc@qq\u{2005}", &names), ["qq"]);
    }

    #[test]
    fn everybody() {
        assert!(to_all("@所有人 周六见") && to_all("看@All\u{2005}") && to_all("@all: come") && to_all("＠全体成员"));
        assert!(!to_all("@allen come") && !to_all("所有人") && !to_all("@所有"));
    }

    #[test]
    fn a_mention_does_not_cross_lines() {
        assert_eq!(mentions("@张姐\n好\u{2005}").collect::<Vec<_>>(), ["张姐"]);
        assert_eq!(mentions("@").count(), 0);
    }

    #[test]
    fn a_million_signs_are_looked_through_in_time() {
        let names: Names = ["@".repeat(100), "张姐".to_owned()].into_iter().collect();
        assert_eq!(match_mentions(&"@".repeat(1 << 20), &names), ["@".repeat(100)]);
    }
}
