//! Quantities as people write them: `5e25 FLOP`, `about 15T tokens`, `12-14 weeks`, `$4.2M`.

mod number;
mod unit;

use serde::Serialize;

pub(super) use number::grouped;
use number::{Number, number};
use unit::{magnitude, unit};

/// What kind of thing is measured. A criterion cares that energy is energy, not how much it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// Floating-point operations.
    Compute,
    /// Accelerators × time.
    AcceleratorTime,
    /// Bytes.
    Data,
    /// Countable things, with or without a noun: tokens, images, people.
    Count,
    /// Watt-hours or joules.
    Energy,
    /// Watts.
    Power,
    /// Mass of CO₂ or its equivalent.
    Carbon,
    /// Volume of water.
    Water,
    /// Seconds to years.
    Time,
    /// An amount in a currency.
    Money,
    /// Parts of a hundred.
    Percent,
}

/// A quantity that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What is measured.
    pub dimension: Dimension,
    /// In the dimension's base unit: FLOP, accelerator-hours, bytes, one, Wh, W, kg of CO₂, litres,
    /// hours, one of the currency, percent. The lower end of a range.
    pub low: f64,
    /// The upper end; the same where no range is written.
    pub high: f64,
    /// Written with *about* or the like, or as a bound.
    pub approximate: bool,
    /// Written as a number alone, without a magnitude, a unit or the name of what is counted.
    pub bare: bool,
    /// How many digits the number was written to: `2.50` has three, `1,000` one. Trailing zeros of
    /// a whole number are taken for its size, not its precision.
    pub significant_figures: u32,
}

/// Why a text is not a quantity.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// No number where one must stand.
    #[error("there is no number in it")]
    NoNumber,
    /// Below zero.
    #[error("it is negative")]
    Negative,
    /// The upper end of a range is below the lower.
    #[error("its range runs backwards")]
    Backwards,
    /// A number, but no unit.
    #[error("it has no unit")]
    NoUnit,
    /// A word that is no unit.
    #[error("`{0}` is not a known unit")]
    UnknownUnit(String),
    /// Too large or small to be a number.
    #[error("the number is out of range")]
    OutOfRange,
}

/// The longest text that is read; a quantity is a short thing.
const MAX_LEN: usize = 200;

impl Dimension {
    /// All, with the word used in cards, what it is called, and an example.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 11] = [
        (Self::Compute, "compute", "an amount of computation", "5e25 FLOP"),
        (Self::AcceleratorTime, "accelerator-time", "accelerator time", "1,000 GPU hours"),
        (Self::Data, "data", "a size of data", "3.9 TB"),
        (Self::Count, "count", "a count", "1,200"),
        (Self::Energy, "energy", "a quantity of energy", "2.1 GWh"),
        (Self::Power, "power", "a power", "20 MW"),
        (Self::Carbon, "carbon", "a mass of CO2", "90 tCO2eq"),
        (Self::Water, "water", "a volume of water", "3 million litres"),
        (Self::Time, "time", "a duration", "12-14 weeks"),
        (Self::Money, "money", "an amount of money", "$4.2M"),
        (Self::Percent, "percent", "a percentage", "40 %"),
    ];

    fn entry(self) -> (&'static str, &'static str, &'static str) {
        let found = Self::ALL.iter().find(|(dimension, ..)| *dimension == self);
        found.map_or(("", "", ""), |(_, word, name, example)| (*word, *name, *example))
    }

    /// The word in a card.
    pub fn as_str(self) -> &'static str {
        self.entry().0
    }

    /// As said in a message: "a quantity of energy".
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// How one is written.
    pub fn example(self) -> &'static str {
        self.entry().2
    }

    /// The least and the most, in base units, that need no question; both far from all there was. A count,
    /// a percentage and a price may well be nothing.
    pub fn likely(self) -> (f64, f64) {
        match self {
            Self::Compute => (1e6, 1e33),
            Self::AcceleratorTime => (1e-3, 1e13),
            Self::Data => (1.0, 1e25),
            Self::Count => (0.0, 1e21),
            // All the world uses less in a year.
            Self::Energy => (1e-9, 1e18),
            Self::Power | Self::Carbon => (1e-9, 1e14),
            Self::Water => (1e-9, 1e16),
            // Two hundred years.
            Self::Time => (1e-12, 1.8e6),
            Self::Money => (0.0, 1e15),
            Self::Percent => (0.0, 100.0),
        }
    }

    /// A regular expression that finds the unit in every quantity of this dimension; some others
    /// match it too. A count has no unit.
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Compute => "[Ff][Ll][Oo][Pp]|floating|[Pp][Ff]-",
            Self::AcceleratorTime => "[Hh]([Oo][Uu])?[Rr]|[Dd][Aa][Yy]",
            Self::Data => "[Bb]ytes?|[Bb]its?|B",
            Self::Count => "",
            Self::Energy => "Wh|watt|J|joule",
            Self::Power => "W|watt",
            Self::Carbon => "[Cc][Oo][2₂]|[Cc][Aa][Rr][Bb][Oo][Nn]",
            Self::Water => "[Ll]|m3|m³|m\\^3|M3|M³|M\\^3|[Cc][Uu][Bb][Ii][Cc]|[Gg][Aa]",
            Self::Time => "[A-Za-z]",
            Self::Money => "\\$|€|£|¥|USD|EUR|GBP|CNY|JPY|dollars|euros|pounds|yuan|yen",
            Self::Percent => "%|[Pp]",
        }
    }
}

