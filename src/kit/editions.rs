//! Which editions are these, and how do their scores spread?

use crate::analyze::scored::Scored;
use crate::analyze::summary::{Summary, summarize};
use crate::answer::columns::{Said, span};
use crate::model::{Edition, Span, Words};
use crate::page::column::{Column, Owner};
use crate::page::table::{Cell, Columns};

use super::origin::{edition, origin};
use super::table::Table;

struct Row<'a> {
    side: &'a Scored<'a>,
    summary: Summary,
}

/// One row for each edition, oldest first.
pub(super) fn editions<'a>(editions: &[&'a Scored<'a>]) -> Table<'a> {
    let of = |row: &Row<'a>| row.side;
    let date = Column::date("date", "When it was published, as far as it is known");
    let columns = edition(of)
        .with(Column::text("title", "Full title").owned(Owner::Edition), |row| {
            Cell::text(&*row.side.index.edition.title)
        })
        .with(date, |row| Cell::text(&*row.side.index.edition.date))
        .with(Column::text("catalog.title", "What the catalog is called"), |row| {
            Cell::text(&*row.side.index.catalog.title)
        })
        .and(size(super::words(editions)))
        .and(spread())
        .and(met())
        .and(published())
        .and(origin(of));
    let rows = editions.iter().map(|side| {
        let all: Vec<usize> = side.everybody().collect();
        Row { side, summary: summarize(side, &all) }
    });
    Table {
        name: "editions",
        stem: None,
        title: "Editions",
        about: "One row for each edition, oldest first",
        key: &["edition_id"],
        links: Vec::new(),
        rows: columns.table(rows),
    }
}

/// What an edition says of its publication.
fn published<'a>() -> Columns<'a, Row<'a>> {
    type Of = fn(&Edition) -> Option<&str>;
    let said: [(&str, &str, Of); 5] = [
        ("licence", "Licence of the scores of the edition's panel, as it was given", |edition| {
            edition.licence.as_deref()
        }),
        ("licence_url", "Where that licence can be read", |edition| edition.licence_url.as_deref()),
        ("site", "The index's site", |edition| edition.site.as_deref()),
        ("paper", "Where the paper about the edition is", |edition| edition.paper.as_deref()),
        ("citation", "How the edition asks to be cited", |edition| edition.citation.as_deref()),
    ];
    said.into_iter().fold(Columns::new(), |columns, (key, about, of)| {
        columns.with(Column::text(key, about), move |row: &Row<'a>| {
            Cell::maybe(of(&row.side.index.edition))
        })
    })
}

fn size<'a>(words: &Words) -> Columns<'a, Row<'a>> {
    let silent =
        words.say("Of those in it, developers of whom nothing was rated: they are in no mean");
    Columns::<Row<'a>>::new()
        .with(
            Column::count(
                "developers",
                "developers",
                words.say("Developers of whom anything was rated"),
            )
            .required(),
            |row| Cell::number(row.summary.developers),
        )
        .with(Column::count("not_rated", "developers", silent).required(), |row| {
            Cell::number(row.summary.silent)
        })
        .with(
            Column::count("indicators", "indicators", words.say("How many indicators were asked"))
                .required(),
            |row| Cell::number(row.summary.indicators),
        )
        .with(
            Column::number("max_score", "points", words.say("The most a developer can score"))
                .required(),
            |row| Cell::number(row.side.out_of()),
        )
}

/// A statistic.
type Of = fn(&Summary) -> Option<Span>;

/// Statistics of the scores; none of nothing.
fn spread<'a>() -> Columns<'a, Row<'a>> {
    let statistics: [(&str, &str, Of); 4] = [
        ("mean", "Mean score", |s| s.mean),
        ("median", "Median score", |s| s.median),
        ("lowest", "Lowest score", |s| s.min),
        ("highest", "Highest score", |s| s.max),
    ];
    let columns = statistics.into_iter().fold(Columns::new(), |columns, (word, about, of)| {
        let said = Said { word, ..Said::mean(about) };
        columns.and(span(&said, move |row: &Row<'a>| of(&row.summary)))
    });
    let sd = "Sample standard deviation of the scores; empty where a score is not known";
    columns.with(Column::number("sd", "points", sd), |row: &Row<'a>| Cell::known(row.summary.sd))
}

fn met<'a>() -> Columns<'a, Row<'a>> {
    let met = |key: &str, by: &str| {
        Column::count(key, "indicators", format!("Indicators for which {by} full points"))
            .required()
    };
    let open = Column::count("open", "answers", "Answers that are not decided").required();
    Columns::<Row<'a>>::new()
        .with(met("met_by_any", "somebody has"), |row| Cell::number(row.summary.met_by_any))
        .with(met("met_by_all", "everybody has"), |row| Cell::number(row.summary.met_by_all))
        .with(met("met_by_none", "nobody has, nor could have,"), |row| {
            Cell::number(row.summary.met_by_none)
        })
        .with(open, |row| Cell::number(row.summary.open))
}
