//! Names that are safe to be file names.

use std::borrow::Borrow;
use std::fmt;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The longest id, in bytes.
pub const MAX_LEN: usize = 64;

/// An identifier of a catalog, indicator, edition, developer, trait or theme.
///
/// Lower-case ASCII letters, digits, `-`, `_` and `.`, beginning with a letter or digit, at most
/// [`MAX_LEN`] bytes, so that an id can never leave its folder, hide, or mean a device.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(Box<str>);

/// Why a text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// No characters at all.
    #[error("an id cannot be empty")]
    Empty,
    /// Longer than [`MAX_LEN`].
    #[error("an id has at most {MAX_LEN} characters")]
    TooLong,
    /// A character outside the allowed set.
    #[error("an id holds only a-z, 0-9, `-`, `_` and `.`, not {0:?}")]
    Character(char),
    /// Begins with `-`, `_` or `.`.
    #[error("an id begins with a letter or digit")]
    Start,
    /// `..`, a trailing dot, or a name that operating systems reserve for devices.
    #[error("this id would not be a safe file name")]
    Unsafe,
}

impl Id {
    /// Reads an id.
    ///
    /// ```
    /// use fmti::model::Id;
    /// assert!(Id::parse("ai21-labs").is_ok());
    /// assert!(Id::parse("../etc").is_err());
    /// assert!(Id::parse("con").is_err());
    /// ```
    ///
    /// # Errors
    /// See [`IdError`].
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let first = text.chars().next().ok_or(IdError::Empty)?;
        if text.len() > MAX_LEN {
            return Err(IdError::TooLong);
        }
        let allowed = |c: &char| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_' | '.');
        if let Some(bad) = text.chars().find(|c| !allowed(c)) {
            return Err(IdError::Character(bad));
        }
        if !first.is_ascii_alphanumeric() {
            return Err(IdError::Start);
        }
        let stem = text.split('.').next().unwrap_or(text);
        let device = matches!(stem, "con" | "prn" | "aux" | "nul")
            || (stem.len() == 4
                && (stem.starts_with("com") || stem.starts_with("lpt"))
                && stem.ends_with(|c: char| c.is_ascii_digit()));
        if device || text.contains("..") || text.ends_with('.') {
            return Err(IdError::Unsafe);
        }
        Ok(Self(text.into()))
    }

    /// The nearest valid id to a name: what a developer's or indicator's id would be.
    ///
    /// ```
    /// use fmti::model::Id;
    /// assert_eq!(Id::from_name("AI21 Labs").unwrap().as_str(), "ai21-labs");
    /// assert_eq!(Id::from_name("Ünï Corp").unwrap().as_str(), "uni-corp");
    /// assert_eq!(Id::from_name("漢"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut out = String::new();
        // An accent is dropped, its letter is not.
        let plain = name.nfkd().filter(|c| !is_combining_mark(*c));
        for c in plain.flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                out.push(c);
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        out.truncate(MAX_LEN);
        Self::parse(out.trim_end_matches('-')).ok()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_names_are_ids() {
        for good in ["ibm", "2025", "fmti-2", "a.b", "x_1", "7"] {
            assert_eq!(Id::parse(good).unwrap().as_str(), good);
        }
        let long = "a".repeat(65);
        for bad in
            ["", ".", "..", "a/b", "a\\b", "-a", ".a", "A", "a b", "é", "a..b", "a.", "nul.x"]
                .into_iter()
                .chain([long.as_str(), "com1", "a\0"])
        {
            assert!(Id::parse(bad).is_err(), "{bad:?}");
        }
    }
}
