//! A parsed file, and how its parts become typed values with every problem noted.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::Path;

use crate::model::Id;
use crate::model::diagnostic::{Code, Diagnostic, Place, Spot};

use super::node::{Key, Kind, Node, Span};
use super::reach::Links;
use super::source::SourceFile;
use super::{address, read, yaml};
use crate::text::clean::{code_point, is_blank, is_hidden};
use crate::text::nearest;

/// A file and its tree.
#[derive(Debug)]
pub struct Doc {
    /// The file, for places.
    pub file: SourceFile,
    /// Its content.
    pub root: Node,
}

/// Problems listed for one file; a file of nonsense does not need a million.
pub const MAX_PROBLEMS: usize = 500;

impl Doc {
    /// The id under a key at the top of the file, if there is a proper one.
    pub fn id(&self, key: &str) -> Option<Id> {
        match &self.root.entry(key)?.1.kind {
            Kind::Scalar(scalar) => Id::parse(&scalar.text).ok(),
            _ => None,
        }
    }

    /// Reads and parses a file that the user named.
    ///
    /// # Errors
    /// One diagnostic: the file cannot be read, is empty, or is not YAML.
    pub fn named(path: &Path) -> Result<Self, Box<Diagnostic>> {
        Self::parse(read::named(path)?)
    }

    /// Reads and parses a file that was found in a folder.
    ///
    /// # Errors
    /// The same, and where it is none of the folder's.
    pub fn found(path: &Path, folder: &Path, links: Links) -> Result<Self, Box<Diagnostic>> {
        Self::parse(read::found(path, folder, links)?)
    }

    /// Parses a file's text.
    ///
    /// # Errors
    /// One diagnostic: empty, or not YAML.
    pub fn parse(file: SourceFile) -> Result<Self, Box<Diagnostic>> {
        let parsed = yaml::parse(&file.text);
        Self::parsed(file, parsed)
    }

    /// Reads and parses a list that a program wrote, which may be longer than what people write.
    ///
    /// # Errors
    /// As for [`Doc::named`].
    pub fn listed(path: &Path) -> Result<Self, Box<Diagnostic>> {
        let file = read::listed(path)?;
        let parsed = yaml::parse_listed(&file.text);
        Self::parsed(file, parsed)
    }

    fn parsed(
        file: SourceFile,
        parsed: Result<Node, yaml::SyntaxError>,
    ) -> Result<Self, Box<Diagnostic>> {
        match parsed {
            Ok(Node { kind: Kind::Null, .. }) => {
                Err(Diagnostic::error(Code::EmptyFile, "this file is empty", file.place()).into())
            }
            Ok(root) => Ok(Self { file, root }),
            Err(error) => {
                let place = error.at.map_or_else(|| file.place(), |(l, c)| file.at_line(l, c));
                let problem = Diagnostic::error(
                    Code::InvalidYaml,
                    format!("not valid YAML: {}", error.message),
                    place,
                );
                let tab = problem.place.spot.as_ref().is_some_and(|s| s.text.contains('\t'));
                let problem =
                    if tab { problem.hint("indent with spaces, not tabs") } else { problem };
                Err(file.told(problem).into())
            }
        }
    }

    /// The file's name without folder and extension.
    pub fn stem(&self) -> &str {
        let name = self.file.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// Gathers the problems of one file.
pub struct Report<'a> {
    file: &'a SourceFile,
    root: Option<&'a Node>,
    problems: Vec<Diagnostic>,
    /// How many words were looked for so far.
    looked: Cell<usize>,
}

/// Of how many unknown words in a file the nearest known one is looked for.
const MAX_HINTS: usize = 50;

impl<'a> Report<'a> {
    /// Nothing found yet, in a file that is no tree.
    pub fn new(file: &'a SourceFile) -> Self {
        Self { file, root: None, problems: Vec::new(), looked: Cell::new(0) }
    }

    /// Nothing found yet.
    pub fn of(doc: &'a Doc) -> Self {
        Self { root: Some(&doc.root), ..Self::new(&doc.file) }
    }

    /// The place of some bytes of the file.
    pub fn at(&self, span: Span) -> Place {
        self.file.at(span)
    }

    /// The spot of some bytes in the file, where it has a text.
    pub fn spot(&self, span: Span) -> Option<Spot> {
        self.file.spot(span)
    }

    /// Whether so many problems were found that more are not worth describing.
    pub fn full(&self) -> bool {
        self.problems.len() >= MAX_PROBLEMS
    }

