//! Comma- or tab-separated values: UTF-8, one header row, empty means missing.

use super::clean::is_hidden;
use super::page::{Datum, Page};

/// The machine columns, followed by whose numbers they are.
pub(super) fn render(page: &Page, delimiter: u8) -> Vec<u8> {
    let table = page.rows();
    let columns: Vec<usize> =
        (0..table.columns.len()).filter(|at| table.columns[*at].key.is_some()).collect();
    let origin = page.origin();
    let mut out = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let header = columns.iter().filter_map(|at| table.columns[*at].key.as_deref());
    // Writing to memory does not fail, and every record has the same length.
    let _ = out.write_record(header.chain(origin.iter().map(|(name, _)| *name)));
    for row in &table.rows {
        let cells = columns.iter().map(|at| field(&row[*at].data));
        let trailing = origin.iter().map(|(_, value)| guard(value));
        let _ = out.write_record(cells.chain(trailing));
    }
    out.into_inner().unwrap_or_default()
}

fn field(data: &Datum) -> String {
    match data {
        Datum::Text(text) => guard(text),
        other => other.as_str().to_owned(),
    }
}

/// Text that a spreadsheet will not take for a formula and a terminal will not obey: a leading
/// `=`, `+`, `-`, `@`, tab or return gets an apostrophe before it, and control characters other
/// than line breaks and tabs are dropped. JSON keeps the text exactly.
fn guard(text: &str) -> String {
    let kept = |c: &char| !is_hidden(*c) || matches!(c, '\n' | '\t' | '\r');
    let text: String = text.chars().filter(kept).collect();
    // Spreadsheets look past leading white space.
    if text
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
    {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        assert_eq!(guard("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(guard(" +1"), "' +1");
        assert_eq!(guard("a=b"), "a=b");
        assert_eq!(guard("\u{1b}[31mx\u{202e}"), "[31mx");
        assert_eq!(guard("\u{200b}=1"), "'=1");
        assert_eq!(field(&Datum::Number("-1".into())), "-1");
    }
}
