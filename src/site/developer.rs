//! One developer: every answer with its points, its reason and its sources.

use askama::Template;

use crate::analyze::breakdown::{By, groups};
use crate::analyze::diff::developers::{Comparable, Move};
use crate::analyze::scored::Scored;
use crate::answer::account::{Account, account, why};
use crate::grade::stated::shown;
use crate::model::Stance;
use crate::model::{Answer as Given, Cell, Group, Open, Ratio};
use crate::page::words::{NOT_APPLICABLE, plain as number, range, ranked, signed};

use super::base::Base;
use super::book::Book;
use super::charts::{Figure, Kind, figure};
use super::history::{Standing, standings};
use super::kin::{Piece, kin};
use super::summary;
use crate::format::web::{Reference, named, plain, reference};

#[derive(Template)]
#[template(path = "site/developer.html")]
pub(super) struct Developer {
    base: Base,
    name: String,
    model: Option<String>,
    edition: String,
    /// Not in the edition reported on.
    is_gone: bool,
    newest: String,
    score: String,
    out_of: String,
    rank: String,
    of: usize,
    traits: Vec<(String, String)>,
    summary: Vec<String>,
    /// Whom it came from and who took its place, where that is not one for one.
    kin: Vec<Vec<Piece>>,
    figure: Option<Figure>,
    rare: Few,
    common: Few,
    /// Whether anything is said of what its answers are about.
    has_models: bool,
    standings: Vec<Standing>,
    moved: Option<Moved>,
    domains: Vec<Domain>,
    /// Answers with all points, with fewer, and those not decided.
    counts: [usize; 3],
    has_open: bool,
}

/// The first of many indicators.
struct Few {
    shown: Vec<Peer>,
    /// How many there are.
    all: usize,
}

/// An indicator seen beside what others earned.
struct Peer {
    name: String,
    anchor: String,
    met_by: usize,
    of: usize,
    peers: Vec<(String, String)>,
    more: usize,
    known: Known,
}

/// What is known of an answer without all points.
#[derive(Default)]
struct Known {
    /// A sentence: that its reason is not known, or that criteria and panel differ.
    says: Option<String>,
    /// What the panel wrote of it.
    reason: Option<String>,
    /// What it lacks by the criteria, where somebody typed it.
    lacks: Vec<String>,
    /// What the indicator asks of anybody, where what it lacks is not known.
    asks: Vec<String>,
}

impl Known {
    fn new(account: &Account<'_>) -> Self {
        let phrases = |all: Vec<String>| all.iter().map(|text| plain(text)).collect();
        let by_panel = account.rater().is_panel();
        let reason = account.rating().filter(|_| by_panel).and_then(|r| r.reason.as_deref());
        Self {
            says: account.says().map(|text| plain(&text)),
            reason: reason.map(plain).filter(|text| !text.is_empty()),
            lacks: phrases(account.lacks()),
            asks: phrases(account.asks()),
        }
    }
}

/// What changed on what is comparable.
struct Moved {
    before: String,
    indicators: usize,
    old: String,
    new: String,
    change: String,
    gained: Vec<(String, Option<String>)>,
    lost: Vec<(String, Option<String>)>,
}

struct Domain {
    name: String,
    points: String,
    out_of: String,
    anchor: String,
    subdomains: Vec<Subdomain>,
}

struct Subdomain {
    name: String,
    /// Whether it is a whole domain, whose heading stands above.
    is_domain: bool,
    points: String,
    out_of: String,
    answers: Vec<Answer>,
}

/// One answer.
struct Answer {
    anchor: String,
    name: String,
    href: Option<String>,
    question: String,
    mark: Mark,
    /// What the criteria say, where they give the points.
    verdict: Option<&'static str>,
    newly_disclosed: bool,
    stance: Option<String>,
    values: Vec<(String, String)>,
    statement: Option<String>,
    sources: Vec<Reference>,
    known: Known,
}

/// Points of one answer: a sign, a word, a look.
pub(super) struct Mark {
    pub(super) class: &'static str,
    pub(super) sign: &'static str,
    pub(super) text: String,
}

