//! What criteria say of one answer.

use serde::Serialize;

use crate::model::catalog::{Earning, Indicator};
use crate::model::criterion::{Criterion, SourcePart};
use crate::model::disclosure::{Answer, Stance, WithheldFor};
use crate::model::value::Value;

/// Met, not met, or for a person to judge; in this order, so that the better of two is their
/// maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing that could earn the point.
    NotMet,
    /// A person must judge.
    Refer,
    /// Every required part is there.
    Met,
}

impl Verdict {
    /// The word in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotMet => "not-met",
            Self::Refer => "refer",
            Self::Met => "met",
        }
    }
}

/// Why a verdict is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Every required part is there.
    Complete,
    /// Every required part is there, and the card leaves a question for a person.
    Judge,
    /// Something is there, and a required part is missing.
    PartMissing,
    /// The stance earns the point.
    StanceEarns,
    /// The stance earns the point if a person accepts the justification.
    Justification,
    /// A stance that holds for a part only, so that a person must judge the rest.
    StanceInPart,
    /// A stance that earns nothing here.
    StanceDoesNotEarn,
    /// Nothing is there.
    Nothing,
}

impl Basis {
    /// The words in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Judge => "judge",
            Self::PartMissing => "part-missing",
            Self::StanceEarns => "stance-earns",
            Self::Justification => "justification",
            Self::StanceInPart => "stance-in-part",
            Self::StanceDoesNotEarn => "stance-does-not-earn",
            Self::Nothing => "nothing",
        }
    }
}

/// Kleene's three truth values, in this order: *and* is the minimum, *or* the maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold.
    False,
    /// What is there does not decide it.
    Unknown,
    /// It holds.
    True,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }
}

/// The answers of one developer, by indicator.
pub type Answers = [Option<Answer>];

/// Whether a criterion holds for an answer. `all` are the developer's answers, for criteria that
/// look at another indicator's list.
pub fn truth(criterion: &Criterion, answer: &Answer, all: &Answers) -> Truth {
    let value = |field: usize| answer.values.get(field).and_then(Option::as_ref);
    let filled = |field: usize| value(field).filter(|value| value.is_filled());
    match criterion {
        Criterion::All(parts) => {
            parts.iter().map(|part| truth(part, answer, all)).min().unwrap_or(Truth::True)
        }
        Criterion::Any(parts) => {
            parts.iter().map(|part| truth(part, answer, all)).max().unwrap_or(Truth::False)
        }
        Criterion::AtLeast(wanted, parts) => {
            let count = |least: Truth| {
                parts.iter().filter(|part| truth(part, answer, all) >= least).count()
            };
            if count(Truth::True) >= *wanted {
                Truth::True
            } else if count(Truth::Unknown) >= *wanted {
                Truth::Unknown
            } else {
                Truth::False
            }
        }
        Criterion::Present(field) => filled(*field).is_some().into(),
        Criterion::Quantity(field, figures) => matches!(
            value(*field), Some(Value::Quantity(q, _)) if q.significant_figures >= *figures
        )
        .into(),
        Criterion::Count(field, least) => {
            filled(*field).is_some_and(|value| value.count() >= *least).into()
        }
        Criterion::Each(field, columns) => {
            filled(*field).is_some_and(|value| each_has(value, columns)).into()
        }
        Criterion::Sums(field, tolerance) => match value(*field) {
            Some(Value::Shares(shares)) if !shares.is_empty() => {
                let sum: f64 = shares.iter().map(|(_, share, _)| share).sum();
                // A hundredth absorbs what binary fractions add up to.
                ((sum - 100.0).abs() <= tolerance + 0.01).into()
            }
            _ => Truth::False,
        },
        Criterion::Covers(field, target, percent) => {
            let list = all.get(target.indicator).and_then(Option::as_ref);
            let list = list.and_then(|a| a.values.get(target.field)?.as_ref());
            match (filled(*field), list.filter(|list| list.is_filled())) {
                (None, _) => Truth::False,
                (Some(_), None) => Truth::Unknown,
                (Some(here), Some(list)) => {
                    let named = list.item_names().filter(|item| here.names(item)).count();
                    (named * 100 >= percent * list.item_names().count()).into()
                }
            }
        }
        Criterion::OneOf(field, wanted) => match value(*field) {
            Some(Value::Choice(choice)) => wanted.contains(choice).into(),
            Some(Value::Flag(flag)) => wanted.contains(&usize::from(*flag)).into(),
            Some(Value::Choices(all)) => all.iter().any(|choice| wanted.contains(choice)).into(),
            _ => Truth::False,
        },
        Criterion::Source(part) => answer
            .sources
            .iter()
            .any(|source| match part {
                SourcePart::Any => true,
                SourcePart::Url => source.url.is_some(),
                SourcePart::Archived => source.archived.is_some(),
                SourcePart::Quote => source.quote.is_some(),
            })
            .into(),
    }
}

