//! `fmti report`: editions as a folder of pages, charts and data.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::analyze::breakdown::By;
use crate::analyze::diff::developers::{DeveloperChange, developers};
use crate::analyze::diff::{Basis, Comparison};
use crate::analyze::scored::Scored;
use crate::analyze::summary::{Summary, summarize};
use crate::answer::crosswalk::credit;
use crate::answer::{diff, score};
use crate::file::reach::Links;
use crate::file::read::{display, found};
use crate::format::csv::Dialect;
use crate::format::{Format, render};
use crate::kit::{self, Bundle};
use crate::load::{Failure, bridge};
use crate::model::diagnostic::any_error;
use crate::model::{Crosswalk, Index};
use crate::page::Screen;
use crate::page::answer::Page;
use crate::page::lazy::Lazy;
use crate::site::{self, DataFile, MARKER, Plan, SCHEMA, Site, marker};
use crate::text::clean::clean;
use crate::text::inert::inert;
use crate::text::words::counted;

use super::common::Global;
use super::locked::Locked;
use super::rater::RaterChoice;
use super::write;
use crate::put::folder::{Files, Maker, Target, contents};

/// Make a report: a folder of pages and charts that opens from a disk and can be served as it is
///
/// The report is about the newest of the editions named, and compares it with the one before. The
/// pages need no network and no script to be complete.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    fmti report -o site                 the newest edition; open site/index.html\n  \
    fmti report 2023 2024 2025 -o site  with what changed through three editions\n  \
    fmti report my-index -o site        a folder of your own\n  \
    fmti report my-index -o site --force --no-png  again, in a fraction of the time")]
