//! The page of `fmti lock`: what is locked, and what changed since it was.

use serde_json::{Value as Json, json};

use crate::model::Id;
use crate::model::lock::{Difference, Locked};

use crate::page::answer::{Page, Section};
use crate::page::column::Column;
use crate::page::table::{Cell, Columns};
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
pub fn renewed<'a>(editions: &'a [Renewed<'a>], only_checked: bool) -> Page<'a> {
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
    let head = json!({"editions": locked});
    Page {
        command: "lock",
        title: "Catalog lock".into(),
        facts,
        sections: editions.iter().map(section).collect(),
        table: table().table(changes()),
        notes: vec![note.to_owned()],
        extra: head.as_object().cloned().unwrap_or_default(),
        records_key: "changes",
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

/// A change of an edition's lock.
type Change<'a> = (&'a Renewed<'a>, &'a Difference);

fn table<'a>() -> Columns<'a, Change<'a>> {
    let changed = |difference: &Difference| match difference {
        Difference::Catalog(was) => Some(format!("another catalog: was {was}")),
        Difference::Other => Some("only names, headings, themes, counterparts or scale".to_owned()),
        _ => None,
    };
    Columns::<Change<'a>>::new()
        .with(Column::id("edition.id", "Id of the edition").titled("Edition").keep(), |row| {
            Cell::text(row.0.edition.as_str())
        })
        .with(Column::text("change", "What is different").titled("Change").keep(), move |row| {
            let cell = Cell::text(row.1.kind());
            changed(row.1).map_or(cell.clone(), |text| cell.shown(text))
        })
        .with(
            Column::id("indicator.id", "Which indicator's card; empty for the catalog as a whole")
                .titled("Indicator")
                .keep(),
            |row| Cell::maybe(row.1.indicator().map(Id::as_str)),
        )
        .with(Column::id("catalog.id", "Id of the catalog now"), |row| {
            Cell::text(row.0.locked.catalog.as_str())
        })
        .with(Column::hash("catalog.sha256", "Hash of the catalog now"), |row| {
            Cell::text(row.0.locked.sha256.as_str())
        })
        .with(
            Column::id("catalog.before", "Id of the catalog there was, where it was another"),
            |row| {
                Cell::maybe(match row.1 {
                    Difference::Catalog(was) => Some(was.as_str()),
                    _ => None,
                })
            },
        )
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
