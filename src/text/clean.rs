//! Text from strangers, made harmless for a screen.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text on one line without anything a terminal would obey or hide: control characters, escape
/// sequences' introducers, marks that turn the direction of writing, characters of no width.
///
/// ```
/// use fmti::text::clean::clean;
/// assert_eq!(clean("a\u{1b}[31mred\u{202e}\nb"), "a[31mred b");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_whitespace() && c != ' ' || is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            // Runs of white space in disclosure text are layout, not meaning.
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_hidden(c) {
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
    if text.chars().all(kept) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c if kept(c) => out.push(c),
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// Characters that are obeyed or hidden rather than shown, or are none at all.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
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

    proptest! {
        #[test]
        fn nothing_hidden_survives(text in any::<String>()) {
            let cleaned = clean(&text).into_owned();
            prop_assert!(!cleaned.chars().any(is_hidden));
            prop_assert_eq!(clean(&cleaned), cleaned.as_str());
            let tidied = tidy(&text).into_owned();
            prop_assert!(!tidied.chars().any(|c| is_hidden(c) && !matches!(c, '\n' | '\t')));
            prop_assert_eq!(clean(&tidied), cleaned.as_str());
        }

        #[test]
        fn a_cut_text_fits(text in any::<String>(), limit in 0_usize..40) {
            let text = clean(&text).into_owned();
            prop_assert!(width(&truncate(&text, limit)) <= limit.max(width("")));
        }
    }
}
