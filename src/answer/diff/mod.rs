//! The pages of `fmti diff`: developers, parts, indicators, groups, or one row per answer. Their
//! JSON is one document, whichever of them is looked at; NDJSON has the rows of the page.

mod changed;
pub(crate) mod columns;
mod developers;
mod groups;
mod indicators;
mod long;
mod marked;
mod parts;
mod regrouped;
mod traits;
mod why;

use serde_json::{Map, Value as Json, json};

use crate::analyze::breakdown::By;
use crate::analyze::diff::Comparison;
use crate::analyze::diff::answers::are_versions;
use crate::analyze::diff::developers::DeveloperChange;
use crate::analyze::scored::Scored;
use crate::model::index::Entry;
use crate::model::{Ratio, Span, Words};

use crate::page::answer::{Page, Provenance, number};
use crate::page::lazy::Lazy;
use crate::page::table::Table;
use crate::page::whose::{Carried, catalog_json, edition_json};
use crate::page::words::{open_answers, silent};
use crate::text::words::{counted, with_choice};

pub use developers::{developers, points_of};
pub use groups::groups;
pub use indicators::indicators;
pub use long::{by_answer, by_part};
pub use parts::parts;
pub use regrouped::{not_judged, regrouped};
pub use traits::{also_changed, also_changed_briefly};
pub use why::{basis, sections as mean_sections};

/// Two editions side by side, and which developers to show.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Both editions whole: ranks and means are over everybody.
    pub whole: &'a Comparison<'a>,
    /// The same with only the developers to show.
    pub shown: &'a Comparison<'a>,
    /// The developers to show, in order.
    pub developers: &'a [DeveloperChange],
    /// Who says how the catalogs relate.
    pub crosswalk: &'a str,
    /// What the user called the two: editions or folders.
    pub names: [&'a str; 2],
    /// What the developers to show are ordered by.
    pub order: Order,
    /// Which developers were chosen to be shown, in words; `None` for all.
    pub only: Option<&'a str>,
}

/// What developers are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Their rank, by all points.
    #[default]
    Rank,
    /// The change of all points.
    Change,
    /// The change on what is comparable.
    Comparable,
    /// Their names.
    Name,
}

impl<'a> View<'a> {
    fn entry(side: &'a Scored<'a>, row: usize) -> &'a Entry {
        &side.index.entries[row]
    }

    /// What the newer edition's index calls things.
    pub(crate) fn words(&self) -> &'a Words {
        self.whole.new.words()
    }

    fn older(&self, row: usize) -> &'a Entry {
        Self::entry(self.whole.old, row)
    }

    fn newer(&self, row: usize) -> &'a Entry {
        Self::entry(self.whole.new, row)
    }

    /// What a reader calls a developer: its name, with the earlier one where that differs, and with
    /// the others where it merged or split.
    pub(crate) fn name(&self, change: &DeveloperChange) -> String {
        if let Some(name) = regrouped::name(*self, change) {
            return name;
        }
        self.plain_name(change)
    }

    /// Its name, with the earlier one where that differs.
    fn plain_name(&self, change: &DeveloperChange) -> String {
        let old = change.old.map(|s| self.older(s.row).developer.name.as_str());
        let new = change.new.map(|s| self.newer(s.row).developer.name.as_str());
        match (old, new) {
            (Some(old), Some(new)) if old != new => format!("{old} > {new}"),
            (_, Some(name)) | (Some(name), None) => name.to_owned(),
            (None, None) => String::new(),
        }
    }

    /// The id by which machines know a developer: the newer.
    fn id(&self, change: &DeveloperChange) -> &'a str {
        let new = change.new.map(|s| self.newer(s.row).developer.id.as_str());
        let old = || change.old.map(|s| self.older(s.row).developer.id.as_str());
        new.or_else(old).unwrap_or_default()
    }

    /// The ids of those in the older edition that a developer stands for and of those in the newer
    /// that stand for it, or the other way round in time; itself is not among them.
    pub(crate) fn kin(&self, change: &DeveloperChange) -> [Vec<&'a str>; 2] {
        let [old, new] = [change.old, change.new].map(|standing| standing.map(|s| s.row));
        let own = self.id(change);
        let ids = |rows: Vec<usize>, side: &'a Scored<'a>| -> Vec<&'a str> {
            let ids = rows.iter().map(|row| side.index.entries[*row].developer.id.as_str());
            let mut ids: Vec<&str> = ids.filter(|id| *id != own).collect();
            ids.sort_unstable();
            ids
        };
        let (olds, news) = match self.whole.pairs.group(old, new) {
            Some(group) => (
                new.map_or_else(Vec::new, |row| group.old_of(row).collect()),
                old.map_or_else(Vec::new, |row| group.new_of(row).collect()),
            ),
            None if change.comparable.is_some() => (old.into_iter().collect(), Vec::new()),
            None => (Vec::new(), Vec::new()),
        };
        let (olds, news) = (ids(olds, self.whole.old), ids(news, self.whole.new));
        if self.whole.looks_back() { [news, olds] } else { [olds, news] }
    }

    /// The developers shown that are in both editions.
    fn in_both(&self) -> impl Iterator<Item = &'a DeveloperChange> {
        self.developers.iter().filter(|change| change.comparable.is_some())
    }

    /// Whether some developers are left out.
    fn is_part(&self) -> bool {
        self.developers.len() < self.whole.pairs.developers()
    }

    /// `points`, or what stands for them where the editions' maxima differ.
    pub(crate) fn unit(&self) -> &'static str {
        if self.whole.unit.per_hundred { "points per 100" } else { "points" }
    }

    /// The comparable indicators in a word or two: `9 kept`, `30 kept or revised`.
    fn basis(&self) -> String {
        let count = self.whole.comparable().count();
        let revised = if self.whole.basis.revised { " or revised" } else { "" };
        format!("{count} kept{revised}")
    }
}

