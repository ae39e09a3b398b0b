//! What changed in the words behind a score, between two versions of one edition.

use serde_json::{Value as Json, json};
use similar::{ChangeTag, TextDiff};

use crate::analyze::diff::Side;
use crate::analyze::diff::answers::{AnswerChange, Part, answers, are_versions};
use crate::model::disclosure::Source;
use crate::model::index::Entry;
use crate::model::value::{Field, Kind, Row, Value};
use crate::model::{Answer, Cell as Score, Indicator};
use crate::report::explain::stance_word;
use crate::report::page::Section;

use super::View;

/// How many changed answers a page shows in words; JSON has all.
const SHOWN: usize = 30;
/// The longest text whose words are compared, in bytes; of a longer one only the size is said.
const LONGEST: usize = 20_000;
/// Words shown around a change.
const AROUND: usize = 5;

/// Before and after, as text; `None` where there was nothing.
struct Change {
    part: String,
    old: Option<String>,
    new: Option<String>,
}

/// The paragraphs, one for each changed answer.
pub(super) fn sections(view: View<'_>) -> Vec<Section> {
    let found = answers(view.shown);
    let mut out = profile_sections(view);
    out.extend(found.iter().take(SHOWN).map(|c| section(view, c)));
    if !out.is_empty() {
        out.push(Section::line("", "[-words-] are gone, {+words+} are new"));
    }
    if found.len() > SHOWN {
        let more = format!("{} more changed answers; `-f json` has all", found.len() - SHOWN);
        out.push(Section::line("", more));
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

/// Models and traits that changed, as JSON.
pub(super) fn profiles(view: View<'_>) -> Vec<Json> {
    let record = |(id, _, parts): (&str, &str, Vec<Change>)| {
        let parts: Vec<Json> = parts
            .into_iter()
            .map(|c| json!({"part": c.part, "old": c.old, "new": c.new}))
            .collect();
        json!({"developer": id, "changes": parts})
    };
    profile_changes(view).into_iter().map(record).collect()
}

fn section(view: View<'_>, change: &AnswerChange) -> Section {
    let name = &view.newer(change.pair.new).developer.name;
    let indicator = indicator(view, change);
    let [old, new] = scores(view, change).map(|score| score.to_string());
    let moved = if old == new { format!("{new} as before") } else { format!("{old} → {new}") };
    let mut lines = vec![format!("{name}: {moved}")];
    lines.extend(changes(view, change).iter().map(|c| format!("{}: {}", c.part, words(c))));
    Section::new(indicator.id.as_str(), lines)
}

fn indicator<'a>(view: View<'a>, change: &AnswerChange) -> &'a Indicator {
    // A changed answer is one to an indicator of both versions.
    let at = view.whole.links[change.link].to.first().copied().unwrap_or_default();
    &view.whole.new.index.catalog.indicators[at]
}

fn scores(view: View<'_>, change: &AnswerChange) -> [Score; 2] {
    let link = &view.whole.links[change.link];
    let word = |side: Side<'_>, row: usize, at: Option<&usize>| {
        at.map_or(Score::Unrated, |at| side.sheet.row(row)[*at])
    };
    [
        word(view.whole.old, change.pair.old, link.from.first()),
        word(view.whole.new, change.pair.new, link.to.first()),
    ]
}

/// The changed answers as JSON.
pub(super) fn records(view: View<'_>) -> Vec<Json> {
    let record = |change: &AnswerChange| {
        let [old, new] = scores(view, change).map(|score| match score {
            Score::Rated(points) => super::points(points),
            Score::Referred | Score::Unrated => Json::Null,
        });
        let parts: Vec<Json> = changes(view, change)
            .into_iter()
            .map(|c| json!({"part": c.part, "old": c.old, "new": c.new}))
            .collect();
        json!({
            "developer": view.newer(change.pair.new).developer.id,
            "indicator": indicator(view, change).id,
            "old_points": old,
            "new_points": new,
            "changes": parts,
        })
    };
    answers(view.shown).iter().map(record).collect()
}

fn changes(view: View<'_>, change: &AnswerChange) -> Vec<Change> {
    let link = &view.whole.links[change.link];
    let side = |side: Side<'_>, row: usize, members: &[usize]| {
        let at = members.first().copied().unwrap_or_default();
        let answer = side.index.entries[row].disclosure.answers[at].clone();
        (side.index.catalog.indicators[at].clone(), answer.unwrap_or_default())
    };
    let old = side(view.whole.old, change.pair.old, &link.from);
    let new = side(view.whole.new, change.pair.new, &link.to);
    change.parts.iter().map(|part| before_and_after(*part, &old, &new)).collect()
}

