//! Writes SVG: elements, escaping, text, and the few patterns charts share.
//!
//! Only presentation attributes are written, no `style` and no script, so that pictures pass a
//! strict content security policy. Whatever text comes in, the result is well-formed XML.

use std::collections::BTreeSet;
use std::fmt::{Display, Write as _};

use super::colour::{GREY, Rgb, Style, Texture, WHITE};
use super::metrics::{FAMILY, Weight};
use super::text::{Anchor, Type};

/// What browsers have that looks alike.
const OTHER_FAMILIES: &str =
    "Helvetica Neue, Helvetica, Arial, Roboto, Liberation Sans, Noto Sans, sans-serif";

/// A picture being drawn.
#[derive(Debug)]
pub(super) struct Canvas {
    out: String,
    prefix: String,
    /// Ids of the patterns written so far.
    patterns: BTreeSet<String>,
}

impl Canvas {
    /// An empty picture whose ids start with a prefix, of which only letters, digits, `-` and `_`
    /// are kept.
    pub(super) fn new(prefix: &str) -> Self {
        let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        let mut prefix: String = prefix.chars().filter(kept).take(64).collect();
        if !prefix.starts_with(|c: char| c.is_ascii_alphabetic()) {
            prefix.insert_str(0, "chart");
        }
        Self { out: String::new(), prefix, patterns: BTreeSet::new() }
    }

    /// Starts an element.
    pub(super) fn element(&mut self, name: &'static str) -> Element<'_> {
        self.out.push('<');
        self.out.push_str(name);
        Element { canvas: self, name }
    }

    /// Starts a group whose members share a tooltip.
    pub(super) fn open_group(&mut self, title: &str) {
        self.out.push_str("<g>");
        self.element("title").text(title);
    }

    /// Ends a group.
    pub(super) fn close_group(&mut self) {
        self.out.push_str("</g>\n");
    }

    /// A rectangle in one colour.
    pub(super) fn rect(&mut self, at: [f64; 4], fill: Rgb) {
        self.area(at).attribute("fill", fill).end();
    }

    /// A rectangle, to be coloured: left, top, width, height.
    pub(super) fn area(&mut self, [x, y, width, height]: [f64; 4]) -> Element<'_> {
        let element = self.element("rect").number("x", x).number("y", y);
        element.number("width", width.max(0.0)).number("height", height.max(0.0))
    }

    /// A rectangle in a category's colour, with its edge inside where it has one.
    pub(super) fn block(&mut self, at: [f64; 4], fill: Rgb) {
        let [x, y, width, height] = at;
        if fill.edge() == fill || width < 2.0 {
            return self.rect(at, fill.edge());
        }
        let inside = [x + 0.5, y + 0.5, width - 1.0, height - 1.0];
        self.area(inside).attribute("fill", fill).attribute("stroke", fill.edge()).end();
    }

