//! One row per developer and part, or per developer and indicator.

use crate::analyze::breakdown::{By, groups};
use crate::analyze::diff::Compared;
use crate::analyze::diff::developers::{
    Comparable, DeveloperChange, Standing, Status, comparable_in,
};
use crate::analyze::diff::pairs::{Link, Pair};
use crate::analyze::diff::parts::links_in;
use crate::analyze::scored::Scored;
use crate::answer::columns::{Said, amount};
use crate::model::{Group, Id, Ratio, Tally};
use crate::page::answer::Page;
use crate::page::column::{Column, Owner};
use crate::page::table::Cell;
use crate::page::words::out_of;

use super::columns::{End, Row, comparable, who};
use super::developers::comparable_text;
use super::indicators::{ids, title};
use super::parts::shown_points;
use super::{View, page};

/// A developer's points in a part of both editions.
struct InPart<'a> {
    row: Row<'a>,
    id: Id,
    name: String,
    old: Option<Tally>,
    new: Option<Tally>,
    comparable: Option<Comparable>,
}

/// Points of each developer in each domain, subdomain or theme of either edition.
pub fn by_part<'a>(view: View<'a>, by: By) -> Page<'a> {
    let kind = by.as_str();
    let of = |scored: &Scored<'_>| groups(&scored.index.catalog, by);
    let (olds, news) = (of(view.whole.old), of(view.whole.new));
    let gone = olds.iter().filter(|part| !news.iter().any(|new| new.id == part.id));
    let now = news.iter().map(|part| (part, links_in(view.whole, part)));
    let parts: Vec<(&Group, Vec<usize>)> = now.chain(gone.map(|part| (part, Vec::new()))).collect();
    let mut rows = Vec::with_capacity(view.developers.len() * parts.len());
    for change in view.developers {
        for (part, links) in &parts {
            let new = tally(view.whole.new, change.new.as_ref(), &news, &part.id);
            let pair = pair(change).filter(|_| new.is_some());
            rows.push(InPart {
                row: Row { view, change },
                id: part.id.clone(),
                name: part.name.clone(),
                old: tally(view.whole.old, change.old.as_ref(), &olds, &part.id),
                new,
                comparable: pair.map(|pair| comparable_in(view.whole, pair, links.iter().copied())),
            });
        }
    }
    let columns = who(view.words())
        .of(|of: &InPart<'a>| of.row)
        .with(Column::id(format!("{kind}.id"), format!("Id of the {kind}")), |of| {
            Cell::text(of.id.as_str())
        })
        .with(
            Column::text(format!("{kind}.name"), format!("Name of the {kind}"))
                .titled("Part")
                .keep(),
            |of| Cell::text(&*of.name),
        )
        .with(Column::people("Points").right().keep(), |of| {
            Cell::people(format!("{} → {}", of_most(of.old.as_ref()), of_most(of.new.as_ref())))
        });
    let columns = End::BOTH.into_iter().fold(columns, |columns, end| {
        let about = format!("Points in it in the {} edition", end.word());
        let side = amount(&Said::score(about), move |of: &InPart<'a>| {
            Some((if end == End::New { of.new } else { of.old })?.into())
        });
        columns.and(side.each(move |column| column.below(end.path())))
    });
    let table = columns
        .with(Column::people("Comparable").right().keep(), move |of| {
            let found = of.comparable.as_ref();
            Cell::people(found.map_or_else(String::new, |found| on_what(view, found)))
        })
        .and(comparable(|of: &InPart<'a>| of.comparable.as_ref()))
        .table(rows);
    page(view, table, "rows")
}

/// `5 kept: 5 → 4  −1 (+0 −1)`.
fn on_what(view: View<'_>, found: &Comparable) -> String {
    match (found.indicators, view.whole.basis.revised) {
        (0, _) => "none".to_owned(),
        (count, true) => format!("{count}: {}", comparable_text(found)),
        (count, false) => format!("{count} kept: {}", comparable_text(found)),
    }
}

fn tally(side: &Scored<'_>, who: Option<&Standing>, parts: &[Group], id: &Id) -> Option<Tally> {
    let part = parts.iter().find(|part| part.id == *id)?;
    Some(side.tally(who?.row, &part.members))
}

fn of_most(tally: Option<&Tally>) -> String {
    tally.map_or_else(|| "–".to_owned(), |tally| out_of(tally.score(), tally.out_of, None))
}

/// What a developer has on a relation between the catalogs.
#[derive(Clone, Copy)]
struct OnLink<'a> {
    row: Row<'a>,
    at: usize,
}

