//! A table for a person at a terminal: fits the width, never wraps.

use comfy_table::{Attribute, CellAlignment, Color, ContentArrangement, presets};

use crate::page::Screen;
use crate::page::answer::{Page, Section};
use crate::page::problems;
use crate::page::table::{Cell, Grid};
use crate::text::clean::{clean, truncate, width};
use crate::text::inert::inert;

/// Characters between columns.
const GAP: usize = 2;
/// Bars are this long where there is room.
const BAR: usize = 20;
/// And at least this long, or left out.
const SHORTEST_BAR: usize = 8;
/// A label up to this long stands beside its paragraph, a longer one above it.
const LABEL: usize = 22;

/// Heading, table, notes.
pub(super) fn render(page: &Page<'_>, screen: Screen) -> String {
    let mut out = String::new();
    // Where problems are the answer, they need no heading.
    if !page.table.columns.is_empty() {
        out += &heading(page, screen);
        out.push('\n');
    }
    let beside = LABEL.min((screen.width / 2).saturating_sub(GAP));
    let labels = page.sections.iter().map(|s| width(&clean(&s.indented())));
    let indent = labels.filter(|label| *label <= beside).max().unwrap_or(0) + GAP;
    for section in &page.sections {
        out.push_str(&paragraph(section, indent, screen));
    }
    if !page.sections.is_empty() {
        out.push('\n');
    }
    let grid = page.table.for_people();
    let (columns, hidden) = fit(&grid, screen.width);
    if !grid.rows.is_empty() {
        out.push_str(&table(&grid, &columns, screen));
        out.push('\n');
    }
    out += &problems::render(page.findings(), screen);
    for note in page.footer() {
        out.push_str(&wrap(&clean(note), screen.width));
    }
    if hidden > 0 {
        let s = if hidden == 1 { "" } else { "s" };
        let note = format!("{hidden} column{s} left out for width; `-f csv` has every one");
        out.push_str(&wrap(&note, screen.width));
    }
    inert(&out).into_owned()
}

