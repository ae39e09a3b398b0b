//! What did every developer get for every indicator, why, and where can it be verified?

use crate::analyze::diff::Side;
use crate::answer::account::{Account, account, why};
use crate::answer::explain::stance_word;
use crate::grade::grounds::Grounds;
use crate::model::disclosure::WithheldFor;
use crate::model::{Answer, Cell, Points, Rater, Stance};
use crate::page::table::Datum;

use super::developers::who;
use super::indicators::{Asked, what};
use super::origin::{edition, origin};
use super::table::{Columns, Field, Link, Owner, Table, list, maybe, number, text};

/// The answer of one row of the edition to one indicator.
struct Row<'a> {
    asked: Asked<'a>,
    developer: usize,
}

impl<'a> Row<'a> {
    fn side(&self) -> Side<'a> {
        self.asked.side
    }

    fn answer(&self) -> Option<&'a Answer> {
        self.side().index.entries[self.developer].disclosure.answers[self.asked.at].as_ref()
    }

    fn cell(&self) -> Cell {
        self.side().sheet.row(self.developer)[self.asked.at]
    }

    fn account(&self) -> Account<'a> {
        account(self.side().index, self.side().sheet, self.developer, self.asked.at)
    }

    /// Why the rater of the sheet gave what it gave.
    fn reason(&self) -> Option<&'a str> {
        match (self.side().sheet.rater, self.cell()) {
            (_, Cell::Unrated) => None,
            (Rater::Panel, _) => self.answer()?.panel.as_ref()?.reason.as_deref(),
            (Rater::Criteria, _) => self.account().verdict.map(|(_, basis)| why(basis)),
        }
    }
}

/// One row for each edition, developer and indicator.
pub(super) fn answers<'a>(editions: &[Side<'a>]) -> Table<'a> {
    let columns = edition(Row::side)
        .and(who(|row: &Row<'a>| &row.side().index.entries[row.developer]))
        .and(what().of(|row: &Row<'a>| row.asked))
        .and(points(bounds(editions)))
        .and(disclosed())
        .and(origin(Row::side));
    let rows = editions.iter().flat_map(|side| {
        let cells = move |developer| {
            let row = move |at| Row { asked: Asked { side: *side, at }, developer };
            (0..side.sheet.indicators).map(row)
        };
        (0..side.index.entries.len()).flat_map(cells)
    });
    let (fields, rows) = columns.fill(rows);
    Table {
        name: "answers",
        title: "Answers",
        about: "One row for each edition, developer and indicator",
        fields,
        key: &["edition", "developer_id", "indicator_id"],
        links: vec![
            Link::new(&["edition", "developer_id"], "developers"),
            Link::new(&["edition", "indicator_id"], "indicators"),
        ],
        rows,
    }
}

/// The least and the most an answer can earn in any edition.
fn bounds(editions: &[Side<'_>]) -> (Points, Points) {
    let bounds = editions.iter().map(|side| side.sheet.bounds);
    bounds.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or_default()
}

/// The columns that say what the rater gave.
fn points<'a>(bounds: (Points, Points)) -> Columns<'a, Row<'a>> {
    let score = "Points; empty where there are none, which is not zero: see status";
    let most = "The most an answer can earn";
    let states = [
        ("rated", "it has points"),
        ("referred", "a person must judge it"),
        ("unrated", "the rater said nothing of it"),
    ];
    Columns::<Row<'a>>::new()
        .with(Field::number("score", score).within(bounds).of(Owner::Rater), |row| {
            match row.cell() {
                Cell::Rated(points) => number(points),
                Cell::Referred | Cell::Unrated => Datum::Empty,
            }
        })
        .with(Field::number("max_score", most).within(bounds).required(), |row| {
            number(row.side().sheet.bounds.1)
        })
        .with(Field::choice("status", &states, "What the rater said of it").required(), |row| {
            text(match row.cell() {
                Cell::Rated(_) => "rated",
                Cell::Referred => "referred",
                Cell::Unrated => "unrated",
            })
        })
        .with(Field::text("reason", "Why the rater gave what it gave").of(Owner::Rater), |row| {
            maybe(row.reason())
        })
        .with(grounds().required(), |row| text(row.account().grounds.as_str()))
}

/// What the points rest on. A score that stands alone finds nothing lacking.
fn grounds() -> Field {
    let words = Grounds::ALL.map(|grounds| (grounds.as_str(), grounds.about()));
    Field::choice("grounds", &words, "What the panel's score and the criteria's verdict come to")
}

/// The columns that say what was disclosed.
fn disclosed<'a>() -> Columns<'a, Row<'a>> {
    let urls = "Addresses where the answer can be verified";
    let newly = "Whether it was disclosed for the first time through the index; empty where the \
                 edition did not write that down";
    let by = "Who wrote the statement and the stance; empty where there is neither, or nobody says";
    Columns::<Row<'a>>::new()
        .with(stances().of(Owner::Statements), |row| {
            maybe(row.answer().and_then(|a| a.stance).map(stance_word))
        })
        .with(Field::flag("newly_disclosed", newly).of(Owner::Edition), |row| {
            let edition = &row.side().index.edition;
            edition.newly_disclosed(row.answer()).map_or(Datum::Empty, Datum::Flag)
        })
        .with(
            Field::text("statement", "What was disclosed, in a few words").of(Owner::Statements),
            |row| maybe(row.answer().and_then(|answer| answer.statement.as_deref())),
        )
        .with(Field::text("statement_by", by), |row| {
            let typed = row.answer().is_some_and(Answer::is_typed);
            maybe(row.side().index.edition.words_by.as_deref().filter(|_| typed))
        })
        .with(Field::list("evidence_url", urls).of(Owner::Edition), |row| {
            let sources = row.answer().into_iter().flat_map(|answer| &answer.sources);
            list(sources.filter_map(|source| source.url.as_deref()))
        })
}

fn stances() -> Field {
    let withheld = |why| stance_word(Stance::Withheld(why));
    let words = [
        (stance_word(Stance::Disclosed), "the information is there"),
        (stance_word(Stance::None), "there is no such practice, and that is said"),
        (stance_word(Stance::NoAccess), "the developer cannot know, and that is said"),
        (withheld(WithheldFor::Contract), "a contract forbids it"),
        (withheld(WithheldFor::Security), "for security or safety"),
        (withheld(WithheldFor::Other), "for another reason, or none given"),
        (stance_word(Stance::NotFound), "looked for and not found"),
    ];
    let about = "What kind of answer it is; empty where nobody wrote it down, which is no answer";
    Field::choice("stance", &words, about)
}
