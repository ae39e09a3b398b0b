//! By what is a total broken down?

use crate::model::{Catalog, Group};

/// The columns beside a total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum By {
    /// The total alone.
    Total,
    /// The catalog's domains.
    #[default]
    Domain,
    /// The catalog's subdomains.
    Subdomain,
    /// What indicators are about, across domains.
    Theme,
    /// Each indicator.
    Indicator,
}

impl By {
    /// The word for one part.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Domain => "domain",
            Self::Subdomain => "subdomain",
            Self::Theme => "theme",
            Self::Indicator => "indicator",
        }
    }
}

/// Subdomains, and the domains that have none: the smallest parts there are.
pub fn leaves(catalog: &Catalog) -> impl Iterator<Item = &Group> {
    let undivided = |domain: &&Group| {
        domain.members.iter().any(|at| catalog.indicators[*at].subdomain.is_none())
    };
    catalog.subdomains.iter().chain(catalog.domains.iter().filter(undivided))
}

/// The sets of indicators that make up a breakdown, in the catalog's order; themes and other
/// groups without indicators are left out.
pub fn groups(catalog: &Catalog, by: By) -> Vec<Group> {
    let all = match by {
        By::Total => Vec::new(),
        By::Domain => catalog.domains.clone(),
        By::Subdomain => {
            let mut leaves: Vec<Group> = leaves(catalog).cloned().collect();
            leaves.sort_by_key(|group| group.members.first().copied());
            leaves
        }
        By::Theme => catalog.themes.clone(),
        By::Indicator => catalog
            .indicators
            .iter()
            .enumerate()
            .map(|(at, i)| Group::new(i.id.clone(), i.name.clone(), vec![at]))
            .collect(),
    };
    all.into_iter().filter(|group| !group.members.is_empty()).collect()
}
