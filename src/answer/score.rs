//! The pages of `fmti score`: a ranking, group means, or one row per answer.

use serde_json::{Map, Value as Json, json};

use crate::analyze::breakdown::{By, groups};
use crate::analyze::groups::{GroupMeans, Mean};
use crate::analyze::ranking::Place;
use crate::analyze::summary::Summary;
use crate::model::{Cell as Score, Group, Index, Ratio, Scoresheet, Tally, Trait};

use crate::page::answer::{Page, Provenance, number};
use crate::page::table::{Cell, Column, Scale, Table};
use crate::page::whose::{Carried, catalog_json, edition_json, words};
use crate::page::words::{REFER, UNRATED, open_answers, range, ranked, silent};
use crate::text::words::{counted, plural, with_choice};

mod answers;
mod sheets;

pub use answers::answers;
pub use sheets::sheets;

/// A scored edition, and which of its developers to show.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// What was scored.
    pub index: &'a Index,
    /// By one rater.
    pub sheet: &'a Scoresheet,
    /// The developers to show, in order; ranks are among all.
    pub places: &'a [Place],
    /// Over the developers shown.
    pub summary: &'a Summary,
    /// The breakdown beside the total.
    pub by: By,
    /// Which developers were chosen to be shown, in words; `None` for all.
    pub only: Option<&'a str>,
}

/// One row per developer.
pub fn ranking(view: View<'_>) -> Page {
    let parts = groups(&view.index.catalog, view.by);
    let open = view.summary.open > 0;
    let score = sum("points", "Score", view, view.sheet.indicators);
    let mut columns = vec![
        Column::new("rank", "#").alone("Rank").right().keep(),
        Column::machine("tied"),
        Column::machine("developer").alone("Developer id"),
        Column::new("name", "Developer").keep(),
        Column::new("model", "Model"),
        score.keep(),
        Column::machine("out_of"),
        Column::machine("percent"),
        Column::bars(),
    ];
    part_columns(&mut columns, view, &parts);
    let most = Scale::Sum(view.index.catalog.out_of(view.sheet.indicators));
    columns.push(Column::machine("points_max").alone("Score, at most").scale(most));
    columns.extend([
        Column::machine("referred").alone("Answers to judge"),
        Column::machine("unrated").alone("Answers not rated"),
    ]);
    if open {
        let mut to_judge = Column::machine("");
        (to_judge.key, to_judge.title) = (None, Some("Open".into()));
        columns.push(to_judge.right());
    }
    let rows = view.places.iter().map(|place| row(view, place, &parts, open)).collect();
    let records = view.places.iter().map(|place| record(view, place)).collect();
    let measures = sheets::measures(view, &parts);
    Page { measures, ..page(view, Table { columns, rows }, "ranking", records) }
}

/// A column of sums over some indicators. Where answers are open, its numbers are the least that
/// the sums can be.
fn sum(key: impl Into<String>, title: &str, view: View<'_>, indicators: usize) -> Column {
    let scale = Scale::Sum(view.index.catalog.out_of(indicators));
    let column = Column::new(key, title).scale(scale).right();
    if view.summary.open > 0 { column.alone(format!("{title}, at least")) } else { column }
}

/// What every page about scores has around its table.
fn page(view: View<'_>, table: Table, records_key: &'static str, records: Vec<Json>) -> Page {
    let carried: &[Carried] = match (records_key, view.by) {
        ("answers", _) => &[Carried::Themes, Carried::Statements, Carried::Sources],
        (_, By::Theme) => &[Carried::Themes],
        _ => &[],
    };
    let mut provenance = Provenance::new(view.index, view.sheet.rater, carried);
    if carried.is_empty() {
        // A workbook also has sheets of themes and sources.
        provenance.words_held = words(&[view.index], &[Carried::Themes, Carried::Sources]);
    }
    Page {
        title: with_choice(&view.index.edition.title, view.only),
        facts: facts(view),
        sections: Vec::new(),
        table,
        notes: notes(view),
        cases: Vec::new(),
        provenance: Some(provenance),
        head: head(view),
        records_key,
        records,
        ..Page::default()
    }
}

