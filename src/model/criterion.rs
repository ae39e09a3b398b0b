//! Conditions on an answer's values that can be checked without judgement.

use super::diagnostic::Place;
use super::disclosure::Answer;
use super::value::Target;

/// A condition. The vocabulary is closed: nothing here needs an opinion.
#[derive(Clone, Debug, PartialEq)]
pub enum Criterion {
    /// Every one.
    All(Vec<Criterion>),
    /// At least one.
    Any(Vec<Criterion>),
    /// At least so many.
    AtLeast(usize, Vec<Criterion>),
    /// The field says something.
    Present(usize),
    /// A quantity written to at least so many significant figures.
    Quantity(usize, u32),
    /// At least so many items.
    Count(usize, usize),
    /// There are items, and each has these columns filled.
    Each(usize, Vec<usize>),
    /// The percentages add up to a hundred, give or take so many points.
    Sums(usize, f64),
    /// Of another indicator's list, at least so many percent of the items are named.
    Covers(usize, Target, usize),
    /// A choice or flag is one of these; a flag counts as 0 or 1.
    OneOf(usize, Vec<usize>),
    /// There is a source with this part.
    Source(SourcePart),
}

/// A part of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourcePart {
    /// Any source.
    Any,
    /// With an address.
    Url,
    /// With a copy that will not change.
    Archived,
    /// With the words that matter.
    Quote,
}

/// What a card's author says an answer must come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The answer.
    pub answer: Answer,
    /// Answers to other indicators, where a criterion looks at them: position and answer.
    pub others: Vec<(usize, Answer)>,
    /// Whether it earns the point (with `judge`, whether it meets every condition).
    pub earns: bool,
    /// Which one of its side, counted from 1.
    pub number: usize,
    /// Where it stands.
    pub place: Place,
}
