//! Criteria against the panel, on the disclosures that were typed blind. The table in
//! `docs/agreement.md` is what this test computes; `UPDATE_AGREEMENT=1` rewrites it.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;

use fmti::grade::verdict::{Verdict, verdict};
use fmti::load;
use fmti::model::index::Entry;
use fmti::model::{Index, Points};

const DOCUMENT: &str = "docs/agreement.md";
const BEGIN: &str = "<!-- computed by tests/agreement.rs -->\n";
const END: &str = "<!-- end -->\n";

/// The developers of 2025 whose reports were typed without looking at scores.
const TYPED: [&str; 8] =
    ["ai21-labs", "alibaba", "amazon", "deepseek", "ibm", "mistral", "openai", "xai"];

/// Verdicts against the panel.
#[derive(Clone, Copy, Default)]
struct Counts {
    met_met: usize,
    met_not: usize,
    not_met: usize,
    not_not: usize,
    refer_met: usize,
    refer_not: usize,
}

impl Counts {
    fn add(&mut self, verdict: Verdict, earned: bool) {
        *match (verdict, earned) {
            (Verdict::Met, true) => &mut self.met_met,
            (Verdict::Met, false) => &mut self.met_not,
            (Verdict::NotMet, true) => &mut self.not_met,
            (Verdict::NotMet, false) => &mut self.not_not,
            (Verdict::Refer, true) => &mut self.refer_met,
            (Verdict::Refer, false) => &mut self.refer_not,
        } += 1;
    }

    fn decided(self) -> usize {
        self.met_met + self.met_not + self.not_met + self.not_not
    }

    fn row(self, name: &str) -> String {
        let referred = self.refer_met + self.refer_not;
        let agreed = self.met_met + self.not_not;
        let share = |part: usize, whole: usize| {
            Points::whole(i32::try_from(part).unwrap())
                .of(Points::whole(i32::try_from(whole).unwrap()))
                .map_or_else(|| "–".to_owned(), |ratio| ratio.percent(1))
        };
        format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} |\n",
            self.met_met,
            self.met_not,
            self.not_met,
            self.not_not,
            self.refer_met,
            self.refer_not,
            share(agreed, self.decided()),
            share(self.decided(), self.decided() + referred),
        )
    }
}

type Readings = BTreeMap<(String, String), (String, String)>;

fn count(
    index: &Index,
    entry: &Entry,
    readings: &mut Readings,
    rights: &mut BTreeMap<String, usize>,
    differences: &mut Vec<String>,
) -> Counts {
    let mut counts = Counts::default();
    let answers = &entry.disclosure.answers;
    for (indicator, answer) in index.catalog.indicators.iter().zip(answers) {
        let answer = answer.as_ref().unwrap();
        let panel = answer.panel.as_ref().unwrap().points;
        let earned = panel == index.catalog.scale.best();
        let (verdict, basis) = verdict(indicator, Some(answer), answers);
        counts.add(verdict, earned);
        if verdict != Verdict::Refer && (verdict == Verdict::Met) != earned {
            let (developer, indicator) = (entry.developer.id.as_str(), indicator.id.as_str());
            let (right, why) = readings
                .remove(&(developer.to_owned(), indicator.to_owned()))
                .unwrap_or_else(|| panic!("no reading of {developer} {indicator}"));
            *rights.entry(right.clone()).or_default() += 1;
            differences.push(format!(
                "| {} | {indicator} | {} ({}) | {panel} | {right} | {why} |\n",
                entry.developer.name,
                verdict.as_str(),
                basis.as_str()
            ));
        }
    }
    counts
}

/// Which side is right by the published guidance, read by a person, and why.
fn readings() -> Readings {
    let mut reader = csv::Reader::from_path("tests/data/agreement_readings.csv").unwrap();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.map(|row: Vec<String>| {
        ((row[0].clone(), row[1].clone()), (row[2].clone(), row[3].clone()))
    })
    .collect()
}

#[test]
fn the_document_is_current() {
    let index = load::load(Some("2025"), fmti::file::reach::Links::Inside).unwrap().index.unwrap();
    let mut table = String::from(
        "| | met, panel 1 | met, panel 0 | not met, panel 1 | not met, panel 0 | referred, panel 1 \
         | referred, panel 0 | agreement where decided, % | decided, % |\n|---|--:|--:|--:|--:|--:|\
         --:|--:|--:|\n",
    );
    let mut differences = Vec::new();
    let mut rights = BTreeMap::new();
    let mut readings = readings();
    let mut all = Counts::default();
    for id in TYPED {
        let entry = index.entries.iter().find(|e| e.developer.id.as_str() == id).unwrap();
        let c = count(&index, entry, &mut readings, &mut rights, &mut differences);
        table += &c.row(&entry.developer.name);
        all.met_met += c.met_met;
        all.met_not += c.met_not;
        all.not_met += c.not_met;
        all.not_not += c.not_not;
        all.refer_met += c.refer_met;
        all.refer_not += c.refer_not;
    }
    assert!(all.decided() > 300, "most answers are no longer typed");
    table += &all.row("**all eight**");
    assert!(readings.is_empty(), "these no longer differ: {readings:?}");
    let list = differences.concat();
    let rights: Vec<String> = rights.iter().map(|(right, n)| format!("{right} {n}")).collect();
    let block = format!(
        "{table}\n## Where they differ\n\nOf the decided answers, {} were scored otherwise by the \
         panel. Right by the published guidance, as we read it: {}.\n\n| developer | indicator | \
         criteria | panel | right | why |\n|---|---|---|--:|---|---|\n{list}",
        differences.len(),
        rights.join(", ")
    );
    let text = fs::read_to_string(DOCUMENT).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (old, after) = rest.split_once(END).unwrap();
    if std::env::var_os("UPDATE_AGREEMENT").is_some() {
        fs::write(DOCUMENT, format!("{before}{BEGIN}\n{block}\n{END}{after}")).unwrap();
    } else {
        assert_eq!(old.trim(), block.trim(), "run with UPDATE_AGREEMENT=1 and read the difference");
    }
}
