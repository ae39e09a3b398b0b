//! Small editions made up in memory: by hand, or at random.

use std::fmt;
use std::sync::Arc;

use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::scored::Scored;
use fmti::model::crosswalk::{Change, Related, Relation};
use fmti::model::index::Entry;
use fmti::model::{
    Catalog, Cell, Crosswalk, Developer, Developers, Disclosure, Edition, Group, Id, Index,
    Indicator, Method, Open, Points, Rater, Scale, Scoresheet, Weight, Words,
};
use proptest::prelude::*;

pub(crate) fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

/// A catalog with these indicators, in up to three domains and two themes.
pub(crate) fn catalog(name: &str, scale: &[i32], indicators: &[String]) -> Catalog {
    let most = indicators.len().max(1);
    let domain_of = |at: usize| at * 3 / most;
    let groups = |kind: &str, count: usize, of: &dyn Fn(usize) -> usize| -> Vec<Group> {
        let members = |n: usize| (0..indicators.len()).filter(|at| of(*at) == n).collect();
        let group =
            |n: usize| Group::new(id(&format!("{kind}-{n}")), format!("{kind} {n}"), members(n));
        (0..count).map(group).collect()
    };
    let indicator = |(at, id): (usize, &String)| Indicator {
        id: self::id(id),
        name: format!("Indicator {id}"),
        aliases: Vec::new(),
        theme: Some(at % 2),
        domain: domain_of(at),
        subdomain: Some(domain_of(at)),
        question: String::new(),
        guidance: String::new(),
        fields: Vec::new(),
        earns: None,
        scale: None,
        weight: Weight::ONE,
        scored: true,
        applies_to: Vec::new(),
        judge: None,
        examples: Vec::new(),
        also_earns: Vec::new(),
        counterparts: Vec::new(),
        file: format!("{id}.yaml"),
        sha256: format!("hash of {id}"),
    };
    Catalog {
        id: id(name),
        title: name.to_owned(),
        published_by: None,
        words_by: None,
        scale: Scale::levels(scale.iter().map(|points| Points::whole(*points))),
        method: Method::default(),
        bands: Vec::new(),
        words: Words::default(),
        domains: groups("domain", 3, &domain_of),
        subdomains: groups("subdomain", 3, &domain_of),
        themes: groups("theme", 2, &|at| at % 2),
        indicators: indicators.iter().enumerate().map(indicator).collect(),
        sha256: format!("hash of {name}"),
    }
}

/// An edition with its scoresheet.
#[derive(Clone)]
pub(crate) struct Made {
    pub(crate) index: Index,
    pub(crate) sheet: Scoresheet,
}

impl Made {
    /// An edition of a catalog: developers by id, each with its cells.
    pub(crate) fn new(
        edition: &str,
        catalog: &Arc<Catalog>,
        known: &Developers,
        mut rows: Vec<(Developer, Vec<Cell>)>,
    ) -> Self {
        rows.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        let ids = rows.iter().map(|(developer, _)| developer.id.clone()).collect();
        let columns = catalog.indicators.len();
        let mut sheet = Scoresheet::new(Rater::panel(), ids, catalog);
        let mut entries = Vec::new();
        for (row, (developer, cells)) in rows.into_iter().enumerate() {
            assert_eq!(cells.len(), columns);
            for (column, cell) in cells.into_iter().enumerate() {
                sheet.set(row, column, cell);
            }
            entries.push(Entry {
                predecessors: known.predecessors(&developer),
                file: format!("{edition}/{}.yaml", developer.id),
                spots: Vec::new(),
                disclosure: Disclosure {
                    developer: developer.id.clone(),
                    organisation: None,
                    assessed: true,
                    model: None,
                    traits: Vec::new(),
                    answers: vec![None; columns],
                },
                developer,
            });
        }
        let edition = Edition {
            id: id(edition),
            title: format!("Edition {edition}"),
            date: "2026".to_owned(),
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
            traits: Vec::new(),
        };
        Self { index: Index { edition, catalog: Arc::clone(catalog), entries }, sheet }
    }

