//! One page that needs nothing else: no script, no link, nothing from the network.

use std::borrow::Cow;

use askama::Template;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::web::{Reference, link};
use crate::page::answer::Page;
use crate::page::column::{Column, Scale};
use crate::page::problems;
use crate::page::table::{Cell, Datum, Grid as Rows};
use crate::page::words::REFER;
use crate::text::clean::{clean, tidy, width};

const STYLE: &str = include_str!("../../templates/page.css");
/// A longer word may be broken anywhere.
const LONGEST_WORD: usize = 24;

/// What `templates/page.html` shows. Every text is clean; the template escapes it.
#[derive(Template)]
#[template(path = "page.html")]
struct Document<'a> {
    policy: String,
    style: &'static str,
    version: &'static str,
    title: Cow<'a, str>,
    facts: Cow<'a, str>,
    /// The title stands above everything, rather than as the caption of the only table.
    headed: bool,
    sections: Vec<Paragraph<'a>>,
    tables: Vec<Grid<'a>>,
    notes: Vec<Cow<'a, str>>,
    links: Vec<Reference>,
}

struct Paragraph<'a> {
    label: Cow<'a, str>,
    lines: Vec<Cow<'a, str>>,
}

struct Grid<'a> {
    caption: Cow<'a, str>,
    heads: Vec<Head>,
    rows: Vec<Vec<Td<'a>>>,
}

struct Head {
    text: String,
    class: &'static str,
    unseen: bool,
}

struct Td<'a> {
    text: Cow<'a, str>,
    class: String,
    names_row: bool,
    bar: Option<String>,
}

/// Heading, table, notes.
pub(super) fn render(page: &Page<'_>) -> Result<String, String> {
    let problems = problems::table(page.findings());
    let grids = [(page.title.as_str(), &page.table), ("Problems", &problems)]
        .into_iter()
        .filter(|(_, table)| !table.is_empty())
        .map(|(caption, table)| (caption, table.for_people()))
        .collect::<Vec<_>>();
    let tables = grids.iter().map(|(caption, table)| grid(caption, table)).collect();
    let sections = page.sections.iter().map(|section| Paragraph {
        label: clean(&section.label),
        lines: section.lines.iter().map(|line| clean(line)).collect(),
    });
    let document = Document {
        policy: policy(STYLE),
        style: STYLE,
        version: env!("CARGO_PKG_VERSION"),
        title: clean(&page.title),
        facts: clean(&page.facts),
        headed: !page.sections.is_empty() || page.table.is_empty(),
        sections: sections.collect(),
        tables,
        notes: page.credits().map(clean_line).collect(),
        links: page.links().iter().map(link).collect(),
    };
    // The template engine drops the line end at the end of a file.
    document.render().map(|text| tidy(&text).into_owned() + "\n").map_err(|error| error.to_string())
}

/// What a browser may do with a page whose only style is this: nothing but to show it.
pub(super) fn policy(style: &str) -> String {
    let hash = STANDARD.encode(Sha256::digest(style));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

fn clean_line(line: Cow<'_, str>) -> Cow<'_, str> {
    match line {
        Cow::Borrowed(line) => clean(line),
        Cow::Owned(line) => Cow::Owned(clean(&line).into_owned()),
    }
}

/// The columns for people.
fn grid<'a>(caption: &'a str, table: &'a Rows) -> Grid<'a> {
    let names_row = table.naming_column();
    let head = |column: &Column| Head {
        text: if column.bar { "As a bar".into() } else { clean(&spoken(column)).into_owned() },
        class: if column.bar {
            "bar"
        } else if column.right {
            "number"
        } else {
            ""
        },
        unseen: column.title.as_ref().is_some_and(String::is_empty),
    };
    let row = |row: &'a Vec<Cell>| {
        let cells = row.iter().zip(&table.columns).enumerate();
        cells.map(|(at, (cell, column))| td(cell, column, Some(at) == names_row)).collect()
    };
    Grid {
        caption: clean(caption),
        heads: table.columns.iter().map(head).collect(),
        rows: table.rows.iter().map(row).collect(),
    }
}

/// A heading that can be read aloud: `Rank` for `#`.
fn spoken(column: &Column) -> String {
    let title = column.title.as_deref().unwrap_or_default();
    if title.contains(char::is_alphabetic) { title.to_owned() } else { column.heading() }
}

fn td<'a>(cell: &'a Cell, column: &Column, names_row: bool) -> Td<'a> {
    let text = match cell.display() {
        Cow::Borrowed(text) => clean(text),
        Cow::Owned(text) => Cow::Owned(clean(&text).into_owned()),
    };
    let long = text.split(' ').any(|word| width(word) > LONGEST_WORD);
    let mut classes = Vec::new();
    if column.right {
        classes.push("number");
    } else if long {
        classes.push("words");
    }
    classes.extend(state(cell, column.scale));
    // A tenth of a percent is less than a pixel.
    let length = |share: f64| format!("{:.1}", share.clamp(0.0, 1.0) * 100.0);
    Td {
        class: classes.join(" "),
        names_row,
        bar: cell.share.filter(|_| column.bar).map(length),
        text,
    }
}

/// What a cell's colour says again; its text says it already.
fn state(cell: &Cell, scale: Option<Scale>) -> Option<&'static str> {
    let rating = matches!(scale, Some(Scale::Rating(..)));
    match (&cell.data, cell.share) {
        (Datum::Empty, _) if rating && cell.display() == REFER => Some("refer"),
        (Datum::Empty, _) if rating => Some("unrated"),
        (_, Some(share)) if share <= 0.0 => Some("none"),
        (_, Some(share)) if share >= 1.0 => Some(if rating { "met" } else { "full" }),
        (_, Some(_)) if rating => Some("part"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_the_style_and_nothing_else() {
        // printf 'a{}' | openssl dgst -sha256 -binary | base64
        let hash = "X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=";
        let allowed = format!("style-src 'sha256-{hash}'");
        assert!(policy("a{}").contains(&allowed), "{}", policy("a{}"));
        assert!(policy("a{}").starts_with("default-src 'none';"));
        assert!(!policy(STYLE).contains("unsafe"));
    }
}
