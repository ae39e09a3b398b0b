//! Any text as a quantity, a fraction, a number of points and an id, and as what is shown.
#![no_main]

use fmti::model::fraction::Fraction;
use fmti::model::quantity::Quantity;
use fmti::model::{Id, Points};
use fmti::text::clean::{clean, is_hidden, tidy, truncate, visible};
use fmti::text::inert::inert;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(quantity) = Quantity::parse(&text) {
        assert!(quantity.low.is_finite() && quantity.low <= quantity.high);
    }
    if let Ok(fraction) = Fraction::parse(&text) {
        assert!(fraction.part <= fraction.whole);
    }
    let _ = Points::parse(&text);
    if let Ok(id) = Id::parse(&text) {
        assert!(!id.as_str().contains(['/', '\\']));
    }
    let cleaned = clean(&text);
    assert!(!cleaned.chars().any(is_hidden));
    assert_eq!(clean(&cleaned), cleaned);
    let _ = (tidy(&text), visible(&text), truncate(&cleaned, 20));
    assert_eq!(inert(&inert(&text)), inert(&text));
});