    /// The edition, scored. What a comparison borrows outlives it: a test is short.
    pub(crate) fn scored(&self) -> &Scored<'_> {
        Box::leak(Box::new(Scored::new(&self.index, self.sheet.clone())))
    }

    /// The row of a developer.
    pub(crate) fn row(&self, developer: &str) -> usize {
        self.index.entries.iter().position(|e| e.developer.id.as_str() == developer).unwrap()
    }
}

/// What a person needs to see of it.
impl fmt::Debug for Made {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<&str> = self.index.catalog.indicators.iter().map(|i| i.id.as_str()).collect();
        writeln!(out, "{:?} scale {:?}", ids, self.index.catalog.scale)?;
        for (row, entry) in self.index.entries.iter().enumerate() {
            let before: Vec<&str> = entry.predecessors.iter().map(Id::as_str).collect();
            let cell = |cell: &Cell| match cell {
                Cell::Rated(points) => points.to_string(),
                Cell::Open(Open::Referred, ..) => "?".to_owned(),
                _ => "-".to_owned(),
            };
            let cells: Vec<String> = self.sheet.row(row).iter().map(cell).collect();
            writeln!(out, "  {} < {before:?}: {}", entry.developer.id, cells.join(" "))?;
        }
        Ok(())
    }
}

/// An answer that may yet have any points of a scale.
pub(crate) fn made_open(scale: &[i32], why: Open) -> Cell {
    let end = |points: Option<&i32>| Points::whole(*points.unwrap());
    Cell::Open(why, end(scale.first()), end(scale.last()))
}

pub(crate) fn developer(name: &str, succeeds: &[&str]) -> Developer {
    Developer {
        id: id(name),
        name: name.to_uppercase(),
        aliases: Vec::new(),
        succeeds: succeeds.iter().map(|s| id(s)).collect(),
    }
}

/// Two editions and the crosswalk between their catalogs.
#[derive(Clone)]
pub(crate) struct Two {
    pub(crate) old: Made,
    pub(crate) new: Made,
    pub(crate) crosswalk: Crosswalk,
    pub(crate) basis: Basis,
}

impl fmt::Debug for Two {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "old {:?}new {:?}{:?}", self.old, self.new, self.basis)?;
        for related in &self.crosswalk.relations {
            let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(" ");
            let (from, to) = (ids(&related.from), ids(&related.to));
            writeln!(out, "  {:?}: {from} -> {to}", related.relation)?;
        }
        Ok(())
    }
}

impl Two {
    pub(crate) fn compare(&self) -> Comparison<'_> {
        Comparison::new(self.old.scored(), self.new.scored(), &self.crosswalk, self.basis)
    }

    /// The same, looked at from the newer edition.
    pub(crate) fn reversed(&self) -> Self {
        Self {
            old: self.new.clone(),
            new: self.old.clone(),
            crosswalk: self.crosswalk.clone().reversed(),
            basis: self.basis,
        }
    }

    /// An edition with itself.
    pub(crate) fn with_itself(made: &Made, basis: Basis) -> Self {
        let catalog = &made.index.catalog;
        Self {
            old: made.clone(),
            new: made.clone(),
            crosswalk: Crosswalk::of_versions(catalog, catalog),
            basis,
        }
    }
}

const SCALES: [&[i32]; 6] = [&[0, 1], &[0, 1], &[0, 50, 100], &[0, 1, 3], &[1, 2, 7], &[-1, 0, 2]];
/// Developers there may be.
const POOL: usize = 7;

fn relation() -> impl Strategy<Value = (Relation, usize, usize)> {
    prop_oneof![
        3 => Just((Relation::Kept, 1, 1)),
        2 => Just((Relation::Revised(Some(Change::Stricter)), 1, 1)),
        1 => (2..4_usize).prop_map(|n| (Relation::Split, 1, n)),
        1 => (2..4_usize).prop_map(|n| (Relation::Merged, n, 1)),
        1 => Just((Relation::Added, 0, 1)),
        1 => Just((Relation::Dropped, 1, 0)),
    ]
}

