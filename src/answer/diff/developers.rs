//! One row per developer.

use serde_json::{Value as Json, json};

use crate::analyze::diff::developers::{Comparable, DeveloperChange, Move, Standing};
use crate::analyze::diff::{Side, Span};
use crate::model::Ratio;
use crate::model::crosswalk::Relation;
use crate::page::answer::Page;
use crate::page::table::{Cell, Column, Table};
use crate::page::words::{plain, rounding, signed};

use super::{View, changed, exact, page, points, range, ratio, why};

/// Scores, ranks and changes of every developer; those who joined or left after the others.
pub fn developers(view: View<'_>) -> Page {
    let both = view.whole.pairs.both.len();
    let mut columns = vec![
        Column::machine("developer").alone("Developer id"),
        Column::new("name", "Developer").keep(),
        Column::machine("status"),
        Column::machine("predecessors"),
        Column::machine("successors"),
    ];
    columns.push(people("Score").right().keep());
    for side in ["old", "new"] {
        let parts = [
            "developer",
            "model",
            "points",
            "points_max",
            "out_of",
            "rank",
            "tied",
            "rank_among_both",
            "tied_among_both",
        ];
        columns.extend(parts.map(|part| Column::machine(format!("{side}_{part}"))));
    }
    let heading = if view.whole.unit.per_hundred { "Change per 100" } else { "Change" };
    columns.push(Column::new("change", heading).right());
    columns.extend(["change_min", "change_max", "change_unit"].map(Column::machine));
    // A raw change never stands alone: on a narrow screen it goes before this does.
    columns.push(people(&format!("On the {}", view.basis())).right().keep());
    columns.extend(comparable_columns());
    columns.push(people("Rank").right());
    if !everybody_stayed(view) {
        columns.push(people(&format!("Among the {both}")).right());
    }
    let rows = view.developers.iter().map(|change| row(view, change)).collect();
    let mut page = page(view, Table { columns, rows }, "developers", records(view));
    page.measures = measures(view);
    if !view.is_part() {
        page.sections.extend(why::sections(view));
    }
    let said = page.sections.iter().any(|section| section.label == why::ROUNDING);
    page.sections.extend(changed::sections(view));
    let rounded = rounding(&sums(view)).filter(|_| !said);
    page.notes.splice(0..0, std::iter::once(legend(view)).chain(rounded.map(str::to_owned)));
    page
}

/// What people may add up: each developer's points on what is comparable.
fn sums(view: View<'_>) -> Vec<(Ratio, Vec<Ratio>)> {
    let found = view.in_both().filter_map(|change| change.comparable.as_ref());
    let sums = found.flat_map(|found| {
        let moved = [&found.gained, &found.lost].map(|moves| Comparable::sum(moves));
        [(found.new, vec![found.old, found.change()]), (found.change(), moved.to_vec())]
    });
    sums.collect()
}

/// Every developer's total in both editions, in the unit the two share; missing where there is none
/// or it is not decided.
fn measures(view: View<'_>) -> Table {
    let (old, new, unit) = (view.whole.old, view.whole.new, view.whole.unit);
    let ids = [old, new].map(|side| side.index.edition.id.as_str());
    let headings = if ids[0] == ids[1] {
        [format!("{}, before", ids[0]), format!("{}, after", ids[1])]
    } else {
        ids.map(str::to_owned)
    };
    let headings = std::iter::once("Developer".to_owned()).chain(headings);
    let decided = |standing: Option<Standing>| {
        standing.map(|s| s.total).filter(|total| total.low == total.high).map(|total| total.low)
    };
    let row = |change: &DeveloperChange, old, new| {
        let before = decided(old).map(|points| unit.before(points));
        let now = decided(new).map(|points| unit.now(points));
        let end = DeveloperChange { old, new, ..change.clone() };
        vec![Cell::text(view.name(&end)), exact(before), exact(now)]
    };
    // What merged or split is no longer what it was, though the id be the same.
    let rows = view.developers.iter().flat_map(|change| match (change.old, change.new) {
        (Some(_), Some(_)) if change.comparable.is_none() => {
            vec![row(change, None, change.new), row(change, change.old, None)]
        }
        (old, new) => vec![row(change, old, new)],
    });
    Table {
        columns: headings.map(|name| Column::new(name.as_str(), name.as_str())).collect(),
        rows: rows.collect(),
    }
}

/// A column for people only.
pub(super) fn people(title: &str) -> Column {
    Column { title: Some(title.to_owned()), ..Column::default() }
}

