//! A GitHub-flavoured Markdown table.

use crate::page::answer::{Page, Section};
use crate::page::column::Column;
use crate::page::problems;
use crate::page::table::Table;
use crate::text::clean::clean;
use crate::text::words::counted;

/// Heading, table, notes.
pub(crate) fn render(page: &Page<'_>) -> String {
    body(page) + &footer(page)
}

/// The same in at most so many bytes: rows are left out from the end, and it is said how many.
/// Nothing at all where there is no room for a heading and whose numbers these are.
pub fn within(page: &Page<'_>, room: usize) -> Option<String> {
    let (body, footer) = (body(page), footer(page));
    if body.len() + footer.len() <= room {
        return Some(body + &footer);
    }
    // A row is one line, and so is all else: a cut after a line cuts nothing in two.
    let lines: Vec<&str> = body.split_inclusive('\n').collect();
    let is_row = |line: &&&str| line.starts_with("| ");
    let note = |kept: usize| {
        let left_out = lines[kept..].iter().filter(is_row).count();
        format!("\n{} left out: there is no room for more here\n", counted(left_out, "row"))
    };
    let free = room.checked_sub(footer.len() + note(0).len())?;
    let mut used = 0;
    let fits = |line: &&&str| {
        used += line.len();
        used <= free
    };
    let kept = lines.iter().take_while(fits).count();
    (kept > 0).then(|| lines[..kept].concat() + &note(kept) + &footer)
}

/// Everything but what must be there.
fn body(page: &Page<'_>) -> String {
    let mut out = format!("### {}\n\n", escape(&page.title));
    if !page.facts.is_empty() {
        out += &format!("{}\n\n", line(&page.facts));
    }
    out += &sections(&page.sections);
    out += &table(&page.table);
    if page.findings().next().is_some() {
        if !page.table.is_empty() {
            out.push('\n');
        }
        out += &table(&problems::table(page.findings()));
    }
    out
}

fn footer(page: &Page<'_>) -> String {
    let links: Vec<String> =
        page.links().iter().map(|found| link(&found.label, &found.url)).collect();
    let links =
        if links.is_empty() { String::new() } else { format!("\nLinks: {}\n", links.join(" · ")) };
    page.footer().map(|note| format!("\n{}\n", line(note))).collect::<String>() + &links
}

/// Text that leads to an address; the address as text, where Markdown could read it otherwise.
pub(crate) fn link(text: &str, url: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#=&%+,".contains(c);
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if is_web && url.chars().all(plain) {
        format!("[{}](<{url}>)", escape(text))
    } else {
        format!("{}: {}", escape(text), escape(url))
    }
}

/// Paragraphs; those with parts below them are lists.
fn sections(sections: &[Section]) -> String {
    let mut out = String::new();
    let next = sections.iter().skip(1).map(Some).chain([None]);
    for (section, next) in sections.iter().zip(next) {
        let starts = section.label.is_empty();
        let written = |(at, text): (usize, &String)| {
            if starts && at == 0 { line(text) } else { escape(text) }
        };
        let lines: Vec<String> = section.lines.iter().enumerate().map(written).collect();
        let text = lines.join("<br>");
        // Whatever has no label goes on where the one before stopped.
        let text = match escape(&section.label).as_str() {
            "" => text,
            label => format!("**{label}**: {text}"),
        };
        match section.depth {
            0 => out += &text,
            depth => out += &format!("{}- {text}", "  ".repeat(depth - 1)),
        }
        let in_list = section.depth > 0 && next.is_some_and(|next| next.depth > 0);
        out += if in_list { "\n" } else { "\n\n" };
    }
    out
}

/// The columns for people; nothing at all without rows.
fn table(table: &Table<'_>) -> String {
    if table.is_empty() {
        return String::new();
    }
    let grid = table.pick(|column| column.title.is_some() && !column.bar);
    let titles = grid.columns.iter().map(|of| escape(of.title.as_deref().unwrap_or_default()));
    let mut out = row(titles);
    out += &row(grid.columns.iter().map(|column| rule(column).to_owned()));
    for cells in &grid.rows {
        out += &row(cells.iter().map(|cell| escape(&cell.display())));
    }
    out
}

fn rule(column: &Column) -> &'static str {
    if column.right { "---:" } else { ":---" }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    cells.fold(String::from("|"), |line, cell| line + " " + &cell + " |") + "\n"
}

/// Text at the start of a line, which is then a paragraph: no list, no underline, no command to a
/// CI system or to a bot, which takes its commands from lines such as `/approve`.
fn line(text: &str) -> String {
    // What is hidden goes first: white space behind it is at the start too.
    let text = escape(clean(text).trim_start());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    let numbered = digits > 0 && rest.starts_with(['.', ')']);
    // What is escaped already, and an entity, begin with a sign of ours; nobody heeds a bracket.
    let heeded = |c: char| c.is_ascii_punctuation() && !matches!(c, '\\' | '&' | '(');
    let marked = digits == 0 && rest.starts_with(heeded);
    format!("{number}{}{rest}", if numbered || marked { "\\" } else { "" })
}

