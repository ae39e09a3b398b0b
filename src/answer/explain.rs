//! The pages of `fmti explain`: one answer, one developer, or one question.

use serde_json::{Map, Value as Json, json};

use crate::analyze::scored::Scored;
use crate::analyze::worth::{Worth, worth};
use crate::grade::findings::{Finding, findings, to_earn};
use crate::grade::grounds::Grounds;
use crate::grade::requirements::{Requirement, instead, requirements};
use crate::grade::stated::shown;
use crate::grade::verdict::{Basis, Truth};
use crate::model::Catalog;
use crate::model::catalog::Indicator;
use crate::model::disclosure::{Answer, Source, Stance};

mod developer;
mod indicator;

pub use developer::developer;
pub use indicator::indicator;

use super::account::{Account, NO_REASON, account, why};
use crate::page::answer::{Page, Provenance, Section, number};
use crate::page::column::Column;
use crate::page::table::{Cell, Columns, Table};
use crate::page::whose::{Carried, catalog_json, edition_json};
use crate::page::words::{plain, ranked, span};

/// A scored edition and one of its developers.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The edition.
    pub scored: &'a Scored<'a>,
    /// Row of the scoresheet.
    pub developer: usize,
}

impl<'a> Subject<'a> {
    fn answers(&self) -> &'a [Option<Answer>] {
        &self.scored.index.entries[self.developer].disclosure.answers
    }

    fn indicator(&self, at: usize) -> &'a Indicator {
        &self.scored.index.catalog.indicators[at]
    }

    fn account(&self, at: usize) -> Account<'a> {
        account(self.scored, self.developer, at)
    }

    /// How the conditions stand, where somebody typed the answer. A stance that earns the point makes
    /// the conditions on values beside the point.
    fn findings(&self, at: usize, account: &Account<'_>) -> Vec<Finding> {
        let answer = self.answers()[at].as_ref();
        match account.verdict {
            None | Some((_, Basis::StanceEarns)) => Vec::new(),
            Some(_) => {
                findings(&self.scored.index.catalog, self.indicator(at), answer, self.answers())
            }
        }
    }

    /// What would earn the point, where what is missing is a finding.
    fn wants(&self, at: usize, account: &Account<'_>) -> Vec<String> {
        if !account.is_found_lacking() {
            return Vec::new();
        }
        let answer = self.answers()[at].as_ref();
        to_earn(&self.scored.index.catalog, self.indicator(at), answer, self.answers())
    }

    /// What every document says first, and then `more`.
    fn head(&self, more: Json) -> Map<String, Json> {
        let catalog = &self.scored.index.catalog;
        let head = json!({
            "edition": self.scored.index.edition.id,
            "catalog": catalog_json(catalog),
            "rater": &self.scored.sheet.rater,
            "attribution": self.scored.index.attribution(&self.scored.sheet.rater),
            "developer": {
                "id": self.scored.index.entries[self.developer].developer.id,
                "name": self.scored.index.entries[self.developer].developer.name,
            },
        });
        let credits = Json::Object(edition_json(&self.scored.index.edition));
        let parts = [head, credits, more].into_iter().filter_map(|part| match part {
            Json::Object(part) => Some(part),
            _ => None,
        });
        parts.flatten().collect()
    }

    fn title(&self) -> String {
        let entry = &self.scored.index.entries[self.developer];
        let model = entry.disclosure.model.as_deref().map(|m| format!(" · {m}"));
        format!(
            "{}{} · {}",
            entry.developer.name,
            model.unwrap_or_default(),
            self.scored.index.edition.title
        )
    }
}

