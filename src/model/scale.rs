//! What points an answer can be given, and which of them are best.

use super::Points;
use crate::text::words::with_or;

/// The points one rating may give. A catalog has one, and a card may have another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Which points there are.
    pub values: Values,
    /// Which end of them is the better one.
    pub better: Better,
}

/// The points of a scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// These, ascending.
    Levels(Vec<Level>),
    /// Any from the least to the most, in steps from the least where there is one.
    Range {
        /// The least.
        least: Points,
        /// The most.
        most: Points,
        /// How far apart neighbours are; any thousandth where it is not said.
        step: Option<Points>,
    },
}

/// One of some points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// How many.
    pub points: Points,
    /// What it is called: `partly`.
    pub name: Option<String>,
}

/// Which end of a scale is the better one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Better {
    /// The more points, the better.
    #[default]
    More,
    /// The fewer points, the better.
    Fewer,
}

impl Scale {
    /// Nameless points, of which more are better.
    pub fn levels(points: impl IntoIterator<Item = Points>) -> Self {
        let level = |points| Level { points, name: None };
        let mut levels: Vec<Level> = points.into_iter().map(level).collect();
        levels.sort_by_key(|level| level.points);
        Self { values: Values::Levels(levels), better: Better::More }
    }

    /// Whether there is a point to give at all: a catalog that is still broken has none.
    pub fn is_empty(&self) -> bool {
        matches!(&self.values, Values::Levels(levels) if levels.is_empty())
    }

    /// The least and the most points one rating can give.
    pub fn bounds(&self) -> (Points, Points) {
        match &self.values {
            Values::Levels(levels) => {
                let end = |level: Option<&Level>| level.map_or(Points::ZERO, |level| level.points);
                (end(levels.first()), end(levels.last()))
            }
            Values::Range { least, most, .. } => (*least, *most),
        }
    }

    /// Whether a rating may give these points.
    ///
    /// ```
    /// use fmti::model::scale::{Better, Scale, Values};
    /// use fmti::model::Points;
    /// let (least, most) = (Points::whole(-1), Points::whole(1));
    /// let step = Points::parse("0.5");
    /// let scale = Scale { values: Values::Range { least, most, step }, better: Better::More };
    /// assert!(scale.admits(Points::parse("-0.5").unwrap()));
    /// assert!(!scale.admits(Points::parse("0.25").unwrap()) && !scale.admits(Points::whole(2)));
    /// ```
    pub fn admits(&self, points: Points) -> bool {
        match &self.values {
            Values::Levels(levels) => levels.iter().any(|level| level.points == points),
            Values::Range { least, most, step } => {
                let on_step = step.is_none_or(|step| {
                    (points - *least).thousandths().checked_rem(step.thousandths()) == Some(0)
                });
                (*least..=*most).contains(&points) && on_step
            }
        }
    }

    /// What these points count for: themselves or, where fewer are better, as far from the most as
    /// they are from the least.
    pub fn counted(&self, points: Points) -> Points {
        let (least, most) = self.bounds();
        match self.better {
            Better::More => points,
            Better::Fewer => least + most - points,
        }
    }

    /// The best points.
    pub fn best(&self) -> Points {
        self.counted(self.bounds().1)
    }

    /// The worst points.
    pub fn worst(&self) -> Points {
        self.counted(self.bounds().0)
    }

    /// Whether an answer is either in full or not at all, so that "met" says all there is to say.
    pub fn is_yes_or_no(&self) -> bool {
        matches!(&self.values, Values::Levels(levels) if levels.len() == 2)
    }

    /// The points of the level with this name, whatever its case.
    pub fn named(&self, name: &str) -> Option<Points> {
        let wanted = name.trim().to_lowercase();
        let is =
            |level: &&Level| level.name.as_ref().is_some_and(|name| name.to_lowercase() == wanted);
        match &self.values {
            Values::Levels(levels) => levels.iter().find(is).map(|level| level.points),
            Values::Range { .. } => None,
        }
    }

