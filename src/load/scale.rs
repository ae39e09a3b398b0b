//! Scales, methods, bands and rules to whom a question applies.

use std::collections::HashSet;

use crate::model::Points;
use crate::model::catalog::{Applies, Band};
use crate::model::diagnostic::Code;
use crate::model::method::{Aggregation, Method, Ranked};
use crate::model::scale::{Better, Level, Scale, Values, Weight};

use super::keys::scale::{BETTER, METHOD, RANKS, SCALE};
use crate::file::fields::Fields;
use crate::file::node::{Kind, Node};
use crate::file::problems::{self, Report};

/// Reads a scale: a list of points, or an object that says more.
pub fn scale(node: &Node, report: &mut Report<'_>) -> Option<Scale> {
    let Kind::Map(_) = node.kind else {
        return levels(node, "`scale`", report).map(Scale::levels);
    };
    let fields = Fields::open(node, &SCALE, report)?;
    let better = fields.get("better").and_then(|node| {
        let words = BETTER.iter().copied().zip([Better::More, Better::Fewer]);
        problems::word(node, "`better`", &words.collect::<Vec<_>>(), report)
    });
    let values = match (fields.get("levels"), fields.get("from")) {
        (Some(node), _) => match node.kind {
            Kind::Map(_) => Values::Levels(named_levels(node, report)?),
            _ => Scale::levels(levels(node, "`levels`", report)?).values,
        },
        (None, Some(from)) => range(&fields, from, report)?,
        // What is missing was said when the scale was opened.
        (None, None) => return None,
    };
    Some(Scale { values, better: better.unwrap_or_default() })
}

fn levels(node: &Node, what: &str, report: &mut Report<'_>) -> Option<Vec<Points>> {
    let items = problems::list(node, what, report)?;
    let points: Option<Vec<Points>> = items.iter().map(|n| number(n, what, report)).collect();
    let points = points?;
    if points.len() < 2 || !points.is_sorted_by(|a, b| a < b) {
        let message = format!("{what} wants two or more numbers, ascending");
        report.error(Code::WrongType, node.span, message, Some("for example [0, 1]".into()));
        return None;
    }
    Some(points)
}

fn named_levels(node: &Node, report: &mut Report<'_>) -> Option<Vec<Level>> {
    let entries = problems::entries(node, "`levels`", Code::DuplicateKey, report)?;
    let mut levels = Vec::with_capacity(entries.len());
    let mut names = HashSet::new();
    for (key, node) in entries {
        let points = number(node, "a level", report);
        if !problems::shows(&key.text, key.span, "a level's name", report) {
            continue;
        }
        let message = if Points::parse(key.text.trim()).is_some() {
            Some(format!("a level's name is a word, not a number like `{}`", key.text))
        } else if !names.insert(key.text.trim().to_lowercase()) {
            Some(format!("two levels are called `{}`", problems::show(&key.text)))
        } else {
            None
        };
        if let Some(message) = message {
            let hint = "give each level a name of its own".to_owned();
            report.error(Code::WrongType, key.span, message, Some(hint));
            continue;
        }
        levels.extend(points.map(|points| Level { points, name: Some(key.text.clone()) }));
    }
    levels.sort_by_key(|level| level.points);
    let twice = levels.windows(2).find(|pair| pair[0].points == pair[1].points);
    if let Some([one, other]) = twice {
        let name = |level: &Level| problems::show(level.name.as_deref().unwrap_or_default());
        let message =
            format!("`{}` and `{}` have the same points, {}", name(one), name(other), one.points);
        report.error(Code::WrongType, node.span, message, None);
        return None;
    }
    if levels.len() < 2 {
        let message = "`levels` wants two or more".to_owned();
        report.error(
            Code::WrongType,
            node.span,
            message,
            Some("for example {closed: 0, partial: 0.5, open: 1}".into()),
        );
        return None;
    }
    Some(levels)
}

fn range(fields: &Fields<'_>, from: &Node, report: &mut Report<'_>) -> Option<Values> {
    let least = number(from, "`from`", report);
    let to = fields.need("to", "a range", report);
    let most = to.and_then(|node| number(node, "`to`", report));
    let step = match fields.get("step") {
        Some(node) => {
            let step = number(node, "`step`", report)?;
            if step <= Points::ZERO {
                let message = format!("`step` wants a number above zero, got {step}");
                report.error(Code::WrongType, node.span, message, None);
                return None;
            }
            Some((step, node.span))
        }
        None => None,
    };
    let (least, most) = (least?, most?);
    if least >= most {
        let message = format!("a range goes up, not from {least} to {most}");
        report.error(Code::WrongType, from.span, message, None);
        return None;
    }
    if let Some((step, span)) = step
        && (most - least).thousandths() % step.thousandths() != 0
    {
        let message = format!("steps of {step} from {least} do not lead to {most}");
        report.error(Code::WrongType, span, message, None);
        return None;
    }
    Some(Values::Range { least, most, step: step.map(|(step, _)| step) })
}

