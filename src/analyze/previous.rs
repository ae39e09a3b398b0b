//! Which rank had each developer in an earlier edition?

use super::diff::pairs::pairs;
use super::ranking::Rank;
use super::scored::Scored;

/// For each row of an edition, the rank it had in an earlier one: under the same id, or as the one
/// whose place it took. Who merged, split or joined since had none.
pub fn previous_ranks(before: &Scored<'_>, now: &Scored<'_>) -> Vec<Option<Rank>> {
    let mut ranks = vec![None; now.index.entries.len()];
    for pair in pairs(before.index, now.index).both {
        ranks[pair.new] = before.place(pair.old).rank;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grade::panel;
    use crate::load::index::builtin_edition;

    #[test]
    fn ranks_of_2024_stand_beside_those_of_2025() {
        let [before, now] = ["2024", "2025"].map(|id| builtin_edition(id).unwrap().index.unwrap());
        let [old, new] = [&before, &now].map(|index| Scored::new(index, panel::scoresheet(index)));
        let ranks = previous_ranks(&old, &new);
        let of = |id: &str| {
            let row = now.entries.iter().position(|entry| entry.developer.id.as_str() == id);
            ranks[row.unwrap()].and_then(Rank::known)
        };
        assert_eq!((of("ibm"), of("xai")), (Some(4), None));
    }
}
