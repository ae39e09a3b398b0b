//! A workbook: a sheet for each table, and one that says what they are and whose.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule as Rule, ConditionalFormatDataBar,
    ConditionalFormatType, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use super::csv::is_formula;
use crate::page::answer::Page;
use crate::page::column::{Column, Scale};
use crate::page::table::{Cell, Datum, Grid};
use crate::page::words::{REFER, UNRATED};
use crate::text::clean::{clean, tidy, truncate, width};
use crate::text::words::counted;
use contents::{Limits, Named};

mod contents;

/// Characters; a narrower column is hard to read.
const NARROWEST: usize = 6;
/// A wider column is hard to read where there are others, and where there are none.
const WIDEST: (usize, usize) = (56, 90);
/// A heading wraps rather than to make its column wider than this.
const HEADING: usize = 16;
/// Text that wraps to more lines than this stays on one.
const MOST_LINES: usize = 5;
/// Points a line takes, and the most a row can.
const LINE: (usize, usize) = (15, 405);
/// Frozen columns to the left of this many leave no room for the others.
const MOST_FROZEN: usize = 4;

const BAR: Color = Color::RGB(0x009F_C9E4);
const HEAD: Color = Color::RGB(0x00E8_ECEF);
const MET: Color = Color::RGB(0x00BF_E7DA);
const PARTLY: Color = Color::RGB(0x00CF_E7F5);
const TO_JUDGE: Color = Color::RGB(0x00FB_E3B5);
const NOT_RATED: Color = Color::RGB(0x00E3_E3E3);
const FAINT: Color = Color::RGB(0x0070_7070);

/// The page's table, further ones, and notes.
pub(super) fn render(page: &Page<'_>) -> Result<Vec<u8>, String> {
    workbook(page, &Limits::EXCEL).map_err(|error| error.to_string())
}

fn workbook(page: &Page<'_>, limits: &Limits) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same page is the same bytes: no clock, no user.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = clean(&page.title);
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let footer = page.provenance.as_ref().map_or_else(
        || footer("", ""),
        |source| {
            let given = source.columns.iter().find(|(key, _)| *key == "attribution");
            footer(&clean(&source.line), &clean(given.map_or("", |(_, text)| text)))
        },
    );
    for Named { name, table, .. } in contents::sheets(page, limits) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        write(sheet, &table, limits)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_footer(footer.as_str());
    }
    workbook.save_to_buffer()
}

/// The most that a footer holds, as Excel counts; a longer one is left out altogether.
const FOOTER: usize = 255;

/// The columns of paper for it beside where in the workbook one is.
const PRINTED: usize = 150;

/// What numbers these are and whose, and where in the workbook one is. Where there is no room for
/// all of it, whose they are comes first.
fn footer(source: &str, attribution: &str) -> String {
    let units = |text: &str| text.encode_utf16().count();
    let (left, right) = ("&L&8", "&R&8&A · &P/&N");
    let room = FOOTER - units(left) - units(right);
    let escaped = |text: &str| text.replace('&', "&&");
    let whole = escaped(source);
    if width(source) <= PRINTED && units(&whole) <= room {
        return format!("{left}{whole}{right}");
    }
    // A column may take a letter, its marks, and what escapes it.
    let all = format!("{attribution} · {source}");
    let mut cut = (0..=PRINTED).rev().map(|columns| escaped(&truncate(&all, columns)));
    let source = cut.find(|text| units(text) <= room).unwrap_or_default();
    format!("{left}{source}{right}")
}