/// Whether nobody joined, left, merged or split, so that ranks are among the same developers.
fn everybody_stayed(view: View<'_>) -> bool {
    view.whole.pairs.developers() == view.whole.pairs.both.len()
}

fn legend(view: View<'_>) -> String {
    let among = if everybody_stayed(view) {
        String::new()
    } else {
        let both = view.whole.pairs.both.len();
        let regrouped =
            if view.whole.pairs.regrouped.is_empty() { "" } else { ", merged or split" };
        let or = if regrouped.is_empty() { " or" } else { "," };
        format!("; among the {both}: the rank without those who left{or} joined{regrouped}")
    };
    let kept = "kept indicators ask the same, revised ones the same differently; the others were \
                replaced: split, merged, dropped or added";
    let kept = if view.whole.links.iter().all(|link| link.relation == Relation::Kept) {
        String::new()
    } else {
        format!("; {kept}")
    };
    format!("(+2 −1): points gained and lost on the {}{among}{kept}", view.basis())
}

fn row(view: View<'_>, change: &DeveloperChange) -> Vec<Cell> {
    let [before, after] = view.kin(change).map(|ids| Cell::text(ids.join(" ")));
    let mut cells = vec![
        Cell::text(view.id(change)),
        Cell::text(view.plain_name(change)).shown(view.name(change)),
        Cell::text(change.status.as_str()),
        before,
        after,
        shown(score(view, change)),
    ];
    for (side, standing) in [(view.whole.old, change.old), (view.whole.new, change.new)] {
        cells.extend(standing_cells(side, standing));
    }
    let span = |end: fn(Span) -> Ratio| exact(change.change.map(end));
    cells.push(exact(change.change.and_then(Span::known)).shown(change_text(change)));
    cells.extend([span(|s| s.low), span(|s| s.high), Cell::text(view.unit())]);
    cells.push(shown(change.comparable.as_ref().map_or_else(String::new, comparable_text)));
    cells.extend(comparable_cells(change.comparable.as_ref()));
    cells.push(shown(ranks(change, |s| s.rank, |s| s.tied)));
    if !everybody_stayed(view) {
        cells.push(shown(ranks(change, |s| s.rank_among_both, |s| s.tied_among_both)));
    }
    cells
}

/// A cell for people only.
pub(super) fn shown(text: impl Into<String>) -> Cell {
    Cell::default().shown(text)
}

fn standing_cells(side: Side<'_>, standing: Option<Standing>) -> Vec<Cell> {
    let Some(standing) = standing else { return vec![Cell::default(); 9] };
    let entry = &side.index.entries[standing.row];
    let low = (!standing.total.is_silent()).then_some(standing.total.low);
    vec![
        Cell::text(entry.developer.id.as_str()),
        Cell::maybe(entry.disclosure.model.as_deref()),
        low.map_or_else(Cell::default, Cell::number),
        Cell::number(standing.total.high),
        Cell::number(side.index.catalog.out_of(side.sheet.indicators)),
        standing.rank.map_or_else(Cell::default, Cell::number),
        Cell::flag(standing.tied),
        standing.rank_among_both.map_or_else(Cell::default, Cell::number),
        standing
            .rank_among_both
            .map_or_else(Cell::default, |_| Cell::flag(standing.tied_among_both)),
    ]
}

pub(super) fn comparable_cells(comparable: Option<&Comparable>) -> Vec<Cell> {
    let Some(found) = comparable else { return vec![Cell::default(); 8] };
    let known = |value| exact((found.indicators > 0).then_some(value));
    vec![
        Cell::number(found.indicators),
        Cell::number(found.open.len()),
        exact(Some(found.out_of)),
        known(found.old),
        known(found.new),
        known(found.change()),
        known(Comparable::sum(&found.gained)),
        known(Comparable::sum(&found.lost)),
    ]
}

/// `64 → 95`, or `2/3 → 2/4` where the editions' maxima differ.
fn score(view: View<'_>, change: &DeveloperChange) -> String {
    let text = |standing: Option<Standing>| match standing {
        None => "–".to_owned(),
        Some(standing) if view.whole.unit.per_hundred && !standing.total.is_silent() => {
            format!("{}/{}", range(&standing.total), standing.total.out_of)
        }
        Some(standing) => range(&standing.total),
    };
    format!("{} → {}", text(change.old), text(change.new))
}

fn change_text(change: &DeveloperChange) -> String {
    match change.change {
        None if change.comparable.is_some() => "not rated".to_owned(),
        None => change.status.as_str().to_owned(),
        Some(span) => match span.known() {
            Some(known) => signed(known, 1),
            None => format!("{} to {}", signed(span.low, 1), signed(span.high, 1)),
        },
    }
}

