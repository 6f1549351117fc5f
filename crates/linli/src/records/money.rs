//! Sums of money, in whole hundredths of the currency: a sum of reals would depend on its order.

use std::fmt;

/// A sum of money in fen 分, the hundredth part of the currency, from 0. Which currency is nowhere asked: a study has one.
///
/// ```
/// use linli::records::Money;
///
/// assert_eq!(Money::parse("3,000.5元"), Some(Money::from_fen(300_050)));
/// assert_eq!(Money::from_fen(300_050).to_string(), "3000.50");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// The most that one sum can be: ten thousand million yuan.
    pub const MOST: Self = Self(1_000_000_000_000);

    /// So many hundredths; less than nothing is nothing, and more than [`Money::MOST`] is that.
    pub const fn from_fen(fen: i64) -> Self {
        if fen < 0 {
            Self::NONE
        } else if fen > Self::MOST.0 {
            Self::MOST
        } else {
            Self(fen)
        }
    }

    /// In hundredths.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// In whole units of the currency and their fraction, as a table of numbers has it.
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// Reads `3000`, `3,000.50`, `¥3000`, `3000元`, `1.2万元`. What is finer than a hundredth is rounded, halves up.
    /// `None` where it is no sum of money, is less than nothing or more than [`Money::MOST`].
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches(['¥', '￥', '$', '€']);
        let text = text.strip_prefix("RMB").or_else(|| text.strip_prefix("人民币")).unwrap_or(text).trim();
        let text = text.strip_suffix("整").unwrap_or(text);
        let text = text.strip_suffix("元").or_else(|| text.strip_suffix("块")).unwrap_or(text).trim_end();
        let (text, ten_thousands) = text.strip_suffix("万").map_or((text, false), |text| (text.trim_end(), true));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let whole = grouped(whole)?;
        if whole.len() > 13 || fraction.len() > 20 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        // Digits after the point, as many as the unit has, and one more to round by.
        let digits = if ten_thousands { 6 } else { 2 };
        let mut fen: i64 = whole.parse().ok()?;
        for at in 0..digits {
            fen = fen.checked_mul(10)?.checked_add(i64::from(digit(fraction, at)))?;
        }
        fen = fen.checked_add(i64::from(digit(fraction, digits) >= 5))?;
        (0..=Self::MOST.0).contains(&fen).then_some(Self(fen))
    }
}

/// A digit after the point; 0 beyond the last.
fn digit(fraction: &str, at: usize) -> u8 {
    fraction.as_bytes().get(at).map_or(0, |digit| digit - b'0')
}

/// Whole digits, with or without commas between thousands.
fn grouped(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split([',', '，']).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_grouped = parts.len() == 1 || parts[0].len() <= 3 && parts[1..].iter().all(|part| part.len() == 3);
    (parts.iter().all(is_number) && is_grouped).then(|| parts.concat())
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(sums: I) -> Self {
        Self(sums.fold(0, |all, sum| all.saturating_add(sum.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_as_people_write_them() {
        for (text, fen) in [
            ("3000", 300_000),
            ("0", 0),
            (" ¥3,000.50 ", 300_050),
            ("12，345", 1_234_500),
            ("86.5元", 8_650),
            ("300元整", 30_000),
            ("1.2万", 1_200_000),
            ("1.23456万元", 1_234_560),
            ("0.1万", 100_000),
            // A worksheet's 0.1 + 0.2, and halves.
            ("0.30000000000000004", 30),
            ("0.005", 1),
            ("0.0049", 0),
            ("10000000000", 1_000_000_000_000),
        ] {
            assert_eq!(Money::parse(text), Some(Money(fen)), "{text}");
        }
        for text in
            ["", "-5", "三百", "1,00", "1,,000", "5 000x", "1e3", ".", "1.2.3", "10000000001", "99999999999999", "NaN"]
        {
            assert_eq!(Money::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_sum_is_written_and_read_again() {
        for fen in [0, 1, 99, 100, 123_456, Money::MOST.0] {
            assert_eq!(Money::parse(&Money(fen).to_string()), Some(Money(fen)));
        }
        assert_eq!([Money(1), Money(2)].into_iter().sum::<Money>(), Money(3));
        assert_eq!((Money::from_fen(-1), Money::from_fen(i64::MAX)), (Money::NONE, Money::MOST));
    }
}
