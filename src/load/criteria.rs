//! What a card declares: the values it asks for and the conditions on them.

use std::collections::HashMap;

use crate::model::Id;
use crate::model::catalog::Indicator;
use crate::model::criterion::Criterion;
use crate::model::diagnostic::Code;
use crate::model::quantity::Dimension;
use crate::model::value::{Field, Kind, Target};

use super::keys::card::{COLUMN, FIELD, KINDS};
use super::keys::criterion::{
    AT_LEAST, COUNT, COVERS, CRITERION, EACH, ONE_OF, QUANTITY, SOURCE_PARTS, SUMS,
};
use crate::file::fields::Fields;
use crate::file::node::{Key, Kind as Shape, Node, Span};
use crate::file::problems::{self, Report};

/// What criteria and fields may speak of: indicator ids in order, and each one's fields.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// Every indicator of the catalog; fields are read before criteria.
    pub indicators: &'a [Indicator],
}

/// Reads a card's `values`. Targets of `per` fields are resolved later, by [`targets`].
pub fn fields(node: &Node, report: &mut Report<'_>) -> Vec<Field> {
    let entries =
        problems::entries(node, "`values`", Code::DuplicateKey, report).unwrap_or_default();
    entries.into_iter().filter_map(|(key, node)| field(key, node, true, report)).collect()
}

fn field(key: &Key, node: &Node, nested: bool, report: &mut Report<'_>) -> Option<Field> {
    let id = problems::parse_id(&key.text, key.span, "the field", report)?;
    let what = format!("field `{id}`");
    let object = if nested { &FIELD } else { &COLUMN };
    let fields = Fields::open_as(node, object, &what, report)?;
    let help =
        fields.get("help").and_then(|n| problems::text(n, "`help`", report)).unwrap_or_default();
    let word = fields.get("kind")?;
    let text = problems::text(word, "`kind`", report)?;
    let kind = kind(&text, word.span, &fields, nested, report)?;
    Some(Field { id, kind, help })
}

fn kind(
    word: &str,
    span: Span,
    fields: &Fields<'_>,
    nested: bool,
    report: &mut Report<'_>,
) -> Option<Kind> {
    let columns = |report: &mut Report<'_>| -> Option<Vec<Field>> {
        let node = fields.get("columns")?;
        let entries = problems::entries(node, "`columns`", Code::DuplicateKey, report)?;
        Some(entries.into_iter().filter_map(|(k, n)| field(k, n, false, report)).collect())
    };
    let kind = match word {
        "text" => Kind::Text,
        "flag" => Kind::Flag,
        "date" => Kind::Date,
        "fraction" => Kind::Fraction,
        "url" => Kind::Url,
        "duration" => Kind::Quantity(vec![Dimension::Time]),
        "money" => Kind::Quantity(vec![Dimension::Money]),
        "choice" => Kind::Choice(words(fields, report)?),
        "choices" => Kind::Choices(words(fields, report)?),
        "quantity" => Kind::Quantity(dimensions(fields, report)?),
        "shares" => Kind::Shares,
        "list" => Kind::List(Box::new(match fields.get("of") {
            None => Kind::Text,
            Some(node) => match problems::text(node, "`of`", report)?.as_str() {
                "text" => Kind::Text,
                "url" => Kind::Url,
                "date" => Kind::Date,
                other => {
                    let message = format!("a list is of text, url or date, not `{other}`");
                    report.error(Code::UnknownValue, node.span, message, None);
                    return None;
                }
            },
        })),
        "table" if nested => Kind::Table(columns(report)?),
        "per" if nested => {
            let unresolved = Target { indicator: usize::MAX, field: usize::MAX };
            Kind::Per(unresolved, columns(report)?)
        }
        other => {
            let message = if KINDS.contains(&other) {
                format!("a column cannot be a {other}")
            } else {
                format!("there is no kind `{}`", problems::show(other))
            };
            let hint = report.hint(other, KINDS.iter().copied());
            report.error(Code::UnknownValue, span, message, hint);
            return None;
        }
    };
    Some(kind)
}

