//! What strangers write, through every format: it stays text, and none of it acts.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fmti::text::clean::is_hidden;
use scraper::{Html, Selector};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

#[path = "data/hostile.rs"]
mod hostile;

/// Names, models, statements, reasons and addresses that nobody should write.
const TEXTS: [&str; 16] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><a href='javascript:alert(1)'>x</a>",
    "</title></style><svg onload=alert(1)>",
    "]]><!-- --> &lt;b&gt; {{ 7*7 }} {% raw %}",
    "=HYPERLINK(\"http://evil.example\",\"click\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "'=1+1",
    "+1-1;=2\t,\"=3\"",
    "\u{1b}[31mred\u{1b}]8;;http://x\u{7}",
    "\u{202e}evil\u{2066}\u{200b}",
    "שלום עולם",
    "👩‍💻🏳️‍🌈 漢字 e\u{301}",
    "one\r\ntwo\nthree\rfour\u{2028}five",
    "nul\0here\u{ffff}",
    "\\input{/etc/passwd} % $x_1^2$ ~ #1 & {",
];

/// A copy of the made-up index in which strangers wrote everything.
fn lab() -> TempDir {
    let dir = TempDir::new().unwrap();
    let lab = dir.path().join("lab");
    let good = Path::new("tests/cases/small/cmd.in/lab");
    for entry in walkdir::WalkDir::new(good) {
        let entry = entry.unwrap();
        let to = lab.join(entry.path().strip_prefix(good).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(to).unwrap();
        } else if !["acme.yaml", "beta.yaml", "gamma.yaml", "delta.yaml"]
            .contains(&entry.file_name().to_str().unwrap())
        {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let edition = lab.join("edition.yaml");
    let hostile = "title: \"</title><script>=1 & %$ \\u202E{{x}}\"\ncitation: \"=1 <b>\\r\\n*\"\n\
                   attribution: \"@1 &R&D </script>\"\nwords_by: \"=1 & <i> \\u202E{x}\"\n\
                   published_by: \"-1 %$ </p>|\"\nsite: \"https://a.org/\\\"onclick=\\\"x)](<y\"\n";
    let text = fs::read_to_string(&edition).unwrap();
    fs::write(edition, text.replace("title: Laboratory index\n", hostile)).unwrap();
    let long = "x".repeat(10_000);
    for (at, text) in TEXTS.into_iter().chain([long.as_str()]).enumerate() {
        let answer = |points: u32| {
            json!({"panel": {"score": points, "reason": text}, "statement": text,
                   "sources": [{"title": text, "quote": text}]})
        };
        let file = json!({
            "edition": "2026", "developer": format!("d{at:02}"), "name": format!("{text}{at}"),
            "model": text, "traits": {"size": "small"},
            "answers": {"data-size": answer(50), "data-origin": answer(0), "who-uses-it": answer(100)},
        });
        // JSON is YAML.
        fs::write(
            lab.join(format!("d{at:02}.yaml")),
            file.to_string().replace('\u{ffff}', "\\uffff"),
        )
        .unwrap();
    }
    dir
}

fn written(dir: &TempDir, arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::cargo_bin("fmti").unwrap();
    let output = command.current_dir(dir).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn hidden(c: char) -> bool {
    is_hidden(c) && c != '\n' && c != '\t'
}

const PAGES: [&[&str]; 4] = [
    &["score", "lab", "--by", "indicator", "--rater", "panel"],
    &["score", "lab", "--long", "--rater", "panel"],
    &["explain", "lab", "d00", "data-size"],
    &["score", "lab", "--group", "size", "--rater", "panel"],
];

/// Whether the page's policy allows its one style, and nothing else.
fn policy_allows_style(html: &Html) -> bool {
    let styles = Selector::parse("style").unwrap();
    let [style] = html.select(&styles).collect::<Vec<_>>()[..] else { return false };
    let hash = STANDARD.encode(Sha256::digest(style.text().collect::<String>()));
    let metas = Selector::parse("head > meta[http-equiv=Content-Security-Policy]").unwrap();
    let policies = html.select(&metas).filter_map(|meta| meta.attr("content"));
    let wanted = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
    );
    policies.collect::<Vec<_>>() == [wanted]
}

#[test]
fn html_only_shows() {
    let dir = lab();
    let allowed = [
        "html", "head", "meta", "title", "style", "body", "section", "h1", "p", "dl", "dt", "dd",
        "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "span", "svg",
        "rect", "a",
    ];
    let attributes = [
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "class",
        "dir",
        "role",
        "aria-label",
        "tabindex",
        "scope",
        "viewBox",
        "width",
        "height",
        "preserveAspectRatio",
        "aria-hidden",
        "focusable",
        "fill",
        "href",
        "rel",
    ];
    for page in PAGES {
        let bytes = written(&dir, &[page, &["-f", "html"]].concat());
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.chars().any(hidden));
        let html = Html::parse_document(&text);
        assert!(html.errors.is_empty(), "{:?}", html.errors);
        for element in html.select(&Selector::parse("*").unwrap()) {
            let name = element.value().name();
            assert!(allowed.contains(&name), "<{name}> in {page:?}");
            for (attribute, _) in element.value().attrs() {
                assert!(attributes.contains(&attribute), "{name} {attribute}");
            }
        }
        assert!(policy_allows_style(&html), "{text}");
    }
    // And it shows what was written.
    let text = String::from_utf8(written(&dir, &["score", "lab", "-f", "html"])).unwrap();
    let html = Html::parse_document(&text);
    let rows = Selector::parse("tbody th").unwrap();
    let names: Vec<String> = html.select(&rows).map(|th| th.text().collect()).collect();
    assert_eq!(names.len(), TEXTS.len() + 1);
    assert!(names.contains(&"<script>alert(1)</script>0".to_owned()));
    let title = html.select(&Selector::parse("title").unwrap()).next().unwrap();
    assert_eq!(title.text().collect::<String>(), "</title><script>=1 & %$ {{x}}");
    assert!(names.contains(&"one two three four five13".to_owned()));
}

#[cfg(feature = "xlsx")]
#[test]
fn workbooks_hold_text() {
    use calamine::{Data, Reader as _, Xlsx};

    let dir = lab();
    written(&dir, &["score", "lab", "--rater", "panel", "-o", "a.xlsx", "-o", "b.xlsx"]);
    let bytes = fs::read(dir.path().join("a.xlsx")).unwrap();
    assert!(bytes == fs::read(dir.path().join("b.xlsx")).unwrap(), "not the same bytes twice");
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let sheets = ["ranking", "domains", "subdomains", "themes", "indicators", "sources", "notes"];
    assert_eq!(book.sheet_names(), sheets);
    let mut seen = Vec::new();
    for sheet in sheets {
        let formulas = book.worksheet_formula(sheet).unwrap();
        assert!(formulas.cells().all(|(.., formula)| formula.is_empty()), "{sheet}");
        for (.., cell) in book.worksheet_range(sheet).unwrap().cells() {
            if let Data::String(text) = cell {
                assert!(!text.chars().any(hidden), "{text:?}");
                seen.push(text.clone());
            }
        }
    }
    let tidy = ["=HYPERLINK(\"http://evil.example\",\"click\")", "[31mred]8;;http://x", "evil"];
    for text in tidy.into_iter().chain([
        "one\ntwo\nthree\nfour\nfive",
        "'=1+1",
        "nulhere",
        "@1 &R&D </script>",
    ]) {
        assert!(seen.iter().any(|cell| cell == text), "{text:?}");
    }
}

#[test]
fn fields_come_back() {
    let dir = lab();
    let exact = written(&dir, &["score", "lab", "--long", "-f", "csv", "--csv-safety", "none"]);
    let mut reader = csv::Reader::from_reader(exact.as_slice());
    let column = reader.headers().unwrap().iter().position(|name| name == "statement").unwrap();
    let rows: Vec<_> = reader.records().map(|row| row.unwrap()).collect();
    for text in TEXTS {
        assert!(rows.iter().any(|row| &row[column] == text), "{text:?}");
    }
    for arguments in [&["-f", "csv"][..], &["-f", "csv", "--locale", "de"], &["-f", "tsv"]] {
        let safe = written(&dir, &[&["score", "lab", "--long"], arguments].concat());
        let separator = match arguments {
            [_, "tsv"] => b'\t',
            [_, _] => b',',
            _ => b';',
        };
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(separator).from_reader(safe.as_slice());
        let mut undone = Vec::new();
        for row in reader.records() {
            for field in &row.unwrap() {
                let first = field.trim_start().chars().next();
                assert!(!first.is_some_and(|c| "=+-@".contains(c)), "{field:?}");
                assert!(!field.chars().any(hidden), "{field:?}");
                undone.push(field.strip_prefix('\'').unwrap_or(field).to_owned());
            }
        }
        for text in ["'=1+1", "=HYPERLINK(\"http://evil.example\",\"click\")", "evil", TEXTS[0]] {
            assert!(undone.iter().any(|field| field == text), "{text:?}");
        }
    }
}

/// The options of a command that take a value, as its help lists them: a new one is tried too.
fn options(command: &str) -> Vec<String> {
    let dir = TempDir::new().unwrap();
    let help = String::from_utf8(written(&dir, &[command, "--help"])).unwrap();
    let of = |line: &str| {
        let (name, rest) = line.split_once("--")?.1.split_once(' ')?;
        rest.starts_with('<').then(|| format!("--{name}"))
    };
    help.lines().filter(|line| line.trim_start().starts_with('-')).filter_map(of).collect()
}

/// Whoever opens a pull request chooses some of the arguments of a job.
#[test]
fn arguments_are_shown_and_not_obeyed() {
    let values = [
        "x\n::add-mask::a\r::stop-commands::b\n##[add-mask]c\u{1b}]0;d\u{7}\u{202e}\u{3164}",
        "::add-mask::a",
        "##[add-mask]a",
        "\u{1b}[2J\n  ::error::a\u{e0141}\u{fe0f}",
    ];
    let commands = "score diff check explain import lock new report schema".split(' ');
    let mut tried = 0;
    for command in commands {
        let options = options(command);
        assert!(["import", "new"].contains(&command) || options.len() > 1, "{options:?}");
        // Whoever is not refused gets a whole report, which takes its time.
        let values = &values[..if command == "report" { 1 } else { values.len() }];
        for value in values {
            let with = |option: &String| vec![command.to_owned(), format!("{option}={value}")];
            let mut calls: Vec<Vec<String>> = options.iter().map(with).collect();
            calls.push(vec![command.into(), (*value).into(), (*value).into(), (*value).into()]);
            calls.push(vec![command.into(), format!("--{value}")]);
            calls.push(vec![(*value).to_owned()]);
            for call in calls {
                let dir = TempDir::new().unwrap();
                let mut program = Command::cargo_bin("fmti").unwrap();
                let program = program.current_dir(&dir).env("GITHUB_ACTIONS", "true");
                let output = program.args(&call).output().unwrap();
                for said in [output.stdout, output.stderr] {
                    let said = String::from_utf8(said).unwrap();
                    let obeyed = said.split(['\n', '\r']).find(|line| hostile::obeyed(line));
                    assert_eq!(obeyed, None, "{call:?}");
                    assert!(!said.chars().any(hidden), "{call:?}: {said:?}");
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "{tried}");
}

/// No character of a stranger's is left that LaTeX would take for its own.
#[test]
fn latex_has_no_commands_but_ours() {
    const OURS: [&str; 38] = [
        "begin",
        "end",
        "caption",
        "label",
        "toprule",
        "midrule",
        "bottomrule",
        "centering",
        "par",
        "medskip",
        "parbox",
        "linewidth",
        "footnotesize",
        "textbackslash",
        "textasciitilde",
        "textasciicircum",
        "textless",
        "textgreater",
        "textbar",
        "textasciigrave",
        "symbol",
        "fmtichar",
        "allowbreak",
        "noindent",
        "textbf",
        "quad",
        "newline",
        "times",
        "surd",
        "raggedright",
        "arraybackslash",
        "endfirsthead",
        "endhead",
        "endlastfoot",
        "providecommand",
        "iffontchar",
        "else",
        "fi",
    ];
    let dir = lab();
    for page in PAGES {
        let text = String::from_utf8(written(&dir, &[page, &["-f", "latex"]].concat())).unwrap();
        for line in text.lines().filter(|line| !line.starts_with(['%', '\\'])) {
            let mut rest = line;
            while let Some(at) = rest.find('\\') {
                rest = &rest[at + 1..];
                let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
                let sign = rest.chars().next().unwrap();
                assert!(OURS.contains(&word.as_str()) || "&%$#_{}\\".contains(sign), "{line}");
                rest = rest.strip_prefix(sign).unwrap();
            }
            let bare = line.replace("\\%", "").replace("\\#", "").replace("\\_", "");
            let bare = bare.replace("\\$", "").replace("$\\times$", "").replace("$\\surd$", "");
            assert!(!bare.contains(['%', '#', '~', '^', '$', '"', '`']), "{line}");
        }
    }
}
