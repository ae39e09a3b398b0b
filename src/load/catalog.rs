//! catalog.yaml and its cards to a [`Catalog`].

use std::collections::{HashMap, HashSet};

use crate::model::catalog::{Band, Catalog, Indicator};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::method::Aggregation;
use crate::model::scale::{Scale, Weight};
use crate::model::words::Words;
use crate::model::{Id, Method, Points};

use super::contents::{self, Contents};
use super::keys::catalog::CATALOG;
use super::{card, fingerprint, scale, words};
use crate::file::fields::Fields;
use crate::file::node::Span;
use crate::file::problems::{self, Doc, Report};

/// The table of contents and all its cards, read but not yet understood.
#[derive(Debug)]
pub struct CatalogDocs {
    /// catalog.yaml.
    pub contents: Doc,
    /// One per indicator.
    pub cards: Vec<Doc>,
    /// Whether the cards' examples were left out: those of built-in cards are run by a test.
    pub without_examples: bool,
}

/// What a card says, before it is given its place.
struct Card<'a> {
    doc: &'a Doc,
    indicator: Indicator,
}

/// How an index scores, and what it calls things.
struct Rules {
    scale: Scale,
    method: Method,
    bands: Vec<Band>,
    words: Words,
}

fn rules(fields: &Fields<'_>, report: &mut Report<'_>) -> Rules {
    let scale = fields.get("scale").and_then(|node| scale::scale(node, report));
    let method = fields.get("method").and_then(|node| scale::method(node, report));
    let words = fields.get("words");
    Rules {
        scale: scale.unwrap_or_else(|| Scale::levels([])),
        method: method.unwrap_or_default(),
        bands: fields.get("bands").map_or_else(Vec::new, |node| scale::bands(node, report)),
        words: words.map_or_else(Words::default, |node| words::words(node, report)),
    }
}

/// Understands a catalog. `None` when it is too broken even to check editions against it.
pub fn load(docs: &CatalogDocs) -> (Option<Catalog>, Vec<Diagnostic>) {
    let mut report = Report::of(&docs.contents);
    let Some(fields) = Fields::open(&docs.contents.root, &CATALOG, &mut report) else {
        return (None, report.finish());
    };
    let id = fields.get("id").and_then(|node| problems::id(node, "the catalog's id", &mut report));
    let title =
        fields.get("title").and_then(|node| problems::written(node, "`title`", &mut report));
    let mut optional = |key: &str| {
        fields.get(key).and_then(|n| problems::text(n, &format!("`{key}`"), &mut report))
    };
    let (published_by, words_by) = (optional("published_by"), optional("words_by"));
    let Rules { scale, method, bands, words } = rules(&fields, &mut report);
    let mut themes = contents::themes(&fields, &mut report);
    let contents = contents::contents(&fields, method, &mut report);
    let mut problems = report.finish();

    let theme_ids: Vec<Id> = themes.iter().map(|t| t.id.clone()).collect();
    let mut cards: HashMap<Id, Card<'_>> = HashMap::with_capacity(docs.cards.len());
    for doc in &docs.cards {
        let mut report = Report::of(doc);
        if let Some(indicator) = card::read(doc, &theme_ids, &mut report) {
            if let Some(earlier) = cards.get(&indicator.id) {
                let message = format!("two cards for `{}`", indicator.id);
                let earlier = earlier.doc.file.place();
                report.push(
                    Diagnostic::error(Code::DuplicateId, message, doc.file.place())
                        .related("the other one", earlier),
                );
            } else {
                cards.insert(indicator.id.clone(), Card { doc, indicator });
            }
        }
        problems.extend(report.finish());
    }

    let paths = problems.iter().map(|problem| problem.place.path.as_str());
    let names = paths.map(|path| path.rsplit('/').next().unwrap_or_default());
    let broken: HashSet<String> =
        names.map(|name| name.trim_end_matches(".yaml").to_owned()).collect();
    // A table of contents without cards does not need a problem for each.
    let mut missing = 0;
    let Contents { mut domains, mut subdomains, slots } = contents;
    let mut indicators: Vec<Indicator> = Vec::with_capacity(slots.len());
    let mut docs_in_order: Vec<Option<&Doc>> = Vec::with_capacity(slots.len());
    for (slot_id, slot) in slots {
        let (doc, mut indicator) = if let Some(Card { doc, indicator }) = cards.remove(&slot_id) {
            (Some(doc), indicator)
        } else {
            missing += 1;
            if missing <= problems::MAX_PROBLEMS {
                let is_broken = broken.contains(slot_id.as_str());
                problems.push(missing_card(docs, &slot_id, slot.span, is_broken));
            }
            (None, placeholder(slot_id))
        };
        (indicator.domain, indicator.subdomain) = (slot.domain, slot.subdomain);
        indicator.weight = slot.weight;
        indicator.applies_to.splice(0..0, slot.applies_to);
        let position = indicators.len();
        domains[slot.domain].members.push(position);
        if let Some(subdomain) = slot.subdomain {
            subdomains[subdomain].members.push(position);
        }
        if let Some(theme) = indicator.theme.and_then(|theme| themes.get_mut(theme)) {
            theme.members.push(position);
        }
        indicators.push(indicator);
        docs_in_order.push(doc);
    }
    let mut stray: Vec<&Card<'_>> = cards.values().collect();
    stray.sort_by(|a, b| a.doc.file.path.cmp(&b.doc.file.path));
    for card in stray {
        let message = format!("`{}` is not in the table of contents", card.indicator.id);
        problems.push(
            Diagnostic::error(Code::CardWithoutHome, message, card.doc.file.place())
                .hint(format!("add it to a subdomain in {}", docs.contents.file.path)),
        );
    }
    problems.extend(names_claimed_twice(&indicators, &docs_in_order, &docs.contents));
    let whole =
        card::Whole { contents: &docs.contents.file, with_examples: !docs.without_examples };
    problems.extend(card::finish(&mut indicators, &docs_in_order, whole));
    let Some(id) = id else { return (None, problems) };
    let mut catalog = Catalog {
        id,
        // A catalog without a title or scale cannot be used for scoring, but editions can still be
        // checked against the rest of it.
        title: title.unwrap_or_default(),
        published_by,
        words_by,
        scale,
        method,
        bands,
        words,
        domains,
        subdomains,
        themes,
        indicators,
        sha256: String::new(),
    };
    problems.extend(method_problems(&catalog, &docs.contents));
    fingerprint::stamp(&mut catalog, &docs_in_order);
    (Some(catalog), problems)
}

