//! What holds of any two editions whose indicators belong together by their ids.

use fmti::analyze::diff::decomposition::{Regroup, Undecomposed, decompose};
use fmti::analyze::diff::developers::developers;
use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::scored::Scored;
use fmti::model::crosswalk::Relation;
use fmti::model::{Crosswalk, Ratio};
use proptest::prelude::*;

use crate::fraction::alike;
use crate::laws::{Sum, score, sum};
use crate::made::{Asked, Given, Made, two};

/// Both editions' indicators by their ids: those in both are kept.
pub(crate) fn crosswalk([old, new]: &[Made; 2]) -> Crosswalk {
    let mut found = Crosswalk::of_versions(&old.index.catalog, &new.index.catalog);
    // Somebody says that they ask the same, whatever points they give.
    for related in &mut found.relations {
        if related.relation == Relation::Revised(None) {
            related.relation = Relation::Kept;
        }
    }
    found
}

fn whole(made: &Made, cells: &[Given]) -> Sum {
    sum(made.asked.iter().zip(cells))
}

/// The most a score can be: of everything that counts, or a hundred.
pub(crate) fn most(made: &Made) -> f64 {
    if !made.is_sum() {
        return 100.0;
    }
    let scored = made.asked.iter().filter(|asked| asked.scored);
    scored.map(|asked| asked.ends().1 as f64 * f64::from(asked.weight) / 1e6).sum()
}

/// Whether scores are compared per hundred: somebody cannot have what others can.
pub(crate) fn per_hundred([old, new]: &[Made; 2]) -> bool {
    let other = |made: &Made| {
        made.is_sum()
            && made.given[0].iter().any(|cells| {
                let sum = whole(made, cells);
                score(made, cells).is_some() && !alike(sum.out_of as f64 / 1e6, most(new))
            })
    };
    !alike(most(old), most(new)) || other(old) || other(new)
}

/// A score in the unit of a comparison.
pub(crate) fn in_unit(made: &Made, cells: &[Given], per_hundred: bool) -> Option<(f64, f64)> {
    let [points, shares] = score(made, cells)?;
    if !made.is_sum() || !per_hundred {
        return Some((points.0.float(), points.1.float()));
    }
    Some((100.0 * shares.0.float(), 100.0 * shares.1.float()))
}

/// Points of one scale where another has them: as far between worst and best, times the weight.
fn moved(from: Asked, to: Asked, points: i64) -> f64 {
    let ((worst, best), (least, most)) = (from.ends(), to.ends());
    let share = (from.counted(points) - worst) as f64 / (best - worst) as f64;
    (least as f64 + share * (most - least) as f64) * f64::from(to.weight) / 1e6
}

fn is_asked(given: Given) -> bool {
    matches!(given, Given::Rated(_) | Given::Open(..))
}