/// Names of the other columns of this file's tables.
const RESERVED: [&str; 24] = [
    "rank",
    "tied",
    "developer",
    "developers",
    "name",
    "model",
    "points",
    "out_of",
    "percent",
    "points_max",
    "referred",
    "unrated",
    "trait",
    "value",
    "label",
    "mean",
    "mean_max",
    "open",
    "edition",
    "catalog",
    "catalog_sha256",
    "rater",
    "attribution",
    "words_by",
];

/// A column for each part, named by its id; where that is another column's name, as `model` is, by
/// `domain_model`.
fn part_columns(columns: &mut Vec<Column>, view: View<'_>, parts: &[Group]) {
    let by = view.by;
    columns.extend(parts.iter().map(|part| {
        let id = part.id.as_str();
        let reserved = RESERVED.contains(&id);
        let key = if reserved { format!("{}_{id}", by.as_str()) } else { id.to_owned() };
        if by == By::Indicator {
            let (least, most) = view.sheet.bounds;
            Column::new(key, &part.name).scale(Scale::Rating(least, most)).right()
        } else {
            sum(key, &part.name, view, part.members.len())
        }
    }));
}

fn row(view: View<'_>, place: &Place, parts: &[Group], open: bool) -> Vec<Cell> {
    let entry = &view.index.entries[place.developer];
    let total = place.total;
    let share = total.low.of(total.out_of);
    let mut cells = vec![
        place.rank.map_or_else(Cell::default, Cell::number).shown(ranked(place.rank, place.tied)),
        Cell::flag(place.tied),
        Cell::text(entry.developer.id.as_str()),
        Cell::text(entry.developer.name.as_str()),
        Cell::maybe(entry.disclosure.model.as_deref()),
        points(&total).shown(range(&total)),
        Cell::number(total.out_of),
        share
            .filter(|_| !total.is_silent())
            .map_or_else(Cell::default, |s| Cell::number(exact_percent(s))),
        Cell::default().share(share.map(Ratio::to_f64)),
    ];
    for part in parts {
        let tally = view.sheet.tally(place.developer, part.members.iter().copied());
        let shown = if view.by == By::Indicator {
            score_word(view.sheet.row(place.developer)[part.members[0]])
        } else {
            format!("{}/{}", range(&tally), tally.out_of)
        };
        let share = tally.low.of(tally.out_of).map(Ratio::to_f64);
        cells.push(points(&tally).shown(shown).share(share));
    }
    cells.push(points_max(&total));
    cells.push(Cell::number(total.referred));
    cells.push(Cell::number(total.unrated));
    if open {
        cells.push(Cell::number(total.referred + total.unrated));
    }
    cells
}

/// The lower end of a tally; missing when nothing at all was rated.
fn points(tally: &Tally) -> Cell {
    if tally.is_silent() { Cell::default() } else { Cell::number(tally.low) }
}

fn points_max(tally: &Tally) -> Cell {
    Cell::number(tally.high)
}

fn score_word(cell: Score) -> String {
    match cell {
        Score::Rated(points) => points.to_string(),
        Score::Referred => REFER.into(),
        Score::Unrated => UNRATED.into(),
    }
}

/// A percentage as machines get it: the shortest text that reads back as the same number.
fn exact_percent(share: Ratio) -> String {
    share.to_percent_f64().to_string()
}

fn facts(view: View<'_>) -> String {
    let s = view.summary;
    let all = view.index.entries.len();
    let named = s.developers + s.silent;
    let developers = if named == all {
        counted(all, "developer")
    } else {
        format!("{named} of {all} {}", plural(all, "developer"))
    };
    let indicators = counted(s.indicators, "indicator");
    format!("{developers} · {indicators} · {} scores", view.sheet.rater.as_str())
}