impl Mark {
    /// Unknown is not zero: both kinds of it have their own words.
    pub(super) fn new(scored: &Scored<'_>, row: usize, at: usize) -> Self {
        let (cell, column) = (scored.cell(row, at), &scored.sheet.columns[at]);
        let (class, sign) = match cell {
            cell if column.is_full(cell) => ("met", "✓"),
            cell if column.is_least(cell) => ("no-point", "✗"),
            Cell::Rated(_) => ("part", "◐"),
            Cell::Open(Open::Unrated, ..) => {
                return Self { class: "unrated", sign: "–", text: "not rated".into() };
            }
            Cell::Open(..) => ("refer", "?"),
            Cell::NotApplicable | Cell::NotScored => ("unrated", "–"),
        };
        Self { class, sign, text: cell.to_string() }
    }
}

/// The most rows of a list that is not the whole.
const SHORT: usize = 8;
/// The most names beside each other.
const NAMES: usize = 6;

pub(super) fn page(book: &Book<'_>, edition: usize, row: usize) -> Developer {
    let view = book.view(edition);
    let entry = book.entry(edition, row);
    let name = book.name(edition, row);
    let label = book.labels[edition].clone();
    let scored = view.scored;
    let place = scored.place(row);
    let mut text = vec![summary::standing(book, edition, row)];
    text.extend(summary::moved(book, edition, row));
    let mut base =
        Base::new(book, 1, "developer", &format!("{name} · {}", book.title())).with_script();
    base.about.clone_from(&text[0]);
    let root = base.root;
    let traits = view.scored.index.edition.traits.iter().filter_map(|of| {
        let value = entry.disclosure.trait_value(of.id.as_str())?;
        let (_, label) = of.values.iter().find(|(known, _)| known == value)?;
        Some((named(&of.name), named(label)))
    });
    let told = standings(book, edition, row);
    let open = place.total.undecided();
    let met = scored.full(row);
    Developer {
        model: entry.disclosure.model.as_deref().map(named),
        is_gone: edition != book.newest(),
        newest: book.labels[book.newest()].clone(),
        score: range(place.score, view.scored.decimals()),
        out_of: number(place.out_of, 2),
        rank: ranked(place.rank),
        of: book.with_rank(edition),
        traits: traits.collect(),
        summary: text.into_iter().filter(|text| !text.is_empty()).collect(),
        kin: kin(book, edition, row),
        figure: figure(book, Kind::Profile(edition, row), root),
        rare: peers(book, edition, row, true),
        common: peers(book, edition, row, false),
        has_models: told.iter().any(|standing| standing.model.is_some()),
        standings: told,
        moved: moved(book, edition, row),
        domains: domains(book, edition, row),
        counts: [met, place.total.rated - met, open],
        has_open: open > 0,
        edition: label,
        name,
        base,
    }
}

/// Indicators whose points this developer has and fewest others have; or those for which it was rated
/// and given less, and most others have all points.
fn peers(book: &Book<'_>, edition: usize, row: usize, has: bool) -> Few {
    let view = book.view(edition);
    let catalog = &view.scored.index.catalog;
    let met = &book.met[edition];
    // A blank has no points by the criteria, but they had nothing to go by.
    let seen = |at: usize| {
        view.scored.sheet.rater.is_panel() || account(view.scored, row, at).grounds.is_typed()
    };
    let decided = |at: &usize| view.scored.cell(row, *at).points().is_some() && seen(*at);
    let mut found: Vec<usize> =
        catalog.all().filter(|at| decided(at) && view.scored.is_full(row, *at) == has).collect();
    if has {
        found.retain(|at| met[*at] * 2 <= view.scored.spoken_of(*at));
        found.sort_by_key(|at| (met[*at], *at));
    } else {
        found.retain(|at| met[*at] > 0);
        found.sort_by_key(|at| (std::cmp::Reverse(met[*at]), *at));
    }
    let all = found.len();
    found.truncate(SHORT);
    let peer = |at: usize| {
        let indicator = &catalog.indicators[at];
        let earners: Vec<usize> = view
            .places
            .iter()
            .map(|place| place.developer)
            .filter(|other| *other != row && view.scored.is_full(*other, at))
            .collect();
        let link = |other: &usize| {
            // The page of a developer shows its newest edition; elsewhere the answer is not there.
            let page = book.developer_page(edition, *other);
            let newest = book.lineage(edition, *other).newest();
            let anchor = if newest == Some((edition, *other)) {
                format!("{page}#i-{}", indicator.id)
            } else {
                page
            };
            (book.name(edition, *other), anchor)
        };
        let known = account(view.scored, row, at);
        Peer {
            name: named(&indicator.name),
            anchor: format!("i-{}", indicator.id),
            met_by: met[at],
            of: view.scored.spoken_of(at),
            more: earners.len().saturating_sub(NAMES),
            peers: earners.iter().take(NAMES).map(link).collect(),
            known: if has { Known::default() } else { Known::new(&known) },
        }
    };
    Few { shown: found.into_iter().map(peer).collect(), all }
}

