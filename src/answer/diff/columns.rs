//! What several tables of a comparison have columns of: who, where each side stood, and what is
//! comparable.

use crate::analyze::diff::developers::{Comparable, DeveloperChange, Move, Standing};
use crate::analyze::diff::parts::PartComparable;
use crate::answer::columns::{Amount, Said, amount, rank, span};
use crate::model::index::Entry;
use crate::model::{Ratio, Span, Words};
use crate::page::column::{Column, Owner};
use crate::page::table::{Cell, Columns};

use super::View;

/// A developer in two editions, as one of a view's rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    /// The comparison.
    pub(crate) view: View<'a>,
    /// The developer.
    pub(crate) change: &'a DeveloperChange,
}

/// One of the two editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The older.
    Old,
    /// The newer.
    New,
}

impl End {
    /// Both.
    pub(crate) const BOTH: [Self; 2] = [Self::Old, Self::New];

    /// The path below which its columns stand.
    pub(crate) fn path(self) -> &'static str {
        if self == Self::New { "new" } else { "old" }
    }

    /// What it is called.
    pub(crate) fn word(self) -> &'static str {
        if self == Self::New { "newer" } else { "older" }
    }

    fn standing<'a>(self, row: &Row<'a>) -> Option<&'a Standing> {
        if self == Self::New { row.change.new.as_ref() } else { row.change.old.as_ref() }
    }

    fn entry<'a>(self, row: &Row<'a>) -> Option<&'a Entry> {
        let whole = row.view.whole;
        let side = if self == Self::New { whole.new } else { whole.old };
        Some(&side.index.entries[self.standing(row)?.row])
    }
}

/// Who it is, and in which of the editions.
pub(crate) fn who<'a>(words: &Words) -> Columns<'a, Row<'a>> {
    let statuses = [
        ("stayed", "in both under one id"),
        ("succeeded", "in both, as one that took another's place"),
        ("merged", "of several that became one"),
        ("split", "of one that became several"),
        ("regrouped", "of several that became several others"),
        ("joined", "only in the newer edition"),
        ("left", "only in the older edition"),
    ];
    let before = "Ids of those in the older edition whose place it took, itself not among them";
    let after = "Ids of those in the newer edition that took its place";
    Columns::<Row<'a>>::new()
        .with(
            Column::id(
                "developer.id",
                words.say("Id of the developer, that of the newer edition if it is in both"),
            )
            .required(),
            |row| Cell::text(row.view.id(row.change)),
        )
        .with(
            Column::text("developer.name", "Its name; where it was another before, `A > B`")
                .titled(words.ranked.capital())
                .keep()
                .owned(Owner::Edition),
            |row| Cell::text(row.view.plain_name(row.change)).shown(row.view.name(row.change)),
        )
        .with(Column::choice("status", &statuses, "In which of the editions it is"), |row| {
            Cell::text(row.change.status.as_str())
        })
        .with(Column::list("predecessors", before), |row| {
            let [before, _] = row.view.kin(row.change);
            Cell::words(before)
        })
        .with(Column::list("successors", after), |row| {
            let [_, after] = row.view.kin(row.change);
            Cell::words(after)
        })
}

/// Where it stood in one of the editions.
pub(crate) fn standing<'a>(end: End) -> Columns<'a, Row<'a>> {
    let of = move |row: &Row<'a>| end.standing(row);
    let about = |what: &str| format!("{what} in the {} edition", end.word());
    let both = "among those who are in both editions";
    let columns = Columns::new()
        .with(Column::id("developer.id", about("Id")), move |row: &Row<'a>| {
            Cell::maybe(end.entry(row).map(|entry| entry.developer.id.as_str()))
        })
        .with(Column::text("developer.name", about("Name")).owned(Owner::Edition), {
            move |row: &Row<'a>| {
                Cell::maybe(end.entry(row).map(|entry| entry.developer.name.as_str()))
            }
        })
        .with(Column::text("model", about("Model")).owned(Owner::Edition), move |row: &Row<'a>| {
            Cell::maybe(end.entry(row).and_then(|entry| entry.disclosure.model.as_deref()))
        })
        .and(amount(&Said::score(about("Score")), move |row: &Row<'a>| {
            of(row).map(|at| Amount { score: at.score, out_of: at.out_of })
        }))
        .and(rank(&format!("among all of the {} edition", end.word()), move |row: &Row<'a>| {
            of(row)?.rank
        }))
        .and(
            rank(both, move |row: &Row<'a>| of(row)?.rank_among_both)
                .each(|column| column.below("among_both")),
        );
    columns.each(move |column| column.below(end.path()))
}

/// How the score moved, whatever was asked.
pub(crate) fn raw<'a>() -> Columns<'a, Row<'a>> {
    let units = [
        ("points", "all scores can be the same"),
        ("points per 100", "scores can be of different totals"),
    ];
    let said = Said {
        word: "change",
        about: "Change of the score, though the editions may have asked different questions".into(),
        unit: "change.unit",
        shown: |_, _| String::new(),
        decimals: None,
    };
    span(&said, |row: &Row<'a>| row.change.change)
        .map_first(|column, cell| {
            (column, move |row: &Row<'a>| Cell {
                shown: Some(change_text(row.change)),
                ..cell(row)
            })
        })
        .with(Column::choice("change_unit", &units, "Unit of the change").required(), |row| {
            Cell::text(row.view.unit())
        })
}