pub(super) struct Args {
    /// Folders with edition.yaml, or built-in editions, in any order [default: the newest]
    #[arg(value_name = "EDITION or FOLDER")]
    data: Vec<String>,
    /// The folder to write; it appears whole or not at all
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Replace the folder if it holds an earlier report, unchanged, and nothing else
    #[arg(long)]
    force: bool,
    /// What to call the report [default: the title of the newest edition]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Leave the PNG pictures of charts out
    #[arg(long)]
    no_png: bool,
    #[command(flatten)]
    rater: RaterChoice,
    /// Crosswalks between catalogs; may be repeated [default: found in `crosswalks`, or built in]
    #[arg(long, value_name = "FILE")]
    crosswalk: Vec<PathBuf>,
    #[command(flatten)]
    locked: Locked,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    if args.output == Path::new("-") {
        return Err(Failure::new("a report is a folder", "name one, for example -o site").into());
    }
    if args.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
        return Err(Failure::new("the title is empty", "leave --title out, or say one").into());
    }
    let sources: Vec<&Path> =
        args.data.iter().map(Path::new).filter(|path| path.is_dir()).collect();
    let maker = Maker { option: "--output", name: "a report", stranger: &stranger };
    let target = Target::check(&args.output, &sources, args.force, maker)?;
    let loaded = editions(args, global)?;
    let indexes: Vec<&Index> = loaded.iter().map(|(index, _)| index).collect();
    let sheets = args.rater.sheets(&indexes, global);
    let scored: Vec<Scored<'_>> =
        indexes.iter().zip(sheets).map(|(index, sheet)| Scored::new(index, sheet)).collect();
    let summaries: Vec<Summary> = scored
        .iter()
        .map(|scored| summarize(scored, &scored.everybody().collect::<Vec<_>>()))
        .collect();
    let views: Vec<score::View<'_>> = scored
        .iter()
        .zip(&summaries)
        .map(|(scored, summary)| score::View {
            scored,
            places: scored.places(),
            summary,
            by: By::Domain,
            only: None,
            previous: None,
        })
        .collect();
    let crosswalks = crosswalks(&loaded, &args.crosswalk, global)?;
    let pairs = scored.windows(2).zip(&crosswalks);
    let whole: Vec<Comparison<'_>> = pairs
        .map(|(pair, crosswalk)| Comparison::new(&pair[0], &pair[1], crosswalk, Basis::default()))
        .collect();
    let credits: Vec<String> = crosswalks.iter().map(credit).collect();
    let rows: Vec<Vec<DeveloperChange>> = whole.iter().map(ordered).collect();
    let changes: Vec<diff::View<'_>> = whole
        .iter()
        .zip(&rows)
        .zip(&credits)
        .map(|((whole, developers), crosswalk)| diff::View {
            whole,
            shown: whole,
            developers,
            crosswalk,
            names: [whole.old, whole.new].map(|side| side.index.edition.id.as_str()),
            order: diff::Order::Rank,
            only: None,
        })
        .collect();
    let sides: Vec<&Scored<'_>> = scored.iter().collect();
    let data = data(&sides, &views, &changes)?;
    let listed: Vec<DataFile> = data
        .iter()
        .map(|file| DataFile { path: file.path.clone(), about: file.about.clone() })
        .collect();
    let site = Site {
        editions: &views,
        changes: &changes,
        title: args.title.as_deref(),
        png: !args.no_png && cfg!(feature = "png"),
        data: &listed,
    };
    if !args.no_png && !site.png {
        global.note("charts are SVG only: this build was made without the feature `png`");
    }
    let plan = Plan::new(site);
    let progress = Progress::new(plan.steps(), global);
    let made = plan.files(&|| progress.step())?;
    progress.end();
    let files = kit(&site, made, data);
    target.write(&files, |_| Ok(()))?;
    write::print(wrote(&args.output, &files).as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The files of data: tables, what describes them, and a workbook of the newest edition.
fn data(
    sides: &[&Scored<'_>],
    views: &[score::View<'_>],
    changes: &[diff::View<'_>],
) -> anyhow::Result<Vec<kit::File>> {
    let bundle = Bundle::new(sides, changes)?;
    let newest = views.last().filter(|_| Format::Xlsx.missing_feature().is_none());
    let Some(newest) = newest else { return Ok(bundle.files()) };
    let page = Page { more: Lazy::new(|| score::sheets(*newest)), ..score::ranking(*newest) };
    let workbook = render(&page, Format::Xlsx, Screen::PLAIN, Dialect::default())?;
    Ok(bundle.with_workbook(workbook).files())
}

/// Every file of the folder: pages and pictures, data, the marker that lists them all, and their
/// hashes.
fn kit(site: &Site<'_>, made: Vec<site::File>, data: Vec<kit::File>) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<kit::File> = made
        .into_iter()
        .map(|file| kit::File { path: file.path, about: String::new(), bytes: file.bytes })
        .chain(data)
        .collect();
    let sums = kit::sums(&[]).path;
    let paths = files.iter().map(|file| file.path.as_str()).chain([sums.as_str()]);
    let marker = marker(site, paths);
    files.push(kit::File { path: marker.path, about: String::new(), bytes: marker.bytes });
    files.push(kit::sums(&files));
    files.into_iter().map(|file| (PathBuf::from(file.path), file.bytes)).collect()
}

/// An edition with the folder it is in, if it is not built in.
type Loaded = (Index, Option<PathBuf>);

/// Loads every edition, the oldest first.
fn editions(args: &Args, global: &Global) -> anyhow::Result<Vec<Loaded>> {
    for (at, data) in args.data.iter().enumerate() {
        if args.data[..at].contains(data) {
            let message = format!("`{data}` is named twice");
            return Err(Failure::new(message, "name each edition or folder once").into());
        }
    }
    let wanted: Vec<Option<&str>> = match args.data.as_slice() {
        [] => vec![None],
        some => some.iter().map(|data| Some(data.as_str())).collect(),
    };
    let mut loaded = Vec::new();
    for data in wanted {
        loaded.push(global.open(data, &args.locked)?);
    }
    // By date; of one date, in the order named.
    loaded.sort_by(|(a, _), (b, _)| a.edition.date.cmp(&b.edition.date));
    Ok(loaded)
}

/// For each edition but the first, how its catalog relates to the one before.
fn crosswalks(
    editions: &[Loaded],
    named: &[PathBuf],
    global: &Global,
) -> anyhow::Result<Vec<Crosswalk>> {
    let mut out = Vec::new();
    for pair in editions.windows(2) {
        let old = (&pair[0].0, pair[0].1.as_deref());
        let new = (&pair[1].0, pair[1].1.as_deref());
        let links = global.links();
        // A file named is for the pair of catalogs it is about.
        let fits = named.iter().find_map(|path| bridge::find(old, new, Some(path), links).ok());
        let found = match fits {
            Some(found) => found,
            None => bridge::find(old, new, None, links)?,
        };
        global.show(&found.problems)?;
        let crosswalk = found.crosswalk.filter(|_| !any_error(&found.problems));
        out.push(crosswalk.ok_or_else(|| {
            Failure::new("no report was made: the crosswalk has errors", "mend them, shown above")
        })?);
    }
    Ok(out)
}

/// Everybody's change, those in both editions first.
fn ordered(whole: &Comparison<'_>) -> Vec<DeveloperChange> {
    let mut rows = developers(whole);
    rows.sort_by_key(|row| row.status.order());
    rows
}

/// What is in a folder besides a report: the first file its marker does not list.
fn stranger(folder: &Path) -> Option<String> {
    let Some(ours) = listed(folder) else { return Some("what is".into()) };
    let strange = contents(folder).find(|found| {
        let Some(below) = &found.below else { return true };
        let listed = || ours.iter().any(|path| Path::new(path) == below);
        // A link is somebody's, whatever it is called.
        let known = found.is_folder || found.is_file && listed();
        !known && !found.is_litter()
    });
    let strange = strange.map(|found| match &found.below {
        Some(below) => format!("`{}`", display(below)),
        None => "something unreadable".into(),
    });
    strange.or_else(|| edited(folder, &ours).map(|path| format!("`{path}` as it is now")))
}

/// The first of a report's files whose hash is no longer what SHA256SUMS says: somebody's work.
fn edited(folder: &Path, ours: &[String]) -> Option<String> {
    let empty = || kit::File { path: String::new(), about: String::new(), bytes: Vec::new() };
    let sums = folder.join(kit::sums(&[]).path);
    let known = found(&sums, folder, Links::Inside).map(|file| file.text).unwrap_or_default();
    let line = |path: &String| {
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let bytes = std::fs::read(folder.join(path)).ok().filter(|_| inside)?;
        let file = kit::File { path: path.clone(), bytes, ..empty() };
        String::from_utf8(kit::sums(&[file]).bytes).ok()
    };
    let same = |path: &&String| {
        // What is gone is nobody's work any more, and the sums are not in themselves.
        line(path).is_none_or(|line| known.contains(&line)) || folder.join(path) == sums
    };
    ours.iter().find(|path| !same(path)).cloned()
}

/// The files that the marker in a folder lists; nothing if it is no marker.
fn listed(folder: &Path) -> Option<Vec<String>> {
    let file = found(&folder.join(MARKER), folder, Links::Inside).ok()?;
    let marker: serde_json::Value = serde_json::from_str(&file.text).ok()?;
    if marker.get("schema")?.as_str()? != SCHEMA {
        return None;
    }
    let files = marker.get("files")?.as_array()?;
    files.iter().map(|file| file.as_str().map(str::to_owned)).collect()
}

fn wrote(out: &Path, files: &Files) -> String {
    let pages = files.iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "html"));
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let said = format!(
        "wrote {}: {}, {} of them pages, {:.1} MB; open {}\n",
        clean(&display(out)),
        counted(files.len(), "file"),
        pages.count(),
        bytes as f64 / 1e6,
        clean(&display(&out.join("index.html"))),
    );
    inert(&said).into_owned()
}

/// How far the report is, for somebody who waits more than a moment at a terminal.
struct Progress {
    start: Instant,
    made: AtomicUsize,
    bar: Mutex<Option<ProgressBar>>,
}

impl Progress {
    const MOMENT: Duration = Duration::from_secs(1);

    fn new(steps: usize, global: &Global) -> Self {
        let bar = ProgressBar::with_draw_target(
            Some(steps as u64),
            // Draws nothing where standard error is no terminal.
            if global.is_quiet() {
                ProgressDrawTarget::hidden()
            } else {
                ProgressDrawTarget::stderr()
            },
        );
        let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} pages and charts");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { start: Instant::now(), made: AtomicUsize::new(0), bar: Mutex::new(Some(bar)) }
    }

    fn step(&self) {
        let made = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        if self.start.elapsed() > Self::MOMENT
            && let Ok(bar) = self.bar.lock()
            && let Some(bar) = bar.as_ref()
        {
            bar.set_position(made as u64);
        }
    }

    fn end(&self) {
        if let Ok(mut bar) = self.bar.lock()
            && let Some(bar) = bar.take()
        {
            bar.finish_and_clear();
        }
    }
}
