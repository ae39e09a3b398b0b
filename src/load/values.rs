//! The values of an answer, read as their card declares them.

use std::collections::HashMap;

use crate::model::diagnostic::Code;
use crate::model::fraction::{Fraction, FractionError};
use crate::model::quantity::{Dimension, Quantity, QuantityError};
use crate::model::value::{Field, Kind, Row, Value};

use crate::file::address::is_address;
use crate::file::node::{Kind as Shape, Node};
use crate::file::problems::{self, Report};

/// Reads a mapping from fields to values; a place for each field.
pub fn values(node: &Node, fields: &[Field], report: &mut Report<'_>) -> Vec<Option<Value>> {
    if let Shape::Scalar(scalar) = &node.kind
        && is_address(&scalar.text)
    {
        let message = "`values` wants a mapping, and this is an address".to_owned();
        let hint = "write what was disclosed under its field, and the address under `sources`";
        report.error(Code::WrongType, node.span, message, Some(hint.to_owned()));
        return vec![None; fields.len()];
    }
    row(node, fields, "`values`", report)
}

fn row(node: &Node, fields: &[Field], what: &str, report: &mut Report<'_>) -> Row {
    let mut out = vec![None; fields.len()];
    let entries = problems::entries(node, what, Code::DuplicateKey, report).unwrap_or_default();
    // A card has a few fields; a stranger's has as many as it likes.
    let many: HashMap<&str, usize> = if fields.len() > 16 {
        fields.iter().enumerate().map(|(at, field)| (field.id.as_str(), at)).collect()
    } else {
        HashMap::new()
    };
    let position = |key: &str| match fields.len() {
        0..=16 => fields.iter().position(|field| field.id.as_str() == key),
        _ => many.get(key).copied(),
    };
    for (key, node) in entries {
        let Some(at) = position(&key.text) else {
            let known = fields.iter().map(|f| f.id.as_str());
            let message = format!("{what} has no field `{}`", problems::show(&key.text));
            let hint = report
                .hint(&key.text, known)
                .or_else(|| fields.is_empty().then(|| "this indicator asks for no values".into()));
            report.error(Code::UnknownField, key.span, message, hint);
            continue;
        };
        if node.kind != Shape::Null {
            out[at] = value(node, &fields[at].kind, fields[at].id.as_str(), report);
        }
    }
    out
}

fn value(node: &Node, kind: &Kind, name: &str, report: &mut Report<'_>) -> Option<Value> {
    let what = format!("`{name}`");
    // An address says where something can be read, which is no value of another kind.
    if let Shape::Scalar(scalar) = &node.kind
        && !matches!(kind, Kind::Text | Kind::Url)
        && is_address(&scalar.text)
    {
        let message = format!("{what} wants {}, and this is an address", kind.wants());
        let hint = match kind {
            Kind::List(of) if **of == Kind::Url => {
                format!("write it in brackets: [\"{}\"]", scalar.text.trim())
            }
            _ => "write the value, and put the address under `sources`".to_owned(),
        };
        report.error(Code::WrongType, node.span, message, Some(hint));
        return None;
    }
    match kind {
        Kind::Text => text(node, &what, report).map(Value::Text),
        Kind::Flag => problems::flag(node, &what, report).map(Value::Flag),
        Kind::Choice(words) => choice(node, &what, words, report).map(Value::Choice),
        Kind::Choices(words) => {
            let items = problems::list(node, &what, report)?;
            let at: HashMap<&str, usize> =
                words.iter().enumerate().map(|(at, word)| (word.as_str(), at)).collect();
            let known = |text: &str| at.get(text).copied();
            let mut chosen: Vec<usize> =
                items.iter().filter_map(|item| chosen(item, &what, words, known, report)).collect();
            chosen.sort_unstable();
            chosen.dedup();
            Some(Value::Choices(chosen))
        }
        Kind::Quantity(dimensions) => quantity(node, &what, dimensions, report),
        Kind::Fraction => fraction(node, &what, report),
        Kind::Date => problems::date(node, &what, &[4, 7, 10], report).map(Value::Date),
        Kind::Url => problems::url(node, report).map(Value::Url),
        Kind::List(of) => {
            let items = problems::list(node, &what, report)?;
            let items = items.iter().filter_map(|item| value(item, of, name, report)).collect();
            Some(Value::List(items))
        }
        Kind::Table(columns) => {
            let rows = problems::list(node, &what, report)?;
            Some(Value::Table(rows.iter().map(|r| row(r, columns, &what, report)).collect()))
        }
        Kind::Shares => shares(node, &what, report),
        Kind::Per(_, columns) => {
            let entries = problems::entries(node, &what, Code::DuplicateKey, report)?;
            let rows = entries.into_iter().map(|(key, node)| {
                problems::shows(&key.text, key.span, "a key", report);
                let cells = if node.kind == Shape::Null {
                    vec![None; columns.len()]
                } else {
                    row(node, columns, &what, report)
                };
                (key.text.clone(), cells)
            });
            Some(Value::Per(rows.collect()))
        }
    }
}

