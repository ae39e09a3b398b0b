//! Whose words stand beside the numbers, in the one sentence that every format prints; and where
//! the index, its paper and its licence are.
//!
//! Catalogs and editions say it themselves. Of what they do not say, nothing is said here.

use serde_json::{Map, Value as Json, json};

use crate::model::{Answer, Catalog, Edition, Index, Words};

use crate::text::words::{capital, listed};

/// What an output carries besides points, ranks and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// What is asked and what earns points.
    Questions,
    /// What is counted by theme.
    Themes,
    /// Statements, stances and typed values.
    Statements,
    /// Links to sources.
    Sources,
}

/// All of it.
pub const ALL: &[Carried] =
    &[Carried::Questions, Carried::Themes, Carried::Statements, Carried::Sources];

/// Something that has an author.
#[derive(Clone, Copy, PartialEq)]
enum Thing {
    Names,
    IndicatorNames,
    DeveloperNames,
    Sources,
    Questions,
    Themes,
    Statements,
}

impl Thing {
    /// What there is to credit for what is carried: names always, and published things first.
    fn of(carried: &[Carried]) -> Vec<Self> {
        let mut things = vec![Self::Names, Self::IndicatorNames, Self::DeveloperNames];
        let kinds = [
            (Carried::Sources, Self::Sources),
            (Carried::Questions, Self::Questions),
            (Carried::Themes, Self::Themes),
            (Carried::Statements, Self::Statements),
        ];
        things.extend(kinds.iter().filter(|(kind, _)| carried.contains(kind)).map(|kind| kind.1));
        things
    }

    /// Whether it is words, not what was published.
    fn is_words(self) -> bool {
        matches!(self, Self::Questions | Self::Themes | Self::Statements)
    }
}

/// Who made something, and who did not though one might think so.
type By<'a> = (&'a str, Option<&'a str>);

/// What one author made, and in which editions.
struct Claim<'a> {
    thing: Thing,
    by: By<'a>,
    editions: Vec<&'a str>,
}

/// Who wrote what an output of some editions carries, in a sentence without a full stop; nothing
/// where no catalog or edition says so.
///
/// ```
/// use fmti::load::index::builtin_edition;
/// use fmti::page::whose::{Carried, words};
/// let index = builtin_edition("2025").unwrap().index.unwrap();
/// assert_eq!(
///     words(&[&index], &[Carried::Questions]).unwrap(),
///     "Names by the FMTI team; questions, guidance and criteria by the authors of fmti, not by the \
///      FMTI team"
/// );
/// assert_eq!(words(&[&index], &[]), None);
/// ```
pub fn words(indexes: &[&Index], carried: &[Carried]) -> Option<String> {
    let mut claims: Vec<Claim<'_>> = Vec::new();
    for thing in Thing::of(carried) {
        for index in indexes.iter().filter(|index| carries(index, thing)) {
            let Some(by) = author(index, thing) else { continue };
            let id = index.edition.id.as_str();
            match claims.iter_mut().find(|claim| claim.thing == thing && claim.by == by) {
                Some(claim) => claim.editions.push(id),
                None => claims.push(Claim { thing, by, editions: vec![id] }),
            }
        }
    }
    let has_words = claims.iter().any(|claim| claim.thing.is_words());
    has_words.then(|| sentence(&claims, indexes))
}

/// Whether there is any of it in an edition.
fn carries(index: &Index, thing: Thing) -> bool {
    let answers =
        || index.entries.iter().flat_map(|entry| entry.disclosure.answers.iter().flatten());
    match thing {
        Thing::Sources => answers().any(|answer| !answer.sources.is_empty()),
        Thing::Statements => answers().any(Answer::is_typed),
        _ => true,
    }
}

/// Who made it, if anybody is named.
fn author(index: &Index, thing: Thing) -> Option<By<'_>> {
    let (catalog, edition) = (&index.catalog, &index.edition);
    let names = (catalog.published_by.as_deref(), edition.published_by.as_deref());
    let same = names.0 == names.1;
    let (by, publisher) = match thing {
        Thing::Names => (names.0.filter(|_| same), None),
        Thing::IndicatorNames => (names.0.filter(|_| !same), None),
        Thing::DeveloperNames => (names.1.filter(|_| !same), None),
        Thing::Sources => (names.1, None),
        Thing::Statements => (edition.words_by.as_deref(), names.1),
        Thing::Questions | Thing::Themes => (catalog.words_by.as_deref(), names.0),
    };
    Some((by?, publisher.filter(|publisher| Some(*publisher) != by)))
}

