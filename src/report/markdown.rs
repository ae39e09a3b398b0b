//! A GitHub-flavoured Markdown table.

use super::clean::clean;
use super::diagnostics;
use super::page::{Column, Page, Table};

/// Heading, table, notes.
pub(super) fn render(page: &Page) -> String {
    let mut out = format!("### {}\n\n", escape(&page.title));
    if !page.facts.is_empty() {
        out += &format!("{}\n\n", escape(&page.facts));
    }
    for section in &page.sections {
        let lines: Vec<String> = section.lines.iter().map(|line| escape(line)).collect();
        out += &format!("**{}**: {}\n\n", escape(&section.label), lines.join("<br>"));
    }
    out += &table(&page.table);
    if page.findings().next().is_some() {
        if !page.table.rows.is_empty() {
            out.push('\n');
        }
        out += &table(&diagnostics::table(page.findings()));
    }
    for note in page.footer() {
        out += &format!("\n{}\n", escape(note));
    }
    out
}

/// The columns for people; nothing at all without rows.
fn table(table: &Table) -> String {
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|at| table.columns[*at].title.is_some() && !table.columns[*at].bar)
        .collect();
    if table.rows.is_empty() {
        return String::new();
    }
    let column = |at: &usize| &table.columns[*at];
    let mut out =
        row(shown.iter().map(|at| escape(column(at).title.as_deref().unwrap_or_default())));
    out += &row(shown.iter().map(|at| rule(column(at)).to_owned()));
    for cells in &table.rows {
        out += &row(shown.iter().map(|at| escape(cells[*at].display())));
    }
    out
}

fn rule(column: &Column) -> &'static str {
    if column.right { "---:" } else { ":---" }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    cells.fold(String::from("|"), |line, cell| line + " " + &cell + " |") + "\n"
}

/// Text that stays text in Markdown and in the HTML it becomes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '!' | '#' | '@' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    // An address would become a link of its own accord.
    out.replace("://", ":\u{2060}//").replace("www.", "www\u{2060}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("a|b <img> [x](y)\n`c`"), "a\\|b &lt;img&gt; \\[x\\](y) \\`c\\`");
    }
}
