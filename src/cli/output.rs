//! Where a page goes: standard output, or files that appear whole or not at all.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use clap::builder::PossibleValue;

use crate::load::Failure;
use crate::load::reader::plain;
use crate::report::clean::tidy;
use crate::report::csv::{Dialect, Safety};
use crate::report::locale::Locale;
use crate::report::page::Page;
use crate::report::shape::{self, Shape};
use crate::report::{Format, Screen, render};

use super::common::Global;

/// Options for the form and place of the answer.
#[derive(Clone, Debug, Args)]
pub(super) struct Output {
    /// How to write the answer [default: from the file's extension, or table]
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to a file instead of the terminal; may be repeated, `-` is the terminal
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Reduce the table to what a charting tool takes: a category and measures of one kind
    #[arg(long, value_name = "TOOL")]
    shape: Option<Shape>,
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
    targets: Vec<(Option<PathBuf>, Format)>,
    shape: Option<Shape>,
    dialect: Dialect,
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

fn locale(code: &str) -> Result<Locale, String> {
    let known = || Locale::codes().collect::<Vec<_>>().join(", ");
    Locale::named(code).ok_or_else(|| format!("known are {}", known()))
}

impl Plan {
    /// Whether problems found are seen on standard output.
    pub(super) fn shows_findings(&self) -> bool {
        let seen =
            |(path, format): &(Option<PathBuf>, Format)| path.is_none() && format.shows_findings();
        self.shape.is_none() && self.targets.iter().any(seen)
    }

    /// Whether a page's further tables will be written.
    pub(super) fn wants_sheets(&self) -> bool {
        self.shape.is_none() && self.targets.iter().any(|(_, format)| format.has_sheets())
    }
}

impl Output {
    /// Decides the format of every file before any work is done.
    pub(super) fn plan(&self) -> anyhow::Result<Plan> {
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
        let dialect = Dialect { safety: self.csv_safety.unwrap_or_default(), locale: self.locale };
        Ok(Plan { targets, shape: self.shape, dialect })
    }

    fn target(&self, path: &Path) -> anyhow::Result<(Option<PathBuf>, Format)> {
        if path == Path::new("-") {
            return Ok((None, self.format.unwrap_or(Format::Table)));
        }
        if path.is_dir() {
            return Err(Failure::new(
                format!("`{}` is a folder", path.display()),
                "name a file in it, for example ranking.csv",
            )
            .into());
        }
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let format = self.format.or_else(|| Format::from_extension(extension));
        let Some(format) = format else {
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

/// Writes a page everywhere it was asked for. Files are put in place only once all are written.
pub(super) fn write(page: &Page, plan: &Plan, global: &Global) -> anyhow::Result<()> {
    write_with(Vec::new(), page, plan, global)
}

/// Writes files of a command's own and the page that tells of them.
pub(super) fn write_with(
    files: Vec<(PathBuf, Vec<u8>)>,
    page: &Page,
    plan: &Plan,
    global: &Global,
) -> anyhow::Result<()> {
    let page = match plan.shape {
        None => Cow::Borrowed(page),
        Some(shape) => Cow::Owned(shaped(page, shape, global)?),
    };
    let mut ready = Vec::new();
    for (path, bytes) in files {
        ready.push((Ready::prepare(&path, bytes)?, path));
    }
    let mut shown = Vec::new();
    for (path, format) in &plan.targets {
        match path {
            None => {
                let bytes = render(&page, *format, global.stdout(), plan.dialect)?;
                shown.push(for_stdout(bytes, *format));
            }
            Some(path) => {
                let bytes = render(&page, *format, Screen::PLAIN, plan.dialect)?;
                ready.push((Ready::prepare(path, bytes)?, path.clone()));
            }
        }
    }
    for (file, path) in ready {
        file.put(&path)?;
        global.note(&format!("wrote {}", path.display()));
    }
    // Last, so that whoever reads no further gets the files all the same.
    shown.iter().try_for_each(|bytes| print(bytes))
}

/// A page as a charting tool takes it; says what the tool could not draw.
fn shaped(page: &Page, tool: Shape, global: &Global) -> anyhow::Result<Page> {
    let Some(shaped) = shape::shape(page, tool) else {
        let message = format!("there is nothing in this answer for {} to chart", tool.as_str());
        return Err(Failure::new(message, "--shape is for tables of scores").into());
    };
    if shaped.page.table.rows.is_empty() {
        let message = format!("nothing is left for {}: every row lacks a number", tool.as_str());
        let hint = "--shape flourish keeps rows with blanks";
        return Err(Failure::new(message, hint).into());
    }
    if !shaped.left_out.is_empty() {
        let names = shaped.left_out.join(", ");
        global.note(&format!("left out, since a number is missing: {names}"));
    }
    Ok(shaped.page)
}

/// Exact text holds what a terminal would obey: there, and only there, that is left out.
fn for_stdout(bytes: Vec<u8>, format: Format) -> Vec<u8> {
    if !matches!(format, Format::Csv | Format::Tsv) || !io::stdout().is_terminal() {
        return bytes;
    }
    tidy(&String::from_utf8_lossy(&bytes)).into_owned().into_bytes()
}

/// Writes to standard output.
pub(super) fn print(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).context("cannot write to standard output")
}

/// Writes one file, whole or not at all.
pub(super) fn save(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    Ready::prepare(path, bytes.to_vec())?.put(path)
}

/// Bytes on their way to a path.
enum Ready {
    /// Written beside the file they will replace, which is the second.
    Beside(tempfile::NamedTempFile, PathBuf),
    /// For a pipe or device, which cannot be replaced.
    Stream(Vec<u8>),
}

impl Ready {
    /// Writes the bytes beside the file they are for. A link is followed; what may not be written is
    /// not replaced either.
    fn prepare(path: &Path, bytes: Vec<u8>) -> anyhow::Result<Self> {
        let cannot = |reason: String| Failure {
            message: format!("cannot write `{}`: {reason}", path.display()),
            hint: None,
        };
        let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if let Ok(kind) = target.metadata() {
            if !kind.is_file() {
                return Ok(Self::Stream(bytes));
            }
            if kind.permissions().readonly() {
                return Err(cannot("it is read-only".into()).into());
            }
        }
        let folder = match target.parent() {
            Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
            Some(folder) => folder,
            None => return Err(cannot("it cannot be a file".into()).into()),
        };
        let write = || -> io::Result<tempfile::NamedTempFile> {
            let mut builder = tempfile::Builder::new();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                // What any new file gets, less the user's umask.
                builder.permissions(std::fs::Permissions::from_mode(0o666));
            }
            let mut file = builder.prefix(".fmti-").tempfile_in(folder)?;
            file.write_all(&bytes)?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        if !folder.is_dir() {
            return Err(cannot(format!("there is no folder `{}`", folder.display())).into());
        }
        let file = write().map_err(|error| cannot(plain(&error)))?;
        Ok(Self::Beside(file, target))
    }

    /// Puts the bytes in place.
    fn put(self, path: &Path) -> anyhow::Result<()> {
        let cannot = || format!("cannot write `{}`", path.display());
        match self {
            Self::Beside(file, target) => {
                file.persist(target).map_err(|error| error.error).with_context(cannot)?;
            }
            Self::Stream(bytes) => {
                let file = std::fs::OpenOptions::new().write(true).open(path);
                file.and_then(|mut file| file.write_all(&bytes)).with_context(cannot)?;
            }
        }
        Ok(())
    }
}
