//! The pages of `fmti explain`: one answer, or one developer.

use serde_json::{Map, Value as Json, json};

use crate::analyze::ranking::Place;
use crate::analyze::standing::{Worth, met_by, rated, worth};
use crate::grade::findings::{Finding, findings, to_earn};
use crate::grade::requirements::{Requirement, instead, requirements};
use crate::grade::stated::shown;
use crate::grade::verdict::{Basis, Truth};
use crate::model::catalog::Indicator;
use crate::model::disclosure::{Answer, Source, Stance, WithheldFor};
use crate::model::{Catalog, Cell as Score, Index, Scoresheet};

mod developer;

pub use developer::developer;

use super::account::{Account, NO_REASON, account, why};
use crate::page::answer::{Page, Provenance, Section, number};
use crate::page::table::{Cell, Column, Table};
use crate::page::whose::{Carried, catalog_json, edition_json};
use crate::page::words::ranked;

/// A scored edition and one of its developers.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was scored.
    pub index: &'a Index,
    /// By one rater.
    pub sheet: &'a Scoresheet,
    /// Everybody's rank.
    pub places: &'a [Place],
    /// Row of the scoresheet.
    pub developer: usize,
}

impl<'a> Subject<'a> {
    fn answers(&self) -> &'a [Option<Answer>] {
        &self.index.entries[self.developer].disclosure.answers
    }

    fn indicator(&self, at: usize) -> &'a Indicator {
        &self.index.catalog.indicators[at]
    }

    fn account(&self, at: usize) -> Account<'a> {
        account(self.index, self.sheet, self.developer, at)
    }

    /// How the conditions stand, where somebody typed the answer. A stance that earns the point makes
    /// the conditions on values beside the point.
    fn findings(&self, at: usize, account: &Account<'_>) -> Vec<Finding> {
        let answer = self.answers()[at].as_ref();
        match account.verdict {
            None | Some((_, Basis::StanceEarns)) => Vec::new(),
            Some(_) => findings(&self.index.catalog, self.indicator(at), answer, self.answers()),
        }
    }

    /// What would earn the point, where what is missing is a finding.
    fn wants(&self, at: usize, account: &Account<'_>) -> Vec<String> {
        if !account.is_found_lacking() {
            return Vec::new();
        }
        let answer = self.answers()[at].as_ref();
        to_earn(&self.index.catalog, self.indicator(at), answer, self.answers())
    }

    /// What every document says first, and then `more`.
    fn head(&self, more: Json) -> Map<String, Json> {
        let catalog = &self.index.catalog;
        let head = json!({
            "schema": "fmti.explain/1",
            "edition": self.index.edition.id,
            "catalog": catalog_json(catalog),
            "rater": self.sheet.rater,
            "attribution": self.index.edition.attribution(self.sheet.rater),
            "developer": self.index.entries[self.developer].developer.id,
        });
        let credits = Json::Object(edition_json(&self.index.edition));
        let parts = [head, credits, more].into_iter().filter_map(|part| match part {
            Json::Object(part) => Some(part),
            _ => None,
        });
        parts.flatten().collect()
    }

    /// Whether the rater said nothing of any of the developer's answers.
    fn is_silent(&self) -> bool {
        self.sheet.tally(self.developer, 0..self.sheet.indicators).is_silent()
    }

    fn title(&self) -> String {
        let entry = &self.index.entries[self.developer];
        let model = entry.disclosure.model.as_deref().map(|m| format!(" · {m}"));
        format!(
            "{}{} · {}",
            entry.developer.name,
            model.unwrap_or_default(),
            self.index.edition.title
        )
    }
}