/// Text that stays text in Markdown and in the HTML it becomes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = clean(text);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '!' | '#' | '$' | '^' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
        // Sites look for `@name` and `#1` in what Markdown has become, where no `\` is left.
        // What looks like an address of mail goes on after `@` with a dot, too.
        let next = rest.peek();
        let called = next.is_some_and(|next| next.is_alphanumeric());
        let mailed = c == '@' && next.is_some_and(|next| !next.is_whitespace());
        if mailed || (called && (c == '#' || out.ends_with("GH-"))) {
            out.push(JOINER);
        }
    }
    // An address would become a link of its own accord.
    out.replace("://", ":\u{2060}//").replace("www.", "www\u{2060}.")
}

/// Nothing to the eye; what stands around it is no longer one word.
const JOINER: char = '\u{2060}';

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::check::{Looked, problems};
    use crate::model::diagnostic::{Code, Diagnostic, Place};
    use crate::text::inert::hostile;
    use comrak::nodes::NodeValue;
    use comrak::{Arena, Options, parse_document};
    use proptest::prelude::*;

    /// As GitHub reads it: with every extension it has, and some it has not.
    fn github() -> Options<'static> {
        let mut options = Options::default();
        let extension = &mut options.extension;
        extension.autolink = true;
        extension.table = true;
        extension.strikethrough = true;
        extension.tasklist = true;
        extension.footnotes = true;
        extension.math_dollars = true;
        extension.math_code = true;
        extension.superscript = true;
        extension.description_lists = true;
        extension.alerts = true;
        options
    }

    /// The text of a document and the kinds of its parts that are more than text.
    fn read(markdown: &str) -> (String, Vec<&'static str>) {
        let arena = Arena::new();
        let (mut text, mut other) = (String::new(), Vec::new());
        for node in parse_document(&arena, markdown, &github()).descendants() {
            let data = node.data.borrow();
            match &data.value {
                NodeValue::Document | NodeValue::Paragraph => {}
                NodeValue::Text(part) => text.push_str(part),
                value => other.push(value.xml_node_name()),
            }
        }
        (text.replace(JOINER, ""), other)
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("a|b <img> [x](y)\n`c`"), "a\\|b &lt;img&gt; \\[x\\](y) \\`c\\`");
        assert_eq!(escape("@a b@c.d @ #1 #a GH-1"), {
            "@\u{2060}a b@\u{2060}c.d @ \\#\u{2060}1 \\#\u{2060}a GH-\u{2060}1"
        });
        assert_eq!(escape("A@.A"), "A@\u{2060}.A");
        assert_eq!(line(" ::error::a"), "\\::error::a");
        assert_eq!(line("\u{200b}\n::a"), "\\::a");
        assert_eq!(line("12. a"), "12\\. a");
        assert_eq!(line(" /approve"), "\\/approve");
        assert_eq!(line("@bot merge"), "\\@\u{2060}bot merge");
        assert_eq!(escape("$x^2^$"), "\\$x\\^2\\^\\$");
    }

    #[test]
    fn rows_are_left_out_where_there_is_no_room() {
        let place = Place { path: "lab/acme.yaml".into(), spot: None };
        let problem = |n| Diagnostic::error(Code::BadUrl, format!("row {n}"), place.clone());
        let looked = Looked { catalogs: 1, editions: 1, files: &[], answers: 9, elsewhere: 0 };
        let page = problems(&looked, (0..40).map(problem).collect());
        let whole = render(&page);
        assert_eq!(within(&page, whole.len()), Some(whole.clone()));
        for room in 0..whole.len() {
            let Some(cut) = within(&page, room) else { continue };
            assert!(cut.len() <= room);
            let rows = |text: &str| text.lines().filter(|line| line.starts_with("| ")).count();
            let left_out = rows(&whole) - rows(&cut);
            assert!(cut.contains(&format!("{left_out} row")), "{cut}");
            assert!(cut.ends_with(&footer(&page)));
        }
        assert_eq!(within(&page, 40), None);
    }

    proptest! {
        #[test]
        fn what_a_stranger_wrote_is_read_as_text(text in hostile::text()) {
            let wanted: String = clean(&text).trim().to_owned();
            let (read_back, other) = read(&line(&text));
            prop_assert_eq!(read_back.trim(), &wanted);
            prop_assert_eq!(&other, &Vec::<&str>::new());
            prop_assert!(!hostile::obeyed(&line(&text)));
            let called = |pair: &[char]| "@#".contains(pair[0]) && pair[1].is_alphanumeric();
            let letters: Vec<char> = line(&text).chars().collect();
            prop_assert!(!letters.windows(2).any(called));
            // The same between the bars of a table.
            let (_, other) = read(&format!("|a|\n|-|\n| {} |\n", escape(&text)));
            prop_assert!(other.iter().all(|kind| kind.starts_with("table")), "{other:?}");
        }
    }
}
