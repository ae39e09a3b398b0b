//! What people read, made again of the numbers that machines get.

use std::collections::BTreeMap;

use fmti::format::Format;
use fmti::page::answer::Page;

use crate::forms::{Row, written};

fn number(text: &str) -> Option<f64> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

/// A number with at most two decimals: none where it is whole.
fn plain(number: f64) -> String {
    if (number - number.round()).abs() < 1e-9 {
        format!("{number:.0}")
    } else {
        // A half goes away from zero.
        format!("{:.2}", (number * 100.0 + number.signum() * 1e-9).round() / 100.0)
    }
}

fn between(low: &str, high: &str) -> String {
    if low == high { low.to_owned() } else { format!("{low}–{high}") }
}

/// `61–68` of the columns that begin like this.
fn range(row: &Row, prefix: &str) -> String {
    let end = |end: &str| number(&row[&format!("{prefix}score_{end}")]).map(plain);
    end("low").zip(end("high")).map_or_else(|| "–".into(), |(low, high)| between(&low, &high))
}

fn rank(row: &Row) -> String {
    match (row["rank_best"].as_str(), row["rank_worst"].as_str()) {
        ("", _) => "–".to_owned(),
        (best, _) if row["tied"] == "true" => format!("={best}"),
        (best, worst) => between(best, worst),
    }
}

/// The cells of a Markdown table, row by row.
fn markdown(page: &Page<'_>) -> Vec<Vec<String>> {
    let text = written(page, Format::Markdown);
    let lines = text.lines().filter(|line| line.starts_with("| "));
    let cells = |line: &str| {
        let inner = line.trim_start_matches("| ").trim_end_matches(" |");
        inner.split(" | ").map(|cell| cell.trim().replace('\\', "")).collect()
    };
    lines.skip(2).map(cells).collect()
}

/// The cells of an HTML table, row by row.
fn html(page: &Page<'_>) -> Vec<Vec<String>> {
    let text = written(page, Format::Html);
    let body = text.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    body.split("<tr>").skip(1).map(cells).collect()
}

/// The texts of the cells of a row of HTML.
fn cells(row: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in row.split("<t").skip(1).filter(|part| part.starts_with(['d', 'h'])) {
        let inner = part.split_once('>').map_or("", |(_, rest)| rest);
        let inner = inner.split("</t").next().unwrap_or_default();
        found.push(without_tags(inner));
    }
    found
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ").replace("&#38;", "&").replace("&amp;", "&")
}

/// What stands in the column of this key is what its numbers make.
fn expected(row: &Row, key: &str) -> Option<String> {
    let name = key.replace('.', "_");
    match key {
        "rank" => Some(rank(row)),
        "score" => Some(range(row, "")),
        "open" => Some(row["open"].clone()),
        _ if key.starts_with("indicator.") => {
            let points = &row[&name];
            Some(number(points).map(plain)).flatten()
        }
        _ => {
            let prefix = name.strip_suffix("score")?;
            let most = number(&row[&format!("{prefix}max_score")]).map(plain)?;
            Some(if most == "0" {
                "n/a".to_owned()
            } else {
                format!("{}/{most}", range(row, prefix))
            })
        }
    }
}

/// Holds Markdown and HTML to the rows of CSV.
pub(crate) fn agree(page: &Page<'_>, rows: &[Row], what: &str) {
    let columns = page.table.for_people().columns;
    let scored = |row: &&Row| !row.get("score_low").is_none_or(String::is_empty);
    let mut most = rows.iter().filter(scored).filter_map(|row| row.get("max_score"));
    let first = most.next();
    // Where not all can have as much, it stands beside each score.
    let differs = most.any(|most| Some(most) != first);
    for (name, table, bars) in [("Markdown", markdown(page), false), ("HTML", html(page), true)] {
        let columns: Vec<_> = columns.iter().filter(|column| bars || !column.bar).collect();
        assert_eq!(table.len(), rows.len(), "{what}: {name}");
        for (cells, row) in table.iter().zip(rows) {
            assert_eq!(cells.len(), columns.len(), "{what}: {name} {cells:?}");
            for (column, cell) in columns.iter().zip(cells) {
                let Some(key) = &column.key else { continue };
                let mut wanted = expected(row, key);
                if key == "score" && differs && scored(&row) {
                    let most = number(&row["max_score"]).map(plain);
                    wanted = wanted.zip(most).map(|(score, most)| format!("{score}/{most}"));
                }
                assert!(
                    wanted.as_ref().is_none_or(|wanted| wanted == cell),
                    "{what}: {name} {key}: {cell} is not {wanted:?}"
                );
            }
        }
    }
}

/// Mean and median, at least and at most, over those who have a score.
fn ends(rows: &[Row], end: &str) -> Option<(f64, f64, f64, f64)> {
    let mut all: Vec<f64> = rows.iter().filter_map(|row| number(&row[end])).collect();
    all.sort_by(f64::total_cmp);
    let (first, last) = (*all.first()?, *all.last()?);
    let middle = f64::midpoint(all[(all.len() - 1) / 2], all[all.len() / 2]);
    Some((all.iter().sum::<f64>() / all.len() as f64, middle, first, last))
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// Holds what a document says of all to the rows.
pub(crate) fn statistics(page: &Page<'_>, rows: &[Row], what: &str) {
    let summary = &crate::forms::documents(page).0["summary"];
    for (end, column) in [("low", "score_low"), ("high", "score_high")] {
        let Some((mean, median, least, most)) = ends(rows, column) else { continue };
        let said = [("mean", mean), ("median", median), ("lowest", least), ("highest", most)];
        for (key, wanted) in said {
            let found = summary[key][end].as_f64().unwrap();
            assert!(close(found, wanted), "{what}: {key} {end}: {found} is not {wanted}");
        }
    }
}

/// Holds a kit's row of an edition to the rows of its ranking.
pub(crate) fn editions(edition: &Row, rows: &[Row], what: &str) {
    for (end, column) in [("low", "score_low"), ("high", "score_high")] {
        let Some((mean, median, least, most)) = ends(rows, column) else { continue };
        let said = [("mean", mean), ("median", median), ("lowest", least), ("highest", most)];
        for (key, wanted) in said {
            let found = number(&edition[&format!("{key}_{end}")]).unwrap();
            assert!(close(found, wanted), "{what}: {key}_{end} is {found}, not {wanted}");
        }
    }
}

/// Holds a site's first page, and the page of each developer, to the rows of the ranking.
pub(crate) fn site(pages: &BTreeMap<String, String>, rows: &[Row], what: &str) {
    let index = &pages["index.html"];
    for row in rows {
        let path = format!("developers/{}.html", row["developer_id"]);
        let link = format!("href=\"{path}\"");
        let found = index.split("<tr").find(|row| row.contains(&link) && row.contains("<td"));
        let shown = cells(found.unwrap_or_else(|| panic!("{what}: no row of {path}")));
        let score = if row["score_low"].is_empty() { "not rated".into() } else { range(row, "") };
        assert!(shown.contains(&rank(row)), "{what}: {path}: no rank {} in {shown:?}", rank(row));
        assert!(shown.iter().any(|cell| cell.starts_with(&score)), "{what}: {score} in {shown:?}");
        let page = without_tags(&pages[&path]);
        let wanted = range(row, "");
        assert!(page.contains(&wanted), "{what}: {path} does not say {wanted}");
    }
}