/// A header row and the table below it.
fn write(sheet: &mut Worksheet, table: &Grid, limits: &Limits) -> Result<(), XlsxError> {
    let columns = limits.columns(table);
    let (rows, left_out) = limits.rows(table);
    let headings = table.headings();
    let widest = if columns.len() > 3 { WIDEST.0 } else { WIDEST.1 };
    let mut lines = vec![1; rows.len() + 1];
    for (to, column) in (0_u16..).zip(columns) {
        let cells = || rows.iter().map(|row| &row[usize::from(to)]);
        let heading = clean(&headings[usize::from(to)]);
        let heading = limits.text(&heading).into_owned();
        let look = Look::of(column, &heading, cells(), widest);
        let head = as_text(look.head(), &heading);
        sheet.write_string_with_format(0, to, heading.as_str(), &head)?;
        sheet.set_column_width(to, (look.width + 2) as f64)?;
        lines[0] = lines[0].max(look.lines(&heading));
        for (row, cell) in (1..).zip(cells()) {
            look.write(sheet, (row, to), cell, limits)?;
            if look.wraps {
                let at = &mut lines[row as usize];
                *at = look.lines(&said(cell)).max(*at);
            }
        }
        if let Some(last) = last(rows.len()) {
            conditions(sheet, column.scale, (1, to, last, to))?;
        }
    }
    for (row, lines) in (0..).zip(lines).filter(|(_, lines)| *lines > 1) {
        sheet.set_row_height(row, (lines * LINE.0).min(LINE.1) as f64)?;
    }
    if left_out > 0 {
        let line = u32::try_from(rows.len() + 1).unwrap_or(u32::MAX);
        sheet.write_string(line, 0, format!("… {} left out", counted(left_out, "row")))?;
    }
    let names = table.naming_column();
    let frozen = names.map_or(0, |at| at + 1);
    let frozen = if frozen > MOST_FROZEN { 0 } else { frozen };
    sheet.set_freeze_panes(1, u16::try_from(frozen).unwrap_or(0))?;
    if let (Some(last), Some(right)) = (last(rows.len()), columns.len().checked_sub(1)) {
        sheet.autofilter(0, 0, last, u16::try_from(right).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

/// The last of so many rows below the header.
fn last(rows: usize) -> Option<u32> {
    u32::try_from(rows).ok().filter(|rows| *rows > 0)
}

/// How a column's cells are shown.
struct Look {
    align: FormatAlign,
    /// More digits than anyone reads: shown with one decimal, kept in full.
    rounded: bool,
    /// Characters, without the room at the sides.
    width: usize,
    wraps: bool,
}

impl Look {
    fn of<'a>(
        column: &Column,
        heading: &str,
        cells: impl Iterator<Item = &'a Cell>,
        widest: usize,
    ) -> Self {
        let (mut right, mut rounded, mut longest, mut breaks) = (column.right, false, 0, false);
        for cell in cells {
            let text = said(cell);
            match &cell.data {
                Datum::Number(number) if exact(number).is_some() => {
                    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                    rounded |= decimals > 3;
                    right = true;
                    longest = longest.max(number.len().min(8));
                }
                _ => longest = text.lines().map(width).fold(longest, usize::max),
            }
            breaks |= text.contains('\n');
        }
        let align = match (column.scale, right) {
            (Some(Scale::Rating(..)), _) => FormatAlign::Center,
            (_, true) => FormatAlign::Right,
            (_, false) => FormatAlign::Left,
        };
        // The filter's button hides the end of a heading.
        let word = heading.split(' ').map(width).max().unwrap_or(0) + 2;
        let heading = word.max(width(heading).min(HEADING) + 2);
        Self {
            align,
            rounded,
            width: longest.max(heading).clamp(NARROWEST, widest),
            wraps: (breaks || longest > widest) && longest <= widest * MOST_LINES,
        }
    }

    /// Lines a text takes, broken at spaces or where a word is too long.
    fn lines(&self, text: &str) -> usize {
        // Widths are measured in digits, and most letters are narrower.
        let room = self.width * 6 / 5;
        let paragraph = |text: &str| {
            let (mut lines, mut used) = (1, 0);
            for word in text.split(' ').map(width) {
                let joined = used + usize::from(used > 0) + word;
                if joined <= room {
                    used = joined;
                } else {
                    lines += usize::from(used > 0) + word.saturating_sub(1) / room;
                    used = word.saturating_sub(1) % room + 1;
                }
            }
            lines
        };
        text.lines().map(paragraph).sum::<usize>().max(1)
    }

    fn head(&self) -> Format {
        let head = Format::new().set_bold().set_text_wrap().set_background_color(HEAD);
        self.aligned(head.set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Bottom))
    }

    /// Set apart from what stands at the other side of the line between two columns.
    fn aligned(&self, format: Format) -> Format {
        let format = format.set_align(self.align);
        if self.align == FormatAlign::Center { format } else { format.set_indent(1) }
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Cell,
        limits: &Limits,
    ) -> Result<(), XlsxError> {
        let mut format = self.aligned(Format::new().set_align(FormatAlign::Top));
        match &cell.data {
            Datum::Flag(flag) => {
                sheet.write_boolean_with_format(row, column, *flag, &format)?;
            }
            Datum::Number(number) if let Some(number) = exact(number) => {
                if self.rounded {
                    format = format.set_num_format("0.0");
                }
                sheet.write_number_with_format(row, column, number, &format)?;
            }
            _ => {
                let text = said(cell);
                let text = limits.text(&text);
                if text.is_empty() {
                    return Ok(());
                }
                if self.wraps {
                    format = format.set_text_wrap();
                }
                let format = as_text(format, &text);
                sheet.write_string_with_format(row, column, text.as_ref(), &format)?;
            }
        }
        Ok(())
    }
}

/// What begins like a formula stays text also when somebody edits the cell.
fn as_text(format: Format, text: &str) -> Format {
    if is_formula(text) { format.set_quote_prefix() } else { format }
}

/// The text of a cell that is no number. What is missing may still be said in a word.
fn said(cell: &Cell) -> Cow<'_, str> {
    match (&cell.data, cell.data.text()) {
        (Datum::Empty, _) => tidy(cell.shown.as_deref().unwrap_or_default()),
        (_, Cow::Borrowed(text)) => tidy(text),
        (_, Cow::Owned(text)) => Cow::Owned(tidy(&text).into_owned()),
    }
}

