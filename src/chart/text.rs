//! Text of a stranger's making, measured, cut and wrapped to the room there is.

use unicode_width::UnicodeWidthChar;

use super::colour::{INK, MUTED, Rgb, WHITE};
use super::metrics::{Weight, advance};
use crate::text::clean::clean;

/// The text on one line, without anything that hides, reorders or overflows, fit for XML.
pub(super) fn tidy(text: &str) -> String {
    clean(text).trim().to_owned()
}

/// Where a text stands relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) fill: Rgb,
    pub(super) anchor: Anchor,
    /// A white border, for text that stands on lines.
    pub(super) halo: bool,
}

impl Type {
    /// Labels and values.
    pub(super) const LABEL: Self =
        Self { size: 13.0, weight: Weight::Regular, fill: INK, anchor: Anchor::Start, halo: false };
    /// Axes, legends, notes.
    pub(super) const SMALL: Self = Self { size: 12.0, fill: MUTED, ..Self::LABEL };
    /// The smallest there is.
    pub(super) const TINY: Self = Self { size: 11.0, fill: MUTED, ..Self::LABEL };

    pub(super) const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }
    pub(super) const fn fill(self, fill: Rgb) -> Self {
        Self { fill, ..self }
    }
    /// White or black, whichever reads better on a colour.
    pub(super) fn on(self, ground: Rgb) -> Self {
        self.fill(ground.ink())
    }
    pub(super) const fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }
    pub(super) const fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }
    pub(super) const fn halo(self) -> Self {
        Self { halo: true, ..self }
    }
    /// What a halo is made of.
    pub(super) const HALO: Rgb = WHITE;

    /// Baseline that puts figures and capitals in the middle of a height.
    pub(super) fn centred(&self, middle: f64) -> f64 {
        middle + 0.364 * self.size // half of the fonts' capital height
    }

    /// Width of a line.
    pub(super) fn width(&self, text: &str) -> f64 {
        self.size * text.chars().map(|c| advance(c, self.weight)).sum::<f64>()
    }

    /// The widest of several lines, at least 0.
    pub(super) fn widest<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> f64 {
        texts.into_iter().map(|text| self.width(text)).fold(0.0, f64::max)
    }

    /// The text, cut to a width, ending in `…` where something was cut.
    pub(super) fn fit(&self, text: &str, limit: f64) -> String {
        let (head, rest) = self.split(text, limit);
        if rest.is_empty() {
            return head.to_owned();
        }
        let (head, _) = self.split(head, limit - self.width("…"));
        let head = head.trim_end();
        if head.is_empty() && self.width("…") > limit {
            String::new()
        } else {
            format!("{head}…")
        }
    }

    /// The longest beginning that fits a width, and the rest. A letter keeps its marks.
    fn split<'a>(&self, text: &'a str, limit: f64) -> (&'a str, &'a str) {
        let mut used = 0.0;
        for (at, c) in text.char_indices() {
            used += self.size * advance(c, self.weight);
            // Sums of the same numbers in another order may differ in the last bit.
            if used > limit + 1e-6 {
                return text.split_at(at);
            }
        }
        (text, "")
    }

    /// The text in as few lines as a width allows, all of them about as long.
    pub(super) fn balance(&self, text: &str, limit: f64, most: usize) -> Vec<String> {
        let lines = self.wrap(text, limit, most);
        let narrower = (0..12).map(|step| limit * (1.0 - f64::from(step) / 24.0));
        let balanced = narrower.map(|limit| self.wrap(text, limit, most));
        // A last line that was cut would only lose more.
        let whole =
            |other: &Vec<String>| other.len() == lines.len() && !other.concat().ends_with('…');
        balanced.take_while(whole).last().unwrap_or(lines)
    }

    /// The text in lines of a width. Words stay whole where they fit; nothing is lost unless there
    /// are more lines than `most`, when the last ends in `…`.
    pub(super) fn wrap(&self, text: &str, limit: f64, most: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            if lines.len() + 1 == most {
                lines.push(self.fit(rest, limit));
                break;
            }
            let (head, tail) = self.split(rest, limit);
            let end = if tail.is_empty() {
                rest.len()
            } else {
                let first = rest.chars().next().map_or(0, char::len_utf8);
                last_break(rest, head.len()).unwrap_or(head.len()).max(first)
            };
            lines.push(rest[..end].trim_end().to_owned());
            rest = rest[end..].trim_start();
        }
        lines
    }
}