    /// A straight line.
    pub(super) fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], stroke: Rgb, width: f64) {
        let element = self.element("line").number("x1", x1).number("y1", y1);
        let element = element.number("x2", x2).number("y2", y2).attribute("stroke", stroke);
        element.number("stroke-width", width).end();
    }

    /// A circle filled with one colour and edged with another.
    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, fill: Rgb, stroke: Rgb) {
        let element = self.element("circle").number("cx", x).number("cy", y).number("r", radius);
        element.attribute("fill", fill).attribute("stroke", stroke).number("stroke-width", 2).end();
    }

    /// A line of text; nothing for an empty one.
    pub(super) fn text(&mut self, x: f64, y: f64, text: &str, style: Type) {
        self.turned_text(x, y, text, style, 0);
    }

    /// A line of text turned around its starting point by some degrees.
    pub(super) fn turned_text(&mut self, x: f64, y: f64, text: &str, style: Type, turn: i32) {
        if text.is_empty() {
            return;
        }
        let mut element = self.element("text").number("x", x).number("y", y);
        element = element.number("font-size", style.size).attribute("fill", style.fill);
        if style.weight == Weight::Bold {
            element = element.attribute("font-weight", 600);
        }
        element = match style.anchor {
            Anchor::Start => element,
            Anchor::Middle => element.attribute("text-anchor", "middle"),
            Anchor::End => element.attribute("text-anchor", "end"),
        };
        if style.halo {
            element = element.attribute("stroke", Type::HALO).attribute("stroke-width", 4);
            element = element.attribute("stroke-linejoin", "round");
            element = element.attribute("paint-order", "stroke");
        }
        if turn != 0 {
            let (x, y) = (rounded(x), rounded(y));
            element = element.attribute("transform", format_args!("rotate({turn} {x} {y})"));
        }
        element.text(text);
    }

    /// What fills an area with stripes of a colour on white.
    pub(super) fn hatch(&mut self, colour: Rgb) -> String {
        let id = self.id(&format!("hatch-{}", &colour.to_string()[1..]));
        if self.patterns.insert(id.clone()) {
            let pattern = self.element("pattern").attribute("id", &id).number("width", 6);
            let pattern = pattern.number("height", 6).attribute("patternUnits", "userSpaceOnUse");
            pattern.attribute("patternTransform", "rotate(45)").open();
            self.rect([0.0, 0.0, 6.0, 6.0], WHITE);
            self.rect([0.0, 0.0, 1.5, 6.0], colour);
            self.out.push_str("</pattern>\n");
        }
        format!("url(#{id})")
    }

    /// A rectangle in a category's look, with its edge inside.
    pub(super) fn look(&mut self, at: [f64; 4], style: Style) {
        let fill = style.fill();
        let [x, y, width, height] = at;
        if style.texture() == Texture::Plain || width < 2.0 {
            return self.block(at, fill);
        }
        let texture = self.texture(style);
        let inside = [x + 0.5, y + 0.5, width - 1.0, height - 1.0];
        self.area(inside).attribute("fill", texture).attribute("stroke", fill.edge()).end();
    }

    /// What fills an area with a category's hue and texture.
    fn texture(&mut self, style: Style) -> String {
        let (fill, texture) = (style.fill(), style.texture());
        let name = match texture {
            Texture::Plain => "plain",
            Texture::Stripes => "stripes",
            Texture::Grid => "grid",
            Texture::Dots => "dots",
        };
        let id = self.id(&format!("{name}-{}", &fill.to_string()[1..]));
        if self.patterns.insert(id.clone()) {
            let pattern = self.element("pattern").attribute("id", &id).number("width", 6);
            let pattern = pattern.number("height", 6).attribute("patternUnits", "userSpaceOnUse");
            pattern.attribute("patternTransform", "rotate(45)").open();
            self.rect([0.0, 0.0, 6.0, 6.0], fill);
            if matches!(texture, Texture::Stripes | Texture::Grid) {
                self.rect([0.0, 0.0, 2.0, 6.0], WHITE);
            }
            if texture == Texture::Grid {
                self.rect([0.0, 0.0, 6.0, 2.0], WHITE);
            }
            if texture == Texture::Dots {
                self.rect([1.0, 1.0, 3.0, 3.0], WHITE);
            }
            self.out.push_str("</pattern>\n");
        }
        format!("url(#{id})")
    }

    /// What fills an area with colours that pass into each other from left to right.
    pub(super) fn gradient(&mut self, name: &str, colours: &[Rgb]) -> String {
        let id = self.id(name);
        self.element("linearGradient").attribute("id", &id).open();
        for (n, colour) in colours.iter().enumerate() {
            let offset = n as f64 / (colours.len() - 1).max(1) as f64;
            let stop = self.element("stop").attribute("offset", offset);
            stop.attribute("stop-color", colour).end();
        }
        self.out.push_str("</linearGradient>\n");
        format!("url(#{id})")
    }

    /// An id of this picture.
    pub(super) fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.prefix)
    }

    /// The whole picture, on white.
    pub(super) fn finish(self, width: f64, height: f64, title: &str, description: &str) -> String {
        let mut whole = Self { out: String::new(), ..Self::new(&self.prefix) };
        let (title_id, description_id) = (whole.id("title"), whole.id("desc"));
        let (width, height) = (width.ceil(), height.ceil());
        let root = whole.element("svg").attribute("xmlns", "http://www.w3.org/2000/svg");
        let root = root.number("width", width).number("height", height);
        let root = root.attribute("viewBox", format_args!("0 0 {width} {height}"));
        let root = root.attribute("role", "img");
        let root = root.attribute("aria-labelledby", format_args!("{title_id} {description_id}"));
        let family = format_args!("{FAMILY}, {OTHER_FAMILIES}");
        // A page in a script written from right to left must not turn the chart around.
        let root = root.attribute("font-family", family).attribute("direction", "ltr");
        root.open();
        whole.element("title").attribute("id", title_id).text(title);
        whole.element("desc").attribute("id", description_id).text(description);
        whole.rect([0.0, 0.0, width, height], WHITE);
        whole.out.push_str(&self.out);
        whole.out.push_str("</svg>\n");
        whole.out
    }

    /// A small field of stripes for what is missing.
    pub(super) fn missing(&mut self, at: [f64; 4]) {
        let [x, y, width, height] = at;
        let hatch = self.hatch(GREY);
        let inside = [x + 0.5, y + 0.5, width - 1.0, height - 1.0];
        self.area(inside).attribute("fill", hatch).attribute("stroke", GREY).end();
    }
}

