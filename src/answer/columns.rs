//! What several tables have columns of: who, what was asked, scores, ranks. Commands and a kit's data
//! use the same ones, so that no word has two meanings.

use crate::analyze::ranking::Rank;
use crate::analyze::scored::Scored;
use crate::model::catalog::Indicator;
use crate::model::index::Entry;
use crate::model::{Catalog, Group, Id, Ratio, Span, Tally, Words};
use crate::page::column::{Column, Owner};
use crate::page::table::{Cell, Columns};
use crate::page::words::{range, ranked, rounded};

/// Which developer a row is about.
pub fn who<'a, R: 'a>(words: &Words, of: impl Fn(&R) -> &'a Entry + Clone + 'a) -> Columns<'a, R> {
    let [id, name, organisation, model] = [of.clone(), of.clone(), of.clone(), of];
    Columns::new()
        .with(
            Column::id("developer.id", words.say("Id of the developer"))
                .alone(words.say("Developer id"))
                .required(),
            move |row| Cell::text(id(row).developer.id.as_str()),
        )
        .with(
            Column::text("developer.name", words.say("Name of the developer, as published"))
                .titled(words.ranked.capital())
                .keep()
                .required()
                .owned(Owner::Edition),
            move |row| Cell::text(name(row).developer.name.as_str()),
        )
        .with(
            Column::text("organisation", "Whose it is, where that is said").owned(Owner::Edition),
            move |row| Cell::maybe(organisation(row).disclosure.organisation.as_deref()),
        )
        .with(
            Column::text("model", "The model the answers are about").owned(Owner::Edition),
            move |row| Cell::maybe(model(row).disclosure.model.as_deref()),
        )
}

/// An indicator of a catalog.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// Its position.
    pub at: usize,
}

impl<'a> Asked<'a> {
    /// The card.
    pub fn card(&self) -> &'a Indicator {
        &self.catalog.indicators[self.at]
    }
}

/// Where an indicator stands: domain, subdomain and theme, each with id and name.
pub fn place<'a>() -> Columns<'a, Asked<'a>> {
    type Of = for<'c> fn(&'c Catalog, &Indicator) -> Option<&'c Group>;
    let groups: [(&str, Owner, &str, Of); 3] = [
        ("domain", Owner::Indicators, "", |catalog, card| catalog.domains.get(card.domain)),
        ("subdomain", Owner::Indicators, "", Catalog::subdomain_of),
        ("theme", Owner::Questions, ": what it is about, across domains", Catalog::theme_of),
    ];
    groups.into_iter().fold(Columns::new(), |columns, (name, owner, more, of)| {
        let id = Column::id(format!("{name}.id"), format!("Id of its {name}"));
        let about = format!("Name of its {name}{more}");
        let heading = Column::text(format!("{name}.name"), about).owned(owner);
        columns
            .with(id, move |row: &Asked<'a>| {
                Cell::maybe(of(row.catalog, row.card()).map(|group| group.id.as_str()))
            })
            .with(heading, move |row: &Asked<'a>| {
                Cell::maybe(of(row.catalog, row.card()).map(|group| group.name.as_str()))
            })
    })
}

/// The indicator itself.
pub fn indicator<'a>(words: &Words) -> Columns<'a, Asked<'a>> {
    let unique = words.say("Id of the indicator, unique in its catalog");
    Columns::<Asked<'a>>::new()
        .with(
            Column::id("indicator.id", unique).alone(words.say("Indicator id")).required(),
            |row| Cell::text(row.card().id.as_str()),
        )
        .with(
            Column::text("indicator.name", words.say("Name of the indicator, as published"))
                .titled(words.asked.capital())
                .keep()
                .owned(Owner::Indicators),
            |row| Cell::text(row.card().name.as_str()),
        )
}

/// A score, and out of how much.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// The score; nothing where nothing was rated.
    pub score: Option<Span>,
    /// The most it could be.
    pub out_of: Ratio,
}

impl From<Tally> for Amount {
    fn from(tally: Tally) -> Self {
        Self { score: tally.score(), out_of: tally.out_of }
    }
}

/// What is said of an amount.
#[derive(Clone, Debug)]
pub struct Said {
    /// What it is called in a column's name: `score`, `mean`.
    pub word: &'static str,
    /// What it is, in a few words: `Points in Upstream`.
    pub about: String,
    /// In what it is counted.
    pub unit: &'static str,
    /// As people read it.
    pub shown: fn(Option<Span>, Option<u32>) -> String,
    /// With how many decimals scores are published, where the index says so.
    pub decimals: Option<u32>,
}

