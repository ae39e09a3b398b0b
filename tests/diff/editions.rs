//! The built-in editions, compared: numbers worked out by hand from the published scores.

use fmti::analyze::diff::decomposition::{Decomposition, decompose};
use fmti::analyze::diff::developers::{Comparable, DeveloperChange, Status, developers};
use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::scored::Scored;
use fmti::file::reach::Links;
use fmti::grade::panel;
use fmti::load::bridge;
use fmti::model::crosswalk::Relation;
use fmti::model::{Crosswalk, Index, Ratio, Scoresheet};

use crate::data;
use crate::run::{json, rows};

/// Two editions with the panel's points, and how their catalogs relate.
pub(crate) struct Two {
    pub(crate) indexes: [Index; 2],
    sheets: [Scoresheet; 2],
    pub(crate) crosswalk: Crosswalk,
}

impl Two {
    pub(crate) fn load(old: &str, new: &str) -> Self {
        let indexes = [old, new].map(data::edition);
        let found =
            bridge::find((&indexes[0], None), (&indexes[1], None), None, Links::Inside).unwrap();
        assert_eq!(found.problems, []);
        let sheets = [panel::scoresheet(&indexes[0]), panel::scoresheet(&indexes[1])];
        Self { crosswalk: found.crosswalk.unwrap(), indexes, sheets }
    }

    pub(crate) fn compare(&self, revised: bool) -> Comparison<'_> {
        let scored = |at: usize| Scored::new(&self.indexes[at], self.sheets[at].clone());
        // What a comparison borrows outlives it: a test is short.
        let [old, new] = [0, 1].map(|at| &*Box::leak(Box::new(scored(at))));
        Comparison::new(old, new, &self.crosswalk, Basis { revised })
    }

    /// What the newer edition calls a developer in both.
    fn name(&self, change: &DeveloperChange) -> &str {
        &self.indexes[1].entries[change.new.unwrap().row].developer.name
    }
}

fn whole(ratio: Ratio) -> i128 {
    ratio.whole().unwrap()
}