fn compared(two: &[Made; 2]) -> Result<(), TestCaseError> {
    let [old, new] = two;
    let scored = two.each_ref().map(|made| Scored::new(&made.index, made.sheet(0)));
    let crosswalk = crosswalk(two);
    let comparison = Comparison::new(&scored[0], &scored[1], &crosswalk, Basis::default());
    let per_hundred = per_hundred(two);
    prop_assert_eq!(comparison.unit.per_hundred, per_hundred);
    for change in developers(&comparison) {
        let (Some(before), Some(now)) = (change.old, change.new) else {
            prop_assert_eq!(change.change, None);
            continue;
        };
        let (olds, news) = (&old.given[0][before.row], &new.given[0][now.row]);
        let [a, b] = [in_unit(old, olds, per_hundred), in_unit(new, news, per_hundred)];
        let wanted = a.zip(b).map(|(a, b)| (b.0 - a.1, b.1 - a.0));
        prop_assert_eq!(change.change.is_some(), wanted.is_some());
        if let (Some(found), Some((low, high))) = (change.change, wanted) {
            prop_assert!(alike(found.low.to_f64(), low) && alike(found.high.to_f64(), high));
        }
        let found = change.comparable.unwrap();
        let (mut count, mut open) = (0, 0);
        let (mut was, mut is, mut won, mut lost, mut out_of) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for at in 0..old.asked.len().min(new.asked.len()) {
            let (from, to) = (old.asked[at], new.asked[at]);
            match (olds[at], news[at]) {
                (Given::Rated(before), Given::Rated(now)) => {
                    let (before, now) = (moved(from, to, before), moved(to, to, now));
                    count += 1;
                    (was, is) = (was + before, is + now);
                    out_of += to.ends().1 as f64 * f64::from(to.weight) / 1e6;
                    won += (now - before).max(0.0);
                    lost += (now - before).min(0.0);
                }
                (one, other) if is_asked(one) && is_asked(other) => open += 1,
                _ => {}
            }
        }
        prop_assert_eq!((found.indicators, found.open.len()), (count, open));
        prop_assert!(alike(found.old.to_f64(), was) && alike(found.new.to_f64(), is));
        prop_assert!(alike(found.out_of.to_f64(), out_of));
        let by = |moves: &[fmti::analyze::diff::developers::Move]| {
            moves.iter().map(|m| m.by.to_f64()).sum::<f64>()
        };
        prop_assert!(alike(by(&found.gained), won) && alike(by(&found.lost), lost));
    }
    decomposed(two, &comparison, per_hundred)
}

/// The parts of the mean's change sum to it, or it is said why there are none.
fn decomposed(
    two: &[Made; 2],
    comparison: &Comparison<'_>,
    per_hundred: bool,
) -> Result<(), TestCaseError> {
    let [old, new] = two;
    let both = old.given[0].len().min(new.given[0].len());
    let counts = |made: &Made, row: usize| score(made, &made.given[0][row]).is_some();
    let open = |made: &Made, row: usize| {
        made.given[0][row].iter().filter(|cell| matches!(cell, Given::Open(..))).count()
    };
    let mut undecided = 0;
    for (made, other) in [(old, new), (new, old)] {
        // Who was rated in the other edition would neither join nor leave.
        let matters =
            |row: usize| counts(made, row) || row < other.given[0].len() && counts(other, row);
        undecided += (0..made.given[0].len())
            .filter(|row| matters(*row))
            .map(|row| open(made, row))
            .sum::<usize>();
    }
    let mean = |made: &Made| {
        let scores: Vec<f64> = made.given[0]
            .iter()
            .filter_map(|cells| Some(in_unit(made, cells, per_hundred)?.0))
            .collect();
        scores.iter().sum::<f64>() / scores.len() as f64
    };
    match decompose(comparison) {
        Err(Undecomposed::NoSums) => prop_assert!(!old.is_sum()),
        Err(Undecomposed::Open(count)) => {
            prop_assert!(old.is_sum());
            prop_assert_eq!(count, undecided);
            prop_assert!(count > 0);
        }
        Err(Undecomposed::NobodyInBoth) => {
            let olds = (0..both).any(|row| counts(old, row));
            let news = (0..both).any(|row| counts(new, row));
            prop_assert!(!olds || !news);
        }
        Ok(found) => {
            prop_assert!(old.is_sum() && undecided == 0);
            prop_assert!(alike(found.total.to_f64(), mean(new) - mean(old)));
            let regrouped = found.regrouped.map_or(Ratio::ZERO, Regroup::change);
            let sum = found.left + found.joined + regrouped + found.stayed.total;
            prop_assert!(alike(sum.to_f64(), found.total.to_f64()));
            let parts: Ratio = found.stayed.parts().iter().map(|(_, moved)| moved.change()).sum();
            prop_assert!(alike(parts.to_f64(), found.stayed.total.to_f64()), "{found:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changes_are_those_of_the_cells(two in two(true)) {
        compared(&two)?;
    }

    #[test]
    fn where_nothing_is_open_the_parts_are_found(two in two(false)) {
        compared(&two)?;
    }
}