/// What kind of answer it is, where that is not plain from what it says.
pub(super) fn stance(answer: &Given) -> Option<String> {
    let stance = answer.stance?;
    // What is there is plain from what the answer says.
    if stance == Stance::Disclosed && answer.in_part.is_none() {
        return None;
    }
    Some(plain(&answer.in_part(stance.said())))
}

fn moved(book: &Book<'_>, edition: usize, row: usize) -> Option<Moved> {
    let change = book.change(edition)?;
    let of = change.developers.iter().find(|d| d.new.is_some_and(|new| new.row == row))?;
    let found: &Comparable = of.comparable.as_ref().filter(|found| found.indicators > 0)?;
    let link = |m: &Move| {
        let at = change.whole.links[m.link].to.first().copied();
        let name = at.map(|at| plain(&book.catalog(edition).indicators[at].name));
        (name.unwrap_or_default(), at.and_then(|at| book.indicator_page(edition, at)))
    };
    Some(Moved {
        before: book.labels[edition - 1].clone(),
        indicators: found.indicators,
        old: number(found.old, 1),
        new: number(found.new, 1),
        change: signed(found.change(), 1),
        gained: found.gained.iter().map(link).collect(),
        lost: found.lost.iter().map(link).collect(),
    })
}

fn domains(book: &Book<'_>, edition: usize, row: usize) -> Vec<Domain> {
    let view = book.view(edition);
    let catalog = &view.scored.index.catalog;
    let leaves = groups(catalog, By::Subdomain);
    let points = |group: &Group| {
        let tally = view.scored.tally(row, &group.members);
        if tally.out_of == Ratio::ZERO {
            return (NOT_APPLICABLE.to_owned(), String::new());
        }
        (range(tally.score(), view.scored.decimals()), number(tally.out_of, 2))
    };
    let subdomain = |group: &Group| {
        let (points, out_of) = points(group);
        let answers = group.members.iter().map(|at| answer(book, edition, row, *at)).collect();
        let is_domain = catalog.domains.iter().any(|domain| domain.members == group.members);
        Subdomain { name: named(&group.name), is_domain, points, out_of, answers }
    };
    let domain = |(at, group): (usize, &Group)| {
        let (points, out_of) = points(group);
        let inside = leaves.iter().filter(|s| {
            s.members.first().is_some_and(|first| catalog.indicators[*first].domain == at)
        });
        Domain {
            name: named(&group.name),
            points,
            out_of,
            anchor: format!("d-{}", group.id),
            subdomains: inside.map(subdomain).collect(),
        }
    };
    let filled = catalog.domains.iter().enumerate().filter(|(_, group)| !group.members.is_empty());
    filled.map(domain).collect()
}

fn answer(book: &Book<'_>, edition: usize, row: usize, at: usize) -> Answer {
    let view = book.view(edition);
    let catalog = &view.scored.index.catalog;
    let indicator = &catalog.indicators[at];
    let answers = &book.entry(edition, row).disclosure.answers;
    let given: Option<&Given> = answers[at].as_ref();
    let by_criteria = view.scored.sheet.rater.is_criteria();
    let account = account(view.scored, row, at);
    let values = given.map_or(&[][..], |given| &given.values);
    let values = indicator.fields.iter().zip(values).filter_map(|(field, value)| {
        let value = value.as_ref()?;
        Some((field.id.as_str().replace(['-', '_'], " "), plain(&shown(value, field))))
    });
    let statement = given.and_then(|given| given.statement.as_deref()).map(plain);
    Answer {
        anchor: format!("i-{}", indicator.id),
        name: named(&indicator.name),
        href: book.indicator_page(edition, at),
        question: plain(&indicator.question),
        mark: Mark::new(view.scored, row, at),
        verdict: account.verdict.filter(|_| by_criteria).map(|(_, basis)| why(basis)),
        newly_disclosed: view.scored.index.edition.newly_disclosed(given) == Some(true),
        stance: given.and_then(stance),
        values: values.collect(),
        statement: statement.filter(|text| !text.is_empty()),
        sources: given.map_or_else(Vec::new, |given| given.sources.iter().map(reference).collect()),
        known: Known::new(&account),
    }
}
