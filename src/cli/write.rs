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
use crate::put::file::{Ready, there_already};
use crate::put::names::{apart, is_same};
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
    let mut inputs = global.inputs();
    // What a command writes anew it may have read.
    inputs.retain(|input| !files.iter().any(|(path, _)| is_same(path, input)));
    let outputs = files.iter().map(|(path, _)| path.as_path()).chain(plan.outputs());
    apart(&outputs.collect::<Vec<_>>(), &inputs)?;
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
        ready.push(Ready::over(&path, bytes)?);
    }
    let mut shown = Vec::new();
    for (path, format) in &plan.targets {
        let screen = if path.is_none() { global.stdout() } else { Screen::PLAIN };
        let bytes = render(page_for(*format), *format, screen, plan.dialect)?;
        match path {
            None => shown.push(for_log(for_terminal(bytes, *format), *format)),
            Some(path) => ready.push(Ready::over(path, bytes)?),
        }
    }
    for file in ready {
        let note = format!("wrote {}", file.shown());
        put(file)?;
        global.note(&note);
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

/// Writes one file of its own, whole or not at all, over nothing that is read or written besides.
pub(super) fn save(path: &Path, bytes: &[u8], plan: &Plan, global: &Global) -> anyhow::Result<()> {
    apart(&plan.outputs().chain([path]).collect::<Vec<_>>(), &global.inputs())?;
    put(Ready::over(path, bytes.to_vec())?)
}

/// Writes a new file, whole or not at all.
pub(super) fn create(path: &Path, text: &str) -> anyhow::Result<()> {
    put(Ready::new(path, text.as_bytes().to_vec())?)
}

fn put(ready: Ready) -> anyhow::Result<()> {
    let shown = ready.shown().to_owned();
    ready.put().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => there_already(&shown).into(),
        // Whoever reads a pipe may have seen enough.
        io::ErrorKind::BrokenPipe => error.into(),
        _ => anyhow::Error::msg(format!("cannot write `{shown}`: {}", plain(&error))),
    })
}
