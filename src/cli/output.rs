//! How and where an answer is to be written, decided before any work is done.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValue;

use crate::chart::Size;
use crate::format::Format;
use crate::format::csv::{Dialect, Safety};
use crate::format::locale::Locale;
use crate::load::Failure;
use crate::page::shape::Shape;
use crate::text::nearest;

/// Options for the form and place of the answer.
#[derive(Clone, Debug, Args)]
pub(super) struct Output {
    /// How to write the answer [default: from the file's extension, or table]
    ///
    /// github, junit, sarif and gitlab show problems: they go with `check` and the gates of `diff`.
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to a file instead of the terminal; may be repeated, `-` is the terminal
    ///
    /// FORMAT=FILE says the format of one file: `-o gitlab=gl-code-quality.json`. A file that has
    /// such a name is `./FORMAT=FILE`.
    #[arg(short = 'o', long = "output", value_name = "[FORMAT=]FILE")]
    files: Vec<PathBuf>,
    /// Also add the answer to a file in Markdown, such as `$GITHUB_STEP_SUMMARY`
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// Reduce the table to what a charting tool takes: a category and measures of one kind
    #[arg(long, value_name = "TOOL")]
    shape: Option<Shape>,
    /// Which chart SVG and PNG show: bars or heatmap of a ranking; dumbbell, waterfall, bump,
    /// comparable or totals of a comparison; profile of a developer [default: the first of them]
    #[arg(long, value_name = "NAME")]
    chart: Option<String>,
    /// How many pixels a PNG has, for example 1200x630 for a social card [default: twice the SVG]
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = size)]
    size: Option<Size>,
    /// Write CSV and TSV as a country's spreadsheets read them, with headings for people
    ///
    /// A language or a language and a country, such as de or en-GB. Sets the separator, the decimal
    /// sign, the byte order mark and the line ends that Excel expects there.
    #[arg(long, value_name = "CODE", value_parser = locale)]
    locale: Option<Locale>,
    /// What CSV and TSV do with text that a spreadsheet would take for a formula [default:
    /// spreadsheet]
    #[arg(long, value_name = "HOW")]
    csv_safety: Option<Safety>,
}

/// Where an answer goes, and how.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Files, or standard output, each with its format.
    pub(super) targets: Vec<(Option<PathBuf>, Format)>,
    /// The file Markdown is added to.
    pub(super) summary: Option<PathBuf>,
    /// For which charting tool.
    pub(super) shape: Option<Shape>,
    /// How CSV is written.
    pub(super) dialect: Dialect,
    /// Which of an answer's charts is drawn.
    pub(super) chart: Option<String>,
    /// How large a picture in pixels is.
    pub(super) size: Size,
}

impl Plan {
    /// Whether problems found are seen on standard output.
    pub(super) fn shows_findings(&self) -> bool {
        let seen =
            |(path, format): &(Option<PathBuf>, Format)| path.is_none() && format.shows_findings();
        self.shape.is_none() && self.targets.iter().any(seen)
    }

    /// Whether standard output shows a page's notes.
    pub(super) fn shows_notes(&self) -> bool {
        let seen =
            |(path, format): &(Option<PathBuf>, Format)| path.is_none() && format.has_notes();
        self.shape.is_none() && self.targets.iter().any(seen)
    }

    /// Every file that is written.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &Path> {
        let targets = self.targets.iter().filter_map(|(path, _)| path.as_deref());
        targets.chain(self.summary.as_deref())
    }

    /// Whether a page's charts will be drawn.
    pub(super) fn wants_charts(&self) -> bool {
        self.targets.iter().any(|(_, format)| format.is_picture())
    }
}

impl Output {
    /// Decides the format of every file, for an answer that judges nothing.
    pub(super) fn plan(&self) -> anyhow::Result<Plan> {
        let plan = self.plan_cases()?;
        if let Some((_, format)) = plan.targets.iter().find(|(_, format)| format.needs_cases()) {
            let message = format!("{} shows problems, and this answer has none", format.name());
            let hint =
                "github, junit, sarif and gitlab go with `fmti check` and the gates of `fmti diff`";
            return Err(Failure::new(message, hint).into());
        }
        Ok(plan)
    }