fn notes(view: View<'_>) -> Vec<String> {
    let s = view.summary;
    let mut notes = Vec::new();
    if let (Some(mean), Some(median), Some(min), Some(max)) = (s.mean, s.median, s.min, s.max) {
        let mean = match s.mean_high {
            Some(high) if s.open > 0 => format!("{}–{}", mean.rounded(1), high.rounded(1)),
            _ => mean.rounded(1),
        };
        let median = median.rounded(1);
        let median = median.strip_suffix(".0").unwrap_or(&median);
        let sd = s.sd.map_or_else(|| "–".to_owned(), |sd| format!("{sd:.1}"));
        notes.push(format!(
            "mean {mean} · median {median} · sd {sd} · range {min}–{max} · {} met by someone, {} by \
             all, {} by none",
            counted(s.met_by_any, "indicator"),
            s.met_by_all,
            s.met_by_none
        ));
    }
    let (named, all) = (s.developers + s.silent, view.index.entries.len());
    if named < all {
        notes.push(format!(
            "{named} of {all} developers shown; ranks are among all {all}, statistics over those shown"
        ));
    }
    if s.silent > 0 {
        notes.push(silent(s.silent));
    }
    if s.open > 0 {
        notes.push(format!(
            "{}. Scores with open answers are ranges; rank, median, sd and range go by their lower end",
            open_answers(view.sheet.rater, s.open, s.developers * s.indicators)
        ));
    }
    notes
}

fn head(view: View<'_>) -> Map<String, Json> {
    let (index, s) = (view.index, view.summary);
    let points = |p: Option<crate::model::Points>| number(p.map(crate::model::Points::to_f64));
    let head = json!({
        "schema": "fmti.score/1",
        "edition": index.edition.id,
        "title": index.edition.title,
        "date": index.edition.date,
        "catalog": catalog_json(&index.catalog),
        "only": view.only,
        "rater": view.sheet.rater,
        "attribution": index.edition.attribution(view.sheet.rater),
        "citation": index.edition.citation,
        "summary": {
            "developers": s.developers,
            "indicators": s.indicators,
            "mean": number(s.mean.map(Ratio::to_f64)),
            "mean_max": number(s.mean_high.map(Ratio::to_f64)),
            "median": number(s.median.map(Ratio::to_f64)),
            "sd": number(s.sd),
            "min": points(s.min),
            "max": points(s.max),
            "met_by_any": s.met_by_any,
            "met_by_all": s.met_by_all,
            "met_by_none": s.met_by_none,
            "open": s.open,
        },
    });
    let mut head = head.as_object().cloned().unwrap_or_default();
    head.extend(edition_json(&index.edition));
    head
}

fn record(view: View<'_>, place: &Place) -> Json {
    let entry = &view.index.entries[place.developer];
    let catalog = &view.index.catalog;
    let part = |by: By| -> Vec<Json> {
        let part = |g: &Group| {
            let tally = view.sheet.tally(place.developer, g.members.iter().copied());
            let mut object = tally_json(&tally);
            object.insert(0, ("id".into(), json!(g.id)));
            Json::Object(object.into_iter().collect())
        };
        groups(catalog, by).iter().map(part).collect()
    };
    let mut record: Vec<(String, Json)> = vec![
        ("rank".into(), json!(place.rank)),
        ("tied".into(), json!(place.tied)),
        ("developer".into(), json!(entry.developer.id)),
        ("name".into(), json!(entry.developer.name)),
        ("model".into(), json!(entry.disclosure.model)),
    ];
    record.extend(tally_json(&place.total));
    let traits: Map<String, Json> =
        entry.disclosure.traits.iter().map(|(id, value)| (id.to_string(), json!(value))).collect();
    record.push(("traits".into(), Json::Object(traits)));
    record.push(("domains".into(), json!(part(By::Domain))));
    record.push(("subdomains".into(), json!(part(By::Subdomain))));
    record.push(("themes".into(), json!(part(By::Theme))));
    if view.by == By::Indicator {
        record.push(("indicators".into(), json!(part(By::Indicator))));
    }
    Json::Object(record.into_iter().collect())
}

