//! A table for a paper: `booktabs`, no vertical rules, notes below.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::page::answer::Page;
use crate::page::column::Column;
use crate::page::problems;
use crate::page::table::{Grid, Table};
use crate::text::clean::{clean, width};
use crate::text::words::capital;

/// More lines than this do not fit a page: the table may break across several.
const PAGE: usize = 45;
/// About as many characters fit a line, the space between columns counted.
const LINE: usize = 80;
/// After so many characters without a space a line may break. `XeLaTeX` crashes on endless words.
const LONGEST_WORD: usize = 30;
/// A column of lines is at least this wide.
const NARROWEST: usize = 12;

/// Prints a character where the font has it, and its code point where it has not. Without this
/// pdfLaTeX stops at the first one it does not know.
const CHARACTER: &str = "\\providecommand{\\fmtichar}[2]{\\ifdefined\\Umathchar\
    \\iffontchar\\font`#2 #2\\else[U+#1]\\fi\\else[U+#1]\\fi}\n";

/// Paragraphs, table, notes.
pub(super) fn render(page: &Page<'_>) -> String {
    let mut body = String::new();
    for section in &page.sections {
        let lines: Vec<String> = section.lines.iter().map(|line| escape(line)).collect();
        let label = escape(&section.label);
        body +=
            &format!("\\noindent\\textbf{{{label}}}\\quad {}\\par\n", lines.join("\\newline\n"));
    }
    let links = page.links().iter().map(|link| format!("{}: {}", capital(&link.label), link.url));
    let links = Some(links.collect::<Vec<_>>().join(" · ")).filter(|links| !links.is_empty());
    let notes = page.credits().chain(links.map(Cow::Owned));
    let notes: Vec<String> = notes.map(|note| escape(&note)).collect();
    let label = label(page);
    let problems = problems::table(page.findings());
    let has_rows = !page.table.is_empty();
    if has_rows {
        body += &table(&page.table, &caption(page), &label, &notes);
    }
    if !problems.is_empty() {
        let label = format!("{label}-problems");
        let notes = if has_rows { &[] } else { notes.as_slice() };
        body += &table(&problems, &caption(page), &label, notes);
    }
    if !has_rows && problems.is_empty() {
        body += &format!("\\noindent\\textbf{{{}}}\\par\n", caption(page));
        body += &footnotes(&notes);
    }
    let mut out = format!("% Made with fmti {}.\n", env!("CARGO_PKG_VERSION"));
    if body.contains("\\toprule") {
        let needs = [
            ("\\toprule", "booktabs"),
            ("{longtable}", "longtable"),
            ("\\arraybackslash", "array"),
        ];
        let packages = needs.iter().filter(|(command, _)| body.contains(command));
        let packages: Vec<&str> = packages.map(|(_, package)| *package).collect();
        out += &format!("% In the preamble: \\usepackage{{{}}}\n", packages.join(","));
    }
    if body.contains("\\fmtichar") {
        out += "% XeLaTeX and LuaLaTeX print every character that the font has; pdfLaTeX prints some \
                by\n% number, as [U+6F22].\n";
        out += CHARACTER;
    }
    out + &body
}

fn caption(page: &Page<'_>) -> String {
    let facts = if page.facts.is_empty() { String::new() } else { format!(". {}", page.facts) };
    escape(&format!("{}{facts}", page.title))
}

/// `tab:fmti-score-2025`.
fn label(page: &Page<'_>) -> String {
    let edition = page.origin().iter().find(|(name, _)| *name == "edition.id");
    let edition = edition.map(|(_, edition)| edition.as_str());
    let words: Vec<&str> = ["fmti", page.command].into_iter().chain(edition).collect();
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("tab:{}", words.join("-").chars().map(plain).collect::<String>())
}

/// The columns for people.
fn table(table: &Table<'_>, caption: &str, label: &str, notes: &[String]) -> String {
    let grid = table.pick(|column| column.title.is_some() && !column.bar);
    let kinds = kinds(&grid);
    let row = |cells: Vec<String>| format!("    {} \\\\\n", cells.join(" & "));
    let title = |column: &Column| escape(column.title.as_deref().unwrap_or_default());
    let head = row(grid.columns.iter().map(title).collect());
    let rows: String = grid
        .rows
        .iter()
        .map(|cells| row(cells.iter().map(|cell| escape(&cell.display())).collect()))
        .collect();
    let lines = if kinds.contains("p{") { 4 } else { 1 };
    if grid.rows.len() * lines > PAGE {
        let notes = footnotes(notes);
        return format!(
            "\\begin{{longtable}}{{{kinds}}}\n    \\caption{{{caption}}}\\label{{{label}}}\\\\\n    \
             \\toprule\n{head}    \\midrule\n    \\endfirsthead\n    \\toprule\n{head}    \
             \\midrule\n    \\endhead\n    \\bottomrule\n    \\endlastfoot\n{rows}\\end{{longtable}}\n\
             {notes}"
        );
    }
    let notes = footnotes(notes);
    let notes = if notes.is_empty() { notes } else { format!("  \\par\\medskip\n{notes}") };
    format!(
        "\\begin{{table}}\n  \\centering\n  \\caption{{{caption}}}\n  \\label{{{label}}}\n  \
         \\begin{{tabular}}{{{kinds}}}\n    \\toprule\n{head}    \\midrule\n{rows}    \
         \\bottomrule\n  \\end{{tabular}}\n{notes}\\end{{table}}\n"
    )
}

