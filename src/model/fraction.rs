//! So many of so many: `22/39`.

use super::Ratio;
use super::quantity::grouped;

/// A part of a whole, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// How many of them.
    pub part: u32,
    /// How many there are; at least one.
    pub whole: u32,
    /// As it was written.
    pub written: String,
}

/// Why a text is not a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FractionError {
    /// Not two whole numbers with `/` or `of` between them.
    #[error("it is not two whole numbers")]
    NoNumbers,
    /// A part of nothing.
    #[error("it is a part of nothing")]
    OfNothing,
    /// The part is more than the whole.
    #[error("its part is more than the whole")]
    TooMuch,
}

impl Fraction {
    /// How one is written.
    pub const EXAMPLE: &'static str = "22/39";

    /// What every fraction looks like, as a regular expression; some others match it too.
    pub const PATTERN: &'static str = concat!(
        r"^\s*([0-9]+|[0-9]{1,3}([,_'][0-9]{3})+)(\s*/\s*|\s+of\s+)",
        r"([0-9]+|[0-9]{1,3}([,_'][0-9]{3})+)\s*$",
    );

    /// Reads a fraction: two whole numbers, whose thousands may be set apart as in a quantity.
    ///
    /// ```
    /// use fmti::model::fraction::{Fraction, FractionError};
    /// let staff = Fraction::parse("1,200 of 2,400").unwrap();
    /// assert_eq!((staff.part, staff.whole), (1200, 2400));
    /// assert_eq!(staff.share().percent(0), "50");
    /// assert_eq!(Fraction::parse("40/39"), Err(FractionError::TooMuch));
    /// assert_eq!(Fraction::parse("1,5/20"), Err(FractionError::NoNumbers));
    /// ```
    ///
    /// # Errors
    /// See [`FractionError`].
    pub fn parse(text: &str) -> Result<Self, FractionError> {
        let (part, whole) = text
            .split_once('/')
            .or_else(|| text.split_once(" of "))
            .ok_or(FractionError::NoNumbers)?;
        let number = |text: &str| {
            let text = text.trim();
            let whole = grouped(text) && !text.contains('.');
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok().filter(|_| whole).ok_or(FractionError::NoNumbers)
        };
        let (part, whole) = (number(part)?, number(whole)?);
        match part.cmp(&whole) {
            _ if whole == 0 => Err(FractionError::OfNothing),
            std::cmp::Ordering::Greater => Err(FractionError::TooMuch),
            _ => Ok(Self { part, whole, written: text.to_owned() }),
        }
    }

    /// The part as a share of the whole.
    pub fn share(&self) -> Ratio {
        // There is a whole.
        Ratio::new(self.part.into(), self.whole.into()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_fraction_says_why() {
        assert_eq!(Fraction::parse("22/39").unwrap().written, "22/39");
        assert_eq!(Fraction::parse("0/1").unwrap().share(), Ratio::ZERO);
        for (text, why) in [
            ("22", FractionError::NoNumbers),
            ("", FractionError::NoNumbers),
            ("a/b", FractionError::NoNumbers),
            ("-1/2", FractionError::NoNumbers),
            ("1.5/2", FractionError::NoNumbers),
            (",/2", FractionError::NoNumbers),
            ("1,2,3/400", FractionError::NoNumbers),
            ("1,5/20", FractionError::NoNumbers),
            ("1200,/2400", FractionError::NoNumbers),
            ("1234,567/2000000", FractionError::NoNumbers),
            ("2 2/39", FractionError::NoNumbers),
            ("٢/٣", FractionError::NoNumbers),
            ("1/2/3", FractionError::NoNumbers),
            ("99999999999/2", FractionError::NoNumbers),
            ("0/0", FractionError::OfNothing),
            ("3/2", FractionError::TooMuch),
        ] {
            assert_eq!(Fraction::parse(text), Err(why), "{text}");
        }
    }

    /// An editor must never refuse what can be read.
    #[test]
    fn a_schema_is_as_strict_but_for_what_it_cannot_reckon() {
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        let schema = serde_json::json!({"type": "string", "pattern": Fraction::PATTERN});
        compiler.add_resource("fraction.json", schema).unwrap();
        let schema = compiler.compile("fraction.json", &mut schemas).unwrap();
        for text in [
            "22/39",
            " 1 / 2 ",
            "1,200 of 2,400",
            "1'000/2_000",
            "0/0",
            "3/2",
            "1,5/20",
            "1,2,3/400",
            "1of2",
            "a/b",
            "1/2/3",
            "1.5/2",
            "",
            "1234,567/2000000",
        ] {
            let matches = schemas.validate(&text.into(), schema).is_ok();
            let read = Fraction::parse(text) != Err(FractionError::NoNumbers);
            assert_eq!(matches, read, "{text}");
        }
    }
}
