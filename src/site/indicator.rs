//! One indicator: what is asked, what earns the points, and who has them.

use askama::Template;

use crate::analyze::lineage::Lineage;
use crate::answer::account::account;
use crate::grade::requirements::{Requirement, instead, requirements};

use super::base::Base;
use super::book::Book;
use super::developer::{Mark, stance};
use super::history::{Relative, relatives, since};
use crate::format::web::{Reference, named, plain, reference};

#[derive(Template)]
#[template(path = "site/indicator.html")]
pub(super) struct Indicator {
    base: Base,
    name: String,
    number: usize,
    of: usize,
    catalog: String,
    domain: String,
    subdomain: String,
    theme: String,
    question: String,
    guidance: String,
    aliases: Vec<String>,
    requirements: Vec<Requirement>,
    instead: Vec<&'static str>,
    judge: Option<String>,
    /// The editions that ask it, the newest first, with how many have the points.
    editions: Vec<Asked>,
    developers: Vec<Row>,
    since: Option<String>,
    relatives: Vec<Relative>,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
    top: String,
}

struct Asked {
    label: String,
    /// What the figure is: how many have it, or the mean share.
    what: &'static str,
    figure: String,
    /// Of how many, or the unit.
    of: String,
}

struct Row {
    name: String,
    href: String,
    /// For each edition; `None` where the developer is not in it.
    marks: Vec<Option<Mark>>,
    /// What kind of answer the newest is, and what is known of its points.
    stance: Option<String>,
    says: Option<String>,
    statement: Option<String>,
    sources: Vec<Reference>,
}

/// Sources shown beside each developer.
const SOURCES: usize = 3;

pub(super) fn page(book: &Book<'_>, edition: usize, at: usize) -> Indicator {
    let catalog = book.catalog(edition);
    let indicator = &catalog.indicators[at];
    let id = indicator.id.as_str();
    let name = named(&indicator.name);
    // Every edition of this catalog that asks it, the newest first.
    let asked: Vec<(usize, usize)> = (0..book.site.editions.len())
        .rev()
        .filter(|e| book.catalog(*e).id == catalog.id)
        .filter_map(|e| Some((e, book.position(e, id)?)))
        .collect();
    let editions = asked.iter().map(|(e, at)| {
        let (met, of) = (book.met[*e][*at], book.view(*e).scored.spoken_of(*at));
        let scored = book.view(*e).scored;
        let label = book.labels[*e].clone();
        if scored.is_met_or_not(*at) {
            let (figure, of) = (met.to_string(), format!("of {of}"));
            return Asked { label, what: "have it", figure, of };
        }
        // Where there are more levels than two, how many have the best says little.
        let mean = scored.mean_share_on(*at).map_or_else(|| "–".to_owned(), |m| m.low.percent(0));
        Asked { label, what: "mean share", figure: mean, of: "%".to_owned() }
    });
    let neighbour = |other: Option<usize>| {
        let other = other.filter(|other| *other < catalog.indicators.len())?;
        let page = book.indicator_page(edition, other)?;
        Some((named(&catalog.indicators[other].name), page))
    };
    let (first, revised) = since(book, edition, at);
    let since = (book.site.editions.len() > 1).then(|| {
        let label = &book.labels[first];
        if revised { format!("{label}, revised since") } else { label.clone() }
    });
    let title = format!("{name} · {}", book.title());
    let mut base = Base::new(book, 2, "indicators", &title);
    base.about = plain(&indicator.question);
    Indicator {
        number: at + 1,
        of: catalog.indicators.len(),
        catalog: named(&catalog.title),
        domain: named(&catalog.domains[indicator.domain].name),
        subdomain: named(catalog.subdomain_of(indicator).map_or("", |group| &group.name)),
        theme: named(catalog.theme_of(indicator).map_or("", |group| &group.name)),
        question: plain(&indicator.question),
        guidance: plain(&indicator.guidance),
        aliases: indicator.aliases.iter().map(|alias| named(alias)).collect(),
        requirements: requirements(catalog, indicator)
            .into_iter()
            .map(|line| Requirement { about: plain(&line.about), text: plain(&line.text), ..line })
            .collect(),
        instead: instead(indicator),
        judge: indicator.judge.as_deref().map(plain),
        editions: editions.collect(),
        developers: rows(book, &asked, id),
        since,
        relatives: relatives(book, edition, at),
        before: neighbour(at.checked_sub(1)),
        after: neighbour(Some(at + 1)),
        top: catalog.scale_of(indicator).best().to_string(),
        name,
        base,
    }
}

/// Everybody who was asked, those of the newest edition by rank, full points first.
fn rows(book: &Book<'_>, asked: &[(usize, usize)], id: &str) -> Vec<Row> {
    let mut order: Vec<(&Lineage, (usize, usize), bool)> = Vec::new();
    for (e, at) in asked {
        let view = book.view(*e);
        for place in view.places {
            let lineage = book.lineage(*e, place.developer);
            if !order.iter().any(|(known, ..)| std::ptr::eq(*known, lineage)) {
                let met = view.scored.is_full(place.developer, *at);
                order.push((lineage, (*e, place.developer), met));
            }
        }
    }
    let newest = asked.first().map(|(e, _)| *e);
    order.sort_by_key(|(_, (e, _), met)| (Some(*e) != newest, !met));
    let row = |(lineage, (e, row), _): &(&Lineage, (usize, usize), bool)| {
        let mark = |(e, at): &(usize, usize)| {
            lineage.rows[*e].map(|row| Mark::new(book.view(*e).scored, row, *at))
        };
        let at = asked.iter().find(|(other, _)| other == e).map(|(_, at)| *at);
        let answers = &book.entry(*e, *row).disclosure.answers;
        let answer = at.and_then(|at| answers[at].as_ref());
        let says = at.and_then(|at| account(book.view(*e).scored, *row, at).says());
        let page = book.developer_page(*e, *row);
        let here = lineage.newest() == Some((*e, *row));
        Row {
            name: book.name(*e, *row),
            href: if here { format!("{page}#i-{id}") } else { page },
            marks: asked.iter().map(mark).collect(),
            stance: answer.and_then(stance),
            says: says.map(|text| plain(&text)),
            statement: answer.and_then(|answer| answer.statement.as_deref()).map(plain),
            sources: answer
                .map(|answer| answer.sources.iter().take(SOURCES).map(reference).collect())
                .unwrap_or_default(),
        }
    };
    order.iter().map(row).collect()
}