/// Developers in both editions by name, each with something of what is comparable.
fn by_name<T>(
    two: &Two,
    revised: bool,
    what: fn(&DeveloperChange, &Comparable) -> T,
) -> Vec<(String, T)> {
    let mut found: Vec<(String, T)> = developers(&two.compare(revised))
        .iter()
        .filter_map(|change| {
            let comparable = change.comparable.as_ref()?;
            Some((two.name(change).to_owned(), what(change, comparable)))
        })
        .collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn named<T: Clone>(list: &[(&str, T)]) -> Vec<(String, T)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

#[test]
fn the_eight_developers_of_2023_and_2024() {
    let two = Two::load("2023", "2024");
    let found = by_name(&two, false, |change, comparable| {
        let total = |side: Option<fmti::analyze::diff::developers::Standing>| {
            whole(side.unwrap().total.points.known().unwrap())
        };
        assert_eq!((comparable.indicators, &*comparable.open), (100, &[][..]));
        assert_eq!(change.change.unwrap().known(), Some(comparable.change()));
        [
            total(change.old),
            total(change.new),
            whole(Comparable::sum(&comparable.gained)),
            whole(Comparable::sum(&comparable.lost)),
        ]
    });
    let wanted = [
        ("AI21 Labs", [25, 75, 50, 0]),
        ("Amazon", [12, 41, 29, 0]),
        ("Anthropic", [36, 51, 19, -4]),
        ("BigCode/Hugging Face/ServiceNow", [53, 85, 32, 0]),
        ("Google", [40, 47, 16, -9]),
        ("Meta", [54, 60, 7, -1]),
        ("OpenAI", [48, 49, 1, 0]),
        ("Stability AI", [47, 58, 18, -7]),
    ];
    assert_eq!(found, named(&wanted));
}

/// Points in Upstream, Model and Downstream.
#[test]
fn their_domains_in_2023_and_2024() {
    let table = rows(&["2023", "2024", "--by", "domain", "--long"]);
    let wanted = [
        ("ai21-labs", [(0, 21), (11, 25), (14, 29)]),
        ("bigcode", [(21, 32), (16, 25), (16, 28)]),
        ("amazon", [(0, 3), (6, 19), (6, 19)]),
        ("anthropic", [(5, 7), (15, 21), (16, 23)]),
        ("stability-ai", [(16, 17), (13, 16), (18, 25)]),
        ("google", [(6, 6), (15, 18), (19, 23)]),
        ("meta", [(14, 15), (22, 25), (18, 20)]),
        ("openai", [(7, 7), (20, 20), (21, 22)]),
    ];
    for (developer, domains) in wanted {
        for (domain, (old, new)) in ["upstream", "model", "downstream"].into_iter().zip(domains) {
            let row = table
                .iter()
                .find(|row| {
                    row.text("developer_id") == developer && row.text("domain_id") == domain
                })
                .unwrap();
            let found = (row.text("old_score"), row.text("new_score"));
            assert_eq!(found, (&*old.to_string(), &*new.to_string()), "{developer} {domain}");
        }
    }
}

#[test]
fn hugging_face_became_bigcode() {
    let two = Two::load("2023", "2024");
    let changes = developers(&two.compare(false));
    let succeeded: Vec<_> = changes.iter().filter(|c| c.status == Status::Succeeded).collect();
    assert_eq!(succeeded.len(), 1);
    let old = &two.indexes[0].entries[succeeded[0].old.unwrap().row].developer;
    assert_eq!(
        (old.id.as_str(), two.name(succeeded[0])),
        ("hugging-face", "BigCode/Hugging Face/ServiceNow")
    );
    // Looking back, the same two are one.
    let back = Two::load("2024", "2023");
    let back = back.compare(false);
    let pair = back.pairs.both.iter().find(|pair| pair.succeeded).unwrap();
    assert_eq!(back.old.index.entries[pair.old].developer.id.as_str(), "bigcode");
    assert_eq!(back.new.index.entries[pair.new].developer.id.as_str(), "hugging-face");
    let table = rows(&["2023", "2024"]);
    let row = table.iter().find(|row| row.text("status") == "succeeded").unwrap();
    assert_eq!(row.text("developer_name"), "Hugging Face > BigCode/Hugging Face/ServiceNow");
    assert_eq!(
        (row.text("old_developer_id"), row.text("new_developer_id")),
        ("hugging-face", "bigcode")
    );
}

fn counts(comparison: &Comparison<'_>) -> [(usize, usize); 6] {
    let count = |wanted: fn(&Relation) -> bool| {
        let links = comparison.links.iter().filter(|link| wanted(&link.relation));
        links.fold((0, 0), |sum, link| (sum.0 + link.from.len(), sum.1 + link.to.len()))
    };
    [
        count(|r| *r == Relation::Kept),
        count(|r| matches!(r, Relation::Revised(_))),
        count(|r| *r == Relation::Split),
        count(|r| *r == Relation::Merged),
        count(|r| *r == Relation::Added),
        count(|r| *r == Relation::Dropped),
    ]
}

#[test]
fn how_much_of_2024_and_2025_is_comparable() {
    let two = Two::load("2024", "2025");
    let comparison = two.compare(false);
    let pairs = &comparison.pairs;
    assert_eq!((pairs.both.len(), pairs.left.len(), pairs.joined.len()), (9, 5, 4));
    assert_eq!(counts(&comparison), [(9, 9), (18, 18), (2, 8), (27, 10), (0, 55), (44, 0)]);
    assert_eq!(comparison.comparable().count(), 9);
    assert_eq!(two.compare(true).comparable().count(), 27);
    let said = json(&["2024", "2025"]);
    let comparable = &said["comparable"];
    assert_eq!((&comparable["developers"], &comparable["compared"]), (&9.into(), &9.into()));
    let indicators = &comparable["indicators"];
    let counts =
        ["kept", "revised", "split", "split_to", "merged", "merged_to", "added", "dropped"];
    let counts = counts.map(|key| indicators[key].as_u64().unwrap());
    assert_eq!(counts, [9, 18, 2, 8, 27, 10, 55, 44]);
}

#[test]
fn points_on_what_was_kept_from_2024_to_2025() {
    let two = Two::load("2024", "2025");
    let found = by_name(&two, false, |_, found| {
        assert_eq!((found.indicators, whole(found.out_of)), (9, 9));
        (whole(found.old), whole(found.new))
    });
    let wanted = [
        ("AI21 Labs", (7, 7)),
        ("Amazon", (3, 6)),
        ("Anthropic", (3, 4)),
        ("Google", (4, 6)),
        ("IBM", (7, 8)),
        ("Meta", (7, 4)),
        ("Mistral", (5, 2)),
        ("OpenAI", (6, 3)),
        ("Writer", (7, 7)),
    ];
    assert_eq!(found, named(&wanted));
    let sum = |at: fn(&(i128, i128)) -> i128| {
        Ratio::new(wanted.iter().map(|(_, points)| at(points)).sum(), 81).unwrap().percent(1)
    };
    assert_eq!((sum(|p| p.0), sum(|p| p.1)), ("60.5".to_owned(), "58.0".to_owned()));
}

#[test]
fn points_on_what_was_kept_or_revised_from_2024_to_2025() {
    let two = Two::load("2024", "2025");
    let found = by_name(&two, true, |_, found| (whole(found.old), whole(found.new)));
    let (old, new) = found.iter().fold((0, 0), |sum, (_, p)| (sum.0 + p.0, sum.1 + p.1));
    let share = |points| Ratio::new(points, 27 * 9).unwrap().percent(1);
    assert_eq!((share(old), share(new)), ("61.3".to_owned(), "53.1".to_owned()));
}

fn decomposed(old: &str, new: &str) -> Decomposition {
    decompose(&Two::load(old, new).compare(false)).unwrap()
}

#[test]
fn why_the_mean_fell_from_58_to_40() {
    let found = decomposed("2024", "2025");
    let shown = [found.old, found.new, found.total, found.left, found.joined, found.stayed.total];
    let shown = shown.map(|ratio| ratio.rounded(2));
    assert_eq!(shown, ["57.93", "40.69", "-17.24", "-2.60", "-8.53", "-6.11"]);
    let means =
        [found.stayed_old, found.stayed_new, found.left_mean.unwrap(), found.joined_mean.unwrap()];
    assert_eq!(means.map(|ratio| ratio.rounded(2)), ["55.33", "49.22", "62.60", "21.50"]);
    // 811 points of fourteen and 529 of thirteen; 498 and 443 of the nine in both.
    let exact = |num, den| Ratio::new(num, den).unwrap();
    assert_eq!(found.total, exact(529, 13) - exact(811, 14));
    assert_eq!(found.left, exact(498, 9) - exact(811, 14));
    assert_eq!(found.joined, exact(529, 13) - exact(443, 9));
    assert_eq!(found.left + found.joined + found.stayed.total, found.total);
    let kept = found.stayed.kept;
    assert_eq!((kept.old, kept.new), (exact(49, 9), exact(47, 9)));
    let parts: Ratio = found.stayed.parts().iter().map(|(_, moved)| moved.change()).sum();
    assert_eq!(parts, found.stayed.total);
}

/// By the published kinds, which the parts hang on.
#[test]
fn what_became_of_the_nine_by_kind() {
    let stayed = decomposed("2024", "2025").stayed;
    let found = stayed
        .parts()
        .map(|(name, moved)| (name, [moved.old, moved.new, moved.change()].map(|r| r.rounded(3))));
    let wanted = [
        ("kept", ["5.444", "5.222", "-0.222"]),
        ("revised", ["11.111", "9.111", "-2.000"]),
        ("split", ["0.667", "2.556", "1.889"]),
        ("merged", ["15.333", "4.333", "-11.000"]),
        ("dropped", ["22.778", "0.000", "-22.778"]),
        ("added", ["0.000", "28.000", "28.000"]),
    ];
    assert_eq!(found, wanted.map(|(name, text)| (name, text.map(str::to_owned))));
    assert_eq!(stayed.replaced().change().rounded(3), "-3.889");
    assert_eq!(stayed.total.rounded(3), "-6.111");
}

#[test]
fn why_the_mean_rose_from_37_to_58() {
    let found = decomposed("2023", "2024");
    assert_eq!(
        (found.total.rounded(2), found.stayed.total.rounded(1)),
        ("20.93".into(), "18.9".into())
    );
    assert_eq!(found.stayed.kept.change(), found.stayed.total);
}

#[test]
fn the_six_developers_of_2023_and_2025() {
    let two = Two::load("2023", "2025");
    let found = decompose(&two.compare(false)).unwrap();
    let means = [found.stayed_old, found.stayed_new].map(|mean| mean.rounded(1));
    assert_eq!((two.compare(false).pairs.both.len(), means), (6, ["35.8".into(), "43.0".into()]));
}
