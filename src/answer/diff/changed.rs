//! What changed in the words behind a score, between two versions of one edition.

use crate::analyze::diff::answers::{
    AnswerChange, Part, answers, are_versions, newly_disclosed, sources,
};
use crate::analyze::scored::Scored;
use crate::grade::stated::shown;
use crate::model::disclosure::Source;
use crate::model::index::Entry;
use crate::model::{Answer, Cell as Score, Indicator};
use crate::page::answer::Section;
use crate::page::column::Column;
use crate::page::table::{Cell, Columns, Table};
use crate::text::words::grouped;

use super::View;
use super::marked::{added, marked, removed};

/// How many changed answers, or developers, a page shows in words; JSON has all.
const SHOWN: usize = 30;

/// Before and after, as text; `None` where there was nothing.
struct Change {
    part: String,
    old: Option<String>,
    new: Option<String>,
}

/// The paragraphs: how many answers changed, and one for each. None about two editions, where answers
/// are to other questions or of another time.
pub(super) fn sections(view: View<'_>) -> Vec<Section> {
    if !are_versions(view.whole) {
        return Vec::new();
    }
    let found = answers(view.shown);
    let count = match found.len() {
        0 => "none changed".to_owned(),
        count => format!("{} changed; [-words-] are gone, {{+words+}} are new", grouped(count)),
    };
    let mut out = first(profile_sections(view), |section| section);
    out.push(Section::line("Answers", count));
    out.extend(first(found, |change| section(view, &change)));
    out
}

/// Some of many, and how many more there are.
fn first<T>(all: Vec<T>, section: impl Fn(T) -> Section) -> Vec<Section> {
    let more = all.len().saturating_sub(SHOWN);
    let mut out: Vec<Section> = all.into_iter().take(SHOWN).map(section).collect();
    if more > 0 {
        let line = format!("and {} more; `-f json` has all", grouped(more));
        out.push(Section::line("", line));
    }
    out
}

/// Models and traits that changed, for each developer in both versions.
fn profile_changes(view: View<'_>) -> Vec<(&str, &str, Vec<Change>)> {
    if !are_versions(view.shown) {
        return Vec::new();
    }
    let both = view.shown.pairs.both.iter().map(|pair| {
        let (old, new) = (view.older(pair.old), view.newer(pair.new));
        let mut parts = vec![Change {
            part: "model".to_owned(),
            old: old.disclosure.model.clone(),
            new: new.disclosure.model.clone(),
        }];
        for declared in &view.whole.new.index.edition.traits {
            let value = |entry: &Entry| {
                entry.disclosure.trait_value(declared.id.as_str()).map(str::to_owned)
            };
            parts.push(Change { part: declared.id.to_string(), old: value(old), new: value(new) });
        }
        parts.retain(|change| change.old != change.new);
        (new.developer.id.as_str(), new.developer.name.as_str(), parts)
    });
    both.filter(|(_, _, parts)| !parts.is_empty()).collect()
}

fn profile_sections(view: View<'_>) -> Vec<Section> {
    let section = |(_, name, parts): (&str, &str, Vec<Change>)| {
        let lines = parts.iter().map(|c| format!("{}: {}", c.part, words(c))).collect();
        Section::new(name, lines)
    };
    profile_changes(view).into_iter().map(section).collect()
}

/// Models and traits that changed, one row each.
pub(super) fn profiles<'a>(view: View<'a>) -> Table<'a> {
    let rows = profile_changes(view)
        .into_iter()
        .flat_map(|(id, name, parts)| parts.into_iter().map(move |part| (id, name, part)));
    let columns = Columns::<(&'a str, &'a str, Change)>::new()
        .with(Column::id("developer.id", view.words().say("Id of the developer")), |row| {
            Cell::text(row.0)
        })
        .with(Column::text("developer.name", "Its name"), |row| Cell::text(row.1));
    columns.and(before_after().of_ref(|row: &(&'a str, &'a str, Change)| &row.2)).table(rows)
}

/// What changed, before and after.
fn before_after<'a>() -> Columns<'a, Change> {
    Columns::<Change>::new()
        .with(Column::text("part", "What changed: a trait, a field, or a part of an answer"), |c| {
            Cell::text(&*c.part)
        })
        .with(Column::text("old.text", "Before; empty where there was nothing"), |change| {
            Cell::maybe(change.old.as_deref())
        })
        .with(Column::text("new.text", "Now; empty where there is nothing"), |change| {
            Cell::maybe(change.new.as_deref())
        })
}

fn section(view: View<'_>, change: &AnswerChange) -> Section {
    let name = &view.newer(change.pair.new).developer.name;
    let indicator = indicator(view, change);
    let [old, new] = scores(view, change).map(|score| score.to_string());
    let moved = if old == new { format!("{new} as before") } else { format!("{old} → {new}") };
    let mut lines = vec![format!("{name}: {moved}")];
    lines.extend(changes(view, change).iter().map(|c| format!("{}: {}", c.part, words(c))));
    Section::new(indicator.id.as_str(), lines).below(1)
}