fn tally_json(tally: &Tally) -> Vec<(String, Json)> {
    let low = (!tally.is_silent()).then_some(tally.low.to_f64());
    let percent = tally.low.of(tally.out_of).filter(|_| !tally.is_silent());
    vec![
        ("points".into(), number(low)),
        ("points_max".into(), number(Some(tally.high.to_f64()))),
        ("out_of".into(), number(Some(tally.out_of.to_f64()))),
        ("percent".into(), json!(percent.map(Ratio::to_percent_f64))),
        ("referred".into(), json!(tally.referred)),
        ("unrated".into(), json!(tally.unrated)),
    ]
}

/// One row per group of developers.
pub fn group_means(view: View<'_>, by: &Trait, means: &[GroupMeans]) -> Page {
    let parts = groups(&view.index.catalog, view.by);
    let out_of = view.index.catalog.out_of(view.sheet.indicators);
    let mut columns = vec![
        Column::machine("trait"),
        Column::machine("value"),
        Column::new("label", &by.name).keep(),
        Column::new("developers", "Developers").right().keep(),
        sum("mean", "Mean score", view, view.sheet.indicators).keep(),
        Column::machine("mean_max").alone("Mean score, at most"),
        Column::machine("out_of"),
        Column::machine("percent"),
        Column::bars(),
    ];
    part_columns(&mut columns, view, &parts);
    columns.push(Column::machine("open").alone("Answers not decided"));
    let share = |mean: Mean, members: usize| mean.low.of(view.index.catalog.out_of(members));
    let mean = |mean: Mean, members: usize| {
        let share = share(mean, members).map(Ratio::to_f64);
        Cell::number(mean.low.to_f64()).shown(mean_range(mean)).share(share)
    };
    let rows = means.iter().map(|group| {
        let share = share(group.total, view.sheet.indicators);
        let mut cells = vec![
            Cell::text(by.id.as_str()),
            Cell::maybe(group.value.as_deref()),
            Cell::text(group.label.as_str()),
            Cell::number(group.developers.len()),
            mean(group.total, view.sheet.indicators),
            Cell::number(group.total.high.to_f64()),
            Cell::number(out_of),
            share.map_or_else(Cell::default, |s| Cell::number(exact_percent(s))),
            Cell::default().share(share.map(Ratio::to_f64)),
        ];
        let parts = group.parts.iter().zip(&parts);
        cells.extend(parts.map(|(points, part)| mean(*points, part.members.len())));
        cells.push(Cell::number(group.open));
        cells
    });
    let rows = rows.collect();
    let ids = |group: &GroupMeans| -> Vec<&str> {
        group.developers.iter().map(|d| view.index.entries[*d].developer.id.as_str()).collect()
    };
    let records = means.iter().map(|group| {
        let parts: Vec<Json> = group
            .parts
            .iter()
            .zip(&parts)
            .map(|(mean, part)| {
                json!({
                    "id": part.id,
                    "mean": number(Some(mean.low.to_f64())),
                    "mean_max": number(Some(mean.high.to_f64())),
                })
            })
            .collect();
        json!({
            "trait": by.id,
            "value": group.value,
            "label": group.label,
            "developers": ids(group),
            "mean": number(Some(group.total.low.to_f64())),
            "mean_max": number(Some(group.total.high.to_f64())),
            "out_of": number(Some(out_of.to_f64())),
            "open": group.open,
            "parts": parts,
        })
    });
    let records = records.collect();
    let mut lines: Vec<String> = means
        .iter()
        .map(|group| {
            let name = |d: &usize| view.index.entries[*d].developer.name.as_str();
            let names: Vec<&str> = group.developers.iter().map(name).collect();
            format!("{}: {}", group.label, names.join(", "))
        })
        .collect();
    lines.extend(notes(view));
    let title = format!("{}: means by {}", view.index.edition.title, by.name);
    let title = with_choice(&title, view.only);
    let measures = sheets::mean_measures(by, &parts, means);
    Page { title, notes: lines, measures, ..page(view, Table { columns, rows }, "groups", records) }
}

/// `40.7`, or `40.7–52.0` where cells are open.
fn mean_range(mean: Mean) -> String {
    if mean.low == mean.high {
        mean.low.rounded(1)
    } else {
        format!("{}–{}", mean.low.rounded(1), mean.high.rounded(1))
    }
}
