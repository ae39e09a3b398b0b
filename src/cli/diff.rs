//! `fmti diff`: what changed, for whom, how much of it is comparable, and why the mean moved.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::json;

use crate::analyze::breakdown::By;
use crate::analyze::diff::developers::{Comparable, DeveloperChange, developers};
use crate::analyze::diff::groups::{GroupChange, group_changes};
use crate::analyze::diff::{Basis, Comparison};
use crate::analyze::gates::{self as gates_of, Basis as GateBasis, Unjudged};
use crate::analyze::scored::Scored;
use crate::answer::crosswalk::credit;
use crate::answer::diff::{self as pages, Order, View};
use crate::answer::figures;
use crate::chart::Chart;
use crate::file::reach::Links;
use crate::file::read::display;
use crate::load::folder::yaml_in;
use crate::load::survey::Survey;
use crate::load::{Failure, bridge, lock};
use crate::model::diagnostic::any_error;
use crate::model::gate::{Gate, Limit};
use crate::model::{Crosswalk, Index, Points, Trait};
use crate::page::answer::Page;
use crate::page::lazy::Lazy;
use crate::text::words::{counted, few};

use super::common::{ByName, Global};
use super::gates::{self, Acceptance, Asked, Wanted, Where};
use super::locked::Locked;
use super::names::{find_developer, find_trait, unknown};
use super::output::Output;
use super::rater::RaterChoice;
use super::write::write;

/// Compare two editions: who gained and lost, on what is comparable, and why the mean moved
///
/// Editions that asked different questions are compared on the indicators a crosswalk says were
/// kept. Two folders that hold the same edition before and after a change are compared answer by
/// answer, in words.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    fmti diff 2024 2025                               the honest comparison\n  \
    fmti diff 2024 2025 --include revised             also on what asks the same differently\n  \
    fmti diff 2024 2025 --by indicator                who gained and lost each, and why related\n  \
    fmti diff 2023 2024 --by domain --long -f csv     one row per developer and domain\n  \
    fmti diff 2024 2025 -o mean.svg --chart waterfall  why the mean moved, as a picture\n  \
    fmti diff 2024 2025 --group weights               open against closed\n  \
    fmti diff before after                            a folder before and after a change\n  \
    fmti diff before after --fail-on default          exit 1 if a point is lost or out of sight\n  \
    fmti diff 2024 2025 --fail-on score-drop=2,mean-drop=1 -f markdown\n\n\
    Gates (--fail-on) judge what is comparable:\n  \
    lost-points         a developer lost points on an indicator\n  \
    score-drop[=N]      a developer's score dropped by more than N points\n  \
    mean-drop[=N]       the mean score dropped by more than N points\n  \
    domain-drop[=N]     the mean of a domain did\n  \
    theme-drop[=N]      the mean of a theme did\n  \
    rank-drop[=N]       a developer fell by more than N ranks\n  \
    unmet-indicator     nobody meets an indicator any more\n  \
    developer-vanished  a developer is gone\n  \
    definition-changed  a card asks or earns something else under the same id\n  \
    undecided           an answer that was decided no longer is\n  \
    regrouped           a developer merged or split, or has another's name\n  \
    indicator-vanished  an indicator is gone, or has nothing to compare it with\n  \
    unlocked            an edition that was locked no longer is, or not as it is now\n  \
    default             lost-points, undecided, developer-vanished, regrouped,\n                      \
                        indicator-vanished, definition-changed and unlocked: no point\n                      \
                        goes unseen\n\n\
    Exit status: 0 compared, and every gate holds; 1 a gate does not; 2 it could not be done.")]
