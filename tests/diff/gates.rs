//! Each gate where it holds and where it does not, at the very edge, with open answers, and by raw
//! totals.

use std::sync::Arc;

use fmti::analyze::diff::Basis as Comparable;
use fmti::analyze::diff::developers::developers;
use fmti::analyze::gates::{Basis, Judged, Unjudged, breaches, unjudged};
use fmti::model::gate::{Gate, Limit, Seen};
use fmti::model::method::Aggregation;
use fmti::model::{Catalog, Cell, Crosswalk, Developer, Developers, Open, Points, Scale};

use crate::made::{Made, Two, catalog, developer, made_open};

/// What an answer can have.
const SCALE: [i32; 3] = [0, 1, 5];

/// An edition: each line a developer and its cells, of which `?` and `-` are open and `/` does
/// not apply. `bob<ann,zoe`
/// is Bob who took Ann's and Zoe's place.
fn edition(name: &str, catalog: &Arc<Catalog>, table: &str) -> Made {
    let line = |line: &str| -> (Developer, Vec<Cell>) {
        let mut words = line.split_whitespace();
        let who = words.next().unwrap();
        let (who, before) = who.split_once('<').map_or((who, ""), |(who, before)| (who, before));
        let before: Vec<&str> = before.split(',').filter(|id| !id.is_empty()).collect();
        let cell = |word: &str| match word {
            "?" => made_open(&SCALE, Open::Referred),
            "-" => made_open(&SCALE, Open::Unrated),
            "/" => Cell::NotApplicable,
            points => Cell::Rated(Points::parse(points).unwrap()),
        };
        (developer(who, &before), words.map(cell).collect())
    };
    let rows: Vec<_> = table.lines().filter(|l| !l.trim().is_empty()).map(line).collect();
    let known = Developers::new(rows.iter().map(|(who, _)| who.clone()).collect());
    Made::new(name, catalog, &known, rows)
}

/// Two versions of an edition whose catalog asks what the lines have cells for: three indicators in
/// a domain each, the first and third in one theme.
fn versions(old: &str, new: &str) -> Two {
    let columns = old.lines().last().unwrap().split_whitespace().count() - 1;
    let ids: Vec<String> = (0..columns).map(|at| format!("i{at}")).collect();
    let catalog = Arc::new(catalog("lab", &SCALE, &ids));
    between(&catalog, old, &catalog, new)
}

fn between(before: &Arc<Catalog>, old: &str, now: &Arc<Catalog>, new: &str) -> Two {
    Two {
        crosswalk: Crosswalk::of_versions(before, now),
        old: edition("old", before, old),
        new: edition("new", now, new),
        basis: Comparable::default(),
    }
}

/// The breaches of a gate: what each is known by, how large it is, and what it says.
fn found(two: &Two, gate: Gate, above: &str, basis: Basis) -> Vec<(String, String, String)> {
    let comparison = two.compare();
    let everybody = developers(&comparison);
    let judged = Judged { comparison: &comparison, developers: &everybody, basis };
    let limit = Limit { gate, above: Points::parse(above).unwrap() };
    breaches(judged, limit)
        .into_iter()
        .map(|breach| (breach.key.words(), breach.by.rounded(2), breach.message))
        .collect()
}

/// What each breach is known by.
fn words(two: &Two, gate: Gate, above: &str) -> Vec<String> {
    found(two, gate, above, Basis::Comparable).into_iter().map(|(words, ..)| words).collect()
}

fn holds(two: &Two, gate: Gate, above: &str) {
    assert_eq!(words(two, gate, above), Vec::<String>::new());
}

fn why_unjudged(two: &Two, gate: Gate, basis: Basis) -> Option<Unjudged> {
    let comparison = two.compare();
    let everybody = developers(&comparison);
    unjudged(Judged { comparison: &comparison, developers: &everybody, basis }, gate)
}

