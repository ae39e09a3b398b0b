//! What changed between two texts, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// How many words two texts may have between where they begin and where they end to differ. Beyond
/// that all between counts as changed, so that no text takes long.
const MOST: usize = 2_000;
/// The longest run of changed words shown whole, in characters.
const LONGEST: usize = 400;
/// Words shown around a change.
const AROUND: usize = 5;

/// The change as `git diff --word-diff` writes it: `Mostly [-English-]{+German+} text`.
pub(super) fn marked(old: &str, new: &str) -> String {
    let (old, new) = (tokens(old), tokens(new));
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tails = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = tails.take_while(|(a, b)| a == b).count();
    let (before, now) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    let ops = if before.len() + now.len() <= MOST {
        capture_diff_slices(Algorithm::Myers, before, now)
    } else {
        vec![DiffOp::Replace {
            old_index: 0,
            old_len: before.len(),
            new_index: 0,
            new_len: now.len(),
        }]
    };
    let mut out = String::new();
    if start > 0 {
        out += &context(&old[..start], 0, AROUND);
    }
    for op in ops {
        let (before, now) = (&before[op.old_range()], &now[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => out += &context(before, AROUND, AROUND),
            _ => out += &changed(before, now),
        }
    }
    if end > 0 {
        out += &context(&old[old.len() - end..], AROUND, 0);
    }
    out.trim_start().to_owned()
}

/// A text that is all new.
pub(super) fn added(new: &str) -> String {
    format!("{{+{}+}}", cut(&spaced(new)))
}

/// A text that is all gone.
pub(super) fn removed(old: &str) -> String {
    format!("[-{}-]", cut(&spaced(old)))
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word or a mark beside it, and whether a space stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Token<'a> {
    text: &'a str,
    spaced: bool,
}

/// Words, and the marks at their ends as words of their own: a new list item changes no other.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    for word in text.split_whitespace() {
        let core = word.trim_end_matches([',', ';', '.', ':', '!', '?', ')', ']']);
        let core = if core.is_empty() { word } else { core };
        out.push(Token { text: core, spaced: true });
        let marks = &word[core.len()..];
        out.extend(marks.split_inclusive(|_| true).map(|text| Token { text, spaced: false }));
    }
    out
}

fn joined(tokens: &[Token<'_>]) -> String {
    let word = |token: &Token<'_>| [if token.spaced { " " } else { "" }, token.text].concat();
    tokens.iter().map(word).collect()
}

/// Unchanged words, but those far from any change.
fn context(tokens: &[Token<'_>], first: usize, last: usize) -> String {
    if tokens.len() <= first + last + 1 {
        return joined(tokens);
    }
    let (head, tail) = (&tokens[..first], &tokens[tokens.len() - last..]);
    format!("{} …{}", joined(head), joined(tail))
}

/// What is gone, and what came in its place; the space before both stands outside the marks.
fn changed(old: &[Token<'_>], new: &[Token<'_>]) -> String {
    let (mut old, mut new) = (joined(old), joined(new));
    let space = [&old, &new].into_iter().all(|text| text.is_empty() || text.starts_with(' '));
    if space {
        (old, new) = (old.trim_start().to_owned(), new.trim_start().to_owned());
    }
    // In a word of great length, what differs may stand far behind.
    let mut same = 0;
    for (a, b) in old.chars().zip(new.chars()) {
        if a != b {
            break;
        }
        same += a.len_utf8();
    }
    if same > LONGEST / 2 {
        (old, new) = (format!("…{}", &old[same..]), format!("…{}", &new[same..]));
    }
    let mut out = if space { " ".to_owned() } else { String::new() };
    for (text, [open, close]) in [(&old, ["[-", "-]"]), (&new, ["{+", "+}"])] {
        if !text.is_empty() {
            out += &[open, &cut(text), close].concat();
        }
    }
    out
}

/// The start of a text.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((at, _)) => {
            // At a space, if one is near.
            let start = &text[..at];
            let word = start.rfind(' ').filter(|space| *space > at / 2);
            format!("{} …", &start[..word.unwrap_or(at)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_marked_where_they_changed() {
        for (old, new, wanted) in [
            ("Mostly English text", "Mostly German text", "Mostly [-English-]{+German+} text"),
            ("one two", "three four", "[-one two-]{+three four+}"),
            ("a, b, c", "a, c", "a, [-b,-] c"),
            ("a; b", "a; b; c", "a; b{+; c+}"),
            ("It ends.", "It ends", "It ends[-.-]"),
            ("a b", "x a b", "{+x+} a b"),
            ("a  b\nc", "a b\tc", "a b c"),
        ] {
            assert_eq!(marked(old, new), wanted);
        }
    }

    #[test]
    fn words_far_from_a_change_are_left_out() {
        let long = "w ".repeat(40);
        let text = marked(&format!("{long}one {long}"), &format!("{long}two {long}"));
        assert_eq!(text, "… w w w w w [-one-]{+two+} w w w w w …");
    }

    #[test]
    fn however_long_a_text_its_change_is_seen() {
        let many: String = (0..100_000).map(|n| format!("word{n} ")).collect();
        let text = marked(&format!("{many} a {many}"), &format!("{many} b {many}"));
        assert!(text.contains("word99999 [-a-]{+b+} word0"), "{text}");
        let far = "x".repeat(1_000_000);
        let text = marked(&format!("{far}1"), &format!("{far}2"));
        assert_eq!(text, "[-…1-]{+…2+}");
        let other: String = (0..100_000).map(|n| format!("other{n} ")).collect();
        let text = marked(&many, &other);
        assert!(text.starts_with("[-word0 word1 ") && text.contains(" …-]{+other0 "), "{text}");
        assert!(text.chars().count() < 3 * LONGEST);
        assert!(added(&far).len() < 2 * LONGEST && removed(&many).len() < 2 * LONGEST);
    }

    proptest! {
        /// Without the marks of what was added, the old words stand there; without those of what is
        /// gone, the new.
        #[test]
        fn both_texts_can_be_read_from_it(
            old in "([ab][,.]? ?){0,12}", new in "([ab][,.]? ?){0,12}",
        ) {
            let text = marked(&old, &new);
            prop_assume!(!text.contains('…'));
            let without = |text: &str, [open, close]: [&str; 2]| {
                let mut parts = text.split(open);
                let mut out = parts.next().unwrap_or_default().to_owned();
                parts.for_each(|part| out += part.split_once(close).unwrap().1);
                out
            };
            let plain = |text: String, marks: [&str; 2]| {
                let text = marks.iter().fold(text, |text, mark| text.replace(mark, ""));
                text.split_whitespace().collect::<String>()
            };
            let (gone, come) = (["[-", "-]"], ["{+", "+}"]);
            let squeezed = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(plain(without(&text, come), gone), squeezed(&old));
            prop_assert_eq!(plain(without(&text, gone), come), squeezed(&new));
        }
    }
}
