//! Column layouts that charting tools take: a category, and measures of one kind.

use serde_json::{Map, Value as Json, json};

use super::answer::Page;
use super::column::Column;
use super::table::{Cell, Datum, Table, put};

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
pub struct Shaped<'a> {
    /// With headings for keys, since the tools print them.
    pub page: Page<'a>,
    /// The categories that lack a measure and that the tool cannot draw.
    pub left_out: Vec<String>,
}

/// Reduces a page to its measures; `None` where it has none.
pub fn shape<'a>(page: &Page<'a>, shape: Shape) -> Option<Shaped<'a>> {
    let measures = page.measures.get().data();
    if measures.columns.is_empty() {
        return None;
    }
    let column = |(at, heading): (usize, String)| {
        let column = Column::text(heading.as_str(), "").titled(heading).keep();
        if at == 0 { column } else { column.right() }
    };
    let columns: Vec<Column> = measures.headings().into_iter().enumerate().map(column).collect();
    let lacks = |row: &Vec<Cell>| row.iter().skip(1).any(|cell| cell.data == Datum::Empty);
    let (out, kept): (Vec<_>, Vec<_>) =
        measures.rows.into_iter().partition(|row| shape == Shape::Datawrapper && lacks(row));
    let left_out = out.iter().map(|row| row[0].display().into_owned()).collect();
    let records = kept.iter().map(|row| record(&columns, row)).collect();
    let mut provenance = page.provenance.clone();
    let mut head = Map::new();
    head.insert("shape".into(), json!(shape.as_str()));
    head.insert("title".into(), json!(page.title));
    if let Some(provenance) = &mut provenance {
        // Said beside the table: in it, it would be one more measure.
        for (name, value) in provenance.columns.drain(..) {
            put(&mut head, name, json!(value));
        }
    }
    let page = Page {
        command: "shape",
        title: page.title.clone(),
        facts: page.facts.clone(),
        sections: page.sections.clone(),
        table: Table::of(columns, kept),
        notes: page.notes.clone(),
        provenance,
        extra: head,
        records_key: "data",
        records: Some(records),
        ..Page::default()
    };
    Some(Shaped { page, left_out })
}

/// A row as an object with the headings as keys: they are no paths.
fn record(columns: &[Column], row: &[Cell]) -> Json {
    let key = |column: &Column| column.key.clone().unwrap_or_default();
    let cells = columns.iter().zip(row);
    Json::Object(cells.map(|(of, cell)| (key(of), cell.data.clone().json(false))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lazy::Lazy;

    /// Two editions: one developer in both, one in each.
    fn page() -> Page<'static> {
        let columns =
            ["Developer", "2024", "2025"].map(|name| Column::text(name, "").titled(name)).to_vec();
        let row = |name: &str, old: Option<u32>, new: Option<u32>| {
            let points = |points: Option<u32>| points.map_or_else(Cell::default, Cell::number);
            vec![Cell::text(name), points(old), points(new)]
        };
        let rows = vec![
            row("both", Some(1), Some(2)),
            row("left", Some(3), None),
            row("new", None, Some(0)),
        ];
        Page {
            measures: Lazy::new(move || Table::of(columns.clone(), rows.clone())),
            ..Page::default()
        }
    }

    #[test]
    fn datawrapper_gets_whole_rows_and_flourish_gets_blanks() {
        let dumbbell = shape(&page(), Shape::Datawrapper).unwrap();
        assert_eq!(dumbbell.left_out, ["left", "new"]);
        assert_eq!(dumbbell.page.objects(), [json!({"Developer": "both", "2024": 1, "2025": 2})]);
        let bump = shape(&page(), Shape::Flourish).unwrap();
        assert!(bump.left_out.is_empty());
        assert_eq!(bump.page.table.data().rows, page().measures.get().data().rows);
        assert_eq!(bump.page.objects()[2], json!({"Developer": "new", "2024": null, "2025": 0}));
    }

    #[test]
    fn a_page_without_measures_has_no_shape() {
        assert!(shape(&Page::default(), Shape::Flourish).is_none());
    }
}
