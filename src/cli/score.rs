//! `fmti score`: who ranks where.

use std::cmp::Reverse;
use std::num::NonZeroUsize;
use std::process::ExitCode;

use crate::analyze::breakdown::{self, By};
use crate::analyze::previous::previous_ranks;
use crate::analyze::ranking::Rank;
use crate::analyze::scored::{Place, Scored};
use crate::analyze::{groups, summary};
use crate::answer::figures;
use crate::answer::score::{Previous, View, answers, group_means, ranking as ranking_page, sheets};
use crate::chart::Chart;
use crate::load::{Failure, index};
use crate::model::Index;
use crate::page::answer::Page;
use crate::page::lazy::Lazy;
use crate::text::words::few;

use super::common::{ByName, Global};
use super::locked::Locked;
use super::names::{find_developer, find_trait, unknown};
use super::output::Output;
use super::rater::RaterChoice;
use super::write::write;

/// Rank the developers of an edition
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    fmti score                                  the newest edition\n  \
    fmti score 2024 --by subdomain -o table.csv an older one, to a file\n  \
    fmti score 2025 -o ranking.xlsx             a workbook; also .html .tex .csv .md .json\n  \
    fmti score --shape datawrapper -f csv       columns for a charting tool\n  \
    fmti score 2025 -o ranking.xlsx -o ranking.svg  a workbook, and a picture\n  \
    fmti score my-index                         a folder with edition.yaml in it\n  \
    fmti score 2025 --since 2024                with the rank it had before\n  \
    fmti score 2025 --top 5 -o ranking.svg      a picture of the first five\n  \
    fmti score 2025 --where weights=open        some of the developers\n  \
    fmti score 2025 --group weights             open against closed, on average\n  \
    fmti score 2025 --long -f csv               one row per developer and indicator")]