/// Stands for an indicator without a card, so that answers to it are not reported as unknown.
fn placeholder(id: Id) -> Indicator {
    Indicator {
        name: id.to_string(),
        id,
        aliases: Vec::new(),
        theme: None,
        domain: 0,
        subdomain: None,
        question: String::new(),
        guidance: String::new(),
        fields: Vec::new(),
        earns: None,
        scale: None,
        weight: Weight::ONE,
        scored: true,
        applies_to: Vec::new(),
        judge: None,
        examples: Vec::new(),
        also_earns: Vec::new(),
        counterparts: Vec::new(),
        file: String::new(),
        sha256: String::new(),
    }
}

/// A card that is listed but not there — unless its file was found and is broken, which is said
/// already.
fn missing_card(docs: &CatalogDocs, id: &Id, span: Span, broken: bool) -> Diagnostic {
    let place = docs.contents.file.at(span);
    if broken {
        let message = format!("the card of `{id}` cannot be used");
        return Diagnostic::error(Code::MissingCard, message, place)
            .hint("mend the card; its own problems are listed");
    }
    Diagnostic::error(Code::MissingCard, format!("no card for `{id}`"), place)
        .hint(format!("write <subdomain>/{id}.yaml beside this file"))
}

/// Methods that cannot be worked out on some scale.
fn method_problems(catalog: &Catalog, contents: &Doc) -> Vec<Diagnostic> {
    let method = catalog.method.aggregation;
    let bad = |indicator: &&Indicator| {
        let scale = catalog.scale_of(indicator);
        let (least, most) = scale.bounds();
        indicator.scored
            && !scale.is_empty()
            && (method.wants_no_negative() && least < Points::ZERO
                || method == Aggregation::Mean && most <= Points::ZERO)
    };
    let Some(indicator) = catalog.indicators.iter().find(bad) else { return Vec::new() };
    let what = if method == Aggregation::Mean {
        format!("the most an answer to `{}` can get is no more than 0", indicator.id)
    } else {
        format!("`{}` can get less than 0", indicator.id)
    };
    let span = contents.root.entry("method").map_or(contents.root.span, |(key, _)| key.span);
    let message = format!("method `{}` does not go with the scales: {what}", method.as_str());
    let hint = "choose another method, for example `percent`".to_owned();
    vec![Diagnostic::error(Code::UnknownValue, message, contents.file.at(span)).hint(hint)]
}

/// A placeholder's name is its id, which stands in the table of contents.
fn names_claimed_twice(
    indicators: &[Indicator],
    docs: &[Option<&Doc>],
    contents: &Doc,
) -> Vec<Diagnostic> {
    let place = |at: usize| docs[at].unwrap_or(contents).file.place();
    let mut owner: HashMap<String, usize> = HashMap::new();
    let mut problems = Vec::new();
    for (at, indicator) in indicators.iter().enumerate() {
        for name in std::iter::once(&indicator.name).chain(&indicator.aliases) {
            if let Some(other) = owner.insert(name.to_lowercase(), at) {
                let other_id = &indicators[other].id;
                problems.push(
                    Diagnostic::error(
                        Code::AliasClaimedTwice,
                        format!(
                            "the name `{}` already belongs to `{other_id}`",
                            problems::show(name)
                        ),
                        place(at),
                    )
                    .related("claimed here", place(other)),
                );
            }
        }
    }
    problems
}
