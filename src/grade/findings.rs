//! Which conditions hold, and what would make the others hold.

use crate::model::Catalog;
use crate::model::catalog::{Earning, Indicator};
use crate::model::criterion::{Criterion, SourcePart};
use crate::model::disclosure::Answer;
use crate::model::value::{Field, Kind, Target};

use super::stated::{choice_word, shown};
use super::verdict::{Answers, Truth, truth};

/// One condition, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How deep it is nested: parts follow their whole.
    pub depth: usize,
    /// Whether it holds.
    pub truth: Truth,
    /// The field it is about, or a word for its kind.
    pub about: String,
    /// What is there, or what is missing.
    pub says: String,
    /// What would make it hold; only where it does not.
    pub wants: Option<String>,
}

/// The conditions of an indicator on an answer, whole before parts. Empty where the card has none.
pub fn findings(
    catalog: &Catalog,
    indicator: &Indicator,
    answer: Option<&Answer>,
    all: &Answers,
) -> Vec<Finding> {
    let nothing = Answer::default();
    let walk = Walk { catalog, indicator, answer: answer.unwrap_or(&nothing), all };
    let mut out = Vec::new();
    if let Some(earns) = &indicator.earns {
        // A plain list of conditions needs no line of its own.
        match earns {
            Criterion::All(parts) => parts.iter().for_each(|part| walk.visit(part, 0, &mut out)),
            single => walk.visit(single, 0, &mut out),
        }
    }
    out
}

/// What would earn the point: the missing parts, a line for each that is needed, or a statement that
/// earns it.
pub fn to_earn(
    catalog: &Catalog,
    indicator: &Indicator,
    answer: Option<&Answer>,
    all: &Answers,
) -> Vec<String> {
    let nothing = Answer::default();
    let walk = Walk { catalog, indicator, answer: answer.unwrap_or(&nothing), all };
    let mut wants: Vec<String> = match &indicator.earns {
        Some(Criterion::All(parts)) => parts.iter().filter_map(|part| walk.wants(part)).collect(),
        Some(single) => walk.wants(single).into_iter().collect(),
        None => Vec::new(),
    };
    for earning in &indicator.also_earns {
        wants.push(match earning {
            Earning::None => "or `stance: none`, if there is no such thing".to_owned(),
            Earning::NoAccess => "or `stance: no-access`, if it cannot be known".to_owned(),
            Earning::Contract => {
                "or `stance: withheld` with `withheld_for: contract`, if a contract forbids it"
                    .to_owned()
            }
            Earning::Justified => {
                "or `stance: withheld` with a statement of why, for a person to judge".to_owned()
            }
        });
    }
    if let Some(judge) = &indicator.judge {
        wants.push(format!("a person then decides: {judge}"));
    }
    wants
}

struct Walk<'a> {
    catalog: &'a Catalog,
    indicator: &'a Indicator,
    answer: &'a Answer,
    all: &'a Answers,
}