/// One answer: what was asked and said, which conditions hold, and what would earn the point.
pub fn answer(subject: Subject<'_>, at: usize) -> Page<'_> {
    let catalog = &subject.scored.index.catalog;
    let indicator = subject.indicator(at);
    let answer = subject.answers()[at].as_ref();
    let account = subject.account(at);
    let found = subject.findings(at, &account);
    let wants = subject.wants(at, &account);
    let asks = account.asks();
    let (lines, heading) = if account.grounds.is_typed() {
        (found.iter().map(Line::of_finding).collect(), "As it stands")
    } else {
        (asked(catalog, indicator).iter().map(Line::asked).collect(), "What is asked of anybody")
    };
    let table = lines_table(lines, heading);
    let worth = worth(subject.scored, subject.developer, at);

    let mut sections = vec![Section::line(
        subject.scored.words().asked.capital(),
        format!("{} ({})", indicator.name, indicator.id),
    )];
    let texts = [("Asks", &indicator.question), ("Bar", &indicator.guidance)];
    let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
    sections.extend(texts.map(|(label, text)| Section::line(label, text)));
    sections.push(Section::new(
        if subject.scored.words().disclosed { "Disclosed" } else { "Answer" },
        disclosed(indicator, answer),
    ));
    let sources = answer.map_or_else(Vec::new, |a| a.sources.iter().map(source).collect());
    if !sources.is_empty() {
        sections.push(Section::new("Sources", sources));
    }
    sections.push(Section::line("Verdict", verdict_line(&account)));
    if let Some(rating) = account.rating() {
        let reason = rating.reason.clone().unwrap_or_else(|| NO_REASON.to_owned());
        sections.push(Section::new("Panel", vec![rating.points.to_string(), reason]));
    } else if account.grounds == Grounds::NotApplicable {
        sections.push(Section::line("Panel", "n/a"));
    } else {
        sections.push(Section::line("Panel", "has not rated this answer"));
    }
    if let Some(text) = account.says().filter(|_| account.grounds.differs()) {
        sections.push(Section::line("Differ", text));
    }
    if !wants.is_empty() {
        sections.push(Section::new("To earn it", wants.clone()));
    }
    sections.push(Section::new("Earned by", earned_by(subject, at)));
    if let Some(worth) = worth.filter(|_| !account.is_full()) {
        sections.push(Section::line("Worth", worth_line(worth)));
    }
    let head = json!({
        "indicator": {"id": indicator.id, "name": indicator.name},
        "question": indicator.question,
        "guidance": indicator.guidance,
        "also_earns": indicator.also_earns,
        "judge": indicator.judge,
        "stance": answer.and_then(|a| a.stance).map(Stance::as_str),
        "in_part": answer.and_then(|a| a.in_part.as_deref()),
        "values": values(indicator, answer),
        "statement": answer.and_then(|a| a.statement.as_deref()),
        "sources": answer.map(|a| a.sources.iter().filter_map(|s| s.url.as_deref()).collect::<Vec<_>>()),
        "verdict": account.word(),
        "basis": account.verdict.map(|(_, basis)| basis),
        "panel": number(account.rating().map(|rating| rating.points.to_f64())),
        "reason": account.rating().and_then(|rating| rating.reason.as_deref()),
        "grounds": account.grounds.as_str(),
        "says": account.says(),
        "asks": asks,
        "to_earn": wants,
        "met_by": subject.scored.met_by(at, subject.scored.everybody()),
        "earned_by": earners(subject, at)
            .map(|d| subject.scored.index.entries[d].developer.id.as_str())
            .collect::<Vec<_>>(),
    });
    Page {
        command: "explain",
        title: subject.title(),
        facts: format!(
            "{} of {} · {}",
            at + 1,
            catalog.indicators.len(),
            catalog.home(indicator, " › "),
        ),
        sections,
        table,
        provenance: Some(Provenance::new(
            subject.scored.index,
            &subject.scored.sheet.rater,
            &[Carried::Questions, Carried::Statements, Carried::Sources],
        )),
        extra: subject.head(head),
        records_key: "findings",
        ..Page::default()
    }
}

/// A condition, and how an answer stands to it.
struct Line {
    holds: (&'static str, &'static str),
    about: String,
    says: String,
    depth: usize,
    wants: Option<String>,
}

impl Line {
    fn of_finding(finding: &Finding) -> Self {
        Self {
            holds: sign(finding.truth),
            about: finding.about.clone(),
            says: finding.says.clone(),
            depth: finding.depth,
            wants: finding.wants.clone(),
        }
    }

    /// The same of an answer about which nothing was found: what is asked, unjudged.
    fn asked(line: &Requirement) -> Self {
        let whole = line.about.is_empty();
        let (about, says) = if whole { (&line.text, "") } else { (&line.about, &*line.text) };
        Self {
            holds: ("", UNCHECKED),
            about: about.trim_end_matches(':').to_owned(),
            says: says.to_owned(),
            depth: line.depth,
            wants: None,
        }
    }
}

fn lines_table(lines: Vec<Line>, heading: &str) -> Table<'static> {
    let is_checked = lines.iter().any(|line| line.holds.1 != UNCHECKED);
    let holds = "Whether it holds: `yes`, `no`, `unknown`, or `unchecked` where nobody typed it";
    let holds = Column::text("holds", holds);
    let holds = if is_checked { holds.titled("").keep() } else { holds };
    Columns::<Line>::new()
        .with(holds, |line| Cell::text(line.holds.1).shown(line.holds.0))
        .with(Column::text("about", "The condition").titled("Condition").keep(), |line| {
            let shown = format!("{}{}", "· ".repeat(line.depth), line.about);
            Cell::text(&*line.about).shown(shown)
        })
        .with(
            Column::text("says", "How it stands, or what is asked").titled(heading).keep(),
            |line| Cell::text(&*line.says),
        )
        .with(Column::count("depth", "levels", "How far down in other conditions"), |line| {
            Cell::number(line.depth)
        })
        .with(Column::text("wants", "What would make it hold"), |line| {
            Cell::maybe(line.wants.as_deref())
        })
        .table(lines)
}