/// Two editions at random: catalogs of other scales and sizes, a crosswalk over all of both, some
/// developers in one edition and some in both, some of which took others' places. With `open`, some
/// answers are not decided.
pub(crate) fn two(open: bool) -> impl Strategy<Value = Two> {
    let relations = prop::collection::vec(relation(), 1..9);
    let sized = relations.prop_filter("both catalogs ask something", |relations| {
        relations.iter().any(|r| r.1 > 0) && relations.iter().any(|r| r.2 > 0)
    });
    sized.prop_flat_map(move |relations| {
        let count = |of: fn(&(Relation, usize, usize)) -> usize| relations.iter().map(of).sum();
        let (olds, news): (usize, usize) = (count(|r| r.1), count(|r| r.2));
        let names = |prefix: &str, count: usize| -> Vec<String> {
            (0..count).map(|n| format!("{prefix}{n}")).collect()
        };
        let cells = |count: usize| prop::collection::vec(any::<u8>(), POOL * count);
        (
            Just(relations),
            Just(names("a", olds)).prop_shuffle(),
            Just(names("b", news)).prop_shuffle(),
            (0..SCALES.len(), 0..SCALES.len()),
            prop::collection::vec(0..4_u8, POOL),
            prop::collection::vec((0..POOL, 0..POOL), 0..5),
            (cells(olds), cells(news)),
            any::<bool>(),
        )
            .prop_map(
                move |(relations, olds, news, scales, presence, succeeds, cells, revised)| {
                    let name = |at: usize| format!("d{at}");
                    let known = Developers::new(
                        (0..POOL)
                            .map(|at| {
                                let mine = succeeds.iter().filter(|(later, _)| *later == at);
                                let before: Vec<String> = mine.map(|(_, n)| name(*n)).collect();
                                let before: Vec<&str> = before.iter().map(String::as_str).collect();
                                developer(&name(at), &before)
                            })
                            .collect(),
                    );
                    let made =
                        |edition: &str, bit: u8, ids: &[String], scale: usize, bytes: &[u8]| {
                            let scale = SCALES[scale];
                            // In another order than the crosswalk's.
                            let mut sorted = ids.to_vec();
                            sorted.sort();
                            let catalog =
                                Arc::new(catalog(&format!("of-{edition}"), scale, &sorted));
                            let undecided = |why| made_open(scale, why);
                            let cell = |byte: u8| match byte {
                                0..20 if open => undecided(Open::Referred),
                                20..30 if open => undecided(Open::Unrated),
                                rated => Cell::Rated(Points::whole(
                                    scale[usize::from(rated) % scale.len()],
                                )),
                            };
                            let here = (0..POOL).filter(|at| presence[*at] & bit != 0);
                            let rows = here.map(|at| {
                                let cells = &bytes[at * ids.len()..][..ids.len()];
                                let developer = known.get(&name(at)).unwrap().clone();
                                (developer, cells.iter().map(|byte| cell(*byte)).collect())
                            });
                            Made::new(edition, &catalog, &known, rows.collect())
                        };
                    let (mut from, mut to) = (olds.iter(), news.iter());
                    let related = |(relation, before, after): &(Relation, usize, usize)| Related {
                        relation: *relation,
                        published: false,
                        from: from.by_ref().take(*before).map(|name| id(name)).collect(),
                        to: to.by_ref().take(*after).map(|name| id(name)).collect(),
                        reason: "made up".to_owned(),
                    };
                    let relations = relations.iter().map(related).collect();
                    let crosswalk = Crosswalk {
                        from: id("of-old"),
                        to: id("of-new"),
                        attribution: "made up".to_owned(),
                        published_by: None,
                        relations,
                    };
                    Two {
                        old: made("old", 1, &olds, scales.0, &cells.0),
                        new: made("new", 2, &news, scales.1, &cells.1),
                        crosswalk,
                        basis: Basis { revised },
                    }
                },
            )
    })
}