fn words(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Vec<String>> {
    let node = fields.get("of")?;
    Some(problems::texts(node, "`of`", report)).filter(|words| !words.is_empty())
}

fn dimensions(fields: &Fields<'_>, report: &mut Report<'_>) -> Option<Vec<Dimension>> {
    let node = fields.get("of")?;
    let words = Dimension::ALL.map(|(dimension, word, ..)| (word, dimension));
    let found: Vec<Dimension> = match &node.kind {
        Shape::Seq(items) => {
            items.iter().filter_map(|n| problems::word(n, "`of`", &words, report)).collect()
        }
        _ => problems::word(node, "`of`", &words, report).into_iter().collect(),
    };
    (!found.is_empty()).then_some(found)
}

/// Resolves what a card's `per` fields are about.
pub fn targets(node: &Node, fields: &mut [Field], scope: Scope<'_>, report: &mut Report<'_>) {
    let Shape::Map(entries) = &node.kind else { return };
    let nodes: HashMap<&str, &Node> =
        entries.iter().rev().map(|(key, node)| (key.text.as_str(), node)).collect();
    for field in fields {
        let Kind::Per(target, _) = &mut field.kind else { continue };
        let Some(node) = nodes.get(field.id.as_str()) else { continue };
        let Some((_, of)) = node.entry("of") else { continue };
        if let Some(found) = target_of(of, scope, report) {
            *target = found;
        }
    }
}

/// `indicator.field`, which must have items.
fn target_of(node: &Node, scope: Scope<'_>, report: &mut Report<'_>) -> Option<Target> {
    let text = problems::text(node, "`of`", report)?;
    let (indicator, field) = text.split_once('.').unwrap_or((&text, ""));
    let Some(at) = scope.indicators.iter().position(|i| i.id.as_str() == indicator) else {
        let known = scope.indicators.iter().map(|i| i.id.as_str());
        let message = format!("no indicator `{}` in this catalog", problems::show(indicator));
        let hint = report.hint(indicator, known).or(Some("write indicator.field".into()));
        report.error(Code::UnknownIndicator, node.span, message, hint);
        return None;
    };
    let found = position(field, node.span, &scope.indicators[at].fields, report)?;
    // Choices have items that are counted, but none that others would name.
    let kind = &scope.indicators[at].fields[found].kind;
    if !kind.has_items() || matches!(kind, Kind::Choices(_)) {
        let message = format!("`{}` has no items", problems::show(&text));
        report.error(Code::ImpossibleCriterion, node.span, message, None);
        return None;
    }
    Some(Target { indicator: at, field: found })
}

fn position(name: &str, span: Span, fields: &[Field], report: &mut Report<'_>) -> Option<usize> {
    let found = fields.iter().position(|f| f.id.as_str() == name);
    if found.is_none() {
        let message = format!("there is no field `{}`", problems::show(name));
        let hint = report.hint(name, fields.iter().map(|f| f.id.as_str()));
        report.error(Code::UnknownField, span, message, hint);
    }
    found
}

/// Reads a criterion of an indicator.
pub fn criterion(
    node: &Node,
    own: &[Field],
    scope: Scope<'_>,
    report: &mut Report<'_>,
) -> Option<Criterion> {
    let entries = problems::entries(node, "a criterion", Code::DuplicateKey, report)?;
    let [(key, body)] = entries.as_slice() else {
        let message = format!("a criterion has one key, not {}", entries.len());
        let hint = format!("one of {}", CRITERION.names().collect::<Vec<_>>().join(", "));
        report.error(Code::WrongType, node.span, message, Some(hint));
        return None;
    };
    let parts = |node: &Node, report: &mut Report<'_>| -> Option<Vec<Criterion>> {
        let items = problems::list(node, "the parts of a criterion", report)?;
        let parts: Vec<_> = items.iter().filter_map(|n| criterion(n, own, scope, report)).collect();
        if items.is_empty() {
            let message = "a criterion without parts says nothing".to_owned();
            report.error(Code::ImpossibleCriterion, node.span, message, None);
        }
        (parts.len() == items.len() && !parts.is_empty()).then_some(parts)
    };
    match key.text.as_str() {
        "all" => parts(body, report).map(Criterion::All),
        "any" => parts(body, report).map(Criterion::Any),
        "at_least" => {
            let fields = Fields::open(body, &AT_LEAST, report)?;
            let count = number(&fields, "n", "`at_least`", report)?;
            let of = parts(fields.get("of")?, report)?;
            possible(count <= of.len() && count > 0, body.span, report)?;
            Some(Criterion::AtLeast(count, of))
        }
        "present" => present(body, own, report),
        "quantity" => quantity(body, own, report),
        "count" => count(body, own, report),
        "each" => each(body, own, report),
        "sums" => {
            let fields = Fields::open(body, &SUMS, report)?;
            let at = field_of(&fields, own, report)?;
            let tolerance = match fields.get("tolerance") {
                None => 1,
                Some(_) => number(&fields, "tolerance", "`sums`", report)?,
            };
            possible(own[at].kind == Kind::Shares && tolerance < 50, body.span, report)?;
            Some(Criterion::Sums(at, tolerance as f64))
        }
        "covers" => {
            let fields = Fields::open(body, &COVERS, report)?;
            let at = field_of(&fields, own, report)?;
            let of = fields.get("of")?;
            let target = target_of(of, scope, report)?;
            let percent = match fields.get("percent") {
                None => 100,
                Some(_) => number(&fields, "percent", "`covers`", report)?,
            };
            let right = own[at].kind.has_items() && (1..=100).contains(&percent);
            possible(right, body.span, report)?;
            Some(Criterion::Covers(at, target, percent))
        }
        "one_of" => one_of(body, own, report),
        "source" => problems::word(body, "`source`", SOURCE_PARTS, report).map(Criterion::Source),
        other => {
            let message = format!("there is no criterion `{}`", problems::show(other));
            let hint = report.hint(other, CRITERION.names());
            report.error(Code::UnknownKey, key.span, message, hint);
            None
        }
    }
}

