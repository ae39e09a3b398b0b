//! Writes an answer: to standard output, or to files that appear whole or not at all.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use anyhow::Context as _;

use crate::file::read::plain;
use crate::format::{Format, ci, render};
use crate::load::Failure;
use crate::page::Screen;
use crate::page::answer::Page;
use crate::page::lazy::Lazy;
use crate::page::shape::{self, Shape};
use crate::text::clean::tidy;
use crate::text::inert::inert;

use super::common::Global;
use super::output::Plan;
use super::paths::Top;
use super::summary::Summary;

/// Writes a page everywhere it was asked for. Files are put in place only once all are written.
pub(super) fn write(page: &Page<'_>, plan: &Plan, global: &Global) -> anyhow::Result<()> {
    write_with(Vec::new(), page, plan, global)
}

/// Writes files of a command's own and the page that tells of them.
pub(super) fn write_with(
    files: Vec<(PathBuf, Vec<u8>)>,
    page: &Page<'_>,
    plan: &Plan,
    global: &Global,
) -> anyhow::Result<()> {
    let summary = plan.summary.as_deref().map(Summary::open).transpose()?;
    let shaped = match plan.shape {
        None => Cow::Borrowed(page),
        Some(shape) => Cow::Owned(shaped(page, shape, global)?),
    };
    let shaped = if plan.wants_charts() { Cow::Owned(drawn(&shaped, plan)?) } else { shaped };
    let for_ci = plan.targets.iter().any(|(_, format)| format.needs_cases());
    let top = if for_ci { Top::find() } else { None };
    let from_top = top.map(|top| ci::with_paths(page, |path| top.path(path)));
    let page_for = |format: Format| match &from_top {
        Some(from_top) if format.needs_cases() => from_top,
        _ => &*shaped,
    };
    let mut ready = Vec::new();
    for (path, bytes) in files {
        ready.push((Ready::prepare(&path, bytes)?, path));
    }
    let mut shown = Vec::new();
    for (path, format) in &plan.targets {
        let screen = if path.is_none() { global.stdout() } else { Screen::PLAIN };
        let bytes = render(page_for(*format), *format, screen, plan.dialect)?;
        match path {
            None => shown.push(for_log(for_terminal(bytes, *format), *format)),
            Some(path) => ready.push((Ready::prepare(path, bytes)?, path.clone())),
        }
    }
    for (file, path) in ready {
        file.put(&path)?;
        global.note(&format!("wrote {}", path.display()));
    }
    if let Some(summary) = summary {
        summary.add(page, global)?;
    }
    // Last, so that whoever reads no further gets the files all the same.
    shown.iter().try_for_each(|bytes| print(bytes))
}

/// A page as a charting tool takes it; says what the tool could not draw.
fn shaped<'a>(page: &Page<'a>, tool: Shape, global: &Global) -> anyhow::Result<Page<'a>> {
    let Some(shaped) = shape::shape(page, tool) else {
        let message = format!("there is nothing in this answer for {} to chart", tool.as_str());
        return Err(Failure::new(message, "--shape is for tables of scores").into());
    };
    if shaped.page.table.is_empty() {
        let message = format!("nothing is left for {}: every row lacks a number", tool.as_str());
        let hint = "scores with open answers are ranges: --by total has their ends, and --shape flourish \
                    keeps rows with blanks";
        return Err(Failure::new(message, hint).into());
    }
    if !shaped.left_out.is_empty() {
        let names = shaped.left_out.join(", ");
        global.note(&format!("left out, since a number is missing: {names}"));
    }
    Ok(shaped.page)
}

/// A page with the one chart that is to be drawn.
fn drawn<'a>(page: &Page<'a>, plan: &Plan) -> anyhow::Result<Page<'a>> {
    let (mut page, mut charts) = (page.clone(), page.charts.get());
    let names: Vec<&str> = charts.iter().map(|(name, _)| *name).collect();
    if names.is_empty() {
        let hint = "rankings, comparisons by developer, and what explains a developer have charts";
        return Err(Failure::new("this answer has no chart", hint).into());
    }
    if let Some(wanted) = &plan.chart {
        let Some(at) = names.iter().position(|name| name == wanted) else {
            let message = format!("this answer has no chart `{wanted}`");
            return Err(Failure::new(message, format!("it has {}", names.join(", "))).into());
        };
        charts.swap(0, at);
    }
    charts.truncate(1);
    page.charts = Lazy::new(move || charts.clone());
    page.size = plan.size;
    Ok(page)
}

/// Exact text holds what a terminal would obey: there, and only there, that is left out.
fn for_terminal(bytes: Vec<u8>, format: Format) -> Vec<u8> {
    if !matches!(format, Format::Csv | Format::Tsv) || !io::stdout().is_terminal() {
        return bytes;
    }
    tidy(&String::from_utf8_lossy(&bytes)).into_owned().into_bytes()
}

/// Text that is exact in a file is made harmless where a CI system would read commands in it.
fn for_log(bytes: Vec<u8>, format: Format) -> Vec<u8> {
    let names = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"];
    let obeyed =
        names.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    // The annotations are commands: that is what they are for.
    if !obeyed || format == Format::Github || is_redirected() {
        return bytes;
    }
    String::from_utf8(bytes)
        .map_or_else(FromUtf8Error::into_bytes, |text| inert(&text).into_owned().into())
}

/// Whether standard output is a file.
fn is_redirected() -> bool {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned();
    handle.is_ok_and(|handle| std::fs::File::from(handle).metadata().is_ok_and(|m| m.is_file()))
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