fn before_and_after(part: Part, old: &(Indicator, Answer), new: &(Indicator, Answer)) -> Change {
    let both = |name: &str, text: fn(&Answer) -> Option<String>| Change {
        part: name.to_owned(),
        old: text(&old.1),
        new: text(&new.1),
    };
    match part {
        Part::Stance => both("stance", |a| a.stance.map(|s| stance_word(s).to_owned())),
        Part::Statement => both("statement", |a| a.statement.clone()),
        Part::Reason => both("reason", |a| a.panel.as_ref()?.reason.clone()),
        Part::Sources => both("sources", |a| {
            let lines: Vec<String> = a.sources.iter().map(source).collect();
            (!lines.is_empty()).then(|| lines.join(" "))
        }),
        Part::Value(at) => {
            let field = &new.0.fields[at];
            let text = |(indicator, answer): &(Indicator, Answer)| {
                let at = indicator.fields.iter().position(|f| f.id == field.id)?;
                Some(value(answer.values.get(at)?.as_ref()?, &indicator.fields[at]))
            };
            Change { part: field.id.to_string(), old: text(old), new: text(new) }
        }
    }
}

fn source(source: &Source) -> String {
    let parts = [&source.title, &source.url, &source.archived, &source.accessed, &source.quote];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

/// A value in full, so that no change in it goes unseen.
fn value(value: &Value, field: &Field) -> String {
    match value {
        Value::List(items) => {
            let of = match &field.kind {
                Kind::List(of) => Field { kind: (**of).clone(), ..field.clone() },
                _ => field.clone(),
            };
            items.iter().map(|item| self::value(item, &of)).collect::<Vec<_>>().join(", ")
        }
        Value::Table(rows) => {
            rows.iter().map(|cells| row(cells, field)).collect::<Vec<_>>().join("; ")
        }
        Value::Per(rows) => rows
            .iter()
            .map(|(name, cells)| format!("{name} ({})", row(cells, field)))
            .collect::<Vec<_>>()
            .join("; "),
        single => crate::grade::findings::shown(single, field),
    }
}

fn row(cells: &Row, field: &Field) -> String {
    let columns = field.kind.columns().unwrap_or_default();
    let filled = columns.iter().zip(cells).filter_map(|(column, cell)| {
        let cell = cell.as_ref()?;
        Some(format!("{}: {}", column.id, value(cell, column)))
    });
    filled.collect::<Vec<_>>().join(", ")
}

/// The change in words, as `git diff --word-diff` writes it: `Mostly [-English-]{+German+} text`.
fn words(change: &Change) -> String {
    match (&change.old, &change.new) {
        (None, Some(new)) => format!("{{+{}+}}", cut(new)),
        (Some(old), None) => format!("[-{}-]", cut(old)),
        (Some(old), Some(new)) if old.len().max(new.len()) > LONGEST => {
            format!("another text: {} → {} characters", old.chars().count(), new.chars().count())
        }
        (Some(old), Some(new)) => marked(old, new),
        (None, None) => String::new(),
    }
}

/// The start of a text that is all new or all gone.
fn cut(text: &str) -> String {
    const MOST: usize = 60;
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > MOST { " …" } else { "" };
    words.iter().take(MOST).copied().collect::<Vec<_>>().join(" ") + more
}

fn marked(old: &str, new: &str) -> String {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (old, new) = (spaced(old), spaced(new));
    let diff = TextDiff::from_words(old.as_str(), new.as_str());
    let mut runs: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => runs.push((change.tag(), change.value().to_owned())),
        }
    }
    let last = runs.len().saturating_sub(1);
    let shown = runs.iter().enumerate().map(|(at, (tag, text))| match tag {
        ChangeTag::Delete => format!("[-{text}-]"),
        ChangeTag::Insert => format!("{{+{text}+}}"),
        ChangeTag::Equal => context(text, at == 0, at == last),
    });
    shown.collect::<String>()
}

/// Unchanged words, but those far from any change.
fn context(text: &str, first: bool, last: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let (before, after) = (if first { 0 } else { AROUND }, if last { 0 } else { AROUND });
    if words.len() <= before + after + 1 {
        return text.to_owned();
    }
    let head = words[..before].concat();
    let tail = words[words.len() - after..].concat();
    format!("{head}…{}{tail}", if after > 0 { " " } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_where_they_changed() {
        assert_eq!(
            marked("Mostly English web text", "Mostly German web text"),
            "Mostly [-English-]{+German+} web text"
        );
        let long = "w ".repeat(40);
        let text = marked(&format!("{long}one {long}"), &format!("{long}two {long}"));
        assert_eq!(text, "… w w w w w [-one-]{+two+} w w w w …");
    }

    #[test]
    fn a_text_too_long_to_compare_is_said_to_have_changed() {
        let text = |c: &str| Some(c.repeat(LONGEST + 1));
        let change = Change { part: "statement".into(), old: text("a"), new: text("b") };
        assert!(words(&change).starts_with("another text"));
    }
}
