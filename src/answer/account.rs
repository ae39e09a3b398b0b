//! What may be said of one answer's points, in words: pages, `explain` and data say no more.

use crate::analyze::scored::Scored;
use crate::grade::grounds::Grounds;
use crate::grade::requirements::{asks, lacking};
use crate::grade::verdict::{Basis, Verdict};
use crate::model::catalog::Indicator;
use crate::model::disclosure::{Answer, Rating};
use crate::model::rater::Kind;
use crate::model::{Cell, Open, Points, Rater};

/// Stands where somebody could take a reason for ours to give.
pub const NO_REASON: &str = "its reason is not in our data";

/// One answer with what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    scored: &'a Scored<'a>,
    developer: usize,
    at: usize,
    /// What its points rest on.
    pub grounds: Grounds,
    /// What the criteria say; nothing where nobody typed it.
    pub verdict: Option<(Verdict, Basis)>,
}

/// The account of a developer's answer to an indicator.
pub fn account<'a>(scored: &'a Scored<'a>, developer: usize, at: usize) -> Account<'a> {
    let (grounds, verdict) = scored.decision(developer, at);
    Account { scored, developer, at, grounds, verdict }
}

impl<'a> Account<'a> {
    fn answers(&self) -> &'a [Option<Answer>] {
        &self.scored.index.entries[self.developer].disclosure.answers
    }

    fn answer(&self) -> Option<&'a Answer> {
        self.answers()[self.at].as_ref()
    }

    fn indicator(&self) -> &'a Indicator {
        &self.scored.index.catalog.indicators[self.at]
    }

    /// Whose points are counted.
    pub fn rater(&self) -> &'a Rater {
        &self.scored.sheet.rater
    }

    fn cell(&self) -> Cell {
        self.scored.cell(self.developer, self.at)
    }

    /// The panel's rating, whosever points are counted.
    pub fn rating(&self) -> Option<&'a Rating> {
        self.answer()?.panel.as_ref()
    }

    /// Why the rater of the sheet gave what it gave, where it is known.
    pub fn reason(&self) -> Option<&'a str> {
        match self.rater().kind {
            _ if self.cell().is(Open::Unrated) => None,
            Kind::Panel => self.rating()?.reason.as_deref(),
            Kind::Criteria => self.verdict.map(|(_, basis)| why(basis)),
            Kind::Person | Kind::Program | Kind::Derived => None,
        }
    }

    /// Whether it has all points.
    pub fn is_full(&self) -> bool {
        self.scored.is_full(self.developer, self.at)
    }

    /// Whether what is missing in it is a finding: somebody typed it, whoever gives the points
    /// looked at it, and panel and criteria do not contradict each other.
    pub fn is_found_lacking(&self) -> bool {
        let seen = !self.cell().is(Open::Unrated) && self.grounds.is_typed();
        let met = self.verdict.is_some_and(|(verdict, _)| verdict == Verdict::Met);
        seen && !self.is_full() && !self.grounds.differs() && !met
    }

    /// The verdict's word; `untyped` where nobody typed it.
    pub fn word(&self) -> &'static str {
        match self.grounds {
            Grounds::NotApplicable => "n/a",
            _ => self.verdict.map_or("untyped", |(verdict, _)| verdict.as_str()),
        }
    }

    /// What is known of its points besides a reason in the data: in how far criteria and panel
    /// differ, or that a score is all there is. Nothing where the rest says it.
    pub fn says(&self) -> Option<String> {
        if self.grounds.differs() {
            return self.difference();
        }
        let asked = !matches!(self.cell(), Cell::NotApplicable | Cell::NotScored);
        if self.is_full() || !asked {
            return None;
        }
        let by_panel = self.rater().is_panel();
        match self.rating() {
            None if by_panel => Some("The panel has not rated this answer.".into()),
            _ if self.grounds.is_typed() => None,
            Some(rating) if by_panel => {
                let reason = format!("The panel gave {}; {NO_REASON}.", self.points(rating.points));
                rating.reason.is_none().then_some(reason)
            }
            _ => Some("Nobody typed this answer.".into()),
        }
    }

    /// What the criteria say and what the panel gave, where they contradict each other.
    fn difference(&self) -> Option<String> {
        let ((verdict, basis), rating) = self.verdict.zip(self.rating())?;
        let found = if verdict == Verdict::Met { "met" } else { "not met" };
        let reason = if rating.reason.is_some() { String::new() } else { format!("; {NO_REASON}") };
        Some(format!(
            "Criteria and panel differ: by the criteria it is {found} ({}), the panel gave {}{reason}.",
            why(basis),
            self.points(rating.points)
        ))
    }

    /// What the indicator asks of anybody, where the answer has less than all points and what it
    /// lacks is not known.
    pub fn asks(&self) -> Vec<String> {
        let asked = !matches!(self.cell(), Cell::NotApplicable | Cell::NotScored);
        if !asked || self.is_full() || self.is_found_lacking() || self.grounds.differs() {
            return Vec::new();
        }
        asks(&self.scored.index.catalog, self.indicator())
    }

    /// What the answer lacks by the criteria, where that is a finding.
    pub fn lacks(&self) -> Vec<String> {
        if !self.is_found_lacking() {
            return Vec::new();
        }
        lacking(&self.scored.index.catalog, self.indicator(), self.answer(), self.answers())
    }

    /// `no point`, `the point`; on other scales `no points`, `50 of 100 points`, `all points`.
    fn points(&self, points: Points) -> String {
        let scale = self.scored.index.catalog.scale_of(self.indicator());
        let (least, top) = (scale.worst(), scale.best());
        let one = top == Points::whole(1);
        match points {
            points if points == least && least == Points::ZERO => {
                if one { "no point" } else { "no points" }.to_owned()
            }
            points if points == top => if one { "the point" } else { "all points" }.to_owned(),
            points => format!("{points} of {top} {}", if one { "point" } else { "points" }),
        }
    }
}

/// Why a verdict is what it is.
pub(crate) fn why(basis: Basis) -> &'static str {
    match basis {
        Basis::Complete => "every required part is there",
        Basis::Judge => "every required part is there; the rest is for a person to judge",
        Basis::PartMissing => "something is there, a required part is missing",
        Basis::StanceEarns => "the stance earns the point",
        Basis::Justification => "withheld with a reason, for a person to judge",
        Basis::StanceInPart => "the stance holds for a part, the rest is for a person to judge",
        Basis::StanceDoesNotEarn => "the stance does not earn the point",
        Basis::Nothing => "no values or stance in the file",
    }
}
