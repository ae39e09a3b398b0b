//! Which words stand behind a score, where they changed?

use crate::model::disclosure::Source;
use crate::model::value::{Field, Value};
use crate::model::{Answer, Id};

use super::Comparison;
use super::pairs::Pair;

/// What of an answer changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What kind of answer it is.
    Stance,
    /// The part that the stance is about.
    InPart,
    /// The typed value of a field, by its position on the older and the newer card.
    Value(Option<usize>, Option<usize>),
    /// What was said.
    Statement,
    /// Where it can be verified.
    Sources,
    /// Whether it was disclosed for the first time through the index.
    NewlyDisclosed,
    /// Why the panel gave its points.
    Reason,
}

/// An answer of a developer in both versions of an edition of which something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerChange {
    /// Who.
    pub pair: Pair,
    /// Position of the link.
    pub link: usize,
    /// What changed in words, in the order of [`Part`]; nothing, where only points did.
    pub parts: Vec<Part>,
}

/// Whether both sides are versions of one edition: only then are answers to the same question.
pub fn are_versions(comparison: &Comparison<'_>) -> bool {
    let (old, new) = (comparison.old.index, comparison.new.index);
    old.edition.id == new.edition.id && old.catalog.id == new.catalog.id
}

/// The answers that changed between two versions of one edition, by the newer edition's developers
/// and then indicators; nothing for two editions.
pub fn answers(comparison: &Comparison<'_>) -> Vec<AnswerChange> {
    if !are_versions(comparison) {
        return Vec::new();
    }
    let blank = Answer::default();
    let mut found = Vec::new();
    for pair in &comparison.pairs.both {
        for (at, link) in comparison.links.iter().enumerate() {
            let (Some(from), Some(to)) = (link.from.first(), link.to.first()) else { continue };
            let old = &comparison.old.index.entries[pair.old].disclosure.answers[*from];
            let new = &comparison.new.index.entries[pair.new].disclosure.answers[*to];
            let newly = newly_disclosed(comparison, [old.as_ref(), new.as_ref()]);
            if old == new && newly[0] == newly[1] {
                continue;
            }
            let [old, new] = [old, new].map(|answer| answer.as_ref().unwrap_or(&blank));
            let mut parts = changed(comparison, (*from, *to), old, new);
            if newly[0] != newly[1] {
                let reason = parts.iter().position(|part| *part == Part::Reason);
                parts.insert(reason.unwrap_or(parts.len()), Part::NewlyDisclosed);
            }
            let points = |answer: &Answer| answer.panel.as_ref().map(|rating| rating.points);
            if !parts.is_empty() || points(old) != points(new) {
                found.push(AnswerChange { pair: *pair, link: at, parts });
            }
        }
    }
    found
}

/// What either version says of an answer's being new, be it by leaving it out.
pub fn newly_disclosed(
    comparison: &Comparison<'_>,
    [old, new]: [Option<&Answer>; 2],
) -> [Option<bool>; 2] {
    let (before, now) = (comparison.old.index, comparison.new.index);
    [before.edition.newly_disclosed(old), now.edition.newly_disclosed(new)]
}

fn changed(
    comparison: &Comparison<'_>,
    (from, to): (usize, usize),
    old: &Answer,
    new: &Answer,
) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut note = |differs: bool, part: Part| parts.extend(differs.then_some(part));
    note(old.stance != new.stance, Part::Stance);
    note(old.in_part != new.in_part, Part::InPart);
    let cards = [
        &comparison.old.index.catalog.indicators[from].fields,
        &comparison.new.index.catalog.indicators[to].fields,
    ];
    let at = |card: &[Field], id: &Id| card.iter().position(|field| field.id == *id);
    let is = |answer: &Answer, at: Option<usize>| -> Option<Value> {
        answer.values.get(at?).cloned().flatten()
    };
    for (now, field) in cards[1].iter().enumerate() {
        let (before, now) = (at(cards[0], &field.id), Some(now));
        note(is(old, before) != is(new, now), Part::Value(before, now));
    }
    for (before, field) in cards[0].iter().enumerate() {
        let gone = at(cards[1], &field.id).is_none() && is(old, Some(before)).is_some();
        note(gone, Part::Value(Some(before), None));
    }
    note(old.statement != new.statement, Part::Statement);
    note(sources(old) != sources(new), Part::Sources);
    let reason = |answer: &Answer| answer.panel.as_ref().and_then(|p| p.reason.clone());
    note(reason(old) != reason(new), Part::Reason);
    parts
}

/// The sources of an answer in an order of their own: the file's is no part of what is said.
pub fn sources(answer: &Answer) -> Vec<&Source> {
    let mut sources: Vec<&Source> = answer.sources.iter().collect();
    let parts =
        |s: &Source| [&s.url, &s.title, &s.accessed, &s.archived, &s.quote].map(Clone::clone);
    sources.sort_by_cached_key(|source| parts(source));
    sources
}