fn heading(page: &Page<'_>, screen: Screen) -> String {
    let (title, facts) = (clean(&page.title), clean(&page.facts));
    let free = screen.width.saturating_sub(width(&title) + width(&facts));
    let bold = |text: &str| {
        if screen.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    if free >= 3 {
        format!("{}{}{facts}\n", bold(&title), " ".repeat(free))
    } else {
        format!("{}{}", wrap(&bold(&title), screen.width), wrap(&facts, screen.width))
    }
}

/// A label, and its lines wrapped beside it, or below where it is too long for that.
fn paragraph(section: &Section, indent: usize, screen: Screen) -> String {
    let room = screen.width.saturating_sub(indent).max(1);
    let mut out = String::new();
    let mut label = clean(&section.indented()).into_owned();
    let dim = |label: &str| {
        if screen.colour && !label.is_empty() {
            format!("\u{1b}[2m{label}\u{1b}[0m")
        } else {
            label.to_owned()
        }
    };
    if width(&label) + GAP > indent {
        out.push_str(&dim(&truncate(&label, screen.width)));
        out.push('\n');
        label.clear();
    }
    for line in &section.lines {
        for part in wrap(&clean(line), room).lines() {
            let padding = " ".repeat(indent.saturating_sub(width(&label)));
            out.push_str(format!("{}{padding}{part}", dim(&label)).trim_end());
            out.push('\n');
            label.clear();
        }
    }
    out
}

/// A column that is shown, and how wide.
struct Shown {
    at: usize,
    width: usize,
}

/// The columns that fit, dropping from the right, and how many were dropped.
fn fit(grid: &Grid, room: usize) -> (Vec<Shown>, usize) {
    let columns = &grid.columns;
    let natural = |at: usize| {
        let title = columns[at].title.as_deref().map_or(0, |t| width(&clean(t)));
        let cells = grid.rows.iter().map(|row| width(&clean(&row[at].display())));
        if columns[at].bar { SHORTEST_BAR } else { cells.fold(title, usize::max) }
    };
    let mut shown: Vec<Shown> =
        (0..columns.len()).map(|at| Shown { at, width: natural(at) }).collect();
    let total =
        |shown: &[Shown]| shown.iter().map(|s| s.width + GAP).sum::<usize>().saturating_sub(GAP);
    let mut hidden = 0;
    while total(&shown) > room {
        // A bar only repeats a number: it goes before any number does.
        let bar = shown.iter().position(|s| columns[s.at].bar);
        let last = shown.iter().rposition(|s| !columns[s.at].keep);
        let Some(dropped) = bar.or(last) else { break };
        hidden += usize::from(!columns[shown[dropped].at].bar);
        shown.remove(dropped);
    }
    let free = room.saturating_sub(total(&shown));
    if let Some(bar) = shown.iter_mut().find(|s| columns[s.at].bar) {
        bar.width = (bar.width + free).min(BAR);
    }
    // What is left must fit: the widest text is cut, down to where others are as wide.
    while total(&shown) > room {
        if let Some(widest) = shown.iter_mut().max_by_key(|s| s.width).filter(|s| s.width > 4) {
            widest.width -= 1;
        } else if shown.len() > 1 {
            shown.pop();
            hidden += 1;
        } else {
            break;
        }
    }
    (shown, hidden)
}

fn table(grid: &Grid, shown: &[Shown], screen: Screen) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    if screen.colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    let align = |at: usize| {
        if grid.columns[at].right { CellAlignment::Right } else { CellAlignment::Left }
    };
    table.set_header(shown.iter().map(|s| {
        let title = clean(grid.columns[s.at].title.as_deref().unwrap_or_default());
        comfy_table::Cell::new(truncate(&title, s.width))
            .set_alignment(align(s.at))
            .add_attribute(Attribute::Dim)
    }));
    for row in &grid.rows {
        table.add_row(shown.iter().map(|s| {
            let cell = &row[s.at];
            if grid.columns[s.at].bar {
                let bar = bar(cell.share.unwrap_or(0.0), s.width);
                return comfy_table::Cell::new(bar).fg(Color::Cyan);
            }
            coloured(cell, s.width).set_alignment(align(s.at))
        }));
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        let gap = if at + 1 == shown.len() { 0 } else { GAP };
        column.set_padding((0, u16::try_from(gap).unwrap_or(0)));
    }
    let mut out = String::new();
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Nothing is dim, everything is green; what lies between speaks for itself.
fn coloured(cell: &Cell, room: usize) -> comfy_table::Cell {
    let text = cell.display();
    let text = clean(&text);
    let text = truncate(&text, room);
    let shown = comfy_table::Cell::new(text);
    match cell.share {
        Some(share) if share <= 0.0 => shown.add_attribute(Attribute::Dim),
        Some(share) if share >= 1.0 => shown.fg(Color::Green),
        _ => shown,
    }
}

/// A bar in eighths of a character.
///
/// A share of 0.72 over 20 characters is 14.4, drawn as 14⅜.
fn bar(share: f64, room: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    // Both casts are of small, non-negative numbers.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let eighths = (share.clamp(0.0, 1.0) * room as f64 * 8.0) as usize;
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

/// Lines of at most `room` columns, broken at spaces; a longer word stands alone.
fn wrap(text: &str, room: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let wide = width(word);
        if used > 0 && used + 1 + wide > room {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += wide;
    }
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::column::Column;
    use crate::page::table::Table;

    fn page(names: &[&str]) -> Page<'static> {
        let columns = vec![
            Column::text("name", "").titled("Developer").keep(),
            Column::number("score", "points", "").titled("Score").keep(),
            Column::bars(),
            Column::number("upstream", "points", "").titled("Upstream"),
            Column::text("model", "").titled("Model").right(),
        ];
        let rows = names.iter().map(|name| {
            let share = |part| Cell::number(part).share(Some(f64::from(part) / 4.0));
            let bar = Cell::default().share(Some(0.5));
            vec![Cell::text(*name), Cell::number(2), bar, share(0), share(4)]
        });
        Page {
            title: "An index".into(),
            facts: "2 developers".into(),
            table: Table::of(columns, rows.collect()),
            notes: vec!["mean 2".into()],
            ..Page::default()
        }
    }

    #[test]
    fn no_line_is_wider_than_the_screen_and_no_row_wraps() {
        let page = page(&["Ａ wide name", "x\u{1b}[31m\ny", &"long ".repeat(30)]);
        for room in [20, 30, 40, 60, 100, 200] {
            let text = render(&page, Screen { width: room, colour: false });
            for line in text.lines().take_while(|line| !line.starts_with("mean")) {
                assert!(width(line) <= room, "{room}: {line}");
            }
            assert!(!text.contains('\u{1b}'));
            assert!(text.contains("Developer") && text.contains("Score"));
        }
        assert!(render(&page, Screen { width: 40, colour: false }).contains("left out for width"));
    }

    #[test]
    fn bars_grow_with_the_share() {
        assert_eq!(bar(0.0, 20), "");
        assert_eq!(bar(0.72, 20), format!("{}▍", "█".repeat(14)));
        assert_eq!(bar(1.0, 20), "█".repeat(20));
        assert_eq!(bar(7.0, 2), "██");
    }
}
