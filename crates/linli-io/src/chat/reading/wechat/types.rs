//! WeChat's numbers for kinds of messages.

use linli::records::MessageKind as Kind;

/// Splits a type that WeChat 4 writes as one number, `subtype << 32 | type`.
fn unpacked(code: i64) -> (i64, Option<i64>) {
    let subtype = code >> 32;
    (code & 0xFFFF_FFFF, (subtype > 0).then_some(subtype))
}

/// The kind of a type and, for app messages, its subtype.
pub(in crate::chat) fn kind(code: i64, subtype: Option<i64>) -> Kind {
    let (code, packed) = unpacked(code);
    match code {
        1 => Kind::Text,
        3 => Kind::Picture,
        34 => Kind::Voice,
        42 | 66 => Kind::Card,
        43 | 62 => Kind::Video,
        47 => Kind::Sticker,
        48 => Kind::Location,
        49 => app(packed.or(subtype).unwrap_or_default()),
        50 => Kind::Call,
        10_000 | 10_002 => Kind::System,
        _ => Kind::Other,
    }
}

/// The kind of an app message (type 49). 57 is a text that quotes another.
pub(super) fn app(subtype: i64) -> Kind {
    match subtype {
        1 | 57 => Kind::Text,
        2 => Kind::Picture,
        // Links, mini programs, channels, live streams, music, covers of red packets.
        3 | 4 | 5 | 33 | 36 | 51 | 63 | 76 | 92 | 2003 => Kind::Link,
        6 | 74 => Kind::File,
        8 => Kind::Sticker,
        17 => Kind::Location,
        19 => Kind::Forward,
        53 => Kind::SignUp,
        62 => Kind::Pat,
        87 => Kind::Announcement,
        2000 => Kind::Transfer,
        2001 => Kind::RedPacket,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_packed_types() {
        assert_eq!(kind(1, None), Kind::Text);
        assert_eq!(kind(49, Some(53)), Kind::SignUp);
        // 25769803825 = 6 << 32 | 49, a file.
        assert_eq!((unpacked(25_769_803_825), kind(25_769_803_825, Some(0))), ((49, Some(6)), Kind::File));
        assert_eq!(kind(2001 * (1 << 32) + 49, None), Kind::RedPacket);
        assert_eq!(kind(10_000, Some(4)), Kind::System);
        for odd in [0, -1, i64::MIN, i64::MAX, 49] {
            assert_eq!(kind(odd, None), Kind::Other, "{odd}");
        }
    }
}