/// Everything by one author together, in the order of their first coming.
fn sentence(claims: &[Claim<'_>], indexes: &[&Index]) -> String {
    // Where an edition has the same from somebody else, or from nobody who is named, it is said of
    // which editions this is true.
    let mut groups: Vec<(By<'_>, Vec<String>, Vec<&str>)> = Vec::new();
    let words = match indexes.last() {
        Some(index) => &index.catalog.words,
        None => Words::of_any(),
    };
    for claim in claims {
        let names = called(claim.thing, words);
        let all = indexes.iter().filter(|index| carries(index, claim.thing)).count();
        let only = claim.editions.len() < all;
        let editions = if only { claim.editions.clone() } else { Vec::new() };
        match groups.iter_mut().find(|group| group.0 == claim.by && group.2 == editions) {
            Some(group) => group.1.extend(names),
            None => groups.push((claim.by, names, editions)),
        }
    }
    let text = groups.iter().map(|((by, not_by), names, editions)| {
        let of = match editions.as_slice() {
            [] => String::new(),
            [only] => format!(" of edition {only}"),
            several => format!(" of editions {}", listed(several)),
        };
        let not = not_by.map(|not_by| format!(", not by {not_by}")).unwrap_or_default();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        format!("{}{of} by {by}{not}", listed(&names))
    });
    capital(&text.collect::<Vec<_>>().join("; "))
}

fn called(thing: Thing, words: &Words) -> Vec<String> {
    let plain: &[&str] = match thing {
        Thing::Names => &["names"],
        Thing::IndicatorNames => return vec![format!("names of {}", words.asked.many)],
        Thing::DeveloperNames => {
            let models = words.model.as_ref().map(|model| format!(" and {}", model.many));
            return vec![format!("names of {}{}", words.ranked.many, models.unwrap_or_default())];
        }
        Thing::Sources => &["source links"],
        Thing::Questions => &["questions", "guidance", "criteria"],
        Thing::Themes => &["themes"],
        Thing::Statements => &["statements", "stances", "typed values"],
    };
    plain.iter().map(|name| (*name).to_owned()).collect()
}

/// Which catalog, who published its indicators, and whose words its questions are, for machines.
pub(crate) fn catalog_json(catalog: &Catalog) -> Json {
    json!({
        "id": catalog.id,
        "sha256": catalog.sha256,
        "published_by": catalog.published_by,
        "words_by": catalog.words_by,
    })
}

/// The same of an edition, and where it is, for machines.
pub(crate) fn edition_json(edition: &Edition) -> Map<String, Json> {
    let keys = [
        ("published_by", &edition.published_by),
        ("words_by", &edition.words_by),
        ("licence", &edition.licence),
        ("licence_url", &edition.licence_url),
        ("site", &edition.site),
        ("paper", &edition.paper),
    ];
    keys.into_iter().map(|(key, text)| (key.to_owned(), json!(text))).collect()
}

/// A way to whom a credit names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is there, in a few words.
    pub label: String,
    /// Its address.
    pub url: String,
}

/// Where the index, the papers and the licences of some editions are, each once.
pub fn links(indexes: &[&Index]) -> Vec<Link> {
    let mut out: Vec<Link> = Vec::new();
    let mut add = |label: String, url: Option<&String>| {
        let Some(url) = url else { return };
        if out.iter().all(|link| link.url != *url) {
            out.push(Link { label, url: url.clone() });
        }
    };
    let several = indexes.len() > 1;
    for edition in indexes.iter().map(|index| &index.edition) {
        add("the index’s site".into(), edition.site.as_ref());
    }
    for edition in indexes.iter().map(|index| &index.edition) {
        let of = if several { format!(" on edition {}", edition.id) } else { String::new() };
        add(format!("the paper{of}"), edition.paper.as_ref());
    }
    for edition in indexes.iter().map(|index| &index.edition) {
        let named = edition.licence.clone().unwrap_or_else(|| "the licence".into());
        add(named, edition.licence_url.as_ref());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn index(id: &str) -> Index {
        crate::load::index::builtin_edition(id).unwrap().index.unwrap()
    }

    #[test]
    fn each_edition_says_whose_words_it_holds() {
        let all = ["2023", "2024", "2025"].map(index);
        let all: Vec<&Index> = all.iter().collect();
        let ours = "questions, guidance, criteria, themes, statements, stances and typed values by \
                    the authors of fmti, not by the FMTI team";
        assert_eq!(
            words(&all, ALL).unwrap(),
            format!("Names and source links by the FMTI team; {ours}")
        );
        // Nobody typed a statement in 2024.
        let typed = words(&all[1..2], &[Carried::Statements]);
        assert_eq!(typed, None);
    }

    #[test]
    fn nothing_is_claimed_for_whom_nobody_names() {
        let mut own = index("2025");
        let catalog = Arc::make_mut(&mut own.catalog);
        (catalog.published_by, catalog.words_by) = (None, None);
        (own.edition.published_by, own.edition.words_by) = (None, None);
        assert_eq!(words(&[&own], ALL), None);
        // Beside one that names somebody it stays unsaid, and what is said is not said of it.
        let known = index("2024");
        assert_eq!(
            words(&[&known, &own], &[Carried::Themes]).unwrap(),
            "Names of edition 2024 by the FMTI team; themes of edition 2024 by the authors of fmti, \
             not by the FMTI team"
        );
        // An index of one's own that asks the built-in questions.
        let mut asks = index("2025");
        (asks.edition.published_by, asks.edition.words_by) = (None, None);
        assert_eq!(
            words(&[&asks], ALL).unwrap(),
            "Names of indicators by the FMTI team; questions, guidance, criteria and themes by the \
             authors of fmti, not by the FMTI team"
        );
    }

    #[test]
    fn the_way_to_everybody_is_given_once() {
        let all = ["2024", "2025"].map(index);
        let found = links(&all.iter().collect::<Vec<_>>());
        let urls: Vec<&str> = found.iter().map(|link| link.url.as_str()).collect();
        assert_eq!(
            urls,
            [
                "https://crfm.stanford.edu/fmti/",
                "https://arxiv.org/abs/2407.12929",
                "https://arxiv.org/abs/2512.10169",
                "https://creativecommons.org/licenses/by/4.0/",
            ]
        );
        assert_eq!(found[1].label, "the paper on edition 2024");
    }
}