impl Walk<'_> {
    fn visit(&self, criterion: &Criterion, depth: usize, out: &mut Vec<Finding>) {
        let holds = truth(criterion, self.answer, self.all);
        let (about, says, wants) = self.describe(criterion, holds);
        let wants = wants.filter(|_| holds != Truth::True);
        out.push(Finding { depth, truth: holds, about, says, wants });
        if let Criterion::All(parts) | Criterion::Any(parts) | Criterion::AtLeast(_, parts) =
            criterion
        {
            let from = out.len();
            for part in parts {
                self.visit(part, depth + 1, out);
            }
            // Once the whole holds, nothing more is wanted of its parts.
            if holds == Truth::True {
                out[from..].iter_mut().for_each(|finding| finding.wants = None);
            }
        }
    }

    /// What would make a criterion hold, in one sentence; nothing if it does.
    fn wants(&self, criterion: &Criterion) -> Option<String> {
        let holds = truth(criterion, self.answer, self.all);
        if holds == Truth::True {
            return None;
        }
        let of = |parts: &[Criterion], word: &str| {
            let parts: Vec<String> = parts.iter().filter_map(|part| self.wants(part)).collect();
            (!parts.is_empty()).then(|| parts.join(word))
        };
        match criterion {
            Criterion::All(parts) => of(parts, ", and "),
            Criterion::Any(parts) => of(parts, "; or "),
            Criterion::AtLeast(n, parts) => Some(format!("{n} of these: {}", of(parts, "; ")?)),
            single => self.describe(single, holds).2,
        }
    }

    fn describe(&self, criterion: &Criterion, holds: Truth) -> (String, String, Option<String>) {
        let state = |field: usize| self.state(field, holds);
        match criterion {
            Criterion::All(_) => ("all of".into(), "these together".into(), None),
            Criterion::Any(_) => ("one of".into(), "these suffices".into(), None),
            Criterion::AtLeast(n, _) => (format!("{n} of"), "these suffice".into(), None),
            Criterion::Present(at) => {
                let field = self.field(*at);
                (field.id.to_string(), state(*at), Some(state_it(field)))
            }
            Criterion::Quantity(at, figures) => {
                let field = self.field(*at);
                let s = if *figures == 1 { "" } else { "s" };
                let says = format!("{}; to {figures} significant figure{s}", state(*at));
                (field.id.to_string(), says, Some(state_it(field)))
            }
            Criterion::Count(at, least) => {
                let field = self.field(*at);
                let says = format!("{}; at least {least}", state(*at));
                let wants = format!("list at least {least} under `{}`", field.id);
                (field.id.to_string(), says, Some(wants))
            }
            Criterion::Each(at, columns) => {
                let field = self.field(*at);
                let all = field.kind.columns().unwrap_or_default();
                let names: Vec<&str> =
                    columns.iter().filter_map(|c| Some(all.get(*c)?.id.as_str())).collect();
                let says = format!("{}; each with {}", state(*at), names.join(", "));
                let wants = format!("give {} for each item of `{}`", names.join(", "), field.id);
                (field.id.to_string(), says, Some(wants))
            }
            Criterion::Sums(at, tolerance) => {
                let field = self.field(*at);
                let says = format!("{}; adding up to 100 % within {tolerance}", state(*at));
                let wants = format!("make the shares of `{}` add up to 100 %", field.id);
                (field.id.to_string(), says, Some(wants))
            }
            Criterion::Covers(at, target, percent) => {
                let field = self.field(*at);
                let other = &self.catalog.indicators[target.indicator];
                let list = format!("{}.{}", other.id, other.fields[target.field].id);
                let says = match holds {
                    Truth::Unknown => format!("{list} is not disclosed, so this cannot be decided"),
                    _ => format!(
                        "{}; {percent} % of {list}{}",
                        state(*at),
                        self.unnamed(*at, target)
                    ),
                };
                let wants = format!("name the items of `{list}` under `{}`", field.id);
                (field.id.to_string(), says, Some(wants))
            }
            Criterion::OneOf(at, wanted) => {
                let field = self.field(*at);
                let words: Vec<String> =
                    wanted.iter().map(|choice| choice_word(&field.kind, *choice)).collect();
                let says = format!("{}; {} wanted", state(*at), words.join(" or "));
                let wants =
                    format!("this counts only with `{}: {}`", field.id, words.join("` or `"));
                (field.id.to_string(), says, Some(wants))
            }
            Criterion::Source(part) => {
                let part = match part {
                    SourcePart::Any => "a source",
                    SourcePart::Url => "a source with an address",
                    SourcePart::Archived => "a source with an archived copy",
                    SourcePart::Quote => "a source with a quote",
                };
                let says = format!("{} sources", self.answer.sources.len());
                ("sources".into(), says, Some(format!("name {part}")))
            }
        }
    }

    /// Which items of another indicator's list a field does not name.
    fn unnamed(&self, at: usize, target: &Target) -> String {
        let value = |answer: &Answer, at: usize| answer.values.get(at).cloned().flatten();
        let list = self.all.get(target.indicator).and_then(Option::as_ref);
        let Some(list) = list.and_then(|answer| value(answer, target.field)) else {
            return String::new();
        };
        let here = value(self.answer, at);
        let missing: Vec<&str> = list
            .item_names()
            .filter(|item| !here.as_ref().is_some_and(|here| here.names(item)))
            .collect();
        match missing.as_slice() {
            [] => String::new(),
            some => format!("; not named: {}", some.join(", ")),
        }
    }

    fn field(&self, at: usize) -> &Field {
        &self.indicator.fields[at]
    }

    fn state(&self, at: usize, holds: Truth) -> String {
        let value = self.answer.values.get(at).and_then(Option::as_ref);
        match value.filter(|value| value.is_filled()) {
            Some(value) => shown(value, self.field(at)),
            None if holds == Truth::True => "not needed".into(),
            None => format!("{} is missing", self.field(at).kind.wants()),
        }
    }
}

fn state_it(field: &Field) -> String {
    if field.kind == Kind::Text && !field.help.is_empty() {
        return format!("state `{}`: {}", field.id, field.help);
    }
    format!("state `{}`, for example `{0}: {1}`", field.id, field.kind.example())
}
