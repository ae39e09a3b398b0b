//! Do a catalog's cards keep the promises of their examples?

use crate::model::Catalog;
use crate::model::criterion::Example;
use crate::model::diagnostic::{Code, Diagnostic};

use super::verdict::{Basis, Verdict, verdict};

/// Runs every example of every card; a broken promise is an error where it stands.
///
/// An example that earns must come to *met*, or, on a card with `judge`, to *refer* with every
/// condition met. One that does not earn must come to neither.
pub fn broken(catalog: &Catalog) -> Vec<Diagnostic> {
    let mut all = vec![None; catalog.indicators.len()];
    let mut problems = Vec::new();
    for (at, indicator) in catalog.indicators.iter().enumerate() {
        for example in &indicator.examples {
            for (other, answer) in &example.others {
                all[*other] = Some(answer.clone());
            }
            let (verdict, basis) = verdict(indicator, Some(&example.answer), &all);
            let earned = verdict == Verdict::Met || basis == Basis::Judge;
            if earned != example.earns {
                problems.push(problem(at, catalog, example, verdict, basis));
            }
            for (other, _) in &example.others {
                all[*other] = None;
            }
        }
    }
    problems
}

fn problem(
    at: usize,
    catalog: &Catalog,
    example: &Example,
    verdict: Verdict,
    basis: Basis,
) -> Diagnostic {
    let indicator = &catalog.indicators[at];
    let promise = match (example.earns, indicator.judge.is_some()) {
        (true, false) => "should be met",
        (true, true) => "should meet every condition",
        (false, _) => "should not earn the point",
    };
    let message = format!(
        "example {} of `{}` {promise}, but comes to {} ({})",
        example.number,
        indicator.id,
        verdict.as_str(),
        basis.as_str()
    );
    Diagnostic::error(Code::WrongExample, message, example.place.clone())
}