#[test]
fn lost_points() {
    holds(&versions("ann 1 0 0\nbob 1 1 1", "ann 1 1 0\nbob 5 1 1"), Gate::LostPoints, "0");
    let two = versions("ann 1 5 0\nbob 1 1 1", "ann 1 1 5\nbob 0 1 1");
    let said = found(&two, Gate::LostPoints, "0", Basis::Comparable);
    let said: Vec<_> = said.iter().map(|(a, b, c)| (&**a, &**b, &**c)).collect();
    // A gain elsewhere makes up for no loss; the largest stands first.
    let wanted = [
        ("lost-points ann i1", "4.00", "ANN lost points on Indicator i1: 5 → 1"),
        ("lost-points bob i0", "1.00", "BOB lost points on Indicator i0: 1 → 0"),
    ];
    assert_eq!(said, wanted);
    let comparison = two.compare();
    let everybody = developers(&comparison);
    let judged =
        Judged { comparison: &comparison, developers: &everybody, basis: Basis::Comparable };
    let limit = Limit { gate: Gate::LostPoints, above: Points::ZERO };
    let seen: Vec<Seen> = breaches(judged, limit).iter().map(|breach| breach.seen).collect();
    assert_eq!(seen, [Seen::New(0, Some(1)), Seen::New(1, Some(0))]);
}

#[test]
fn a_drop_of_exactly_so_much_is_let_through() {
    let two = versions("ann 5 1 1\nbob 0 0 0", "ann 1 1 1\nbob 0 0 1");
    for (gate, edge, more) in [
        (Gate::ScoreDrop, "4", "3.999"),
        (Gate::MeanDrop, "1.5", "1.499"),
        (Gate::DomainDrop, "2", "1.999"),
        // The first and third indicator are of one theme.
        (Gate::ThemeDrop, "1.5", "1.499"),
    ] {
        holds(&two, gate, edge);
        assert_eq!(words(&two, gate, more).len(), 1, "{gate:?}");
    }
    let ranks = versions("ann 5\nbob 1\ncat 0", "ann 0\nbob 1\ncat 1");
    holds(&ranks, Gate::RankDrop, "2");
    assert_eq!(words(&ranks, Gate::RankDrop, "1"), ["rank-drop ann"]);
}

#[test]
fn drops_say_of_what() {
    let two = versions("ann 5 1 1\nbob 0 0 0", "ann 1 1 1\nbob 0 0 1");
    let says = |gate| found(&two, gate, "0", Basis::Comparable).remove(0).2;
    assert_eq!(
        says(Gate::ScoreDrop),
        "the score of ANN dropped by 4 points on 3 comparable indicators"
    );
    assert_eq!(
        says(Gate::MeanDrop),
        "the mean score dropped by 1.5 points on 3 comparable indicators, over 2 developers in both"
    );
    assert_eq!(
        says(Gate::DomainDrop),
        "the mean of domain 0 (domain) dropped by 2 points on 1 comparable indicator, over 2 \
         developers in both"
    );
    assert_eq!(words(&two, Gate::ThemeDrop, "0"), ["theme-drop theme-0"]);
    assert_eq!(words(&two, Gate::DomainDrop, "0"), ["domain-drop domain-0"]);
}

#[test]
fn what_rises_or_stays_is_no_drop() {
    let two = versions("ann 1 1 1\nbob 0 0 0", "ann 1 1 1\nbob 0 1 0");
    for gate in [Gate::ScoreDrop, Gate::MeanDrop, Gate::DomainDrop, Gate::ThemeDrop, Gate::RankDrop]
    {
        holds(&two, gate, "0");
        assert!(found(&two, gate, "0", Basis::All).is_empty());
    }
}

#[test]
fn ranks_are_among_those_in_both() {
    // Zoe joins above everybody, and is not counted; Bob overtakes Ann.
    let two = versions("ann 1 1\nbob 1 0", "ann 1 0\nbob 1 1\nzoe 5 5");
    assert_eq!(
        found(&two, Gate::RankDrop, "0", Basis::Comparable),
        [(
            "rank-drop ann".to_owned(),
            "1.00".to_owned(),
            "ANN fell from rank 1 to 2 among those in both editions, on what is comparable".into()
        )]
    );
    let all = found(&two, Gate::RankDrop, "0", Basis::All);
    assert_eq!(all[0].2, "ANN fell from rank 1 to 3 among all");
}

