//! An edition and a developer in plain sentences, made from counts and names alone: nothing is
//! praised, and nothing is said of causes.

use crate::analyze::breakdown::{By, groups};
use crate::analyze::diff::decomposition::{Regroup, decompose};
use crate::analyze::diff::developers::{Comparable, DeveloperChange, Move};
use crate::analyze::ranking::Rank;
use crate::analyze::scored::{Place, Scored};
use crate::analyze::summary::Spread;
use crate::answer::diff::View as Change;
use crate::model::{Group, Ratio, Span, Tally};
use crate::page::words::{
    open_answers, plain, range, ranked, rounded, rounding, signed_tenths, silent, span,
};
use crate::text::words::{capital, counted, grouped, listed};

use super::book::Book;
use crate::format::web::named;

/// Names in a sentence; of more than this, only the count.
const NAMED: usize = 4;

/// A name whose script runs from right to left, kept from turning the sentence around it.
pub(super) fn isolated(name: &str) -> String {
    let turns = |c: char| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    let name = named(name);
    if name.contains(turns) { format!("\u{2068}{name}\u{2069}") } else { name }
}

fn names(names: &[String]) -> String {
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The names, or how many there are.
fn few(all: &[String], noun: &str) -> String {
    if all.len() <= NAMED { names(all) } else { counted(all.len(), noun) }
}

/// `95 of 100 points`, `61–68 of 100 points`.
fn points(score: Option<Span>, out_of: Ratio, scored: &Scored<'_>) -> String {
    let (score, most) = (range(score, scored.decimals()), plain(out_of, 2));
    format!("{score} of {most} {}", scored.words().point.many)
}

/// The edition reported on, in sentences.
pub(super) fn edition(book: &Book<'_>) -> Vec<String> {
    let (at, view) = (book.newest(), book.main());
    let (time, summary) = (&book.times[at], view.summary);
    let words = view.scored.words();
    let indicators = words.asked.counted(summary.indicators);
    let mut out = Vec::new();
    let scored: Vec<&Place> = view.places.iter().filter(|p| p.score.is_some()).collect();
    if let (Some(first), Some(last)) = (scored.first(), scored.last()) {
        let low = |place: &Place| place.score.map(|score| score.low);
        let group = |of: &Place| {
            let same: Vec<&&Place> = scored.iter().filter(|p| low(p) == low(of)).collect();
            let all: Vec<String> =
                same.iter().map(|place| isolated(&book.name(at, place.developer))).collect();
            // Of those with the same lower end, the upper ends may differ.
            let alike = same.iter().all(|place| place.score == of.score);
            let least = || of.score.map_or_else(String::new, |score| plain(score.low, 2));
            let points = if alike {
                range(of.score, view.scored.decimals())
            } else {
                format!("at least {}", least())
            };
            (few(&all, &words.ranked.many), if all.len() == 1 { "has" } else { "have" }, points)
        };
        let (who, has, points) = group(first);
        // Where ranges are, somebody further down may have more.
        let by = if summary.open > 0 { "by the lower end, " } else { "" };
        let ends = if scored.len() == 1 {
            format!("{who} has {points}")
        } else if low(first) == low(last) {
            format!("{by}all have {points} points each")
        } else {
            let (last, _, fewest) = group(last);
            format!("{by}{who} {has} the most points, {points}; {last} the fewest, {fewest}")
        };
        let ends = capital(&ends);
        let mean = summary.mean.map(|mean| rounded(mean, 1)).unwrap_or_default();
        let median = summary.median.map(|median| span(median, 1)).unwrap_or_default();
        let all = summary.developers + summary.silent;
        let who = match scored.len() {
            some if some == all => words.ranked.counted(all),
            some => format!("{some} of {}", words.ranked.counted(all)),
        };
        out.push(format!(
            "{who} {} scored on {indicators} {time}, for up to {} points each. {ends}. The mean is \
             {mean}, the median {median}.",
            if scored.len() == 1 { "was" } else { "were" },
            plain(first.out_of, 2),
        ));
    }
    if summary.silent > 0 {
        out.push(format!("Note: {}.", silent(words, summary.silent)));
    }
    let Spread { full, least, .. } = summary.spread;
    out.push(if view.scored.is_yes_or_no() {
        format!(
            "Of the {indicators}, {} {} met by every {}{} and {} by none.",
            summary.met_by_all,
            if summary.met_by_all == 1 { "is" } else { "are" },
            words.ranked.one,
            if summary.silent > 0 { " that was rated" } else { "" },
            summary.met_by_none
        )
    } else {
        format!(
            "Of {}, {} are the best there is and {} the least.",
            counted(summary.spread.ratings(), "rating"),
            grouped(full),
            grouped(least)
        )
    });
    if summary.open > 0 {
        out.push(format!(
            "{}. Scores and ranks they bear on are ranges.",
            open_answers(&view.scored.sheet.rater, summary.open, summary.answers)
        ));
    }
    out.extend(book.change(at).and_then(|change| mean(book, change)));
    out
}

/// How the mean moved, and its parts.
fn mean(book: &Book<'_>, change: Change<'_>) -> Option<String> {
    let parts = decompose(change.whole).ok()?;
    let (pairs, words) = (&change.whole.pairs, change.whole.new.words());
    let before = &book.labels[book.newest() - 1];
    let one = |value: Ratio| signed_tenths(value);
    let mut of: Vec<String> = Vec::new();
    if parts.left_mean.is_some() {
        let who = words.ranked.counted(pairs.left.len());
        of.push(format!("{} from the {who} in that edition alone", one(parts.left)));
    }
    if parts.joined_mean.is_some() {
        // Not all of them need be new: somebody may be back.
        let who = words.ranked.counted(pairs.joined.len());
        of.push(format!("{} from the {who} in this one alone", one(parts.joined)));
    }
    if let Some(found) = parts.regrouped {
        of.push(format!("{} from those that merged or split", one(found.change())));
    }
    of.push(format!("{} from the {} in both", one(parts.stayed.total), pairs.both.len()));
    let unit = if change.whole.unit.per_hundred { " points per 100" } else { " points" };
    let regrouped = parts.regrouped.map(Regroup::change);
    let sums = [
        (parts.new, vec![parts.old, parts.total]),
        (
            parts.total,
            [parts.left, parts.joined, parts.stayed.total].into_iter().chain(regrouped).collect(),
        ),
    ];
    let rounded = rounding(&sums).map(|said| format!(" ({said})")).unwrap_or_default();
    let mut text = format!(
        "Since {before} the mean went from {} to {}, a change of {}{unit}: {}{rounded}.",
        parts.old.rounded(1),
        parts.new.rounded(1),
        one(parts.total),
        names(&of),
    );
    let indicators = counted(change.whole.comparable().count(), "indicator");
    let earned = format!(
        "the {} in both earned {} on average before and {} now",
        pairs.both.len(),
        parts.stayed.kept.old.rounded(1),
        parts.stayed.kept.new.rounded(1),
    );
    if change.whole.asks_the_same() {
        text += &format!(" Both editions asked the same {indicators}, on which {earned}.");
    } else if change.whole.comparable().count() == 0 {
        text += " No indicator was asked in the same way in both editions.";
    } else {
        text += &format!(" On the {indicators} both editions asked in the same way, {earned}.");
    }
    Some(text)
}

/// A developer's points in one edition, in sentences.
pub(super) fn standing(book: &Book<'_>, edition: usize, row: usize) -> String {
    let view = book.view(edition);
    let name = isolated(&book.name(edition, row));
    let time = &capital(&book.times[edition]);
    let place = view.scored.place(row);
    if place.score.is_none() {
        return format!("{time}, nothing of {name} was rated: there is no score.");
    }
    let model = book.entry(edition, row).disclosure.model.as_deref().map(isolated);
    let with = model.map(|model| format!(" with {model}")).unwrap_or_default();
    let tied = if place.rank.is_some_and(|rank| rank.tied) { ", shared" } else { "" };
    let mut text = format!(
        "{time}, {name} earned {}{with}: rank {} of {}{tied}.",
        points(place.score, place.out_of, view.scored),
        ranked(place.rank.map(|rank| Rank { tied: false, ..rank })),
        book.with_rank(edition),
    );
    let open = place.total.undecided();
    if open > 0 {
        text +=
            &format!(" {}.", open_answers(&view.scored.sheet.rater, open, place.total.answers()));
    }
    let decimals = view.scored.decimals();
    let share = |group: &Group| {
        let tally = view.scored.tally(row, &group.members);
        (isolated(&group.name), tally)
    };
    let domains: Vec<String> = groups(&view.scored.index.catalog, By::Domain)
        .iter()
        .map(share)
        .filter(|(_, tally)| tally.out_of != Ratio::ZERO)
        .map(|(name, tally)| {
            format!("{} of {} in {name}", range(tally.score(), decimals), plain(tally.out_of, 2))
        })
        .collect();
    if domains.len() > 1 && domains.len() <= NAMED {
        text += &format!(" That is {}.", names(&domains));
    }
    let subdomains = groups(&view.scored.index.catalog, By::Subdomain);
    let apply = subdomains.iter().map(share).filter(|(_, tally)| tally.out_of != Ratio::ZERO);
    text + &parts(&apply.collect::<Vec<_>>(), decimals)
}

/// Where all points were earned, and where the smallest share; where answers are open, the smallest
/// is not known.
fn parts(parts: &[(String, Tally)], decimals: Option<u32>) -> String {
    let mut text = String::new();
    let full: Vec<String> = parts
        .iter()
        .filter(|(_, tally)| tally.score().is_some_and(|score| score.low == tally.out_of))
        .map(|(name, _)| name.clone())
        .collect();
    if full.len() == parts.len() || parts.len() < 2 {
        return text;
    }
    if !full.is_empty() {
        text += &format!(" It earned every point in {}", few(&full, "subdomains"));
        if full.len() > NAMED {
            text += &format!(" of {}", parts.len());
        }
        text += ".";
    }
    if parts.iter().any(|(_, tally)| tally.points.known().is_none()) {
        return text;
    }
    let share = |tally: &Tally| tally.share().map(|share| share.low);
    // With open answers, which share is the lowest is not known.
    if parts.iter().any(|(_, tally)| tally.points.known().is_none()) {
        return text;
    }
    let lowest = parts.iter().filter_map(|(_, tally)| share(tally)).min();
    let mut least: Vec<String> = Vec::new();
    for (name, tally) in parts {
        if share(tally) == lowest {
            least.push(format!(
                "{name} ({} of {})",
                range(tally.score(), decimals),
                plain(tally.out_of, 2)
            ));
        }
    }
    if lowest == Some(Ratio::ZERO) && least.len() > NAMED {
        text += &format!(
            " It earned none in {} of {}.",
            counted(least.len(), "subdomain"),
            parts.len()
        );
    } else if least.len() <= NAMED && least.len() < parts.len() {
        text += &format!(" Its lowest share is in {}.", names(&least));
    }
    text
}

/// What a developer gained and lost since the edition before, in a sentence or two.
pub(super) fn moved(book: &Book<'_>, edition: usize, row: usize) -> Option<String> {
    let change = book.change(edition)?;
    let before = &book.labels[edition - 1];
    let of = change.developers.iter().find(|d| d.new.is_some_and(|new| new.row == row))?;
    if let Some(group) = change.whole.pairs.group(None, Some(row)) {
        let before: Vec<usize> = group.old_of(row).collect();
        return Some(merged(book, edition, &before));
    }
    let Some(old) = of.old else {
        return Some(format!("It was not in the edition of {before}."));
    };
    let was = isolated(&book.name(edition - 1, old.row));
    let was = if was == isolated(&book.name(edition, row)) {
        String::new()
    } else {
        format!(" as {was}")
    };
    let time = capital(&book.times[edition - 1]);
    if old.score.is_none() {
        return Some(format!("{time} it{was} was in the index, and nothing of it was rated."));
    }
    let mut text = format!(
        "{time} it{was} had {} and rank {} of {}.",
        points(old.score, old.out_of, book.view(edition - 1).scored),
        ranked(old.rank),
        book.with_rank(edition - 1),
    );
    text += &comparable(change, of).unwrap_or_default();
    Some(text)
}

/// What each of those had whom a developer stands for.
fn merged(book: &Book<'_>, edition: usize, before: &[usize]) -> String {
    let places = &book.view(edition - 1).places;
    let of = places.len();
    let one = |place: &Place| {
        let name = isolated(&book.name(edition - 1, place.developer));
        if place.score.is_none() {
            return format!("{name} was not rated");
        }
        let rank = ranked(place.rank);
        format!(
            "{name} had {} and rank {rank} of {of}",
            points(place.score, place.out_of, book.view(edition - 1).scored)
        )
    };
    let all: Vec<String> =
        places.iter().filter(|place| before.contains(&place.developer)).map(one).collect();
    format!("In the edition of {}, {}.", book.labels[edition - 1], names(&all))
}

fn comparable(change: Change<'_>, of: &DeveloperChange) -> Option<String> {
    let found = of.comparable.as_ref().filter(|found| found.indicators > 0)?;
    let name = |m: &Move| {
        let at = change.whole.links[m.link].to.first();
        at.map_or_else(String::new, |at| {
            format!("“{}”", isolated(&change.whole.new.index.catalog.indicators[*at].name))
        })
    };
    let side = |moves: &[Move]| -> String {
        let all: Vec<String> = moves.iter().map(name).collect();
        let sum = Comparable::sum(moves);
        let sum = plain(sum, 1).trim_start_matches('-').to_owned();
        match all.len() {
            0 => "nothing".to_owned(),
            n if n <= NAMED => format!("{sum} ({})", names(&all)),
            _ => sum,
        }
    };
    Some(format!(
        " On the {} comparable since then it gained {} and lost {}: {} of {} before, {} now.",
        counted(found.indicators, "indicator"),
        side(&found.gained),
        side(&found.lost),
        plain(found.old, 1),
        plain(found.out_of, 1),
        plain(found.new, 1),
    ))
}