/// A number of points.
fn number(node: &Node, what: &str, report: &mut Report<'_>) -> Option<Points> {
    let text = problems::text(node, what, report)?;
    let points = Points::parse(text.trim());
    if points.is_none() {
        let message = format!("{what} wants a number, got `{}`", problems::show(&text));
        let hint = "with three decimals at most, for example 0.5".to_owned();
        report.error(Code::WrongType, node.span, message, Some(hint));
    }
    points
}

/// Reads a weight: a number above zero.
pub fn weight(node: &Node, report: &mut Report<'_>) -> Option<Weight> {
    let points = number(node, "`weight`", report)?;
    let weight = u32::try_from(points.thousandths()).ok().and_then(Weight::of_thousandths);
    if weight.is_none() {
        let message = format!("a weight is above zero, not {points}");
        let hint = "what is not to count has `scored: false` in its card".to_owned();
        report.error(Code::WrongType, node.span, message, Some(hint));
    }
    weight
}

/// Reads a method: its name, or an object that says more.
pub fn method(node: &Node, report: &mut Report<'_>) -> Option<Method> {
    let words: Vec<(&str, Aggregation)> =
        Aggregation::ALL.iter().map(|(word, aggregation, _)| (*word, *aggregation)).collect();
    let default = Method::default();
    if let Kind::Scalar(_) = node.kind {
        let aggregation = problems::word(node, "`method`", &words, report)?;
        return Some(Method { aggregation, ..default });
    }
    let fields = Fields::open(node, &METHOD, report)?;
    let aggregation =
        fields.get("score").and_then(|node| problems::word(node, "`score`", &words, report));
    let full = match fields.get("out_of") {
        None => Some(default.full),
        Some(node) => {
            let full = number(node, "`out_of`", report);
            let is_sum = aggregation == Some(Aggregation::Sum);
            if full.is_some_and(|full| full <= Points::ZERO) || is_sum {
                let (message, hint) = if is_sum {
                    ("a sum is out of what its points add up to", "leave `out_of` away")
                } else {
                    ("`out_of` wants a number above zero", "for example 100")
                };
                report.error(Code::WrongType, node.span, message.to_owned(), Some(hint.into()));
            }
            full
        }
    };
    let decimals = fields.get("decimals").and_then(|node| {
        let text = problems::text(node, "`decimals`", report)?;
        let decimals = text.trim().parse::<u32>().ok().filter(|decimals| *decimals <= 6);
        if decimals.is_none() {
            let message = format!("`decimals` wants 0 to 6, got `{}`", problems::show(&text));
            report.error(Code::WrongType, node.span, message, None);
        }
        decimals
    });
    let ranked = fields.get("ranks").and_then(|node| {
        let words = RANKS.iter().copied().zip([Ranked::Exact, Ranked::Rounded]);
        let ranked = problems::word(node, "`ranks`", &words.collect::<Vec<_>>(), report)?;
        if ranked == Ranked::Rounded && fields.get("decimals").is_none() {
            let message = "ranks by rounded scores need `decimals`".to_owned();
            let hint = "say with how many decimals scores are published".to_owned();
            report.error(Code::MissingKey, node.span, message, Some(hint));
        }
        Some(ranked)
    });
    Some(Method {
        aggregation: aggregation?,
        full: full?,
        decimals,
        ranked: ranked.unwrap_or_default(),
    })
}

/// Reads bands, which begin with the best.
pub fn bands(node: &Node, report: &mut Report<'_>) -> Vec<Band> {
    let entries = problems::entries(node, "`bands`", Code::DuplicateKey, report);
    let mut bands: Vec<Band> = Vec::new();
    for (key, node) in entries.unwrap_or_default() {
        let from = number(node, "a band", report);
        problems::shows(&key.text, key.span, "a band's name", report);
        let Some(from) = from else { continue };
        if let Some(above) = bands.last().filter(|above| above.from <= from) {
            let message = format!(
                "band `{}` begins at {from}, and `{}` before it at {}",
                problems::show(&key.text),
                problems::show(&above.name),
                above.from
            );
            let hint = "begin with the best: {A: 80, B: 60, C: 0}".to_owned();
            report.error(Code::WrongType, key.span, message, Some(hint));
            continue;
        }
        bands.push(Band { name: key.text.clone(), from });
    }
    bands
}

/// Reads rules to whom a question applies.
pub fn applies_to(node: &Node, report: &mut Report<'_>) -> Vec<Applies> {
    let entries = problems::entries(node, "`applies_to`", Code::DuplicateKey, report);
    let mut rules = Vec::new();
    for (key, node) in entries.unwrap_or_default() {
        let Some(by) = problems::parse_id(&key.text, key.span, "the trait", report) else {
            continue;
        };
        let to = match node.kind {
            Kind::Scalar(_) => {
                problems::text(node, "a trait's value", report).into_iter().collect()
            }
            _ => problems::texts(node, "a trait's values", report),
        };
        if to.is_empty() {
            let message = format!("`{by}` names no value, so that this applies to nobody");
            let hint = "name the values to which it applies: {sector: [telecom]}".to_owned();
            report.error(Code::WrongType, node.span, message, Some(hint));
            continue;
        }
        rules.push(Applies { by, to });
    }
    rules
}
