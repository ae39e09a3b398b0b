//! Results to bytes: one [`Page`] in every format, one file per format.
//!
//! A command fills a [`Page`]; it does not know the formats, and the formats do not know commands.

pub mod chart;
pub mod check;
pub mod clean;
mod csv;
pub mod diagnostics;
pub mod diff;
pub mod explain;
pub mod figures;
pub mod gates;
pub mod json;
pub mod labels;
pub mod lock;
mod markdown;
mod ndjson;
pub mod page;
pub mod score;
pub mod site;
mod terminal;
pub mod words;

use page::Page;

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// For a person at a terminal.
    Table,
    /// Comma-separated, for spreadsheets and scripts.
    Csv,
    /// Tab-separated.
    Tsv,
    /// One document.
    Json,
    /// One object per line.
    Ndjson,
    /// A GitHub-flavoured Markdown table.
    Markdown,
}

impl Format {
    /// Every format with its name and the file extensions that mean it.
    pub const ALL: [(Self, &'static str, &'static [&'static str]); 6] = [
        (Self::Table, "table", &["txt", "text"]),
        (Self::Csv, "csv", &["csv"]),
        (Self::Tsv, "tsv", &["tsv", "tab"]),
        (Self::Json, "json", &["json"]),
        (Self::Ndjson, "ndjson", &["ndjson", "jsonl"]),
        (Self::Markdown, "markdown", &["md", "markdown"]),
    ];

    /// Whether problems found stand in it, or only the table.
    pub fn shows_findings(self) -> bool {
        matches!(self, Self::Table | Self::Markdown | Self::Json)
    }

    /// The format a file extension means, whatever its case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_lowercase();
        let found = Self::ALL.iter().find(|(_, _, all)| all.contains(&extension.as_str()));
        found.map(|(format, ..)| *format)
    }
}

/// Where a page will be looked at.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Columns of characters.
    pub width: usize,
    /// Whether escape sequences for colour are welcome.
    pub colour: bool,
}

impl Screen {
    /// A file or pipe: 100 columns, no colour.
    pub const PLAIN: Self = Self { width: 100, colour: false };
}

/// Writes a page in a format.
pub fn render(page: &Page, format: Format, screen: Screen) -> Vec<u8> {
    match format {
        Format::Table => terminal::render(page, screen).into_bytes(),
        Format::Csv => csv::render(page, b','),
        Format::Tsv => csv::render(page, b'\t'),
        Format::Json => json::render(page).into_bytes(),
        Format::Ndjson => ndjson::render(page).into_bytes(),
        Format::Markdown => markdown::render(page).into_bytes(),
    }
}