/// Words that say something. What nobody would see is no value, and earns nothing.
fn text(node: &Node, what: &str, report: &mut Report<'_>) -> Option<String> {
    let text = problems::text(node, what, report)?;
    if text.trim().is_empty() {
        let hint = "write what was disclosed, or leave it out".to_owned();
        report.warning(Code::BlankText, node.span, format!("{what} says nothing"), hint);
        return None;
    }
    Some(text)
}

fn choice(node: &Node, what: &str, words: &[String], report: &mut Report<'_>) -> Option<usize> {
    let known = |text: &str| words.iter().position(|word| word == text);
    chosen(node, what, words, known, report)
}

/// One of some words, which `known` finds.
fn chosen(
    node: &Node,
    what: &str,
    words: &[String],
    known: impl Fn(&str) -> Option<usize>,
    report: &mut Report<'_>,
) -> Option<usize> {
    let text = problems::text(node, what, report)?;
    let found = known(&text);
    if found.is_none() {
        let message = format!("{what} cannot be `{}`", problems::show(&text));
        let hint = report.hint(&text, words.iter().map(String::as_str));
        report.error(Code::UnknownValue, node.span, message, hint);
    }
    found
}

fn quantity(
    node: &Node,
    what: &str,
    wanted: &[Dimension],
    report: &mut Report<'_>,
) -> Option<Value> {
    let text = problems::text(node, what, report)?;
    let names = || wanted.iter().map(|d| d.name()).collect::<Vec<_>>().join(" or ");
    let example = wanted.first().map_or("", |d| d.example());
    let hint = Some(format!("write for example `{example}`"));
    let shown = problems::show(&text);
    match Quantity::parse(&text) {
        Ok(quantity) if wanted.contains(&quantity.dimension) => {
            if quantity.dimension == Dimension::Percent && quantity.high > 100.0 {
                let message = format!("{what} is over 100 %: `{shown}`");
                report.error(Code::ShareOutOfRange, node.span, message, None);
                return None;
            }
            ask(&quantity, &shown, what, node, wanted, report);
            Some(Value::Quantity(quantity, text))
        }
        Ok(quantity) => {
            let got = quantity.dimension.name();
            let message = if quantity.bare {
                format!("{what} wants {}, and `{shown}` has no unit", names())
            } else {
                format!("{what} wants {}, got {got}", names())
            };
            report.error(Code::UnitMismatch, node.span, message, hint);
            None
        }
        Err(error) => {
            let code = match error {
                QuantityError::Negative => Code::NegativeQuantity,
                _ => Code::UnreadableValue,
            };
            let message = format!("{what} wants {}; cannot read `{shown}`: {error}", names());
            report.error(code, node.span, message, hint);
            None
        }
    }
}

