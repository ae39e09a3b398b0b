//! `README.md`: what the data is, in plain words, for whoever opens the folder.

use crate::analyze::scored::Scored;
use crate::format::markdown::{escape, link};
use crate::model::Words;
use crate::page::table::Datum;
use crate::page::whose::links;
use crate::text::words::{counted, grouped};

use super::table::Table;
use super::{Bundle, File, citation, whose};
use crate::page::column::{Column, Kind};

/// How to read the files, whatever is in them.
const READ: &str = include_str!("guide.md");

/// The guide to all files made so far.
pub(super) fn guide(bundle: &Bundle<'_>, tables: &[Table<'_>], files: &[File]) -> File {
    let parts = [
        format!("# Data: {}\n", escape(&bundle.title())),
        credits(bundle),
        whose::table(bundle, tables),
        contents(tables, files),
        missing(bundle, tables),
        method(bundle),
        READ.to_owned(),
        columns(super::words(bundle.editions), tables),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let about = "What each file is, what is missing, and how to read and cite it";
    File::data("README.md", about, parts.join("\n").into_bytes())
}

/// How scores are made, where they are not the sums that the examples below add up to.
fn method(bundle: &Bundle<'_>) -> String {
    let Some(side) = bundle.editions.iter().rev().find(|side| !side.is_additive()) else {
        return String::new();
    };
    format!(
        "## How a score is made\n\nBy method `{}`, {}. Points added up from `answers.csv`, as the examples \
         below do, are not these scores: take them from `ranking.csv`.\n",
        side.index.catalog.method.aggregation.as_str(),
        side.index.catalog.method.sentence()
    )
}

/// Who gave the points, who is cited, and what may be done with the data.
fn credits(bundle: &Bundle<'_>) -> String {
    let mut out = String::new();
    for line in bundle.attributions() {
        out += &format!("Whose points these are: {}.\n", escape(line.trim_end_matches('.')));
    }
    out += "The tables were computed from them by fmti.\n\n";
    for side in bundle.editions {
        let edition = &side.index.edition;
        if let Some(text) = &edition.citation {
            out += &format!("- Edition {} asks to be cited as: {}\n", edition.id, escape(text));
        }
        let not_these = if side.sheet.rater.is_panel() { "" } else { ", which are not these" };
        out += &match edition.licence.as_deref().map(escape) {
            Some(licence) => {
                format!("- Licence of the scores of edition {}{not_these}: {licence}\n", edition.id)
            }
            None => format!("- Edition {} names no licence: ask whoever made it\n", edition.id),
        };
    }
    let links = links(&bundle.indexes());
    let links: Vec<String> = links.iter().map(|found| link(&found.label, &found.url)).collect();
    if !links.is_empty() {
        out += &format!("- Links: {}\n", links.join(", "));
    }
    let authors = escape(&citation::authors(bundle).join("; "));
    out + &format!("- Authors, as in `CITATION.cff` in the folder above: {authors}\n")
}

fn contents(tables: &[Table<'_>], files: &[File]) -> String {
    let mut out =
        String::from("## Files\n\n| File | Rows | What it holds |\n| :--- | ---: | :--- |\n");
    for file in files {
        let holds =
            |table: &&Table<'_>| table.file() == file.name() || table.exact_file() == file.name();
        let table = tables.iter().find(holds);
        let rows = table.map_or_else(String::new, |table| grouped(table.rows.len()));
        out += &format!("| `{}` | {rows} | {} |\n", file.name(), escape(&file.about));
    }
    out
}

/// What is counted of an edition's answers: a column, and whether a value of it counts.
type Count = (&'static str, fn(&Datum) -> bool);

const COUNTS: [Count; 6] = [
    ("status", |datum| datum.text() == "referred"),
    ("status", |datum| datum.text() == "unrated"),
    ("sources", |datum| *datum == Datum::Empty),
    ("reason", |datum| *datum == Datum::Empty),
    ("statement", |datum| *datum == Datum::Empty),
    ("stance", |datum| *datum == Datum::Empty),
];

/// What nobody said, counted as the files have it.
fn missing(bundle: &Bundle<'_>, tables: &[Table<'_>]) -> String {
    let mut counts = vec![[0_usize; COUNTS.len()]; bundle.editions.len()];
    let id = |side: &Scored<'_>| side.index.edition.id.to_string();
    for table in tables.iter().filter(|table| table.name == "answers") {
        let at =
            |name: &str| table.rows.columns.iter().position(|column| column.flat_key() == name);
        let columns = COUNTS.map(|(name, counts)| (at(name), counts));
        for row in 0..table.rows.len() {
            let of = table.rows.cell(row, 0).data;
            let edition = bundle.editions.iter().position(|side| id(side) == of.text());
            let Some(found) = edition.map(|edition| &mut counts[edition]) else { continue };
            for (count, (column, counts)) in found.iter_mut().zip(columns) {
                *count += usize::from(
                    column.is_some_and(|column| counts(&table.rows.cell(row, column).data)),
                );
            }
        }
    }
    let mut out = String::from(
        "## What is missing\n\nAn empty field is something nobody said, never zero. An answer \
         without points is `referred` (a person must judge it) or `unrated` (the rater said nothing \
         of it); the score it is part of is then only known to lie between `score_low` and \
         `score_high`.\n\n",
    );
    for (side, counts) in bundle.editions.iter().zip(counts) {
        let [referred, unrated, evidence, reason, statement, stance] = counts.map(grouped);
        out += &format!(
            "- Edition {}: {}, of which {referred} referred and {unrated} unrated; {evidence} \
             without an address as evidence, {reason} without a reason for the points, {statement} \
             without a statement, {stance} without a stance\n",
            id(side),
            counted(side.index.entries.len() * side.sheet.indicators, "answer"),
        );
    }
    out + &compared(bundle)
}

/// Which neighbouring editions were compared, and which were not.
fn compared(bundle: &Bundle<'_>) -> String {
    let id = |side: &Scored<'_>| side.index.edition.id.to_string();
    let mut out = String::new();
    for pair in bundle.editions.windows(2) {
        let (old, new) = (id(pair[0]), id(pair[1]));
        let is_of = |whole: &crate::analyze::diff::Comparison<'_>| {
            (id(whole.old), id(whole.new)) == (old.clone(), new.clone())
        };
        let found = bundle.changes.iter().find(|view| is_of(view.whole));
        out += &match found.map(|view| view.whole) {
            Some(whole) => {
                let alike = if whole.basis.revised { "much the same" } else { "the same" };
                let count = counted(whole.comparable().count(), "indicator");
                format!(
                    "- Of editions {old} and {new}, {count} ask {alike}: what `changes.csv` calls \
                     comparable. The raw change stands beside it\n"
                )
            }
            None => format!("- Editions {old} and {new} were not compared\n"),
        };
    }
    out
}

/// Every column of every table.
fn columns(words: &Words, tables: &[Table<'_>]) -> String {
    let mut out = String::from("## Columns\n");
    for table in tables {
        let key: Vec<String> = table.key.iter().map(|name| format!("`{name}`")).collect();
        out += &format!(
            "\n### {}\n\n{}. No two rows have the same {}.\n\n",
            table.file(),
            escape(&words.say(table.about)),
            key.join(", ")
        );
        out.extend(table.rows.columns.iter().map(column));
    }
    out
}

fn column(field: &Column) -> String {
    let (kind, words) = match &field.kind {
        Kind::Text => ("text", &[][..]),
        Kind::Whole => ("whole number", &[][..]),
        Kind::Number => ("number", &[][..]),
        Kind::Flag => ("true or false", &[][..]),
        Kind::List(" ") => ("words with a space between", &[][..]),
        Kind::List(_) => ("sentences with a semicolon between", &[][..]),
        Kind::Choice(words) => ("one of some words", words.as_slice()),
    };
    let mut out = format!("- `{}` ({kind}): {}\n", field.flat_key(), escape(&field.about));
    for (word, means) in words {
        out += &format!("  - {}: {}\n", escape(word), escape(means));
    }
    out
}
