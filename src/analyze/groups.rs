//! How do groups of developers compare on average?

use crate::model::{Group, Span, Trait};

use super::scored::Scored;

/// Means of the developers that share a trait's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMeans {
    /// The value in disclosure files; `None` for developers whose file does not say.
    pub value: Option<String>,
    /// What a reader calls the group.
    pub label: String,
    /// Rows of the scoresheet.
    pub developers: Vec<usize>,
    /// Mean score.
    pub total: Span,
    /// Mean points in each set of indicators, in the order given; `None` where it applies to nobody.
    pub parts: Vec<Option<Span>>,
    /// Cells that are not decided.
    pub open: usize,
}

/// Groups those of some rows that count by a trait, in the order its values are declared; empty
/// groups are left out.
pub fn means(scored: &Scored<'_>, rows: &[usize], by: &Trait, parts: &[Group]) -> Vec<GroupMeans> {
    let values = by.values.iter().map(|(value, label)| (Some(value.clone()), label.clone()));
    let unsaid = std::iter::once((None, "not stated".to_owned()));
    let group = |(value, label): (Option<String>, String)| {
        let has = |row: &usize| {
            let disclosure = &scored.index.entries[*row].disclosure;
            disclosure.trait_value(by.id.as_str()) == value.as_deref()
        };
        let members: Vec<usize> = scored.counted(rows.iter().copied()).filter(has).collect();
        let all = || members.iter().copied();
        let total = scored.mean(all())?;
        let parts = parts.iter().map(|part| scored.mean_on(&part.members, all())).collect();
        let open = scored.open(all());
        Some(GroupMeans { value, label, developers: members, total, parts, open })
    };
    values.chain(unsaid).filter_map(group).collect()
}
