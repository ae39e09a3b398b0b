//! A GitHub-flavoured Markdown table.

use super::clean::clean;
use super::page::{Column, Page};

/// Heading, table, notes.
pub(super) fn render(page: &Page) -> String {
    let shown: Vec<usize> = (0..page.table.columns.len())
        .filter(|at| page.table.columns[*at].title.is_some() && !page.table.columns[*at].bar)
        .collect();
    let column = |at: &usize| &page.table.columns[*at];
    let title = |at: &usize| escape(column(at).title.as_deref().unwrap_or_default());
    let rule = |at: &usize| rule(column(at)).to_owned();
    let mut out = format!("### {}\n\n{}\n\n", escape(&page.title), escape(&page.facts));
    for section in &page.sections {
        let lines: Vec<String> = section.lines.iter().map(|line| escape(line)).collect();
        out += &format!("**{}**: {}\n\n", escape(&section.label), lines.join("<br>"));
    }
    if !page.table.rows.is_empty() {
        out += &row(shown.iter().map(title));
        out += &row(shown.iter().map(rule));
        for cells in &page.table.rows {
            out += &row(shown.iter().map(|at| escape(cells[*at].display())));
        }
    }
    for note in page.notes.iter().chain([&page.provenance.line()]) {
        out += &format!("\n{}\n", escape(note));
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
