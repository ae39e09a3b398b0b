//! What a card requires, in words for people who never see YAML.

use crate::model::Catalog;
use crate::model::catalog::{Earning, Indicator};
use crate::model::criterion::{Criterion, SourcePart};
use crate::model::disclosure::Answer;
use crate::model::value::{Field, Kind};

use super::stated::choice_word;
use super::verdict::{Answers, Truth, truth};

/// One line of what is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// How deep it is nested: parts follow their whole.
    pub depth: usize,
    /// What it is about; empty for a line about the lines below it.
    pub about: String,
    /// What must be so.
    pub text: String,
}

/// The conditions of a card, whole before parts: every line without a depth must hold. Empty where
/// only a person can say what earns the point.
pub fn requirements(catalog: &Catalog, indicator: &Indicator) -> Vec<Requirement> {
    let mut out = Vec::new();
    let words = Words { catalog, indicator };
    for part in conditions(indicator) {
        words.visit(part, 0, &mut out);
    }
    out
}

/// What else earns the point, a sentence each.
pub fn instead(indicator: &Indicator) -> Vec<&'static str> {
    let word = |earning: &Earning| match earning {
        Earning::None => "It is stated that there is no such thing.",
        Earning::NoAccess => "It is stated that the developer cannot know.",
        Earning::Contract => "It is stated that a contract forbids disclosure.",
        Earning::Justified => "It is withheld with a justification that a person accepts.",
    };
    indicator.also_earns.iter().map(word).collect()
}

/// What a card asks of anybody, whoever answered what: a phrase for each condition, for each other
/// way to the point, and for what a person decides.
pub fn asks(catalog: &Catalog, indicator: &Indicator) -> Vec<String> {
    let words = Words { catalog, indicator };
    let conditions = conditions(indicator).iter().map(|part| words.phrase(part, &|_| false));
    let instead = instead(indicator).into_iter();
    let instead = instead.map(|way| way.trim_end_matches('.').replacen("It", "or it", 1));
    let judge = indicator.judge.iter().map(|judge| format!("a person decides: {judge}"));
    conditions.chain(instead).chain(judge).collect()
}

/// What a typed answer lacks, a phrase for each condition that does not hold or cannot be decided.
/// Of an answer that nobody typed this says nothing true: see [`super::grounds`].
pub fn lacking(
    catalog: &Catalog,
    indicator: &Indicator,
    answer: Option<&Answer>,
    all: &Answers,
) -> Vec<String> {
    let nothing = Answer::default();
    let answer = answer.unwrap_or(&nothing);
    let words = Words { catalog, indicator };
    let holds = |part: &Criterion| truth(part, answer, all) == Truth::True;
    let open = conditions(indicator).iter().filter(|part| !holds(part));
    open.map(|part| words.phrase(part, &holds)).collect()
}

/// The conditions that must all hold.
fn conditions(indicator: &Indicator) -> &[Criterion] {
    match &indicator.earns {
        Some(Criterion::All(parts)) => parts,
        Some(single) => std::slice::from_ref(single),
        None => &[],
    }
}

struct Words<'a> {
    catalog: &'a Catalog,
    indicator: &'a Indicator,
}

