//! Who gained and lost between editions, raw and on what is comparable?

use crate::analyze::diff::developers::{Comparable, DeveloperChange, Move, Standing, Status};
use crate::analyze::diff::{Side, Span};
use crate::answer::diff::View;
use crate::model::index::Entry;
use crate::model::{Ratio, Tally};
use crate::page::table::Datum;

use super::origin::{attribution, credit, rater};
use super::table::{Columns, Field, Link, Owner, Table, known, list, maybe, number, text};

/// A developer in two editions.
struct Row<'a> {
    view: View<'a>,
    change: &'a DeveloperChange,
}

/// One of the two editions.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Old,
    New,
}

impl End {
    /// A column's name on this side.
    fn name(self, column: &str) -> String {
        format!("{}_{column}", if self == Self::New { "new" } else { "old" })
    }

    fn side<'a>(self, row: &Row<'a>) -> Side<'a> {
        if self == Self::New { row.view.whole.new } else { row.view.whole.old }
    }

    fn standing(self, row: &Row<'_>) -> Option<Standing> {
        if self == Self::New { row.change.new } else { row.change.old }
    }

    fn entry<'a>(self, row: &Row<'a>) -> Option<&'a Entry> {
        Some(&self.side(row).index.entries[self.standing(row)?.row])
    }
}

/// One row for each developer of two editions that were compared.
pub(super) fn changes<'a>(views: &[View<'a>]) -> Table<'a> {
    let columns = who()
        .and(standing(End::Old))
        .and(standing(End::New))
        .and(raw())
        .and(comparable())
        .and(origin());
    let rows = views
        .iter()
        .flat_map(|view| view.developers.iter().map(|change| Row { view: *view, change }));
    let (fields, rows) = columns.fill(rows);
    Table {
        name: "changes",
        title: "Changes",
        about: "One row for each developer and two editions that were compared",
        fields,
        key: &["old_edition", "new_edition", "basis", "developer_id"],
        links: ["old_edition", "new_edition"]
            .map(|column| Link { columns: vec![(column, "edition")], table: "editions" })
            .to_vec(),
        rows,
    }
}

/// Which comparison a row is of, and who it is about.
fn who<'a>() -> Columns<'a, Row<'a>> {
    let bases = [
        ("kept", "indicators that ask the same"),
        ("kept or revised", "also those that ask the same thing differently"),
    ];
    let states = [
        (Status::Stayed, "in both under one id"),
        (Status::Succeeded, "in both, as one that took another's place"),
        (Status::Merged, "of several whose place one took; not compared one to one"),
        (Status::Split, "of one whose place several took; not compared one to one"),
        (Status::Regrouped, "of several whose place several took; not compared one to one"),
        (Status::Joined, "only in the newer"),
        (Status::Left, "only in the older"),
    ];
    let states = states.map(|(status, means)| (status.as_str(), means));
    let id = "Id of the developer: in the newer edition, if it is in that";
    let edition = |end: End, about: &str| Field::id(&end.name("edition"), about).required();
    let edition_id = |end: End| move |row: &Row<'a>| text(end.side(row).index.edition.id.as_str());
    let entry = |row: &Row<'a>| End::New.entry(row).or_else(|| End::Old.entry(row));
    Columns::<Row<'a>>::new()
        .with(edition(End::Old, "Id of the edition compared with"), edition_id(End::Old))
        .with(edition(End::New, "Id of the edition looked at"), edition_id(End::New))
        .with(Field::choice("basis", &bases, "What counts as comparable").required(), |row| {
            text(if row.view.whole.basis.revised { "kept or revised" } else { "kept" })
        })
        .with(Field::id("developer_id", id).required(), move |row| {
            maybe(entry(row).map(|entry| entry.developer.id.as_str()))
        })
        .with(Field::text("developer", "Its name, likewise").of(Owner::Edition), move |row| {
            maybe(entry(row).map(|entry| entry.developer.name.as_str()))
        })
        .with(Field::choice("status", &states, "In which editions it is").required(), |row| {
            text(row.change.status.as_str())
        })
        .with(
            Field::list(
                "predecessors",
                "Ids of others whose place it took, in the earlier edition",
            ),
            |row| {
                let [before, _] = row.view.kin(row.change);
                list(before)
            },
        )
        .with(
            Field::list("successors", "Ids of others that took its place, in the later edition"),
            |row| {
                let [_, after] = row.view.kin(row.change);
                list(after)
            },
        )
}

/// Where the developer stood in one of the editions.
fn standing<'a>(end: End) -> Columns<'a, Row<'a>> {
    let name = |column: &str| end.name(column);
    let which = if end == End::New { "newer" } else { "older" };
    let about = |what: &str| format!("{what} in the {which} edition");
    let of_entry = |value: fn(&Entry) -> Datum| {
        move |row: &Row<'a>| end.entry(row).map_or(Datum::Empty, value)
    };
    let of_standing = |value: fn(Standing) -> Datum| {
        move |row: &Row<'a>| end.standing(row).map_or(Datum::Empty, value)
    };
    let low = |tally: Tally| if tally.is_silent() { Datum::Empty } else { number(tally.low) };
    let least = "Points, of which an open answer counts as the least,";
    let among = "Rank among those who are in both editions: without entrants and leavers";
    let id = Field::id(&name("developer_id"), &about("Id"));
    Columns::new()
        .with(id, of_entry(|entry| text(entry.developer.id.as_str())))
        .with(
            Field::text(&name("developer"), &about("Name")).of(Owner::Edition),
            of_entry(|entry| text(&entry.developer.name)),
        )
        .with(
            Field::text(&name("model"), &about("Model")).of(Owner::Edition),
            of_entry(|entry| maybe(entry.disclosure.model.as_deref())),
        )
        .with(Field::number(name("score"), about(least)), move |row: &Row<'a>| {
            end.standing(row).map_or(Datum::Empty, |s| low(s.total))
        })
        .with(
            Field::number(name("score_high"), about("Points if open answers got the most")),
            of_standing(|standing| number(standing.total.high)),
        )
        .with(
            Field::number(name("max_score"), about("The most that can be had")),
            of_standing(|standing| number(standing.total.out_of)),
        )
        .with(
            Field::count(&name("rank"), &about("Rank")),
            of_standing(|standing| known(standing.rank)),
        )
        .with(
            Field::flag(&name("tied"), &about("Whether the rank is shared")),
            of_standing(|standing| Datum::Flag(standing.tied)),
        )
        .with(
            Field::count(&name("rank_among_both"), among),
            of_standing(|standing| known(standing.rank_among_both)),
        )
        .with(
            Field::flag(&name("tied_among_both"), "Whether that rank is shared"),
            of_standing(|standing| {
                let tied = Datum::Flag(standing.tied_among_both);
                standing.rank_among_both.map_or(Datum::Empty, |_| tied)
            }),
        )
}

