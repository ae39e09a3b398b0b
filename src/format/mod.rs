//! Results to bytes: one [`Page`] in every format, one file per format.
//!
//! A command fills a [`Page`]; it does not know the formats, and the formats do not know commands.

pub mod ci;
pub mod csv;
mod html;
pub mod json;
mod latex;
pub mod locale;
pub mod markdown;
mod ndjson;
mod terminal;
pub mod web;
#[cfg(feature = "xlsx")]
mod xlsx;

use crate::chart;
use crate::page::Screen;
use crate::page::answer::Page;
use ci::{github, gitlab, junit, sarif};

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
    /// One self-contained page.
    Html,
    /// A table for a paper.
    Latex,
    /// A workbook.
    Xlsx,
    /// A picture whose text stays text.
    Svg,
    /// A picture in pixels.
    Png,
    /// Problems as annotations of GitHub Actions.
    Github,
    /// What was judged as JUnit tests.
    Junit,
    /// Problems as code scanning reads them.
    Sarif,
    /// Problems as GitLab's Code Quality reads them.
    Gitlab,
}

impl Format {
    /// Every format with its name and the file extensions that mean it.
    pub const ALL: &'static [(Self, &'static str, &'static [&'static str])] = &[
        (Self::Table, "table", &["txt", "text"]),
        (Self::Csv, "csv", &["csv"]),
        (Self::Tsv, "tsv", &["tsv", "tab"]),
        (Self::Json, "json", &["json"]),
        (Self::Ndjson, "ndjson", &["ndjson", "jsonl"]),
        (Self::Markdown, "markdown", &["md", "markdown"]),
        (Self::Html, "html", &["html", "htm"]),
        (Self::Latex, "latex", &["tex"]),
        (Self::Xlsx, "xlsx", &["xlsx"]),
        (Self::Svg, "svg", &["svg"]),
        (Self::Png, "png", &["png"]),
        (Self::Github, "github", &[]),
        (Self::Junit, "junit", &["xml"]),
        (Self::Sarif, "sarif", &["sarif"]),
        (Self::Gitlab, "gitlab", &[]),
    ];

    /// Whether problems found stand in it, or only the table.
    pub fn shows_findings(self) -> bool {
        matches!(
            self,
            Self::Table | Self::Markdown | Self::Json | Self::Html | Self::Latex | Self::Xlsx
        ) || self.needs_cases()
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, ..)| *format == self).map_or("", |(_, name, _)| name)
    }

    /// Whether it is not text.
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Png)
    }

    /// Whether it is a picture of one of a page's charts.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Svg | Self::Png)
    }

    /// The feature this build lacks and that writes the format.
    pub fn missing_feature(self) -> Option<&'static str> {
        match self {
            Self::Xlsx if cfg!(not(feature = "xlsx")) => Some("xlsx"),
            Self::Png if cfg!(not(feature = "png")) => Some("png"),
            _ => None,
        }
    }

    /// The format a name or a file extension means.
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known, _)| *known == name);
        found.map(|(format, ..)| *format).or_else(|| Self::from_extension(name))
    }

    /// Whether it has the notes below a page's table, for people.
    #[must_use]
    pub fn has_notes(self) -> bool {
        matches!(self, Self::Table | Self::Markdown | Self::Html | Self::Github)
    }

    /// Whether it shows only what a page judged: a page without cases cannot be written in it.
    pub fn needs_cases(self) -> bool {
        matches!(self, Self::Github | Self::Junit | Self::Sarif | Self::Gitlab)
    }

    /// The format a file extension means, whatever its case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_lowercase();
        let found = Self::ALL.iter().find(|(_, _, all)| all.contains(&extension.as_str()));
        found.map(|(format, ..)| *format)
    }
}

/// Why a page could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot write {}: {reason}", .format.name())]
pub struct Unwritten {
    /// As what.
    pub format: Format,
    /// Why not.
    pub reason: String,
}

/// Writes a page in a format; for whom, where the format knows such differences.
pub fn render(
    page: &Page<'_>,
    format: Format,
    screen: Screen,
    dialect: csv::Dialect,
) -> Result<Vec<u8>, Unwritten> {
    let unwritten = |reason: String| Unwritten { format, reason };
    Ok(match format {
        Format::Table => terminal::render(page, screen).into_bytes(),
        Format::Csv => csv::render(page, b',', dialect),
        Format::Tsv => csv::render(page, b'\t', dialect),
        Format::Json => json::render(page).into_bytes(),
        Format::Ndjson => ndjson::render(page).into_bytes(),
        Format::Markdown => markdown::render(page).into_bytes(),
        Format::Html => html::render(page).map_err(unwritten)?.into_bytes(),
        Format::Latex => latex::render(page).into_bytes(),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => xlsx::render(page).map_err(unwritten)?,
        #[cfg(not(feature = "xlsx"))]
        Format::Xlsx => return Err(unwritten("this build is without the feature `xlsx`".into())),
        Format::Svg => picture(page).map_err(unwritten)?.into_bytes(),
        Format::Png => {
            let svg = picture(page).map_err(unwritten)?;
            chart::png(&svg, page.size).map_err(|error| unwritten(error.to_string()))?
        }
        Format::Github => github::render(page).into_bytes(),
        Format::Junit => junit::render(page),
        Format::Sarif => sarif::render(page).into_bytes(),
        Format::Gitlab => gitlab::render(page).into_bytes(),
    })
}

/// The first of a page's charts.
fn picture(page: &Page<'_>) -> Result<String, String> {
    let charts = page.charts.get();
    let (name, chart) = charts.first().ok_or("this answer has no chart")?;
    Ok(chart::svg(chart, name))
}