impl Quantity {
    /// Reads a quantity.
    ///
    /// ```
    /// use fmti::model::quantity::{Dimension, Quantity};
    /// let tokens = Quantity::parse("about 2.5 trillion tokens").unwrap();
    /// assert_eq!((tokens.dimension, tokens.low), (Dimension::Count, 2.5e12));
    /// assert_eq!((tokens.significant_figures, tokens.approximate), (2, true));
    /// assert_eq!(Quantity::parse("2.1 GWh").unwrap().low, 2.1e9);
    /// assert!((Quantity::parse("2.1 mWh").unwrap().low - 2.1e-3).abs() < 1e-12);
    /// ```
    ///
    /// # Errors
    /// See [`QuantityError`].
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        if text.len() > MAX_LEN {
            return Err(QuantityError::NoNumber);
        }
        let (text, approximate) = strip_qualifier(text);
        let (currency, text) = strip_currency(text);
        let (first, rest) = number(text)?;
        let (second, rest) = range_end(rest, currency.is_some())?;
        let bare = currency.is_none() && rest.trim().trim_end_matches('.').is_empty();
        let (scale, rest) = magnitude(rest, currency.is_some());
        let (dimension, factor) = match currency {
            Some(()) => (Dimension::Money, 1.0),
            None => unit(rest)?,
        };
        let end = second.as_ref().map_or(&first, |(end, _)| end);
        // In `12-14 million` and `2M-3M` the last magnitude holds for both, unless the first has
        // its own.
        let low_scale = second.as_ref().and_then(|(_, own)| *own).unwrap_or(scale);
        let low = first.value * low_scale * factor;
        let high = end.value * scale * factor;
        if !low.is_finite() || !high.is_finite() {
            return Err(QuantityError::OutOfRange);
        }
        if high < low {
            return Err(QuantityError::Backwards);
        }
        let significant_figures = first.figures.min(end.figures);
        Ok(Self { dimension, low, high, approximate, bare, significant_figures })
    }
}

fn strip_qualifier(text: &str) -> (&str, bool) {
    const WORDS: [&str; 16] = [
        "approximately",
        "approx.",
        "approx",
        "about",
        "around",
        "roughly",
        "circa",
        "ca.",
        "nearly",
        "almost",
        "over",
        "more than",
        "at least",
        "up to",
        "less than",
        "under",
    ];
    let mut rest = text.trim_start_matches(['~', '≈', '∼', '<', '>', '≥', '≤', '=']).trim_start();
    for word in WORDS {
        if let Some(after) = strip_word(rest, word) {
            rest = after;
            break;
        }
    }
    (rest, rest.len() < text.len())
}

/// The text after a word at its start, whatever the case.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let after = &text[word.len()..];
    let ends = after.is_empty() || after.starts_with(|c: char| !c.is_alphanumeric());
    (head.eq_ignore_ascii_case(word) && ends).then(|| after.trim_start())
}

/// A currency before or after the number.
fn strip_currency(text: &str) -> (Option<()>, &str) {
    const SIGNS: [&str; 10] = ["US$", "$", "€", "£", "¥", "USD", "EUR", "GBP", "CNY", "JPY"];
    for sign in SIGNS {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Some(()), rest.trim_start());
        }
        if let Some(rest) = text.strip_suffix(sign) {
            return (Some(()), rest.trim_end());
        }
    }
    for word in ["dollars", "euros", "pounds", "yuan", "yen"] {
        if let Some(rest) = text.strip_suffix(word).filter(|rest| rest.ends_with(' ')) {
            return (Some(()), rest.trim_end());
        }
    }
    (None, text)
}

/// The upper end of a range, and the magnitude that stood after the lower one.
type RangeEnd = (Number, Option<f64>);