/// One answer: what was asked and said, which conditions hold, and what would earn the point.
pub fn answer(subject: Subject<'_>, at: usize) -> Page {
    let catalog = &subject.index.catalog;
    let indicator = subject.indicator(at);
    let answer = subject.answers()[at].as_ref();
    let account = subject.account(at);
    let found = subject.findings(at, &account);
    let wants = subject.wants(at, &account);
    let asks = account.asks();
    let (table, records) = if account.grounds.is_typed() {
        (findings_table(&found), found.iter().map(finding_json).collect())
    } else {
        asked_of_anybody(&asked(catalog, indicator))
    };
    let worth = worth(subject.sheet, subject.developer, at);

    let mut sections = vec![
        Section::line("Indicator", format!("{} ({})", indicator.name, indicator.id)),
        Section::line("Asks", &indicator.question),
        Section::line("Bar", &indicator.guidance),
    ];
    sections.push(Section::new("Disclosed", disclosed(indicator, answer)));
    let sources = answer.map_or_else(Vec::new, |a| a.sources.iter().map(source).collect());
    if !sources.is_empty() {
        sections.push(Section::new("Sources", sources));
    }
    sections.push(Section::line("Verdict", verdict_line(&account)));
    if let Some(rating) = account.rating() {
        let reason = rating.reason.clone().unwrap_or_else(|| NO_REASON.to_owned());
        sections.push(Section::new("Panel", vec![rating.points.to_string(), reason]));
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
    if !account.is_full() && !subject.is_silent() {
        sections.push(Section::line("Worth", worth_line(worth)));
    }
    let head = json!({
        "indicator": indicator.id,
        "name": indicator.name,
        "question": indicator.question,
        "guidance": indicator.guidance,
        "also_earns": indicator.also_earns,
        "judge": indicator.judge,
        "stance": answer.and_then(|a| a.stance).map(stance_word),
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
        "met_by": met_by(subject.sheet, at),
        "earned_by": earners(subject, at)
            .map(|d| subject.index.entries[d].developer.id.as_str())
            .collect::<Vec<_>>(),
    });
    Page {
        title: subject.title(),
        facts: format!(
            "{} › {} › {} of {}",
            catalog.domains[indicator.domain].name,
            catalog.subdomains[indicator.subdomain].name,
            at + 1,
            catalog.indicators.len()
        ),
        sections,
        table,
        provenance: Some(Provenance::new(
            subject.index,
            subject.sheet.rater,
            &[Carried::Questions, Carried::Statements, Carried::Sources],
        )),
        head: subject.head(head),
        records_key: "findings",
        records,
        ..Page::default()
    }
}

fn findings_table(found: &[Finding]) -> Table {
    let columns = vec![
        Column::new("holds", "").keep(),
        Column::new("about", "Condition").keep(),
        Column::new("says", "As it stands").keep(),
        Column::machine("depth"),
        Column::machine("wants"),
    ];
    let rows = found.iter().map(|finding| {
        let (mark, word) = sign(finding.truth);
        vec![
            Cell::text(word).shown(mark),
            Cell::text(finding.about.as_str()).shown(format!(
                "{}{}",
                "· ".repeat(finding.depth),
                finding.about
            )),
            Cell::text(finding.says.as_str()),
            Cell::number(finding.depth),
            Cell::maybe(finding.wants.as_deref()),
        ]
    });
    Table { columns, rows: rows.collect() }
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

/// The columns of findings, for an answer about which nothing was found: what is asked, unjudged.
fn asked_of_anybody(lines: &[Requirement]) -> (Table, Vec<Json>) {
    let columns = vec![
        Column::machine("holds"),
        Column::new("about", "Condition").keep(),
        Column::new("says", "What is asked of anybody").keep(),
        Column::machine("depth"),
        Column::machine("wants"),
    ];
    let parts = |line: &Requirement| {
        let whole = line.about.is_empty();
        let (about, says) = if whole { (&line.text, "") } else { (&line.about, &*line.text) };
        (about.trim_end_matches(':').to_owned(), says.to_owned())
    };
    let rows = lines.iter().map(|line| {
        let (about, says) = parts(line);
        vec![
            Cell::text(UNCHECKED),
            Cell::text(about.as_str()).shown(format!("{}{about}", "· ".repeat(line.depth))),
            Cell::text(says),
            Cell::number(line.depth),
            Cell::default(),
        ]
    });
    let record = |line: &Requirement| {
        let (about, says) = parts(line);
        json!({"holds": UNCHECKED, "depth": line.depth, "about": about, "says": says, "wants": null})
    };
    (Table { columns, rows: rows.collect() }, lines.iter().map(record).collect())
}

/// Whether a condition holds of an answer that nobody typed.
const UNCHECKED: &str = "unchecked";

fn verdict_line(account: &Account<'_>) -> String {
    account.verdict.map_or_else(
        || "untyped: nobody typed this answer, so nothing was checked".to_owned(),
        |(verdict, basis)| format!("{}: {}", verdict.as_str(), why(basis)),
    )
}

fn finding_json(finding: &Finding) -> Json {
    json!({
        "holds": sign(finding.truth).1,
        "depth": finding.depth,
        "about": finding.about,
        "says": finding.says,
        "wants": finding.wants,
    })
}

fn sign(truth: Truth) -> (&'static str, &'static str) {
    match truth {
        Truth::True => ("✓", "yes"),
        Truth::False => ("✗", "no"),
        Truth::Unknown => ("?", "unknown"),
    }
}

pub(crate) fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Disclosed => "disclosed",
        Stance::None => "none",
        Stance::NoAccess => "no-access",
        Stance::Withheld(WithheldFor::Contract) => "withheld for contract",
        Stance::Withheld(WithheldFor::Security) => "withheld for security",
        Stance::Withheld(WithheldFor::Other) => "withheld",
        Stance::NotFound => "not-found",
    }
}

/// Stands where nobody typed what was disclosed.
const UNTYPED: &str = "no values or statement in the file";

fn disclosed(indicator: &Indicator, answer: Option<&Answer>) -> Vec<String> {
    let Some(answer) = answer else { return vec![UNTYPED.into()] };
    let mut lines = Vec::new();
    lines.extend(answer.stance.map(|stance| format!("stance: {}", stance_word(stance))));
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
    let full = Score::Rated(subject.sheet.bounds.1);
    let ranked = subject.places.iter().map(|place| place.developer);
    ranked.filter(move |developer| subject.sheet.row(*developer)[at] == full)
}

fn earned_by(subject: Subject<'_>, at: usize) -> Vec<String> {
    let count = met_by(subject.sheet, at);
    let mut lines = vec![format!("{count} of {}", rated(subject.sheet, at))];
    for developer in earners(subject, at) {
        let entry = &subject.index.entries[developer];
        let answer = entry.disclosure.answers[at].as_ref();
        let url = answer.and_then(|a| a.sources.iter().find_map(|s| s.url.as_deref()));
        let url = url.map(|url| format!("  {url}")).unwrap_or_default();
        lines.push(format!("{}{url}", entry.developer.name));
    }
    lines
}

fn worth_line(worth: Worth) -> String {
    let now = ranked(worth.rank_now, worth.tied_now);
    let then = ranked(worth.rank_then, worth.tied_then);
    let to = if now == then { "stays" } else { "→" };
    let rank = format!("rank {now} {to} {then}");
    format!("+{}: {} → {}, {rank}", worth.then - worth.now, worth.now, worth.then)
}
