//! Generated editions of generated catalogs, with their own plain account of every cell.

use std::fmt;
use std::sync::Arc;

use fmti::model::index::Entry;
use fmti::model::method::Aggregation;
use fmti::model::rater::Kind;
use fmti::model::scale::{Better, Level, Values};
use fmti::model::{
    Answer, Catalog, Cell, Developer, Disclosure, Edition, Group, Id, Index, Indicator, Method,
    Open, Points, Rater, Rating, Scale, Scoresheet, Trait, Weight, Words,
};
use proptest::prelude::*;

/// The points one answer can have, in thousandths, ascending; and whether fewer are better.
pub(crate) const SCALES: [(&[i64], bool); 4] = [
    (&[0, 1000], false),
    (&[0, 1000, 2000, 3000, 4000], false),
    (
        &[
            -1000, -900, -800, -700, -600, -500, -400, -300, -200, -100, 0, 100, 200, 300, 400,
            500, 600, 700, 800, 900, 1000,
        ],
        false,
    ),
    (&[0, 1000, 2000, 3000, 4000, 5000], true),
];

/// Thousandths.
const WEIGHTS: [u32; 4] = [1000, 333, 2500, 500];

/// Thousandths, of domains and their only subdomains.
pub(crate) const DOMAIN_WEIGHTS: [u32; 3] = [1000, 2500, 500];

/// Every method that goes with scales below zero; sums twice, for they can be taken apart.
const METHODS: [Aggregation; 7] = [
    Aggregation::Sum,
    Aggregation::Sum,
    Aggregation::Percent,
    Aggregation::Mean,
    Aggregation::SubdomainMean,
    Aggregation::DomainMean,
    Aggregation::NestedMean,
];

/// One indicator.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    pub(crate) scale: usize,
    pub(crate) weight: u32,
    pub(crate) scored: bool,
    pub(crate) domain: usize,
}

impl Asked {
    /// What points count for, in thousandths: where fewer are better, as far from the other end.
    pub(crate) fn counted(self, points: i64) -> i64 {
        let (values, fewer) = SCALES[self.scale];
        if fewer { values[0] + values[values.len() - 1] - points } else { points }
    }

    /// The worst and the best that points can count for.
    pub(crate) fn ends(self) -> (i64, i64) {
        let values = SCALES[self.scale].0;
        (values[0], values[values.len() - 1])
    }
}

/// One cell as the test knows it: points in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    Rated(i64),
    Open(Open, i64, i64),
    NotApplicable,
    NotScored,
}

/// An edition, with the cells of one rater.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) index: Index,
    pub(crate) asked: Vec<Asked>,
    pub(crate) aggregation: Aggregation,
    /// By rater, developer and indicator.
    pub(crate) given: Vec<Vec<Vec<Given>>>,
}

impl fmt::Debug for Made {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}: {:?}", self.index.edition.id, self.aggregation)?;
        self.asked.iter().try_for_each(|asked| writeln!(out, "  {asked:?}"))?;
        for (rater, rows) in self.given.iter().enumerate() {
            rows.iter().try_for_each(|row| writeln!(out, "  rater {rater}: {row:?}"))?;
        }
        Ok(())
    }
}

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

fn points(thousandths: i64) -> Points {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    Points::parse(&format!("{sign}{whole}.{rest:03}")).unwrap()
}

fn scale(at: usize) -> Scale {
    let (values, fewer) = SCALES[at];
    let better = if fewer { Better::Fewer } else { Better::More };
    let level = |points: i64| Level {
        points: self::points(points),
        name: (at == 1).then(|| format!("level {points}")),
    };
    let values = match at {
        0 | 1 => Values::Levels(values.iter().map(|points| level(*points)).collect()),
        _ => Values::Range {
            least: points(values[0]),
            most: points(values[values.len() - 1]),
            step: Some(points(values[1] - values[0])),
        },
    };
    Scale { values, better }
}

/// The three raters.
pub(crate) fn raters() -> [Rater; 3] {
    let rater =
        |id: &str, name: &str, kind| Rater { id: id.to_owned(), name: name.to_owned(), kind };
    [Rater::panel(), rater("ann", "Ann", Kind::Person), rater("final", "both", Kind::Derived)]
}

