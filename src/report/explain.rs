//! The pages of `fmti explain`: one answer, or one developer.

use serde_json::{Map, Value as Json, json};

use crate::analyze::breakdown::{By, groups};
use crate::analyze::ranking::Place;
use crate::analyze::standing::{Worth, met_by, worth};
use crate::grade::findings::{Finding, findings, shown, to_earn};
use crate::grade::verdict::{Basis, Truth, Verdict, verdict};
use crate::model::catalog::Indicator;
use crate::model::disclosure::{Answer, Source, Stance, WithheldFor};
use crate::model::{Cell as Score, Index, Ratio, Scoresheet};

use super::page::{Cell, Column, Page, Provenance, Section, Table, number};
use super::words::ranked;

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

    fn verdict(&self, at: usize) -> (Verdict, Basis) {
        verdict(self.indicator(at), self.answers()[at].as_ref(), self.answers())
    }

    fn findings(&self, at: usize) -> Vec<Finding> {
        let answer = self.answers()[at].as_ref();
        findings(&self.index.catalog, self.indicator(at), answer, self.answers())
    }

    fn wants(&self, at: usize) -> Vec<String> {
        let answer = self.answers()[at].as_ref();
        to_earn(&self.index.catalog, self.indicator(at), answer, self.answers())
    }

    /// What every document says first, and then `more`.
    fn head(&self, more: Json) -> Map<String, Json> {
        let catalog = &self.index.catalog;
        let head = json!({
            "schema": "fmti.explain/1",
            "edition": self.index.edition.id,
            "catalog": {"id": catalog.id, "sha256": catalog.sha256},
            "rater": self.sheet.rater,
            "attribution": self.index.edition.attribution(self.sheet.rater),
            "developer": self.index.entries[self.developer].developer.id,
        });
        let parts = [head, more].into_iter().filter_map(|part| match part {
            Json::Object(part) => Some(part),
            _ => None,
        });
        parts.flatten().collect()
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
    let (verdict, basis) = subject.verdict(at);
    // A stance that earns the point makes the conditions on values beside the point.
    let found = if basis == Basis::StanceEarns { Vec::new() } else { subject.findings(at) };
    let wants = if verdict == Verdict::Met { Vec::new() } else { subject.wants(at) };
    let cell = subject.sheet.row(subject.developer)[at];
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
    let verdict_line = if answer.is_some_and(Answer::is_untyped) {
        "untyped: nobody typed this answer".to_owned()
    } else {
        format!("{}: {}", verdict.as_str(), why(basis))
    };
    sections.push(Section::line("Verdict", verdict_line));
    if let Some(rating) = answer.and_then(|a| a.panel.as_ref()) {
        let mut lines = vec![rating.points.to_string()];
        lines.extend(rating.reason.clone());
        sections.push(Section::new("Panel", lines));
    }
    if !wants.is_empty() {
        sections.push(Section::new("To earn it", wants.clone()));
    }
    sections.push(Section::new("Earned by", earned_by(subject, at)));
    if cell != Score::Rated(subject.sheet.bounds.1) {
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
        "verdict": verdict,
        "basis": basis,
        "panel": number(answer.and_then(|a| a.panel.as_ref()).map(|p| p.points.to_f64())),
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
        table: findings_table(&found),
        provenance: Some(Provenance::new(subject.index, subject.sheet.rater)),
        head: subject.head(head),
        records_key: "findings",
        records: found.iter().map(finding_json).collect(),
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

pub(super) fn why(basis: Basis) -> &'static str {
    match basis {
        Basis::Complete => "every required part is there",
        Basis::Judge => "every required part is there; the rest is for a person to judge",
        Basis::PartMissing => "something is there, a required part is missing",
        Basis::StanceEarns => "the stance earns the point",
        Basis::Justification => "withheld with a reason, for a person to judge",
        Basis::StanceDoesNotEarn => "the stance does not earn the point",
        Basis::Nothing => "no values or stance in the file",
    }
}

pub(super) fn stance_word(stance: Stance) -> &'static str {
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

fn disclosed(indicator: &Indicator, answer: Option<&Answer>) -> Vec<String> {
    let Some(answer) = answer else { return vec!["nothing".into()] };
    let mut lines = Vec::new();
    lines.extend(answer.stance.map(|stance| format!("stance: {}", stance_word(stance))));
    for (field, value) in indicator.fields.iter().zip(&answer.values) {
        if let Some(value) = value {
            lines.push(format!("{}: {}", field.id, shown(value, field)));
        }
    }
    lines.extend(answer.statement.clone());
    if lines.is_empty() {
        lines.push("no values or statement in the file".into());
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
    let mut lines = vec![format!("{count} of {}", subject.index.entries.len())];
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

/// One developer: score and rank, best and weakest parts, and every missing point, the most widely
/// disclosed first.
pub fn developer(subject: Subject<'_>) -> Page {
    let catalog = &subject.index.catalog;
    let place = subject.places.iter().find(|place| place.developer == subject.developer);
    let full = Score::Rated(subject.sheet.bounds.1);
    let row = subject.sheet.row(subject.developer);
    let mut missing: Vec<usize> = catalog.all().filter(|at| row[*at] != full).collect();
    missing.sort_by_key(|at| (std::cmp::Reverse(met_by(subject.sheet, *at)), *at));
    let columns = vec![
        Column::new("indicator", "Missing point").keep(),
        Column::machine("name"),
        Column::new("subdomain", "Subdomain"),
        Column::new("met_by", "Met by").right().keep(),
        Column::new("verdict", "Verdict"),
        Column::new("rank_then", "Rank with it").right(),
        Column::machine("points_then"),
        Column::new("to_earn", "To earn it"),
    ];
    let mut rows = Vec::new();
    let mut records = Vec::new();
    for at in missing {
        let indicator = subject.indicator(at);
        let (verdict, basis) = subject.verdict(at);
        let worth = worth(subject.sheet, subject.developer, at);
        let mut wants = subject.wants(at);
        if verdict == Verdict::Met {
            wants = vec!["the criteria are met; the panel gave less".to_owned()];
        }
        let word = if subject.answers()[at].as_ref().is_some_and(Answer::is_untyped) {
            "untyped"
        } else {
            verdict.as_str()
        };
        let count = met_by(subject.sheet, at);
        let subdomain = &catalog.subdomains[indicator.subdomain];
        rows.push(vec![
            Cell::text(indicator.id.as_str()),
            Cell::text(indicator.name.as_str()),
            Cell::text(subdomain.id.as_str()).shown(subdomain.name.as_str()),
            Cell::number(count).shown(format!("{count}/{}", subject.index.entries.len())),
            Cell::text(word),
            Cell::number(worth.rank_then).shown(ranked(worth.rank_then, worth.tied_then)),
            Cell::number(worth.then),
            Cell::text(wants.join("; ")),
        ]);
        records.push(json!({
            "indicator": indicator.id,
            "name": indicator.name,
            "subdomain": subdomain.id,
            "met_by": count,
            "verdict": word,
            "basis": basis,
            "points_then": number(Some(worth.then.to_f64())),
            "rank_then": worth.rank_then,
            "to_earn": wants,
        }));
    }
    let total = place.map(|place| place.total).unwrap_or_default();
    let rank = place.map_or(0, |place| place.rank);
    let tied = if place.is_some_and(|place| place.tied) { "=" } else { "" };
    let (best, weakest) = extremes(subject);
    let head = json!({
        "points": number(Some(total.low.to_f64())),
        "points_max": number(Some(total.high.to_f64())),
        "out_of": number(Some(total.out_of.to_f64())),
        "rank": rank,
        "best": best,
        "weakest": weakest,
    });
    let range = if total.low == total.high {
        total.low.to_string()
    } else {
        format!("{}–{}", total.low, total.high)
    };
    Page {
        title: subject.title(),
        facts: format!("{range}/{} · rank {tied}{rank} of {}", total.out_of, subject.places.len()),
        sections: [("Best", &best), ("Weakest", &weakest)]
            .into_iter()
            .filter(|(_, parts)| !parts.is_empty())
            .map(|(label, parts)| Section::line(label, parts.join(", ")))
            .collect(),
        table: Table { columns, rows },
        notes: vec![format!("`fmti explain DEVELOPER INDICATOR` shows one answer in full")],
        provenance: Some(Provenance::new(subject.index, subject.sheet.rater)),
        head: subject.head(head),
        records_key: "missing",
        records,
        ..Page::default()
    }
}

/// The three best and three weakest subdomains, by share of their points.
fn extremes(subject: Subject<'_>) -> (Vec<String>, Vec<String>) {
    let mut parts: Vec<(Ratio, String)> = groups(&subject.index.catalog, By::Subdomain)
        .iter()
        .filter_map(|group| {
            let tally = subject.sheet.tally(subject.developer, group.members.iter().copied());
            let share = tally.low.of(tally.out_of)?;
            Some((share, format!("{} {}/{}", group.name, tally.low, tally.out_of)))
        })
        .collect();
    parts.sort_by_key(|(share, _)| *share);
    let names = |parts: &[(Ratio, String)]| parts.iter().map(|(_, text)| text.clone()).collect();
    let count = parts.len().min(3);
    let weakest = names(&parts[..count]);
    parts.reverse();
    let best: Vec<(Ratio, String)> =
        parts.into_iter().take(3).filter(|(share, _)| share.to_f64() > 0.0).collect();
    (names(&best), weakest)
}
