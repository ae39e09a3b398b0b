//! One row per developer.

use crate::analyze::diff::developers::{Comparable, DeveloperChange, Standing};
use crate::analyze::diff::left;
use crate::analyze::ranking::Rank;
use crate::model::Ratio;
use crate::model::crosswalk::Relation;
use crate::page::answer::{Page, Section};
use crate::page::column::Column;
use crate::page::lazy::Lazy;
use crate::page::table::{Cell, Columns, Table};
use crate::page::words::{out_of, plain, range, ranked, rounding, signed, signed_tenths};
use crate::text::words::grouped;

use super::columns::{End, Row, comparable, moved, raw, standing, who};
use super::{View, changed, page, why};

/// Scores, ranks and changes of every developer; those who joined or left after the others.
pub fn developers(view: View<'_>) -> Page<'_> {
    let mut page = page(view, table(view), "developers");
    page.measures = Lazy::new(move || measures(view));
    if !view.is_part() {
        page.sections.extend(why::sections(view));
    }
    page.sections.extend(left(view));
    let said = page.sections.iter().any(|section| section.label == why::ROUNDING);
    page.sections.extend(changed::sections(view));
    let rounded = rounding(&sums(view)).filter(|_| !said);
    page.notes.splice(0..0, std::iter::once(legend(view)).chain(rounded.map(str::to_owned)));
    page
}

/// Whose answers left their question, and what that does to the mean.
fn left(view: View<'_>) -> Option<Section> {
    /// More than these are only counted.
    const NAMED: usize = 12;
    let found = left::left(view.shown);
    if found.is_empty() {
        return None;
    }
    let new = view.whole.new.index;
    let mut lines: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|one| {
            let name = &new.entries[one.pair.new].developer.name;
            let at = view.whole.links[one.link].to.first().copied().unwrap_or_default();
            format!("{name}: {} ({} → n/a)", new.catalog.indicators[at].name, one.before)
        })
        .collect();
    if found.len() > NAMED {
        lines.push(format!("and {} more", grouped(found.len() - NAMED)));
    }
    lines.push(match left::moved_by(view.shown, &found) {
        Some(by) => format!(
            "by that alone, the mean share of those in both moved by {} percentage points",
            signed_tenths(by)
        ),
        None => "what leaves takes with it what a score is out of".to_owned(),
    });
    Some(Section::new("Left the question", lines))
}

/// What people may add up: each developer's points on what is comparable.
fn sums(view: View<'_>) -> Vec<(Ratio, Vec<Ratio>)> {
    let found = view.in_both().filter_map(|change| change.comparable.as_ref());
    let sums = found.flat_map(|found| {
        let moved = [&found.gained, &found.lost].map(|moves| Comparable::sum(moves));
        [(found.new, vec![found.old, found.change()]), (found.change(), moved.to_vec())]
    });
    sums.collect()
}

