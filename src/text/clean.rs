//! Text from strangers, made harmless for a screen.
//!
//! What is obeyed or hidden stands in one list, [`is_hidden`], and every output goes by it.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Combining marks that one letter may carry: enough for every language, too few to draw a tower.
const MARKS: usize = 4;

/// The text on one line without anything a terminal would obey or hide: control characters, escape
/// sequences' introducers, marks that turn the direction of writing, characters that show nothing,
/// and more combining marks than a letter carries.
///
/// ```
/// use fmti::text::clean::clean;
/// assert_eq!(clean("a\u{1b}[31mred\u{202e}\nb"), "a[31mred b");
/// assert_eq!(clean("\u{3164}e\u{301}\u{fe0f}"), "e\u{301}");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    let mut marks = Marks::default();
    if text.chars().all(|c| marks.keep(c) && !is_hidden(c) && (c == ' ' || !is_space(c))) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = Marks::default();
    for c in text.chars() {
        if is_space(c) {
            marks.keep(' ');
            // Runs of white space in disclosure text are layout, not meaning.
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_hidden(c) && marks.keep(c) {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The text without anything a program would obey or hide, as [`clean()`] has it, but with its own
/// lines and tabs. Every line ends alike.
///
/// ```
/// use fmti::text::clean::tidy;
/// assert_eq!(tidy("a\u{1b}[31mred\r\n\tb"), "a[31mred\n\tb");
/// ```
pub fn tidy(text: &str) -> Cow<'_, str> {
    let kept = |c: char| !is_hidden(c) || matches!(c, '\n' | '\t');
    let mut marks = Marks::default();
    if text.chars().all(|c| kept(c) && marks.keep(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut marks = Marks::default();
    for c in text.replace("\r\n", "\n").chars() {
        let c = match c {
            c if kept(c) => c,
            BLANK => ' ',
            // What is hidden and white space ends a line somewhere.
            c if c.is_whitespace() => '\n',
            _ => continue,
        };
        if marks.keep(c) {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// The text with no more marks than its letters carry, and all else as it is: for formats that have
/// their own way with what is hidden.
pub fn few_marks(text: &str) -> String {
    let mut marks = Marks::default();
    text.chars().filter(|c| marks.keep(*c)).collect()
}

/// The text with what is hidden written as code points: where something is refused, they may be
/// the point.
///
/// ```
/// use fmti::text::clean::visible;
/// assert_eq!(visible("a\tb\u{3164}\n"), "a b<U+3164><U+000A>");
/// ```
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut marks = Marks::default();
    for c in text.chars() {
        let c = if c == '\t' { ' ' } else { c };
        if is_hidden(c) || !marks.keep(c) {
            out.push_str(&code_point(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A character by its number.
pub fn code_point(c: char) -> String {
    format!("<U+{:04X}>", u32::from(c))
}

/// Whether a text shows nothing at all, whatever it is made of.
///
/// ```
/// use fmti::text::clean::is_blank;
/// assert!(is_blank("") && is_blank(" \n") && is_blank("\u{3164}\u{ffa0}\u{e0141}\u{301}"));
/// assert!(!is_blank("\u{200b}x"));
/// ```
pub fn is_blank(text: &str) -> bool {
    // Without anything else before it, a mark has nothing to stand on.
    text.chars().all(|c| is_space(c) || is_hidden(c) || is_mark(c))
}

/// A braille cell without a dot: it looks like a space and is one in braille, and counts as none.
const BLANK: char = '\u{2800}';

fn is_space(c: char) -> bool {
    c.is_whitespace() || c == BLANK
}

/// Whether a character stands on the one before it: an accent, a vowel sign, the end of a Hangul
/// syllable.
fn is_mark(c: char) -> bool {
    c >= '\u{300}' && c.width() == Some(0) && !is_hidden(c)
}

/// Counts the marks on a letter.
#[derive(Default)]
struct Marks {
    /// How many more the letter before may carry. White space carries none, and neither does the
    /// start of a text: a mark there would stand on what is ours.
    room: usize,
}

impl Marks {
    /// Whether the next character may stay.
    fn keep(&mut self, c: char) -> bool {
        if is_hidden(c) && !c.is_whitespace() {
            return true;
        }
        if is_mark(c) {
            let fits = self.room > 0;
            self.room = self.room.saturating_sub(1);
            return fits;
        }
        self.room = if is_space(c) { 0 } else { MARKS };
        true
    }
}

/// Characters that are obeyed or hidden rather than shown, or are none at all: controls, Unicode's
/// "default ignorable" ones (fillers, joiners, variation selectors, tags), marks of direction, ends
/// of lines, what only formats a script, and blanks that are no white space to programs.
pub fn is_hidden(c: char) -> bool {
    // Most text by far.
    if c < '\u{ad}' {
        return c.is_control();
    }
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | BLANK | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{16fe4}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' | '\u{fdd0}'..='\u{fdef}')
        // No characters: the last two of each plane.
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Columns a text takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to a width, ending in `…` where something was cut.
pub fn truncate(text: &str, limit: usize) -> Cow<'_, str> {
    if width(text) <= limit {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide + 1 > limit {
            break;
        }
        used += wide;
        out.push(c);
    }
    if limit > 0 {
        out.push('…');
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(truncate("漢字漢字", 5), "漢字…");
        assert_eq!(truncate("abc", 3), "abc");
        assert_eq!(truncate("abcd", 3), "ab…");
        assert_eq!(truncate("abcd", 0), "");
    }

    #[test]
    fn towers_of_marks_are_cut_down() {
        let tower = format!("a{}b", "\u{301}".repeat(500));
        let low = format!("a{}b", "\u{301}".repeat(MARKS));
        assert_eq!((clean(&tower), tidy(&tower)), (low.as_str().into(), low.as_str().into()));
        assert_eq!(clean("\u{338}a \u{338}b"), "a b");
        assert_eq!(visible("\u{338}a"), "<U+0338>a");
        // What languages write stays as it is.
        for text in
            ["हिन्दी", "ภาษาไทย", "שָׁלוֹם", "Tiếng Việt", "e\u{301}", "\u{1112}\u{1161}\u{11ab}"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn lines_end_alike() {
        assert_eq!(tidy("a\r\nb\rc\u{b}d\u{c}e\u{2028}f\u{85}g"), "a\nb\nc\nd\ne\nf\ng");
        assert_eq!(tidy("a\u{2800}b"), "a b");
    }

    /// Text of what is hidden, white and standing on letters, more than of anything else.
    fn odd() -> impl Strategy<Value = String> {
        let odd: Vec<char> =
            ('\0'..='\u{10ffff}').filter(|c| is_hidden(*c) || is_mark(*c)).collect();
        let part = prop_oneof![
            prop::sample::select(odd).prop_map(String::from),
            "[ \t\r\n\u{b}\u{a0}a-c\u{301}\u{3164}\u{2800}]{0,4}",
            any::<String>()
        ];
        prop::collection::vec(part, 0..9).prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn nothing_hidden_survives(text in odd()) {
            let cleaned = clean(&text).into_owned();
            prop_assert!(!cleaned.chars().any(is_hidden));
            prop_assert_eq!(clean(&cleaned), cleaned.as_str());
            let tidied = tidy(&text).into_owned();
            prop_assert!(!tidied.chars().any(|c| is_hidden(c) && !matches!(c, '\n' | '\t')));
            // How many blanks stand together is layout.
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(&clean(&tidied)), words(&cleaned));
            prop_assert_eq!(tidy(&tidied), tidied.as_str());
            prop_assert!(!visible(&text).chars().any(is_hidden));
            prop_assert_eq!(is_blank(&text), cleaned.trim().is_empty());
        }

        #[test]
        fn a_cut_text_fits(text in any::<String>(), limit in 0_usize..40) {
            let text = clean(&text).into_owned();
            prop_assert!(width(&truncate(&text, limit)) <= limit.max(width("")));
        }
    }
}
