//! What is drawn, measured.

use std::path::Path;

use fmti::chart::{Chart, PngError, Size, png, svg};
use resvg::tiny_skia::Pixmap;

use crate::measure::Picture;
use crate::{many, real, small};

/// Leaves a picture where somebody wants to look at it.
fn keep(name: &str, chart: &Chart) {
    let Some(folder) = std::env::var_os("CHARTS") else { return };
    let folder = Path::new(&folder);
    let picture = svg(chart, name);
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join(format!("{name}.svg")), &picture).unwrap();
    let card = Size::Card { width: 1200, height: 630 };
    for (suffix, size) in [("", Size::Scale(1.0)), ("-half", Size::Scale(0.5)), ("-card", card)] {
        match png(&picture, size) {
            Ok(bytes) => std::fs::write(folder.join(format!("{name}{suffix}.png")), bytes).unwrap(),
            Err(error) => assert!(matches!(error, PngError::TooLarge(..)), "{error}"),
        }
    }
}

fn hold(name: &str, chart: &Chart) {
    keep(name, chart);
    let faults = Picture::read(&svg(chart, "c")).faults();
    assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
}

#[test]
fn everything_can_be_read_and_told_apart() {
    for width in [720.0, 380.0] {
        for (name, chart) in real::charts(width) {
            hold(&format!("{name}-{width}"), &chart);
        }
    }
    for (name, chart) in small::charts() {
        hold(&format!("small-{name}"), &chart);
    }
}

#[test]
fn few_and_many_have_room() {
    for (count, width) in [(1, 720.0), (2, 320.0), (40, 720.0), (40, 320.0)] {
        for (name, chart) in many::many(count, width) {
            hold(&format!("{name}-{count}-{width}"), &chart);
        }
    }
}

#[test]
fn strange_names_have_room() {
    for (n, name) in many::STRANGE.into_iter().enumerate() {
        for (kind, chart) in many::named(&name.repeat(if n == 0 { 2500 } else { 1 })) {
            hold(&format!("{kind}-strange-{n}"), &chart);
        }
    }
}

#[test]
fn a_card_has_its_size_and_a_white_edge() {
    for (name, chart) in real::charts(720.0) {
        let picture = svg(&chart, "c");
        let bytes = png(&picture, Size::Card { width: 1200, height: 630 }).unwrap();
        assert_eq!(
            bytes,
            png(&picture, Size::Card { width: 1200, height: 630 }).unwrap(),
            "{name}"
        );
        assert!(bytes.len() < 1_000_000);
        let pixels = Pixmap::decode_png(&bytes).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (1200, 630));
        for (y, row) in pixels.pixels().chunks(1200).enumerate() {
            let edges = [&row[..60], &row[1140..], if (60..570).contains(&y) { &[] } else { row }];
            let white = edges.concat().iter().all(|pixel| pixel.red() == 255);
            assert!(white, "{name} draws on the edge at {y}");
        }
        assert!(pixels.pixels().iter().any(|pixel| pixel.red() < 50), "{name} draws nothing");
    }
}

#[test]
fn sizes_are_those_asked_for() {
    let (_, chart) = small::charts().remove(0);
    let picture = svg(&chart, "c");
    let sides = |size| {
        let pixels = Pixmap::decode_png(&png(&picture, size).unwrap()).unwrap();
        (pixels.width(), pixels.height())
    };
    let (width, height) = sides(Size::Scale(1.0));
    assert_eq!(width, 720);
    assert_eq!(sides(Size::default()), (1440, 2 * height));
    for (size, error) in [
        (Size::Scale(100.0), "too large"),
        (Size::Scale(f32::NAN), "too large"),
        (Size::Card { width: u32::MAX, height: u32::MAX }, "too large"),
    ] {
        assert!(png(&picture, size).unwrap_err().to_string().contains(error));
    }
    assert!(matches!(png("<svg", Size::default()), Err(PngError::NotSvg(_))));
}

#[test]
fn nothing_outside_the_picture_is_read() {
    let link = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                <image href='assets/fonts/README.md' width='9' height='9'/></svg>";
    let pixels = Pixmap::decode_png(&png(link, Size::Scale(1.0)).unwrap()).unwrap();
    assert!(pixels.pixels().iter().all(|pixel| pixel.red() == 255));
}
