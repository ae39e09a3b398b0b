//! Web addresses in prose.

use std::ops::Range;

use crate::file::address;
use crate::model::Source;

/// The sources an answer names: addresses in its references, then in its statement, each once; and
/// the references themselves where they say more than addresses.
pub(super) fn sources(references: Option<&str>, statement: Option<&str>) -> Vec<Source> {
    let mut urls: Vec<&str> = Vec::new();
    for text in [references, statement].into_iter().flatten() {
        for range in scan(text) {
            if !urls.contains(&&text[range.clone()]) {
                urls.push(&text[range]);
            }
        }
    }
    let linked = |url: &str| Source { url: Some(url.to_owned()), ..Source::default() };
    let mut sources: Vec<Source> = urls.into_iter().map(linked).collect();
    if let Some(text) = references.filter(|text| says_more(text)) {
        sources.push(Source { title: Some(text.to_owned()), ..Source::default() });
    }
    sources
}

/// Whether a text has words besides its addresses.
fn says_more(text: &str) -> bool {
    let mut rest = text.to_owned();
    for range in scan(text).into_iter().rev() {
        rest.replace_range(range, " ");
    }
    rest.chars().any(char::is_alphanumeric)
}

/// Where the addresses in a text are. An address ends at white space, quotes and angle brackets, at
/// a bracket it did not open, and before the punctuation of the sentence around it.
fn scan(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("http").map(|at| at + from) {
        from = at + "http".len();
        let Some(scheme) = ["https://", "http://"].iter().find(|s| text[at..].starts_with(**s))
        else {
            continue;
        };
        let begin = at + scheme.len();
        let end = begin + length(&text[begin..]);
        // What no file may hold as an address stays in the text around it.
        if address::wrong(&text[at..end]).is_none() {
            found.push(at..end);
            from = end;
        }
    }
    found
}

/// How many bytes after the scheme belong to the address.
fn length(rest: &str) -> usize {
    let stops =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\'');
    let mut end = rest.find(stops).unwrap_or(rest.len());
    let mut open: Vec<char> = Vec::new();
    for (at, c) in rest[..end].char_indices() {
        match c {
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' if open.pop() != Some(c) => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    let punctuation = |c: char| matches!(c, '.' | ',' | ';' | ':' | '’' | '”' | '»');
    rest[..end].trim_end_matches(punctuation).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn urls(text: &str) -> Vec<&str> {
        scan(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, found) in [
            ("see https://a.org/x.", vec!["https://a.org/x"]),
            ("(https://a.org/x), https://b.org", vec!["https://a.org/x", "https://b.org"]),
            ("https://a.org/r_(1).pdf)", vec!["https://a.org/r_(1).pdf"]),
            ("[a](https://a.org/x) b", vec!["https://a.org/x"]),
            ("\"https://a.org\" <http://b.org/>", vec!["https://a.org", "http://b.org/"]),
            ("https://a.org/#:~:text=x,-y,z", vec!["https://a.org/#:~:text=x,-y,z"]),
            ("http://w.org/web/1/https://a.org/", vec!["http://w.org/web/1/https://a.org/"]),
            ("https:// http://) http https", vec![]),
            ("https://a.org/x”", vec!["https://a.org/x"]),
        ] {
            assert_eq!(urls(text), found, "{text}");
        }
    }

    #[test]
    fn every_address_built_in_is_found_whole() {
        let mut count = 0;
        for id in crate::load::builtin::editions() {
            let index = crate::load::index::builtin_edition(id).unwrap().index.unwrap();
            let answers = index.entries.iter().flat_map(|e| e.disclosure.answers.iter().flatten());
            for url in answers.flat_map(|a| &a.sources).filter_map(|s| s.url.as_deref()) {
                assert_eq!(urls(&format!("(see {url}), {url}.")), [url, url]);
                count += 1;
            }
        }
        assert!(count > 1_000, "{count}");
    }

    #[test]
    fn references_that_say_more_are_kept() {
        let titles = |references: &str| -> Vec<String> {
            let all = sources(Some(references), None);
            all.into_iter().filter_map(|s| s.title).collect()
        };
        assert!(titles("https://a.org, https://b.org;\n(http://c.org)").is_empty());
        assert_eq!(titles("Paper: https://a.org"), ["Paper: https://a.org"]);
        let both = sources(Some("https://b.org"), Some("https://a.org https://b.org"));
        let both: Vec<_> = both.into_iter().filter_map(|s| s.url).collect();
        assert_eq!(both, ["https://b.org", "https://a.org"]);
    }

    proptest! {
        #[test]
        fn what_is_found_is_an_address(text in "(https?://|http|[a-c() .\\]\u{e9}\u{1}\n]){0,20}") {
            for url in urls(&text) {
                let rest = url.split_once("://").unwrap().1;
                prop_assert!(!rest.is_empty());
                prop_assert!(!rest.chars().any(|c| c.is_whitespace() || c.is_control()));
            }
        }
    }
}
