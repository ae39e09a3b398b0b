//! What an output may hold, whatever a stranger wrote.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use fmti::text::clean::{clean, is_hidden, tidy};
use scraper::{Html, Selector};

use crate::hostile;

/// Nothing to the eye: what stands around it in Markdown is no longer one word.
const JOINER: char = '\u{2060}';

/// Checks an output by its format or the end of its name.
pub(crate) fn harmless(name: &str, bytes: &[u8], payload: &str) {
    let kind = name.rsplit_once('.').map_or(name, |(_, kind)| kind);
    if kind == "xlsx" {
        return workbook(bytes);
    }
    let text = std::str::from_utf8(bytes).unwrap();
    let what = format!("{name} for {payload:?}");
    match kind {
        // Exact, and says so.
        "csv" if name.starts_with("data/exact/") => return,
        "json" | "ndjson" | "sarif" | "gitlab" => {
            let hidden = text.chars().find(|c| is_hidden(*c) && *c != '\n');
            assert_eq!(hidden, None, "{what}");
        }
        "csv" => fields(text, b',', &what),
        "tsv" => fields(text, b'\t', &what),
        "markdown" | "md" => {
            let shown = text.replace(JOINER, "");
            assert_eq!(tidy(&shown), shown, "{what}");
            markdown(text, payload, &what);
        }
        _ => assert_eq!(tidy(text), text, "{what}"),
    }
    match kind {
        "html" => page(text, &what),
        "svg" | "junit" => {
            let document =
                roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{what}: {e}"));
            let acts = |name: &str| name.starts_with("on") || name == "script" || name == "href";
            for node in document.descendants().filter(roxmltree::Node::is_element) {
                assert!(!acts(node.tag_name().name()), "{what}");
                assert!(!node.attributes().any(|a| acts(a.name())), "{what}");
            }
        }
        _ => {}
    }
    // Other files are no logs: printed into one, they are changed.
    let logged = ["txt", "table", "markdown", "md", "json", "ndjson", "sarif", "gitlab"];
    if logged.contains(&kind) {
        let obeyed = text.split(['\n', '\r']).find(|line| hostile::obeyed(line));
        assert_eq!(obeyed, None, "{what}");
    }
    if kind == "github" {
        let ours = |line: &str| {
            ["::error ", "::warning ", "::notice "].iter().any(|c| line.starts_with(c))
        };
        let obeyed = text.split(['\n', '\r']).filter(|line| hostile::obeyed(line));
        obeyed.for_each(|line| assert!(ours(line), "{what}: {line}"));
    }
}

fn fields(text: &str, separator: u8, what: &str) {
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.delimiter(separator).has_headers(false).from_reader(text.as_bytes());
    for row in reader.records() {
        for field in &row.unwrap() {
            assert_eq!(tidy(field), field, "{what}");
            let is_number = field.parse::<f64>().is_ok();
            let formula = field.trim_start().starts_with(['=', '+', '-', '@']);
            assert!(is_number || !formula, "{what}: {field:?}");
            assert!(!field.starts_with(['\t', '\n']), "{what}: {field:?}");
        }
    }
}

/// No line begins with what a stranger wrote, and none of it is markup.
fn markdown(text: &str, payload: &str, what: &str) {
    let first = clean(payload);
    let first = first.split(' ').find(|word| word.contains(char::is_alphanumeric)).unwrap();
    for line in text.lines() {
        let line = line.trim_start();
        assert!(!line.starts_with(['/', '@']), "{what}: {line}");
        assert!(!line.replace('\\', "").starts_with(first), "{what}: {line}");
    }
    let arena = Arena::new();
    let mut options = Options::default();
    (options.extension.table, options.extension.autolink) = (true, true);
    for node in parse_document(&arena, text, &options).descendants() {
        match &node.data.borrow().value {
            NodeValue::HtmlInline(ours) if ours == "<br>" => {}
            value @ (NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) | NodeValue::Image(_)) => {
                panic!("{what}: {value:?}")
            }
            NodeValue::Link(link) => {
                assert!(link.url.starts_with("https://a.org"), "{what}: {}", link.url);
            }
            _ => {}
        }
    }
}

fn page(text: &str, what: &str) {
    let html = Html::parse_document(text);
    assert!(html.errors.is_empty(), "{what}: {:?}", html.errors);
    for element in html.select(&Selector::parse("*").unwrap()) {
        let element = element.value();
        assert!(!["img", "iframe", "object", "embed", "base"].contains(&element.name()), "{what}");
        for (name, value) in element.attrs() {
            assert!(!name.starts_with("on"), "{what}: {name}");
            let leads = value.split_once(':').map(|(scheme, _)| scheme);
            let web = |scheme| ["https", "data"].contains(&scheme);
            assert!(name != "href" || leads.is_none_or(web), "{what}: {value}");
        }
    }
    for script in html.select(&Selector::parse("script").unwrap()) {
        let script: String = script.text().collect();
        assert!(
            script == include_str!("../../templates/site/site.js").trim_end()
                || script == include_str!("../../templates/site/site.js"),
            "{what}"
        );
    }
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &[u8]) {}

#[cfg(feature = "xlsx")]
fn workbook(bytes: &[u8]) {
    use calamine::{Data, Reader as _, Xlsx};

    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        assert!(formulas.cells().all(|(.., formula)| formula.is_empty()), "{sheet}");
        for (.., cell) in book.worksheet_range(&sheet).unwrap().cells() {
            if let Data::String(text) = cell {
                assert_eq!(&tidy(text), text);
            }
        }
    }
}