impl<'a> OnLink<'a> {
    fn link(&self) -> &'a Link {
        &self.row.view.whole.links[self.at]
    }

    /// The points of one side, where all are decided.
    fn points(&self, end: End) -> Option<Ratio> {
        let (whole, change, link) = (self.row.view.whole, self.row.change, self.link());
        match end {
            End::Old => sum(whole.old, change.old.as_ref(), &link.from),
            End::New => sum(whole.new, change.new.as_ref(), &link.to),
        }
    }
}

/// Points of each developer on each relation between the catalogs, and what became of them.
pub fn by_answer<'a>(view: View<'a>) -> Page<'a> {
    let whole = view.whole;
    let outcomes = [
        ("same", "as many points as before"),
        ("gained", "more points"),
        ("lost", "fewer points"),
        ("open", "a side is not decided"),
        ("not applicable", "it does not apply on a side"),
        ("not comparable", "the editions do not ask the same"),
        ("merged or split", "nobody on the other side is comparable with it alone"),
        ("not in both", "it is in one edition only"),
    ];
    let points = |end: End| {
        let about = format!("Points in the {} edition; empty where not decided", end.word());
        Column::number(format!("{}.score", end.path()), "points", about)
    };
    let table = who(view.words())
        .of(|of: &OnLink<'a>| of.row)
        .with(
            Column::text("relation", "How the indicators relate")
                .titled("Relation")
                .owned(Owner::Crosswalk),
            |of| Cell::text(of.link().relation.as_str()),
        )
        .with(Column::list("old.indicators", "Ids in the older catalog"), move |of| {
            Cell::words(ids(whole.old, &of.link().from))
        })
        .with(Column::list("new.indicators", "Ids in the newer catalog"), move |of| {
            Cell::words(ids(whole.new, &of.link().to))
        })
        .with(Column::people("Indicator").keep(), move |of| Cell::people(title(view, of.link())))
        .with(Column::people("Points").right().keep(), |of| {
            let [old, new] = End::BOTH.map(|end| shown_points(of.points(end)));
            Cell::people(format!("{old} → {new}"))
        })
        .with(points(End::Old), |of| Cell::known(of.points(End::Old)))
        .with(points(End::New), |of| Cell::known(of.points(End::New)))
        .with(
            Column::choice("outcome", &outcomes, "What became of the points")
                .titled("Outcome")
                .keep(),
            move |of| Cell::text(outcome(view, of.row.change, of.at)),
        )
        .table(view.developers.iter().flat_map(|change| {
            (0..whole.links.len()).map(move |at| OnLink { row: Row { view, change }, at })
        }));
    page(view, table, "rows")
}

/// The points on some indicators; `None` where one is open, or the developer is not in the edition.
fn sum(side: &Scored<'_>, who: Option<&Standing>, members: &[usize]) -> Option<Ratio> {
    side.tally(who?.row, members).score()?.known()
}

/// The rows of a developer in both editions; `None` also where it merged or split.
fn pair(change: &DeveloperChange) -> Option<Pair> {
    change.comparable.as_ref()?;
    let succeeded = change.status == Status::Succeeded;
    Some(Pair { old: change.old?.row, new: change.new?.row, succeeded })
}

/// What became of a developer's points on one relation, in a word.
fn outcome(view: View<'_>, change: &DeveloperChange, at: usize) -> &'static str {
    let Some((found, pair)) = change.comparable.as_ref().zip(pair(change)) else {
        return if change.status.is_regrouped() { "merged or split" } else { "not in both" };
    };
    if !view.whole.basis.admits(view.whole.links[at].relation) {
        "not comparable"
    } else if view.whole.compared(pair, at) == Compared::Outside {
        "not applicable"
    } else if view.whole.compared(pair, at) == Compared::Open {
        "open"
    } else if found.gained.iter().any(|m| m.link == at) {
        "gained"
    } else if found.lost.iter().any(|m| m.link == at) {
        "lost"
    } else {
        "same"
    }
}
