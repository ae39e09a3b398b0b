//! Exact points and ratios, and the one rule by which they are rounded.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

/// Points, exact to a thousandth. An index may give 0/1 points or 0/50/100; sums stay exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

/// The largest absolute value one rating may have; sums of a million such ratings still fit.
const MAX: i64 = 1_000_000;

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);

    /// Reads points as a person writes them: `1`, `0.5`, `-2.25`; at most three decimals.
    ///
    /// ```
    /// use fmti::model::Points;
    /// assert_eq!(Points::parse("0.5").unwrap().to_string(), "0.5");
    /// assert!(Points::parse("1e3").is_none() && Points::parse("0.0001").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let digits_only = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits_only(whole) || !digits_only(fraction) || fraction.len() > 3 || whole.len() > 7 {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let thousandths: i64 = format!("{fraction:0<3}").parse().ok()?;
        let value = whole * 1000 + thousandths;
        (whole <= MAX).then_some(Self(if negative { -value } else { value }))
    }

    /// Whole points.
    #[must_use]
    pub const fn whole(points: i32) -> Self {
        Self(points as i64 * 1000)
    }

    /// Thousandths of a point.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// As a floating-point number, for statistics that have no exact form.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// This many points of `whole`, or `None` of nothing.
    ///
    /// ```
    /// use fmti::model::Points;
    /// let share = Points::whole(5).of(Points::whole(8)).unwrap();
    /// assert_eq!(share.percent(0), "63"); // 62.5, half up
    /// ```
    #[must_use]
    pub fn of(self, whole: Self) -> Option<Ratio> {
        Ratio::new(self.0.into(), whole.0.into())
    }

    /// These points divided by a count: a mean.
    #[must_use]
    pub fn per(self, count: usize) -> Option<Ratio> {
        Ratio::new(self.0.into(), i128::try_from(count).ok()?.checked_mul(1000)?)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let text = if rest == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{rest:03}").trim_end_matches('0').to_owned()
        };
        out.pad(&text)
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl AddAssign for Points {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

/// An exact fraction: a mean, a share. Rounded only when printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// Numerator.
    num: i128,
    /// Denominator, above zero.
    den: i128,
}

impl Ratio {
    /// `num / den`; `None` when `den` is zero.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Option<Self> {
        match den {
            0 => None,
            d if d < 0 => Some(Self { num: -num, den: -d }),
            _ => Some(Self { num, den }),
        }
    }

    /// The nearest floating-point number.
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// This mean as a share of what it could have been at most, or `None` of nothing.
    #[must_use]
    pub fn of(self, whole: Points) -> Option<Self> {
        Self::new(self.num * 1000, self.den * i128::from(whole.0))
    }

    /// A hundred times the nearest floating-point number.
    pub fn to_percent_f64(self) -> f64 {
        (self.num * 100) as f64 / self.den as f64
    }

    /// The value with this many decimals. **The rounding rule of every output**: to nearest, a
    /// half away from zero (2.25 is 2.3, −2.25 is −2.3).
    ///
    /// ```
    /// use fmti::model::Ratio;
    /// assert_eq!(Ratio::new(529, 13).unwrap().rounded(1), "40.7");
    /// assert_eq!(Ratio::new(-9, 4).unwrap().rounded(1), "-2.3");
    /// ```
    #[must_use]
    pub fn rounded(self, decimals: u32) -> String {
        fixed(self.num, self.den, decimals)
    }

    /// The value as a percentage with this many decimals, by the same rule.
    #[must_use]
    pub fn percent(self, decimals: u32) -> String {
        fixed(self.num * 100, self.den, decimals)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.num * other.den).cmp(&(other.num * self.den))
    }
}

fn fixed(num: i128, den: i128, decimals: u32) -> String {
    let unit = 10_i128.pow(decimals);
    let scaled = (num.abs() * unit * 2 + den) / (den * 2);
    let sign = if num < 0 && scaled > 0 { "-" } else { "" };
    let (whole, rest) = (scaled / unit, scaled % unit);
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{rest:0width$}", width = decimals as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_away_from_zero() {
        let eighth = |n| Ratio::new(n, 8).unwrap();
        assert_eq!(eighth(5).percent(0), "63");
        assert_eq!(eighth(-5).percent(0), "-63");
        assert_eq!(eighth(1).percent(1), "12.5");
        assert_eq!(Ratio::new(-1, 1000).unwrap().rounded(1), "0.0");
        assert_eq!(Ratio::new(1, 0), None);
    }

    #[test]
    fn points_read_and_print_alike() {
        for text in ["0", "1", "-1", "0.5", "33.125", "1000000"] {
            assert_eq!(Points::parse(text).unwrap().to_string(), text);
        }
        for bad in ["", "-", ".5", "1.", "1_000", "+1", "0x1", "٣", "1000001", "99999999"] {
            assert_eq!(Points::parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn printing_loses_nothing(thousandths in -1_000_000_000_i64..=1_000_000_000) {
            let points = Points(thousandths);
            prop_assert_eq!(Points::parse(&points.to_string()), Some(points));
        }

        #[test]
        fn rounding_is_nearest(num in -1_000_000_i128..1_000_000, den in 1_i128..1000) {
            let shown: f64 = Ratio::new(num, den).unwrap().rounded(2).parse().unwrap();
            prop_assert!((shown - num as f64 / den as f64).abs() <= 0.005 + 1e-9);
        }
    }
}
