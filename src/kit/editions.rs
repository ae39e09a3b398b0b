//! Which editions are these, and how do their scores spread?

use crate::analyze::diff::Side;
use crate::analyze::summary::{Summary, summarize};
use crate::model::{Points, Ratio};

use super::origin::{edition, origin};
use super::table::{Columns, Field, Owner, Table, known, maybe, number, text};

struct Row<'a> {
    side: Side<'a>,
    summary: Summary,
    /// Whether anything was rated: statistics of nothing are not zero.
    rated: bool,
}

/// One row for each edition, oldest first.
pub(super) fn editions<'a>(editions: &[Side<'a>]) -> Table<'a> {
    let of = |row: &Row<'a>| row.side;
    let date = Field::date("date", "When it was published, as far as it is known");
    let columns = edition(of)
        .with(Field::text("title", "Full title").of(Owner::Edition), |row| {
            text(&row.side.index.edition.title)
        })
        .with(date, |row| text(&row.side.index.edition.date))
        .with(Field::text("catalog_title", "What the catalog is called"), |row| {
            text(&row.side.index.catalog.title)
        })
        .and(size())
        .and(spread())
        .and(met())
        .with(
            Field::text("licence", "Licence of the scores of the edition's panel, as it was given"),
            |row| maybe(row.side.index.edition.licence.as_deref()),
        )
        .with(Field::text("licence_url", "Where that licence can be read"), |row| {
            maybe(row.side.index.edition.licence_url.as_deref())
        })
        .with(Field::text("site", "The index's site"), |row| {
            maybe(row.side.index.edition.site.as_deref())
        })
        .with(Field::text("paper", "Where the paper about the edition is"), |row| {
            maybe(row.side.index.edition.paper.as_deref())
        })
        .with(Field::text("citation", "How the edition asks to be cited"), |row| {
            maybe(row.side.index.edition.citation.as_deref())
        })
        .and(origin(of));
    let rows = editions.iter().map(|side| {
        let all: Vec<usize> = (0..side.index.entries.len()).collect();
        let rated = all.iter().any(|d| side.sheet.tally(*d, 0..side.sheet.indicators).rated > 0);
        Row { side: *side, summary: summarize(side.sheet, &all), rated }
    });
    let (fields, rows) = columns.fill(rows);
    Table {
        name: "editions",
        title: "Editions",
        about: "One row for each edition, oldest first",
        fields,
        key: &["edition"],
        links: Vec::new(),
        rows,
    }
}

fn size<'a>() -> Columns<'a, Row<'a>> {
    let developers = Field::count("developers", "How many developers were scored").required();
    let indicators = Field::count("indicators", "How many indicators were asked").required();
    let out_of = Field::number("max_score", "The most a developer can score").required();
    Columns::<Row<'a>>::new()
        .with(developers, |row| number(row.summary.developers))
        .with(indicators, |row| number(row.summary.indicators))
        .with(out_of, |row| number(row.side.index.catalog.out_of(row.side.sheet.indicators)))
}

/// Statistics of the scores; none of nothing.
fn spread<'a>() -> Columns<'a, Row<'a>> {
    let field = |name: &str, about: &str| {
        Field::number(name, format!("{about}; open answers count as the least"))
    };
    let ratio = |value: fn(&Summary) -> Option<Ratio>| {
        move |row: &Row<'a>| known(value(&row.summary).filter(|_| row.rated).map(Ratio::to_f64))
    };
    let points = |value: fn(&Summary) -> Option<Points>| {
        move |row: &Row<'a>| known(value(&row.summary).filter(|_| row.rated))
    };
    let high = Field::number("mean_high", "Mean score if every open answer got the most");
    Columns::new()
        .with(field("mean", "Mean score"), ratio(|s| s.mean))
        .with(high, ratio(|s| s.mean_high))
        .with(field("median", "Median score"), ratio(|s| s.median))
        .with(field("sd", "Sample standard deviation of the scores"), |row: &Row<'a>| {
            known(row.summary.sd.filter(|_| row.rated))
        })
        .with(field("lowest", "Lowest score"), points(|s| s.min))
        .with(field("highest", "Highest score"), points(|s| s.max))
}

fn met<'a>() -> Columns<'a, Row<'a>> {
    let field = |name: &str, about: &str| Field::count(name, about).required();
    let met = |name: &str, by: &str| field(name, &format!("Indicators for which {by} full points"));
    Columns::<Row<'a>>::new()
        .with(met("met_by_any", "somebody has"), |row| number(row.summary.met_by_any))
        .with(met("met_by_all", "everybody has"), |row| number(row.summary.met_by_all))
        .with(met("met_by_none", "nobody has, nor could have,"), |row| {
            number(row.summary.met_by_none)
        })
        .with(field("open", "Answers without points: referred or unrated"), |row| {
            number(row.summary.open)
        })
}
