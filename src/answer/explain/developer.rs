//! The page of `fmti explain DEVELOPER`: every answer without all points.

use serde_json::{Value as Json, json};

use super::Subject;
use crate::analyze::breakdown::{By, groups};
use crate::analyze::standing::{met_by, rated, worth};
use crate::answer::account::{Account, NO_REASON};
use crate::grade::grounds::Grounds;
use crate::model::{Cell as Score, Ratio, Tally};
use crate::page::answer::{Page, Provenance, Section, number};
use crate::page::table::{Cell, Column, Table};
use crate::page::words::{open_answers, range, ranked};

/// One developer: score and rank, the parts with the largest and smallest shares, and every answer
/// without all points, those most others have the points for first.
pub fn developer(subject: Subject<'_>) -> Page {
    let catalog = &subject.index.catalog;
    let place = subject.places.iter().find(|place| place.developer == subject.developer);
    let full = Score::Rated(subject.sheet.bounds.1);
    let cells = subject.sheet.row(subject.developer);
    let mut missing: Vec<usize> = catalog.all().filter(|at| cells[*at] != full).collect();
    missing.sort_by_key(|at| (std::cmp::Reverse(met_by(subject.sheet, *at)), *at));
    // Machines get its parts.
    let mut known = Column::new("known", "What is asked, or would earn it");
    known.key = None;
    let columns = vec![
        Column::new("indicator", "Without the point").keep(),
        Column::machine("name"),
        Column::new("subdomain", "Subdomain"),
        Column::new("met_by", "Met by").right().keep(),
        Column::new("verdict", "Verdict"),
        Column::new("rank_then", "Rank with it").right(),
        Column::machine("points_then"),
        known,
        Column::machine("to_earn"),
        Column::machine("grounds"),
        Column::machine("says"),
        Column::machine("asks"),
    ];
    let silent = subject.is_silent();
    let (rows, records) = missing.into_iter().map(|at| row(subject, at)).unzip();
    let total = place.map(|place| place.total).unwrap_or_default();
    let place = place.filter(|_| !silent);
    let (best, weakest) = extremes(subject);
    let differing = |kind: Grounds| -> Vec<&str> {
        let all = catalog.all().filter(|at| subject.account(*at).grounds == kind);
        all.map(|at| subject.indicator(at).id.as_str()).collect()
    };
    let (without, with) = (differing(Grounds::MetWithout), differing(Grounds::NotMetWith));
    let differ = [
        (&without, "by the criteria met, and the panel did not give all points"),
        (&with, "by the criteria not met, and the panel gave all points"),
    ];
    let differ = differ.into_iter().filter(|(ids, _)| !ids.is_empty());
    let differ: Vec<String> =
        differ.map(|(ids, what)| format!("{what}: {}", ids.join(", "))).collect();
    let head = json!({
        "points": number(place.map(|_| total.low.to_f64())),
        "points_max": number(Some(total.high.to_f64())),
        "out_of": number(Some(total.out_of.to_f64())),
        "rank": place.map(|place| place.rank),
        "best": best,
        "weakest": weakest,
        "met_without_points": without,
        "not_met_with_points": with,
    });
    let mut sections: Vec<Section> = [("Highest shares", &best), ("Lowest shares", &weakest)]
        .into_iter()
        .filter(|(_, parts)| !parts.is_empty())
        .map(|(label, parts)| Section::line(label, parts.join(", ")))
        .collect();
    if !differ.is_empty() {
        sections.push(Section::new("Differ", differ));
    }
    Page {
        title: subject.title(),
        facts: place.map_or_else(
            || "not rated: no score, no rank".to_owned(),
            |place| {
                let rank = ranked(place.rank, place.tied);
                let of = subject.places.len();
                format!("{}/{} · rank {rank} of {of}", range(&total), total.out_of)
            },
        ),
        sections,
        table: Table { columns, rows },
        notes: notes(subject, &total),
        provenance: Some(Provenance::new(
            subject.index,
            subject.sheet.rater,
            &[super::Carried::Questions],
        )),
        head: subject.head(head),
        records_key: "missing",
        records,
        ..Page::default()
    }
}

