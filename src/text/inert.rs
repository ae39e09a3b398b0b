//! Text for the log of a CI system, which obeys some of the lines it is shown.
//!
//! GitHub's runner takes a line for a command when it starts, after white space, with `::`, or
//! holds `##[name]` anywhere; Azure Pipelines obeys `##vso[…]` and TeamCity `##teamcity[…]`. To
//! indent a line is therefore not enough. Asking the runner to stop obeying needs a token nobody
//! can guess, and would make every run's output different.

use std::borrow::Cow;

use super::clean::is_hidden;

/// The text with a space in whatever would be taken for a command: the same everywhere, so that a
/// log can be compared with what a terminal shows.
///
/// ```
/// use fmti::text::inert::inert;
/// assert_eq!(inert("a\n  ::error::b"), "a\n  : :error::b");
/// assert_eq!(inert("## Data ##[add-mask]c"), "## Data # #[add-mask]c");
/// assert_eq!(inert("a::b ## [c]"), "a::b ## [c]");
/// ```
pub fn inert(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut at_start = true;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        out.push(c);
        if c == ':' && at_start && rest.starts_with("::") || c == '#' && opens(rest) {
            out.push(' ');
        }
        at_start = matches!(c, '\n' | '\r') || at_start && (c.is_whitespace() || is_hidden(c));
    }
    Cow::Owned(out)
}

/// Whether a text starts as `##[` or `##word[` do.
pub(crate) fn opens(text: &str) -> bool {
    text.strip_prefix("##").is_some_and(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('[')
    })
}

#[cfg(test)]
#[path = "../../tests/data/hostile.rs"]
pub(crate) mod hostile;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_line_is_obeyed_and_nothing_is_lost(text in hostile::text()) {
            let shown = inert(&text);
            prop_assert!(!shown.split(['\n', '\r']).any(hostile::obeyed), "{shown:?}");
            prop_assert_eq!(inert(&shown), shown.as_ref());
            prop_assert_eq!(shown.replace(' ', ""), text.replace(' ', ""));
        }
    }
}