fn each_has(value: &Value, columns: &[usize]) -> bool {
    let has = |row: &[Option<Value>]| {
        columns.iter().all(|c| row.get(*c).and_then(Option::as_ref).is_some_and(Value::is_filled))
    };
    match value {
        Value::Table(rows) => rows.iter().all(|row| has(row)),
        Value::Per(rows) => rows.iter().all(|(_, row)| has(row)),
        _ => true,
    }
}

/// The verdict on one answer, and why.
///
/// - All required parts are there: met; or for a person to judge, where the card says what only a
///   person can decide.
/// - A stated absence, lack of access or contractual bar earns the point where the card says so; a
///   justified withholding does if a person accepts the justification.
/// - Something is there and a part is missing: a person must judge.
/// - Anything else, and nothing at all: not met.
///
/// Where a stance and values both speak, the better one counts. A stance that holds for a part only
/// decides nothing of the whole: values speak first, and where there are none, a person must judge.
pub fn verdict(indicator: &Indicator, answer: Option<&Answer>, all: &Answers) -> (Verdict, Basis) {
    let Some(answer) = answer else { return (Verdict::NotMet, Basis::Nothing) };
    let by_stance = by_stance(indicator, answer);
    let by_values = by_values(indicator, answer, all);
    let first = answer.stance.is_none() || answer.in_part.is_some() && by_values.0 == by_stance.0;
    if by_values.0 > by_stance.0 || first { by_values } else { by_stance }
}

fn by_stance(indicator: &Indicator, answer: &Answer) -> (Verdict, Basis) {
    let earns = |earning| indicator.also_earns.contains(&earning);
    let decided = |earning| {
        if earns(earning) {
            (Verdict::Met, Basis::StanceEarns)
        } else {
            (Verdict::NotMet, Basis::StanceDoesNotEarn)
        }
    };
    match answer.stance {
        Some(Stance::None | Stance::NoAccess | Stance::Withheld(_)) if answer.in_part.is_some() => {
            (Verdict::Refer, Basis::StanceInPart)
        }
        Some(Stance::None) => decided(Earning::None),
        Some(Stance::NoAccess) => decided(Earning::NoAccess),
        Some(Stance::Withheld(WithheldFor::Contract)) if earns(Earning::Contract) => {
            (Verdict::Met, Basis::StanceEarns)
        }
        Some(Stance::Withheld(_)) if earns(Earning::Justified) && answer.says_something() => {
            (Verdict::Refer, Basis::Justification)
        }
        Some(Stance::Withheld(_) | Stance::NotFound | Stance::NotApplicable) => {
            (Verdict::NotMet, Basis::StanceDoesNotEarn)
        }
        Some(Stance::Disclosed) | None => (Verdict::NotMet, Basis::Nothing),
    }
}

fn by_values(indicator: &Indicator, answer: &Answer, all: &Answers) -> (Verdict, Basis) {
    let disclosed = matches!(answer.stance, Some(Stance::Disclosed) | None);
    let anything = answer.values.iter().flatten().any(Value::is_filled)
        || (disclosed && answer.says_something())
        || answer.stance == Some(Stance::Disclosed);
    if !anything {
        return (Verdict::NotMet, Basis::Nothing);
    }
    let holds = indicator.earns.as_ref().map(|earns| truth(earns, answer, all));
    match (holds, &indicator.judge) {
        (Some(Truth::True), None) => (Verdict::Met, Basis::Complete),
        (Some(Truth::True) | None, Some(_)) => (Verdict::Refer, Basis::Judge),
        _ => (Verdict::Refer, Basis::PartMissing),
    }
}
