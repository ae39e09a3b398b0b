//! Which developers do not reach what is wanted of an edition?

use crate::model::gate::{Bar, Breach, Gate, Seen};
use crate::model::{Id, Ratio};
use crate::text::words::between;

use super::gates::{key, largest_first};
use super::scored::Scored;

/// Developers of one edition that do not reach a bar. A score that is only known to lie between two
/// ends reaches what its lower end does: more is not shown.
pub fn below(scored: &Scored<'_>, rows: &[usize], bar: &Bar) -> Vec<Breach> {
    let short = |row: &usize| {
        let developer = &scored.index.entries[*row].developer;
        let (gate, subject, members, wanted, what) = want(scored, bar);
        let tally = scored.tally(*row, &members);
        let points = match bar {
            Bar::Score(_) => scored.score(*row).unwrap_or(tally.points),
            Bar::Domain(..) | Bar::Indicator(_) => tally.points,
        };
        // What does not apply to a developer is not wanted of it.
        let applies = gate != Gate::Require || tally.out_of != Ratio::ZERO;
        if points.low >= wanted || !applies {
            return None;
        }
        let has = between(&points.low.to_string(), &points.high.to_string());
        let judge =
            if points.high >= wanted { ", and open answers could make up for it" } else { "" };
        let at = (gate == Gate::Require).then(|| members.first().copied()).flatten();
        Some(Breach {
            key: key(gate, Some(&developer.id), subject),
            by: wanted - points.low,
            message: format!("{} has {has} of the {wanted} wanted {what}{judge}", developer.name),
            seen: Seen::New(*row, at),
        })
    };
    let mut found: Vec<Breach> = rows.iter().filter_map(short).collect();
    largest_first(&mut found);
    found
}

type Want<'a> = (Gate, Option<&'a Id>, Vec<usize>, Ratio, String);

/// The gate, its subject, the indicators that count, how many points are wanted, and of what.
fn want<'a>(scored: &Scored<'a>, bar: &Bar) -> Want<'a> {
    let catalog = &scored.index.catalog;
    match bar {
        Bar::Score(points) => {
            let all = catalog.all().collect();
            (Gate::MinScore, None, all, points.exact(), "in total".to_owned())
        }
        Bar::Domain(at, points) => {
            let domain = &catalog.domains[*at];
            let what = format!("in {}", domain.name);
            (Gate::MinDomain, Some(&domain.id), domain.members.clone(), points.exact(), what)
        }
        Bar::Indicator(at) => {
            let indicator = &catalog.indicators[*at];
            let what = format!("on {}", indicator.name);
            (Gate::Require, Some(&indicator.id), vec![*at], scored.out_of_on(&[*at]), what)
        }
    }
}