pub(super) struct Args {
    /// The edition or folder to compare with
    #[arg(value_name = "OLD")]
    old: String,
    /// The edition or folder to look at
    #[arg(value_name = "NEW")]
    new: String,
    /// What the rows are: developers (total), parts of the catalogs, or relations between them
    #[arg(long, value_enum, default_value_t = ByName::Total, conflicts_with = "group")]
    by: ByName,
    /// Count these as comparable too
    #[arg(long, value_enum, value_name = "RELATION")]
    include: Vec<Relation>,
    /// Show only these developers (id, name or alias)
    #[arg(long, value_name = "DEVELOPER", num_args = 1.., value_delimiter = ',')]
    only: Vec<String>,
    /// Order developers by rank, change, comparable change, or name
    #[arg(long, value_enum, default_value_t = Sort::Rank)]
    sort: Sort,
    /// Show the means of groups of developers instead
    #[arg(long, value_name = "TRAIT", conflicts_with = "long")]
    group: Option<String>,
    /// Show one row per developer and indicator instead, or per developer and part with --by
    #[arg(long)]
    long: bool,
    #[command(flatten)]
    rater: RaterChoice,
    /// The crosswalk between the catalogs [default: found in `crosswalks`, or built in]
    #[arg(long, value_name = "FILE")]
    crosswalk: Option<PathBuf>,
    /// Fail (exit 1) on this, if by more than N, or on `default`, a set; may be repeated
    #[arg(long, value_name = "GATE[=N]", value_parser = gates::wanted, value_delimiter = ',')]
    fail_on: Vec<Wanted>,
    /// What scores, means and ranks are judged by
    #[arg(long, value_enum, default_value_t = Judge::Comparable, requires = "fail_on")]
    basis: Judge,
    #[command(flatten)]
    acceptance: Acceptance,
    #[command(flatten)]
    locked: Locked,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Judge {
    /// Only what is comparable
    Comparable,
    /// Raw totals, also where editions asked different questions
    All,
}

impl From<Judge> for GateBasis {
    fn from(judge: Judge) -> Self {
        match judge {
            Judge::Comparable => Self::Comparable,
            Judge::All => Self::All,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Relation {
    /// Indicators that ask the same thing differently
    Revised,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    Rank,
    Change,
    Comparable,
    Name,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Rank => Self::Rank,
            Sort::Change => Self::Change,
            Sort::Comparable => Self::Comparable,
            Sort::Name => Self::Name,
        }
    }
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let limits = gates::limits(&args.fail_on)?;
    let gated = !limits.is_empty();
    let plan = if gated { args.output.plan_cases() } else { args.output.plan() }?;
    let (old, old_folder) = global.open(Some(&args.old), &args.locked)?;
    let (new, new_folder) = global.open(Some(&args.new), &args.locked)?;
    let ends = [(&old, old_folder.as_deref()), (&new, new_folder.as_deref())];
    if gated {
        only_edition(&args.old, old_folder.as_deref(), global.links())?;
        only_edition(&args.new, new_folder.as_deref(), global.links())?;
    }
    let crosswalk = crosswalk(ends, args.crosswalk.as_deref(), global)?;
    if gated {
        args.rater.clear(&[&old, &new])?;
    }
    if old.edition.date > new.edition.date {
        let (old, new) = (&old.edition.id, &new.edition.id);
        global.note(&format!("{old} is later than {new}: this looks back in time"));
    }
    let sheets = args.rater.sheets(&[&old, &new], global);
    let basis = Basis { revised: args.include.contains(&Relation::Revised) };
    let sides: Vec<Scored<'_>> = [&old, &new]
        .into_iter()
        .zip(sheets)
        .map(|(index, sheet)| Scored::new(index, sheet))
        .collect();
    let whole = Comparison::new(&sides[0], &sides[1], &crosswalk, basis);
    let shown = shown(&whole, &args.only, [&args.old, &args.new])?;
    let everybody = developers(&whole);
    let mut rows = everybody.clone();
    rows.retain(|change| contains(&shown, change));
    sort(&mut rows, args.sort, &whole);
    let attribution = &credit(&crosswalk);
    let names = [args.old.as_str(), args.new.as_str()];
    let only = (!args.only.is_empty()).then(|| chosen(&rows, &whole));
    let view = View {
        whole: &whole,
        shown: &shown,
        developers: &rows,
        crosswalk: attribution,
        names,
        order: args.sort.into(),
        only: only.as_deref().filter(|_| rows.len() < everybody.len()),
    };
    let grouped = grouped(args, view)?;
    let mut page = match &grouped {
        Some((by, changes)) => pages::groups(view, by, changes),
        None => page(args, view),
    };
    if args.group.is_none() && !args.long && args.by == ByName::Total {
        page.charts = Lazy::new(move || charts(view));
    }
    let holds = if gated {
        let judged = gates_of::Judged {
            comparison: &shown,
            developers: &everybody,
            basis: args.basis.into(),
        };
        if let Some(text) = unwatched(&limits, judged) {
            // Not every format has the notes of a page.
            global.note(&text);
            page.notes.push(text);
        }
        let locked = || ends.map(|(index, folder)| lock::is_held(index, folder, global.links()));
        let asked = asked(&limits, judged, locked)?;
        let edition = edition_file(&new, new_folder.as_deref());
        let seen = Where { new: &new, edition };
        let unjudged = not_judged(args, &limits, view);
        page.extra.insert("not_judged".to_owned(), json!(unjudged));
        if !plan.shows_notes() {
            for line in &unjudged {
                global.note(line);
            }
        }
        page.notes.extend(unjudged);
        args.acceptance.settle(asked, &seen, args.only.is_empty(), &mut page, &plan, global)?
    } else {
        args.acceptance.without_gates("add --fail-on, for example --fail-on lost-points")?;
        true
    };
    write(&page, &plan, global)?;
    if !plan.shows_findings() {
        let findings: Vec<_> = page.findings().cloned().collect();
        global.show(&findings)?;
    }
    Ok(ExitCode::from(u8::from(!holds)))
}

/// Refuses to judge one edition of several: what becomes of the others would pass unseen.
fn only_edition(named: &str, folder: Option<&Path>, links: Links) -> anyhow::Result<()> {
    let Some(folder) = folder.filter(|folder| *folder != Path::new(named)) else { return Ok(()) };
    let editions = Survey::of(Path::new(named), links).editions.len();
    if editions < 2 {
        return Ok(());
    }
    let message = format!("gates judge one edition, and there are {editions} in `{named}`");
    let hint = format!("name the folder of one, such as {}", display(folder));
    Err(Failure::new(message, hint).into())
}

/// The charts of a comparison by developer: before and after, on what is comparable and in total,
/// why the mean moved, and ranks.
fn charts(view: View<'_>) -> Vec<(&'static str, Chart)> {
    let mut charts = vec![("dumbbell", figures::dumbbell(view))];
    charts.extend(figures::waterfall(view).map(|chart| ("waterfall", chart)));
    charts.push(("bump", ranks(view)));
    charts.extend(figures::comparable(view).map(|chart| ("comparable", chart)));
    charts.push(("totals", figures::totals(view)));
    charts
}

/// The ranks, in both editions, of those shown.
fn ranks(view: View<'_>) -> Chart {
    let (old, new) = (view.shown.old_rows(), view.shown.new_rows());
    let edition = |scored, rows| figures::Shown { scored, rows: Some(rows), only: view.only };
    let editions = [edition(view.whole.old, &old), edition(view.whole.new, &new)];
    figures::bump(&editions, &[view.whole], usize::MAX)
}

/// The developers chosen, in words.
fn chosen(rows: &[DeveloperChange], whole: &Comparison<'_>) -> String {
    let name = |row: &DeveloperChange| {
        let new = row.new.map(|s| whole.new.index.entries[s.row].developer.name.as_str());
        let old = row.old.map(|s| whole.old.index.entries[s.row].developer.name.as_str());
        new.or(old).unwrap_or_default()
    };
    few(&rows.iter().map(name).collect::<Vec<_>>(), NAMED, &whole.new.words().ranked.many)
}

/// Names in a title; of more than this, only the count.
const NAMED: usize = 4;

/// The gates of the command line with their breaches. `locked` says whether each side keeps to a lock.
fn asked(
    limits: &[Limit],
    judged: gates_of::Judged<'_>,
    locked: impl Fn() -> [bool; 2],
) -> anyhow::Result<Vec<Asked>> {
    for limit in limits {
        let name = limit.gate.as_str();
        if let Some(why) = gates_of::unjudged(judged, limit.gate) {
            let (why, hint) = match why {
                Unjudged::NobodyInBoth if !judged.comparison.pairs.regrouped.is_empty() => (
                    "all developers looked at merged, split, joined or left",
                    "name others with --only",
                ),
                Unjudged::NobodyInBoth => {
                    ("no developer looked at is in both editions", "name others with --only")
                }
                Unjudged::NothingComparable => (
                    "no indicator was kept",
                    if limit.gate.has_limit() {
                        "--include revised compares more, --basis all takes raw totals"
                    } else {
                        "--include revised compares more"
                    },
                ),
                Unjudged::NothingDecided => {
                    ("no answer is decided on both sides", "--rater says whose points to count")
                }
            };
            return Err(Failure::new(format!("gate `{name}` cannot be judged: {why}"), hint).into());
        }
    }
    let asked = limits.iter().map(|limit| Asked {
        gate: limit.gate,
        limit: limit.gate.has_limit().then_some(limit.above),
        breaches: if limit.gate == Gate::Unlocked {
            let [old, new] = locked();
            gates_of::unlocked(old, new)
        } else {
            gates_of::breaches(judged, *limit)
        },
    });
    Ok(asked.collect())
}

/// That answers which were decided are open now, where no gate looks at that: no other gate judges
/// them, and none may pass in silence because points were left out.
fn unwatched(limits: &[Limit], judged: gates_of::Judged<'_>) -> Option<String> {
    if limits.iter().any(|limit| limit.gate == Gate::Undecided) {
        return None;
    }
    let limit = Limit { gate: Gate::Undecided, above: Points::ZERO };
    let open = gates_of::breaches(judged, limit).len();
    (open > 0).then(|| {
        let answers = counted(open, "answer");
        format!("{answers} decided before and open now: no gate judged that; `undecided` would")
    })
}

/// Who merged or split, and was not judged by a gate asked for that compares developers with
/// themselves.
fn not_judged(args: &Args, limits: &[Limit], view: View<'_>) -> Vec<String> {
    let compares = |limit: &Limit| match limit.gate {
        Gate::DeveloperVanished
        | Gate::DefinitionChanged
        | Gate::Regrouped
        | Gate::IndicatorVanished
        | Gate::Unlocked => false,
        Gate::MeanDrop | Gate::DomainDrop | Gate::ThemeDrop => args.basis == Judge::Comparable,
        _ => true,
    };
    if limits.iter().any(compares) { pages::not_judged(view) } else { Vec::new() }
}

/// The file of an edition, as messages name it.
fn edition_file(index: &Index, folder: Option<&Path>) -> String {
    match folder {
        Some(folder) => display(&yaml_in(folder, "edition")),
        None => format!("fmti:disclosures/{}/edition.yaml", index.edition.id),
    }
}

/// The changes of groups of developers, where they are asked for.
fn grouped<'a>(
    args: &Args,
    view: View<'a>,
) -> anyhow::Result<Option<(&'a Trait, Vec<GroupChange>)>> {
    let Some(name) = &args.group else { return Ok(None) };
    let [old, new] = [view.whole.old, view.whole.new].map(|s| find_trait(s.index, name));
    let new = new?;
    Ok(Some((new, group_changes(view.shown, old?, new))))
}

fn page<'a>(args: &Args, view: View<'a>) -> Page<'a> {
    match (By::from(args.by), args.long) {
        (By::Total, false) => pages::developers(view),
        (By::Indicator, false) => pages::indicators(view),
        (By::Total | By::Indicator, true) => pages::by_answer(view),
        (by, false) => pages::parts(view, by),
        (by, true) => pages::by_part(view, by),
    }
}