fn quantity(body: &Node, own: &[Field], report: &mut Report<'_>) -> Option<Criterion> {
    let fields = Fields::open(body, &QUANTITY, report)?;
    let at = field_of(&fields, own, report)?;
    let figures = match fields.get("significant_figures") {
        None => 1,
        Some(_) => number(&fields, "significant_figures", "`quantity`", report)?,
    };
    let right = matches!(own[at].kind, Kind::Quantity(_)) && (1..=15).contains(&figures);
    possible(right, body.span, report)?;
    Some(Criterion::Quantity(at, u32::try_from(figures).unwrap_or(u32::MAX)))
}

fn count(body: &Node, own: &[Field], report: &mut Report<'_>) -> Option<Criterion> {
    let fields = Fields::open(body, &COUNT, report)?;
    let at = field_of(&fields, own, report)?;
    let least = number(&fields, "at_least", "`count`", report)?;
    let most = match &own[at].kind {
        Kind::Choices(words) => words.len(),
        kind if kind.has_items() => usize::MAX,
        _ => 0,
    };
    possible((1..=most).contains(&least), body.span, report)?;
    Some(Criterion::Count(at, least))
}

fn each(body: &Node, own: &[Field], report: &mut Report<'_>) -> Option<Criterion> {
    let fields = Fields::open(body, &EACH, report)?;
    let at = field_of(&fields, own, report)?;
    let has = fields.get("has")?;
    let Some(columns) = own[at].kind.columns() else {
        return possible(false, body.span, report).and(None);
    };
    let names = problems::ids(has, "a column", report);
    let found: Option<Vec<usize>> =
        names.iter().map(|(id, span)| position(id.as_str(), *span, columns, report)).collect();
    Some(Criterion::Each(at, found?))
}