/// What a card asks of anybody, and how far down each line stands.
fn asked(catalog: &Catalog, indicator: &Indicator) -> Vec<Requirement> {
    let line = |about: &str, text: &str| Requirement {
        depth: 0,
        about: about.to_owned(),
        text: text.to_owned(),
    };
    let mut lines = requirements(catalog, indicator);
    lines.extend(instead(indicator).into_iter().map(|way| line("or", way)));
    lines.extend(indicator.judge.iter().map(|judge| line("a person decides", judge)));
    lines
}

/// Whether a condition holds of an answer that nobody typed.
const UNCHECKED: &str = "unchecked";

fn verdict_line(account: &Account<'_>) -> String {
    if account.grounds == Grounds::NotApplicable {
        return format!("{}: the question does not arise here", account.word());
    }
    account.verdict.map_or_else(
        || "untyped: nobody typed this answer, so nothing was checked".to_owned(),
        |(verdict, basis)| format!("{}: {}", verdict.as_str(), why(basis)),
    )
}

fn sign(truth: Truth) -> (&'static str, &'static str) {
    match truth {
        Truth::True => ("✓", "yes"),
        Truth::False => ("✗", "no"),
        Truth::Unknown => ("?", "unknown"),
    }
}

/// Stands where nobody typed what was disclosed.
const UNTYPED: &str = "no values or statement in the file";

fn disclosed(indicator: &Indicator, answer: Option<&Answer>) -> Vec<String> {
    let Some(answer) = answer else { return vec![UNTYPED.into()] };
    let mut lines = Vec::new();
    lines
        .extend(answer.stance.map(|stance| format!("stance: {}", answer.in_part(stance.as_str()))));
    for (field, value) in indicator.fields.iter().zip(&answer.values) {
        if let Some(value) = value {
            lines.push(format!("{}: {}", field.id, shown(value, field)));
        }
    }
    lines.extend(answer.statement.clone());
    if lines.is_empty() {
        lines.push(UNTYPED.into());
    }
    lines
}

fn source(source: &Source) -> String {
    let parts = [&source.title, &source.url, &source.archived];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

/// The values of an answer as text, by field.
fn values(indicator: &Indicator, answer: Option<&Answer>) -> Json {
    let given = answer.map_or(&[][..], |answer| &answer.values);
    let fields = indicator.fields.iter().zip(given);
    let filled = fields.filter_map(|(field, value)| {
        Some((field.id.to_string(), json!(shown(value.as_ref()?, field))))
    });
    Json::Object(filled.collect())
}

/// The developers with full points for an indicator, best ranked first.
fn earners(subject: Subject<'_>, at: usize) -> impl Iterator<Item = usize> {
    let ranked = subject.scored.places().iter().map(|place| place.developer);
    ranked.filter(move |developer| subject.scored.is_full(*developer, at))
}

fn earned_by(subject: Subject<'_>, at: usize) -> Vec<String> {
    let count = subject.scored.met_by(at, subject.scored.everybody());
    let mut lines = vec![format!("{count} of {}", subject.scored.spoken_of(at))];
    for developer in earners(subject, at) {
        let entry = &subject.scored.index.entries[developer];
        let answer = entry.disclosure.answers[at].as_ref();
        let url = answer.and_then(|a| a.sources.iter().find_map(|s| s.url.as_deref()));
        let url = url.map(|url| format!("  {url}")).unwrap_or_default();
        lines.push(format!("{}{url}", entry.developer.name));
    }
    lines
}

fn worth_line(worth: Worth) -> String {
    let (now, then) = (ranked(Some(worth.rank_now)), ranked(Some(worth.rank_then)));
    let to = if now == then { "stays" } else { "→" };
    let rank = format!("rank {now} {to} {then}");
    format!("+{}: {} → {}, {rank}", plain(worth.by, 2), span(worth.now, 2), span(worth.then, 2))
}
