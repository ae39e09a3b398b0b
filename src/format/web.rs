//! Text from strangers, made ready for a page: clean, with links that lead to the web alone.
//! Templates escape it.

use crate::model::disclosure::Source;
use crate::page::whose::Link;
use crate::text::clean::{clean, truncate};

/// The text on one line, without anything hidden.
pub(crate) fn plain(text: &str) -> String {
    clean(text).trim().to_owned()
}

/// Columns of the longest name that is shown in full.
const NAME: usize = 120;

/// A name or heading: the same, cut where no name is that long.
pub(crate) fn named(text: &str) -> String {
    truncate(&plain(text), NAME).into_owned()
}

/// A source as a reader sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Where it leads, if to the web.
    pub(crate) href: Option<String>,
    /// What it is called.
    pub(crate) text: String,
    /// The site it leads to, where its name does not say so.
    pub(crate) site: Option<String>,
    /// Where a copy that will not change is.
    pub(crate) archived: Option<String>,
    /// The day it was read.
    pub(crate) accessed: Option<String>,
    /// The words that matter.
    pub(crate) quote: Option<String>,
}

/// The longest address that is shown in full.
const LONGEST: usize = 60;

/// A source made ready.
pub(crate) fn reference(source: &Source) -> Reference {
    let maybe = |text: &Option<String>| text.as_deref().map(plain).filter(|text| !text.is_empty());
    let web = |url: &Option<String>| url.as_deref().and_then(web);
    let (title, href) = (source.title.as_deref().map(named), web(&source.url));
    let title = title.filter(|title| !title.is_empty());
    let address = href.as_deref().map(|url| truncate(bare(url), LONGEST).into_owned());
    let text = title.clone().or_else(|| address.clone()).or_else(|| maybe(&source.url));
    let archived = web(&source.archived);
    // A name may be anything: beside it stands where the link leads.
    let site = title.and_then(|_| href.as_deref().and_then(host)).map(str::to_owned);
    Reference {
        text: text.unwrap_or_else(|| "source".to_owned()),
        site,
        archived,
        accessed: maybe(&source.accessed),
        quote: maybe(&source.quote),
        href,
    }
}

/// A way to whom a credit names, with the address itself where it is not one of the web.
pub(crate) fn link(link: &Link) -> Reference {
    let (href, label) = (web(&link.url), plain(&link.label));
    let text = if href.is_some() { label } else { format!("{label}: {}", plain(&link.url)) };
    Reference { href, text, ..Reference::default() }
}

/// The address itself if it is one of the web, without anything that a browser would read otherwise
/// than a person.
pub(crate) fn web(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = |scheme: &str| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let rest = if scheme("https://") {
        &url[8..]
    } else if scheme("http://") {
        &url[7..]
    } else {
        return None;
    };
    let odd = |c: char| c.is_whitespace() || c == '\\' || crate::text::clean::is_hidden(c);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let fit = !host.is_empty() && !host.contains('@') && !url.contains(odd);
    fit.then(|| url.to_owned())
}

/// An address without what every address has.
fn bare(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

fn host(url: &str) -> Option<&str> {
    bare(url).split(['/', '?', '#', ':']).next().filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_web_is_linked() {
        for url in ["https://a.org/x?y=1#z", "HTTP://a.org", "https://a.org/\"onclick=\"x"] {
            assert_eq!(web(url).as_deref(), Some(url));
        }
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//a.org",
            "a.org",
            "https://",
            "https://bank.com@evil.org/",
            "https:\\\\a.org",
            "https://a.org/a b",
            "java\nscript:x",
            "https://a.org/\u{202e}gpj",
            "",
        ] {
            assert_eq!(web(url), None, "{url:?}");
        }
    }

    #[test]
    fn a_title_does_not_hide_where_a_link_leads() {
        let source = Source {
            url: Some("https://www.evil.org/a/b".into()),
            title: Some("https://bank.com".into()),
            ..Source::default()
        };
        let found = reference(&source);
        assert_eq!(
            (found.text.as_str(), found.site.as_deref()),
            ("https://bank.com", Some("evil.org"))
        );
        let found = reference(&Source { title: None, ..source });
        assert_eq!((found.text.as_str(), found.site), ("evil.org/a/b", None));
    }

    proptest! {
        #[test]
        fn any_text_is_some_reference(url in any::<String>(), title in any::<Option<String>>()) {
            let source = Source { url: Some(url), title, ..Source::default() };
            let found = reference(&source);
            prop_assert!(!found.text.is_empty());
            let web = |href: &String| href.to_lowercase().starts_with("http");
            prop_assert!(found.href.iter().all(web));
        }
    }
}
