//! What is printed adds up, or a line says that it does not.

use fmti::analyze::diff::developers::developers;
use fmti::answer::diff::{self as pages, View};
use fmti::answer::figures;
use fmti::chart::{Amount, Plot};
use fmti::page::answer::Page;
use proptest::prelude::*;

use crate::made::{Two, two};
use crate::run::diff;

const SAID: &str = "rounded by itself";

/// A printed number in tenths.
fn tenths(text: &str) -> i64 {
    let text = text.trim_start_matches('+').replace('−', "-");
    let (whole, tenths) = text.split_once('.').unwrap_or((&text, "0"));
    format!("{whole}{tenths}").parse().unwrap()
}

/// The numbers in the line of this label.
fn numbers(page: &Page<'_>, label: &str) -> Vec<i64> {
    let section = page.sections.iter().find(|s| s.label == label);
    let words = section.map_or("", |s| s.lines[0].as_str()).split_whitespace();
    words
        .filter(|word| word.contains('.') && word.chars().all(|c| "+−-.0123456789".contains(c)))
        .map(tenths)
        .collect()
}

/// Whether the lines about the mean add up, line by line and part by part.
fn lines_add_up(page: &Page<'_>) -> bool {
    let change = |label: &str| numbers(page, label).first().copied().unwrap_or_default();
    let sum = |labels: &[&str]| labels.iter().map(|label| change(label)).sum::<i64>();
    let [old, new, total] = numbers(page, "Mean score")[..] else { panic!("no mean") };
    let mut all = old + total == new;
    let both = page.sections.iter().find(|s| s.label.ends_with(" in both"));
    if let Some(both) = both {
        let [change, old, new] = numbers(page, &both.label)[..] else { panic!("no means") };
        all &= old + change == new;
        all &= sum(&["who left", "who joined", "who merged or split"]) + change == total;
        if page.sections.iter().any(|s| s.depth == 2) {
            all &= sum(&["kept", "revised", "replaced"]) == change;
        }
        if page.sections.iter().any(|s| s.depth == 3) {
            all &= sum(&["split", "merged", "dropped", "added"]) == sum(&["replaced"]);
        }
    }
    all
}

/// Whether `3 → 4  +1 (+2 −1)` adds up.
fn row_adds_up(page: &Page<'_>, row: usize) -> bool {
    let title = |title: &Option<String>| title.as_deref().is_some_and(|t| t.starts_with("On the"));
    let at = page.table.columns.iter().position(|column| title(&column.title)).unwrap();
    let text =
        page.table.cell(row, at).shown.as_deref().unwrap_or_default().replace(['(', ')', '→'], " ");
    let numbers: Vec<i64> =
        text.split_whitespace().filter(|word| *word != "–").map(tenths).collect();
    match numbers[..] {
        [old, new, change, gained, lost] => old + change == new && gained + lost == change,
        _ => true,
    }
}

fn view<T>(two: &Two, look: impl FnOnce(View<'_>) -> T) -> T {
    let (whole, names) = (two.compare(), ["old", "new"]);
    let rows = developers(&whole);
    look(View {
        whole: &whole,
        shown: &whole,
        developers: &rows,
        crosswalk: "ours",
        names,
        order: pages::Order::Rank,
        only: None,
    })
}

/// Whether it is said where the lines or the rows do not add up, and only there.
fn the_lines(page: &Page<'_>) -> Result<(), TestCaseError> {
    prop_assume!(page.sections.iter().any(|s| s.lines[0].contains(" → ")));
    prop_assume!(numbers(page, "Mean score").len() == 3);
    let said = page.sections.iter().any(|s| s.lines[0].contains(SAID));
    prop_assert_eq!(said, !lines_add_up(page), "{:?}", page.sections);
    let noted = page.notes.iter().filter(|note| note.contains(SAID)).count();
    let rows_add_up = (0..page.table.len()).all(|row| row_adds_up(page, row));
    prop_assert_eq!(usize::from(said) + noted, usize::from(said || !rows_add_up));
    Ok(())
}

proptest! {
    #[test]
    fn the_lines_about_a_mean(two in two(false)) {
        view(&two, |view| the_lines(&pages::developers(view)))?;
    }

    #[test]
    fn the_steps_of_a_waterfall(two in two(false)) {
        let Some(chart) = view(&two, figures::waterfall) else { return Ok(()) };
        let Plot::Waterfall(waterfall) = &chart.plot else { panic!("no steps") };
        let (mut at, mut all) = (None, true);
        for step in &waterfall.steps {
            let by = tenths(&step.text);
            // A note of two means, and not of how many there were.
            let means: Vec<i64> = match step.note.split_once(" → ") {
                Some((old, new)) => vec![tenths(old), tenths(new)],
                None => Vec::new(),
            };
            match step.amount {
                Amount::Total(_) => {
                    all &= at.is_none_or(|at| at == by);
                    at = Some(by);
                }
                Amount::Change(_) => {
                    if let [old, new] = means[..] {
                        all &= old + by == new;
                    }
                    at = at.map(|at| at + by);
                }
            }
        }
        prop_assert_eq!(chart.frame.note.contains("Each number is rounded by itself"), !all);
    }
}

#[test]
fn a_table_of_means_says_so_where_it_is_so() {
    // 3.7 → 2.3 is printed as −1.3.
    let domains = diff(None, &["2024", "2025", "--by", "domain"]).out;
    assert!(domains.contains("3.7 → 2.3  −1.3"), "{domains}");
    assert!(domains.contains(SAID), "{domains}");
    let total = diff(None, &["2024", "2025"]).out;
    assert!(!total.contains(SAID), "{total}");
}
