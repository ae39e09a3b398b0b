//! Whether a text is a web address.

use std::cell::RefCell;

use url::{Host, SyntaxViolation, Url};

use crate::text::clean::is_hidden;

/// What a text lacks to be a web address; nothing if it is one. The text itself is kept as it was
/// written: an address that was made prettier may be another.
pub fn wrong(text: &str) -> Option<&'static str> {
    if is_plain(text) { None } else { parsed(text) }
}

/// Whether an address is of the plain kind that nearly all are, with nothing in it that could be
/// taken in two ways. To parse all addresses of an edition takes longer than to score it.
fn is_plain(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    // A last label without letters could be a number, and one with hyphens another script.
    let last = host.rsplit('.').next().unwrap_or_default();
    host.split('.').all(label)
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && !host.contains("--")
        && host.len() < 250
        && rest[host.len()..].bytes().all(|b| b.is_ascii_graphic() && b != b'\\')
}

/// The same by a parser, for any address.
fn parsed(text: &str) -> Option<&'static str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return Some("it does not begin with https:// or http://");
    }
    if text.chars().any(char::is_whitespace) {
        return Some("there is white space in it");
    }
    // A mark that turns the direction of writing shows another address than it opens.
    if text.chars().any(is_hidden) {
        return Some("there is a character in it that cannot be seen");
    }
    // Browsers take it for a slash: the host may end elsewhere than it seems.
    if text.contains('\\') {
        return Some("there is a backslash in it");
    }
    let violations = RefCell::new(Vec::new());
    let note = |violation| violations.borrow_mut().push(violation);
    let Ok(url) = Url::options().syntax_violation_callback(Some(&note)).parse(text) else {
        return Some("it names no host");
    };
    if !url.username().is_empty() || url.password().is_some() || text_has_user(text) {
        return Some("there is a user's name or password in it");
    }
    let named = match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            // In ASCII, as it is asked for.
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
            name.split('.').all(|label| !label.is_empty()) && name.bytes().all(plain)
        }
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => true,
        None => false,
    };
    if !named || violations.borrow().contains(&SyntaxViolation::ExpectedDoubleSlash) {
        return Some("it names no host");
    }
    None
}

/// Whether something stands before the host, if only an empty name.
fn text_has_user(text: &str) -> bool {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().is_some_and(|before| before.contains('@'))
}

/// Whether a text is nothing but a web address.
pub fn is_address(text: &str) -> bool {
    wrong(text.trim()).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_plain_parses(text in "https?://([a-zA-Z0-9-]{1,9}\\.){0,3}[a-zA-Z]{1,8}([/?#][!-~]{0,40})?") {
            prop_assert!(!is_plain(&text) || parsed(&text).is_none(), "{text}");
        }
    }

    #[test]
    fn addresses_are_told_from_what_looks_like_them() {
        for good in [
            "https://example.org",
            "http://example.org./a/(b)?c=[d]|e#f",
            "https://example.org:8080/%7Euser/@name",
            "https://[::1]/a",
            "https://192.0.2.1/",
            "https://bücher.example/ü?ä=ö",
            "https://localhost",
            "https://example.org/100%",
            "https://example.org/\"<x>",
        ] {
            assert_eq!(wrong(good), None, "{good}");
        }
        for bad in [
            "https:///",
            "https:///example.org",
            "https://",
            "https://[::1",
            "https://\"",
            "https://?",
            "https://#a",
            "https://:80",
            "https://.",
            "https://a..b",
            "https://example.org:99999/",
            "https://example.org:port/",
            "https://user:secret@example.org/",
            "https://user@example.org/",
            "https://@example.org/",
            "https://:@example.org/",
            "https://example.org/\u{202e}gpj",
            "https://exa\u{200b}mple.org/",
            "https://example.org/a b",
            "https://example.org\\a",
            "https://exa mple.org",
            "https://example.org\"/",
            "https://a,b/",
            "https://xn--zzzzzz/",
            "https:example.org",
            "HTTPS://example.org",
            "ftp://example.org",
            "javascript:alert(1)",
            "",
        ] {
            assert!(wrong(bad).is_some(), "{bad}");
        }
    }
}
