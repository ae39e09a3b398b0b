//! What a table is, told from its headings and cells.

use crate::model::Points;
use crate::model::diagnostic::{Code, Diagnostic};

use super::Oddity;
use super::known::{Known, KnownCatalog};
use super::roster::Roster;
use super::table::{Row, Table};
use super::text::{is_blank, key, trimmed};

/// What a table is.
#[derive(Debug)]
pub(super) enum Kind {
    /// A matrix or a report: it has scores.
    Scores(Layout),
    /// A known kind of file without scores, in words.
    Aside(&'static str, Layout),
    /// Nothing of a release.
    Foreign,
    /// It looks like a part of a release, but cannot be read as one.
    Broken(Box<Diagnostic>),
}

/// Where what stands in a table.
#[derive(Debug)]
pub(super) struct Layout {
    /// Position in [`Known::catalogs`].
    pub(super) catalog: usize,
    /// The column of indicator names.
    pub(super) indicator: usize,
    /// The columns of a report; a matrix has none.
    pub(super) report: Option<ReportColumns>,
}

/// The columns of a report, in whatever order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ReportColumns {
    pub(super) score: usize,
    pub(super) disclosure: Option<usize>,
    pub(super) references: Option<usize>,
    pub(super) justification: Option<usize>,
    pub(super) new_disclosure: Option<usize>,
}

impl Layout {
    /// Whether it is a matrix.
    pub(super) fn is_matrix(&self) -> bool {
        self.report.is_none()
    }

    /// What is odd about headings and names.
    pub(super) fn oddities(&self, table: &Table, known: &Known) -> Vec<Oddity> {
        let mut found = Vec::new();
        let heading = table.heading(self.indicator);
        if !matches!(key(heading).as_str(), "indicator" | "indicators") {
            found.push(format!(
                "the column of indicators is headed `{}`: told by its content",
                trimmed(heading)
            ));
        }
        let catalog = &known.catalogs[self.catalog];
        let headed = |name: &str| {
            (0..table.header.len()).find(|at| key(table.heading(*at)).replace(' ', "") == name)
        };
        let (domain, subdomain) = (headed("domain"), headed("subdomain"));
        let mut spaced: Vec<String> = Vec::new();
        let mut aliases = Vec::new();
        let mut moved = Vec::new();
        for row in &table.rows {
            for column in [domain, subdomain, Some(self.indicator)].into_iter().flatten() {
                let written = format!("`{}`", row.cell(column));
                if trimmed(row.cell(column)) != row.cell(column) && !spaced.contains(&written) {
                    spaced.push(written);
                }
            }
            let written = row.cell(self.indicator);
            let Some(at) = catalog.find(written) else { continue };
            let indicator = &catalog.catalog.indicators[at];
            if trimmed(written) != indicator.name {
                aliases.push(format!("`{}` ({})", trimmed(written), indicator.name));
            }
            let differs = |column: Option<usize>, home: &str| {
                column.is_some_and(|column| key(row.cell(column)) != key(home))
            };
            if differs(domain, &catalog.catalog.domains[indicator.domain].name)
                || catalog
                    .catalog
                    .subdomain_of(indicator)
                    .is_some_and(|home| differs(subdomain, &home.name))
            {
                moved.push(format!("`{}`", indicator.name));
            }
        }
        for (names, what) in [
            (spaced, "with stray spaces or invisible characters"),
            (aliases, "not spelled as in the catalog"),
            (moved, "under another domain or subdomain than in the catalog"),
        ] {
            if !names.is_empty() {
                let plural = if names.len() == 1 { "name" } else { "names" };
                found.push(format!("{} {plural} {what}: {}", names.len(), names.join(", ")));
            }
        }
        found.into_iter().map(|text| Oddity::new(&table.file.path, text)).collect()
    }
}

/// Decides what a table is.
pub(super) fn classify(table: &Table, known: &Known, roster: &Roster) -> Kind {
    let names = indicator_column(table, known);
    let columns = report_columns(table, names.as_ref().map(|found| found.column));
    let texts = |c: &ReportColumns| c.disclosure.or(c.references).or(c.justification).is_some();
    let developers = scored_developers(table, roster, names.as_ref());
    let Some(Names { catalog, column, rival }) = names else {
        return match columns {
            Ok((Some(columns), _)) if texts(&columns) => Kind::Broken(stranger(table, "report")),
            _ if developers.scored > 1 => Kind::Broken(stranger(table, "matrix of scores")),
            _ => Kind::Foreign,
        };
    };
    if rival {
        let message = "its indicators fit two catalogs equally well";
        let problem = Diagnostic::error(Code::UnknownCatalog, message, table.file.place());
        return Kind::Broken(Box::new(problem.hint("is part of the file missing?")));
    }
    let layout = |report| Kind::Scores(Layout { catalog, indicator: column, report });
    let aside = |what| Kind::Aside(what, Layout { catalog, indicator: column, report: None });
    let (report, has_text) = match columns {
        Ok(found) => found,
        Err(problem) => return Kind::Broken(problem),
    };
    match report {
        Some(columns) if texts(&columns) => layout(Some(columns)),
        _ if developers.scored > 0 => layout(None),
        Some(columns) => layout(Some(columns)),
        None if developers.named > 1 => aside("texts by developer without scores"),
        None if has_text => aside("a report without a `Score` column"),
        None => aside("indicators without scores"),
    }
}

