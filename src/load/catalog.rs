//! catalog.yaml and its cards to a [`Catalog`].

use std::collections::{HashMap, HashSet};

use crate::model::catalog::{Catalog, Group, Indicator};
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::scale::{Scale, Weight};
use crate::model::{Id, Method, Points};

use super::keys::catalog::{CATALOG, DOMAIN, SUBDOMAIN, THEME};
use super::{card, fingerprint};
use crate::file::fields::{Fields, Object};
use crate::file::node::{Node, Span};
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

/// A heading of the table of contents, and where it stands.
struct Heading {
    id: Id,
    name: String,
}

/// Where the table of contents puts an indicator.
struct Slot {
    domain: usize,
    subdomain: usize,
    span: Span,
}

/// What a card says, before it is given its place.
struct Card<'a> {
    doc: &'a Doc,
    indicator: Indicator,
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
    let scale = fields.get("scale");
    let scale = scale.and_then(|node| scale_of(node, &mut report));
    let themes = fields.get("themes");
    let themes = themes.map_or_else(Vec::new, |node| headings(node, &THEME, &mut report));
    let mut themes: Vec<Group> = themes.into_iter().map(group).collect();
    let contents = contents(&fields, &mut report);
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
        let position = indicators.len();
        domains[slot.domain].members.push(position);
        subdomains[slot.subdomain].members.push(position);
        if let Some(theme) = themes.get_mut(indicator.theme) {
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
        scale: Scale::levels(scale.unwrap_or_default()),
        method: Method::default(),
        domains,
        subdomains,
        themes,
        indicators,
        sha256: String::new(),
    };
    fingerprint::stamp(&mut catalog, &docs_in_order);
    (Some(catalog), problems)
}

/// Stands for an indicator without a card, so that answers to it are not reported as unknown.
fn placeholder(id: Id) -> Indicator {
    Indicator {
        name: id.to_string(),
        id,
        aliases: Vec::new(),
        theme: 0,
        domain: 0,
        subdomain: 0,
        question: String::new(),
        guidance: String::new(),
        fields: Vec::new(),
        earns: None,
        scale: None,
        weight: Weight::ONE,
        scored: true,
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

fn group(heading: Heading) -> Group {
    Group { id: heading.id, name: heading.name, members: Vec::new() }
}

fn scale_of(node: &Node, report: &mut Report<'_>) -> Option<Vec<Points>> {
    let items = problems::list(node, "`scale`", report)?;
    let mut scale = Vec::with_capacity(items.len());
    for item in items {
        let text = problems::text(item, "`scale`", report)?;
        let Some(points) = Points::parse(&text) else {
            let message = format!("`scale` wants numbers, got `{}`", problems::show(&text));
            report.error(Code::WrongType, item.span, message, Some("for example [0, 1]".into()));
            return None;
        };
        scale.push(points);
    }
    if scale.len() < 2 || !scale.is_sorted_by(|a, b| a < b) {
        let message = "`scale` wants two or more numbers, ascending".to_owned();
        report.error(Code::WrongType, node.span, message, Some("for example [0, 1]".into()));
        return None;
    }
    Some(scale)
}

/// The headings and slots of a table of contents.
struct Contents {
    domains: Vec<Group>,
    subdomains: Vec<Group>,
    slots: Vec<(Id, Slot)>,
}

fn contents(fields: &Fields<'_>, report: &mut Report<'_>) -> Contents {
    let mut out = Contents { domains: Vec::new(), subdomains: Vec::new(), slots: Vec::new() };
    let mut taken: HashMap<(&'static str, Id), Span> = HashMap::new();
    let domains = fields.get("domains");
    let domains = domains.and_then(|node| problems::list(node, "`domains`", report));
    for node in domains.unwrap_or_default() {
        let Some(fields) = Fields::open(node, &DOMAIN, report) else { continue };
        let Some(domain) = heading(&fields, report) else { continue };
        once(&mut taken, "domain", &domain.id, node.span, report);
        out.domains.push(group(domain));
        let subdomains = fields.get("subdomains");
        let subdomains = subdomains.and_then(|node| problems::list(node, "`subdomains`", report));
        for node in subdomains.unwrap_or_default() {
            let Some(fields) = Fields::open(node, &SUBDOMAIN, report) else { continue };
            let Some(subdomain) = heading(&fields, report) else { continue };
            once(&mut taken, "subdomain", &subdomain.id, node.span, report);
            out.subdomains.push(group(subdomain));
            let Some(list) = fields.get("indicators") else { continue };
            for (id, span) in problems::ids(list, "an indicator", report) {
                if once(&mut taken, "indicator", &id, span, report) {
                    let (domain, subdomain) = (out.domains.len() - 1, out.subdomains.len() - 1);
                    out.slots.push((id, Slot { domain, subdomain, span }));
                }
            }
        }
    }
    out
}

/// Whether an id is new among its kind; if not, says so with both places.
fn once(
    taken: &mut HashMap<(&'static str, Id), Span>,
    kind: &'static str,
    id: &Id,
    span: Span,
    report: &mut Report<'_>,
) -> bool {
    let Some(earlier) = taken.insert((kind, id.clone()), span) else { return true };
    let earlier = report.at(earlier);
    report.push(
        Diagnostic::error(
            Code::DuplicateId,
            format!("{kind} `{id}` is listed twice"),
            report.at(span),
        )
        .related("first listed here", earlier),
    );
    false
}

fn headings(node: &Node, object: &Object, report: &mut Report<'_>) -> Vec<Heading> {
    let (mut out, mut ids) = (Vec::<Heading>::new(), HashSet::new());
    for item in problems::list(node, "`themes`", report).unwrap_or_default() {
        let Some(fields) = Fields::open(item, object, report) else { continue };
        let Some(heading) = heading(&fields, report) else { continue };
        if ids.insert(heading.id.clone()) {
            out.push(heading);
        } else {
            let message = format!("{} `{}` is listed twice", object.name, heading.id);
            report.error(Code::DuplicateId, item.span, message, None);
        }
    }
    out
}

fn heading(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Heading> {
    let id = fields.get("id").and_then(|node| problems::id(node, "the id", report));
    let name = fields.get("name").and_then(|node| problems::written(node, "`name`", report));
    let id = id?;
    // What is wrong with a name was said; what stands below it can be read all the same.
    Some(Heading { name: name.unwrap_or_else(|| id.to_string()), id })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::source::SourceFile;

    #[test]
    fn an_id_as_long_as_can_be_is_seen_twice() {
        let text = format!("[{0}, {0}]", "a".repeat(64));
        let doc = Doc::parse(SourceFile::new("catalog.yaml", text)).unwrap();
        let mut report = Report::of(&doc);
        let mut taken = HashMap::new();
        let ids = problems::ids(&doc.root, "an indicator", &mut report);
        let new: Vec<bool> = ids
            .iter()
            .map(|(id, span)| once(&mut taken, "indicator", id, *span, &mut report))
            .collect();
        assert_eq!(new, [true, false]);
        assert_eq!(report.finish().len(), 1);
    }
}
