//! Problems for people and machines.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value as Json, json};

use crate::model::diagnostic::{Diagnostic, Place, Severity, Spot};

use super::Screen;
use super::column::Column;
use super::table::{Cell, Table};
use crate::text::clean::visible;
use crate::text::inert::inert;

/// Each problem with its file, line, column, source line and hint.
pub fn render<'a>(problems: impl IntoIterator<Item = &'a Diagnostic>, screen: Screen) -> String {
    let renderer = if screen.colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(screen.width).decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for problem in problems {
        out.push_str(&one(problem, &renderer));
        out.push_str("\n\n");
    }
    inert(&out).into_owned()
}

fn one(problem: &Diagnostic, renderer: &Renderer) -> String {
    let message = visible(&problem.message);
    let path = visible(&problem.place.path);
    let hint = problem.hint.as_deref().map(visible);
    let spot = problem.place.spot.as_ref().map(Shown::of);
    let related = problem.related.as_ref().map(|(how, place)| {
        (visible(how), visible(&place.path), place.spot.as_ref().map(Shown::of))
    });
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&message).id(problem.code.as_str());
    let mut group = match &spot {
        Some(spot) => {
            let mut mark = AnnotationKind::Primary.span(spot.start..spot.end);
            if let Some(hint) = &hint {
                mark = mark.label(hint);
            }
            let snippet =
                Snippet::source(&spot.text).line_start(spot.line).path(&path).annotation(mark);
            title.element(snippet)
        }
        None => title.element(Origin::path(&path)),
    };
    if spot.is_none()
        && let Some(hint) = &hint
    {
        group = group.element(Level::HELP.message(hint));
    }
    let mut groups: Vec<Group<'_>> = vec![group];
    if let Some((how, path, spot)) = &related {
        let title = Level::NOTE.secondary_title(how);
        groups.push(match spot {
            Some(spot) => title.element(
                Snippet::source(&spot.text)
                    .line_start(spot.line)
                    .path(path)
                    .annotation(AnnotationKind::Primary.span(spot.start..spot.end)),
            ),
            None => title.element(Origin::path(path)),
        });
    }
    let mut out = renderer.render(&groups);
    if let Some((how, place)) = &problem.related {
        let titled = out.rfind(&*visible(how)).unwrap_or(0);
        put_column(&mut out, titled, place);
    }
    let titled = out.find('\n').unwrap_or(0);
    put_column(&mut out, titled, &problem.place);
    out
}

/// Corrects the column that stands first after a byte: the renderer counts in the part of the line
/// that it was given, in which hidden characters are written out.
fn put_column(out: &mut String, from: usize, place: &Place) {
    let Some(spot) = &place.spot else { return };
    let before = format!("{}:{}:", visible(&place.path), spot.line);
    let Some(at) = out[from..].find(&before).map(|at| from + at + before.len()) else { return };
    let digits = out[at..].bytes().take_while(u8::is_ascii_digit).count();
    out.replace_range(at..at + digits, &spot.column.to_string());
}

/// A problem on one line.
pub fn line(problem: &Diagnostic) -> String {
    let spot = problem.place.spot.as_ref();
    let spot = spot.map_or_else(String::new, |spot| format!(":{}:{}", spot.line, spot.column));
    let hint = problem.hint.iter().map(|hint| format!("; {hint}"));
    let (path, severity) = (&problem.place.path, problem.severity.as_str());
    let (code, message) = (problem.code.as_str(), &problem.message);
    let line = format!("{path}{spot}: {severity}[{code}]: {message}{}", hint.collect::<String>());
    inert(&visible(&line)).into_owned()
}

/// A source line with what a terminal would obey made visible, and the marked bytes moved along.
struct Shown {
    line: usize,
    text: String,
    start: usize,
    end: usize,
}

impl Shown {
    fn of(spot: &Spot) -> Self {
        let start = visible(&spot.text[..spot.start]).len();
        let marked = visible(&spot.text[spot.start..spot.end]).len();
        Self { line: spot.line, text: visible(&spot.text), start, end: start + marked }
    }
}

/// Problems as rows.
pub fn table<'a>(problems: impl IntoIterator<Item = &'a Diagnostic>) -> Table<'static> {
    let columns = vec![
        Column::text("severity", "`error` or `warning`").titled("Severity").keep(),
        Column::text("code", "The kind of problem; stable").titled("Code").keep(),
        Column::text("path", "The file").titled("File").keep(),
        Column::count("line", "lines", "The line, from 1; empty for a whole file").titled("Line"),
        Column::count("column", "characters", "The column, from 1"),
        Column::text("message", "What is wrong").titled("Problem").keep(),
        Column::text("hint", "What to do about it").titled("Hint"),
    ];
    let number = |n: Option<usize>| n.map_or_else(Cell::default, Cell::number);
    let row = |problem: &Diagnostic| {
        let spot = problem.place.spot.as_ref();
        vec![
            Cell::text(problem.severity.as_str()),
            Cell::text(problem.code.as_str()),
            Cell::text(problem.place.path.as_str()),
            number(spot.map(|s| s.line)),
            number(spot.map(|s| s.column)),
            Cell::text(problem.message.as_str()),
            Cell::maybe(problem.hint.as_deref()),
        ]
    };
    Table::of(columns, problems.into_iter().map(row).collect())
}

/// A problem for machines.
pub fn to_json(problem: &Diagnostic) -> Json {
    let mut out = json!({
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
    });
    let place = place_json(&problem.place);
    if let (Some(object), Json::Object(place)) = (out.as_object_mut(), place) {
        object.extend(place);
        object.insert("hint".into(), json!(problem.hint));
        let related = problem.related.as_ref().map(|(how, place)| {
            let mut place = place_json(place);
            place["message"] = json!(how);
            place
        });
        object.insert("related".into(), json!(related));
    }
    out
}

fn place_json(place: &Place) -> Json {
    match &place.spot {
        Some(spot) => json!({
            "path": place.path,
            "line": spot.line,
            "column": spot.column,
            "source": spot.text,
        }),
        None => json!({"path": place.path, "line": null, "column": null, "source": null}),
    }
}
