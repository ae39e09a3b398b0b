//! What every page has around it.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::book::Book;
use crate::format::web::{Reference, named, plain};
use crate::model::Words;

const STYLE: &str = include_str!("../../templates/site/site.css");
const SCRIPT: &str = include_str!("../../templates/site/site.js");

static POLICY: LazyLock<[String; 2]> = LazyLock::new(|| [policy(None), policy(Some(SCRIPT))]);

/// Head, header and footer of a page.
pub(super) struct Base {
    /// In the browser's tab and among search results.
    pub(super) title: String,
    /// One sentence for search results.
    pub(super) about: String,
    /// The way from the page to the report's folder: empty, `../`, or longer.
    pub(super) root: &'static str,
    /// What a browser may do with the page.
    pub(super) policy: &'static str,
    pub(super) style: &'static str,
    pub(super) script: Option<&'static str>,
    pub(super) version: &'static str,
    /// Title of the whole report.
    pub(super) report: String,
    /// Which part of the report the page belongs to.
    pub(super) here: &'static str,
    /// Whether there is another edition to compare with.
    pub(super) has_change: bool,
    /// What must be known before any number is believed.
    pub(super) unofficial: Option<String>,
    /// Where the numbers come from.
    pub(super) sources: Vec<String>,
    /// What the index calls things.
    pub(super) says: Says,
    /// Whose words are on the pages.
    pub(super) words: Option<String>,
    /// Who says how catalogs relate, where some are compared.
    pub(super) crosswalks: Vec<String>,
    /// Where the index, its papers and licences are.
    pub(super) links: Vec<Reference>,
}

/// What an index calls things, harmless on a page.
pub(super) struct Says {
    /// Who is ranked.
    pub(super) ranked: String,
    /// The same, of more than one.
    pub(super) rankeds: String,
    /// The same, of one and as a heading.
    pub(super) one: String,
    /// The same, of more than one and as a heading.
    pub(super) heading: String,
    /// What answers are about, as a heading.
    pub(super) model: String,
    /// What is asked.
    pub(super) asked: String,
    /// The same, of more than one.
    pub(super) askeds: String,
    /// The same, of one and as a heading.
    pub(super) asked_one: String,
    /// The same, of more than one and as a heading.
    pub(super) asked_heading: String,
    /// Whether answers are disclosures.
    pub(super) disclosed: bool,
}

impl Says {
    fn new(words: &Words) -> Self {
        Self {
            ranked: named(&words.ranked.one),
            rankeds: named(&words.ranked.many),
            one: named(&words.ranked.capital()),
            heading: named(&words.ranked.capitals()),
            model: words.model.as_ref().map_or_else(String::new, |noun| named(&noun.capital())),
            asked: named(&words.asked.one),
            askeds: named(&words.asked.many),
            asked_one: named(&words.asked.capital()),
            asked_heading: named(&words.asked.capitals()),
            disclosed: words.disclosed,
        }
    }
}

impl Base {
    /// What a page in a folder so deep has around it.
    pub(super) fn new(book: &Book<'_>, depth: usize, here: &'static str, title: &str) -> Self {
        let view = book.main();
        let attribution = view.scored.index.attribution(&view.scored.sheet.rater);
        let unofficial = !view.scored.index.is_official(&view.scored.sheet.rater);
        Self {
            title: title.to_owned(),
            about: title.to_owned(),
            root: ["", "../", "../../"][depth.min(2)],
            policy: &POLICY[0],
            style: STYLE,
            script: None,
            version: env!("CARGO_PKG_VERSION"),
            report: book.title(),
            here,
            has_change: book.change(book.newest()).is_some(),
            unofficial: unofficial.then(|| plain(&attribution)),
            sources: book
                .site
                .editions
                .iter()
                .rev()
                .map(|view| credit(view.scored.index, &view.scored.sheet.rater))
                .collect(),
            says: Says::new(view.scored.words()),
            words: book.words.clone(),
            crosswalks: book.crosswalks.clone(),
            links: book.links.clone(),
        }
    }

    /// With the script that sorts and filters.
    pub(super) fn with_script(mut self) -> Self {
        (self.script, self.policy) = (Some(SCRIPT), &POLICY[1]);
        self
    }
}

pub(super) use crate::answer::figures::credit;

/// Nothing from anywhere, but for this style, this script, and the empty picture that keeps browsers
/// from asking for an icon. Both are in the page itself: what `'self'` means for a file on a disk
/// differs between browsers, and a page that is passed on alone stays whole.
fn policy(script: Option<&str>) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let script = script.map_or_else(|| "'none'".to_owned(), hash);
    format!(
        "default-src 'none'; style-src {}; script-src {script}; img-src data:; base-uri 'none'; \
         form-action 'none'",
        hash(STYLE)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_cannot_end_early() {
        assert!(!STYLE.to_lowercase().contains("</style"));
        assert!(!SCRIPT.to_lowercase().contains("</script") && !SCRIPT.contains("<!--"));
    }

    #[test]
    fn the_policy_allows_nothing_by_word() {
        for policy in POLICY.iter() {
            assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"));
            assert!(!policy.contains("'self'") && !policy.contains("http"));
        }
    }
}
