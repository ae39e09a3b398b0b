//! What editions were scored with when somebody wrote it down, and what is different now.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Id, Index};

/// What fmti.lock says: each edition by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// Sorted, so that the same editions always give the same file.
    pub editions: BTreeMap<Id, Locked>,
}

/// The catalog an edition is scored with. Disclosures are no part of it: they may come and change
/// while what is asked stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The catalog's id.
    pub catalog: Id,
    /// The hash of the whole catalog.
    pub sha256: String,
    /// Each indicator with the hash of what it asks and what earns its points, in index order.
    pub indicators: Vec<(Id, String)>,
}

/// One way in which what is scored is not what was locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The edition asks another catalog; this one was locked.
    Catalog(Id),
    /// The indicator asks something else, or something else earns its points.
    Changed(Id),
    /// The indicator is new.
    Added(Id),
    /// The indicator is gone.
    Removed(Id),
    /// The indicator stands elsewhere among those that stayed.
    Moved(Id),
    /// Everything asked and every bar is the same; a name, heading, theme, counterpart or the scale
    /// is not.
    Other,
}

impl Difference {
    /// The word for its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Catalog(_) => "catalog",
            Self::Changed(_) => "changed",
            Self::Added(_) => "added",
            Self::Removed(_) => "removed",
            Self::Moved(_) => "moved",
            Self::Other => "other",
        }
    }

    /// The indicator it is about, if it is about one.
    pub fn indicator(&self) -> Option<&Id> {
        match self {
            Self::Changed(id) | Self::Added(id) | Self::Removed(id) | Self::Moved(id) => Some(id),
            Self::Catalog(_) | Self::Other => None,
        }
    }
}

impl Locked {
    /// What an edition is scored with now.
    pub fn of(index: &Index) -> Self {
        let catalog = &index.catalog;
        let hashed = |i: &super::Indicator| (i.id.clone(), i.sha256.clone());
        Self {
            catalog: catalog.id.clone(),
            sha256: catalog.sha256.clone(),
            indicators: catalog.indicators.iter().map(hashed).collect(),
        }
    }

    /// What is different `now`, kind by kind, each in index order. Empty only if nothing is.
    pub fn differences(&self, now: &Self) -> Vec<Difference> {
        let before: HashMap<&Id, (usize, &str)> = self.positions().collect();
        let after: HashSet<&Id> = now.indicators.iter().map(|(id, _)| id).collect();
        let (mut changed, mut added, mut stayed) = (Vec::new(), Vec::new(), Vec::new());
        for (id, hash) in &now.indicators {
            match before.get(id) {
                None => added.push(Difference::Added(id.clone())),
                Some((place, was)) => {
                    stayed.push((id, *place));
                    if was != hash {
                        changed.push(Difference::Changed(id.clone()));
                    }
                }
            }
        }
        let places: Vec<usize> = stayed.iter().map(|(_, place)| *place).collect();
        let moved = out_of_order(&places).into_iter();
        let mut all = Vec::new();
        if self.catalog != now.catalog {
            all.push(Difference::Catalog(self.catalog.clone()));
        }
        all.append(&mut changed);
        all.append(&mut added);
        let gone = self.indicators.iter().filter(|(id, _)| !after.contains(id));
        all.extend(gone.map(|(id, _)| Difference::Removed(id.clone())));
        all.extend(moved.map(|at| Difference::Moved(stayed[at].0.clone())));
        if all.is_empty() && self.sha256 != now.sha256 {
            all.push(Difference::Other);
        }
        all
    }

    fn positions(&self) -> impl Iterator<Item = (&Id, (usize, &str))> {
        self.indicators.iter().enumerate().map(|(at, (id, hash))| (id, (at, hash.as_str())))
    }
}