    /// The same, for an answer that has cases.
    pub(super) fn plan_cases(&self) -> anyhow::Result<Plan> {
        let targets = if self.files.is_empty() {
            vec![(None, self.format.unwrap_or(Format::Table))]
        } else {
            self.files.iter().map(|path| self.target(path)).collect::<anyhow::Result<_>>()?
        };
        for (path, format) in &targets {
            if let Some(feature) = format.missing_feature() {
                let message = format!("this build of fmti cannot write {}", format.name());
                let hint = format!("build it with `--features {feature}`, which is the default");
                return Err(Failure::new(message, hint).into());
            }
            if format.is_binary() && path.is_none() && io::stdout().is_terminal() {
                let message = format!("a terminal cannot show {}", format.name());
                let hint = format!("name a file, for example -o ranking.{}", format.name());
                return Err(Failure::new(message, hint).into());
            }
        }
        let text = targets.iter().any(|(_, format)| matches!(format, Format::Csv | Format::Tsv));
        for (given, flag) in
            [(self.locale.is_some(), "--locale"), (self.csv_safety.is_some(), "--csv-safety")]
        {
            if given && !text {
                let message = format!("{flag} is about CSV and TSV, and neither is written");
                return Err(Failure::new(message, "say -f csv, or -o FILE.csv").into());
            }
        }
        let pictures = targets.iter().any(|(_, format)| format.is_picture());
        let pixels = targets.iter().any(|(_, format)| *format == Format::Png);
        for (idle, flag, hint) in [
            (self.chart.is_some() && !pictures, "--chart", "say -o FILE.svg or -o FILE.png"),
            (self.size.is_some() && !pixels, "--size", "say -o FILE.png"),
        ] {
            if idle {
                let message = format!("{flag} is about pictures, and none is written");
                return Err(Failure::new(message, hint).into());
            }
        }
        let dialect = Dialect { safety: self.csv_safety.unwrap_or_default(), locale: self.locale };
        Ok(Plan {
            targets,
            summary: self.summary.clone(),
            shape: self.shape,
            dialect,
            chart: self.chart.clone(),
            size: self.size.unwrap_or_default(),
        })
    }

    fn target(&self, given: &Path) -> anyhow::Result<(Option<PathBuf>, Format)> {
        let (named, path) = named(given)?;
        let asked = named.or(self.format);
        if path == Path::new("-") {
            return Ok((None, asked.unwrap_or(Format::Table)));
        }
        if path.is_dir() {
            return Err(Failure::new(
                format!("`{}` is a folder", path.display()),
                "name a file in it, for example ranking.csv",
            )
            .into());
        }
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let Some(format) = asked.or_else(|| Format::from_extension(extension)) else {
            let known: Vec<String> = Format::ALL
                .iter()
                .flat_map(|(_, _, extensions)| extensions.iter().map(|e| format!(".{e}")))
                .collect();
            return Err(Failure::new(
                format!("cannot tell the format of `{}`", path.display()),
                format!("end it in one of {}, or say --format", known.join(", ")),
            )
            .into());
        };
        Ok((Some(path.to_path_buf()), format))
    }
}

/// The format in `FORMAT=FILE`, and the file. Before a `=` in the name of a file there is a folder,
/// if only `./`.
fn named(given: &Path) -> anyhow::Result<(Option<Format>, &Path)> {
    let parts = given.to_str().and_then(|text| text.split_once('='));
    let Some((name, path)) = parts.filter(|(name, _)| !name.contains(['/', '\\'])) else {
        return Ok((None, given));
    };
    let Some(format) = Format::named(name) else {
        let names = Format::ALL.iter().map(|(_, name, _)| *name);
        let hint = nearest::nearest(name, names.clone()).map_or_else(
            || format!("known: {}", names.collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        let hint = format!("{hint} A file of that name is `./{}`", given.display());
        return Err(Failure::new(format!("there is no format `{name}`"), hint).into());
    };
    if path.is_empty() {
        let message = format!("`{}` names no file", given.display());
        return Err(Failure::new(message, format!("for example {name}=FILE")).into());
    }
    Ok((Some(format), Path::new(path)))
}

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        const VARIANTS: [Format; Format::ALL.len()] = {
            let mut all = [Format::Table; Format::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = Format::ALL[at].0;
                at += 1;
            }
            all
        };
        &VARIANTS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (_, name, extensions) = Self::ALL.iter().find(|(format, ..)| format == self)?;
        Some(PossibleValue::new(*name).aliases(extensions.iter().copied()))
    }
}

impl clap::ValueEnum for Shape {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Datawrapper, Self::Flourish]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()))
    }
}

impl clap::ValueEnum for Safety {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Spreadsheet, Self::None]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Spreadsheet => PossibleValue::new("spreadsheet")
                .help("An apostrophe goes before it; what cannot be seen is left out"),
            Self::None => PossibleValue::new("none").help("Nothing: every character is kept"),
        })
    }
}

/// `1200x630`.
fn size(text: &str) -> Result<Size, String> {
    let sides = text.split_once(['x', '×']);
    let pixels = |side: &str| side.trim().parse().ok().filter(|n| (200..=8000).contains(n));
    let sides = sides.and_then(|(width, height)| Some((pixels(width)?, pixels(height)?)));
    let (width, height) =
        sides.ok_or("write width and height, 200 to 8000 each, for example 1200x630")?;
    Ok(Size::Card { width, height })
}

fn locale(code: &str) -> Result<Locale, String> {
    let known = || Locale::codes().collect::<Vec<_>>().join(", ");
    Locale::named(code).ok_or_else(|| format!("known are {}", known()))
}
