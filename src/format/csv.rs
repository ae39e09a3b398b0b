//! Comma- or tab-separated values: UTF-8, one header row, empty means missing.

use std::borrow::Cow;

use super::locale::Locale;
use crate::page::answer::Page;
use crate::page::column::{Column, from_key};
use crate::page::table::Datum;
use crate::text::clean::{is_hidden, tidy};

/// For whom text and numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// What happens to text.
    pub safety: Safety,
    /// Whose spreadsheets read it; without one, every program's: keys as headings, dots, bare UTF-8.
    pub locale: Option<Locale>,
}

/// What happens to text that a spreadsheet would take for a formula or a terminal would obey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Safety {
    /// It is made harmless, and can be told from text that always was.
    #[default]
    Spreadsheet,
    /// Nothing: every character is kept.
    None,
}

/// The columns that hold data, followed by whose it is.
pub(crate) fn render(page: &Page<'_>, separator: u8, dialect: Dialect) -> Vec<u8> {
    let table = page.rows().data();
    let origin = page.origin();
    let mut bytes = Vec::new();
    let mut builder = csv::WriterBuilder::new();
    builder.delimiter(separator);
    if let Some(locale) = dialect.locale {
        // What Excel needs to see UTF-8, and the line ends it writes itself.
        bytes.extend_from_slice("\u{feff}".as_bytes());
        builder.terminator(csv::Terminator::CRLF);
        if separator == b',' {
            builder.delimiter(locale.separator);
        }
    }
    let mut out = builder.from_writer(bytes);
    let text = |text: &str| harmless(text, dialect.safety).into_owned();
    let names: Vec<String> = if dialect.locale.is_some() {
        let origin = origin.iter().map(|(name, _)| from_key(name));
        table.headings().into_iter().chain(origin).collect()
    } else {
        let keys = table.columns.iter().map(Column::flat_key);
        keys.chain(origin.iter().map(|(name, _)| name.replace('.', "_"))).collect()
    };
    // Writing to memory does not fail, and every record has the same length.
    let _ = out.write_record(names.iter().map(|name| text(name)));
    // The same in every row.
    let origin: Vec<String> = origin.iter().map(|(_, value)| text(value)).collect();
    for row in &table.rows {
        let cells = row.iter().map(|cell| match &cell.data {
            Datum::Text(words) => text(words),
            Datum::List(..) => text(&cell.data.text()),
            Datum::Number(number) => match dialect.locale {
                Some(locale) => number.replace('.', locale.decimal.encode_utf8(&mut [0; 4])),
                None => number.clone(),
            },
            other => other.text().into_owned(),
        });
        let _ = out.write_record(cells.chain(origin.iter().cloned()));
    }
    out.into_inner().unwrap_or_default()
}

/// A text as it stands in a field.
pub(crate) fn harmless(text: &str, safety: Safety) -> Cow<'_, str> {
    match safety {
        Safety::Spreadsheet => match tidy(text) {
            Cow::Borrowed(text) => guard(text),
            Cow::Owned(text) => Cow::Owned(guard(&text).into_owned()),
        },
        Safety::None => Cow::Borrowed(text),
    }
}

/// Text that no spreadsheet takes for a formula, reversibly: what begins like one gets an
/// apostrophe before it, and so does what begins with an apostrophe. Whoever reads the file takes
/// away one apostrophe where a field begins with one, and has the text.
///
/// ```text
/// =1+1     '=1+1
/// '90s     ''90s
/// the '90s the '90s
/// ```
fn guard(text: &str) -> Cow<'_, str> {
    if is_formula(text) || text.starts_with('\'') {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a spreadsheet may take the text for a formula.
pub(crate) fn is_formula(text: &str) -> bool {
    // Spreadsheets look past leading white space, and past what they do not show.
    let seen = text.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c));
    text.starts_with(|c: char| c.is_control())
        || seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::table::{Cell, Table};
    use proptest::prelude::*;

    fn written(text: &str, safety: Safety, locale: Option<Locale>, separator: u8) -> Vec<u8> {
        let columns = vec![
            Column::text("text", "").titled("Text"),
            Column::number("number", "", "").titled("Number"),
        ];
        let rows = vec![vec![Cell::text(text), Cell::number(-0.5)]];
        let page = Page { table: Table::of(columns, rows), ..Page::default() };
        render(&page, separator, Dialect { safety, locale })
    }

    /// The text and number as a program reads them back.
    fn read(bytes: &[u8], separator: u8) -> (String, String) {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(bytes);
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(row.len(), 2);
        (row[0].to_owned(), row[1].to_owned())
    }

    fn undo(text: &str) -> &str {
        text.strip_prefix('\'').unwrap_or(text)
    }

    #[test]
    fn formulas_are_text() {
        for (text, safe) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            (" +1", "' +1"),
            ("\n-1", "'\n-1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("＝1", "'＝1"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("'", "''"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(guard(text), safe);
        }
    }

    #[test]
    fn a_locale_has_its_own_separator_sign_and_line_ends() {
        let german = Locale::named("de");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let csv = text(written("a;b, c", Safety::Spreadsheet, german, b','));
        assert_eq!(csv, "\u{feff}Text;Number\r\n\"a;b, c\";-0,5\r\n");
        let tsv = text(written("a;b", Safety::Spreadsheet, german, b'\t'));
        assert_eq!(tsv, "\u{feff}Text\tNumber\r\na;b\t-0,5\r\n");
        let swiss = text(written("a", Safety::Spreadsheet, Locale::named("de-CH"), b','));
        assert_eq!(swiss, "\u{feff}Text;Number\r\na;-0.5\r\n");
    }

    proptest! {
        #[test]
        fn text_comes_back(text in "[='\\-\u{a}\u{d}\u{9}\";, \u{0}\u{1b}a]{0,6}|\\PC{0,9}") {
            let (exact, number) = read(&written(&text, Safety::None, None, b','), b',');
            prop_assert_eq!((exact.as_str(), number.as_str()), (text.as_str(), "-0.5"));
            let (exact, _) = read(&written(&text, Safety::None, None, b'\t'), b'\t');
            prop_assert_eq!(&exact, &text);

            let seen = tidy(&text);
            let (safe, _) = read(&written(&text, Safety::Spreadsheet, None, b','), b',');
            prop_assert_eq!(undo(&safe), &seen);
            let german = Locale::named("de");
            let (safe, number) = read(&written(&text, Safety::Spreadsheet, german, b','), b';');
            prop_assert_eq!((undo(&safe), number.as_str()), (seen.as_ref(), "-0,5"));
            let first = safe.trim_start().chars().next();
            prop_assert!(!first.is_some_and(|c| "=+-@".contains(c)));
        }
    }
}