/// Asks about a quantity that can be read and hardly be meant.
fn ask(
    quantity: &Quantity,
    shown: &str,
    what: &str,
    node: &Node,
    wanted: &[Dimension],
    report: &mut Report<'_>,
) {
    let (least, most) = quantity.dimension.likely();
    let name = quantity.dimension.name();
    // A score or a part may be a bare number; a size is of something.
    let measured = |d: &&Dimension| !matches!(d, Dimension::Count | Dimension::Percent);
    let (said, hint) = if quantity.bare && wanted.iter().any(|d| measured(&d)) {
        let others = wanted.iter().filter(measured).map(|d| d.example());
        let example = others.collect::<Vec<_>>().join("` or `");
        (
            "does not say of what".to_owned(),
            format!("write the unit, for example `{example}`, or what is counted: `1,200 images`"),
        )
    } else if quantity.high <= 0.0 && least > 0.0 {
        (
            format!("is {name} of nothing"),
            "where there was none, write `stance: none`; where it is not said, leave it out".into(),
        )
    } else if quantity.high < least {
        (format!("is less than {name} can be"), "look at the number and its unit again".into())
    } else if quantity.high > most {
        (format!("is more than {name} can be"), "look at the number and its unit again".into())
    } else {
        return;
    };
    report.warning(Code::UnlikelyValue, node.span, format!("{what}: `{shown}` {said}"), hint);
}

fn fraction(node: &Node, what: &str, report: &mut Report<'_>) -> Option<Value> {
    let text = problems::text(node, what, report)?;
    match Fraction::parse(&text) {
        Ok(fraction) => Some(Value::Fraction(fraction)),
        Err(error) => {
            let shown = problems::show(&text);
            let message =
                format!("{what} wants so many of so many; cannot read `{shown}`: {error}");
            let hint = format!("write for example `{}`", Fraction::EXAMPLE);
            let code = match error {
                FractionError::TooMuch | FractionError::OfNothing => Code::ShareOutOfRange,
                FractionError::NoNumbers => Code::UnreadableValue,
            };
            report.error(code, node.span, message, Some(hint));
            None
        }
    }
}

/// Names with percentages; a bare number is a percentage too.
fn shares(node: &Node, what: &str, report: &mut Report<'_>) -> Option<Value> {
    let entries = problems::entries(node, what, Code::DuplicateKey, report)?;
    let mut shares = Vec::with_capacity(entries.len());
    let mut whole = true;
    for (key, node) in entries {
        problems::shows(&key.text, key.span, "a key", report);
        let Some(text) = problems::text(node, what, report) else {
            whole = false;
            continue;
        };
        let read = Quantity::parse(&text);
        let share = read.as_ref().ok().filter(|q| {
            matches!(q.dimension, Dimension::Percent)
                || (q.dimension == Dimension::Count
                    && text.trim().ends_with(|c: char| c.is_ascii_digit()))
        });
        match share {
            Some(share) if share.high <= 100.0 => {
                let middle = f64::midpoint(share.low, share.high);
                shares.push((key.text.clone(), middle, text));
                continue;
            }
            Some(_) => {
                let message = format!("{what}: a share is over 100 %: `{}`", problems::show(&text));
                report.error(Code::ShareOutOfRange, node.span, message, None);
            }
            None => {
                let code = match read {
                    Err(QuantityError::Negative) => Code::NegativeQuantity,
                    Ok(_) => Code::UnitMismatch,
                    Err(_) => Code::UnreadableValue,
                };
                let message = format!("{what} wants a percentage, got `{}`", problems::show(&text));
                report.error(code, node.span, message, Some("write for example `40 %`".into()));
            }
        }
        whole = false;
    }
    let sum: f64 = shares.iter().map(|(_, share, _)| share).sum();
    // Rounding each of many shares can add a little.
    if sum > 100.5 + 0.5 * shares.len() as f64 {
        let message = format!("{what} adds up to {sum:.0} %");
        report.error(Code::ShareOutOfRange, node.span, message, None);
        return None;
    }
    whole.then_some(Value::Shares(shares))
}