fn stranger(table: &Table, what: &str) -> Box<Diagnostic> {
    let message = format!("this looks like a {what}, but not of a catalog that is known");
    let problem = Diagnostic::error(Code::UnknownCatalog, message, table.file.place());
    Box::new(problem.hint("one column must hold the names of the indicators, as published"))
}

/// The column of indicator names and the catalog they belong to.
struct Names {
    catalog: usize,
    column: usize,
    /// Whether another catalog fits as well.
    rival: bool,
}

/// The column in which at least half of the rows name different indicators of one catalog.
fn indicator_column(table: &Table, known: &Known) -> Option<Names> {
    let mut best: Option<(usize, Names)> = None;
    for column in 0..table.width() {
        for (catalog, names) in known.catalogs.iter().enumerate() {
            let count = matches(&table.rows, column, names);
            if count == 0 || count * 2 < table.rows.len() {
                continue;
            }
            match &mut best {
                Some((most, _)) if *most > count => {}
                Some((most, found)) if *most == count => {
                    found.rival |= found.catalog != catalog;
                }
                _ => best = Some((count, Names { catalog, column, rival: false })),
            }
        }
    }
    best.map(|(_, names)| names)
}

fn matches(rows: &[Row], column: usize, catalog: &KnownCatalog) -> usize {
    let mut seen = vec![false; catalog.catalog.indicators.len()];
    for row in rows {
        if let Some(at) = catalog.find(row.cell(column)) {
            seen[at] = true;
        }
    }
    seen.into_iter().filter(|seen| *seen).count()
}

/// The report's columns by their headings, if there is one for scores; and whether there is text.
fn report_columns(
    table: &Table,
    indicator: Option<usize>,
) -> Result<(Option<ReportColumns>, bool), Box<Diagnostic>> {
    let mut score = None;
    let mut columns = ReportColumns::default();
    for column in (0..table.header.len()).filter(|column| Some(*column) != indicator) {
        let slot = match key(table.heading(column)).trim_end_matches(['?', ':']).trim_end() {
            "score" | "scores" => &mut score,
            "disclosure" | "disclosures" => &mut columns.disclosure,
            "reference" | "references" => &mut columns.references,
            "justification" | "justifications" => &mut columns.justification,
            "new disclosure" | "new disclosures" => &mut columns.new_disclosure,
            _ => continue,
        };
        if slot.replace(column).is_some() {
            let message = format!("a second column `{}`", trimmed(table.heading(column)));
            let place = table.file.at(table.heading_span(column));
            let problem = Diagnostic::error(Code::DuplicateKey, message, place);
            return Err(problem.hint("keep one of them, or give the other another heading").into());
        }
    }
    let has_text = columns.disclosure.or(columns.justification).is_some();
    Ok((score.map(|score| ReportColumns { score, ..columns }), has_text))
}

/// Columns headed by developers.
struct ByDeveloper {
    /// All of them.
    named: usize,
    /// Those with scores, and those of nobody known with nothing but scores.
    scored: usize,
}

fn scored_developers(table: &Table, roster: &Roster, names: Option<&Names>) -> ByDeveloper {
    let mut found = ByDeveloper { named: 0, scored: 0 };
    for column in (0..table.header.len()).filter(|at| names.is_none_or(|n| n.column != *at)) {
        let heading = table.heading(column);
        let share = scores(table, column);
        if roster.find(heading).is_some() {
            found.named += 1;
            found.scored += usize::from(share.is_some_and(|(scores, cells)| scores * 4 > cells));
        } else if !is_blank(heading) && names.is_some() {
            let whole = share.is_some_and(|(scores, cells)| scores * 2 > cells);
            found.scored += usize::from(whole && !is_other(heading));
        }
    }
    found
}

/// How many of a column's cells that are not blank are scores of 0 or 1, and how many there are.
pub(super) fn scores(table: &Table, column: usize) -> Option<(usize, usize)> {
    let cells = table.rows.iter().map(|row| row.cell(column)).filter(|cell| !is_blank(cell));
    let (mut scores, mut all) = (0, 0);
    for cell in cells {
        all += 1;
        let points = Points::parse(&trimmed(cell));
        scores += usize::from(points.is_some_and(|p| p == Points::ZERO || p == Points::whole(1)));
    }
    (all > 0).then_some((scores, all))
}

/// Headings of columns that are about the indicator or the whole row.
pub(super) fn is_other(heading: &str) -> bool {
    matches!(
        key(heading).as_str(),
        "domain"
            | "subdomain"
            | "sub domain"
            | "indicator"
            | "definition"
            | "notes"
            | "score"
            | "scores"
            | "#"
            | "number"
            | "index"
            | "id"
    ) || is_total(heading)
}

/// Names of rows and columns of sums.
pub(super) fn is_total(name: &str) -> bool {
    matches!(key(name).as_str(), "total" | "totals" | "sum" | "total score" | "total scores")
}
