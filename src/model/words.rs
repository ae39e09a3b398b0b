//! What an index calls who is ranked, what is asked and what is given.

use std::borrow::Cow;
use std::sync::LazyLock;

/// The words of an index. They stand in tables, pages, messages and the names of data files; keys that
/// programs read stay the same in every index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Who is ranked: `country`, `countries`.
    pub ranked: Noun,
    /// What an answer is about, where it is not about the whole of who is ranked: `model`.
    pub model: Option<Noun>,
    /// What is asked: `indicator`, `question`.
    pub asked: Noun,
    /// What an answer is given: `point`.
    pub point: Noun,
    /// Whether answers are disclosures: what those who are ranked say of themselves.
    pub disclosed: bool,
}

/// A noun, for one and for more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noun {
    /// One of them.
    pub one: String,
    /// More of them.
    pub many: String,
}

impl Noun {
    /// A noun with both its forms.
    pub fn new(one: impl Into<String>, many: impl Into<String>) -> Self {
        Self { one: one.into(), many: many.into() }
    }

    /// A noun whose plural is made as most are: `company`, `companies`; `council`, `councils`.
    ///
    /// ```
    /// use fmti::model::words::Noun;
    /// assert_eq!(Noun::regular("country").many, "countries");
    /// assert_eq!(Noun::regular("press").many, "presses");
    /// assert_eq!(Noun::regular("survey").many, "surveys");
    /// ```
    pub fn regular(one: impl Into<String>) -> Self {
        let one = one.into();
        let vowel = |c: char| "aeiou".contains(c);
        let many = match one.strip_suffix('y') {
            Some(stem) if !stem.ends_with(vowel) && !stem.is_empty() => format!("{stem}ies"),
            _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| one.ends_with(end)) => {
                format!("{one}es")
            }
            _ => format!("{one}s"),
        };
        Self { one, many }
    }

    /// The form that goes with a count.
    pub fn of(&self, count: usize) -> &str {
        if count == 1 { &self.one } else { &self.many }
    }

    /// `1 country`, `1,400 countries`.
    ///
    /// ```
    /// use fmti::model::words::Noun;
    /// assert_eq!(Noun::regular("country").counted(1400), "1,400 countries");
    /// ```
    pub fn counted(&self, count: usize) -> String {
        format!("{} {}", crate::text::words::grouped(count), self.of(count))
    }

    /// As it begins a sentence or a heading: `Country`.
    pub fn capital(&self) -> String {
        crate::text::words::capital(&self.one)
    }

    /// More of them, as they begin a sentence or a heading: `Countries`.
    pub fn capitals(&self) -> String {
        crate::text::words::capital(&self.many)
    }
}

impl Words {
    /// Words that are true of any index.
    pub fn of_any() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(Words::default);
        &WORDS
    }

    /// The words of the Foundation Model Transparency Index.
    pub fn of_developers() -> Self {
        Self { ranked: Noun::regular("developer"), disclosed: true, ..Self::default() }
    }
}

impl Words {
    /// A text of the tool's own, which speaks of developers, indicators and points, in the words of
    /// the index. It takes only what is written in the program: no stranger's name is ever reworded.
    ///
    /// ```
    /// use fmti::model::words::{Noun, Words};
    /// let words = Words { ranked: Noun::regular("country"), ..Words::default() };
    /// assert_eq!(words.say("Developers with most points"), "Countries with most points");
    /// assert_eq!(Words::of_developers().say("Developers"), "Developers");
    /// ```
    pub fn say(&self, text: &'static str) -> Cow<'static, str> {
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let mut out = String::new();
        let mut rest = text;
        while let Some(from) = rest.find(is_letter) {
            let (before, after) = rest.split_at(from);
            let to = after.find(|c| !is_letter(c)).unwrap_or(after.len());
            let (word, after) = after.split_at(to);
            out += before;
            out += &self.word(word);
            rest = after;
        }
        out += rest;
        if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
    }

    fn word<'t>(&'t self, word: &'t str) -> Cow<'t, str> {
        let small = word.to_ascii_lowercase();
        if let ("disclosed", false) = (small.as_str(), self.disclosed) {
            return Cow::Borrowed("answered");
        }
        let noun = match small.trim_end_matches('s') {
            "developer" => &self.ranked,
            "indicator" => &self.asked,
            "point" => &self.point,
            _ => return Cow::Borrowed(word),
        };
        let said = if small.ends_with('s') { &noun.many } else { &noun.one };
        if word.starts_with(|c: char| c.is_ascii_uppercase()) {
            Cow::Owned(crate::text::words::capital(said))
        } else {
            Cow::Borrowed(said)
        }
    }
}

impl Default for Words {
    /// Words that are true of any index.
    fn default() -> Self {
        Self {
            ranked: Noun::new("entry", "entries"),
            model: Some(Noun::regular("model")),
            asked: Noun::regular("indicator"),
            point: Noun::regular("point"),
            disclosed: false,
        }
    }
}
