//! Numbers as people write them.

use super::QuantityError;

/// A number as it was written, and to how many significant figures.
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) figures: u32,
}

/// `1,000`, `2.5`, `5e25`, `10^24`, `5 x 10^25`, `5×10²⁵`.
pub(super) fn number(text: &str) -> Result<(Number, &str), QuantityError> {
    if text.starts_with(['-', '−']) {
        return Err(QuantityError::Negative);
    }
    let end = text
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '_' | '\'')))
        .map_or(text.len(), |(at, _)| at);
    let written = text[..end].trim_end_matches([',', '.', '_', '\'']);
    let mut rest = &text[written.len()..];
    if !written.starts_with(|c: char| c.is_ascii_digit()) || !grouped(written) {
        return Err(QuantityError::NoNumber);
    }
    let digits: String = written.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let mut value: f64 = digits.parse().map_err(|_| QuantityError::NoNumber)?;
    let mut figures = figures(&digits);
    if let Some((exponent, after)) = exponent(rest) {
        value *= power(exponent)?;
        rest = after;
    } else if let Some((exponent, after)) = times_ten(rest) {
        value *= power(exponent)?;
        rest = after;
    } else if digits == "10"
        && let Some((exponent, after)) = raised(rest)
    {
        value = power(exponent)?;
        figures = 1;
        rest = after;
    }
    Ok((Number { value, figures }, rest))
}

/// Commas and the like only between groups of three digits; at most one point.
pub(in crate::model) fn grouped(written: &str) -> bool {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split([',', '_', '\'']);
    let first = groups.next().unwrap_or_default();
    let more: Vec<&str> = groups.collect();
    digits(fraction)
        && digits(first)
        && (more.is_empty() || first.len() <= 3)
        && more.iter().all(|group| digits(group) && group.len() == 3)
}

/// Significant figures of a decimal number: all digits from the first that is not zero; trailing
/// zeros count only after a decimal point.
fn figures(digits: &str) -> u32 {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    let kept = if fraction.is_empty() { all.trim_end_matches('0') } else { all.as_str() };
    u32::try_from(kept.trim_start_matches('0').len()).unwrap_or(u32::MAX).max(1)
}

fn power(exponent: i32) -> Result<f64, QuantityError> {
    if exponent.abs() > 60 {
        return Err(QuantityError::OutOfRange);
    }
    Ok(10_f64.powi(exponent))
}

/// `e25` right after a number.
fn exponent(text: &str) -> Option<(i32, &str)> {
    let rest = text.strip_prefix(['e', 'E'])?;
    integer(rest)
}

/// `x 10^25`, `× 10²⁵`, `*10**25` after a number.
fn times_ten(text: &str) -> Option<(i32, &str)> {
    let rest = text.trim_start().strip_prefix(['x', 'X', '×', '*', '·'])?;
    raised(rest.trim_start().strip_prefix("10")?)
}

/// Digits as exponents are printed.
const SMALL: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// `^25`, `**25`, `²⁵`, `{25}` after the ten.
fn raised(text: &str) -> Option<(i32, &str)> {
    if let Some(rest) = text.strip_prefix("**").or_else(|| text.strip_prefix('^')) {
        if let Some(inner) = rest.strip_prefix('{') {
            let (exponent, rest) = integer(inner)?;
            return Some((exponent, rest.strip_prefix('}')?));
        }
        return integer(rest);
    }
    let mut exponent: i32 = 0;
    let mut rest = text;
    while let Some(digit) = rest.chars().next().and_then(|c| SMALL.iter().position(|s| *s == c)) {
        exponent = exponent.checked_mul(10)?.checked_add(i32::try_from(digit).ok()?)?;
        rest = &rest[SMALL[digit].len_utf8()..];
    }
    (rest.len() < text.len()).then_some((exponent, rest))
}

fn integer(text: &str) -> Option<(i32, &str)> {
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let end = body.find(|c: char| !c.is_ascii_digit()).unwrap_or(body.len());
    let value: i32 = body[..end].parse().ok()?;
    Some((if text.starts_with('-') { -value } else { value }, &body[end..]))
}
