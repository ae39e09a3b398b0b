//! Which sheets a workbook has, and how much of each a spreadsheet program can hold.

use std::borrow::Cow;

use crate::page::answer::Page;
use crate::page::column::{Column, from_key};
use crate::page::problems;
use crate::page::table::{Cell, Grid, Table};
use crate::text::clean::tidy;
use crate::text::words::capital;
use crate::text::words::counted;

/// What a program can hold.
pub(super) struct Limits {
    /// Rows of a sheet, with the header and a line that says what is missing.
    pub(super) rows: usize,
    /// Columns of a sheet.
    pub(super) columns: usize,
    /// UTF-16 units of a cell.
    pub(super) text: usize,
}

/// A table on its way to a sheet.
pub(super) struct Named<'a> {
    /// As the program allows it.
    pub(super) name: String,
    /// What it is, in a sentence.
    about: Cow<'a, str>,
    /// Its rows and columns.
    pub(super) table: Grid,
}

/// Every sheet of a page's workbook.
pub(super) fn sheets<'a>(page: &'a Page, limits: &Limits) -> Vec<Named<'a>> {
    let mut sheets = vec![named(page.records_key, "What was asked for.", &page.rows(), &[])];
    for sheet in page.more.get() {
        sheets.push(named(sheet.name, sheet.about, &sheet.table, &sheets));
    }
    if !page.table.columns.is_empty() && page.findings().next().is_some() {
        let problems = problems::table(page.findings());
        sheets.push(named("problems", "What is wrong, and where.", &problems, &sheets));
    }
    let notes = notes(page, &sheets, limits);
    sheets.push(named("notes", "", &notes, &sheets));
    sheets
}

fn named<'a>(
    name: &str,
    about: impl Into<Cow<'a, str>>,
    table: &Table<'_>,
    before: &[Named<'_>],
) -> Named<'a> {
    let taken: Vec<&str> = before.iter().map(|sheet| sheet.name.as_str()).collect();
    Named { name: sheet_name(name, &taken), about: about.into(), table: table.data() }
}

/// The name as a sheet may have it: up to 31 characters, some of them forbidden, unlike any other
/// whatever the case.
fn sheet_name(name: &str, taken: &[&str]) -> String {
    let allowed = |c: char| if "[]:*?/\\".contains(c) || c.is_control() { '-' } else { c };
    let name: String = name.trim_matches('\'').chars().map(allowed).collect();
    let reserved = name.is_empty() || name.to_lowercase() == "history";
    let name = if reserved { "table".to_owned() } else { name };
    let free = |name: &String| taken.iter().all(|t| t.to_lowercase() != name.to_lowercase());
    let numbered = (2..).map(|nth| format!(" {nth}"));
    let suffixes = std::iter::once(String::new()).chain(numbered).take(taken.len() + 1);
    let mut names = suffixes.map(|suffix| beginning(&name, 31 - suffix.len()) + &suffix);
    names.find(free).unwrap_or_default()
}

/// As much of the text as fits so many UTF-16 units.
fn beginning(text: &str, units: usize) -> String {
    let mut room = units;
    let fits = |c: &char| {
        let left = room.checked_sub(c.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).collect()
}

/// All that is said around the tables.
fn notes(page: &Page<'_>, sheets: &[Named<'_>], limits: &Limits) -> Table<'static> {
    let mut lines =
        vec![("Title".to_owned(), page.title.clone()), ("Covers".into(), page.facts.clone())];
    for section in &page.sections {
        lines.push((section.label.clone(), section.lines.join("\n")));
    }
    lines.extend(page.notes.iter().map(|note| ("Note".to_owned(), note.clone())));
    for sheet in sheets {
        let about = format!("{} {}", sheet.about, limits.lost(&sheet.table));
        lines.push((format!("Sheet {}", sheet.name), about.trim().to_owned()));
    }
    lines.push(("Empty cells".into(), "Missing values. They are never zero.".into()));
    match (page.origin(), &page.provenance) {
        ([], None) => {}
        ([], Some(provenance)) => lines.push(("Source".into(), provenance.line.clone())),
        (origin, _) => {
            lines.extend(origin.iter().map(|(name, value)| (from_key(name), value.clone())));
        }
    }
    let whose = page.provenance.as_ref().into_iter();
    let whose = whose.filter_map(|p| p.words_held.as_ref());
    lines.extend(whose.map(|words| ("Whose words".to_owned(), words.clone())));
    lines.extend(page.links().iter().map(|link| (capital(&link.label), link.url.clone())));
    if let Some(citation) = page.provenance.as_ref().and_then(|p| p.citation.clone()) {
        lines.push(("Cite as".into(), citation));
    }
    lines.push(("Made with".into(), format!("fmti {}", env!("CARGO_PKG_VERSION"))));
    let rows = lines.into_iter().filter(|(_, text)| !text.is_empty());
    let columns = vec![
        Column::text("about", "").titled("About").keep(),
        Column::text("text", "").titled("Text"),
    ];
    let row = |(label, text)| -> Vec<Cell> {
        let cell = |text: String| Cell::text(text);
        vec![cell(label), cell(text)]
    };
    Table::of(columns, rows.map(row).collect())
}

