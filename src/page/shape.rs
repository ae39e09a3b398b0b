//! Column layouts that charting tools take: a category, and measures of one kind.

use serde_json::{Map, Value as Json, json};

use super::answer::Page;
use super::table::{Cell, Column, Datum, Table};

/// The tool a page is reshaped for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Every category has every measure.
    Datawrapper,
    /// A measure may be missing: a developer was not in that edition, a score is not decided.
    Flourish,
}

impl Shape {
    /// Every shape with its name.
    pub const ALL: [(Self, &'static str); 2] =
        [(Self::Datawrapper, "datawrapper"), (Self::Flourish, "flourish")];

    /// The name of the tool.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Datawrapper => "datawrapper",
            Self::Flourish => "flourish",
        }
    }
}

/// A page with nothing but categories and measures in its table.
#[derive(Clone, Debug)]
pub struct Shaped {
    /// With headings for keys, since the tools print them.
    pub page: Page,
    /// The categories that lack a measure and that the tool cannot draw.
    pub left_out: Vec<String>,
}

/// Reduces a page to its measures; `None` where it has none.
pub fn shape(page: &Page, shape: Shape) -> Option<Shaped> {
    if page.measures.columns.is_empty() {
        return None;
    }
    let all: Vec<usize> = (0..page.measures.columns.len()).collect();
    let headings = page.measures.headings(&all);
    let column = |(at, heading): (usize, &String)| {
        let column = Column::new(heading, heading).keep();
        if at == 0 { column } else { column.right() }
    };
    let columns: Vec<Column> = headings.iter().enumerate().map(column).collect();
    let lacks = |row: &&Vec<Cell>| row.iter().skip(1).any(|cell| cell.data == Datum::Empty);
    let rows = &page.measures.rows;
    let (out, kept): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| shape == Shape::Datawrapper && lacks(row));
    let left_out = out.iter().map(|row| row[0].display().to_owned()).collect();
    let records = kept.iter().map(|row| record(&headings, row)).collect();
    let mut provenance = page.provenance.clone();
    let mut head = Map::new();
    head.insert("schema".into(), json!("fmti.shape/1"));
    head.insert("shape".into(), json!(shape.as_str()));
    head.insert("title".into(), json!(page.title));
    if let Some(provenance) = &mut provenance {
        // Said beside the table: in it, it would be one more measure.
        for (name, value) in provenance.columns.drain(..) {
            head.insert(name.into(), json!(value));
        }
    }
    let page = Page {
        title: page.title.clone(),
        facts: page.facts.clone(),
        sections: page.sections.clone(),
        table: Table { columns, rows: kept.into_iter().cloned().collect() },
        notes: page.notes.clone(),
        provenance,
        head,
        records_key: "data",
        records,
        ..Page::default()
    };
    Some(Shaped { page, left_out })
}

/// A row as an object with the headings as keys.
fn record(headings: &[String], row: &[Cell]) -> Json {
    let value = |cell: &Cell| match &cell.data {
        Datum::Empty => Json::Null,
        Datum::Text(text) => json!(text),
        Datum::Number(number) => serde_json::from_str(number).unwrap_or_else(|_| json!(number)),
        Datum::Flag(flag) => json!(flag),
    };
    let pairs = headings.iter().zip(row);
    Json::Object(pairs.map(|(heading, cell)| (heading.clone(), value(cell))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two editions: one developer in both, one in each.
    fn page() -> Page {
        let columns = ["Developer", "2024", "2025"].map(|name| Column::new(name, name)).to_vec();
        let row = |name: &str, old: Option<u32>, new: Option<u32>| {
            let points = |points: Option<u32>| points.map_or_else(Cell::default, Cell::number);
            vec![Cell::text(name), points(old), points(new)]
        };
        let rows = vec![
            row("both", Some(1), Some(2)),
            row("left", Some(3), None),
            row("new", None, Some(0)),
        ];
        Page { measures: Table { columns, rows }, ..Page::default() }
    }

    #[test]
    fn datawrapper_gets_whole_rows_and_flourish_gets_blanks() {
        let dumbbell = shape(&page(), Shape::Datawrapper).unwrap();
        assert_eq!(dumbbell.left_out, ["left", "new"]);
        assert_eq!(dumbbell.page.records, [json!({"Developer": "both", "2024": 1, "2025": 2})]);
        let bump = shape(&page(), Shape::Flourish).unwrap();
        assert!(bump.left_out.is_empty());
        assert_eq!(bump.page.table.rows, page().measures.rows);
        assert_eq!(bump.page.records[2], json!({"Developer": "new", "2024": null, "2025": 0}));
    }

    #[test]
    fn a_page_without_measures_has_no_shape() {
        assert!(shape(&Page::default(), Shape::Flourish).is_none());
    }
}
