//! Measures a finished picture: what each text stands on, what touches what.

use std::sync::{Arc, LazyLock};

use fmti::chart::colour::Rgb;
use resvg::tiny_skia::Rect;
use resvg::usvg::{Group, Node, Options, Paint, TextChunk, Tree, fontdb::Database};

const WHITE: Rgb = Rgb(255, 255, 255);
/// Lines that only lead the eye; every value is also printed.
const GRID: Rgb = Rgb(222, 222, 222);

/// A picture as drawn.
pub(crate) struct Picture {
    size: (f32, f32),
    items: Vec<Item>,
}

/// Something drawn, in the order of drawing.
enum Item {
    Word(Word),
    Shape(Shape),
}

struct Word {
    text: String,
    /// Around the clock.
    corners: [(f32, f32); 4],
    middle: (f32, f32),
    fill: Rgb,
    size: f32,
}

struct Shape {
    bounds: Rect,
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    /// Filled with stripes or a gradient.
    mixed: bool,
}

fn plain(paint: &Paint) -> Option<Rgb> {
    match paint {
        Paint::Color(colour) => Some(Rgb(colour.red, colour.green, colour.blue)),
        _ => None,
    }
}

impl Picture {
    /// Lays a picture out with the fonts that PNG pictures have.
    pub(crate) fn read(svg: &str) -> Self {
        static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
            let mut fonts = Database::new();
            for font in ["Regular", "SemiBold"] {
                let file = format!("assets/fonts/Inter-{font}.ttf");
                fonts.load_font_data(std::fs::read(file).unwrap());
            }
            Arc::new(fonts)
        });
        let options = Options { fontdb: Arc::clone(&FONTS), ..Options::default() };
        let tree = Tree::from_str(svg, &options).unwrap();
        let mut items = Vec::new();
        collect(tree.root(), &mut items);
        Self { size: (tree.size().width(), tree.size().height()), items }
    }

    /// Everything that is wrong with the picture.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = self.overlaps();
        for (at, item) in self.items.iter().enumerate() {
            match item {
                Item::Word(word) => self.judge_word(at, word, &mut faults),
                Item::Shape(shape) => self.judge_shape(at, shape, &mut faults),
            }
        }
        faults
    }

    /// What was drawn last at a point, before an item.
    fn under(&self, before: usize, (x, y): (f32, f32)) -> Option<&Shape> {
        self.items[..before].iter().rev().find_map(|item| match item {
            Item::Shape(shape) if shape.fill.is_some() || shape.mixed => {
                let b = shape.bounds;
                let inside = b.left() <= x && x <= b.right() && b.top() <= y && y <= b.bottom();
                inside.then_some(shape)
            }
            _ => None,
        })
    }

    fn judge_word(&self, at: usize, word: &Word, faults: &mut Vec<String>) {
        let Word { text, corners, fill, size, .. } = word;
        if *size < 11.0 {
            faults.push(format!("{text:?} has {size} px"));
        }
        let outside =
            |(x, y): &(f32, f32)| *x < 0.0 || *y < 0.0 || *x > self.size.0 || *y > self.size.1;
        if corners.iter().any(outside) {
            faults.push(format!("{text:?} leaves the picture: {corners:?}"));
        }
        let ground = self.under(at, word.middle);
        let contrast =
            ground.and_then(|shape| shape.fill).map_or(0.0, |ground| ground.contrast(*fill));
        if contrast < 4.5 {
            faults.push(format!("{text:?} has a contrast of {contrast:.2}"));
        }
    }

    fn judge_shape(&self, at: usize, shape: &Shape, faults: &mut Vec<String>) {
        let b = shape.bounds;
        // A ring stands around its middle, not on it.
        let hollow = shape.fill.is_none() && !shape.mixed && b.width() > 4.0;
        let x = if hollow { b.left() } else { f32::midpoint(b.left(), b.right()) };
        let middle = (x, f32::midpoint(b.top(), b.bottom()));
        let Some(ground) = self.under(at, middle).and_then(|shape| shape.fill) else { return };
        let seen = |colour: Option<Rgb>| colour.map_or(0.0, |colour| colour.contrast(ground));
        let contrast = seen(shape.fill).max(seen(shape.stroke));
        let only_leads = shape.stroke == Some(GRID) && shape.fill.is_none();
        let casing = shape.fill == Some(WHITE) && shape.stroke.is_none_or(|stroke| stroke == WHITE);
        if contrast < 3.0 && !only_leads && !casing {
            faults.push(format!("a shape at {middle:?} has a contrast of {contrast:.2}"));
        }
    }

    /// Texts that touch.
    fn overlaps(&self) -> Vec<String> {
        let words: Vec<&Word> = self
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Word(word) => Some(word),
                Item::Shape(_) => None,
            })
            .collect();
        let mut faults = Vec::new();
        for (at, one) in words.iter().enumerate() {
            for other in words[at + 1..].iter().filter(|other| touch(&one.corners, &other.corners))
            {
                faults.push(format!("{:?} touches {:?}", one.text, other.text));
            }
        }
        faults
    }
}

fn collect(group: &Group, items: &mut Vec<Item>) {
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, items),
            Node::Path(path) => {
                let bounds = path.abs_bounding_box();
                // A straight line has a fill by default, and nothing to be filled.
                let fill = path.fill().filter(|_| bounds.width() > 0.0 && bounds.height() > 0.0);
                items.push(Item::Shape(Shape {
                    bounds,
                    fill: fill.and_then(|fill| plain(fill.paint())),
                    stroke: path.stroke().and_then(|stroke| plain(stroke.paint())),
                    mixed: fill.is_some_and(|fill| plain(fill.paint()).is_none()),
                }));
            }
            Node::Text(text) => {
                let span = &text.chunks()[0].spans()[0];
                let b = text.bounding_box();
                // Half a pixel may be shared: letters do not fill the height of their line.
                let (left, right) = (b.left() + 0.5, b.right() - 0.5);
                let (top, bottom) = (b.top() + 0.5, b.bottom() - 0.5);
                let mut corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
                for corner in &mut corners {
                    let mut point = resvg::tiny_skia::Point::from_xy(corner.0, corner.1);
                    text.abs_transform().map_point(&mut point);
                    *corner = (point.x, point.y);
                }
                let middle = |n: usize| {
                    f32::midpoint([corners[0].0, corners[0].1][n], [corners[2].0, corners[2].1][n])
                };
                items.push(Item::Word(Word {
                    text: text.chunks().iter().map(TextChunk::text).collect(),
                    corners,
                    middle: (middle(0), middle(1)),
                    fill: span.fill().and_then(|fill| plain(fill.paint())).unwrap(),
                    size: span.font_size().get(),
                }));
            }
            Node::Image(_) => panic!("a chart links no image"),
        }
    }
}

/// Whether two convex quadrangles overlap: no side of either parts them.
fn touch(one: &[(f32, f32); 4], other: &[(f32, f32); 4]) -> bool {
    let sides = |corners: &[(f32, f32); 4]| {
        [0, 1].map(|n| (corners[n + 1].1 - corners[n].1, corners[n].0 - corners[n + 1].0))
    };
    sides(one).into_iter().chain(sides(other)).all(|(x, y)| {
        let along = |corners: &[(f32, f32); 4]| {
            let all = corners.map(|corner| corner.0 * x + corner.1 * y);
            (all.into_iter().fold(f32::MAX, f32::min), all.into_iter().fold(f32::MIN, f32::max))
        };
        let ((a, b), (c, d)) = (along(one), along(other));
        a < d && c < b
    })
}
