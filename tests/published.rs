//! The figures that the Foundation Model Transparency Index printed in its charts, abstracts and
//! pages, worked out anew from the built-in editions. Run with `--nocapture` for the counts.

mod data;

use std::collections::BTreeMap;

use fmti::analyze::breakdown::{By, groups as parts};
use fmti::analyze::groups::{GroupMeans, means};
use fmti::analyze::scored::Scored;
use fmti::analyze::summary::{Summary, summarize};
use fmti::grade::panel;
use fmti::model::index::Entry;
use fmti::model::{Cell, Developer, Group, Id, Points, Ratio, Span, Tally};
use serde::Deserialize;

/// How many figures of each kind the data file holds: those that must come out, and misprints.
const FIGURES: [(&str, usize, usize); 17] = [
    ("average of shown subdomain %", 37, 0),
    ("closed mean %", 34, 2),
    ("domain score over time", 71, 0),
    ("group mean", 51, 1),
    ("indicators satisfied by >=1", 1, 0),
    ("indicators satisfied by >=2", 1, 0),
    ("mean new disclosures", 1, 0),
    ("mean total", 2, 1),
    ("new disclosures by dimension", 13, 0),
    ("open mean %", 34, 2),
    ("repeat developers", 1, 0),
    ("repeat developers that rose", 1, 0),
    ("rise", 3, 0),
    ("subdomain %", 507, 0),
    ("subdomain % average", 41, 0),
    ("top score", 1, 0),
    ("total score", 37, 0),
];

/// A figure that was printed otherwise than the published scores give.
struct Misprint {
    edition: &'static str,
    figure: &'static str,
    item: &'static str,
    /// The file it is in, for figures printed in several.
    file: &'static str,
    published: &'static str,
    ours: &'static str,
    /// What seems to have happened.
    reason: &'static str,
}

/// A chart of fewer subdomains, and one of all of them, that repeat each other's mistake.
const SELECTED: &str = "open_vs_closed_dev_mean_perc_selected_subdomains.pdf";
const ALL: &str = "open_vs_closed_dev_mean_perc_all_subdomains.pdf";
const FIVE_RISKS: &str = "the chart seems to divide by five Risks indicators; there are seven";

#[rustfmt::skip]
const MISPRINTS: [Misprint; 6] = [
    Misprint {
        edition: "2025", figure: "mean total", item: "", file: "abstract arXiv 2512.10169",
        published: "40", ours: "41",
        reason: "529 points over 13 developers are 40.69: cut off, or from before a late change",
    },
    Misprint {
        edition: "2023", figure: "open mean %", item: "Risks", file: ALL,
        published: "33", ours: "24", reason: FIVE_RISKS,
    },
    Misprint {
        edition: "2023", figure: "closed mean %", item: "Risks", file: ALL,
        published: "34", ours: "24", reason: FIVE_RISKS,
    },
    Misprint {
        edition: "2023", figure: "open mean %", item: "Risks", file: SELECTED,
        published: "33", ours: "24", reason: FIVE_RISKS,
    },
    Misprint {
        edition: "2023", figure: "closed mean %", item: "Risks", file: SELECTED,
        published: "34", ours: "24", reason: FIVE_RISKS,
    },
    Misprint {
        edition: "2025", figure: "group mean", item: "non-US | Model", file: "scores_us_vs_nonus.pdf",
        published: "13.2", ours: "13.3",
        reason: "13.25 exactly, and the chart rounds a half to the even digit",
    },
];

/// Charts' names for subdomains, where more than capitals tells them from the catalogs'.
const SUBDOMAINS: [(&str, &str); 2] =
    [("Labor", "Data labor"), ("Mitigations", "Model Mitigations")];

/// Charts' names for groups of developers, with the trait and value that make them up.
const GROUPS: [(&str, &str, &str); 13] = [
    ("open", "weights", "open"),
    ("closed", "weights", "closed"),
    ("B2B", "business", "b2b"),
    ("hybrid", "business", "hybrid"),
    ("B2C", "business", "consumer"),
    ("company-prepared", "report_by", "developer"),
    ("FMTI-prepared", "report_by", "index-team"),
    ("EU CoP signatory", "eu_cop", "true"),
    ("EU CoP non-signatory", "eu_cop", "false"),
    ("FMF", "fmf", "true"),
    ("non-FMF", "fmf", "false"),
    ("US", "us", "true"),
    ("non-US", "us", "false"),
];

