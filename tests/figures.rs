//! Charts of the real editions say what the tables say.
#![allow(clippy::unwrap_used)]

use fmti::analyze::breakdown::By;
use fmti::analyze::diff::developers::{DeveloperChange, developers};
use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::scored::Scored;
use fmti::analyze::summary::{Summary, summarize};
use fmti::answer::explain::Subject;
use fmti::answer::figures::Shown;
use fmti::answer::{diff, figures, score};
use fmti::chart::{Amount, Plot, describe, svg};
use fmti::file::reach::Links;
use fmti::grade::{criteria, panel};
use fmti::load::{bridge, index};
use fmti::model::{Index, Open, Scoresheet};

struct Shows {
    scored: Scored<'static>,
    summary: Summary,
}

impl Shows {
    fn new(id: &str, grade: fn(&Index) -> Scoresheet) -> Self {
        let index = index::builtin_edition(id).unwrap().index.unwrap();
        let sheet = grade(&index);
        Self::of(index, sheet)
    }

    fn of(index: Index, sheet: Scoresheet) -> Self {
        let all: Vec<usize> = (0..index.entries.len()).collect();
        let scored = Scored::new(Box::leak(Box::new(index)), sheet);
        let summary = summarize(&scored, &all);
        Self { scored, summary }
    }

    fn view(&self) -> score::View<'_> {
        score::View {
            scored: &self.scored,
            places: self.scored.places(),
            summary: &self.summary,
            by: By::Domain,
            only: None,
            previous: None,
        }
    }

    fn row(&self, id: &str) -> usize {
        self.scored.index.entries.iter().position(|e| e.developer.id.as_str() == id).unwrap()
    }
}

#[test]
fn bars_and_heatmap_say_what_the_ranking_says() {
    let scored = Shows::new("2025", panel::scoresheet);
    let bars = describe(&figures::ranked_bars(scored.view()));
    assert!(bars.contains("1 IBM 95 (Upstream 34, Model 28, Downstream 33)"), "{bars}");
    assert!(bars.contains("=12 Midjourney 14") && bars.contains("=12 xAI 14"), "{bars}");
    let heat = figures::heatmap(score::View { by: By::Subdomain, ..scored.view() });
    assert!(describe(&heat).contains("IBM: Data Acquisition 100"), "{}", describe(&heat));
    assert!(
        heat.frame.source.contains("catalog fmti-2 (") && heat.frame.source.contains("CC BY 4.0")
    );
}

#[test]
fn open_answers_are_ranges_and_silence_is_no_zero() {
    let scored = Shows::new("2025", criteria::scoresheet);
    let chart = figures::ranked_bars(scored.view());
    let Plot::Bars(bars) = &chart.plot else { panic!("no bars") };
    let open = bars.rows.iter().filter(|row| row.text.contains('–')).count();
    assert!(open > 5, "{open}");
    assert!(chart.frame.source.contains("not scores of the FMTI team"), "{}", chart.frame.source);

    let index = scored.scored.index.clone();
    let mut sheet = panel::scoresheet(&index);
    let silent = index.entries.len() - 1;
    for at in index.catalog.all() {
        sheet.leave(silent, at, Open::Unrated);
    }
    let scored = Shows::of(index, sheet);
    let name = scored.scored.index.entries[silent].developer.name.clone();
    let Plot::Bars(bars) = figures::ranked_bars(scored.view()).plot else { panic!("no bars") };
    let row = bars.rows.iter().find(|row| row.label == name).unwrap();
    assert!(row.parts.is_empty() && row.text == "not rated" && row.rank.is_empty());
    let Plot::Heat(heat) = figures::heatmap(scored.view()).plot else { panic!("no heat") };
    let row = heat.rows.iter().find(|row| row.heading.label == name).unwrap();
    assert!(row.cells.iter().all(|cell| cell.value.is_none()));
}