/// An element whose attributes are being written.
#[derive(Debug)]
#[must_use]
pub(super) struct Element<'a> {
    canvas: &'a mut Canvas,
    name: &'static str,
}

impl Element<'_> {
    /// A number, to a hundredth of a pixel.
    pub(super) fn number(self, name: &str, value: impl Into<f64>) -> Self {
        self.attribute(name, rounded(value.into()))
    }

    /// Anything else.
    pub(super) fn attribute(self, name: &str, value: impl Display) -> Self {
        let out = &mut self.canvas.out;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        let _ = write!(Escaped(out), "{value}");
        self.canvas.out.push('"');
        self
    }

    /// Nothing inside.
    pub(super) fn end(self) {
        self.canvas.out.push_str("/>\n");
    }

    /// A text inside.
    pub(super) fn text(self, text: &str) {
        let out = &mut self.canvas.out;
        out.push('>');
        let _ = Escaped(out).write_str(text);
        let _ = writeln!(out, "</{}>", self.name);
    }

    /// A tooltip inside; nothing for an empty one.
    pub(super) fn titled(self, title: &str) {
        if title.is_empty() {
            return self.end();
        }
        let Self { canvas, name } = self;
        canvas.out.push('>');
        canvas.element("title").text(title);
        let _ = writeln!(canvas.out, "</{name}>");
    }

    /// Other elements inside: the caller closes it.
    fn open(self) {
        self.canvas.out.push_str(">\n");
    }
}

/// Escapes what is written through it.
struct Escaped<'a>(&'a mut String);

impl std::fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                // What XML 1.0 cannot hold in any form.
                '\u{0}'..='\u{8}'
                | '\u{b}'
                | '\u{c}'
                | '\u{e}'..='\u{1f}'
                | '\u{fffe}'
                | '\u{ffff}' => {}
                c => self.0.push(c),
            }
        }
        Ok(())
    }
}

/// To a hundredth; what is no number becomes 0, and so does its negative.
fn rounded(value: f64) -> f64 {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.is_finite() && rounded != 0.0 { rounded } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        let mut canvas = Canvas::new("c");
        canvas.text(1.0, -0.001, "<script>]]>&\"'\u{1}\u{ffff}", Type::LABEL);
        let text = "<text x=\"1\" y=\"0\" font-size=\"13\" fill=\"#1a1a1a\">\
                    &lt;script&gt;]]&gt;&amp;&quot;&#39;</text>\n";
        assert_eq!(canvas.out, text);
    }

    #[test]
    fn ids_are_names_whatever_the_prefix() {
        for (prefix, id) in [("a-1", "a-1-t"), ("", "chart-t"), ("1 \"><b", "chart1b-t")] {
            assert_eq!(Canvas::new(prefix).id("t"), id);
        }
    }

    #[test]
    fn numbers_are_short_and_real() {
        let values = [1.0 / 3.0, 2.0, -0.001, f64::NAN, f64::INFINITY];
        let written: Vec<String> = values.iter().map(|v| rounded(*v).to_string()).collect();
        assert_eq!(written, ["0.33", "2", "0", "0", "0"]);
    }
}
