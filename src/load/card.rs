//! One card to an [`Indicator`].

use crate::model::Id;
use crate::model::catalog::{Earning, Indicator};
use crate::model::criterion::Example;
use crate::model::diagnostic::{Code, Diagnostic};
use crate::model::scale::Weight;

use super::criteria::{self, Scope};
use super::disclosure;
use super::keys::card::{CARD, EXAMPLES};
use super::scale;
use crate::file::fields::Fields;
use crate::file::node::{Kind, Node};
use crate::file::problems::{self, Doc, Report};
use crate::file::source::SourceFile;

/// Reads a card but for what speaks of other cards; see [`finish`].
pub fn read(doc: &Doc, themes: &[Id], report: &mut Report<'_>) -> Option<Indicator> {
    let fields = Fields::open(&doc.root, &CARD, report)?;
    let id = fields.get("id");
    let id = id.and_then(|node| Some((problems::id(node, "the card's id", report)?, node.span)));
    if let Some((id, span)) = &id
        && id.as_str() != doc.stem()
    {
        report.error(
            Code::FileNameMismatch,
            *span,
            format!("the card of `{id}` is in a file called `{}`", problems::show(doc.stem())),
            Some(format!("rename the file to {id}.yaml")),
        );
    }
    let mut written = |key: &str| {
        let node = fields.get(key)?;
        problems::written(node, &format!("`{key}`"), report)
    };
    let (name, question, guidance) = (written("name"), written("question"), written("guidance"));
    let scale = fields.get("scale").and_then(|node| scale::scale(node, report));
    let scored = fields.get("scored").and_then(|n| problems::flag(n, "`scored`", report));
    let applies_to =
        fields.get("applies_to").map_or_else(Vec::new, |node| scale::applies_to(node, report));
    let theme = fields.get("theme").and_then(|node| {
        let text = problems::text(node, "`theme`", report)?;
        let found = themes.iter().position(|t| t.as_str() == text);
        if found.is_none() {
            let message = format!("the catalog has no theme `{}`", problems::show(&text));
            let hint = report.hint(&text, themes.iter().map(Id::as_str));
            report.error(Code::UnknownTheme, node.span, message, hint);
        }
        found
    });
    let aliases = fields.get("aliases");
    let aliases = aliases.map_or_else(Vec::new, |n| problems::texts(n, "`aliases`", report));
    let asked = fields.get("values").map_or_else(Vec::new, |n| criteria::fields(n, report));
    let judge = fields.get("judge").and_then(|n| problems::text(n, "`judge`", report));
    let words = Earning::ALL.map(|earning| (earning.as_str(), earning));
    let also_earns =
        fields.get("also_earns").and_then(|n| problems::list(n, "`also_earns`", report));
    let also_earns = also_earns.unwrap_or_default();
    let also_earns = also_earns
        .iter()
        .filter_map(|n| problems::word(n, "`also_earns`", &words, report))
        .collect();
    let counterparts = fields.get("counterparts");
    let counterparts = counterparts.map_or_else(Vec::new, |node| {
        problems::ids(node, "a counterpart", report).into_iter().map(|(id, _)| id).collect()
    });
    Some(Indicator {
        id: id?.0,
        name: name?,
        aliases,
        theme,
        domain: 0,
        subdomain: None,
        question: question.unwrap_or_default(),
        guidance: guidance.unwrap_or_default(),
        fields: asked,
        earns: None,
        scale,
        weight: Weight::ONE,
        scored: scored.unwrap_or(true),
        applies_to,
        judge,
        examples: Vec::new(),
        also_earns,
        counterparts,
        file: doc.file.path.clone(),
        sha256: String::new(),
    })
}

/// What a catalog says of its cards as a whole.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// catalog.yaml, where problems of several cards stand.
    pub contents: &'a SourceFile,
    /// Whether examples are read.
    pub with_examples: bool,
}

/// Reads what cards say of each other: targets, criteria, and examples. `docs` has the card of each
/// indicator, and nothing for a card that is missing.
pub fn finish(
    indicators: &mut [Indicator],
    docs: &[Option<&Doc>],
    of: Whole<'_>,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let cards = || docs.iter().enumerate().filter_map(|(at, doc)| Some((at, (*doc)?)));
    for (at, doc) in cards() {
        let Some(node) = key(doc, "values") else { continue };
        let mut report = Report::of(doc);
        let mut fields = std::mem::take(&mut indicators[at].fields);
        criteria::targets(node, &mut fields, Scope { indicators }, &mut report);
        indicators[at].fields = fields;
        problems.extend(report.finish());
    }
    if let Some(ids) = criteria::cycle(indicators) {
        let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
        let message =
            format!("these cards' `per` fields go in a circle: {}", problems::some_of(&ids));
        problems.push(Diagnostic::error(Code::ReferenceCycle, message, of.contents.place()));
    }
    for (at, doc) in cards() {
        let mut report = Report::of(doc);
        indicators[at].earns = key(doc, "earns").and_then(|node| {
            criteria::criterion(node, &indicators[at].fields, Scope { indicators }, &mut report)
        });
        problems.extend(report.finish());
    }
    if !of.with_examples {
        return problems;
    }
    for (at, doc) in cards() {
        let mut report = Report::of(doc);
        // Where nothing can be checked, there is no bar to show.
        if !indicators[at].has_criteria() && key(doc, "examples").is_none() {
            continue;
        }
        indicators[at].examples = examples(doc, at, indicators, &mut report);
        problems.extend(report.finish());
    }
    problems
}

/// A key's value at the top of a card.
fn key<'a>(doc: &'a Doc, name: &str) -> Option<&'a Node> {
    doc.root.entry(name).map(|(_, node)| node).filter(|node| node.kind != Kind::Null)
}

/// Every card shows its bar from both sides.
fn examples(
    doc: &Doc,
    at: usize,
    indicators: &[Indicator],
    report: &mut Report<'_>,
) -> Vec<Example> {
    let place = doc.root.span;
    let fields = key(doc, "examples").and_then(|node| Fields::open(node, &EXAMPLES, report));
    let mut out = Vec::new();
    for (side, earns) in [("earns", true), ("does_not_earn", false)] {
        let items = fields.as_ref().and_then(|fields| fields.get(side));
        let items = items.and_then(|node| problems::list(node, "examples", report));
        let Some(items) = items.filter(|items| !items.is_empty()) else {
            let message = format!("a card needs an example under `{side}`");
            report.error(Code::MissingExample, place, message, None);
            continue;
        };
        for (number, node) in (1..).zip(items) {
            let answer = disclosure::example(node, at, indicators, report);
            let Some((answer, others)) = answer else { continue };
            let place = report.at(node.span);
            out.push(Example { answer, others, earns, number, place });
        }
    }
    out
}
