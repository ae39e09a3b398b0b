//! Exact points and ratios, and the one rule by which they are rounded.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};

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

    /// As an exact fraction.
    #[must_use]
    pub fn exact(self) -> Ratio {
        // Most points are whole, and need no fraction to be reduced.
        if self.0 % 1000 == 0 {
            return Ratio { num: (self.0 / 1000).into(), den: 1 };
        }
        Ratio { num: self.0.into(), den: 1000 }.reduced()
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

/// An exact fraction: a mean, a share, a change. Rounded only when printed.
///
/// ```
/// use fmti::model::Ratio;
/// let (old, new) = (Ratio::new(811, 14).unwrap(), Ratio::new(529, 13).unwrap());
/// assert_eq!((new - old).rounded(2), "-17.24");
/// assert_eq!(old + (new - old), new);
/// ```
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
            d if d < 0 => Some(Self { num: -num, den: -d }.reduced()),
            _ => Some(Self { num, den }.reduced()),
        }
    }

    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// One.
    pub const ONE: Self = Self { num: 1, den: 1 };
    /// A hundred.
    pub const HUNDRED: Self = Self { num: 100, den: 1 };

    /// The nearest floating-point number.
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// This divided by a count: a mean.
    #[must_use]
    pub fn per(self, count: usize) -> Option<Self> {
        let count = i128::try_from(count).ok()?;
        Some(self * Self::new(1, count)?)
    }

    /// The value, if it is a whole number.
    #[must_use]
    pub fn whole(self) -> Option<i128> {
        (self.den == 1).then_some(self.num)
    }

    /// The least points, in thousandths, that are not below this.
    ///
    /// ```
    /// use fmti::model::Ratio;
    /// assert_eq!(Ratio::new(2, 3).unwrap().ceiling().to_string(), "0.667");
    /// ```
    #[must_use]
    pub fn ceiling(self) -> Points {
        let thousandths = self.num.saturating_mul(1000);
        let up =
            thousandths.div_euclid(self.den) + i128::from(thousandths.rem_euclid(self.den) > 0);
        Points(i64::try_from(up).unwrap_or(i64::MAX))
    }

    /// This divided by another; `None` of nothing.
    #[must_use]
    pub fn over(self, whole: Self) -> Option<Self> {
        Some(self * Self::new(whole.den, whole.num)?)
    }

    /// The nearest value with this many decimals, by the rule of [`Self::rounded`].
    ///
    /// ```
    /// use fmti::model::Ratio;
    /// let third = Ratio::new(2, 3).unwrap();
    /// assert_eq!(third.nearest(1), Ratio::new(7, 10).unwrap());
    /// ```
    #[must_use]
    pub fn nearest(self, decimals: u32) -> Self {
        let unit = 10_i128.pow(decimals);
        let scaled = (self.num.abs() * unit * 2 + self.den) / (self.den * 2);
        // The denominator is a power of ten.
        Self::new(scaled * self.num.signum(), unit).unwrap_or_default()
    }

    /// Above, below or at zero.
    #[must_use]
    pub fn sign(self) -> std::cmp::Ordering {
        self.num.cmp(&0)
    }

    /// The same value in lowest terms.
    fn reduced(self) -> Self {
        if self.den == 1 {
            return self;
        }
        let common = gcd(self.num.unsigned_abs(), self.den.unsigned_abs());
        // Both are at least 1: the denominator is above zero.
        let common = i128::try_from(common).unwrap_or(1);
        Self { num: self.num / common, den: self.den / common }
    }

    /// The exact result of a sum or product, or else the nearest billionth: beyond a denominator of
    /// 10³⁰, which no index that people read comes near, printing would overflow.
    fn or_nearest(exact: Option<Self>, value: impl FnOnce() -> f64) -> Self {
        const LIMIT: i128 = 10_i128.pow(30);
        let nearest = || Self::nearest_billionth(value());
        exact.filter(|r| r.num.abs() < LIMIT && r.den < LIMIT).unwrap_or_else(nearest)
    }

    /// The billionth nearest to a value that has no exact form.
    pub fn nearest_billionth(value: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "bounded")]
        let billionths = (value * 1e9).clamp(-1e29, 1e29).round() as i128;
        Self { num: billionths, den: 1_000_000_000 }.reduced()
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

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        // Nearly always both are small, and small ones divide much faster.
        if let (Ok(mut small), Ok(mut other)) = (u64::try_from(a), u64::try_from(b)) {
            while other != 0 {
                (small, other) = (other, small % other);
            }
            return small.max(1).into();
        }
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Default for Ratio {
    fn default() -> Self {
        Self::ZERO
    }
}
impl Add for Ratio {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let exact = || {
            if self.den == other.den {
                return Self::new(self.num.checked_add(other.num)?, self.den);
            }
            let left = self.num.checked_mul(other.den)?;
            let right = other.num.checked_mul(self.den)?;
            Self::new(left.checked_add(right)?, self.den.checked_mul(other.den)?)
        };
        Self::or_nearest(exact(), || self.to_f64() + other.to_f64())
    }
}
impl Sub for Ratio {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + Self { num: -other.num, den: other.den }
    }
}
impl Mul for Ratio {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let exact =
            || Self::new(self.num.checked_mul(other.num)?, self.den.checked_mul(other.den)?);
        Self::or_nearest(exact(), || self.to_f64() * other.to_f64())
    }
}
impl Sum for Ratio {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Ratio {
    /// Exactly where it is a number of at most six decimals, as every sum of points is; otherwise the
    /// nearest floating-point number.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 {
            return out.pad(&self.num.to_string());
        }
        if 1_000_000 % self.den == 0 {
            let text = fixed(self.num, self.den, 6);
            return out.pad(text.trim_end_matches('0').trim_end_matches('.'));
        }
        out.pad(&self.to_f64().to_string())
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        match (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => self.to_f64().total_cmp(&other.to_f64()),
        }
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
        fn fractions_add_and_multiply_exactly(
            a in -1000_i128..1000, b in 1_i128..1000, c in -1000_i128..1000, d in 1_i128..1000,
        ) {
            let (x, y) = (Ratio::new(a, b).unwrap(), Ratio::new(c, d).unwrap());
            prop_assert_eq!(x + y, Ratio::new(a * d + c * b, b * d).unwrap());
            prop_assert_eq!(x * y, Ratio::new(a * c, b * d).unwrap());
            prop_assert_eq!(x - y + y, x);
        }

        #[test]
        fn no_fraction_is_too_large_to_add(a in any::<i64>(), b in 1..i64::MAX, c in 1..i64::MAX) {
            let (x, y) = (Ratio::new(a.into(), b.into()).unwrap(), Ratio::new(1, c.into()).unwrap());
            let sum = (0..4).fold(x, |sum, _| sum + y * y);
            prop_assert!((sum.to_f64() - x.to_f64()).abs() <= 5.0);
            prop_assert!(!sum.rounded(3).is_empty() && !sum.percent(3).is_empty());
        }

        #[test]
        fn rounding_is_nearest(num in -1_000_000_i128..1_000_000, den in 1_i128..1000) {
            let shown: f64 = Ratio::new(num, den).unwrap().rounded(2).parse().unwrap();
            prop_assert!((shown - num as f64 / den as f64).abs() <= 0.005 + 1e-9);
        }
    }
}
