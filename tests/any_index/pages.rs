//! Any index goes through every page, every format, a kit and a site.

use fmti::analyze::breakdown::By;
use fmti::analyze::breakdown::groups;
use fmti::analyze::diff::developers::developers;
use fmti::analyze::diff::groups::group_changes;
use fmti::analyze::diff::{Basis, Comparison};
use fmti::analyze::groups::means;
use fmti::analyze::scored::Scored;
use fmti::analyze::summary::summarize;
use fmti::answer::explain::{Subject, answer, developer};
use fmti::answer::figures::{self, Shown};
use fmti::answer::{diff, score};
use fmti::format::csv::Dialect;
use fmti::format::{Format, render};
use fmti::kit::Bundle;
use fmti::page::Screen;
use fmti::page::answer::Page;
use fmti::page::lazy::Lazy;
use fmti::site::{Plan, Site};
use proptest::prelude::*;

use crate::compared::crosswalk;
use crate::made::{Made, two};

const BY: [By; 5] = [By::Total, By::Domain, By::Subdomain, By::Theme, By::Indicator];

/// Writes every page of one edition.
fn score_pages(scored: &Scored<'_>) -> Result<(), TestCaseError> {
    let rows: Vec<usize> = scored.everybody().collect();
    let summary = &summarize(scored, &rows);
    for by in BY {
        let view = score::View {
            scored,
            places: scored.places(),
            summary,
            by,
            only: None,
            previous: None,
        };
        let charts = Lazy::new(move || {
            vec![("bars", figures::ranked_bars(view)), ("heatmap", figures::heatmap(view))]
        });
        let more = Lazy::new(move || score::sheets(view));
        written(&Page { more, charts, ..score::ranking(view) })?;
        let weights = &scored.index.edition.traits[0];
        let parts = groups(&scored.index.catalog, by);
        let means = means(scored, &rows, weights, &parts);
        written(&score::group_means(view, weights, &means))?;
        written(&score::answers(view))?;
    }
    for row in rows {
        let subject = Subject { scored, developer: row };
        let charts = Lazy::new(move || vec![("profile", figures::profile(subject))]);
        written(&Page { charts, ..developer(subject) })?;
        scored.index.catalog.all().try_for_each(|at| written(&answer(subject, at)))?;
    }
    Ok(())
}

/// Writes every page of two editions, and everything that is said of both at once.
fn diff_pages(two: &[Made; 2], rater: usize) -> Result<(), TestCaseError> {
    let scored = two.each_ref().map(|made| Scored::new(&made.index, made.sheet(rater)));
    let crosswalk = crosswalk(two);
    let whole = &Comparison::new(&scored[0], &scored[1], &crosswalk, Basis::default());
    let rows = developers(whole);
    let view = diff::View {
        whole,
        shown: whole,
        developers: &rows,
        crosswalk: "by ids",
        names: ["2025", "2026"],
        order: diff::Order::Rank,
        only: None,
    };
    let mut charts = vec![("dumbbell", figures::dumbbell(view)), ("totals", figures::totals(view))];
    charts.extend(figures::waterfall(view).map(|chart| ("waterfall", chart)));
    charts.extend(figures::comparable(view).map(|chart| ("comparable", chart)));
    let shown = scored.each_ref().map(|scored| Shown { scored, rows: None, only: None });
    charts.push(("ranks", figures::bump(&shown, &[whole], usize::MAX)));
    for chart in charts {
        let charts = Lazy::new(move || vec![chart.clone()]);
        written(&Page { charts, ..diff::developers(view) })?;
    }
    written(&diff::indicators(view))?;
    written(&diff::by_answer(view))?;
    for by in [By::Domain, By::Subdomain, By::Theme] {
        written(&diff::parts(view, by))?;
        written(&diff::by_part(view, by))?;
    }
    let [old, new] = [&two[0], &two[1]].map(|made| &made.index.edition.traits[0]);
    written(&diff::groups(view, new, &group_changes(whole, old, new)))?;

    let all: Vec<Vec<usize>> = scored.iter().map(|s| s.everybody().collect()).collect();
    let summaries = [0, 1].map(|at| summarize(&scored[at], &all[at]));
    let editions: Vec<score::View<'_>> = scored
        .iter()
        .zip(&summaries)
        .map(|(scored, summary)| score::View {
            scored,
            places: scored.places(),
            summary,
            by: By::Domain,
            only: None,
            previous: None,
        })
        .collect();
    let site = Site { editions: &editions, changes: &[view], title: None, png: false, data: &[] };
    let files = Plan::new(site).files(&|| {}).unwrap();
    prop_assert!(files.iter().any(|file| file.path == "index.html"));
    let sides: Vec<&Scored<'_>> = scored.iter().collect();
    let kit = Bundle::new(&sides, &[view]).unwrap().files();
    prop_assert!(kit.iter().any(|file| file.path == "data/ranking.csv"));
    Ok(())
}

/// A page in every format; of pictures, those that pages have.
fn written(page: &Page<'_>) -> Result<(), TestCaseError> {
    for (format, name, _) in Format::ALL {
        let drawn = !format.is_picture() || *format == Format::Svg && !page.charts.get().is_empty();
        if drawn && format.missing_feature().is_none() {
            let bytes = render(page, *format, Screen::PLAIN, Dialect::default());
            prop_assert!(bytes.is_ok(), "{name}: {bytes:?}");
            // What is not text may have any letters in it.
            if let Ok(text) = String::from_utf8(bytes.unwrap()) {
                prop_assert!(!text.contains("NaN"), "{name}: {text}");
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 40, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn any_index_is_written_everywhere(two in two(true), rater in 0..3_usize) {
        let scored = Scored::new(&two[0].index, two[0].sheet(rater));
        score_pages(&scored)?;
        diff_pages(&two, rater)?;
    }

    #[test]
    fn and_where_nothing_is_open(two in two(false)) {
        diff_pages(&two, 0)?;
    }
}