fn indicator<'a>(view: View<'a>, change: &AnswerChange) -> &'a Indicator {
    // A changed answer is one to an indicator of both versions.
    let at = view.whole.links[change.link].to.first().copied().unwrap_or_default();
    &view.whole.new.index.catalog.indicators[at]
}

fn scores(view: View<'_>, change: &AnswerChange) -> [Score; 2] {
    let link = &view.whole.links[change.link];
    let word = |side: &Scored<'_>, row: usize, at: Option<&usize>| {
        at.map_or(Score::NotScored, |at| side.cell(row, *at))
    };
    [
        word(view.whole.old, change.pair.old, link.from.first()),
        word(view.whole.new, change.pair.new, link.to.first()),
    ]
}

/// The changed answers, one row for each part that changed; points are one, where they did.
pub(super) fn table(view: View<'_>) -> Table<'_> {
    let points = |change: &AnswerChange| {
        let [old, new] = scores(view, change);
        (old != new).then(|| Change {
            part: "score".to_owned(),
            old: old.points().map(|points| points.to_string()),
            new: new.points().map(|points| points.to_string()),
        })
    };
    let rows = answers(view.shown).into_iter().flat_map(|change| {
        let parts: Vec<Change> =
            points(&change).into_iter().chain(changes(view, &change)).collect();
        parts.into_iter().map(move |part| (change.clone(), part))
    });
    let rows: Vec<(AnswerChange, Change)> = rows.collect();
    let developer = move |row: &(AnswerChange, Change)| &view.newer(row.0.pair.new).developer;
    Columns::<(AnswerChange, Change)>::new()
        .with(Column::id("developer.id", view.words().say("Id of the developer")), move |row| {
            Cell::text(developer(row).id.as_str())
        })
        .with(Column::text("developer.name", "Its name"), move |row| {
            Cell::text(&*developer(row).name)
        })
        .with(Column::id("indicator.id", "Id of the indicator"), move |row| {
            Cell::text(indicator(view, &row.0).id.as_str())
        })
        .with(Column::text("indicator.name", "Its name"), move |row| {
            Cell::text(&*indicator(view, &row.0).name)
        })
        .and(before_after().of_ref(|row: &(AnswerChange, Change)| &row.1))
        .table(rows)
}

fn changes(view: View<'_>, change: &AnswerChange) -> Vec<Change> {
    let link = &view.whole.links[change.link];
    let side = |side: &Scored<'_>, row: usize, members: &[usize]| {
        let at = members.first().copied().unwrap_or_default();
        let answer = side.index.entries[row].disclosure.answers[at].clone();
        (side.index.catalog.indicators[at].clone(), answer.unwrap_or_default())
    };
    let old = side(view.whole.old, change.pair.old, &link.from);
    let new = side(view.whole.new, change.pair.new, &link.to);
    let newly = newly_disclosed(view.whole, [Some(&old.1), Some(&new.1)]);
    change.parts.iter().map(|part| before_and_after(*part, &old, &new, newly)).collect()
}

fn before_and_after(
    part: Part,
    old: &(Indicator, Answer),
    new: &(Indicator, Answer),
    newly: [Option<bool>; 2],
) -> Change {
    let both = |name: &str, text: fn(&Answer) -> Option<String>| Change {
        part: name.to_owned(),
        old: text(&old.1),
        new: text(&new.1),
    };
    match part {
        Part::Stance => both("stance", |a| a.stance.map(|s| s.as_str().to_owned())),
        Part::InPart => both("in_part", |a| a.in_part.clone()),
        Part::Statement => both("statement", |a| a.statement.clone()),
        Part::NewlyDisclosed => {
            let [old, new] = newly.map(|new| new.map(|new| yes_or_no(new).to_owned()));
            Change { part: "newly_disclosed".to_owned(), old, new }
        }
        Part::Reason => both("reason", |a| a.panel.as_ref()?.reason.clone()),
        Part::Sources => both("sources", |a| {
            let lines: Vec<String> = sources(a).into_iter().map(source).collect();
            (!lines.is_empty()).then(|| lines.join("; "))
        }),
        Part::Value(before, now) => {
            let of = |(indicator, answer): &(Indicator, Answer), at: Option<usize>| {
                let field = &indicator.fields[at?];
                let text = answer.values.get(at?).and_then(Option::as_ref);
                Some((field.id.to_string(), text.map(|value| shown(value, field))))
            };
            let (old, new) = (of(old, before), of(new, now));
            let name = new.as_ref().or(old.as_ref()).map(|(name, _)| name.clone());
            let text = |side: Option<(String, Option<String>)>| side.and_then(|(_, text)| text);
            Change { part: name.unwrap_or_default(), old: text(old), new: text(new) }
        }
    }
}

fn yes_or_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

fn source(source: &Source) -> String {
    let parts = [&source.title, &source.url, &source.archived, &source.accessed, &source.quote];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

/// The change in words.
fn words(change: &Change) -> String {
    match (&change.old, &change.new) {
        (None, Some(new)) => added(new),
        (Some(old), None) => removed(old),
        (Some(old), Some(new)) => marked(old, new),
        (None, None) => String::new(),
    }
}
