//! What is a row of ratings worth, by the method of its catalog?

use super::breakdown::leaves;
use crate::model::method::Aggregation;
use crate::model::scale::Weight;
use crate::model::{Catalog, Cell, Group, Ratio, Scoresheet, Span, Tally};

/// A row of a scoresheet, and the catalog by whose method it is scored.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// The sheet.
    pub sheet: &'a Scoresheet,
    /// The row.
    pub at: usize,
}

impl Row<'_> {
    /// What all its cells come to, in the unit of scores.
    pub fn whole(self) -> Tally {
        let raw = self.sheet.tally(self.at, 0..self.sheet.indicators);
        self.of(raw, Self::by_method)
    }

    /// What some of its cells come to, in the unit of scores: a sum of points, or a share of a full
    /// score. A domain of nested means is the mean of its subdomains; any other set is taken by
    /// itself, by its points or, where the score is a mean of questions, as their mean.
    pub fn part(self, members: &[usize]) -> Tally {
        let raw = self.sheet.tally(self.at, members.iter().copied());
        self.of(raw, |row| match row.catalog.method.aggregation {
            Aggregation::Mean => row.mean_of_cells(members),
            Aggregation::NestedMean => {
                let domain = row.catalog.domains.iter().position(|d| d.members == members);
                domain.map_or_else(|| row.share(members), |domain| row.nested(domain))
            }
            _ => row.share(members),
        })
    }

    /// A tally with its points and what they are out of in the unit of scores.
    fn of(self, raw: Tally, share: impl Fn(Self) -> Option<Span>) -> Tally {
        let method = self.catalog.method;
        if method.aggregation.is_additive() || raw.out_of == Ratio::ZERO {
            return raw;
        }
        let Some(share) = share(self) else { return raw };
        let full = method.out_of(raw.out_of);
        Tally { points: share.times(full), out_of: full, ..raw }
    }

    fn by_method(self) -> Option<Span> {
        let all = || 0..self.sheet.indicators;
        let domains = || {
            let domains = self.catalog.domains.iter();
            domains.map(|group| (group.weight, self.share(&group.members)))
        };
        match self.catalog.method.aggregation {
            Aggregation::Sum | Aggregation::Percent => {
                let tally = self.sheet.tally(self.at, all());
                tally.points.of(tally.out_of)
            }
            Aggregation::Mean => self.mean_of_cells(&all().collect::<Vec<_>>()),
            Aggregation::SubdomainMean => {
                mean(leaves(self.catalog).map(|group| (group.weight, self.share(&group.members))))
            }
            Aggregation::DomainMean => mean(domains()),
            Aggregation::NestedMean => {
                let each = self.catalog.domains.iter().enumerate();
                mean(each.map(|(at, group)| (group.weight, self.nested(at))))
            }
            Aggregation::DomainGeometric => both(domains(), geometric),
            Aggregation::DomainHarmonic => both(domains(), harmonic),
        }
    }

    /// The share of the most that some cells can give, of what applies.
    fn share(self, members: &[usize]) -> Option<Span> {
        let tally = self.sheet.tally(self.at, members.iter().copied());
        tally.points.of(tally.out_of)
    }

    /// The mean of a domain's subdomains; of a domain without any, its share.
    fn nested(self, domain: usize) -> Option<Span> {
        let is_here = |group: &&Group| {
            group.members.first().is_some_and(|at| self.catalog.indicators[*at].domain == domain)
        };
        let parts: Vec<_> = self
            .catalog
            .subdomains
            .iter()
            .filter(is_here)
            .map(|group| (group.weight, self.share(&group.members)))
            .collect();
        if parts.is_empty() {
            return self.share(&self.catalog.domains[domain].members);
        }
        mean(parts.into_iter())
    }

    /// The mean of the shares of some cells, each by its weight.
    fn mean_of_cells(self, members: &[usize]) -> Option<Span> {
        let columns = &self.sheet.columns;
        let bound = |at: &usize| columns[*at].scale.bounds().1;
        let mut most = members.iter().filter(|at| columns[**at].scored).map(bound);
        let first = most.next()?;
        if most.all(|most| most == first) {
            // Where all can give as much, the mean of shares is the share of the sum.
            return self.share(members);
        }
        mean(members.iter().map(|at| {
            let column = &columns[*at];
            let of = |points| column.scale.counted(points).of(bound(at)).unwrap_or_default();
            let share = match self.sheet.row(self.at)[*at] {
                Cell::Rated(points) => Some(Span { low: of(points), high: of(points) }),
                Cell::Open(_, least, most) => {
                    let (one, other) = (of(least), of(most));
                    Some(Span { low: one.min(other), high: one.max(other) })
                }
                Cell::NotApplicable | Cell::NotScored => None,
            };
            (column.weight, share)
        }))
    }
}