#[test]
fn ranks_do_not_depend_on_who_else_is_judged() {
    let two = versions("ann 5\nbob 1\ncat 0", "ann 0\nbob 1\ncat 1");
    let whole = two.compare();
    let everybody = developers(&whole);
    let mut shown = whole.clone();
    shown.pairs.both.retain(|pair| pair.new == two.new.row("ann"));
    for basis in [Basis::Comparable, Basis::All] {
        let judged = Judged { comparison: &shown, developers: &everybody, basis };
        let found = breaches(judged, Limit { gate: Gate::RankDrop, above: Points::ZERO });
        let found: Vec<_> = found.iter().map(|breach| (breach.key.words(), breach.by)).collect();
        assert_eq!(found, [("rank-drop ann".to_owned(), Points::whole(2).exact())]);
    }
}

#[test]
fn only_those_judged_are_judged() {
    let two = versions("ann 5 1\nbob 1 1\ncat 0 0", "ann 0 1\nbob 0 1");
    let whole = two.compare();
    let everybody = developers(&whole);
    let mut shown = whole.clone();
    shown.pairs.both.retain(|pair| pair.new == two.new.row("bob"));
    shown.pairs.left.clear();
    let judged = Judged { comparison: &shown, developers: &everybody, basis: Basis::Comparable };
    let found = |gate| {
        let found = breaches(judged, Limit { gate, above: Points::ZERO });
        found.iter().map(|breach| breach.key.words()).collect::<Vec<_>>()
    };
    assert_eq!(found(Gate::LostPoints), ["lost-points bob i0"]);
    assert_eq!(found(Gate::ScoreDrop), ["score-drop bob"]);
    assert_eq!(found(Gate::DeveloperVanished), Vec::<String>::new());
    let mean = breaches(judged, Limit { gate: Gate::MeanDrop, above: Points::ZERO });
    assert!(mean[0].message.ends_with("over 1 developer in both"), "{}", mean[0].message);
}

#[test]
fn unmet_indicator() {
    let before = "ann 5 5\nbob 5 0";
    holds(&versions(before, "ann 5 5\nbob 0 0"), Gate::UnmetIndicator, "0");
    // Whoever joined may meet it.
    holds(&versions(before, "ann 0 5\nbob 0 0\nzoe 5 0"), Gate::UnmetIndicator, "0");
    // An open answer may.
    holds(&versions(before, "ann ? 5\nbob 0 0"), Gate::UnmetIndicator, "0");
    // Nobody met the second before.
    holds(&versions("ann 5 1\nbob 5 0", "ann 5 0\nbob 0 0"), Gate::UnmetIndicator, "0");
    let two = versions(before, "ann 1 5\nbob 1 0");
    let said = found(&two, Gate::UnmetIndicator, "0", Basis::Comparable);
    let message = "nobody meets Indicator i0 any more; 2 did".to_owned();
    assert_eq!(said, [("unmet-indicator i0".to_owned(), "2.00".to_owned(), message)]);
}

#[test]
fn developer_vanished() {
    holds(&versions("ann 1\nbob 1", "ann 1\nbob 1\nzoe 1"), Gate::DeveloperVanished, "0");
    holds(&versions("ann 1\nbob 1", "zoe<ann 1\nbob 1"), Gate::DeveloperVanished, "0");
    let two = versions("ann 1\nbob 1", "zoe 1\nbob 1");
    assert_eq!(words(&two, Gate::DeveloperVanished, "0"), ["developer-vanished ann"]);
    // It can be judged though nobody is in both.
    let gone = versions("ann 1", "zoe 1");
    assert_eq!(why_unjudged(&gone, Gate::DeveloperVanished, Basis::Comparable), None);
    assert_eq!(words(&gone, Gate::DeveloperVanished, "0"), ["developer-vanished ann"]);
}

/// Whoever merged or split is neither gone nor has lost anything, by whatever is judged.
#[test]
fn who_merged_or_split_breaches_nothing() {
    let merged = versions("ann 1 1\nbob 1 1\nzoe 1 1", "eve<bob,ann 0 0\nzoe 1 1");
    let split = versions("ann 1 1\nzoe 1 1", "bob<ann 0 0\neve<ann 0 0\nzoe 1 1");
    let taken_in = versions("ann 1 1\nbob 1 1\nzoe 1 1", "ann<bob 0 0\nzoe 1 1");
    for two in [merged, split, taken_in] {
        for gate in [Gate::DeveloperVanished, Gate::LostPoints, Gate::MeanDrop, Gate::Undecided] {
            holds(&two, gate, "0");
        }
        for basis in [Basis::Comparable, Basis::All] {
            for gate in [Gate::ScoreDrop, Gate::RankDrop] {
                assert_eq!(found(&two, gate, "0", basis), []);
            }
        }
    }
    let alone = versions("ann 1\nbob 1", "eve<bob,ann 0");
    let why = why_unjudged(&alone, Gate::LostPoints, Basis::Comparable);
    assert_eq!(why, Some(Unjudged::NobodyInBoth));
}