impl Limits {
    /// Those of the format's makers.
    pub(super) const EXCEL: Self = Self { rows: 1_048_576, columns: 16_384, text: 32_767 };

    /// The columns that are written.
    pub(super) fn columns<'a>(&self, table: &'a Grid) -> &'a [Column] {
        &table.columns[..table.columns.len().min(self.columns)]
    }

    /// The rows that are written, and how many are not.
    pub(super) fn rows<'a>(&self, table: &'a Grid) -> (&'a [Vec<Cell>], usize) {
        let kept = if table.rows.len() < self.rows { table.rows.len() } else { self.rows - 2 };
        (&table.rows[..kept], table.rows.len() - kept)
    }

    /// The text as far as it fits, saying what is missing.
    pub(super) fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.is_long(text) {
            return Cow::Borrowed(text);
        }
        let suffix = format!("… [cut: {} in all]", counted(text.chars().count(), "character"));
        let room = self.text.saturating_sub(suffix.encode_utf16().count());
        Cow::Owned(beginning(text, room) + &suffix)
    }

    fn is_long(&self, text: &str) -> bool {
        text.len() > self.text && text.encode_utf16().count() > self.text
    }

    /// What of a table is not written, in sentences.
    fn lost(&self, table: &Grid) -> String {
        let (_, rows) = self.rows(table);
        let columns = table.columns.len().saturating_sub(self.columns);
        let cells = || table.rows.iter().flatten();
        let long = cells().filter(|cell| self.is_long(&tidy(&cell.data.text()))).count();
        let lost = [
            (rows, "row", "too many for a sheet and left out"),
            (columns, "column", "too many for a sheet and left out"),
            (long, "text", "too long for a cell and cut"),
        ];
        let sentence = |(count, noun, why): &(usize, &str, &str)| {
            let are = if *count == 1 { "is" } else { "are" };
            format!("{} {are} {why}; CSV and JSON have all.", counted(*count, noun))
        };
        let lost: Vec<String> =
            lost.iter().filter(|(count, ..)| *count > 0).map(sentence).collect();
        lost.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_legal_and_unlike() {
        assert_eq!(sheet_name("ranking", &[]), "ranking");
        assert_eq!(sheet_name("Ranking", &["ranking"]), "Ranking 2");
        assert_eq!(sheet_name("a/b:c[d]", &[]), "a-b-c-d-");
        assert_eq!(sheet_name("", &[]), "table");
        assert_eq!(sheet_name("'", &["table"]), "table 2");
        assert_eq!(sheet_name("History", &[]), "table");
        let long = "x".repeat(40);
        assert_eq!(sheet_name(&long, &[]).len(), 31);
        assert_eq!(sheet_name(&long, &[&"X".repeat(31)]), format!("{} 2", "x".repeat(29)));
        assert_eq!(sheet_name(&"🦀".repeat(20), &[]).encode_utf16().count(), 30);
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let limits = Limits { rows: 4, columns: 2, text: 40 };
        let columns = ["a", "b", "c"].map(|name| Column::text(name, "")).to_vec();
        let row = || vec![Cell::text("é".repeat(41)), Cell::number(1), Cell::default()];
        let table = |rows: usize| Grid { columns: columns.clone(), rows: vec![row(); rows] };
        assert_eq!(limits.rows(&table(3)).1, 0);
        assert_eq!(limits.rows(&table(4)).1, 2);
        assert_eq!(limits.columns(&table(1)).len(), 2);
        let cut = limits.text(&"é".repeat(41)).into_owned();
        assert_eq!(cut.encode_utf16().count(), 40);
        assert!(cut.ends_with("é… [cut: 41 characters in all]"), "{cut}");
        assert_eq!(limits.text(&"é".repeat(40)), "é".repeat(40));
        assert_eq!(
            limits.lost(&table(5)),
            "3 rows are too many for a sheet and left out; CSV and JSON have all. 1 column is too \
             many for a sheet and left out; CSV and JSON have all. 5 texts are too long for a cell \
             and cut; CSV and JSON have all."
        );
    }
}
