//! On what grounds does an answer have its points, and what may be said of the reason?

use crate::model::Points;
use crate::model::catalog::Indicator;
use crate::model::disclosure::Answer;

use super::verdict::{Answers, Basis, Verdict, verdict};

/// What the panel's points and the criteria's verdict on one answer come to together. The reason for
/// a point is a finding only where somebody typed the answer: of all others nobody checked anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grounds {
    /// Neither typed nor scored.
    Nothing,
    /// The question does not arise.
    NotApplicable,
    /// The panel's score is all there is: nobody typed the answer.
    ScoreAlone,
    /// The criteria's verdict is all there is: the panel gave no score.
    VerdictAlone,
    /// The criteria leave it to a person.
    Referred,
    /// Criteria and panel do not contradict each other.
    Agree,
    /// The criteria are met, and the panel gave less than all points.
    MetWithout,
    /// The criteria are not met, and the panel gave all points.
    NotMetWith,
}

impl Grounds {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Nothing,
        Self::NotApplicable,
        Self::ScoreAlone,
        Self::VerdictAlone,
        Self::Referred,
        Self::Agree,
        Self::MetWithout,
        Self::NotMetWith,
    ];

    /// The word in every output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::NotApplicable => "not-applicable",
            Self::ScoreAlone => "score-alone",
            Self::VerdictAlone => "verdict-alone",
            Self::Referred => "referred",
            Self::Agree => "agree",
            Self::MetWithout => "met-without-points",
            Self::NotMetWith => "not-met-with-points",
        }
    }

    /// What the word means.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Nothing => "nobody typed the answer, and the panel gave no score",
            Self::NotApplicable => "the question does not arise",
            Self::ScoreAlone => "the panel's score is all there is: nobody typed the answer",
            Self::VerdictAlone => "the criteria's verdict is all there is: the panel gave no score",
            Self::Referred => "the criteria leave it to a person",
            Self::Agree => "criteria and panel do not contradict each other",
            Self::MetWithout => "the criteria are met, and the panel gave less than all points",
            Self::NotMetWith => "the criteria are not met, and the panel gave all points",
        }
    }

    /// Whether somebody typed the answer, so that criteria have something to go by.
    #[must_use]
    pub fn is_typed(self) -> bool {
        !matches!(self, Self::Nothing | Self::NotApplicable | Self::ScoreAlone)
    }

    /// Whether criteria and panel contradict each other.
    #[must_use]
    pub fn differs(self) -> bool {
        matches!(self, Self::MetWithout | Self::NotMetWith)
    }
}

/// The grounds of one answer, with the verdict and its reason; `all` are the developer's answers,
/// and `top` is the most an answer can earn. Of an answer that nobody typed the verdict is none.
pub fn grounds(
    indicator: &Indicator,
    answer: Option<&Answer>,
    all: &Answers,
    top: Points,
) -> (Grounds, Option<(Verdict, Basis)>) {
    let points = answer.and_then(|answer| answer.panel.as_ref()).map(|rating| rating.points);
    if !answer.is_some_and(Answer::is_typed) {
        return (points.map_or(Grounds::Nothing, |_| Grounds::ScoreAlone), None);
    }
    let found = verdict(indicator, answer, all);
    let grounds = match (found.0, points) {
        (_, None) => Grounds::VerdictAlone,
        (Verdict::Refer, _) => Grounds::Referred,
        (Verdict::Met, Some(points)) if points != top => Grounds::MetWithout,
        (Verdict::NotMet, Some(points)) if points == top => Grounds::NotMetWith,
        (Verdict::Met | Verdict::NotMet, Some(_)) => Grounds::Agree,
    };
    (grounds, Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::index::builtin_edition;
    use crate::model::value::Value;
    use crate::model::{Index, Rating, Stance};

    fn index(id: &str) -> Index {
        builtin_edition(id).unwrap().index.unwrap()
    }

    fn of(index: &Index, answer: &Answer) -> Grounds {
        let card = &index.catalog.indicators[0];
        grounds(card, Some(answer), &[], index.catalog.scale.best()).0
    }

    #[test]
    fn what_says_nothing_is_not_typed() {
        let index = index("2025");
        let panel = Some(Rating { points: Points::ZERO, reason: None });
        let silent = Answer {
            statement: Some(" \n".into()),
            values: vec![Some(Value::Text("…".into())), Some(Value::List(Vec::new()))],
            panel,
            ..Answer::default()
        };
        assert_eq!(of(&index, &silent), Grounds::ScoreAlone);
        assert_eq!(of(&index, &Answer { panel: None, ..silent.clone() }), Grounds::Nothing);
        let said = Answer { stance: Some(Stance::NotFound), ..silent.clone() };
        assert_eq!(of(&index, &said), Grounds::Agree);
        assert_eq!(of(&index, &Answer { panel: None, ..said }), Grounds::VerdictAlone);
        let said = Answer { statement: Some("Crawled pages.".into()), ..silent };
        assert_eq!(of(&index, &said), Grounds::Referred);
    }

    /// Those of the eight reports that were typed first: whatever is typed later comes on top.
    #[test]
    fn of_eight_reports_of_2025_twenty_six_answers_differ() {
        const TYPED: [&str; 8] =
            ["ai21-labs", "alibaba", "amazon", "deepseek", "ibm", "mistral", "openai", "xai"];
        let index = index("2025");
        let (mut met, mut not_met) = (0, 0);
        for entry in index.entries.iter().filter(|e| TYPED.contains(&e.developer.id.as_str())) {
            let answers = &entry.disclosure.answers;
            for (card, answer) in index.catalog.indicators.iter().zip(answers) {
                match grounds(card, answer.as_ref(), answers, index.catalog.scale.best()).0 {
                    Grounds::MetWithout => met += 1,
                    Grounds::NotMetWith => not_met += 1,
                    _ => {}
                }
            }
        }
        assert_eq!((met, not_met), (8, 18));
    }
}