    /// What the level of these points is called.
    pub fn name_of(&self, points: Points) -> Option<&str> {
        match &self.values {
            Values::Levels(levels) => {
                levels.iter().find(|level| level.points == points)?.name.as_deref()
            }
            Values::Range { .. } => None,
        }
    }

    /// The names of its levels, ascending.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        let levels = match &self.values {
            Values::Levels(levels) => levels.as_slice(),
            Values::Range { .. } => &[],
        };
        levels.iter().filter_map(|level| level.name.as_deref())
    }

    /// Whether another scale has its points at the same places between worst and best, so that the
    /// same answer gets as much on both: 0, 1 and 0, 100 are alike, and 0, 50, 100 is another.
    ///
    /// ```
    /// use fmti::model::{Points, Scale};
    /// let scale = |points: &[i32]| Scale::levels(points.iter().map(|p| Points::whole(*p)));
    /// assert!(scale(&[0, 1]).is_like(&scale(&[0, 100])));
    /// assert!(!scale(&[0, 1]).is_like(&scale(&[0, 50, 100])));
    /// ```
    pub fn is_like(&self, other: &Self) -> bool {
        let ((least, most), (worst, best)) = (self.bounds(), other.bounds());
        let (width, others) = (most - least, best - worst);
        let place = |points: Points| (points - least).of(width);
        let same = |(one, another): (Points, Points)| place(one) == (another - worst).of(others);
        let values = match (&self.values, &other.values) {
            (Values::Levels(levels), Values::Levels(theirs)) => {
                let mut pairs = levels.iter().zip(theirs);
                levels.len() == theirs.len() && pairs.all(|(a, b)| same((a.points, b.points)))
            }
            (Values::Range { step, .. }, Values::Range { step: theirs, .. }) => {
                // Where no step is said, any thousandth will do, however wide the range.
                match (step, theirs) {
                    (Some(step), Some(theirs)) => same((*step + least, *theirs + worst)),
                    (None, None) => true,
                    _ => false,
                }
            }
            _ => false,
        };
        self.better == other.better && values
    }

    /// In words: `0, 50 or 100`; `no (0) or yes (1)`; `0 to 100`; `0 to 1 in steps of 0.1`. Of many
    /// levels only the first and the last: `0, 1, 2, … or 100`.
    pub fn words(&self) -> String {
        /// More levels than this are not listed.
        const LISTED: usize = 8;
        match &self.values {
            Values::Levels(levels) => {
                let word = |level: &Level| match &level.name {
                    Some(name) => format!("{name} ({})", level.points),
                    None => level.points.to_string(),
                };
                let mut words: Vec<String> = if levels.len() <= LISTED {
                    levels.iter().map(word).collect()
                } else {
                    levels.iter().take(3).map(word).collect()
                };
                if levels.len() > LISTED {
                    words.push("…".to_owned());
                    words.extend(levels.last().map(word));
                }
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                with_or(&words)
            }
            Values::Range { least, most, step } => {
                let steps = step.map_or_else(String::new, |step| format!(" in steps of {step}"));
                format!("{least} to {most}{steps}")
            }
        }
    }
}

/// How much an indicator counts beside others, exact to a thousandth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(u32);

impl Weight {
    /// As much as any other.
    pub const ONE: Self = Self(1000);

    /// A weight of this many thousandths; `None` of nothing: what does not count is not scored.
    #[must_use]
    pub fn of_thousandths(thousandths: u32) -> Option<Self> {
        (thousandths > 0).then_some(Self(thousandths))
    }

    /// Thousandths.
    #[must_use]
    pub fn thousandths(self) -> u32 {
        self.0
    }
}

impl Default for Weight {
    fn default() -> Self {
        Self::ONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_fewer_are_better_the_least_counts_for_the_most() {
        let scale = Scale { better: Better::Fewer, ..Scale::levels([0, 1, 4].map(Points::whole)) };
        assert_eq!((scale.best(), scale.worst()), (Points::ZERO, Points::whole(4)));
        assert_eq!(scale.counted(Points::whole(1)), Points::whole(3));
        assert_eq!(scale.words(), "0, 1 or 4");
    }
}