/// How each column is set: on one line where all fit, else the widest text in lines.
fn kinds(grid: &Grid) -> String {
    let count = grid.columns.len();
    let natural = |at: usize| {
        let title = grid.columns[at].title.as_deref().unwrap_or_default();
        let cells = grid.rows.iter().map(|row| row[at].display());
        cells.chain([title.into()]).map(|text| width(&clean(&text)) + 2).max().unwrap_or(0)
    };
    let naturals: Vec<usize> = (0..count).map(natural).collect();
    let mut wrapped = vec![false; count];
    let fixed = |wrapped: &[bool]| -> usize {
        naturals.iter().zip(wrapped).filter(|(_, wrapped)| !**wrapped).map(|(width, _)| width).sum()
    };
    let narrowest = |wrapped: &[bool]| NARROWEST * wrapped.iter().filter(|w| **w).count();
    while fixed(&wrapped) + narrowest(&wrapped) > LINE {
        let text = |n: &usize| !wrapped[*n] && !grid.columns[*n].right;
        let widest = (0..count).filter(text).max_by_key(|n| naturals[*n]);
        let Some(widest) = widest.filter(|n| naturals[*n] > NARROWEST) else { break };
        wrapped[widest] = true;
    }
    let room = LINE.saturating_sub(fixed(&wrapped)).max(narrowest(&wrapped));
    let wanted: usize = naturals.iter().zip(&wrapped).filter(|(_, w)| **w).map(|(n, _)| n).sum();
    let kind = |n: usize| match (&grid.columns[n], wrapped[n]) {
        (Column { right: true, .. }, _) => "r".to_owned(),
        (_, false) => "l".to_owned(),
        (_, true) => {
            let narrowest = NARROWEST as f64 / LINE as f64;
            let share = naturals[n] as f64 / wanted as f64 * room as f64 / LINE as f64;
            format!(
                ">{{\\raggedright\\arraybackslash}}p{{{:.2}\\linewidth}}",
                share.max(narrowest) - 0.02
            )
        }
    };
    (0..count).map(kind).collect()
}

/// Small print.
fn footnotes(notes: &[String]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let lines: String = notes.iter().map(|note| format!("    {note}\\par\n")).collect();
    format!("  \\parbox{{\\linewidth}}{{\\footnotesize\n{lines}  }}\n")
}

/// Text that stays text in LaTeX, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut before, mut unbroken) = (' ', 0);
    // An accent that stands alone has no meaning to LaTeX's fonts; on its letter it has.
    for c in clean(text).nfc() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' => out += "\\textbackslash{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            '<' => out += "\\textless{}",
            '>' | '›' => out += "\\textgreater{}",
            '|' => out += "\\textbar{}",
            '`' => out += "\\textasciigrave{}",
            // Some languages give the sign itself a meaning.
            '"' => out += "\\symbol{34}",
            // After the end of a row these would be its options.
            '[' | ']' | '*' => out += &format!("{{{c}}}"),
            '−' | '≤' | '≥' | '≈' | '✓' | '✗' => out += sign(c),
            // Two of these would become one.
            '-' | '\'' | ',' if before == c => out += &format!("{{}}{c}"),
            c if is_plain(c) => out.push(c),
            c => out += &format!("\\fmtichar{{{:04X}}}{{{c}}}", u32::from(c)),
        }
        before = c;
        unbroken = if c == ' ' { 0 } else { unbroken + 1 };
        if unbroken == LONGEST_WORD {
            out += "\\allowbreak{}";
            unbroken = 0;
        }
    }
    out
}

/// Signs that all engines have among their symbols of mathematics.
fn sign(c: char) -> &'static str {
    match c {
        '≤' => "$\\leq$",
        '≥' => "$\\geq$",
        '≈' => "$\\approx$",
        '✓' => "$\\surd$",
        '✗' => "$\\times$",
        _ => "$-$",
    }
}

/// Characters that every engine prints in its default encoding, with no package. Found by trying
/// each with pdfLaTeX.
fn is_plain(c: char) -> bool {
    const LACKING: &str = "«»ÐÞðþĄąĐđĘęĦħĮįĸĿŀŉŊŋŦŧŲųſ";
    const OTHERS: &str = "ȘșȚț‐‑‒–—―‘’“”†‡•…‰€№™←↑→↓";
    match c {
        ' '..='~' => true,
        '\u{a1}'..='\u{17f}' => !LACKING.contains(c),
        _ => OTHERS.contains(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, escaped) in [
            (r"50 % & $1 #2 a_b {x}", r"50 \% \& \$1 \#2 a\_b \{x\}"),
            (r"\input{x}", r"\textbackslash{}input\{x\}"),
            (
                "~^<>|`",
                concat!(
                    r"\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}",
                    r"\textasciigrave{}"
                ),
            ),
            ("[1] *x \"q\"", "{[}1{]} {*}x \\symbol{34}q\\symbol{34}"),
            ("a--b ''c", "a-{}-b '{}'c"),
            ("e\u{301}cole – Łódź…", "école – Łódź…"),
            ("漢🦀", "\\fmtichar{6F22}{漢}\\fmtichar{1F980}{🦀}"),
            ("−1 ≥ ✗", r"$-$1 $\geq$ $\times$"),
            (&"x".repeat(31), "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\allowbreak{}x"),
            ("a\n\n%b\u{202e}", "a \\%b"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }
}