/// One printed number.
#[derive(Debug, PartialEq, Deserialize)]
struct Row {
    edition: String,
    figure: String,
    /// How to read the item: `developer`, `developer x subdomain`…
    kind: String,
    item: String,
    published: String,
    source: String,
}

impl Row {
    /// The line of [`FIGURES`] it counts for.
    fn family(&self) -> &str {
        if self.figure.starts_with("rise of ") { "rise" } else { &self.figure }
    }

    fn is(&self, misprint: &Misprint) -> bool {
        let mine = (&*self.edition, &*self.figure, &*self.item);
        mine == (misprint.edition, misprint.figure, misprint.item)
            && self.source.ends_with(misprint.file)
    }
}

/// An edition with the panel's points.
struct Graded {
    scored: Scored<'static>,
    /// Every row of the sheet.
    all: Vec<usize>,
    summary: Summary,
}

impl Graded {
    fn load(id: &str) -> Self {
        let index = Box::leak(Box::new(data::edition(id)));
        let all: Vec<usize> = (0..index.entries.len()).collect();
        let scored = Scored::new(index, panel::scoresheet(index));
        let summary = summarize(&scored, &all);
        assert_eq!(summary.open, 0, "{id} has unrated cells");
        Self { scored, all, summary }
    }

    fn developer(&self, name: &str) -> Option<usize> {
        let called = |d: &Developer| d.name == name || d.aliases.iter().any(|a| a == name);
        self.scored.index.entries.iter().position(|e| called(&e.developer))
    }

    /// No cell is open, so every score is known.
    fn total(&self, developer: usize) -> Option<Ratio> {
        self.scored.places().iter().find(|p| p.developer == developer)?.score?.known()
    }

    fn part(&self, by: By, name: &str) -> Option<Group> {
        parts(&self.scored.index.catalog, by)
            .into_iter()
            .find(|part| part.name.eq_ignore_ascii_case(name))
    }

    fn subdomain(&self, name: &str) -> Option<Group> {
        let renamed = SUBDOMAINS.iter().find(|(chart, _)| *chart == name);
        self.part(By::Subdomain, renamed.map_or(name, |(_, catalog)| catalog))
    }

    fn tally(&self, developer: usize, part: &Group) -> Tally {
        self.scored.sheet.tally(developer, part.members.iter().copied())
    }

    /// The mean share of points that some developers have of one part, as a percentage.
    fn mean_percent(&self, developers: &[usize], part: &Group) -> Option<String> {
        let tallies: Vec<Tally> = developers.iter().map(|d| self.tally(*d, part)).collect();
        Some(mean_share(&tallies)?.percent(0))
    }

    /// All totals added up, of which each is whole, and how many they are.
    fn sum(&self) -> Option<(i128, i128)> {
        let mut totals = self.all.iter().map(|row| self.total(*row)?.whole());
        totals.try_fold((0, 0), |sum, total| Some((sum.0 + total?, sum.1 + 1)))
    }

    fn group(&self, name: &str) -> Option<GroupMeans> {
        let (_, by, value) = GROUPS.iter().find(|(chart, _, _)| *chart == name)?;
        let by = self.scored.index.edition.get_trait(by)?;
        let domains = parts(&self.scored.index.catalog, By::Domain);
        let groups = means(&self.scored, &self.all, by, &domains);
        groups.into_iter().find(|group| group.value.as_deref() == Some(value))
    }

    /// Indicators for which this many developers or more have full points.
    fn satisfied_by(&self, developers: usize) -> usize {
        let full = Cell::Rated(Points::whole(1));
        let satisfied = |i: &usize| self.scored.sheet.column(*i).filter(|c| *c == full).count();
        self.scored.index.catalog.all().filter(|i| satisfied(i) >= developers).count()
    }

    /// Answers first disclosed through the index, among some indicators.
    fn newly_disclosed(&self, indicators: impl IntoIterator<Item = usize>) -> usize {
        let new = |i: usize| {
            let answers =
                self.scored.index.entries.iter().filter_map(|e| e.disclosure.answers[i].as_ref());
            answers.filter(|a| a.newly_disclosed == Some(true)).count()
        };
        indicators.into_iter().map(new).sum()
    }

