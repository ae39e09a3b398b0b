//! How much a breach is, as a person reads it.

use crate::analyze::diff::parts::{PartChange, PartMeans};
use crate::model::{Points, Ratio, Span};
use crate::text::words::counted;

/// So many, as a size.
pub(super) fn count(n: usize) -> Ratio {
    Points::whole(i32::try_from(n).unwrap_or(i32::MAX)).exact()
}

/// The size of a drop, for people.
pub(super) fn less(change: Ratio, unit: &str) -> String {
    let drop = Ratio::ZERO - change;
    let number = drop.whole().map_or_else(|| drop.rounded(1), |whole| whole.to_string());
    let s = if number == "1" { "" } else { "s" };
    format!("{number} {}", unit.replacen("point", &format!("point{s}"), 1))
}

/// The same of a change that open answers make a range: what is certain of it.
pub(super) fn least(change: Span, unit: &str) -> String {
    let at_least = if change.known().is_some() { "" } else { "at least " };
    format!("{at_least}{}", less(change.high, unit))
}

/// On how many it was found.
pub(super) fn on(indicators: usize) -> String {
    format!("on {}", counted(indicators, "comparable indicator"))
}

/// The raw change of a part's mean over everybody, in points per 100 of what the part can give;
/// `None` where the part is in one edition only.
pub(super) fn raw(part: &PartChange) -> Option<Span> {
    let share = |means: PartMeans| Some(means.all?.of(means.out_of)?.times(Ratio::HUNDRED));
    Some(share(part.new?)?.minus(share(part.old?)?))
}
