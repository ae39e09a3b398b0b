//! All indicators of all catalogs.

use askama::Template;

use crate::analyze::breakdown::{By, groups};

use super::base::Base;
use super::book::Book;
use super::history::relatives;
use crate::format::web::{named, plain};
use crate::model::Ratio;

#[derive(Template)]
#[template(path = "site/indicators.html")]
pub(super) struct Indicators {
    base: Base,
    catalogs: Vec<Catalog>,
}

struct Catalog {
    title: String,
    id: String,
    edition: String,
    domains: Vec<(String, String)>,
    themes: Vec<(String, String)>,
    rows: Vec<Row>,
    /// The edition before or after with whose catalog it is compared.
    other: Option<String>,
}

struct Row {
    number: usize,
    name: String,
    href: String,
    question: String,
    subdomain: String,
    theme: String,
    /// What rows are sorted by: a share.
    value: String,
    /// How many have it, or the mean share where there are more levels than two.
    met: String,
    /// Of how many, or the unit.
    of: String,
    percent: String,
    relation: String,
    tokens: String,
}

pub(super) fn page(book: &Book<'_>) -> Indicators {
    let title = format!("Indicators · {}", book.title());
    Indicators {
        base: Base::new(book, 0, "indicators", &title).with_script(),
        catalogs: book.catalogs.iter().map(|edition| catalog(book, *edition)).collect(),
    }
}

fn catalog(book: &Book<'_>, edition: usize) -> Catalog {
    let catalog = book.catalog(edition);
    let row = |at: usize| {
        let indicator = &catalog.indicators[at];
        let scored = book.view(edition).scored;
        let (met, of) = (book.met[edition][at], scored.spoken_of(at));
        // Where there are more levels than two, how many have the best says little.
        let by_count = scored.is_met_or_not(at);
        let mean = || scored.mean_share_on(at).map(|mean| mean.low);
        let share = if by_count { scored.met_share(at) } else { mean() };
        let percent = |to| share.map_or_else(|| "–".to_owned(), |share: Ratio| share.percent(to));
        let relation = relatives(book, edition, at).into_iter().next();
        Some(Row {
            number: at + 1,
            name: named(&indicator.name),
            href: book.indicator_page(edition, at)?,
            question: plain(&indicator.question),
            subdomain: named(catalog.subdomain_of(indicator).map_or("", |group| &group.name)),
            theme: named(catalog.theme_of(indicator).map_or("", |group| &group.name)),
            value: share.map_or_else(String::new, |share| share.percent(3)),
            met: if by_count { met.to_string() } else { percent(0) },
            of: if by_count { format!("/{of}") } else { " %".to_owned() },
            percent: share.map_or_else(|| "0.0".into(), |share| share.percent(1)),
            relation: relation.map(|relation| relation.relation).unwrap_or_default(),
            tokens: indicator.theme.map_or_else(
                || format!("d={}", indicator.domain),
                |theme| format!("d={} h={theme}", indicator.domain),
            ),
        })
    };
    let rows: Vec<Row> = catalog.all().filter_map(row).collect();
    let choices = |by: By, key: &str| {
        let all = match by {
            By::Domain => &catalog.domains,
            _ => &catalog.themes,
        };
        let filled = groups(catalog, by);
        let filled = |id: &crate::model::Id| filled.iter().any(|group| group.id == *id);
        let shown = all.iter().enumerate().filter(|(_, group)| filled(&group.id));
        shown.map(|(at, group)| (format!("{key}={at}"), named(&group.name))).collect()
    };
    let other = catalog.all().find_map(|at| relatives(book, edition, at).into_iter().next());
    Catalog {
        title: named(&catalog.title),
        id: catalog.id.to_string(),
        edition: book.labels[edition].clone(),
        domains: choices(By::Domain, "d"),
        themes: choices(By::Theme, "h"),
        other: other.map(|relative| relative.edition),
        rows,
    }
}
