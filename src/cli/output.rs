//! Where a page goes: standard output, or files that appear whole or not at all.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::Args;
use clap::builder::PossibleValue;

use crate::load::Failure;
use crate::report::page::Page;
use crate::report::{Format, Screen, render};

use super::common::Global;

/// Options for the form and place of the answer.
#[derive(Clone, Debug, Args)]
pub(super) struct Output {
    /// How to write the answer [default: from the file's extension, or table]
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to a file instead of the terminal; may be repeated, `-` is the terminal
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
}

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        const VARIANTS: [Format; 6] = {
            let mut all = [Format::Table; 6];
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

impl Output {
    /// Decides the format of every file before any work is done.
    pub(super) fn plan(&self) -> anyhow::Result<Vec<(Option<PathBuf>, Format)>> {
        if self.output.is_empty() {
            return Ok(vec![(None, self.format.unwrap_or(Format::Table))]);
        }
        self.output.iter().map(|path| self.target(path)).collect()
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
pub(super) fn write(
    page: &Page,
    plan: &[(Option<PathBuf>, Format)],
    global: &Global,
) -> anyhow::Result<()> {
    let mut ready = Vec::new();
    for (path, format) in plan {
        match path {
            None => print(&render(page, *format, global.stdout()))?,
            Some(path) => {
                let bytes = render(page, *format, Screen::PLAIN);
                ready.push((prepare(path, &bytes)?, path));
            }
        }
    }
    for (file, path) in ready {
        file.persist(path).with_context(|| format!("cannot write `{}`", path.display()))?;
        global.note(&format!("wrote {}", path.display()));
    }
    Ok(())
}

/// Writes to standard output.
pub(super) fn print(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).context("cannot write to standard output")
}

/// Writes one file, whole or not at all.
pub(super) fn save(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let file = prepare(path, bytes)?;
    file.persist(path).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(())
}

fn prepare(path: &Path, bytes: &[u8]) -> anyhow::Result<tempfile::NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return Err(anyhow!("`{}` cannot be a file", path.display())),
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
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    };
    write().with_context(|| format!("cannot write `{}`", path.display()))
}