    /// The known word most like an unknown one; a file of nonsense does not need one for each.
    pub fn nearest<'k>(
        &self,
        word: &str,
        known: impl IntoIterator<Item = &'k str> + Clone,
    ) -> Option<&'k str> {
        self.looks().then(|| nearest::nearest(word, known)).flatten()
    }

    /// A hint naming the nearest known word, or listing the few there are.
    pub fn hint<'k>(
        &self,
        word: &str,
        known: impl IntoIterator<Item = &'k str> + Clone,
    ) -> Option<String> {
        self.looks().then(|| nearest::hint(word, known)).flatten()
    }

    /// Whether one more word is looked for.
    fn looks(&self) -> bool {
        self.looked.set(self.looked.get() + 1);
        !self.full() && self.looked.get() <= MAX_HINTS
    }

    /// Adds a problem. It is known again by the keys on the way to it: where the same is wrong in two
    /// places, what is said of one does not change when the other is mended.
    pub fn push(&mut self, mut problem: Diagnostic) {
        if self.full() {
            return;
        }
        let spot = problem.place.spot.as_ref();
        if let Some((root, spot)) = self.root.zip(spot) {
            let way = root.way(self.file.offset(spot));
            let about = problem.about.as_ref().unwrap_or(&problem.message);
            problem.about = Some(format!("{about} in {way}"));
        }
        self.problems.push(self.file.told(problem));
    }

    /// Adds an error at some bytes, with an optional hint.
    pub fn error(&mut self, code: Code, span: Span, message: String, hint: Option<String>) {
        if !self.full() {
            let mut problem = Diagnostic::error(code, message, self.at(span));
            problem.hint = hint;
            self.push(problem);
        }
    }

    /// Adds a warning at some bytes, with a hint.
    pub fn warning(&mut self, code: Code, span: Span, message: String, hint: String) {
        if !self.full() {
            self.push(Diagnostic::warning(code, message, self.at(span)).hint(hint));
        }
    }

    /// What was found.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.problems
    }
}

/// A mapping's entries, each key once; repeats are reported with both places and dropped.
pub fn entries<'a>(
    node: &'a Node,
    what: &str,
    repeated: Code,
    report: &mut Report<'_>,
) -> Option<Vec<(&'a Key, &'a Node)>> {
    let Kind::Map(all) = &node.kind else {
        wrong_type(node, what, "a mapping", report);
        return None;
    };
    let mut first: HashMap<&str, &Key> = HashMap::with_capacity(all.len());
    let mut kept = Vec::with_capacity(all.len());
    for (key, value) in all {
        if let Some(earlier) = first.get(key.text.as_str()) {
            if !report.full() {
                let message = format!("`{}` is written twice", show(&key.text));
                let earlier = report.at(earlier.span);
                report.push(
                    Diagnostic::error(repeated, message, report.at(key.span))
                        .related("first written here", earlier)
                        .hint("keep one of them"),
                );
            }
        } else {
            first.insert(&key.text, key);
            kept.push((key, value));
        }
    }
    Some(kept)
}

fn wrong_type(node: &Node, what: &str, wanted: &str, report: &mut Report<'_>) {
    let got = node.kind.name();
    report.error(Code::WrongType, node.span, format!("{what} wants {wanted}, got {got}"), None);
}