/// The fewest positions of distinct numbers without which the rest ascends.
///
/// The rest is a longest ascending run, found as in the card game patience: each number goes on the
/// first pile whose top is not below it, and remembers the top of the pile before.
fn out_of_order(numbers: &[usize]) -> Vec<usize> {
    let mut tops: Vec<usize> = Vec::new();
    let mut below: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let pile = tops.partition_point(|top| numbers[*top] < *number);
        below.push(pile.checked_sub(1).map(|pile| tops[pile]));
        if pile == tops.len() {
            tops.push(at);
        } else {
            tops[pile] = at;
        }
    }
    let run: HashSet<usize> =
        std::iter::successors(tops.last().copied(), |at| below[*at]).collect();
    (0..numbers.len()).filter(|at| !run.contains(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn locked(indicators: &[(&str, &str)]) -> Locked {
        let id = |text| Id::parse(text).unwrap();
        Locked {
            catalog: id("lab-1"),
            // Of everything, as the real one is.
            sha256: format!("{indicators:?}"),
            indicators: indicators.iter().map(|(name, hash)| (id(name), (*hash).into())).collect(),
        }
    }

    fn said(was: &Locked, now: &Locked) -> Vec<String> {
        let one = |d: &Difference| match d.indicator() {
            Some(id) => format!("{} {id}", d.kind()),
            None => d.kind().to_owned(),
        };
        was.differences(now).iter().map(one).collect()
    }

    #[test]
    fn each_kind_of_difference_is_told_from_the_others() {
        let was = locked(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let now = |indicators: &[(&str, &str)]| said(&was, &locked(indicators));
        assert!(now(&[("a", "1"), ("b", "2"), ("c", "3")]).is_empty());
        assert_eq!(now(&[("a", "1"), ("b", "9"), ("c", "3")]), ["changed b"]);
        assert_eq!(now(&[("a", "1"), ("d", "4"), ("b", "2"), ("c", "3")]), ["added d"]);
        assert_eq!(now(&[("a", "1"), ("c", "3")]), ["removed b"]);
        assert_eq!(now(&[("c", "3"), ("a", "1"), ("b", "2")]), ["moved c"]);
        // A renamed indicator is another one: answers name it.
        assert_eq!(now(&[("a", "1"), ("b", "2"), ("e", "3")]), ["added e", "removed c"]);
        assert_eq!(
            now(&[("d", "4"), ("c", "9"), ("a", "1")]),
            ["changed c", "added d", "removed b", "moved c"]
        );
    }

    #[test]
    fn what_is_not_of_one_indicator_is_said_too() {
        let was = locked(&[("a", "1")]);
        let renamed = Locked { catalog: Id::parse("lab-2").unwrap(), ..was.clone() };
        assert_eq!(said(&was, &renamed), ["catalog"]);
        let other = Locked { sha256: "another".into(), ..was.clone() };
        assert_eq!(said(&was, &other), ["other"]);
    }

    proptest! {
        #[test]
        fn few_move_and_the_rest_ascends(
            numbers in Just((0_usize..9).collect::<Vec<_>>()).prop_shuffle()
        ) {
            let moved = out_of_order(&numbers);
            let rest = |gone: &dyn Fn(usize) -> bool| {
                let kept = numbers.iter().enumerate().filter(|(at, _)| !gone(*at));
                kept.map(|(_, number)| *number).collect::<Vec<_>>()
            };
            prop_assert!(rest(&|at| moved.contains(&at)).is_sorted());
            // No smaller set will do: all of them are tried.
            for set in 0_u32..1 << numbers.len() {
                if rest(&|at| set >> at & 1 == 1).is_sorted() {
                    prop_assert!(set.count_ones() as usize >= moved.len());
                }
            }
        }

        #[test]
        fn only_the_same_has_no_difference(
            was in prop::sample::subsequence(vec!["a", "b", "c", "d"], 0..=4).prop_shuffle(),
            now in prop::sample::subsequence(vec!["a", "b", "c", "d"], 0..=4).prop_shuffle(),
            hash in 0_usize..4,
        ) {
            let was = locked(&was.iter().map(|id| (*id, "1")).collect::<Vec<_>>());
            let with = |(at, id)| (id, if at == hash { "2" } else { "1" });
            let now = locked(&now.into_iter().enumerate().map(with).collect::<Vec<_>>());
            prop_assert_eq!(was.differences(&now).is_empty(), was == now);
        }
    }
}