/// A catalog of which some cards ask something else.
fn changed(catalog: &Arc<Catalog>, at: &[usize]) -> Arc<Catalog> {
    let mut other = Catalog::clone(catalog);
    for at in at {
        other.indicators[*at].sha256 += ", another";
    }
    Arc::new(other)
}

#[test]
fn definition_changed() {
    let ids = ["i0", "i1", "i2"].map(str::to_owned);
    let before = Arc::new(catalog("lab", &[0, 1], &ids));
    let table = "ann 1 1 1";
    holds(&between(&before, table, &before, table), Gate::DefinitionChanged, "0");
    let now = changed(&before, &[1]);
    let two = between(&before, table, &now, "ann 1 0 1");
    assert_eq!(words(&two, Gate::DefinitionChanged, "0"), ["definition-changed i1"]);
    // Another question is not comparable, unless that is asked for.
    holds(&two, Gate::LostPoints, "0");
    let revised = Two { basis: Comparable { revised: true }, ..two };
    assert_eq!(words(&revised, Gate::LostPoints, "0"), ["lost-points ann i1"]);
}

/// What makes other scores of the same points is no card's, and breaches all the same.
#[test]
fn definition_changed_as_a_whole() {
    let ids = ["i0", "i1", "i2"].map(str::to_owned);
    let before = Arc::new(catalog("lab", &[0, 1], &ids));
    let now = |change: fn(&mut Catalog)| {
        let mut other = Catalog::clone(&before);
        change(&mut other);
        between(&before, "ann 1 1 1", &Arc::new(other), "ann 1 1 1")
    };
    let by_domain = |catalog: &mut Catalog| catalog.method.aggregation = Aggregation::DomainMean;
    let stretched = |catalog: &mut Catalog| catalog.scale = levels(&[0, 2]);
    assert_eq!(words(&now(by_domain), Gate::DefinitionChanged, "0"), ["definition-changed"]);
    assert_eq!(words(&now(stretched), Gate::DefinitionChanged, "0"), ["definition-changed"]);
    // With a level between, an answer that had nothing may have half: every bar is another.
    let partial = |catalog: &mut Catalog| catalog.scale = levels(&[0, 1, 2]);
    assert_eq!(words(&now(partial), Gate::DefinitionChanged, "0").len(), 1 + ids.len());
    // Where means of domains make the score, what is in a domain does too.
    let moved = |catalog: &mut Catalog| catalog.domains[0].members.push(1);
    holds(&now(moved), Gate::DefinitionChanged, "0");
    let mut before = Catalog::clone(&before);
    by_domain(&mut before);
    let mut now = before.clone();
    moved(&mut now);
    let two = between(&Arc::new(before), "ann 1 1 1", &Arc::new(now), "ann 1 1 1");
    assert_eq!(words(&two, Gate::DefinitionChanged, "0"), ["definition-changed"]);
}

fn levels(points: &[i32]) -> Scale {
    Scale::levels(points.iter().map(|points| Points::whole(*points)))
}

#[test]
fn regrouped() {
    holds(&versions("ann 1\nbob 1", "ann 1\nzoe<bob 0"), Gate::Regrouped, "0");
    let two = versions("ann 1\nbob 1\nkim 1", "zoe<ann,bob 0\nkim 1");
    assert_eq!(words(&two, Gate::Regrouped, "0"), ["regrouped ann", "regrouped bob"]);
}