/// A stranger's word in a message: short, and on one line.
pub fn show(text: &str) -> String {
    let mut short: String =
        text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() && text.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

/// The first few of many ids, and how many more there are.
pub fn some_of(ids: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = ids.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    match ids.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `a, b or c`.
pub fn or(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// Any scalar, as written, unless it is made of nothing but what nobody sees.
pub fn text(node: &Node, what: &str, report: &mut Report<'_>) -> Option<String> {
    if let Kind::Scalar(scalar) = &node.kind {
        return shows(&scalar.text, node.span, what, report).then(|| scalar.text.clone());
    }
    wrong_type(node, what, "text", report);
    None
}

/// Code points that a message names; more would say no more.
const MOST_UNSEEN: usize = 8;

/// Whether a text shows something or is honestly empty; reported if not, with what it is made of.
pub fn shows(text: &str, span: Span, what: &str, report: &mut Report<'_>) -> bool {
    if !is_blank(text) || text.chars().all(char::is_whitespace) {
        return true;
    }
    let unseen = text.chars().filter(|c| !c.is_whitespace());
    let mut made_of: String = unseen.clone().take(MOST_UNSEEN).map(code_point).collect();
    if unseen.count() > MOST_UNSEEN {
        made_of.push('…');
    }
    let message = format!("{what} shows nothing: it is made of {made_of}");
    let hint = "write what people can see, or leave it out".to_owned();
    report.error(Code::InvisibleText, span, message, Some(hint));
    false
}

/// A text that is more than nothing or the dots of a template.
pub fn written(node: &Node, what: &str, report: &mut Report<'_>) -> Option<String> {
    let text = text(node, what, report)?;
    if text.trim().is_empty() {
        let hint = "write what it is".to_owned();
        report.error(Code::BlankText, node.span, format!("{what} is empty"), Some(hint));
        return None;
    }
    let unwritten = |c: char| c.is_whitespace() || is_hidden(c) || matches!(c, '…' | '.');
    if text.chars().all(unwritten) {
        report.error(Code::MissingKey, node.span, format!("{what} is still to be written"), None);
        return None;
    }
    Some(text)
}

/// A web address.
pub fn url(node: &Node, report: &mut Report<'_>) -> Option<String> {
    let text = text(node, "an address", report)?;
    let Some(why) = address::wrong(&text) else { return Some(text) };
    report.error(
        Code::BadUrl,
        node.span,
        format!("`{}` is not a web address: {why}", show(&text)),
        Some("write it as a browser shows it, https://…, or give it as `title:`".into()),
    );
    None
}

/// `true` or `false`.
pub fn flag(node: &Node, what: &str, report: &mut Report<'_>) -> Option<bool> {
    match &node.kind {
        Kind::Scalar(s) if s.plain && s.text == "true" => Some(true),
        Kind::Scalar(s) if s.plain && s.text == "false" => Some(false),
        Kind::Scalar(s) => {
            let message = format!("{what} wants true or false, got `{}`", show(&s.text));
            report.error(Code::WrongType, node.span, message, None);
            None
        }
        _ => {
            wrong_type(node, what, "true or false", report);
            None
        }
    }
}

/// A sequence's items.
pub fn list<'a>(node: &'a Node, what: &str, report: &mut Report<'_>) -> Option<&'a [Node]> {
    if let Kind::Seq(items) = &node.kind {
        return Some(items);
    }
    wrong_type(node, what, "a list", report);
    None
}

/// Several texts.
pub fn texts(node: &Node, what: &str, report: &mut Report<'_>) -> Vec<String> {
    let items = list(node, what, report).unwrap_or_default();
    items.iter().filter_map(|item| text(item, what, report)).collect()
}

/// A safe id.
pub fn id(node: &Node, what: &str, report: &mut Report<'_>) -> Option<Id> {
    let text = text(node, what, report)?;
    parse_id(&text, node.span, what, report)
}

/// A safe id from a text already read.
pub fn parse_id(text: &str, span: Span, what: &str, report: &mut Report<'_>) -> Option<Id> {
    match Id::parse(text) {
        Ok(id) => Some(id),
        Err(error) => {
            let hint = Id::from_name(text).map(|near| format!("for example `{near}`"));
            let message = format!("{what} `{}` is not an id: {error}", show(text));
            report.error(Code::InvalidId, span, message, hint);
            None
        }
    }
}

/// Several ids.
pub fn ids(node: &Node, what: &str, report: &mut Report<'_>) -> Vec<(Id, Span)> {
    let items = list(node, what, report).unwrap_or_default();
    items.iter().filter_map(|item| Some((id(item, what, report)?, item.span))).collect()
}

/// One of a closed set of words.
pub fn word<T: Copy>(
    node: &Node,
    what: &str,
    words: &[(&'static str, T)],
    report: &mut Report<'_>,
) -> Option<T> {
    let text = text(node, what, report)?;
    let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
    if found.is_none() {
        report.error(
            Code::UnknownValue,
            node.span,
            format!("{what} cannot be `{}`", show(&text)),
            report.hint(&text, words.iter().map(|(word, _)| *word)),
        );
    }
    found
}

/// A date that exists, of one of these lengths (4 `YYYY`, 7 `YYYY-MM`, 10 `YYYY-MM-DD`).
pub fn date(node: &Node, what: &str, lengths: &[usize], report: &mut Report<'_>) -> Option<String> {
    let text = text(node, what, report)?;
    if lengths.contains(&text.len()) && is_date(&text) {
        if !LIKELY_YEARS.contains(&&text[..4]) {
            report.warning(
                Code::UnlikelyValue,
                node.span,
                format!("{what}: the year {} is far off", &text[..4]),
                "is another one meant?".into(),
            );
        }
        return Some(text);
    }
    let example = if lengths.contains(&7) { "2025-12 or 2025-12-31" } else { "2025-12-31" };
    report.error(
        Code::BadDate,
        node.span,
        format!("{what}: `{}` is not a date", show(&text)),
        Some(format!("write for example {example}")),
    );
    None
}

/// Years that need no question. Nothing of an index is older than computers; a century ahead is no plan.
const LIKELY_YEARS: RangeInclusive<&str> = "1950"..="2100";

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |at: usize, len: usize| -> Option<u32> {
        let part = parts.get(at)?;
        (part.len() == len && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse().ok())?
    };
    // There is no year 0000, and a year below 1000 is one that was not finished.
    let Some(year) = number(0, 4).filter(|year| *year >= 1000) else { return false };
    let month = if parts.len() > 1 { number(1, 2) } else { Some(1) };
    let day = if parts.len() > 2 { number(2, 2) } else { Some(1) };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        Some(2) => 28 + u32::from(leap),
        Some(4 | 6 | 9 | 11) => 30,
        Some(1..=12) => 31,
        _ => return false,
    };
    parts.len() <= 3 && day.is_some_and(|d| (1..=last).contains(&d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_exist() {
        for good in ["2025", "2025-12", "2024-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "25",
            "0000",
            "0000-01-01",
            "0999",
            "2025-13",
            "2025-00",
            "2023-02-29",
            "1900-02-29",
            "2025-1-1",
            "2025-12-31-1",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