/// The last place at or before `limit` where a line may end: at a blank, after a hyphen or slash,
/// or between characters of scripts that do without blanks.
fn last_break(text: &str, limit: usize) -> Option<usize> {
    let mut before: Option<char> = None;
    let mut found = None;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at <= limit) {
        let wide = |c: char| c.width() == Some(2);
        let after_sign = before.is_some_and(|b| matches!(b, '-' | '–' | '—' | '/' | ' '));
        if at > 0 && (c == ' ' || after_sign || before.is_some_and(wide) && c.width() != Some(0)) {
            found = Some(at);
        }
        before = Some(c);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_cut_where_it_no_longer_fits() {
        let ten = Type { size: 10.0, ..Type::LABEL };
        assert_eq!(ten.fit("IBM", 100.0), "IBM");
        assert_eq!(ten.fit("BigCode/Hugging Face", 60.0), "BigCode/…");
        assert_eq!(ten.fit("BigCode", 1.0), "");
        assert_eq!(ten.fit("", 1.0), "");
        assert_eq!(ten.fit("漢字漢字", 31.0), "漢字…");
    }

    #[test]
    fn lines_end_between_words() {
        let ten = Type { size: 10.0, ..Type::LABEL };
        let lines = ten.wrap("Who left, who joined: 12.3/45.6", 60.0, 9);
        assert_eq!(lines, ["Who left,", "who joined:", "12.3/45.6"]);
        assert_eq!(ten.wrap("漢字漢字漢", 25.0, 9), ["漢字", "漢字", "漢"]);
        assert_eq!(ten.wrap("one two three four", 45.0, 2), ["one two", "three f…"]);
        assert_eq!(ten.wrap("wide", 0.5, 9), ["w", "i", "d", "e"]);
        assert!(ten.wrap("  ", 50.0, 9).is_empty());
    }

    #[test]
    fn a_title_has_no_single_word_in_its_last_line() {
        let ten = Type { size: 10.0, ..Type::LABEL };
        assert_eq!(ten.wrap("one two three four five", 105.0, 4), ["one two three four", "five"]);
        assert_eq!(
            ten.balance("one two three four five", 105.0, 4),
            ["one two three", "four five"]
        );
        assert_eq!(ten.balance("one", 105.0, 4), ["one"]);
        assert_eq!(ten.balance("one two three four", 42.0, 2), ["one two", "three f…"]);
    }

    #[test]
    fn towers_of_marks_are_cut_down() {
        let tower = format!("a{}b", "\u{301}".repeat(50));
        assert_eq!(tidy(&tower), "a\u{301}\u{301}\u{301}\u{301}b");
        assert_eq!(tidy(" \u{ffff}x\u{202e}\u{0}y\u{fffe}\n"), "xy");
    }

    proptest! {
        #[test]
        fn what_is_fitted_fits(text in any::<String>(), limit in 0.0..300.0) {
            let text = tidy(&text);
            prop_assert!(Type::LABEL.width(&Type::LABEL.fit(&text, limit)) <= limit + 1e-3);
        }

        #[test]
        fn wrapping_loses_nothing_but_blanks(text in any::<String>(), limit in 0.0..300.0) {
            let text = tidy(&text);
            let lines = Type::LABEL.wrap(&text, limit, usize::MAX);
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            let most = limit.max(13.0 * 10.0);
            prop_assert!(lines.iter().all(|line| Type::LABEL.width(line) <= most + 1e-3));
        }
    }
}
