//! Charts of the built-in editions, made as a report would make them.

use std::collections::BTreeMap;

use fmti::analyze::breakdown::{By, groups};
use fmti::analyze::scored::{Place, Scored};
use fmti::chart::colour::Palette;
use fmti::chart::{
    Amount, Axis, Bar, Bars, Bump, Chart, Dumbbell, End, Frame, Heading, Heat, HeatCell, HeatRow,
    Height, Line, Measure, Pair, Part, Plot, Profile, Step, Stop, Waterfall,
};
use fmti::grade::panel;
use fmti::load;
use fmti::model::{Index, Ratio};

struct Edition {
    index: &'static Index,
    scored: Scored<'static>,
}

impl Edition {
    fn load(id: &str) -> Self {
        let index = &*Box::leak(Box::new(
            load::load(Some(id), fmti::file::reach::Links::Inside).unwrap().index.unwrap(),
        ));
        Self { index, scored: Scored::new(index, panel::scoresheet(index)) }
    }

    fn places(&self) -> &[Place] {
        self.scored.places()
    }

    fn name(&self, place: &Place) -> &str {
        &self.index.entries[place.developer].developer.name
    }

    fn id(&self, place: &Place) -> &str {
        self.index.entries[place.developer].developer.id.as_str()
    }

    fn source(&self) -> String {
        let edition = &self.index.edition;
        format!(
            "Source: {}. {}. Catalog {}, computed with fmti {}.",
            edition.title,
            edition.attribution.as_deref().unwrap_or_default(),
            self.index.catalog.id,
            env!("CARGO_PKG_VERSION")
        )
    }
}

fn rank_text(place: &Place) -> String {
    let rank = place.rank.unwrap();
    format!("{}{}", if rank.tied { "=" } else { "" }, rank.known().unwrap())
}

fn points() -> Axis {
    Axis { label: "Points out of 100".into(), max: Some(100.0) }
}

/// The six kinds.
pub(crate) fn charts(width: f64) -> Vec<(&'static str, Chart)> {
    let editions: Vec<Edition> = ["2023", "2024", "2025"].map(Edition::load).into();
    let newest = &editions[2];
    let frame = |title: &str, subtitle: &str| Frame {
        title: title.into(),
        subtitle: subtitle.into(),
        source: newest.source(),
        width,
        ..Frame::default()
    };
    let chart = |title: &str, subtitle: &str, plot| Chart { frame: frame(title, subtitle), plot };
    vec![
        (
            "bars",
            chart(
                "IBM discloses almost everything, six of thirteen a third or less",
                "Foundation Model Transparency Index, December 2025: indicators met, by domain",
                Plot::Bars(bars(newest)),
            ),
        ),
        (
            "heat",
            chart(
                "Where developers are open, and where nobody is",
                "Foundation Model Transparency Index, December 2025: share of indicators met",
                Plot::Heat(heat(newest, false)),
            ),
        ),
        (
            "heat-turned",
            chart(
                "Where developers are open, and where nobody is",
                "Foundation Model Transparency Index, December 2025: share of indicators met",
                Plot::Heat(heat(newest, true)),
            ),
        ),
        (
            "bump",
            chart(
                "Up and down in three editions",
                "Foundation Model Transparency Index: ranks and scores of 21 developers",
                Plot::Bump(bump(&editions, Height::Rank)),
            ),
        ),
        (
            "bump-score",
            chart(
                "Up and down in three editions",
                "Foundation Model Transparency Index: scores of 21 developers",
                Plot::Bump(bump(&editions, Height::Score)),
            ),
        ),
        (
            "dumbbell",
            chart(
                "Nine developers took part twice; two of them rose",
                "Scores in the Foundation Model Transparency Index, May 2024 and December 2025",
                Plot::Dumbbell(dumbbell(&editions[1], newest)),
            ),
        ),
        (
            "profile",
            chart(
                "DeepSeek tells how its model was made, not what becomes of it",
                "Foundation Model Transparency Index, December 2025: share of indicators met",
                Plot::Profile(profile(newest, "deepseek")),
            ),
        ),
        (
            "waterfall",
            chart(
                "Why the mean score fell by 17 points",
                "Mean score in the Foundation Model Transparency Index, May 2024 to December 2025",
                Plot::Waterfall(waterfall()),
            ),
        ),
    ]
}

