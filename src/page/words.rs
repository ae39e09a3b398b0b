//! Words every format shares, and numbers as people read them.

use crate::analyze::ranking::Rank;
use crate::model::rater::Kind;
use crate::model::{Rater, Ratio, Span, Words};
use crate::text::words::{between, counted, grouped};

/// Stands where a person must judge.
pub const REFER: &str = "refer";

/// Stands where the rater said nothing.
pub const UNRATED: &str = "–";

/// Stands where a question does not arise.
pub const NOT_APPLICABLE: &str = "n/a";

/// How many of all answers are open, in a sentence without its full stop.
///
/// ```
/// use fmti::model::Rater;
/// use fmti::page::words::open_answers;
/// let text = "3 of 200 answers have no panel score: open, not counted as zero";
/// assert_eq!(open_answers(&Rater::panel(), 3, 200), text);
/// let text = "1 of 1,300 answers is not decided: open, not counted as zero";
/// assert_eq!(open_answers(&Rater::criteria(), 1, 1300), text);
/// ```
pub fn open_answers(rater: &Rater, open: usize, all: usize) -> String {
    let what = match (rater.kind, open) {
        (Kind::Panel, 1) => "has no panel score",
        (Kind::Panel, _) => "have no panel score",
        (_, 1) => "is not decided",
        _ => "are not decided",
    };
    format!("{} of {} {what}: open, not counted as zero", grouped(open), counted(all, "answer"))
}

/// A change with its sign, for people: `+31`, `−2.6`, `0`. A whole number needs no decimals.
///
/// ```
/// use fmti::model::Ratio;
/// use fmti::page::words::signed;
/// assert_eq!(signed(Ratio::new(-17, 1).unwrap(), 1), "−17");
/// assert_eq!(signed(Ratio::new(5, 2).unwrap(), 1), "+2.5");
/// assert_eq!(signed(Ratio::new(-1, 100).unwrap(), 1), "−0.0");
/// ```
pub fn signed(change: Ratio, decimals: u32) -> String {
    with_sign(change, &plain(change, decimals))
}

/// A change with its sign and always one decimal, for columns of changes: `−3.0`.
pub fn signed_tenths(change: Ratio) -> String {
    with_sign(change, &change.rounded(1))
}

fn with_sign(change: Ratio, text: &str) -> String {
    let text = text.trim_start_matches('-');
    match change.sign() {
        std::cmp::Ordering::Greater => format!("+{text}"),
        std::cmp::Ordering::Less => format!("−{text}"),
        std::cmp::Ordering::Equal => text.to_owned(),
    }
}

/// What to say of numbers with one decimal where some whole, as printed, is not the sum of its parts
/// as printed; nothing where all add up.
///
/// ```
/// use fmti::model::Ratio;
/// use fmti::page::words::rounding;
/// let hundredths = |n| Ratio::new(n, 100).unwrap();
/// let parts = vec![hundredths(-14), hundredths(-14)];
/// assert!(rounding(&[(hundredths(-28), parts.clone())]).is_some()); // −0.3 of −0.1 and −0.1
/// assert!(rounding(&[(hundredths(-20), parts)]).is_none());
/// ```
pub fn rounding(sums: &[(Ratio, Vec<Ratio>)]) -> Option<&'static str> {
    let tenths = |number: &Ratio| {
        // Without its point, a number with one decimal is a whole one.
        number.rounded(1).replace('.', "").parse::<i128>().unwrap_or_default()
    };
    let adds_up = |(whole, parts): &(Ratio, Vec<Ratio>)| {
        tenths(whole) == parts.iter().map(tenths).sum::<i128>()
    };
    let said = "each number is rounded by itself: printed ones may not add up to the last digit";
    (!sums.iter().all(adds_up)).then_some(said)
}

/// A number for people: whole where it is, else with this many decimals.
pub fn plain(number: Ratio, decimals: u32) -> String {
    number.whole().map_or_else(|| number.rounded(decimals), |whole| whole.to_string())
}

/// A score for people, with the decimals with which its index publishes scores, or as many as there
/// are up to two: `95`; `61–68` where answers are open; a dash where nothing was rated.
pub fn range(score: Option<Span>, decimals: Option<u32>) -> String {
    match (score, decimals) {
        (None, _) => "–".to_owned(),
        (Some(score), None) => span(score, 2),
        (Some(score), Some(decimals)) => rounded(score, decimals),
    }
}

/// A score and what it is out of: `12/34`, `10–12/34`; `n/a` where nothing of it applies.
pub fn out_of(score: Option<Span>, most: Ratio, decimals: Option<u32>) -> String {
    if most == Ratio::ZERO {
        return NOT_APPLICABLE.to_owned();
    }
    format!("{}/{}", range(score, decimals), plain(most, 2))
}

/// A value for people, with at most so many decimals: `12.5`, `61–68`.
pub fn span(span: Span, decimals: u32) -> String {
    between(&plain(span.low, decimals), &plain(span.high, decimals))
}

/// The same with always so many decimals: `12.0–12.5`.
pub fn rounded(span: Span, decimals: u32) -> String {
    between(&span.low.rounded(decimals), &span.high.rounded(decimals))
}

/// That nothing of some developers was rated, and what follows from it.
pub fn silent(words: &Words, developers: usize) -> String {
    let who = words.ranked.counted(developers);
    format!("nothing of {who} was rated: no score, no rank, in no mean")
}

/// A rank, marked where others share it: `3`, `=12`; `2–4` where scores are ranges; a dash for who
/// has none.
pub fn ranked(rank: Option<Rank>) -> String {
    match rank {
        None => "–".to_owned(),
        Some(rank) if rank.tied => format!("={}", rank.best),
        Some(rank) => between(&rank.best.to_string(), &rank.worst.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_threes() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