#[test]
fn indicator_vanished() {
    let ids = ["kept", "gone"].map(str::to_owned);
    let (before, now) =
        (Arc::new(catalog("lab", &[0, 1], &ids)), Arc::new(catalog("lab", &[0, 1], &ids[..1])));
    let two = between(&before, "ann 1 1", &now, "ann 1");
    assert_eq!(words(&two, Gate::IndicatorVanished, "0"), ["indicator-vanished gone"]);
    // What was added was nobody's, and what asks anew under its id is another gate's.
    holds(&between(&now, "ann 1", &before, "ann 1 1"), Gate::IndicatorVanished, "0");
    let two = between(&before, "ann 1 1", &changed(&before, &[0]), "ann 1 1");
    holds(&two, Gate::IndicatorVanished, "0");
}

#[test]
fn newly_not_applicable() {
    let two = versions("ann 1 1\nbob 1 1", "ann / 1\nbob 1 1");
    let gate = Gate::NewlyNotApplicable;
    assert_eq!(words(&two, gate, "0"), ["newly-not-applicable ann i0"]);
    holds(&two, Gate::Undecided, "0");
    // What was open, or had nothing, leaves too; what did not apply before does not leave.
    let two = versions("ann 0 ?\nbob 1 1", "ann / /\nbob 1 1");
    let gone = ["newly-not-applicable ann i0", "newly-not-applicable ann i1"];
    assert_eq!(words(&two, gate, "0"), gone);
    holds(&versions("ann / 1\nbob 1 1", "ann / 1\nbob 1 1"), gate, "0");
    holds(&versions("ann / 1\nbob 1 1", "ann - 1\nbob 1 1"), gate, "0");
}

