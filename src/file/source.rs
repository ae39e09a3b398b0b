//! Files as they were read, and places in them.

use std::sync::OnceLock;

use crate::model::diagnostic::{Diagnostic, Place, Spot};

use super::node::Span;

/// A file's text and the name the user knows it by.
#[derive(Debug)]
pub struct SourceFile {
    /// As the user named it, with forward slashes.
    pub path: String,
    /// Its text, without byte order mark; empty for embedded data, whose spans are empty too.
    pub text: String,
    /// Whether it may be quoted: one that a link led to outside of the folder is not.
    quoted: bool,
    /// Where each line begins, found when first asked for.
    lines: OnceLock<Vec<usize>>,
}

/// The longest source line a diagnostic carries, in bytes; longer ones are cut around the spot.
const LINE_LIMIT: usize = 400;

impl SourceFile {
    /// A file as it was read.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), quoted: true, lines: OnceLock::new() }
    }

    /// The same file, of which no line is ever shown.
    #[must_use]
    pub fn unquoted(self) -> Self {
        Self { quoted: false, ..self }
    }

    /// Whether its text may be shown.
    pub fn is_quoted(&self) -> bool {
        self.quoted
    }

    /// A problem in this file as it may be shown: of what may not be quoted, only of what kind it is.
    pub fn told(&self, problem: Diagnostic) -> Diagnostic {
        if self.quoted {
            return problem;
        }
        let why = "Nothing is quoted: a link led out of the folder to this file";
        let message = format!("{} {why}", problem.code.about());
        Diagnostic {
            message,
            hint: None,
            related: None,
            place: self.place(),
            about: None,
            ..problem
        }
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// The file as a whole.
    pub fn place(&self) -> Place {
        Place { path: self.path.clone(), spot: None }
    }

    /// The place of some bytes: the part of them on their first line.
    pub fn at(&self, span: Span) -> Place {
        Place { path: self.path.clone(), spot: self.spot(span) }
    }

    /// The same within the file; `None` in embedded data, which has no text, and in what may not be
    /// quoted.
    pub fn spot(&self, span: Span) -> Option<Spot> {
        if self.text.is_empty() || !self.quoted {
            return None;
        }
        let start = span.start.min(self.text.len());
        let line_number = self.lines().partition_point(|begin| *begin <= start);
        let line_start = self.lines()[line_number - 1];
        let line = self.text[line_start..].split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let from = (start - line_start).min(line.len());
        let to = span.end.saturating_sub(line_start).clamp(from, line.len());
        let to = from + line[from..to].trim_end().len();
        let (text, cut) = excerpt(line, from);
        Some(Spot {
            line: line_number,
            column: line[..from].chars().count() + 1,
            start: from - cut,
            end: (to - cut).min(text.len()),
            text,
        })
    }

    /// The byte of the file at which a spot stands.
    pub fn offset(&self, spot: &Spot) -> usize {
        let lines = self.lines();
        let line_start = lines[spot.line.clamp(1, lines.len()) - 1];
        let mut characters = self.text[line_start..].char_indices();
        characters.nth(spot.column - 1).map_or(self.text.len(), |(at, _)| line_start + at)
    }

    /// The place of a line and column as the YAML parser counts them.
    pub fn at_line(&self, line: usize, column: usize) -> Place {
        let lines = self.lines();
        let line_start = lines[line.clamp(1, lines.len()) - 1];
        let start = self.text[line_start..]
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(self.text.len(), |(at, _)| line_start + at);
        let end = self.text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        self.at(Span { start, end })
    }
}

/// At most [`LINE_LIMIT`] bytes of a line around a byte, and how many were cut before.
fn excerpt(line: &str, around: usize) -> (String, usize) {
    if line.len() <= LINE_LIMIT {
        return (line.to_owned(), 0);
    }
    let mut start = around.saturating_sub(LINE_LIMIT / 4);
    while !line.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (start + LINE_LIMIT).min(line.len());
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    (line[start..end].to_owned(), start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(text: &str, start: usize, end: usize) -> Spot {
        let file = SourceFile::new("x.yaml", text);
        file.at(Span { start, end }).spot.unwrap()
    }

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let at = spot("a: 1\r\né: two\r\n", 10, 13);
        assert_eq!((at.line, at.column, at.text.as_str()), (2, 4, "é: two"));
        assert_eq!(&at.text[at.start..at.end], "two");
    }

    #[test]
    fn a_long_line_is_cut_around_the_spot() {
        let line = "é".repeat(100_000);
        let at = spot(&line, 150_000, 150_002);
        assert_eq!(at.column, 75_001);
        assert!(at.text.len() <= LINE_LIMIT);
        assert_eq!(&at.text[at.start..at.end], "é");
    }

    #[test]
    fn any_line_and_column_is_a_place() {
        let file = SourceFile::new("x", "ab\ncd");
        for line in 0..5 {
            for column in 0..5 {
                assert!(file.at_line(line, column).spot.is_some());
            }
        }
        assert_eq!(file.at_line(2, 2).spot.unwrap().column, 2);
    }
}