fn catalog(asked: &[Asked], aggregation: Aggregation) -> Catalog {
    let groups = |kind: &str, count: usize, of: &dyn Fn(usize) -> usize| -> Vec<Group> {
        let members = |n: usize| (0..asked.len()).filter(|at| of(*at) == n).collect();
        let group =
            |n: usize| Group::new(id(&format!("{kind}-{n}")), format!("{kind} {n}"), members(n));
        let weighed = |n: usize| Group {
            weight: Weight::of_thousandths(DOMAIN_WEIGHTS[n]).unwrap(),
            ..group(n)
        };
        (0..count).map(weighed).collect()
    };
    let indicator = |(at, asked): (usize, &Asked)| Indicator {
        id: id(&format!("i{at}")),
        name: format!("Indicator {at}"),
        aliases: Vec::new(),
        theme: Some(at % 2),
        domain: asked.domain,
        subdomain: Some(asked.domain),
        question: "Which?".to_owned(),
        guidance: "All of it.".to_owned(),
        fields: Vec::new(),
        earns: None,
        // The catalog's own scale is the first.
        scale: (asked.scale > 0).then(|| scale(asked.scale)),
        weight: Weight::of_thousandths(asked.weight).unwrap(),
        scored: asked.scored,
        applies_to: Vec::new(),
        judge: None,
        examples: Vec::new(),
        also_earns: Vec::new(),
        counterparts: Vec::new(),
        file: format!("i{at}.yaml"),
        sha256: format!("hash of i{at}"),
    };
    let domain = |at: usize| asked[at].domain;
    Catalog {
        id: id("any-1"),
        title: "Any".to_owned(),
        published_by: None,
        words_by: None,
        scale: scale(0),
        method: Method { aggregation, ..Method::default() },
        bands: Vec::new(),
        words: Words::default(),
        domains: groups("domain", 3, &domain),
        subdomains: groups("subdomain", 3, &domain),
        themes: groups("theme", 2, &|at| at % 2),
        indicators: asked.iter().enumerate().map(indicator).collect(),
        sha256: "ab".repeat(32),
    }
}

impl Made {
    pub(crate) fn is_sum(&self) -> bool {
        self.aggregation == Aggregation::Sum
    }

    fn new(
        name: &str,
        asked: &[Asked],
        aggregation: Aggregation,
        given: [Vec<Vec<Given>>; 2],
    ) -> Self {
        let catalog = catalog(asked, aggregation);
        let both = |at: (&Given, &Given)| match at {
            (Given::Rated(one), Given::Rated(other)) if one != other => {
                Given::Open(Open::Disputed, *one.min(other), *one.max(other))
            }
            (Given::Rated(_), _) | (Given::NotApplicable, Given::NotApplicable) => *at.0,
            _ => *at.1,
        };
        let rows = given[0].iter().zip(&given[1]);
        let settled = rows.map(|(one, other)| one.iter().zip(other).map(both).collect()).collect();
        let entry = |(row, cells): (usize, &Vec<Given>)| {
            let developer = id(&format!("d{row}"));
            let answer = |(at, given): (usize, &Given)| {
                let rating = |thousandths: i64| Rating {
                    points: points(thousandths),
                    reason: Some(format!("reason {at}")),
                };
                let panel = match given {
                    Given::Rated(points) => Some(rating(*points)),
                    _ => None,
                };
                let statement = (at % 2 == 0).then(|| format!("They say {at}."));
                (at % 3 < 2).then(|| Answer { statement, panel, ..Answer::default() })
            };
            Entry {
                predecessors: Vec::new(),
                spots: Vec::new(),
                file: format!("{developer}.yaml"),
                disclosure: Disclosure {
                    developer: developer.clone(),
                    organisation: None,
                    assessed: true,
                    model: (row % 2 == 0).then(|| format!("Model {row}")),
                    traits: (row < 3).then(|| (id("weights"), "open".into())).into_iter().collect(),
                    answers: cells.iter().enumerate().map(answer).collect(),
                },
                developer: Developer {
                    name: format!("Developer {row}"),
                    aliases: Vec::new(),
                    succeeds: Vec::new(),
                    id: developer,
                },
            }
        };
        let weights = vec![("open".to_owned(), "Open".to_owned())];
        let edition = Edition {
            id: id(name),
            title: format!("Edition {name}"),
            date: format!("{name}-01"),
            catalog: catalog.id.clone(),
            citation: None,
            licence: None,
            licence_url: None,
            site: None,
            paper: None,
            attribution: None,
            published_by: None,
            words_by: None,
            records: Vec::new(),
            authors: Vec::new(),
            traits: vec![Trait { id: id("weights"), name: "Weights".into(), values: weights }],
        };
        let entries = given[0].iter().enumerate().map(entry).collect();
        let index = Index { edition, catalog: Arc::new(catalog), entries };
        let [panel, person] = given;
        Self { index, asked: asked.to_vec(), aggregation, given: vec![panel, person, settled] }
    }