/// One answer without all points, for people and for machines.
fn row(subject: Subject<'_>, at: usize) -> (Vec<Cell>, Json) {
    let catalog = &subject.index.catalog;
    let silent = subject.is_silent();
    let indicator = subject.indicator(at);
    let account = subject.account(at);
    let worth = worth(subject.sheet, subject.developer, at);
    let (wants, asks) = (subject.wants(at, &account), account.asks());
    let word = account.word();
    let count = met_by(subject.sheet, at);
    let subdomain = &catalog.subdomains[indicator.subdomain];
    let cells = vec![
        Cell::text(indicator.id.as_str()),
        Cell::text(indicator.name.as_str()),
        Cell::text(subdomain.id.as_str()).shown(subdomain.name.as_str()),
        Cell::number(count).shown(format!("{count}/{}", rated(subject.sheet, at))),
        Cell::text(word),
        if silent { Cell::default() } else { Cell::number(worth.rank_then) },
        if silent { Cell::default() } else { Cell::number(worth.then) },
        Cell::default().shown(known_of(&account, &wants, &asks)),
        Cell::text(wants.join("; ")),
        Cell::text(account.grounds.as_str()),
        Cell::maybe(account.says()),
        Cell::text(asks.join("; ")),
    ];
    let record = json!({
        "indicator": indicator.id,
        "name": indicator.name,
        "subdomain": subdomain.id,
        "met_by": count,
        "verdict": word,
        "basis": account.verdict.map(|(_, basis)| basis),
        "grounds": account.grounds.as_str(),
        "says": account.says(),
        "asks": asks,
        "points_then": number((!silent).then_some(worth.then.to_f64())),
        "rank_then": (!silent).then_some(worth.rank_then),
        "to_earn": wants,
    });
    (cells, record)
}

/// What is said once below the table.
fn notes(subject: Subject<'_>, total: &Tally) -> Vec<String> {
    let mut notes = vec!["`fmti explain DEVELOPER INDICATOR` shows one answer in full".to_owned()];
    let cells = subject.sheet.row(subject.developer).iter().enumerate();
    let alone = cells.filter(|(at, cell)| {
        matches!(cell, Score::Rated(_)) && subject.account(*at).grounds == Grounds::ScoreAlone
    });
    if alone.count() > 0 {
        notes.push(format!(
            "untyped: nobody typed the answer. The panel's score is all there is; where it wrote no \
             reason, {NO_REASON}"
        ));
    }
    let open = total.referred + total.unrated;
    if open > 0 {
        notes.push(open_answers(subject.sheet.rater, open, subject.sheet.indicators));
    }
    notes
}

/// One phrase for people: what would earn the point, in how far criteria and panel differ, or what is
/// asked of anybody. That a reason is not known is said once, below the table.
fn known_of(account: &Account<'_>, wants: &[String], asks: &[String]) -> String {
    if !wants.is_empty() {
        return format!("to earn it: {}", wants.join("; "));
    }
    let reason = || {
        let reason = account.rating()?.reason.as_ref()?;
        Some(format!("the panel’s reason: {reason}"))
    };
    let asks = || (!asks.is_empty()).then(|| format!("asked of anybody: {}", asks.join("; ")));
    let said = account.says().filter(|_| account.grounds.differs());
    said.or_else(reason).or_else(asks).unwrap_or_default()
}

/// The three subdomains with the largest and the three with the smallest share of their points, of
/// those in which anything was rated.
fn extremes(subject: Subject<'_>) -> (Vec<String>, Vec<String>) {
    let mut parts: Vec<(Ratio, String)> = groups(&subject.index.catalog, By::Subdomain)
        .iter()
        .filter_map(|group| {
            let tally = subject.sheet.tally(subject.developer, group.members.iter().copied());
            let share = tally.low.of(tally.out_of).filter(|_| !tally.is_silent())?;
            Some((share, format!("{} {}/{}", group.name, range(&tally), tally.out_of)))
        })
        .collect();
    parts.sort_by_key(|(share, _)| *share);
    let names = |parts: &[(Ratio, String)]| parts.iter().map(|(_, text)| text.clone()).collect();
    let count = parts.len().min(3);
    let weakest = names(&parts[..count]);
    parts.reverse();
    let best: Vec<(Ratio, String)> =
        parts.into_iter().take(3).filter(|(share, _)| share.to_f64() > 0.0).collect();
    (names(&best), weakest)
}
