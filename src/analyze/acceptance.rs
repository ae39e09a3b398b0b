//! Which breaches are let through?

use std::collections::HashMap;

use crate::model::Points;
use crate::model::gate::{Allowance, Breach, Key, Known};

/// Breaches, and what became of what would have let them through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Breaches that stand.
    pub failed: Vec<Breach>,
    /// Breaches let through, with why.
    pub accepted: Vec<(Breach, String)>,
    /// Positions of what the baseline lists and is no breach any more.
    pub gone: Vec<usize>,
    /// Positions of allowances that let nothing through.
    pub unused: Vec<usize>,
    /// Positions of allowances whose day is past.
    pub expired: Vec<usize>,
}

/// Lets through what the baseline knows, at most as large as it was then, and what an allowance
/// covers that has not expired. `today` is `YYYY-MM-DD`; an allowance holds through its last day.
pub fn judge(
    breaches: Vec<Breach>,
    baseline: &[Known],
    allowances: &[Allowance],
    today: &str,
) -> Outcome {
    let expired = |a: &Allowance| a.expires.as_deref().is_some_and(|last| last < today);
    let mut outcome = Outcome::default();
    let (mut known, mut used) = (vec![false; baseline.len()], vec![false; allowances.len()]);
    let mut accepted: HashMap<&Key, (Points, Vec<usize>)> = HashMap::new();
    for (at, known) in baseline.iter().enumerate() {
        let (most, places) = accepted.entry(&known.key).or_default();
        *most = (*most).max(known.by);
        places.push(at);
    }
    for mut breach in breaches {
        let most = accepted.get(&breach.key).map(|(most, places)| {
            for at in places {
                known[*at] = true;
            }
            *most
        });
        match most {
            Some(most) if breach.by <= most.exact() => {
                outcome.accepted.push((breach, "known to the baseline".to_owned()));
                continue;
            }
            Some(most) => breach.message += &format!(" (the baseline accepts {most})"),
            None => {}
        }
        let allowed = allowances.iter().position(|a| !expired(a) && a.covers(&breach.key));
        match allowed {
            Some(at) => {
                used[at] = true;
                outcome.accepted.push((breach, allowances[at].reason.clone()));
            }
            None => outcome.failed.push(breach),
        }
    }
    outcome.gone = (0..baseline.len()).filter(|at| !known[*at]).collect();
    outcome.expired = (0..allowances.len()).filter(|at| expired(&allowances[*at])).collect();
    outcome.unused =
        (0..allowances.len()).filter(|at| !used[*at] && !expired(&allowances[*at])).collect();
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;
    use crate::model::gate::{Gate, Seen};

    fn breach(developer: &str, by: i32) -> Breach {
        let developer = Some(Id::parse(developer).unwrap());
        let key = Key { gate: Gate::ScoreDrop, developer, subject: None };
        let (by, message) = (Points::whole(by).exact(), String::new());
        Breach { key, by, message, seen: Seen::Edition }
    }

    fn allowance(developer: Option<&str>, expires: Option<&str>) -> Allowance {
        Allowance {
            gate: Gate::ScoreDrop,
            developer: developer.map(|d| Id::parse(d).unwrap()),
            subject: None,
            reason: "agreed".to_owned(),
            expires: expires.map(str::to_owned),
        }
    }

    #[test]
    fn a_known_breach_passes_until_it_grows() {
        let baseline = [Known { key: breach("a", 3).key, by: Points::whole(3) }];
        let judged = |by| judge(vec![breach("a", by)], &baseline, &[], "2026-01-01");
        assert_eq!(judged(3).failed.len(), 0);
        assert_eq!(judged(2).failed.len(), 0);
        let grown = judged(4);
        assert_eq!(grown.failed[0].message, " (the baseline accepts 3)");
        assert_eq!((grown.failed.len(), grown.gone), (1, vec![]), "it grew, and is not gone");
        assert_eq!(judge(Vec::new(), &baseline, &[], "2026-01-01").gone, [0]);
    }

    #[test]
    fn an_allowance_holds_through_its_last_day() {
        let allowances = [allowance(Some("a"), Some("2026-06-30"))];
        let on = |day| judge(vec![breach("a", 3)], &[], &allowances, day);
        assert_eq!((on("2026-06-30").failed.len(), on("2026-06-30").expired.len()), (0, 0));
        assert_eq!((on("2026-07-01").failed.len(), on("2026-07-01").expired), (1, vec![0]));
    }

    #[test]
    fn an_allowance_without_a_developer_covers_all_and_an_unused_one_is_told() {
        let breaches = vec![breach("a", 1), breach("b", 1)];
        let allowances = [allowance(None, None), allowance(Some("c"), None)];
        let outcome = judge(breaches, &[], &allowances, "2026-01-01");
        assert_eq!((outcome.failed.len(), outcome.accepted.len()), (0, 2));
        assert_eq!(outcome.unused, [1]);
    }
}