/// Every developer's total in both editions, in the unit the two share; missing where there is none
/// or it is not decided.
fn measures(view: View<'_>) -> Table<'static> {
    let (old, new) = (view.whole.old, view.whole.new);
    let ids = [old, new].map(|side| side.index.edition.id.as_str());
    let headings = if ids[0] == ids[1] {
        [format!("{}, before", ids[0]), format!("{}, after", ids[1])]
    } else {
        ids.map(str::to_owned)
    };
    let headings = std::iter::once(view.words().ranked.capital()).chain(headings);
    let decided = |standing: Option<Standing>| standing?.in_unit?.known();
    let row = |change: &DeveloperChange, old, new| {
        let end = DeveloperChange { old, new, ..change.clone() };
        vec![Cell::text(view.name(&end)), Cell::known(decided(old)), Cell::known(decided(new))]
    };
    // What merged or split is no longer what it was, though the id be the same.
    let rows = view.developers.iter().flat_map(|change| match (change.old, change.new) {
        (Some(_), Some(_)) if change.comparable.is_none() => {
            vec![row(change, None, change.new), row(change, change.old, None)]
        }
        (old, new) => vec![row(change, old, new)],
    });
    let columns = headings.map(|name| Column::text(name.as_str(), "").titled(name));
    Table::of(columns.collect(), rows.collect())
}

/// Whether nobody joined, left, merged or split, so that ranks are among the same developers.
fn everybody_stayed(view: View<'_>) -> bool {
    view.whole.pairs.developers() == view.whole.pairs.both.len()
}

fn legend(view: View<'_>) -> String {
    let among = if everybody_stayed(view) {
        String::new()
    } else {
        let both = view.whole.pairs.both.len();
        let regrouped =
            if view.whole.pairs.regrouped.is_empty() { "" } else { ", merged or split" };
        let or = if regrouped.is_empty() { " or" } else { "," };
        format!("; among the {both}: the rank without those who left{or} joined{regrouped}")
    };
    let kept = "kept indicators ask the same, revised ones the same differently; the others were \
                replaced: split, merged, dropped or added";
    let kept = if view.whole.links.iter().all(|link| link.relation == Relation::Kept) {
        String::new()
    } else {
        format!("; {kept}")
    };
    format!("(+2 −1): points gained and lost on the {}{among}{kept}", view.basis())
}

/// The developers of a view.
pub(super) fn table<'a>(view: View<'a>) -> Table<'a> {
    let both = view.whole.pairs.both.len();
    let heading = if view.whole.unit.per_hundred { "Change per 100" } else { "Change" };
    let basis = format!("On the {}", view.basis());
    who(view.words())
        .with(Column::people("Score").right().keep(), |row| {
            Cell::people(score(row.view, row.change))
        })
        .and(standing(End::Old))
        .and(standing(End::New))
        .and(raw().each(|column| match column.key.as_deref() {
            Some("change") => column.titled(heading),
            _ => column,
        }))
        // A raw change never stands alone: on a narrow screen it goes before this does.
        .with(Column::people(basis).right().keep(), |row| {
            Cell::people(row.change.comparable.as_ref().map_or_else(String::new, comparable_text))
        })
        .and(comparable(|row: &Row<'a>| row.change.comparable.as_ref()))
        .and(moved())
        .with(Column::people("Rank").right(), |row| Cell::people(ranks(row.change, |s| s.rank)))
        .and_if(!everybody_stayed(view), || {
            Columns::new()
                .with(Column::people(format!("Among the {both}")).right(), |row: &Row<'a>| {
                    Cell::people(ranks(row.change, |s| s.rank_among_both))
                })
        })
        .table(view.developers.iter().map(|change| Row { view, change }))
}

/// `64 → 95`, or `2/3 → 2/4` where the editions' maxima differ.
fn score(view: View<'_>, change: &DeveloperChange) -> String {
    let decimals = view.whole.new.decimals();
    let text = |standing: Option<Standing>| match standing {
        None => "–".to_owned(),
        Some(standing) if view.whole.unit.per_hundred && standing.score.is_some() => {
            out_of(standing.score, standing.out_of, decimals)
        }
        Some(standing) => range(standing.score, decimals),
    };
    format!("{} → {}", text(change.old), text(change.new))
}

/// `7 → 8  +1 (+1 −0)`.
pub(super) fn comparable_text(found: &Comparable) -> String {
    if found.indicators == 0 {
        return "–".to_owned();
    }
    let lost = signed(Comparable::sum(&found.lost), 1);
    let lost = if lost == "0" { "−0" } else { &lost };
    let gained = signed(Comparable::sum(&found.gained), 1);
    let gained = if gained == "0" { "+0" } else { &gained };
    format!(
        "{} → {}  {:>3} ({gained} {lost})",
        plain(found.old, 1),
        plain(found.new, 1),
        signed(found.change(), 1)
    )
}

/// `7`, or `3/5` where only so many of the comparable answers are decided.
pub fn points_of(found: &Comparable, points: Ratio, count: usize) -> String {
    if found.indicators == count {
        plain(points, 1)
    } else {
        format!("{}/{}", plain(points, 1), plain(found.out_of, 1))
    }
}

/// `=2 → 3`.
fn ranks(change: &DeveloperChange, rank: fn(Standing) -> Option<Rank>) -> String {
    let of = |standing: Option<Standing>| standing.and_then(rank);
    match (of(change.old), of(change.new)) {
        (None, None) => String::new(),
        (old, new) => format!("{} → {}", ranked(old), ranked(new)),
    }
}
