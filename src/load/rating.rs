//! What a panel gave for an answer: points, the name of a level, or that the question does not arise.

use crate::model::catalog::{Catalog, Indicator};
use crate::model::diagnostic::Code;
use crate::model::disclosure::{Answer, Rating, Stance};
use crate::model::{Id, Points};

use super::keys::disclosure::RATING;
use crate::file::fields::Fields;
use crate::file::node::{Kind, Node, Span};
use crate::file::problems::{self, Report};

/// An answer with what the panel gave for it, if only that the question does not arise.
pub fn scored(
    mut answer: Answer,
    fields: &Fields<'_>,
    (catalog, at): (&Catalog, usize),
    report: &mut Report<'_>,
) -> Answer {
    let Some(node) = fields.get("panel") else { return answer };
    let is_stated = answer.stance == Some(Stance::NotApplicable);
    match rating(node, catalog, at, report) {
        Some(Given::NotApplicable(reason)) => {
            if let Some(stance) = answer.stance.filter(|_| !is_stated) {
                let message = format!("`{}`, and yet n/a", stance.as_str());
                let hint = "leave one of the two away".to_owned();
                report.error(Code::NotApplicable, node.span, message, Some(hint));
            }
            answer.stance = Some(Stance::NotApplicable);
            answer.statement = answer.statement.or(reason);
        }
        Some(Given::Points(_)) if is_stated => {
            let message = "a score for a question that does not arise".to_owned();
            let hint = "leave `panel` away, or the stance".to_owned();
            report.error(Code::NotApplicable, node.span, message, Some(hint));
        }
        Some(Given::Points(rating)) => answer.panel = Some(rating),
        None => {}
    }
    answer
}

/// What somebody's traits say of one of them.
pub fn trait_of<'t>(traits: &'t [(Id, String)], by: &str) -> Option<&'t str> {
    traits.iter().find(|(id, _)| id.as_str() == by).map(|(_, value)| value.as_str())
}

/// Holds an answer to the rules to whom its question applies.
pub fn hold_to_rules(
    answer: Option<&Answer>,
    indicator: &Indicator,
    traits: &[(Id, String)],
    span: Span,
    report: &mut Report<'_>,
) {
    let (Some(answer), false) = (answer, indicator.applies_to.is_empty()) else { return };
    let rule = || {
        let rules = indicator.applies_to.iter();
        let rules = rules.map(|rule| format!("`{}: {}`", rule.by, rule.to.join("` or `")));
        rules.collect::<Vec<_>>().join(" and ")
    };
    let stated = answer.stance == Some(Stance::NotApplicable);
    match indicator.applies(|by| trait_of(traits, by)) {
        Some(false) if answer.panel.is_some() => {
            let message = format!("a score for `{}`, which does not apply here", indicator.id);
            let hint =
                format!("it applies to {}: leave the score away, or mend the traits", rule());
            report.error(Code::NotApplicable, span, message, Some(hint));
        }
        Some(true) if stated => {
            let message =
                format!("`{}` is n/a here, and its rule says that it applies", indicator.id);
            let hint = format!("it applies to {}; if the rule is wrong, mend it", rule());
            report.warning(Code::NotApplicable, span, message, hint);
        }
        _ => {}
    }
}

/// What a panel gave.
enum Given {
    /// Points.
    Points(Rating),
    /// Nothing, since the question does not arise, with the reason.
    NotApplicable(Option<String>),
}

fn rating(node: &Node, catalog: &Catalog, at: usize, report: &mut Report<'_>) -> Option<Given> {
    let given = |node: &Node, reason: Option<String>, report: &mut Report<'_>| {
        if is_not_applicable(node) {
            return Some(Given::NotApplicable(reason));
        }
        let points = points(node, catalog, at, report)?;
        Some(Given::Points(Rating { points, reason }))
    };
    if let Kind::Map(_) = node.kind {
        let fields = Fields::open(node, &RATING, report)?;
        let reason = fields.get("reason").and_then(|n| problems::text(n, "`reason`", report));
        let score = fields.get("score")?;
        return given(score, reason, report);
    }
    given(node, None, report)
}

/// Whether a score says that the question does not arise.
fn is_not_applicable(node: &Node) -> bool {
    let Kind::Scalar(scalar) = &node.kind else { return false };
    ["n/a", "not-applicable"].contains(&scalar.text.trim().to_lowercase().as_str())
}

/// Points, or the name of a level.
fn points(node: &Node, catalog: &Catalog, at: usize, report: &mut Report<'_>) -> Option<Points> {
    let indicator = &catalog.indicators[at];
    let scale = catalog.scale_of(indicator);
    let Kind::Scalar(scalar) = &node.kind else {
        let hint = format!("give {}, or {{score: …, reason: …}}", scale.words());
        let message = format!("a score is a number, not {}", node.kind.name());
        report.error(Code::WrongType, node.span, message, Some(hint));
        return None;
    };
    if let Some(points) = scale.named(&scalar.text) {
        return Some(points);
    }
    let number = Points::parse(&scalar.text).filter(|_| scalar.plain);
    let Some(number) = number else {
        let shown = problems::show(&scalar.text);
        let (message, hint) = if Points::parse(scalar.text.trim()).is_some() {
            let number = scalar.text.trim();
            let given = Points::parse(number).is_some_and(|points| scale.admits(points));
            (
                format!("a score is a number, and \"{shown}\" is a text"),
                if given {
                    format!("write {number} without quotes")
                } else {
                    format!("without quotes, give {}", scale.words())
                },
            )
        } else if not_rated(&scalar.text) {
            (
                format!("a score is a number, not `{shown}`"),
                format!(
                    "where nobody gave one, leave it empty; where the question does not arise, \
                     write n/a; else give {}",
                    scale.words()
                ),
            )
        } else if let Some(near) = report.nearest(&scalar.text, scale.names()) {
            (
                format!("the scale of `{}` has no level `{shown}`", indicator.id),
                format!("did you mean `{near}`?"),
            )
        } else if let Some(number) = with_point(&scalar.text) {
            (format!("a score is a number, not `{shown}`"), format!("write {number}, with a point"))
        } else {
            let hint = format!("give {}, and put words under `reason`", scale.words());
            (format!("a score is a number, not `{shown}`"), hint)
        };
        report.error(Code::WrongType, node.span, message, Some(hint));
        return None;
    };
    // A catalog without a proper scale was reported already.
    if !scale.is_empty() && !scale.admits(number) {
        report.error(
            Code::ScoreOutOfRange,
            node.span,
            format!("`{}` gives no score of {number}", indicator.id),
            Some(format!("give {}", scale.words())),
        );
        return None;
    }
    Some(number)
}

/// Whether a word says that there is no score.
fn not_rated(text: &str) -> bool {
    const WORDS: [&str; 13] =
        ["na", "n.a.", "nan", ".nan", "none", "nil", "null", "-", "–", "—", "?", "tbd", "unrated"];
    let text = text.trim().to_lowercase();
    text.is_empty() || WORDS.contains(&text.as_str())
}

/// A number that was written with a comma, with a point.
fn with_point(text: &str) -> Option<String> {
    let text = text.trim();
    let pointed = text.replace(',', ".");
    (text.matches(',').count() == 1 && Points::parse(&pointed).is_some()).then_some(pointed)
}
