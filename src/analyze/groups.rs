//! How do groups of developers compare on average?

use crate::model::{Group, Index, Points, Ratio, Scoresheet, Trait};

/// Means of the developers that share a trait's value, each from the lower to the upper end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMeans {
    /// The value in disclosure files; `None` for developers whose file does not say.
    pub value: Option<String>,
    /// What a reader calls the group.
    pub label: String,
    /// Rows of the scoresheet.
    pub developers: Vec<usize>,
    /// Mean total.
    pub total: Mean,
    /// Mean points in each set of indicators, in the order given.
    pub parts: Vec<Mean>,
    /// Cells referred or unrated.
    pub open: usize,
}

/// A mean; where cells are open, its ends differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mean {
    /// If every open cell gets the least.
    pub low: Ratio,
    /// If every open cell gets the most.
    pub high: Ratio,
}

/// Groups some rows of which anything was rated by a trait, in the order its values are declared; empty groups are left out.
pub fn means(
    index: &Index,
    sheet: &Scoresheet,
    developers: &[usize],
    by: &Trait,
    parts: &[Group],
) -> Vec<GroupMeans> {
    let values = by.values.iter().map(|(value, label)| (Some(value.clone()), label.clone()));
    let unsaid = std::iter::once((None, "not stated".to_owned()));
    values
        .chain(unsaid)
        .filter_map(|(value, label)| {
            let has = |d: &&usize| {
                index.entries[**d].disclosure.trait_value(by.id.as_str()) == value.as_deref()
            };
            let rated = |d: &usize| !sheet.tally(*d, 0..sheet.indicators).is_silent();
            let members: Vec<usize> =
                developers.iter().filter(has).copied().filter(rated).collect();
            let mean = |indicators: &[usize]| {
                let tallies =
                    || members.iter().map(|d| sheet.tally(*d, indicators.iter().copied()));
                let low: Points = tallies().map(|tally| tally.low).sum();
                let high: Points = tallies().map(|tally| tally.high).sum();
                Some(Mean { low: low.per(members.len())?, high: high.per(members.len())? })
            };
            let all: Vec<usize> = (0..sheet.indicators).collect();
            let total = mean(&all)?;
            let parts = parts.iter().filter_map(|part| mean(&part.members)).collect();
            let open = members
                .iter()
                .map(|d| sheet.tally(*d, 0..sheet.indicators))
                .map(|t| t.referred + t.unrated)
                .sum();
            Some(GroupMeans { value, label, developers: members, total, parts, open })
        })
        .collect()
}