fn bars(edition: &Edition) -> Bars {
    let domains = groups(&edition.index.catalog, By::Domain);
    let rows = edition.places().iter().map(|place| {
        let part = |members: &[usize]| {
            let tally = edition.scored.sheet.tally(place.developer, members.iter().copied());
            Part { value: tally.points.low.to_f64(), text: tally.points.low.to_string() }
        };
        Bar {
            rank: rank_text(place),
            label: edition.name(place).to_owned(),
            note: edition.index.entries[place.developer]
                .disclosure
                .model
                .clone()
                .unwrap_or_default(),
            parts: domains.iter().map(|domain| part(&domain.members)).collect(),
            high: place.total.points.high.to_f64(),
            text: place.total.points.low.to_string(),
        }
    });
    let rows = rows.collect();
    Bars { parts: domains.iter().map(|d| d.name.clone()).collect(), rows, axis: points() }
}

/// Developers × subdomains, or the other way round.
fn heat(edition: &Edition, turned: bool) -> Heat {
    let catalog = &edition.index.catalog;
    let subdomains = groups(catalog, By::Subdomain);
    let domains = groups(catalog, By::Domain);
    let domain = |members: &[usize]| {
        let domain = domains.iter().find(|domain| domain.members.contains(&members[0]));
        domain.map_or_else(String::new, |domain| domain.name.clone())
    };
    let cell = |place: &Place, members: &[usize]| {
        let tally = edition.scored.sheet.tally(place.developer, members.iter().copied());
        let share = tally.points.low.over(tally.out_of).unwrap();
        HeatCell { value: Some(100.0 * share.to_f64()), text: share.percent(0) }
    };
    let subdomain =
        |members: &[usize], name: &str| Heading { group: domain(members), label: name.to_owned() };
    let developer = |place| Heading { group: String::new(), label: edition.name(place).to_owned() };
    let axis = Axis { label: "Indicators met, %".into(), max: Some(100.0) };
    if turned {
        let rows = subdomains.iter().map(|s| HeatRow {
            heading: subdomain(&s.members, &s.name),
            cells: edition.places().iter().map(|place| cell(place, &s.members)).collect(),
            total: String::new(),
        });
        let columns = edition.places().iter().map(developer).collect();
        return Heat { columns, rows: rows.collect(), totals: String::new(), axis };
    }
    let rows = edition.places().iter().map(|place| HeatRow {
        heading: developer(place),
        cells: subdomains.iter().map(|s| cell(place, &s.members)).collect(),
        total: place.total.points.low.to_string(),
    });
    let columns = subdomains.iter().map(|s| subdomain(&s.members, &s.name)).collect();
    Heat { columns, rows: rows.collect(), totals: "Total".into(), axis }
}

fn palette(editions: &[Edition]) -> Palette {
    let ids = editions.iter().flat_map(|e| e.places().iter().map(|place| e.id(place)));
    Palette::new(ids)
}

fn bump(editions: &[Edition], by: Height) -> Bump {
    let palette = palette(editions);
    let mut lines: BTreeMap<&str, Line> = BTreeMap::new();
    for (stage, edition) in editions.iter().enumerate() {
        for place in edition.places() {
            let line = lines.entry(edition.id(place)).or_insert_with(|| Line {
                label: String::new(),
                style: palette.style(edition.id(place)),
                muted: false,
                stops: vec![None; editions.len()],
                unranked: Vec::new(),
            });
            edition.name(place).clone_into(&mut line.label);
            line.stops[stage] = Some(Stop {
                rank: place.rank.unwrap().best as f64,
                rank_text: rank_text(place),
                score: place.total.points.low.to_f64(),
                score_text: place.total.points.low.to_string(),
                name: String::new(),
            });
        }
    }
    let axis = match by {
        Height::Rank => {
            Axis { label: "Rank in the dot, points out of 100 beside it".into(), max: None }
        }
        Height::Score => points(),
    };
    let stages = editions.iter().map(|e| e.index.edition.id.to_string()).collect();
    Bump { stages, lines: lines.into_values().collect(), regrouped: Vec::new(), by, axis }
}