/// What every page about two editions has around its table.
fn page<'a>(view: View<'a>, table: Table<'a>, records_key: &'static str) -> Page<'a> {
    let (old, new) = (view.whole.old, view.whole.new);
    let carried = carried(view, &table, records_key);
    Page {
        command: "diff",
        title: with_choice(&title(view), view.only),
        facts: format!("{} scores", new.sheet.rater.as_str()),
        sections: std::iter::once(why::basis(view)).chain(also_changed(view)).collect(),
        table,
        notes: notes(view),
        provenance: Some(Provenance::of_two(
            [old.index, new.index],
            &new.sheet.rater,
            view.crosswalk,
            &carried,
        )),
        head: Lazy::new(move || head(view)),
        lists: lists(view, records_key),
        records_key,
        ..Page::default()
    }
}

/// Whose words a page shows besides the crosswalk's, which has its own line.
fn carried(view: View<'_>, table: &Table, records_key: &str) -> Vec<Carried> {
    let by_theme = table.columns.iter().any(|column| column.key.as_deref() == Some("theme.id"));
    let themes = (by_theme || records_key == "themes").then_some(Carried::Themes);
    // Only between versions of one edition are answers shown.
    let answers = [Carried::Statements, Carried::Sources];
    let answers = answers.into_iter().filter(|_| are_versions(view.whole));
    themes.into_iter().chain(answers).collect()
}

/// Both titles, what they share said once: `An index, May 2024 → December 2025`.
fn title(view: View<'_>) -> String {
    let [old, new] = [view.whole.old, view.whole.new].map(|s| s.index.edition.title.as_str());
    if old == new {
        return format!("{old}: {} → {}", view.names[0], view.names[1]);
    }
    let shared = new.rfind(", ").map_or("", |at| &new[..at + 2]);
    let rest = if old.starts_with(shared) { &new[shared.len()..] } else { new };
    format!("{old} → {rest}")
}