#[test]
fn undecided() {
    holds(&versions("ann 1 ? -\nbob 1 1 1", "ann 1 ? ?\nbob 1 1 1"), Gate::Undecided, "0");
    holds(&versions("ann ? -\nbob 1 1", "ann 1 0\nbob 1 1"), Gate::Undecided, "0");
    let two = versions("ann 1 0 1\nbob 1 1 1", "ann ? 0 1\nbob 1 1 -");
    let said = found(&two, Gate::Undecided, "0", Basis::Comparable);
    let said: Vec<&str> = said.iter().map(|(.., message)| &**message).collect();
    let wanted = [
        "the answer of ANN on Indicator i0 is no longer decided: 1 → to judge",
        "the answer of BOB on Indicator i2 is no longer decided: 1 → unrated",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn an_open_answer_is_no_loss() {
    let two = versions("ann 5 1 1\nbob 5 5 5", "ann ? 1 1\nbob - 5 5");
    for gate in [Gate::LostPoints, Gate::ScoreDrop, Gate::MeanDrop, Gate::RankDrop] {
        holds(&two, gate, "0");
        assert_eq!(found(&two, gate, "0", Basis::All), [], "{gate:?}");
    }
    // What is decided is judged all the same.
    let two = versions("ann 5 1 1\nbob 5 5 5", "ann ? 0 1\nbob 5 5 5");
    assert_eq!(words(&two, Gate::LostPoints, "0"), ["lost-points ann i1"]);
    assert_eq!(words(&two, Gate::ScoreDrop, "0"), ["score-drop ann"]);
    // A mean is over those of whom something is decided.
    let two = versions("ann 5\nbob 5", "ann ?\nbob 1");
    assert_eq!(found(&two, Gate::MeanDrop, "0", Basis::Comparable)[0].1, "4.00");
}

#[test]
fn by_raw_totals_what_is_certain_of_a_drop_counts() {
    // Of fifteen points, Ann has at most eleven left.
    let two = versions("ann 5 5 5\nbob 0 0 0", "ann ? 1 5\nbob 0 0 0");
    let said = found(&two, Gate::ScoreDrop, "0", Basis::All);
    let message = "the score of ANN dropped by at least 4 points in total".to_owned();
    assert_eq!(said, [("score-drop ann".to_owned(), "4.00".to_owned(), message)]);
    let said = found(&two, Gate::MeanDrop, "0", Basis::All);
    assert_eq!(
        said[0].2,
        "the mean score dropped by at least 13.3 points per 100, over all developers"
    );
    // Bob has more than Ann can have.
    let two = versions("ann 5 5\nbob 1 0", "ann ? 0\nbob 5 1");
    let said = found(&two, Gate::RankDrop, "0", Basis::All);
    assert_eq!(said.iter().map(|(words, ..)| &**words).collect::<Vec<_>>(), ["rank-drop ann"]);
    let two = versions("ann 5 5\nbob 1 0", "ann ? 1\nbob 5 1");
    assert_eq!(found(&two, Gate::RankDrop, "0", Basis::All), []);
}

#[test]
fn by_raw_totals_what_was_dropped_counts_too() {
    let both = ["kept", "gone", "gone-too"].map(str::to_owned);
    let (before, now) =
        (Arc::new(catalog("lab", &[0, 1], &both)), Arc::new(catalog("lab", &[0, 1], &both[..1])));
    let two = between(&before, "ann 1 1 1\nbob 1 0 0", &now, "ann 1\nbob 1");
    for gate in [Gate::ScoreDrop, Gate::MeanDrop, Gate::RankDrop, Gate::LostPoints] {
        holds(&two, gate, "0");
    }
    // Both have all there is: the totals are taken as points per 100.
    assert_eq!(found(&two, Gate::ScoreDrop, "0", Basis::All), []);
    let two = between(&before, "ann 1 1 1\nbob 1 0 0", &now, "ann 0\nbob 1");
    let said = found(&two, Gate::ScoreDrop, "99.9", Basis::All);
    assert_eq!(said[0].2, "the score of ANN dropped by 100 points per 100 in total");
    let said = found(&two, Gate::MeanDrop, "0", Basis::All);
    assert_eq!(said[0].2, "the mean score dropped by 16.7 points per 100, over all developers");
}

#[test]
fn points_on_other_scales_say_of_how_many() {
    let ids = ["i0", "i1"].map(str::to_owned);
    let (before, now) =
        (Arc::new(catalog("lab", &[0, 1], &ids)), Arc::new(catalog("lab", &[0, 100], &ids)));
    let two = between(&before, "ann 1 1", &now, "ann 0 100");
    let said = found(&two, Gate::LostPoints, "0", Basis::Comparable);
    let message = "ANN lost points on Indicator i0: 1 of 1 → 0 of 100".to_owned();
    assert_eq!(said, [("lost-points ann i0".to_owned(), "100.00".to_owned(), message)]);
}

#[test]
fn a_gate_without_anything_to_judge_does_not_hold_in_silence() {
    let gates = Gate::OF_COMPARISONS.map(|(gate, _)| gate);
    let nobody = versions("ann 1", "zoe 1");
    let nothing = {
        let before = Arc::new(catalog("lab", &[0, 1], &["i0".to_owned()]));
        between(&before, "ann 1", &changed(&before, &[0]), "ann 1")
    };
    let open = versions("ann 1 ?", "ann ? 1");
    for gate in gates {
        let why = |two| why_unjudged(two, gate, Basis::Comparable);
        let never = matches!(
            gate,
            Gate::DeveloperVanished
                | Gate::DefinitionChanged
                | Gate::Regrouped
                | Gate::IndicatorVanished
                | Gate::Unlocked
        );
        assert_eq!(why(&nobody), (!never).then_some(Unjudged::NobodyInBoth), "{gate:?}");
        assert_eq!(why(&nothing), (!never).then_some(Unjudged::NothingComparable), "{gate:?}");
        let never = never || matches!(gate, Gate::Undecided | Gate::NewlyNotApplicable);
        assert_eq!(why(&open), (!never).then_some(Unjudged::NothingDecided), "{gate:?}");
    }
    // By raw totals, other questions can be judged, and so can means of others.
    for gate in [Gate::ScoreDrop, Gate::RankDrop, Gate::MeanDrop] {
        assert_eq!(why_unjudged(&nothing, gate, Basis::All), None);
        assert_eq!(why_unjudged(&open, gate, Basis::All), None);
        let silent = versions("ann 1 1", "ann ? ?");
        assert_eq!(why_unjudged(&silent, gate, Basis::All), Some(Unjudged::NothingDecided));
    }
    assert_eq!(why_unjudged(&nobody, Gate::MeanDrop, Basis::All), None);
    assert_eq!(why_unjudged(&nobody, Gate::ScoreDrop, Basis::All), Some(Unjudged::NobodyInBoth));
    assert_eq!(
        why_unjudged(&nothing, Gate::LostPoints, Basis::All),
        Some(Unjudged::NothingComparable)
    );
}
