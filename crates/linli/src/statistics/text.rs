//! Numbers as a methods section prints them.

/// A number with four significant digits, without a needless tail.
pub(crate) fn number(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    let size = libm::floor(libm::log10(x.abs()));
    if !(-4.0..7.0).contains(&size) {
        return format!("{x:.3e}");
    }
    let decimals = (3.0 - size).clamp(0.0, 8.0) as usize;
    let text = format!("{x:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// `p = 0.0326`, or `p < 0.0001`.
pub(crate) fn p(value: f64) -> String {
    if value < 0.0001 { "p < 0.0001".to_owned() } else { format!("p = {value:.4}") }
}

/// `7 values`, `1 value`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        let written = [0.0, 0.25, -0.006_369_426_7, 98.305_3, 232.0, 1e-9, -1959.0, 4_889_800.33].map(number);
        assert_eq!(written, ["0", "0.25", "-0.006369", "98.31", "232", "1.000e-9", "-1959", "4889800"]);
        assert_eq!((p(0.032_57), p(1e-9)), ("p = 0.0326".to_owned(), "p < 0.0001".to_owned()));
        assert_eq!(count(1, "value", "values"), "1 value");
    }
}