/// `+31`, `−2 to +5`, or why there is no change.
fn change_text(change: &DeveloperChange) -> String {
    use crate::page::words::signed;
    match change.change {
        None if change.comparable.is_some() => "not rated".to_owned(),
        None => change.status.as_str().to_owned(),
        Some(span) => match span.known() {
            Some(known) => signed(known, 1),
            None => format!("{} to {}", signed(span.low, 1), signed(span.high, 1)),
        },
    }
}

/// What a developer has on what is comparable, as it is said of any row that has that.
pub(crate) fn comparable<'a, R: 'a>(
    of: for<'r> fn(&'r R) -> Option<&'r Comparable>,
) -> Columns<'a, R> {
    let indicators = "Indicators that may be compared and have points on both sides; empty for who \
                      is not in both editions";
    let open = "Indicators that may be compared but lack points on one side or both";
    let count = |value: fn(&Comparable) -> usize| move |row: &R| Cell::known(of(row).map(value));
    let points = |value: fn(&Comparable) -> Ratio| {
        move |row: &R| Cell::known(of(row).filter(|found| found.indicators > 0).map(value))
    };
    let number = |key: &str, about: &str| {
        let about = format!("{about}, on the newer scale; empty where nothing is comparable");
        Column::number(key, "points", about)
    };
    let columns = Columns::new()
        .with(
            Column::count("indicators", "indicators", indicators).owned(Owner::Crosswalk),
            count(|found| found.indicators),
        )
        .with(Column::count("open", "indicators", open), count(|found| found.open.len()))
        .with(number("max_score", "The most that those with points can give"), points(|c| c.out_of))
        .with(number("old_score", "Points in the older edition"), points(|found| found.old))
        .with(number("new_score", "Points in the newer edition"), points(|found| found.new))
        .with(number("change", "The change"), points(Comparable::change))
        .with(number("gained", "All that was gained"), points(|c| Comparable::sum(&c.gained)))
        .with(
            number("lost", "All that was lost, zero or below"),
            points(|c| Comparable::sum(&c.lost)),
        );
    columns.each(|column| column.below("comparable"))
}

/// The indicators on which points were gained or lost.
pub(crate) fn moved<'a>() -> Columns<'a, Row<'a>> {
    let moves = |value: fn(&Comparable) -> &[Move]| {
        move |row: &Row<'a>| {
            let moves = row.change.comparable.as_ref().map_or(&[][..], value);
            Cell::words(moves.iter().filter_map(|moved| indicator(row.view, moved.link)))
        }
    };
    Columns::new()
        .with(Column::list("gained_indicators", "Newer ids of indicators with points gained"), {
            moves(|found| &found.gained)
        })
        .with(Column::list("lost_indicators", "Newer ids of indicators with points lost"), {
            moves(|found| &found.lost)
        })
}

/// The id of a comparable link: its newer indicator's.
fn indicator(view: View<'_>, link: usize) -> Option<&str> {
    let at = view.whole.links[link].to.first()?;
    Some(view.whole.new.index.catalog.indicators[*at].id.as_str())
}

/// What those of a part or group have on what is comparable, on average.
pub(crate) fn comparable_means<'a, R: 'a>(
    of: impl Fn(&R) -> &PartComparable + Clone + 'a,
) -> Columns<'a, R> {
    let number = |key: &str, about: &str| {
        let about = format!("{about}, on the newer scale; empty where nothing is comparable");
        Column::number(key, "points", about)
    };
    let mean = |value: fn(&PartComparable) -> Option<Ratio>| {
        let of = of.clone();
        move |row: &R| Cell::known(Some(of(row)).filter(|f| f.change().is_some()).and_then(value))
    };
    let count = |value: fn(&PartComparable) -> usize| {
        let of = of.clone();
        move |row: &R| Cell::number(value(of(row)))
    };
    let columns = Columns::new()
        .with(
            Column::count("indicators", "indicators", "Indicators that may be compared")
                .owned(Owner::Crosswalk),
            count(|found| found.links.len()),
        )
        .with(
            Column::count("developers", "developers", "Developers with points on both sides"),
            count(|found| found.developers),
        )
        .with(number("old_mean", "Their mean in the older edition"), mean(|found| found.old))
        .with(number("new_mean", "Their mean in the newer edition"), mean(|found| found.new))
        .with(number("change", "The change of their mean"), mean(PartComparable::change))
        .with(number("gained", "All points gained by all"), mean(|found| Some(found.gained)))
        .with(number("lost", "All points lost by all, zero or below"), mean(|f| Some(f.lost)))
        .with(
            Column::count("open", "answers", "Comparisons left out: a side is not decided"),
            count(|found| found.open),
        );
    columns.each(|column| column.below("comparable"))
}

/// A mean of one side, known or between two ends.
pub(crate) fn mean<'a, R: 'a>(
    about: String,
    of: impl Fn(&R) -> Option<Span> + Clone + 'a,
) -> Columns<'a, R> {
    span(&Said::mean(about), of)
}