/// The second number of `12-14 weeks` or `12 to 14 weeks`.
fn range_end(text: &str, money: bool) -> Result<(Option<RangeEnd>, &str), QuantityError> {
    // The lower end may have its own magnitude, as in `$2M-3M`.
    let (own, after) = match magnitude(text, money) {
        (scale, after) if after.len() < text.len() => (Some(scale), after),
        _ => (None, text),
    };
    let after = after.trim_start();
    let dashed = after.strip_prefix(['-', '–', '—']).or_else(|| strip_word(after, "to"));
    let Some(rest) = dashed.map(str::trim_start) else { return Ok((None, text)) };
    let (_, rest) = strip_currency(rest);
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok((None, text));
    }
    let (number, rest) = number(rest)?;
    Ok((Some((number, own)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Dimension, f64, u32) {
        let quantity = Quantity::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        (quantity.dimension, quantity.low, quantity.significant_figures)
    }

    #[test]
    fn quantities_as_people_write_them() {
        use Dimension::{
            AcceleratorTime, Carbon, Compute, Count, Data, Energy, Money, Percent, Power, Time,
            Water,
        };
        for (text, dimension, value, figures) in [
            ("5e25 FLOP", Compute, 5e25, 1),
            ("10^24 FLOPs", Compute, 1e24, 1),
            ("5 x 10^25 FLOPs", Compute, 5e25, 1),
            ("3.8×10²⁵ FLOP", Compute, 3.8e25, 2),
            ("2 ZFLOP", Compute, 2e21, 1),
            ("2.5 trillion tokens", Count, 2.5e12, 2),
            ("about 15T tokens", Count, 15e12, 2),
            ("7B parameters", Count, 7e9, 1),
            ("671B", Count, 671e9, 3),
            ("1,234 images", Count, 1234.0, 4),
            ("3.9 TB", Data, 3.9e12, 2),
            ("3.9 TiB", Data, 3.9 * 1_099_511_627_776.0, 2),
            ("1,000 GPU hours", AcceleratorTime, 1000.0, 1),
            ("2.788M H800 GPU hours", AcceleratorTime, 2.788e6, 4),
            ("40 H100-days", AcceleratorTime, 960.0, 1),
            ("$4.2M", Money, 4.2e6, 2),
            ("5.576 million USD", Money, 5.576e6, 4),
            ("€15", Money, 15.0, 2),
            ("2.1 GWh", Energy, 2.1e9, 2),
            ("2.1 mWh", Energy, 2.1e-3, 2),
            ("7.2 MJ", Energy, 2000.0, 2),
            ("20 MW", Power, 20e6, 1),
            ("90 tCO2eq", Carbon, 90_000.0, 1),
            ("1.5 kg CO₂e", Carbon, 1.5, 2),
            ("300 metric tons of CO2", Carbon, 300_000.0, 1),
            ("3 million litres", Water, 3e6, 1),
            ("12-14 weeks", Time, 2016.0, 2),
            ("~ 3 months", Time, 2191.5, 1),
            ("40 %", Percent, 40.0, 1),
            ("0.050 %", Percent, 0.05, 2),
        ] {
            let (found, low, digits) = read(text);
            assert_eq!((found, digits), (dimension, figures), "{text}");
            assert!((low / value - 1.0).abs() < 1e-9, "{text}: {low}");
        }
    }

    #[test]
    fn ranges_have_two_ends() {
        let weeks = Quantity::parse("12 to 14 weeks").unwrap();
        assert!((weeks.high / weeks.low - 14.0 / 12.0).abs() < 1e-9);
        let money = Quantity::parse("$800k-$1.2M").unwrap();
        assert!((money.low - 8e5).abs() < 1.0 && (money.high - 1.2e6).abs() < 1.0);
        assert_eq!(Quantity::parse("14-12 weeks"), Err(QuantityError::Backwards));
    }

    #[test]
    fn what_is_no_quantity_says_why() {
        assert_eq!(Quantity::parse("large"), Err(QuantityError::NoNumber));
        assert_eq!(Quantity::parse("-3 days"), Err(QuantityError::Negative));
        assert_eq!(Quantity::parse("1,00 tokens"), Err(QuantityError::NoNumber));
        let twice = QuantityError::UnknownUnit("million".into());
        assert_eq!(Quantity::parse("1e10 million million"), Err(twice));
        let other = QuantityError::UnknownUnit("billion tokens".into());
        assert_eq!(Quantity::parse("2 million billion tokens"), Err(other));
        assert!(Quantity::parse("2M billion tokens").is_err());
        assert_eq!(Quantity::parse("3 m2"), Err(QuantityError::UnknownUnit("m2".into())));
        assert_eq!(Quantity::parse("1e999 FLOP"), Err(QuantityError::OutOfRange));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            if let Ok(quantity) = Quantity::parse(&text) {
                prop_assert!(quantity.low.is_finite() && quantity.low <= quantity.high);
                prop_assert!(quantity.significant_figures >= 1);
            }
        }

        #[test]
        fn what_is_nearly_a_quantity_is_read_or_refused(
            text in "(about )?[$]?[0-9,.]{1,6}(e|x10\\^|-| to )?[0-9]{0,3} ?(k|M|B|T|GWh|FLOP|tCO2|tokens|%|hours)?",
        ) {
            let _ = Quantity::parse(&text);
        }
    }
}
