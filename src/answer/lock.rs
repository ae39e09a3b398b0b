//! The page of `fmti lock`: what is locked, and what changed since it was.

use serde_json::{Value as Json, json};

use crate::model::Id;
use crate::model::lock::{Difference, Locked};

use crate::page::answer::{Page, Section};
use crate::page::table::{Cell, Column, Table};
use crate::text::words::counted;

/// An edition and its lock.
#[derive(Clone, Debug)]
pub struct Renewed<'a> {
    /// The edition.
    pub edition: &'a Id,
    /// What it is scored with.
    pub locked: &'a Locked,
    /// What is different from the lock there was; without it, there was none.
    pub differences: Option<Vec<Difference>>,
    /// The lock's file, as messages name it.
    pub file: &'a str,
}

impl Renewed<'_> {
    /// What becomes of its lock.
    pub fn state(&self) -> &'static str {
        match &self.differences {
            None => "new",
            Some(differences) if differences.is_empty() => "unchanged",
            Some(_) => "changed",
        }
    }

    fn differences(&self) -> &[Difference] {
        self.differences.as_deref().unwrap_or_default()
    }
}

/// One row per change. With `only_checked`, nothing was written.
pub fn renewed(editions: &[Renewed<'_>], only_checked: bool) -> Page {
    let changes = || editions.iter().flat_map(|e| e.differences().iter().map(move |d| (e, d)));
    let mut facts = counted(editions.len(), "edition");
    if changes().count() > 0 {
        facts += &format!(" · {}", counted(changes().count(), "change"));
    }
    let current = editions.iter().all(|edition| edition.state() == "unchanged");
    let note = match (only_checked, current) {
        (false, _) => "with --locked, only what is locked is scored; disclosures are not locked",
        (true, true) => "the lock is current",
        (true, false) => "the lock is not current; without --check it would be written",
    };
    let locked: Vec<Json> = editions.iter().map(edition_json).collect();
    let head = json!({"schema": "fmti.lock/1", "editions": locked});
    Page {
        title: "Catalog lock".into(),
        facts,
        sections: editions.iter().map(section).collect(),
        table: Table {
            columns: vec![
                Column::new("edition", "Edition").keep(),
                Column::new("change", "Change").keep(),
                Column::new("indicator", "Indicator").keep(),
                Column::machine("catalog"),
                Column::machine("catalog_sha256"),
            ],
            rows: changes().map(|(edition, difference)| row(edition, difference)).collect(),
        },
        notes: vec![note.to_owned()],
        head: head.as_object().cloned().unwrap_or_default(),
        records_key: "changes",
        records: changes().map(|(edition, difference)| to_json(edition, difference)).collect(),
        ..Page::default()
    }
}

fn section(edition: &Renewed<'_>) -> Section {
    let Locked { catalog, sha256, indicators } = edition.locked;
    let short = sha256.get(..12).unwrap_or(sha256);
    let asked = counted(indicators.len(), "indicator");
    let (state, file) = (edition.state(), edition.file);
    let line = format!("catalog {catalog} (sha256 {short}…), {asked} · {state} in {file}");
    Section::line(edition.edition.as_str(), line)
}

fn row(edition: &Renewed<'_>, difference: &Difference) -> Vec<Cell> {
    let change = Cell::text(difference.kind());
    let change = match difference {
        Difference::Catalog(was) => change.shown(format!("another catalog: was {was}")),
        Difference::Other => change.shown("only names, headings, themes, counterparts or scale"),
        _ => change,
    };
    vec![
        Cell::text(edition.edition.as_str()),
        change,
        Cell::maybe(difference.indicator().map(Id::as_str)),
        Cell::text(edition.locked.catalog.as_str()),
        Cell::text(edition.locked.sha256.as_str()),
    ]
}

fn edition_json(edition: &Renewed<'_>) -> Json {
    json!({
        "edition": edition.edition,
        "catalog": edition.locked.catalog,
        "catalog_sha256": edition.locked.sha256,
        "indicators": edition.locked.indicators.len(),
        "state": edition.state(),
        "file": edition.file,
    })
}

fn to_json(edition: &Renewed<'_>, difference: &Difference) -> Json {
    let was = match difference {
        Difference::Catalog(was) => Some(was),
        _ => None,
    };
    json!({
        "edition": edition.edition,
        "change": difference.kind(),
        "indicator": difference.indicator(),
        "catalog_before": was,
    })
}