fn crosswalk(
    [old, new]: [(&Index, Option<&Path>); 2],
    named: Option<&Path>,
    global: &Global,
) -> anyhow::Result<Crosswalk> {
    global.has_read(named.map(Path::to_path_buf));
    let found = bridge::find(old, new, named, global.links())?;
    global.show(&found.problems)?;
    found.crosswalk.filter(|_| !any_error(&found.problems)).ok_or_else(|| {
        Failure::new("nothing was compared: the crosswalk has errors", "mend them, shown above")
            .into()
    })
}

/// The comparison with only the developers named; they may be in one edition or both.
fn shown<'a>(
    whole: &Comparison<'a>,
    only: &[String],
    both: [&str; 2],
) -> anyhow::Result<Comparison<'a>> {
    let mut shown = whole.clone();
    if only.is_empty() {
        return Ok(shown);
    }
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    for name in only {
        let old = find_developer(whole.old.index, name);
        let new = find_developer(whole.new.index, name);
        if old.is_err() && new.is_err() {
            let ids =
                |side: &'a Scored<'a>| side.index.entries.iter().map(|e| e.developer.id.as_str());
            let gone = ids(whole.old).filter(|id| !ids(whole.new).any(|new| new == *id));
            let known = ids(whole.new).chain(gone);
            let message =
                format!("neither `{}` nor `{}` has a developer `{name}`", both[0], both[1]);
            return Err(unknown(&message, name, known));
        }
        olds.extend(old.ok());
        news.extend(new.ok());
    }
    let pairs = &mut shown.pairs;
    pairs.both.retain(|pair| olds.contains(&pair.old) || news.contains(&pair.new));
    pairs.left.retain(|row| olds.contains(row));
    pairs.joined.retain(|row| news.contains(row));
    // Whoever merged or split is shown with all the others it did so with.
    pairs.regrouped.retain(|group| {
        group.old.iter().any(|row| olds.contains(row))
            || group.new.iter().any(|row| news.contains(row))
    });
    Ok(shown)
}

