//! A text as a YAML scalar that reads back as the same text.

use std::fmt::Write as _;

use crate::text::clean::is_hidden;

/// The longest text, in characters, that stands beside its key; longer prose gets lines of its own.
const BESIDE: usize = 80;

/// A text as it stands after `key:` — bare, quoted, or as a literal block — with the space before
/// it. Lines of a block begin with `indent` spaces.
pub fn scalar(text: &str, indent: usize) -> String {
    let short = !text.contains('\n') && text.chars().count() <= BESIDE;
    if short && is_plain(text) && !is_word(text) {
        return format!(" {text}");
    }
    if short || !is_block(text) {
        return format!(" {}", quoted(text));
    }
    // A line of folded prose that begins with a space or tab would keep the break before it.
    if !text.contains(['\n', '\t']) && !text.contains("  ") && !text.starts_with(' ') {
        return folded(text, indent);
    }
    let mut out = String::from(" |-");
    for line in text.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            let _ = write!(out, "{:indent$}{line}", "");
        }
    }
    out
}

/// The widest line of folded prose, in characters.
const WIDTH: usize = 88;

/// One paragraph over several lines; read back, the line breaks are spaces again.
fn folded(text: &str, indent: usize) -> String {
    let mut out = String::from(" >-");
    let mut used = usize::MAX;
    for word in text.split(' ') {
        let wide = word.chars().count();
        if used.saturating_add(1 + wide) > WIDTH {
            let _ = write!(out, "\n{:indent$}{word}", "");
            used = indent + wide;
        } else {
            let _ = write!(out, " {word}");
            used += 1 + wide;
        }
    }
    out
}

/// A web address: bare however long it is.
pub fn address(text: &str) -> String {
    if is_plain(text) && !is_word(text) { text.to_owned() } else { quoted(text) }
}

/// A word of a closed set, such as a trait's value: `true` and `false` stay bare.
pub fn word(text: &str) -> String {
    let bare = is_plain(text) && (matches!(text, "true" | "false") || !is_word(text));
    if bare { text.to_owned() } else { quoted(text) }
}

/// A mapping's key.
pub fn key(text: &str) -> String {
    word(text)
}

/// A date, bare if it is made of nothing but digits and hyphens.
pub fn date(text: &str) -> String {
    let bare = text.starts_with(|c: char| c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if bare { text.to_owned() } else { quoted(text) }
}

/// A text between double quotes, with everything escaped that is not plainly visible.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_shown(c) => out.push(c),
            c => {
                let _ = match u32::from(c) {
                    code @ ..=0xff => write!(out, "\\x{code:02X}"),
                    code @ ..=0xffff => write!(out, "\\u{code:04X}"),
                    code => write!(out, "\\U{code:08X}"),
                };
            }
        }
    }
    out.push('"');
    out
}

/// Characters that a reader of the file sees as themselves: not what is hidden, and no spaces other
/// than the space.
pub(crate) fn is_shown(c: char) -> bool {
    c == ' ' || !(c.is_whitespace() || is_hidden(c))
}

/// Whether YAML reads the bare text as one scalar with these very characters.
fn is_plain(text: &str) -> bool {
    let begins = |c: char| c.is_alphanumeric() || c == '(' || c == '/';
    text.starts_with(begins)
        && text.chars().all(is_shown)
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
}

/// Whether some reader of YAML would take the bare text for a number, a date, a truth value or
/// nothing.
fn is_word(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let number = |c: char| c.is_ascii_hexdigit() || "xXoO_+-.,:tTzZ ".contains(c);
    matches!(lower.as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n")
        || (text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(number))
}

/// Whether a literal block holds the text: only visible characters on every line, and no space
/// that an editor would take away.
fn is_block(text: &str) -> bool {
    let visible = |c: char| c == '\t' || is_shown(c);
    let lines_fit =
        text.split('\n').all(|line| line.chars().all(visible) && !line.ends_with([' ', '\t']));
    lines_fit && !text.starts_with([' ', '\t', '\n']) && !text.ends_with('\n')
}

/// A line, set in by so many spaces.
pub(super) fn line(out: &mut String, indent: usize, text: &str) {
    // Writing to memory does not fail.
    let _ = writeln!(out, "{:indent$}{text}", "");
}