/// How the whole score moved, whatever was asked.
fn raw<'a>() -> Columns<'a, Row<'a>> {
    let units = [
        ("points", "both editions can give the same"),
        ("points per 100", "the editions can give different totals"),
    ];
    let change = "Change of the whole score, though the editions may have asked different \
                  questions; empty where open answers leave it unknown";
    let span = |value: fn(Span) -> Option<Ratio>| {
        move |row: &Row<'a>| known(row.change.change.and_then(value).map(Ratio::to_f64))
    };
    Columns::<Row<'a>>::new()
        .with(Field::choice("unit", &units, "Unit of the raw change").required(), |row| {
            text(row.view.unit())
        })
        .with(Field::number("raw_change", change), span(Span::known))
        .with(
            Field::number("raw_change_low", "The least the raw change can be"),
            span(|span| Some(span.low)),
        )
        .with(
            Field::number("raw_change_high", "The most the raw change can be"),
            span(|span| Some(span.high)),
        )
}

/// How the points moved on what both editions asked.
fn comparable<'a>() -> Columns<'a, Row<'a>> {
    let indicators = "Indicators that may be compared and have points on both sides; empty for \
                      developers who are not in both editions";
    let open = "Indicators that may be compared but lack points on one side or both";
    let field = |name: &str, about: &str| {
        let about = format!("{about}, on the newer scale; empty where nothing is comparable");
        Field::number(name, about)
    };
    let count = |value: fn(&Comparable) -> usize| {
        move |row: &Row<'a>| known(row.change.comparable.as_ref().map(value))
    };
    let points = |value: fn(&Comparable) -> Ratio| {
        move |row: &Row<'a>| {
            let found = row.change.comparable.as_ref().filter(|found| found.indicators > 0);
            known(found.map(|found| value(found).to_f64()))
        }
    };
    let moves = |value: fn(&Comparable) -> &[Move]| {
        move |row: &Row<'a>| {
            let moves = row.change.comparable.as_ref().map_or(&[][..], value);
            list(moves.iter().filter_map(|moved| indicator(row.view, moved.link)))
        }
    };
    Columns::new()
        .with(
            Field::count("comparable_indicators", indicators).of(Owner::Crosswalk),
            count(|c| c.indicators),
        )
        .with(Field::count("comparable_open", open), count(|c| c.open.len()))
        .with(
            field("comparable_max_score", "The most that those with points can give"),
            points(|c| c.out_of),
        )
        .with(field("comparable_old_score", "Points in the older edition"), points(|c| c.old))
        .with(field("comparable_new_score", "Points in the newer edition"), points(|c| c.new))
        .with(field("comparable_change", "The change"), points(Comparable::change))
        .with(
            field("comparable_gained", "All that was gained"),
            points(|c| Comparable::sum(&c.gained)),
        )
        .with(
            field("comparable_lost", "All that was lost, zero or below"),
            points(|c| Comparable::sum(&c.lost)),
        )
        .with(Field::list("gained_indicators", "Newer ids of those gained"), moves(|c| &c.gained))
        .with(Field::list("lost_indicators", "Newer ids of those lost"), moves(|c| &c.lost))
}

/// The id of a comparable link: its newer indicator's.
fn indicator(view: View<'_>, link: usize) -> Option<&str> {
    let at = view.whole.links[link].to.first()?;
    Some(view.whole.new.index.catalog.indicators[*at].id.as_str())
}

/// Whose points these are, what was asked, and who says how that relates.
fn origin<'a>() -> Columns<'a, Row<'a>> {
    let columns = Columns::<Row<'a>>::new()
        .with(Field::text("crosswalk", "Who says how the catalogs relate"), |row| {
            text(row.view.crosswalk)
        })
        .with(rater(), |row| text(row.view.whole.new.sheet.rater.as_str()));
    let columns = [End::Old, End::New].into_iter().fold(columns, |columns, end| {
        let id = Field::id(&end.name("catalog"), "Id of the edition's catalog").required();
        let hash = Field::hash(&end.name("catalog_sha256"), "Hash of that catalog").required();
        columns
            .with(id, move |row| text(end.side(row).index.catalog.id.as_str()))
            .with(hash, move |row| text(&end.side(row).index.catalog.sha256))
    });
    columns.with(attribution(), |row| {
        let [old, new] = [End::Old, End::New].map(|end| credit(end.side(row)));
        if old == new { text(old) } else { text(format!("{old}; {new}")) }
    })
}