fn contains(shown: &Comparison<'_>, change: &DeveloperChange) -> bool {
    let pairs = &shown.pairs;
    if change.status.is_regrouped() {
        let [old, new] = [change.old, change.new].map(|standing| standing.map(|s| s.row));
        return pairs.group(old, new).is_some();
    }
    match (change.old, change.new) {
        (Some(old), None) => pairs.left.contains(&old.row),
        (None, Some(new)) => pairs.joined.contains(&new.row),
        (_, Some(new)) => pairs.both.iter().any(|pair| pair.new == new.row),
        (None, None) => false,
    }
}

/// Orders developers, those in both editions first; within equals the ranking's order stays.
fn sort(rows: &mut [DeveloperChange], sort: Sort, whole: &Comparison<'_>) {
    rows.sort_by_key(|row| row.status.order());
    let name = |row: &DeveloperChange| {
        let new = row.new.map(|s| &whole.new.index.entries[s.row].developer.name);
        let old = row.old.map(|s| &whole.old.index.entries[s.row].developer.name);
        new.or(old).map(|name| name.to_lowercase())
    };
    match sort {
        Sort::Rank => {}
        Sort::Change => rows.sort_by_key(|row| std::cmp::Reverse(row.change.map(|c| c.low))),
        Sort::Comparable => rows
            .sort_by_key(|row| std::cmp::Reverse(row.comparable.as_ref().map(Comparable::change))),
        Sort::Name => rows.sort_by_key(|row| (row.comparable.is_none(), name(row))),
    }
}