impl Said {
    /// A score.
    pub fn score(about: impl Into<String>) -> Self {
        Self { word: "score", about: about.into(), unit: "points", shown: range, decimals: None }
    }

    /// A mean.
    pub fn mean(about: impl Into<String>) -> Self {
        Self {
            word: "mean",
            about: about.into(),
            unit: "points",
            shown: rounded_mean,
            decimals: None,
        }
    }

    /// The same with so many decimals, as the index publishes it.
    #[must_use]
    pub fn to(mut self, decimals: Option<u32>) -> Self {
        self.decimals = decimals;
        self
    }
}

/// A value that is known, and the two it lies between where answers are open.
pub fn span<'a, R: 'a>(
    said: &Said,
    of: impl Fn(&R) -> Option<Span> + Clone + 'a,
) -> Columns<'a, R> {
    let Said { word, about, unit, shown, decimals } = said;
    let (shown, decimals) = (*shown, *decimals);
    let number = |key: String, about: String| Column::number(key, unit, about);
    let [known, low, high] = [of.clone(), of.clone(), of];
    Columns::new()
        .with(
            number(
                (*word).to_owned(),
                format!("{about}; empty where open answers leave it unknown"),
            ),
            move |row| {
                Cell::known(known(row).and_then(Span::known)).shown(shown(known(row), decimals))
            },
        )
        .with(
            number(format!("{word}_low"), format!("{about}, if every open answer got the least"))
                .alone(format!("{about}, at least")),
            move |row| Cell::known(low(row).map(|span| span.low)),
        )
        .with(
            number(format!("{word}_high"), format!("{about}, if every open answer got the most"))
                .alone(format!("{about}, at most")),
            move |row| Cell::known(high(row).map(|span| span.high)),
        )
}

/// `40.7`, or `40.7–52.0` where answers are open.
fn rounded_mean(mean: Option<Span>, _: Option<u32>) -> String {
    mean.map_or_else(|| "–".to_owned(), |mean| rounded(mean, 1))
}

/// The mean share that those who are rated have on an indicator: `38 %`.
pub fn mean_share(scored: &Scored<'_>, at: usize) -> String {
    let mean = scored.mean_share_on(at);
    mean.map_or_else(|| "–".to_owned(), |mean| format!("{} %", mean.low.percent(0)))
}

/// The columns of [`span`], and the most it could be.
pub fn amount<'a, R: 'a>(
    said: &Said,
    of: impl Fn(&R) -> Option<Amount> + Clone + 'a,
) -> Columns<'a, R> {
    let score = of.clone();
    let most = "The most that could be had, of what applies";
    span(said, move |row| score(row)?.score).with(
        Column::number("max_score", "points", most).alone(format!("{}, out of", said.about)),
        move |row| Cell::known(of(row).map(|amount| amount.out_of)),
    )
}

/// A rank that is known, and the best and the worst it may be where scores are ranges.
pub fn rank<'a, R: 'a>(
    among: &str,
    of: impl Fn(&R) -> Option<Rank> + Clone + 'a,
) -> Columns<'a, R> {
    let [known, best, worst, tied] = [of.clone(), of.clone(), of.clone(), of];
    let about = format!("Rank {among}: 1, 2, 2, 4; empty where open answers leave it unknown");
    Columns::new()
        .with(Column::rank("rank", about), move |row| {
            Cell::known(known(row).and_then(Rank::known)).shown(ranked(known(row)))
        })
        .with(Column::rank("rank_best", format!("The best that the rank {among} may be")), {
            move |row| Cell::known(best(row).map(|rank| rank.best))
        })
        .with(Column::rank("rank_worst", format!("The worst that the rank {among} may be")), {
            move |row| Cell::known(worst(row).map(|rank| rank.worst))
        })
        .with(Column::flag("tied", format!("Whether another has the same rank {among}")), {
            move |row| tied(row).map_or_else(Cell::default, |rank| Cell::flag(rank.tied))
        })
}

/// Columns of one of many parts, each below the part's own path: `domain.upstream.score`.
pub fn of_part<'a, R: 'a>(kind: &str, id: &Id, columns: Columns<'a, R>) -> Columns<'a, R> {
    let (path, family) = (format!("{kind}.{id}"), format!("{kind}.ID"));
    columns.each(|column| {
        let own = column.key.clone().unwrap_or_default();
        column.below(&path).one_of(format!("{family}.{own}"))
    })
}