/// The columns of what is comparable, for machines.
pub(super) fn comparable_columns() -> impl Iterator<Item = Column> {
    let parts = ["indicators", "open", "out_of", "old", "new", "change", "gained", "lost"];
    parts.into_iter().map(|part| Column::machine(format!("comparable_{part}")))
}

/// `7 → 8  +1 (+1 −0)`.
pub(super) fn comparable_text(found: &Comparable) -> String {
    if found.indicators == 0 {
        return "–".to_owned();
    }
    let lost = signed(Comparable::sum(&found.lost), 1);
    let lost = if lost == "0" { "−0" } else { &lost };
    let gained = signed(Comparable::sum(&found.gained), 1);
    let gained = if gained == "0" { "+0" } else { &gained };
    format!(
        "{} → {}  {:>3} ({gained} {lost})",
        plain(found.old, 1),
        plain(found.new, 1),
        signed(found.change(), 1)
    )
}

/// `7`, or `3/5` where only so many of the comparable answers are decided.
pub fn points_of(found: &Comparable, points: Ratio, count: usize) -> String {
    if found.indicators == count {
        plain(points, 1)
    } else {
        format!("{}/{}", plain(points, 1), plain(found.out_of, 1))
    }
}

/// `=2 → 3`.
fn ranks(
    change: &DeveloperChange,
    rank: impl Fn(Standing) -> Option<usize>,
    tied: impl Fn(Standing) -> bool,
) -> String {
    let text = |standing: Option<Standing>| {
        let rank = standing.and_then(&rank)?;
        let tied = standing.is_some_and(&tied);
        Some(if tied { format!("={rank}") } else { rank.to_string() })
    };
    match (text(change.old), text(change.new)) {
        (None, None) => String::new(),
        (old, new) => {
            let dash = || "–".to_owned();
            format!("{} → {}", old.unwrap_or_else(dash), new.unwrap_or_else(dash))
        }
    }
}

/// The developers as JSON.
pub(super) fn records(view: View<'_>) -> Vec<Json> {
    view.developers.iter().map(|change| record(view, change)).collect()
}

fn record(view: View<'_>, change: &DeveloperChange) -> Json {
    let standing = |side: Side<'_>, standing: Option<Standing>| {
        let Some(standing) = standing else { return Json::Null };
        let entry = &side.index.entries[standing.row];
        let low = (!standing.total.is_silent()).then_some(standing.total.low);
        json!({
            "developer": entry.developer.id,
            "name": entry.developer.name,
            "model": entry.disclosure.model,
            "points": low.map_or(Json::Null, points),
            "points_max": points(standing.total.high),
            "out_of": points(side.index.catalog.out_of(side.sheet.indicators)),
            "rank": standing.rank,
            "tied": standing.tied,
            "rank_among_both": standing.rank_among_both,
            "tied_among_both": standing.rank_among_both.map(|_| standing.tied_among_both),
        })
    };
    let ids =
        |moves: &[Move]| -> Vec<Json> { moves.iter().map(|m| indicator(view, m.link)).collect() };
    let found = change.comparable.as_ref();
    let [before, after] = view.kin(change);
    json!({
        "developer": view.id(change),
        "name": change.new.or(change.old).map(|_| view.plain_name(change)),
        "status": change.status.as_str(),
        "predecessors": before,
        "successors": after,
        "old": standing(view.whole.old, change.old),
        "new": standing(view.whole.new, change.new),
        "change": ratio(change.change.and_then(Span::known)),
        "change_min": ratio(change.change.map(|s| s.low)),
        "change_max": ratio(change.change.map(|s| s.high)),
        "comparable": found.map(comparable_json),
        "gained": found.map_or_else(Vec::new, |found| ids(&found.gained)),
        "lost": found.map_or_else(Vec::new, |found| ids(&found.lost)),
    })
}

/// A developer's points on what is comparable, as JSON.
pub(super) fn comparable_json(found: &Comparable) -> Json {
    let known = |value| ratio((found.indicators > 0).then_some(value));
    json!({
        "indicators": found.indicators,
        "open": found.open.len(),
        "out_of": ratio(Some(found.out_of)),
        "old": known(found.old),
        "new": known(found.new),
        "change": known(found.change()),
    })
}

/// The id of a comparable link: its newer indicator's.
fn indicator(view: View<'_>, link: usize) -> Json {
    let to = view.whole.links[link].to.first();
    json!(to.map(|at| &view.whole.new.index.catalog.indicators[*at].id))
}