fn dumbbell(before: &Edition, after: &Edition) -> Dumbbell {
    let end = |points: Ratio| End { value: points.to_f64(), text: points.to_string() };
    let find = |edition: &Edition, id: &str| {
        edition
            .places()
            .iter()
            .find(|place| edition.id(place) == id)
            .map(|place| place.total.points.low)
    };
    let both = after.places().iter().map(|place| {
        let old = find(before, after.id(place));
        let new = place.total.points.low;
        Pair {
            label: after.name(place).to_owned(),
            note: String::new(),
            before: old.map(end),
            after: Some(end(new)),
            change: old.map_or_else(String::new, |old| signed(new - old)),
            ..Pair::default()
        }
    });
    let gone = before.places().iter().filter(|place| find(after, before.id(place)).is_none());
    let gone = gone.map(|place| Pair {
        label: before.name(place).to_owned(),
        before: Some(end(place.total.points.low)),
        ..Pair::default()
    });
    Dumbbell {
        before: "2024".into(),
        after: "2025".into(),
        rows: both.chain(gone).collect(),
        axis: points(),
    }
}

fn signed(points: Ratio) -> String {
    if points == Ratio::ZERO {
        return "0".into();
    }
    let text = points.to_string();
    text.strip_prefix('-').map_or_else(|| format!("+{text}"), |text| format!("−{text}"))
}

fn profile(edition: &Edition, id: &str) -> Profile {
    let heat = heat(edition, false);
    let at = edition.places().iter().position(|place| edition.id(place) == id).unwrap();
    let measures = heat.columns.iter().enumerate().map(|(n, heading)| {
        let mut values: Vec<(f64, &str)> = heat
            .rows
            .iter()
            .map(|row| (row.cells[n].value.unwrap(), row.cells[n].text.as_str()))
            .collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (median, median_text) = values[values.len() / 2];
        let cell = &heat.rows[at].cells[n];
        Measure {
            group: heading.group.clone(),
            label: heading.label.clone(),
            value: cell.value,
            high: None,
            text: format!("{} %", cell.text),
            middle: Some(median),
            middle_text: format!("{median_text} %"),
        }
    });
    Profile {
        name: edition.name(&edition.places()[at]).to_owned(),
        style: palette(std::slice::from_ref(edition)).style(id),
        median: format!("median of {} developers", edition.places().len()),
        measures: measures.collect(),
        axis: Axis { label: "Indicators met, %".into(), max: Some(100.0) },
    }
}

/// The headline decomposition.
fn waterfall() -> Waterfall {
    let step = |label: &str, note: &str, amount, text: &str| Step {
        label: label.into(),
        note: note.into(),
        amount,
        text: text.into(),
    };
    Waterfall {
        steps: vec![
            step("May 2024", "mean of 14 developers", Amount::Total(57.9), "57.9"),
            step(
                "Left",
                "Adept, Aleph Alpha, BigCode/Hugging Face/ServiceNow, Microsoft, Stability AI: 62.6 on average",
                Amount::Change(-2.6),
                "−2.6",
            ),
            step("Those in both, 2024", "", Amount::Total(55.3), "55.3"),
            step("Kept indicators", "9 points: 60.5 % → 58.0 %", Amount::Change(-0.2), "−0.2"),
            step("Revised indicators", "21 points", Amount::Change(-3.0), "−3.0"),
            step("Replaced indicators", "70 old points → 70 new", Amount::Change(-2.9), "−2.9"),
            step("Those in both, 2025", "", Amount::Total(49.2), "49.2"),
            step(
                "Joined",
                "Alibaba, DeepSeek, Midjourney, xAI: 21.5 on average",
                Amount::Change(-8.5),
                "−8.5",
            ),
            step("December 2025", "mean of 13 developers", Amount::Total(40.7), "40.7"),
        ],
        axis: points(),
    }
}