    /// The cells of a rater as the library holds them.
    pub(crate) fn sheet(&self, rater: usize) -> Scoresheet {
        let developers = self.index.entries.iter().map(|e| e.developer.id.clone()).collect();
        let mut sheet = Scoresheet::new(raters()[rater].clone(), developers, &self.index.catalog);
        for (row, cells) in self.given[rater].iter().enumerate() {
            for (at, given) in cells.iter().enumerate() {
                let cell = match given {
                    Given::Rated(thousandths) => Cell::Rated(points(*thousandths)),
                    Given::Open(why, low, high) => Cell::Open(*why, points(*low), points(*high)),
                    Given::NotApplicable => Cell::NotApplicable,
                    Given::NotScored => Cell::NotScored,
                };
                sheet.set(row, at, cell);
            }
        }
        sheet
    }

    /// The same, with every open cell of a rater settled at one of the points it can have.
    pub(crate) fn settled(&self, rater: usize, choices: &[u8]) -> Self {
        let mut out = self.clone();
        let mut choices = choices.iter().cycle();
        for row in &mut out.given[rater] {
            for (asked, cell) in self.asked.iter().zip(row) {
                if let Given::Open(_, low, high) = *cell {
                    let values = SCALES[asked.scale].0.iter();
                    let can: Vec<i64> =
                        values.copied().filter(|points| (low..=high).contains(points)).collect();
                    let choice = usize::from(*choices.next().unwrap());
                    *cell = Given::Rated(can[choice % can.len()]);
                }
            }
        }
        out
    }
}

/// What is known of a cell, from two bytes.
fn cell(asked: Asked, open: bool, (kind, which): (u8, u8)) -> Given {
    let values = SCALES[asked.scale].0;
    let point = |at: u8| values[usize::from(at) % values.len()];
    if !asked.scored {
        return Given::NotScored;
    }
    match kind {
        0..40 => Given::NotApplicable,
        40..80 if open => {
            let (one, other) = (point(which), point(which / 7));
            Given::Open(Open::ALL[usize::from(which) % 5].0, one.min(other), one.max(other))
        }
        80..110 if open => {
            let (low, high) = asked.ends();
            Given::Open(Open::Unrated, low, high)
        }
        _ => Given::Rated(point(which)),
    }
}

fn asked() -> impl Strategy<Value = Vec<Asked>> {
    let one = (0..SCALES.len(), 0..WEIGHTS.len(), 0..5_u8, 0..3_usize);
    prop::collection::vec(one, 1..7).prop_map(|mut all| {
        // A domain is a run of indicators.
        all.sort_by_key(|one| one.3);
        let asked = |(scale, weight, scored, domain): (usize, usize, u8, usize)| Asked {
            scale,
            weight: WEIGHTS[weight],
            scored: scored > 0,
            domain,
        };
        all.into_iter().map(asked).collect()
    })
}

/// Developers of an edition at most.
const MOST: usize = 5;

/// Two editions of the same questions, each with its own scales and weights; every indicator is kept
/// as far as both ask it. With `open`, some answers are not decided.
pub(crate) fn two(open: bool) -> impl Strategy<Value = [Made; 2]> {
    let cells = || prop::collection::vec(any::<(u8, u8)>(), MOST * 7 * 2);
    let edition = move || (asked(), 1..=MOST, cells());
    (edition(), edition(), 0..METHODS.len(), any::<bool>()).prop_map(
        move |(old, new, method, same)| {
            let asked = [old.0.clone(), if same { old.0 } else { new.0 }];
            let made = |name: &str, asked: &[Asked], rows: usize, bytes: &[(u8, u8)]| {
                let mut bytes = bytes.iter();
                let mut given = || -> Vec<Vec<Given>> {
                    let row = |_| {
                        asked.iter().map(|one| cell(*one, open, *bytes.next().unwrap())).collect()
                    };
                    (0..rows).map(row).collect()
                };
                let both = [given(), given()];
                Made::new(name, asked, METHODS[method], both)
            };
            [made("2025", &asked[0], old.1, &old.2), made("2026", &asked[1], new.1, &new.2)]
        },
    )
}

/// One edition.
pub(crate) fn one() -> impl Strategy<Value = Made> {
    two(true).prop_map(|[made, _]| made)
}