#[test]
fn ranks_follow_developers_through_their_successors() {
    let editions = ["2023", "2024", "2025"].map(|id| Shows::new(id, panel::scoresheet));
    let shown = |edition| Shown { scored: edition, rows: None, only: None };
    let views: Vec<Shown<'_>> = editions.iter().map(|e| shown(&e.scored)).collect();
    let Plot::Bump(bump) = figures::bump(&views, &[], usize::MAX).plot else { panic!("no lines") };
    assert_eq!(bump.stages, ["October 2023", "May 2024", "December 2025"]);
    let line = |label: &str| {
        let line = bump.lines.iter().find(|line| line.label == label).unwrap();
        let stops = line.stops.iter();
        let stops = stops.map(|s| s.as_ref().map(|s| (s.rank_text.clone(), s.score_text.clone())));
        stops.collect::<Vec<_>>()
    };
    let stop = |rank: &str, score: &str| Some((rank.to_owned(), score.to_owned()));
    assert_eq!(line("IBM"), [None, stop("4", "64"), stop("1", "95")]);
    let hugging_face = line("BigCode/Hugging Face/ServiceNow");
    assert_eq!(hugging_face, [stop("2", "53"), stop("1", "85"), None]);
    // In 2023 it had another name, which the picture gives there.
    let is_it = |line: &fmti::chart::Line| line.label.starts_with("BigCode");
    let line = bump.lines.iter().find(|line| is_it(line)).unwrap();
    let names: Vec<&str> = line.stops.iter().flatten().map(|stop| stop.name.as_str()).collect();
    assert_eq!(names, ["Hugging Face", ""]);
}

#[test]
fn before_and_after_and_the_parts_of_the_mean() {
    let [old, new] = ["2024", "2025"].map(|id| Shows::new(id, panel::scoresheet));
    let [old, new] = [&old.scored, &new.scored];
    let found = bridge::find((old.index, None), (new.index, None), None, Links::Inside).unwrap();
    let crosswalk = found.crosswalk.unwrap();
    let whole = Comparison::new(old, new, &crosswalk, Basis::default());
    let rows: Vec<DeveloperChange> = developers(&whole);
    let view = diff::View {
        whole: &whole,
        shown: &whole,
        developers: &rows,
        crosswalk: &crosswalk.attribution,
        names: ["2024", "2025"],
        order: diff::Order::Rank,
        only: None,
    };
    let chart = figures::dumbbell(view);
    assert!(describe(&chart).contains("IBM 7 → 8 (+1), total 64 → 95"), "{}", describe(&chart));
    let caveat = "9 of 100 indicators ask the same as before. Totals, beside the names, were earned \
                  on different questions.";
    assert!(chart.frame.note.starts_with(caveat), "{}", chart.frame.note);
    assert!(describe(&chart).starts_with(caveat) && !describe(&chart).contains("xAI"));
    let chart = figures::totals(view);
    assert!(describe(&chart).contains("IBM 64 → 95 (+31)"), "{}", describe(&chart));
    // What is let in as comparable is not thereby kept.
    let revised = Comparison::new(old, new, &crosswalk, Basis { revised: true });
    let revised = figures::dumbbell(diff::View { whole: &revised, shown: &revised, ..view });
    let said = "9 of 100 indicators ask the same as before, 18 the same differently.";
    assert!(revised.frame.note.starts_with(said), "{}", revised.frame.note);
    assert!(describe(&chart).contains("These totals were earned on different questions."));
    let prepared = "Report prepared by: Company report → FMTI report for 2 of the 9 in both \
                    (Anthropic and Mistral).";
    assert!(chart.frame.note.ends_with(prepared), "{}", chart.frame.note);
    assert!(describe(&chart).contains(prepared));

    let chart = figures::waterfall(view).unwrap();
    let Plot::Waterfall(waterfall) = &chart.plot else { panic!("no steps") };
    let mut at = 0.0_f64;
    for step in &waterfall.steps {
        match step.amount {
            Amount::Change(by) => at += by,
            Amount::Total(total) => {
                assert!(
                    at == 0.0 || (at - total).abs() < 1e-9,
                    "{}: {at} is not {total}",
                    step.label
                );
                at = total;
            }
        }
    }
    assert!((at - 529.0 / 13.0).abs() < 1e-9);
    assert!(svg(&chart, "mean").contains("The mean went from 57.9 to 40.7 points"));
}

#[test]
fn a_profile_has_the_median_beside_every_share() {
    let scored = Shows::new("2025", panel::scoresheet);
    let subject = Subject { scored: &scored.scored, developer: scored.row("deepseek") };
    let Plot::Profile(profile) = figures::profile(subject).plot else { panic!("no profile") };
    assert_eq!(profile.median, "median of 13 developers");
    let measure = profile.measures.iter().find(|m| m.label == "Data Acquisition").unwrap();
    assert_eq!((measure.text.as_str(), measure.middle_text.as_str()), ("17 %", "17 %"));
    assert_eq!(measure.group, "Upstream");
}
