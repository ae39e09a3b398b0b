//! Which words stand behind a score, where they changed?

use crate::model::Answer;
use crate::model::disclosure::Source;
use crate::model::value::Value;

use super::Comparison;
use super::pairs::Pair;

/// What of an answer changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What kind of answer it is.
    Stance,
    /// The typed value of the field at this position of the newer card.
    Value(usize),
    /// What was said.
    Statement,
    /// Where it can be verified.
    Sources,
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
    let mut found = Vec::new();
    for pair in &comparison.pairs.both {
        for (at, link) in comparison.links.iter().enumerate() {
            let (Some(from), Some(to)) = (link.from.first(), link.to.first()) else { continue };
            let answer = |side: super::Side<'_>, row: usize, at: usize| {
                side.index.entries[row].disclosure.answers[at].clone().unwrap_or_default()
            };
            let old = answer(comparison.old, pair.old, *from);
            let new = answer(comparison.new, pair.new, *to);
            if old == new {
                continue;
            }
            let parts = changed(comparison, (*from, *to), &old, &new);
            let points = |answer: &Answer| answer.panel.as_ref().map(|rating| rating.points);
            if !parts.is_empty() || points(&old) != points(&new) {
                found.push(AnswerChange { pair: *pair, link: at, parts });
            }
        }
    }
    found
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
    let fields = |side: super::Side<'_>, at: usize| {
        side.index.catalog.indicators[at].fields.iter().map(|f| f.id.clone()).collect::<Vec<_>>()
    };
    let before = fields(comparison.old, from);
    for (at, id) in fields(comparison.new, to).iter().enumerate() {
        let old_at = before.iter().position(|field| field == id);
        let was: Option<&Value> = old_at.and_then(|at| old.values.get(at)?.as_ref());
        let is: Option<&Value> = new.values.get(at).and_then(Option::as_ref);
        note(was != is, Part::Value(at));
    }
    note(old.statement != new.statement, Part::Statement);
    note(sources(old) != sources(new), Part::Sources);
    let reason = |answer: &Answer| answer.panel.as_ref().and_then(|p| p.reason.clone());
    note(reason(old) != reason(new), Part::Reason);
    parts
}

/// The order of sources is no part of what is said.
fn sources(answer: &Answer) -> Vec<&Source> {
    let mut sources: Vec<&Source> = answer.sources.iter().collect();
    let key = |s: &&Source| (s.url.clone(), s.title.clone(), s.archived.clone(), s.quote.clone());
    sources.sort_by_key(key);
    sources
}