impl Words<'_> {
    fn visit(&self, criterion: &Criterion, depth: usize, out: &mut Vec<Requirement>) {
        let ((about, text), parts) = match criterion {
            Criterion::All(parts) => (whole("all of these:"), parts.as_slice()),
            Criterion::Any(parts) => (whole("one of these:"), parts.as_slice()),
            Criterion::AtLeast(n, parts) => {
                (whole(&format!("at least {n} of these:")), parts.as_slice())
            }
            single => (self.condition(single), &[][..]),
        };
        out.push(Requirement { depth, about, text });
        for part in parts {
            self.visit(part, depth + 1, out);
        }
    }

    /// A condition with its parts in one phrase, of which those that hold are left out.
    fn phrase(&self, criterion: &Criterion, holds: &dyn Fn(&Criterion) -> bool) -> String {
        let of = |parts: &[Criterion], word: &str| {
            let open = parts.iter().filter(|part| !holds(part));
            open.map(|part| self.phrase(part, holds)).collect::<Vec<_>>().join(word)
        };
        match criterion {
            Criterion::All(parts) => of(parts, ", and "),
            Criterion::Any(parts) => of(parts, "; or "),
            Criterion::AtLeast(n, parts) => format!("{n} of these: {}", of(parts, "; ")),
            single => {
                let (about, text) = self.condition(single);
                if about.is_empty() { text } else { format!("{about}: {text}") }
            }
        }
    }

    /// What one condition is about, and what must be so.
    fn condition(&self, criterion: &Criterion) -> (String, String) {
        match criterion {
            Criterion::All(_) | Criterion::Any(_) | Criterion::AtLeast(..) => whole(""),
            Criterion::Present(at) => {
                let field = self.field(*at);
                (named(field), wanted(field))
            }
            Criterion::Quantity(at, figures) => {
                let field = self.field(*at);
                let s = if *figures == 1 { "" } else { "s" };
                let wanted = wanted(field);
                (named(field), format!("{wanted}, to {figures} significant figure{s}"))
            }
            Criterion::Count(at, least) => {
                (named(self.field(*at)), format!("at least {least} listed"))
            }
            Criterion::Each(at, columns) => {
                let field = self.field(*at);
                let all = field.kind.columns().unwrap_or_default();
                let names: Vec<String> =
                    columns.iter().filter_map(|column| all.get(*column)).map(named).collect();
                (named(field), format!("each listed with {}", names.join(", ")))
            }
            Criterion::Sums(at, tolerance) => (
                named(self.field(*at)),
                format!("shares that add up to 100 %, give or take {tolerance}"),
            ),
            Criterion::Covers(at, target, percent) => {
                let other = &self.catalog.indicators[target.indicator];
                let list = named(&other.fields[target.field]);
                let text = format!("{percent} % of the {list} listed under “{}”", other.name);
                (named(self.field(*at)), text)
            }
            Criterion::OneOf(at, choices) => {
                let field = self.field(*at);
                let words: Vec<String> = choices
                    .iter()
                    .map(|choice| match (&field.kind, choice) {
                        (Kind::Flag, 1) => "yes".to_owned(),
                        (Kind::Flag, _) => "no".to_owned(),
                        _ => choice_word(&field.kind, *choice).replace(['-', '_'], " "),
                    })
                    .collect();
                (named(field), words.join(" or "))
            }
            Criterion::Source(part) => {
                let part = match part {
                    SourcePart::Any => "at least one",
                    SourcePart::Url => "one with a web address",
                    SourcePart::Archived => "one with an archived copy",
                    SourcePart::Quote => "one with a quote",
                };
                ("sources".to_owned(), part.to_owned())
            }
        }
    }

    fn field(&self, at: usize) -> &Field {
        &self.indicator.fields[at]
    }
}

/// A line about the lines below it.
fn whole(text: &str) -> (String, String) {
    (String::new(), text.to_owned())
}

/// A field's id as words.
fn named(field: &Field) -> String {
    field.id.as_str().replace(['-', '_'], " ")
}

/// What should stand in a field.
fn wanted(field: &Field) -> String {
    if field.help.is_empty() { field.kind.wants() } else { field.help.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::folder::Library;

    #[test]
    fn every_built_in_condition_has_words() {
        for id in ["fmti-1", "fmti-2"] {
            let catalog = Library::default().builtin_catalog(id).unwrap();
            let mut lines = 0;
            for indicator in &catalog.indicators {
                for line in requirements(&catalog, indicator) {
                    assert!(line.text.len() > 1 && !line.about.contains('_'), "{}", indicator.id);
                    lines += 1;
                }
                let lacking = lacking(&catalog, indicator, None, &[]);
                assert_eq!(lacking.is_empty(), indicator.earns.is_none(), "{}", indicator.id);
                assert_eq!(instead(indicator).len(), indicator.also_earns.len());
                let asks = asks(&catalog, indicator);
                assert!(!asks.is_empty(), "{}", indicator.id);
                assert!(asks.iter().all(|phrase| !phrase.is_empty() && !phrase.contains("It is")));
            }
            assert!(lines > 100, "{id}: {lines}");
        }
    }
}