fn present(node: &Node, own: &[Field], report: &mut Report<'_>) -> Option<Criterion> {
    let one = |node: &Node, report: &mut Report<'_>| {
        let text = problems::text(node, "`present`", report)?;
        position(&text, node.span, own, report).map(Criterion::Present)
    };
    match &node.kind {
        Shape::Seq(items) => {
            let all: Option<Vec<Criterion>> = items.iter().map(|n| one(n, report)).collect();
            all.filter(|all| !all.is_empty()).map(Criterion::All)
        }
        _ => one(node, report),
    }
}

fn one_of(node: &Node, own: &[Field], report: &mut Report<'_>) -> Option<Criterion> {
    let fields = Fields::open(node, &ONE_OF, report)?;
    let at = field_of(&fields, own, report)?;
    let values = fields.get("values")?;
    let flag = ["false".to_owned(), "true".to_owned()];
    let words: &[String] = match &own[at].kind {
        Kind::Flag => &flag,
        Kind::Choice(words) | Kind::Choices(words) => words,
        _ => return possible(false, node.span, report).and(None),
    };
    let known: Vec<(&str, usize)> = words.iter().map(String::as_str).zip(0..).collect();
    let items = problems::list(values, "`values`", report)?;
    let found: Option<Vec<usize>> = items
        .iter()
        .map(|item| {
            let text = problems::text(item, "`values`", report)?;
            let found = known.iter().find(|(word, _)| *word == text).map(|(_, at)| *at);
            if found.is_none() {
                let message = format!("`{}` is not among the choices", problems::show(&text));
                let hint = report.hint(&text, words.iter().map(String::as_str));
                report.error(Code::ImpossibleCriterion, item.span, message, hint);
            }
            found
        })
        .collect();
    found.filter(|found| !found.is_empty()).map(|found| Criterion::OneOf(at, found))
}

fn field_of(fields: &Fields<'_>, own: &[Field], report: &mut Report<'_>) -> Option<usize> {
    let node = fields.get("field")?;
    let text = problems::text(node, "`field`", report)?;
    position(&text, node.span, own, report)
}

fn number(fields: &Fields<'_>, key: &str, what: &str, report: &mut Report<'_>) -> Option<usize> {
    let node = fields.get(key)?;
    let text = problems::text(node, what, report)?;
    let number = text.parse().ok();
    if number.is_none() {
        let message = format!("`{key}` wants a whole number, got `{}`", problems::show(&text));
        report.error(Code::WrongType, node.span, message, None);
    }
    number
}

fn possible(holds: bool, span: Span, report: &mut Report<'_>) -> Option<()> {
    if !holds {
        let message = "this criterion can never hold for such a field".to_owned();
        report.error(Code::ImpossibleCriterion, span, message, None);
    }
    holds.then_some(())
}

/// Whether following `per` fields from one indicator leads back to it.
pub fn cycle(indicators: &[Indicator]) -> Option<Vec<Id>> {
    let next = |at: usize| {
        indicators[at].fields.iter().filter_map(|field| match &field.kind {
            Kind::Per(target, _) => Some(target.indicator).filter(|to| *to < indicators.len()),
            _ => None,
        })
    };
    // Colours of a depth-first walk: 0 new, 1 on the path, 2 done.
    let mut colour = vec![0_u8; indicators.len()];
    for start in 0..indicators.len() {
        let mut path = vec![(start, next(start).collect::<Vec<_>>())];
        if colour[start] != 0 {
            continue;
        }
        colour[start] = 1;
        while let Some((at, todo)) = path.last_mut() {
            let at = *at;
            match todo.pop() {
                Some(to) if colour[to] == 1 => {
                    let from = path.iter().position(|(p, _)| *p == to).unwrap_or(0);
                    return Some(
                        path[from..].iter().map(|(p, _)| indicators[*p].id.clone()).collect(),
                    );
                }
                Some(to) if colour[to] == 0 => {
                    colour[to] = 1;
                    path.push((to, next(to).collect()));
                }
                Some(_) => {}
                None => {
                    colour[at] = 2;
                    path.pop();
                }
            }
        }
    }
    None
}
