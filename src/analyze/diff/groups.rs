//! How did the means of groups of developers move?

use crate::analyze::breakdown::{By, groups};
use crate::analyze::groups::{GroupMeans, means};
use crate::analyze::scored::Scored;
use crate::model::{Group, Ratio, Trait};

use super::Comparison;
use super::parts::{PartComparable, over};

/// Developers that share a trait's value, in one edition or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupChange {
    /// The value in disclosure files; `None` for developers whose file does not say.
    pub value: Option<String>,
    /// What a reader calls the group.
    pub label: String,
    /// In the older edition.
    pub old: Option<GroupMeans>,
    /// In the newer edition.
    pub new: Option<GroupMeans>,
    /// Mean score of each edition in the comparison's unit, where it is known.
    pub means: [Option<Ratio>; 2],
    /// How many developers are in the group in both editions.
    pub stayed: usize,
    /// What those have on the comparable indicators.
    pub comparable: PartComparable,
}

impl GroupChange {
    /// The change of the mean score, where both are known.
    pub fn change(&self) -> Option<Ratio> {
        let [old, new] = self.means;
        Some(new? - old?)
    }
}

/// The groups of the developers looked at, by a trait both editions declare, in the newer's order. Who changed groups
/// counts in each edition where it was, and is not compared.
pub fn group_changes(comparison: &Comparison<'_>, old: &Trait, new: &Trait) -> Vec<GroupChange> {
    let olds = all(comparison.old, &comparison.old_rows(), old);
    let news = all(comparison.new, &comparison.new_rows(), new);
    let mean = |side: &Scored<'_>, group: Option<&GroupMeans>| {
        comparison.mean(side, group?.developers.iter().copied())?.known()
    };
    let change = |value: &Option<String>, label: &str| {
        let old = olds.iter().find(|group| group.value == *value);
        let new = news.iter().find(|group| group.value == *value);
        let inside = |group: Option<&GroupMeans>, row: usize| {
            group.is_some_and(|group| group.developers.contains(&row))
        };
        let both = comparison.pairs.both.iter();
        let both = both.filter(|pair| inside(old, pair.old) && inside(new, pair.new)).copied();
        let pairs: Vec<_> = both.collect();
        GroupChange {
            value: value.clone(),
            label: label.to_owned(),
            old: old.cloned(),
            new: new.cloned(),
            means: [mean(comparison.old, old), mean(comparison.new, new)],
            stayed: pairs.len(),
            comparable: over(comparison, comparison.comparable().collect(), pairs.into_iter()),
        }
    };
    let gone = olds.iter().filter(|group| !news.iter().any(|n| n.value == group.value));
    news.iter().chain(gone).map(|group| change(&group.value, &group.label)).collect()
}

fn all(side: &Scored<'_>, rows: &[usize], by: &Trait) -> Vec<GroupMeans> {
    let parts: Vec<Group> = groups(&side.index.catalog, By::Total);
    means(side, rows, by, &parts)
}