    /// This edition's total after an earlier one's, for developers in both under either name.
    fn repeats(&self, earlier: &Self) -> Vec<(Ratio, Ratio)> {
        let pair = |(row, entry): (usize, &Entry)| {
            let same = |id: &Id| *id == entry.developer.id || entry.developer.succeeds.contains(id);
            let before = earlier.scored.sheet.developers.iter().position(same)?;
            Some((earlier.total(before)?, self.total(row)?))
        };
        self.scored.index.entries.iter().enumerate().filter_map(pair).collect()
    }
}

/// The exact mean of shares with unlike denominators, worked out apart from the library.
fn mean_share(tallies: &[Tally]) -> Option<Ratio> {
    let (mut num, mut den) = (0, 1);
    for tally in tallies {
        let [points, most] = [tally.points.low, tally.out_of].map(Ratio::whole);
        let (points, most) = (points?, most?);
        (num, den) = (num * most + den * points, den * most);
        let common = gcd(num, den);
        (num, den) = (num / common, den / common);
    }
    Ratio::new(num, den * i128::try_from(tallies.len()).ok()?)
}

/// No answer is open, so every statistic is known.
fn known(statistic: Option<Span>) -> Option<Ratio> {
    statistic?.known()
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// All three editions, and what they printed.
struct Published {
    editions: BTreeMap<&'static str, Graded>,
    rows: Vec<(u64, Row)>,
}

impl Published {
    fn load() -> Self {
        let editions = ["2023", "2024", "2025"].map(|id| (id, Graded::load(id))).into();
        Self { editions, rows: data::rows("published_figures.csv") }
    }

    /// The figure as the library would print it; `None` where nothing here works it out.
    fn recompute(&self, row: &Row) -> Option<String> {
        let of = self.editions.get(&*row.edition)?;
        let item = row.item.as_str();
        let pair = item.split_once(" | ");
        let text = match (&*row.figure, &*row.kind) {
            ("total score", "developer") => of.total(of.developer(item)?)?.to_string(),
            ("subdomain %", "developer x subdomain") => {
                let tally = of.tally(of.developer(pair?.0)?, &of.subdomain(pair?.1)?);
                tally.points.low.over(tally.out_of)?.percent(0)
            }
            ("subdomain % average", "subdomain") => {
                of.mean_percent(&of.all, &of.subdomain(item)?)?
            }
            ("average of shown subdomain %", "developer") => {
                let developer = of.developer(item)?;
                let tally = |name: &str| Some(of.tally(developer, &of.subdomain(name)?));
                let tallies: Option<Vec<Tally>> = self.shown(&row.edition).map(tally).collect();
                mean_share(&tallies?)?.percent(0)
            }
            (name @ ("open mean %" | "closed mean %"), "subdomain") => {
                let group = of.group(name.strip_suffix(" mean %")?)?;
                of.mean_percent(&group.developers, &of.subdomain(item)?)?
            }
            ("group mean", "group x domain") => {
                let (group, domain) = (of.group(pair?.0)?, pair?.1);
                let domains = parts(&of.scored.index.catalog, By::Domain);
                let mean = match domain {
                    "Total" => group.total,
                    _ => group.parts[domains.iter().position(|d| d.name == domain)?]?,
                };
                mean.known()?.rounded(1)
            }
            ("domain score over time", "developer x domain") => {
                let developer = of.developer(pair?.0)?;
                match pair?.1 {
                    "Total" => of.total(developer)?.to_string(),
                    domain => {
                        of.tally(developer, &of.part(By::Domain, domain)?).points.low.to_string()
                    }
                }
            }
            ("new disclosures by dimension", "dimension") => {
                of.newly_disclosed(of.subdomain(item)?.members).to_string()
            }
            (finding, "all") => self.finding(finding, of)?,
            _ => return None,
        };
        Some(text)
    }

    /// A figure about a whole edition.
    fn finding(&self, finding: &str, of: &Graded) -> Option<String> {
        let id = of.scored.index.edition.id.as_str();
        let before = self.editions.range(..id).next_back().map(|(_, earlier)| earlier);
        Some(match finding {
            "mean total" => known(of.summary.mean)?.rounded(0),
            "top score" => known(of.summary.max)?.to_string(),
            "rise of top score" => {
                (known(of.summary.max)? - known(before?.summary.max)?).to_string()
            }
            "rise of bottom score" => {
                (known(of.summary.min)? - known(before?.summary.min)?).to_string()
            }
            "rise of mean" => {
                let ((old, n), (new, m)) = (before?.sum()?, of.sum()?);
                Ratio::new(new * n - old * m, n * m)?.rounded(0)
            }
            "repeat developers" => of.repeats(before?).len().to_string(),
            "repeat developers that rose" => {
                of.repeats(before?).iter().filter(|(old, new)| new > old).count().to_string()
            }
            "indicators satisfied by >=1" => of.summary.met_by_any.to_string(),
            "indicators satisfied by >=2" => of.satisfied_by(2).to_string(),
            "mean new disclosures" => {
                let new = of.newly_disclosed(of.scored.index.catalog.all());
                Points::whole(new.try_into().ok()?).per(of.all.len())?.rounded(1)
            }
            _ => return None,
        })
    }

    /// The subdomains of an edition's heatmap: those it averages over developers.
    fn shown(&self, edition: &str) -> impl Iterator<Item = &str> {
        let mine = move |f: &Row| f.edition == edition && f.figure == "subdomain % average";
        self.rows.iter().map(|(_, f)| f).filter(move |f| mine(f)).map(|f| f.item.as_str())
    }
}

#[test]
#[allow(clippy::print_stdout, reason = "how much was checked is part of the result")]
fn every_printed_figure_comes_out_or_is_a_known_misprint() {
    let published = Published::load();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (line, row) in &published.rows {
        let ours = published.recompute(row);
        let ours = ours.as_deref().unwrap_or("nothing: no rule for it");
        let counted = counts.entry(row.family()).or_default();
        if let Some(misprint) = MISPRINTS.iter().find(|misprint| row.is(misprint)) {
            counted.1 += 1;
            let known = (&*row.published, ours) == (misprint.published, misprint.ours);
            if !known || misprint.published == misprint.ours {
                let reason = misprint.reason;
                wrong.push(format!("line {line}: stale misprint ({reason}): {ours}, {row:?}"));
            }
        } else {
            counted.0 += 1;
            if row.published != ours {
                wrong.push(format!("line {line}: the library gives {ours}, {row:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} figures differ:\n{}", wrong.len(), wrong.join("\n"));
    for (family, (right, misprinted)) in &counts {
        println!("{family:<30}{right:>5} come out, {misprinted} misprinted");
    }
    let counts: Vec<_> = counts.into_iter().map(|(family, (a, b))| (family, a, b)).collect();
    assert_eq!(counts, FIGURES);
    let (right, misprinted) = counts.iter().fold((0, 0), |sum, c| (sum.0 + c.1, sum.1 + c.2));
    println!("{:<30}{right:>5} come out, {misprinted} misprinted", "all");
    assert_eq!((right, misprinted), (836, MISPRINTS.len()));
    assert_eq!(right + misprinted, published.rows.len());
}

#[test]
fn no_figure_is_counted_twice_and_no_misprint_is_listed_in_vain() {
    let rows = data::rows::<Row>("published_figures.csv");
    for (at, (line, row)) in rows.iter().enumerate() {
        let twin = rows[..at].iter().find(|(_, other)| other == row);
        assert!(twin.is_none(), "line {line} repeats another: {row:?}");
    }
    for misprint in &MISPRINTS {
        let found = rows.iter().filter(|(_, row)| row.is(misprint)).count();
        assert_eq!(found, 1, "{} {} {}", misprint.edition, misprint.figure, misprint.item);
    }
}

/// Not printed as numbers, but the charts colour the sets: what they amount to, worked out by hand
/// from the totals (154 / 3, 216 / 7; 353 / 6, 458 / 8).
#[test]
fn means_of_open_and_closed_developers_before_2025() {
    for (id, open, closed) in
        [("2023", (3, "51.3"), (7, "30.9")), ("2024", (6, "58.8"), (8, "57.3"))]
    {
        let edition = Graded::load(id);
        for (name, wanted) in [("open", open), ("closed", closed)] {
            let group = edition.group(name).unwrap_or_else(|| panic!("{id} has no {name} group"));
            assert_eq!(
                (group.developers.len(), &*group.total.known().unwrap().rounded(1)),
                wanted,
                "{id} {name}"
            );
        }
    }
}