fn notes(view: View<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if view.is_part() {
        let all = view.whole.pairs.both.len();
        notes.push(format!(
            "{} of {all} {} in both editions shown; ranks are among all of an edition",
            view.in_both().count(),
            view.words().ranked.many
        ));
    }
    for (side, name) in [view.whole.old, view.whole.new].into_iter().zip(view.names) {
        let unrated = side.everybody().count() - side.counted(side.everybody()).count();
        if unrated > 0 {
            notes.push(format!("{name}: {}", silent(view.words(), unrated)));
        }
        let open = side.open(side.everybody());
        if open > 0 {
            let all = side.answers(side.everybody());
            let text = open_answers(&side.sheet.rater, open, all);
            notes.push(format!("{name}: {text}"));
        }
    }
    let open: usize = view.in_both().filter_map(|c| Some(c.comparable.as_ref()?.open.len())).sum();
    if open > 0 {
        notes.push(format!(
            "{} of answers left out: one side or both is not decided",
            counted(open, "comparison")
        ));
    }
    let [from, to] = [view.whole.old, view.whole.new].map(|s| &s.index.catalog.id);
    if view.whole.pairs.both.iter().any(|pair| pair.succeeded) {
        notes.push("A > B: one took the place of the other".to_owned());
    }
    notes.extend(regrouped::regrouped(view));
    notes.push(if from == to {
        format!("catalog {from} on both sides, compared {}", view.crosswalk)
    } else {
        format!("crosswalk {from} → {to}: {}", view.crosswalk)
    });
    notes
}

/// What stands first in the document.
fn head(view: View<'_>) -> Map<String, Json> {
    let comparison = view.whole;
    let (old, new) = (comparison.old, comparison.new);
    let [from, to] = [old, new].map(|s| &s.index.catalog.id);
    let head = json!({
        "old": side(old, view.names[0]),
        "new": side(new, view.names[1]),
        "rater": new.sheet.rater,
        "unit": view.unit(),
        "only": view.only,
        "crosswalk": {
            "from": from,
            "to": to,
            "attribution": view.crosswalk,
            "published_by": comparison.published_by.as_ref().map(|by| {
                json!({"name": by.name, "url": by.url, "turned": by.turned})
            }),
        },
        "also_changed": traits::records(view),
        "comparable": why::comparable(view),
        "decomposition": why::decomposition(view),
    });
    let Json::Object(head) = head else { return Map::new() };
    head
}

/// The lists of the document but for one, which stands at its end.
fn lists<'a>(view: View<'a>, but: &str) -> Vec<(&'static str, Option<Lazy<'a, Table<'a>>>)> {
    let lists: [(&'static str, List); 7] = [
        ("developers", developers::table),
        ("domains", |view| parts::table(view, By::Domain)),
        ("subdomains", |view| parts::table(view, By::Subdomain)),
        ("themes", |view| parts::table(view, By::Theme)),
        ("indicators", indicators::table),
        ("answers", changed::table),
        ("disclosures", changed::profiles),
    ];
    let lists = lists.into_iter().filter(|(key, _)| *key != but);
    let list = |(key, list): (&'static str, List)| {
        // Only between versions are answers to the same question, and of one time.
        let of_versions = matches!(key, "answers" | "disclosures");
        let there = !of_versions || are_versions(view.whole);
        (key, there.then(|| Lazy::new(move || list(view))))
    };
    lists.map(list).collect()
}

/// Makes one list.
type List = for<'v> fn(View<'v>) -> Table<'v>;

fn side(side: &Scored<'_>, name: &str) -> Json {
    let (index, sheet) = (side.index, &side.sheet);
    let mean = side.mean(side.everybody());
    let mut out = json!({
        "named": name,
        "edition": index.edition.id,
        "title": index.edition.title,
        "date": index.edition.date,
        "catalog": catalog_json(&index.catalog),
        "attribution": index.attribution(&sheet.rater),
        "developers": index.entries.len(),
        "indicators": sheet.indicators,
        "max_score": ratio(Some(side.out_of())),
        "mean": ratio(mean.and_then(Span::known)),
        "mean_low": ratio(mean.map(|mean| mean.low)),
        "mean_high": ratio(mean.map(|mean| mean.high)),
        "open": side.open(side.everybody()),
    });
    if let Json::Object(out) = &mut out {
        out.extend(edition_json(&index.edition));
    }
    out
}

fn ratio(ratio: Option<Ratio>) -> Json {
    number(ratio.map(Ratio::to_f64))
}

/// Two means: `7.1 → 6.9`.
fn arrow(old: Option<Ratio>, new: Option<Ratio>) -> String {
    let text = |side: Option<Ratio>| side.map_or_else(|| "–".to_owned(), |side| side.rounded(1));
    format!("{} → {}", text(old), text(new))
}