pub(super) struct Args {
    /// A folder with edition.yaml, or a built-in edition [default: the newest]
    #[arg(value_name = "EDITION or FOLDER")]
    data: Option<String>,
    /// What the columns beside the total are
    #[arg(long, value_enum, default_value_t = ByName::Domain)]
    by: ByName,
    /// Order rows by rank, name, model, or the id of a column
    #[arg(long, value_name = "COLUMN", default_value = "rank")]
    sort: String,
    /// Show only these developers (id, name or alias)
    #[arg(long, value_name = "DEVELOPER", num_args = 1.., value_delimiter = ',')]
    only: Vec<String>,
    /// Show only developers with this trait; values may be listed, and traits repeated
    #[arg(long = "where", value_name = "TRAIT=VALUE")]
    filter: Vec<String>,
    /// Show the first by rank, so many; statistics stay those of all
    #[arg(long, value_name = "N", conflicts_with = "group")]
    top: Option<NonZeroUsize>,
    /// Show the rank in an earlier edition beside this one's
    #[arg(long, value_name = "EDITION or FOLDER", conflicts_with_all = ["group", "long"])]
    since: Option<String>,
    /// Show the means of groups of developers instead
    #[arg(long, value_name = "TRAIT", conflicts_with = "long")]
    group: Option<String>,
    /// Show one row per developer and indicator instead
    #[arg(long)]
    long: bool,
    #[command(flatten)]
    rater: RaterChoice,
    #[command(flatten)]
    locked: Locked,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(args: &Args, global: &Global) -> anyhow::Result<ExitCode> {
    let plan = args.output.plan()?;
    let index = global.load(args.data.as_deref(), &args.locked)?;
    let by = By::from(args.by);
    let before = args.since.as_deref();
    let before = before.map(|data| global.load(Some(data), &args.locked)).transpose()?;
    if let Some(before) = before.as_ref().filter(|before| before.edition.date > index.edition.date)
    {
        let (old, new) = (&before.edition.id, &index.edition.id);
        let message = format!("edition {old} is later than {new}");
        let hint = format!("--since wants an earlier edition: fmti score {old} --since {new}");
        return Err(Failure::new(message, hint).into());
    }
    let indexes: Vec<&Index> = std::iter::once(&index).chain(&before).collect();
    let given = args.rater.sheets(&indexes, global);
    // One sheet for each edition, the one ranked first.
    let both = indexes.iter().zip(given).map(|(index, sheet)| Scored::new(index, sheet));
    let both: Vec<Scored<'_>> = both.collect();
    let scored = &both[0];
    let previous = both.get(1).map(|before| (before, previous_ranks(before, scored)));
    let previous = previous.as_ref().map(|(of, ranks)| Previous { of, ranks });
    let mut places = scored.places().to_vec();
    let kept = chosen(args, &index)?;
    places.retain(|place| kept[place.developer]);
    if places.is_empty() {
        return Err(Failure::new("no developer is left to show", "loosen --only or --where").into());
    }
    sort(&mut places, &args.sort, by, scored)?;
    let developers: Vec<usize> = places.iter().map(|p| p.developer).collect();
    let summary = summary::summarize(scored, &developers);
    let only = (places.len() < kept.len()).then(|| choice(args, &index)).transpose()?;
    let only = only.as_deref();
    let first = args.top.map_or(places.len(), |top| top.get().min(places.len()));
    let places = shown(&places, first);
    let view = View { scored, places: &places, summary: &summary, by, only, previous };
    let grouped = args.group.as_deref().map(|name| find_trait(&index, name)).transpose()?;
    let means = grouped.map(|by| {
        let parts = breakdown::groups(&index.catalog, view.by);
        (by, groups::means(scored, &developers, by, &parts))
    });
    let page = match &means {
        Some((by, means)) => group_means(view, by, means),
        None if args.long => answers(view),
        None => {
            let more = Lazy::new(move || sheets(view));
            let charts = Lazy::new(move || charts(view));
            Page { more, charts, ..ranking_page(view) }
        }
    };
    write(&page, &plan, global)?;
    Ok(ExitCode::SUCCESS)
}

/// So many of some places: the first by rank, in the order they have.
fn shown(places: &[Place], first: usize) -> Vec<Place> {
    let mut ranks: Vec<_> = places.iter().map(|place| by_rank(place.rank)).collect();
    ranks.sort_unstable();
    let last = first.checked_sub(1).and_then(|at| ranks.get(at)).copied();
    // Who shares the last place shown is shown too: nothing sets them apart.
    places.iter().filter(|place| Some(by_rank(place.rank)) <= last).copied().collect()
}

/// What places go by: the best rank there may be; who has none comes last.
fn by_rank(rank: Option<Rank>) -> usize {
    rank.map_or(usize::MAX, |rank| rank.best)
}

/// The charts of a ranking; by subdomain, the one that shows subdomains first.
fn charts(view: View<'_>) -> Vec<(&'static str, Chart)> {
    let by = if view.by == By::Theme { By::Theme } else { By::Subdomain };
    let heatmap = figures::heatmap(View { by, ..view });
    let mut charts = vec![("bars", figures::ranked_bars(view)), ("heatmap", heatmap)];
    if view.by == By::Subdomain {
        charts.reverse();
    }
    charts
}

/// For each entry of the index, whether `--only` and `--where` let it through.
fn chosen(args: &Args, index: &Index) -> anyhow::Result<Vec<bool>> {
    let mut kept = vec![args.only.is_empty(); index.entries.len()];
    for name in &args.only {
        let at = find_developer(index, name).map_err(|error| {
            if args.data.is_some() || !index::exists(name) {
                return error;
            }
            Failure::new(error.to_string(), "name the edition or folder before --only").into()
        })?;
        kept[at] = true;
    }
    for filter in &args.filter {
        let Some((name, value)) = filter.split_once('=') else {
            return Err(Failure::new(
                format!("`{filter}` is not TRAIT=VALUE"),
                "for example --where weights=open",
            )
            .into());
        };
        let by = find_trait(index, name.trim())?;
        let mut wanted = Vec::new();
        for value in value.split(',').map(str::trim) {
            let Some((value, _)) = by.value(value) else {
                let message = format!("trait `{}` has no value `{value}`", by.id);
                return Err(unknown(&message, value, by.values.iter().map(|(v, _)| v.as_str())));
            };
            wanted.push(value.as_str());
        }
        for (entry, kept) in index.entries.iter().zip(&mut kept) {
            let has = entry.disclosure.trait_value(by.id.as_str());
            *kept &= has.is_some_and(|value| wanted.contains(&value));
        }
    }
    Ok(kept)
}

/// What `--only` and `--where` ask for, in words: `Model weights: Open`.
fn choice(args: &Args, index: &Index) -> anyhow::Result<String> {
    let mut parts = Vec::new();
    for filter in &args.filter {
        let Some((name, values)) = filter.split_once('=') else { continue };
        let by = find_trait(index, name.trim())?;
        let labels = values.split(',').filter_map(|value| by.value(value.trim()));
        let labels: Vec<&str> = labels.map(|(_, label)| label.as_str()).collect();
        parts.push(format!("{}: {}", by.name, labels.join(" or ")));
    }
    if !args.only.is_empty() {
        let mut rows = Vec::new();
        for name in &args.only {
            let row = find_developer(index, name)?;
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        let names: Vec<&str> =
            rows.iter().map(|row| index.entries[*row].developer.name.as_str()).collect();
        parts.push(few(&names, NAMED, &index.catalog.words.ranked.many));
    }
    Ok(parts.join("; "))
}

/// Names in a title; of more than this, only the count.
const NAMED: usize = 4;

fn sort(places: &mut [Place], column: &str, by: By, scored: &Scored<'_>) -> anyhow::Result<()> {
    let index = scored.index;
    let entry = |place: &Place| &index.entries[place.developer];
    match column {
        // Places come ranked.
        "rank" | "points" | "percent" | "score" | "total" => {}
        "developer" => places.sort_by_cached_key(|p| entry(p).developer.id.clone()),
        "name" => places.sort_by_cached_key(|p| entry(p).developer.name.to_lowercase()),
        "model" => places.sort_by_cached_key(|p| {
            entry(p).disclosure.model.as_ref().map(|model| model.to_lowercase())
        }),
        other => {
            let parts = breakdown::groups(&index.catalog, by);
            // A part is also found by its CSV heading, as domain_model, and by its name.
            let prefix = format!("{}_", by.as_str());
            let id = other.strip_prefix(&prefix).unwrap_or(other).to_lowercase();
            let named = |part: &&crate::model::Group| {
                part.id.as_str() == id || part.name.to_lowercase() == id
            };
            let Some(part) = parts.iter().find(named) else {
                let fixed = ["rank", "developer", "name", "model"];
                let ids = parts.iter().map(|part| part.id.as_str());
                let ids = ids.filter(|id| !fixed.contains(id));
                let known = fixed.into_iter().chain(ids);
                return Err(unknown(&format!("no column `{other}` to sort by"), other, known));
            };
            // Stable: within equal points the ranking's order stays.
            places.sort_by_cached_key(|p| {
                Reverse(scored.tally(p.developer, &part.members).points.low)
            });
        }
    }
    Ok(())
}
