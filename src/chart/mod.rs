//! Charts: labels and numbers in, one SVG picture out; PNG pictures are drawn from the SVG.
//!
//! A chart knows nothing of editions. Its maker rounds what is printed and passes it as text; the
//! numbers beside only say where things stand. Each kind of chart is a file with the data it takes.
//! What every picture owes its readers:
//!
//! - a title, a subtitle, a source that is never cut, an axis with its unit;
//! - what must be known before its numbers are believed, in the picture and in its words alike;
//! - every value in figures, so that nothing depends on seeing a colour or a length;
//! - a title and a description for screen readers; text that stays text;
//! - contrast of at least 4.5 for text and 3 for what is drawn (see [`colour`]);
//! - harmless, well-formed SVG, and room for every label, whatever text and numbers come in.
//!
//! ```
//! use fmti::chart::{Axis, Bar, Bars, Chart, Frame, Part, Plot, describe, svg};
//! let bar = |rank: &str, label: &str, points: f64| Bar {
//!     rank: rank.into(),
//!     label: label.into(),
//!     parts: vec![Part { value: points, text: points.to_string() }],
//!     high: points,
//!     text: points.to_string(),
//!     ..Bar::default()
//! };
//! let chart = Chart {
//!     frame: Frame { title: "Who says most".into(), ..Frame::default() },
//!     plot: Plot::Bars(Bars {
//!         parts: vec!["Points".into()],
//!         rows: vec![bar("1", "Acme & Co", 64.0), bar("2", "Bolt", 20.0)],
//!         axis: Axis { label: "Points out of 100".into(), max: Some(100.0) },
//!     }),
//! };
//! let picture = svg(&chart, "ranking");
//! assert!(picture.starts_with("<svg ") && picture.contains(">Acme &amp; Co</text>"));
//! assert_eq!(describe(&chart), "Ranked bars, Points out of 100. 1 Acme & Co 64; 2 Bolt 20.");
//! ```

mod axis;
mod bars;
mod bump;
mod canvas;
pub mod colour;
mod dumbbell;
mod heat;
mod layout;
mod legend;
mod metrics;
pub mod png;
mod profile;
mod text;
mod waterfall;

pub use axis::Axis;
pub use bars::{Bar, Bars, Part};
pub use bump::{Bump, Height, Line, Stop};
pub use dumbbell::{Dumbbell, End, Pair};
pub use heat::{Heading, Heat, HeatCell, HeatRow};
pub use png::{PngError, Size, png};
pub use profile::{Measure, Profile};
pub use waterfall::{Amount, Step, Waterfall};

use canvas::Canvas;
use layout::{Area, MARGIN};

/// A picture: what stands around the plot, and the plot.
#[derive(Clone, Debug)]
pub struct Chart {
    /// What stands around.
    pub frame: Frame,
    /// What is drawn.
    pub plot: Plot,
}

/// What stands around a plot.
#[derive(Clone, Debug)]
pub struct Frame {
    /// What the picture shows, or better: what it says.
    pub title: String,
    /// What was counted, when, by whom.
    pub subtitle: String,
    /// What must be known before any number in it is believed, in sentences: drawn below the
    /// subtitle, and said first to those who hear the picture.
    pub note: String,
    /// Where it comes from; wrapped, never cut.
    pub source: String,
    /// Width in pixels, 320 to 2,400. Below 480 labels go above what they label, for telephones. A
    /// heatmap with more columns than fit is wider.
    pub width: f64,
}

impl Default for Frame {
    fn default() -> Self {
        let (title, subtitle, note, source) = Default::default();
        Self { title, subtitle, note, source, width: 720.0 }
    }
}

/// The kinds of chart.
#[derive(Clone, Debug)]
pub enum Plot {
    /// Who is ahead, and with what.
    Bars(Bars),
    /// Everybody on everything.
    Heat(Heat),
    /// Ranks or scores over time.
    Bump(Bump),
    /// Before and after.
    Dumbbell(Dumbbell),
    /// One against the middle of all.
    Profile(Profile),
    /// How one number became another.
    Waterfall(Waterfall),
}

/// What a kind of chart does.
trait Draw {
    /// Every text in the data, to be made harmless.
    fn texts(&mut self) -> Vec<&mut String>;
    /// Whether there is no number to show.
    fn is_empty(&self) -> bool;
    /// The chart in words, without a full stop.
    fn describe(&self) -> String;
    /// Width of the plot when so much is wanted.
    fn width(&self, wanted: f64) -> f64 {
        wanted
    }
    /// Draws into an area; gives where the plot ends.
    fn draw(&self, canvas: &mut Canvas, area: Area) -> f64;
}

impl Plot {
    fn draw(&self) -> &dyn Draw {
        match self {
            Self::Bars(plot) => plot,
            Self::Heat(plot) => plot,
            Self::Bump(plot) => plot,
            Self::Dumbbell(plot) => plot,
            Self::Profile(plot) => plot,
            Self::Waterfall(plot) => plot,
        }
    }
    fn draw_mut(&mut self) -> &mut dyn Draw {
        match self {
            Self::Bars(plot) => plot,
            Self::Heat(plot) => plot,
            Self::Bump(plot) => plot,
            Self::Dumbbell(plot) => plot,
            Self::Profile(plot) => plot,
            Self::Waterfall(plot) => plot,
        }
    }
}

impl Chart {
    /// The chart with every text made harmless.
    fn tidied(&self) -> Self {
        let mut chart = self.clone();
        let Frame { title, subtitle, note, source, .. } = &mut chart.frame;
        for text in [title, subtitle, note, source].into_iter().chain(chart.plot.draw_mut().texts())
        {
            *text = text::tidy(text);
        }
        chart
    }

    fn description(&self) -> String {
        let plot = self.plot.draw();
        let words =
            if plot.is_empty() { "There is nothing to show".into() } else { plot.describe() };
        let note = &self.frame.note;
        let space = if note.is_empty() { "" } else { " " };
        cut(&format!("{note}{space}{words}."), 4000)
    }
}

/// The picture as SVG. Ids in it start with the prefix, so that several pictures can be on one page
/// if each has its own.
pub fn svg(chart: &Chart, id_prefix: &str) -> String {
    let chart = chart.tidied();
    let (frame, plot) = (&chart.frame, chart.plot.draw());
    let wanted = if frame.width.is_finite() { frame.width.clamp(320.0, 2400.0) } else { 720.0 };
    let width =
        if plot.is_empty() { wanted } else { plot.width(wanted - 2.0 * MARGIN) + 2.0 * MARGIN };
    let mut canvas = Canvas::new(id_prefix);
    let y = layout::header(&mut canvas, width, frame);
    let area = Area { x: MARGIN, y, width: width - 2.0 * MARGIN };
    let bottom = if plot.is_empty() {
        layout::nothing(&mut canvas, area)
    } else {
        plot.draw(&mut canvas, area)
    };
    let height = layout::footer(&mut canvas, width, bottom, &frame.source);
    canvas.finish(width, height, &frame.title, &chart.description())
}

/// The chart in words, as the SVG's description has it: for the `alt` text of a PNG picture.
pub fn describe(chart: &Chart) -> String {
    chart.tidied().description()
}

/// The first so many characters, with `…` if there are more.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A name short enough for a description.
fn brief(name: &str) -> String {
    cut(name, 80)
}
