//! `fmti lock`: what is asked, written down, so that `--locked` can go by it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::answer::lock::{Renewed, renewed};
use crate::file::problems::Doc;
use crate::file::read::display;
use crate::load::survey::parent;
use crate::load::{Failure, lock};
use crate::model::lock::{Lock, Locked};
use crate::model::{Id, Index};
use crate::put::guard::Guard;

use super::common::Global;
use super::output::Output;
use super::write::write_with;

/// Write down which catalog an edition is scored with
///
/// fmti.lock then holds the catalog's hash, and for every indicator a hash of what is asked and of
/// what earns its points. With --locked, any command that scores goes on only if all of it is still
/// the same. Disclosures are no part of a lock.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    fmti lock my-index                 my-index/fmti.lock, beside edition.yaml\n  \
    fmti lock 2024 2025                fmti.lock, here\n  \
    fmti lock my-index --check         what changed since; nothing is written\n  \
    fmti score my-index --locked       score only what was locked\n\n\
    Exit status: 0 locked, 1 with --check something changed, 2 it could not be done.")]
pub(super) struct Args {
    /// Folders with edition.yaml, or built-in editions [default: the newest]
    #[arg(value_name = "EDITION or FOLDER")]
    data: Vec<String>,
    /// The lock to write; it keeps its other editions [default: fmti.lock in the folder; here, for a
    /// built-in edition]
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Only say what changed; exit 1 if anything did
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let plan = args.output.plan()?;
    let named: Vec<Option<&str>> = match args.data.as_slice() {
        [] => vec![None],
        several => several.iter().map(|data| Some(data.as_str())).collect(),
    };
    let mut indexes = Vec::new();
    for data in named {
        let (index, folder) = global.read(data, "locked")?;
        let path = args.lock.clone().unwrap_or_else(|| lock::home(folder.as_deref()));
        indexes.push((index, path));
    }
    // Only now, so that nobody waits for what is read.
    let mut files: Vec<LockFile> = Vec::new();
    for (index, path) in indexes {
        let known = files.iter().position(|file| same_file(&file.path, &path));
        let at = known.unwrap_or(files.len());
        if known.is_none() {
            files.push(LockFile::read(path, args, global)?);
        }
        files[at].add(&index)?;
    }
    let shown: Vec<String> = files.iter().map(|file| display(&file.path)).collect();
    let editions = files.iter().zip(&shown).flat_map(|(file, name)| file.renewed(name));
    let editions: Vec<Renewed<'_>> = editions.collect();
    let page = renewed(&editions, args.check);
    let changed = files.iter().filter(|file| file.changed());
    if args.check {
        let code = u8::from(changed.count() > 0);
        write_with(Vec::new(), &page, &plan, global)?;
        return Ok(ExitCode::from(code));
    }
    let changed =
        changed.map(|file| (file.path.clone(), crate::write::lock::lock(&file.now).into_bytes()));
    write_with(changed.collect(), &page, &plan, global)?;
    Ok(ExitCode::SUCCESS)
}

/// A lock as it is, and as it will be.
struct LockFile {
    path: PathBuf,
    was: Lock,
    now: Lock,
    /// The editions asked for, in that order.
    added: Vec<Id>,
    /// Held until it is written, so that of two runs at once none loses what the other adds.
    _guard: Option<Guard>,
}

impl LockFile {
    /// Reads the lock there is. What cannot be understood is not replaced: it may hold more than this
    /// program knows.
    fn read(path: PathBuf, args: &Args, global: &Global) -> anyhow::Result<Self> {
        let guard = (!args.check).then(|| Guard::of(&parent(&path))).transpose()?;
        global.has_read([path.clone()]);
        let mut was = Lock::default();
        if path.symlink_metadata().is_ok() {
            let doc = if args.lock.is_none() {
                Doc::found(&path, &parent(&path), global.links())
            } else {
                Doc::named(&path)
            };
            let doc = doc.map_err(|problem| vec![*problem]);
            match doc.and_then(|doc| lock::load(&doc)) {
                Ok(found) => was = found,
                Err(problems) => {
                    global.show(&problems)?;
                    return Err(Failure::new(
                        format!("nothing was locked: `{}` has errors", display(&path)),
                        "mend it, or remove it to start afresh",
                    )
                    .into());
                }
            }
        }
        Ok(Self { path, now: was.clone(), was, added: Vec::new(), _guard: guard })
    }

    fn add(&mut self, index: &Index) -> anyhow::Result<()> {
        let id = &index.edition.id;
        let locked = Locked::of(index);
        if !self.added.contains(id) {
            self.added.push(id.clone());
        } else if self.now.editions.get(id) != Some(&locked) {
            let file = display(&self.path);
            return Err(Failure::new(
                format!("two editions called {id} cannot both be locked in `{file}`"),
                "give one of them another lock, with --lock",
            )
            .into());
        }
        self.now.editions.insert(id.clone(), locked);
        Ok(())
    }

    /// Whether there is anything to write: a lock that says the same is left as it is.
    fn changed(&self) -> bool {
        self.was != self.now
    }

    fn renewed<'a>(&'a self, file: &'a str) -> impl Iterator<Item = Renewed<'a>> {
        self.added.iter().filter_map(move |edition| {
            let locked = self.now.editions.get(edition)?;
            let was = self.was.editions.get(edition);
            let differences = was.map(|was| was.differences(locked));
            Some(Renewed { edition, locked, differences, file })
        })
    }
}

/// Whether two paths lead to one file, also where it is not there yet.
fn same_file(a: &Path, b: &Path) -> bool {
    let whole = |path: &Path| {
        let found = path.canonicalize().ok();
        found.or_else(|| Some(parent(path).canonicalize().ok()?.join(path.file_name()?)))
    };
    a == b || whole(a).is_some_and(|a| whole(b) == Some(a))
}
