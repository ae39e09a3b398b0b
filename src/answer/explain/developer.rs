//! The page of `fmti explain DEVELOPER`: every answer without all points.

use serde_json::json;

use super::Subject;
use crate::analyze::breakdown::{By, groups};
use crate::analyze::ranking::Rank;
use crate::analyze::worth::{Worth, worth};
use crate::answer::account::{Account, NO_REASON};
use crate::answer::columns::{Asked, Said, indicator, mean_share, place, rank, span};
use crate::grade::grounds::Grounds;
use crate::model::{Ratio, Span, Tally};
use crate::page::answer::{Page, Provenance, Section, number};
use crate::page::column::Column;
use crate::page::table::{Cell, Columns};
use crate::page::words::{open_answers, out_of, ranked};

/// One developer: score and rank, the parts with the largest and smallest shares, and every answer
/// without all points, those most others have the points for first.
pub fn developer(subject: Subject<'_>) -> Page<'_> {
    let catalog = &subject.scored.index.catalog;
    let scored = subject.scored;
    let place = scored.place(subject.developer);
    let mut missing: Vec<usize> = scored.without_full(subject.developer).collect();
    missing.sort_by_key(|at| (std::cmp::Reverse(scored.met_by(*at, scored.everybody())), *at));
    let total = place.total;
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
    let end = |end: fn(Span) -> Ratio| number(place.score.map(|score| end(score).to_f64()));
    let head = json!({
        "score": number(place.score.and_then(Span::known).map(Ratio::to_f64)),
        "score_low": end(|score| score.low),
        "score_high": end(|score| score.high),
        "max_score": number(Some(place.out_of.to_f64())),
        "rank": place.rank.and_then(Rank::known),
        "rank_best": place.rank.map(|rank| rank.best),
        "rank_worst": place.rank.map(|rank| rank.worst),
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
        command: "explain",
        title: subject.title(),
        facts: if place.score.is_some() {
            let (rank, of) = (ranked(place.rank), scored.places().len());
            format!(
                "{} · rank {rank} of {of}",
                out_of(place.score, place.out_of, scored.decimals())
            )
        } else {
            "not rated: no score, no rank".to_owned()
        },
        sections,
        table: table(subject).table(missing.iter().map(|at| Missing::new(subject, *at))),
        notes: notes(subject, &total),
        provenance: Some(Provenance::new(
            subject.scored.index,
            &subject.scored.sheet.rater,
            &[super::Carried::Questions],
        )),
        extra: subject.head(head),
        records_key: "missing",
        ..Page::default()
    }
}

/// One answer without all points.
struct Missing<'a> {
    at: usize,
    account: Account<'a>,
    worth: Option<Worth>,
    wants: Vec<String>,
    asks: Vec<String>,
}

impl<'a> Missing<'a> {
    fn new(subject: Subject<'a>, at: usize) -> Self {
        let account = subject.account(at);
        let worth = worth(subject.scored, subject.developer, at);
        let (wants, asks) = (subject.wants(at, &account), account.asks());
        Self { at, account, worth, wants, asks }
    }
}

fn table<'a>(subject: Subject<'a>) -> Columns<'a, Missing<'a>> {
    let scored = subject.scored;
    let asked = |row: &Missing<'a>| Asked { catalog: &scored.index.catalog, at: row.at };
    let has_subdomains = !scored.index.catalog.subdomains.is_empty();
    let known = Column::people("What is asked, or would earn it");
    // People know an answer by the id they can ask for.
    let columns = indicator(scored.words()).of(asked).each(|column| match column.key.as_deref() {
        Some("indicator.id") => column.titled("Without the point").keep(),
        _ => Column { title: None, ..column },
    });
    let place = place().of(asked).each(|column| match column.key.as_deref() {
        Some("subdomain.name") if has_subdomains => column.titled("Subdomain"),
        _ => column,
    });
    columns
        .and(place)
        .with(
            Column::count(
                "met_by",
                "developers",
                scored.words().say("Developers with full points"),
            )
            .titled(if scored.is_yes_or_no() { "Met by" } else { "Others have" })
            .keep(),
            move |row| {
                let count = scored.met_by(row.at, scored.everybody());
                Cell::number(count).shown(if scored.is_met_or_not(row.at) {
                    format!("{count}/{}", scored.spoken_of(row.at))
                } else {
                    mean_share(scored, row.at)
                })
            },
        )
        .with(Column::text("verdict", "What the criteria say").titled("Verdict"), |row| {
            Cell::text(row.account.word())
        })
        .with(Column::text("basis", "Why the criteria say that").nested(), |row| {
            Cell::maybe(row.account.verdict.map(|(_, basis)| basis.as_str()))
        })
        .and(
            rank("with full points on it, if nobody else moved", |row: &Missing<'a>| {
                row.worth.map(|worth| worth.rank_then)
            })
            .each(|column| match column.key.as_deref() {
                Some("rank") => column.titled("Rank with it").below("then"),
                _ => column.below("then"),
            }),
        )
        .and(
            span(&Said::score("Score with full points on it"), |row: &Missing<'a>| {
                row.worth.map(|worth| worth.then)
            })
            .each(|column| column.below("then")),
        )
        .with(known, |row| Cell::people(known_of(&row.account, &row.wants, &row.asks)))
        .with(Column::sentences("to_earn", "What would earn it, where that is known"), |row| {
            Cell::sentences(&row.wants)
        })
        .with(Column::text("grounds", "What the points rest on"), |row| {
            Cell::text(row.account.grounds.as_str())
        })
        .with(Column::text("says", "What is known of the points besides"), |row| {
            Cell::maybe(row.account.says())
        })
        .with(Column::sentences("asks", "What the indicator asks of anybody"), |row| {
            Cell::sentences(&row.asks)
        })
}

/// What is said once below the table.
fn notes(subject: Subject<'_>, total: &Tally) -> Vec<String> {
    let mut notes = vec!["`fmti explain DEVELOPER INDICATOR` shows one answer in full".to_owned()];
    let cells = subject.scored.sheet.row(subject.developer).iter().enumerate();
    let alone = cells.filter(|(at, cell)| {
        cell.points().is_some() && subject.account(*at).grounds == Grounds::ScoreAlone
    });
    if alone.count() > 0 {
        notes.push(format!(
            "untyped: nobody typed the answer. The panel's score is all there is; where it wrote no \
             reason, {NO_REASON}"
        ));
    }
    let open = total.undecided();
    if open > 0 {
        notes.push(open_answers(&subject.scored.sheet.rater, open, total.answers()));
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
    let mut parts: Vec<(Ratio, String)> = groups(&subject.scored.index.catalog, By::Subdomain)
        .iter()
        .filter_map(|group| {
            let tally = subject.scored.tally(subject.developer, &group.members);
            let share = tally.share()?.low;
            Some((
                share,
                format!(
                    "{} {}",
                    group.name,
                    out_of(tally.score(), tally.out_of, subject.scored.decimals())
                ),
            ))
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