/// The number, where the workbook's kind of number holds it exactly.
fn exact(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// Colours that follow the values: they only repeat what the cells say.
fn conditions(
    sheet: &mut Worksheet,
    scale: Option<Scale>,
    (top, left, bottom, right): (u32, u16, u32, u16),
) -> Result<(), XlsxError> {
    match scale {
        None => {}
        Some(Scale::Sum(most)) => {
            let bar = ConditionalFormatDataBar::new()
                .set_minimum(ConditionalFormatType::Number, 0)
                .set_maximum(ConditionalFormatType::Number, most.to_f64())
                .set_fill_color(BAR)
                .set_solid_fill(true)
                .set_border_off(true);
            sheet.add_conditional_format(top, left, bottom, right, &bar)?;
        }
        Some(Scale::Rating(least, most)) => {
            let fill = |colour| Format::new().set_background_color(colour);
            let (least, most) = (least.to_f64(), most.to_f64());
            let numbers = [
                (Rule::EqualTo(most), fill(MET).set_bold()),
                (Rule::EqualTo(least), Format::new().set_font_color(FAINT)),
                (Rule::Between(least, most), fill(PARTLY)),
            ];
            for (rule, format) in numbers {
                let rule = ConditionalFormatCell::new().set_rule(rule).set_format(format);
                let rule = rule.set_stop_if_true(true);
                sheet.add_conditional_format(top, left, bottom, right, &rule)?;
            }
            let words = [(REFER, fill(TO_JUDGE).set_italic()), (UNRATED, fill(NOT_RATED))];
            for (word, format) in words {
                let rule = ConditionalFormatCell::new().set_rule(Rule::EqualTo(word));
                let rule = rule.set_format(format);
                sheet.add_conditional_format(top, left, bottom, right, &rule)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::table::Table;
    use calamine::{Data, Reader as _, Xlsx};
    use std::io::Cursor;

    fn read(page: &Page<'_>, limits: &Limits, sheet: &str) -> Vec<Vec<Data>> {
        let bytes = workbook(page, limits).unwrap();
        assert!(bytes == workbook(page, limits).unwrap(), "not the same bytes twice");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    fn text(text: &str) -> Data {
        Data::String(text.to_owned())
    }

    fn page(rows: Vec<Vec<Cell>>) -> Page<'static> {
        let columns = vec![
            Column::text("name", "").titled("Name").keep(),
            Column::text("value", "").titled("Value"),
        ];
        Page { records_key: "rows", table: Table::of(columns, rows), ..Page::default() }
    }

    #[test]
    fn values_keep_their_types() {
        let cells = [
            (Cell::number(95), Data::Float(95.0)),
            (Cell::number("83.33333333333333"), Data::Float(83.333_333_333_333_33)),
            (Cell::number("12345678901234567891"), text("12345678901234567891")),
            (Cell::number("0.10000000000000000001"), text("0.10000000000000000001")),
            (Cell::flag(true), Data::Bool(true)),
            (Cell::text("=1+1"), text("=1+1")),
            (Cell::text("http://x"), text("http://x")),
            (Cell::text("007"), text("007")),
            (Cell::text("_x0041_"), text("_x0041_")),
            (Cell::text("a\u{1b}[31mb\r\nc\u{ffff}"), text("a[31mb\nc")),
            (Cell::default().shown("refer"), text("refer")),
            (Cell::default(), Data::Empty),
        ];
        let rows = cells.iter().map(|(cell, _)| vec![Cell::text("x"), cell.clone()]).collect();
        let read = read(&page(rows), &Limits::EXCEL, "rows");
        assert_eq!(read[0], [text("Name"), text("Value")]);
        for (row, (cell, wanted)) in read[1..].iter().zip(&cells) {
            assert_eq!(&row[1], wanted, "{cell:?}");
        }
    }

    #[test]
    fn a_sheet_that_is_full_says_so() {
        let rows = (0..6).map(|n| vec![Cell::text("x".repeat(60)), Cell::number(n)]).collect();
        let limits = Limits { rows: 6, columns: 2, text: 50 };
        let page = page(rows);
        let rows = read(&page, &limits, "rows");
        assert_eq!(rows.len(), 6);
        assert_eq!(rows[4][0], text(&format!("{}… [cut: 60 characters in all]", "x".repeat(21))));
        assert_eq!(rows[5][0], text("… 2 rows left out"));
        let notes = read(&page, &Limits { text: 500, ..limits }, "notes");
        let said = notes.iter().map(|row| row[1].to_string()).collect::<Vec<_>>().join(" ");
        assert!(said.contains("2 rows are too many for a sheet"), "{said}");
    }

    #[test]
    fn a_footer_is_cut_and_never_left_out() {
        assert_eq!(footer("edition · us", "us"), "&L&8edition · us&R&8&A · &P/&N");
        let marked = "a\u{301}\u{302}\u{303}\u{304}".repeat(100);
        for us in ["us", &"a".repeat(300), &"&".repeat(300), &"漢".repeat(300), &marked] {
            let footer = footer(&format!("{} · {us}", "edition ".repeat(20)), us);
            assert!(footer.encode_utf16().count() <= FOOTER, "{footer}");
            let starts: String = us.chars().take(2).collect();
            assert!(footer.starts_with(&format!("&L&8{starts}")), "{footer}");
            assert!(footer.ends_with("&R&8&A · &P/&N"), "{footer}");
        }
    }

    #[test]
    fn rows_are_as_high_as_their_text() {
        let column = Column::text("text", "").titled("Text");
        let cells = [Cell::text("word ".repeat(40))];
        let look = Look::of(&column, "Text", cells.iter(), 50);
        assert!(look.wraps && look.width == 50);
        assert_eq!(look.lines(&"word ".repeat(40)), 4);
        assert_eq!(look.lines(&"x".repeat(121)), 3);
        assert_eq!(look.lines("a\nb\n\nc"), 4);
        assert_eq!(look.lines(""), 1);
    }
}