/// The weighted mean of what there is; what does not apply is left out.
fn mean(parts: impl Iterator<Item = (Weight, Option<Span>)>) -> Option<Span> {
    both(parts, |parts| {
        let sum: Ratio = parts.iter().map(|(weight, share)| *weight * *share).sum();
        sum.over(parts.iter().map(|(weight, _)| *weight).sum())
    })
}

/// A mean of the lower ends and of the upper ends: every mean only grows where a part does.
fn both(
    parts: impl Iterator<Item = (Weight, Option<Span>)>,
    of: fn(&[(Ratio, Ratio)]) -> Option<Ratio>,
) -> Option<Span> {
    let parts: Vec<(Ratio, Span)> = parts
        .filter_map(|(weight, share)| {
            Some((Ratio::new(weight.thousandths().into(), 1000)?, share?))
        })
        .collect();
    let ends = |end: fn(&Span) -> Ratio| -> Vec<(Ratio, Ratio)> {
        parts.iter().map(|(weight, span)| (*weight, end(span))).collect()
    };
    Some(Span { low: of(&ends(|span| span.low))?, high: of(&ends(|span| span.high))? })
}

/// The weighted geometric mean (Π xᵢ^wᵢ)^(1/Σw): of weights and values, none below zero. A zero makes
/// it zero. It has no exact form; it is the nearest billionth.
fn geometric(parts: &[(Ratio, Ratio)]) -> Option<Ratio> {
    let first = parts.first()?.1;
    if parts.iter().all(|(_, value)| *value == first) {
        return Some(first);
    }
    if parts.iter().any(|(_, value)| *value <= Ratio::ZERO) {
        return Some(Ratio::ZERO);
    }
    // In one order, whatever order the parts have: sums of logarithms are not exact.
    let mut parts = parts.to_vec();
    parts.sort_unstable_by_key(|(weight, value)| (*value, *weight));
    let sum: f64 = parts.iter().map(|(weight, value)| weight.to_f64() * value.to_f64().ln()).sum();
    let weight: Ratio = parts.iter().map(|(weight, _)| *weight).sum();
    Some(Ratio::nearest_billionth((sum / weight.to_f64()).exp()))
}

/// The weighted harmonic mean Σw / Σ(wᵢ/xᵢ). A zero makes it zero.
fn harmonic(parts: &[(Ratio, Ratio)]) -> Option<Ratio> {
    if parts.iter().any(|(_, value)| *value <= Ratio::ZERO) {
        return Some(Ratio::ZERO);
    }
    let each: Option<Ratio> = parts.iter().map(|(weight, value)| weight.over(*value)).sum();
    parts.iter().map(|(weight, _)| *weight).sum::<Ratio>().over(each?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(values: &[(i128, i128)]) -> Vec<(Ratio, Ratio)> {
        let ratio = |n, d| Ratio::new(n, d).unwrap();
        values.iter().map(|(weight, percent)| (ratio(*weight, 1), ratio(*percent, 100))).collect()
    }

    #[test]
    fn means_are_those_of_the_textbook() {
        // √(0.25 · 0.36) = 0.3, and 2 / (1/0.25 + 1/0.5) = 1/3.
        assert_eq!(geometric(&parts(&[(1, 25), (1, 36)])).unwrap().rounded(9), "0.300000000");
        assert_eq!(harmonic(&parts(&[(1, 25), (1, 50)])), Ratio::new(1, 3));
        // By weight: (0.5² · 0.64)^(1/3) = 0.5428…, and 3 / (2/0.5 + 1/0.25) = 3/8.
        assert_eq!(geometric(&parts(&[(2, 50), (1, 64)])).unwrap().rounded(6), "0.542884");
        assert_eq!(harmonic(&parts(&[(2, 50), (1, 25)])), Ratio::new(3, 8));
    }

    #[test]
    fn a_zero_makes_them_zero_and_equal_parts_are_exact() {
        for mean in [geometric, harmonic] {
            assert_eq!(mean(&parts(&[(1, 0), (5, 90)])), Some(Ratio::ZERO));
            assert_eq!(mean(&parts(&[(3, 70), (1, 70)])), Ratio::new(7, 10));
        }
        assert_eq!(geometric(&[]), None);
    }
}
