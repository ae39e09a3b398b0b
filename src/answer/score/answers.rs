//! The page of `fmti score --long`.

use crate::analyze::scored::Scored;
use crate::answer::account::{Account, account};
use crate::answer::columns::{Asked, indicator, place, who};
use crate::grade::grounds::Grounds;
use crate::grade::stated::shown;
use crate::model::{Answer, Cell as Score, Open, Scale as Points, Stance, Words};
use crate::page::answer::{Page, Provenance};
use crate::page::column::{Column, Owner, Scale};
use crate::page::table::{Cell, Columns};

use super::{View, page, score_word};

/// The answer of a developer to an indicator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    /// The edition.
    pub(crate) scored: &'a Scored<'a>,
    /// Row of the scoresheet.
    pub(crate) developer: usize,
    /// Position of the indicator.
    pub(crate) at: usize,
}

impl<'a> Row<'a> {
    pub(crate) fn asked(&self) -> Asked<'a> {
        Asked { catalog: &self.scored.index.catalog, at: self.at }
    }

    pub(crate) fn answer(&self) -> Option<&'a Answer> {
        self.scored.index.entries[self.developer].disclosure.answers[self.at].as_ref()
    }

    fn cell(&self) -> Score {
        self.scored.cell(self.developer, self.at)
    }

    fn scale(&self) -> &'a Points {
        self.scored.index.catalog.scale_of(self.asked().card())
    }

    /// What may be said of it.
    pub(crate) fn account(&self) -> Account<'a> {
        account(self.scored, self.developer, self.at)
    }

    /// Each typed value in words: `size: 15T tokens`.
    fn values(&self) -> Vec<String> {
        let values = self.answer().map_or(&[][..], |answer| &answer.values);
        let fields = self.asked().card().fields.iter().zip(values);
        fields
            .filter_map(|(field, value)| {
                Some(format!("{}: {}", field.id, shown(value.as_ref()?, field)))
            })
            .collect()
    }
}

/// One row per developer and indicator.
pub fn answers<'a>(view: View<'a>) -> Page<'a> {
    let (scored, words) = (view.scored, view.scored.words());
    let (least, most) = scored.index.catalog.scale.bounds();
    let columns = who(words, |row: &Row<'a>| &row.scored.index.entries[row.developer])
        .and(place().of(|row: &Row<'a>| row.asked()))
        .and(indicator(words).of(|row: &Row<'a>| row.asked()))
        .and(points().each(|column| match column.key.as_deref() {
            Some("score") => column.titled("Score").scale(Scale::Rating(least, most)).keep(),
            Some("status") => column.titled("Status"),
            _ => column,
        }))
        .and(grounds())
        .and(disclosed(words));
    let rows = view.places.iter().flat_map(|place| {
        let row = |at| Row { scored, developer: place.developer, at };
        scored.index.catalog.all().map(row)
    });
    let page = page(view, columns.table(rows), "answers");
    Page { provenance: page.provenance.map(Provenance::for_machines), ..page }
}

/// What the rater gave.
pub(crate) fn points<'a>() -> Columns<'a, Row<'a>> {
    let states = [
        &[("rated", "it has points")],
        &Open::ALL.map(|(_, word, means)| (word, means))[..],
        &[("not-applicable", "the question does not arise"), ("not-scored", "it is only asked")],
    ];
    let about = "Points; empty where there are none, which is not zero: see status";
    let most = "The most that the answer can earn";
    Columns::<Row<'a>>::new()
        .with(Column::number("score", "points", about).owned(Owner::Rater), |row| {
            let share = row.scored.tally(row.developer, &[row.at]).share();
            let share = share.filter(|_| row.cell().points().is_some());
            Cell::known(row.cell().points())
                .shown(score_word(row.cell()))
                .share(share.map(|share| share.low.to_f64()))
        })
        .with(Column::number("max_score", "points", most).required(), |row| {
            Cell::number(row.scale().best())
        })
        .with(
            Column::choice("status", &states.concat(), "What the rater said of it").required(),
            |row| Cell::text(row.cell().state()),
        )
        .with(
            Column::text("reason", "Why the rater gave what it gave").owned(Owner::Rater),
            |row| Cell::maybe(row.account().reason()),
        )
}

/// What was disclosed.
pub(crate) fn disclosed<'a>(words: &Words) -> Columns<'a, Row<'a>> {
    let newly = words.say(
        "Whether it was disclosed for the first time through the index; empty where nobody wrote it \
         down",
    );
    let by = "Who wrote the statement, the stance and the typed values";
    Columns::<Row<'a>>::new()
        .with(
            Column::flag("newly_disclosed", newly)
                .alone(words.say("Newly disclosed"))
                .owned(Owner::Statements),
            |row| {
                let newly = row.scored.index.edition.newly_disclosed(row.answer());
                newly.map_or_else(Cell::default, Cell::flag)
            },
        )
        .with(stances(words).owned(Owner::Statements), |row| {
            Cell::maybe(row.answer().and_then(|answer| answer.stance).map(Stance::as_str))
        })
        .with(Column::text("in_part", IN_PART).owned(Owner::Statements), |row| {
            Cell::maybe(row.answer().and_then(|answer| answer.in_part.as_deref()))
        })
        .with(
            Column::sentences("values", "The typed values, each with its field")
                .owned(Owner::Statements),
            |row| Cell::sentences(row.values()),
        )
        .with(
            Column::text("statement", words.say("What was disclosed, in a few words"))
                .owned(Owner::Statements),
            |row| Cell::maybe(row.answer().and_then(|answer| answer.statement.as_deref())),
        )
        .with(Column::text("statement_by", by), |row| {
            let typed = row.answer().is_some_and(Answer::is_typed);
            Cell::maybe(row.scored.index.edition.words_by.as_deref().filter(|_| typed))
        })
        .with(
            Column::list("sources", "Addresses where it can be verified").owned(Owner::Edition),
            |row| {
                let sources = row.answer().into_iter().flat_map(|answer| &answer.sources);
                Cell::words(sources.filter_map(|source| source.url.as_deref()))
            },
        )
}

const IN_PART: &str = "The part that the stance is about; empty where it is about the whole";

fn stances(words: &Words) -> Column {
    let said = Stance::ALL.map(|(_, word, means, _)| (word, words.say(means)));
    let said: Vec<(&str, &str)> = said.iter().map(|(word, means)| (*word, &**means)).collect();
    let about = "What kind of answer it is; empty where nobody wrote it down, which is no answer";
    Column::choice("stance", &said, about)
}

/// What the points rest on. A score that stands alone finds nothing lacking.
pub(crate) fn grounds<'a>() -> Columns<'a, Row<'a>> {
    let words = Grounds::ALL.map(|grounds| (grounds.as_str(), grounds.about()));
    let about = "What the panel's score and the criteria's verdict come to";
    Columns::<Row<'a>>::new().with(Column::choice("grounds", &words, about).required(), |row| {
        Cell::text(row.account().grounds.as_str())
    })
}
