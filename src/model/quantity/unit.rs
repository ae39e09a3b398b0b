//! Magnitudes and units as people write them.

use super::{Dimension, QuantityError, strip_word};

/// Words for magnitudes.
const WORDS: [(&str, f64); 14] = [
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("quadrillion", 1e15),
    ("quintillion", 1e18),
    ("sextillion", 1e21),
    ("septillion", 1e24),
    ("mn", 1e6),
    ("bn", 1e9),
    ("tn", 1e12),
    ("mio", 1e6),
    ("lakh", 1e5),
    ("crore", 1e7),
];

/// A magnitude after a number: `trillion`, or `T` where what follows is a noun.
pub(super) fn magnitude(text: &str, money: bool) -> (f64, &str) {
    let start = text.trim_start();
    for (word, scale) in WORDS {
        if let Some(rest) = strip_word(start, word) {
            return (scale, rest);
        }
    }
    let letter = match start.chars().next() {
        Some('k' | 'K') => 1e3,
        Some('M') => 1e6,
        Some('m') if money => 1e6,
        Some('B' | 'b') if money => 1e9,
        Some('B') => 1e9,
        Some('T') => 1e12,
        _ => return (1.0, text),
    };
    let rest = &start[1..];
    // `15T tokens` and `7B`, but not `3 TB`, `2 MWh` or `5 B`, which are units.
    let glued = start.len() == text.len();
    let alone = rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric());
    let noun = rest.trim_start();
    if alone && (money || (glued && count_noun(noun))) { (letter, noun) } else { (1.0, text) }
}

/// Whether what follows a number counts something: nothing, or a word that is no unit.
fn count_noun(text: &str) -> bool {
    text.is_empty() || matches!(unit(text), Ok((Dimension::Count | Dimension::AcceleratorTime, _)))
}

/// The unit in which a quantity is written: its dimension, and how many base units it is.
pub(super) fn unit(text: &str) -> Result<(Dimension, f64), QuantityError> {
    let text = text.trim().trim_end_matches('.');
    if text.is_empty() {
        return Ok((Dimension::Count, 1.0));
    }
    let found = whole_unit(text)
        .or_else(|| prefixed(text))
        .or_else(|| accelerator_time(text))
        .or_else(|| carbon(text))
        .or_else(|| noun(text));
    found.ok_or_else(|| QuantityError::UnknownUnit(text.chars().take(40).collect()))
}

/// Units that take no prefix.
fn whole_unit(text: &str) -> Option<(Dimension, f64)> {
    use Dimension::{Compute, Percent, Time, Water};
    let (dimension, factor) = match text.to_lowercase().as_str() {
        "%" | "percent" | "per cent" | "pct" => (Percent, 1.0),
        "s" | "sec" | "second" | "seconds" => (Time, 1.0 / 3600.0),
        "min" | "minute" | "minutes" => (Time, 1.0 / 60.0),
        "h" | "hr" | "hrs" | "hour" | "hours" => (Time, 1.0),
        "d" | "day" | "days" => (Time, 24.0),
        "week" | "weeks" => (Time, 168.0),
        "month" | "months" => (Time, 730.5),
        "year" | "years" | "yr" | "yrs" => (Time, 8766.0),
        "ms" | "millisecond" | "milliseconds" => (Time, 1.0 / 3_600_000.0),
        "m3" | "m³" | "m^3" | "cubic meters" | "cubic metres" => (Water, 1000.0),
        "gallon" | "gallons" | "gal" => (Water, 3.785_411_784),
        "petaflop/s-days" | "petaflop/s-day" | "petaflop-days" | "pf-days" => (Compute, 8.64e19),
        _ => return None,
    };
    Some((dimension, factor))
}

/// Units with a decimal or binary prefix. Case matters: `mWh` is not `MWh`, `GB` is not `GiB`.
fn prefixed(text: &str) -> Option<(Dimension, f64)> {
    use Dimension::{Carbon, Compute, Data, Energy, Power, Water};
    const UNITS: [(&str, Dimension, f64); 29] = [
        ("FLOPs", Compute, 1.0),
        ("FLOPS", Compute, 1.0),
        ("FLOP", Compute, 1.0),
        ("flops", Compute, 1.0),
        ("flop", Compute, 1.0),
        ("floating point operations", Compute, 1.0),
        ("floating-point operations", Compute, 1.0),
        ("Wh", Energy, 1.0),
        ("watt-hours", Energy, 1.0),
        ("watt hours", Energy, 1.0),
        ("watthours", Energy, 1.0),
        ("J", Energy, 1.0 / 3600.0),
        ("joules", Energy, 1.0 / 3600.0),
        ("W", Power, 1.0),
        ("watts", Power, 1.0),
        ("bytes", Data, 1.0),
        ("byte", Data, 1.0),
        ("B", Data, 1.0),
        ("bits", Data, 0.125),
        ("bit", Data, 0.125),
        ("liters", Water, 1.0),
        ("litres", Water, 1.0),
        ("liter", Water, 1.0),
        ("litre", Water, 1.0),
        ("L", Water, 1.0),
        ("l", Water, 1.0),
        ("gCO2eq", Carbon, 1e-3),
        ("gCO2e", Carbon, 1e-3),
        ("gCO2", Carbon, 1e-3),
    ];
    const SHORT: [(&str, f64); 15] = [
        ("", 1.0),
        ("k", 1e3),
        ("K", 1e3),
        ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12),
        ("P", 1e15),
        ("E", 1e18),
        ("Z", 1e21),
        ("Y", 1e24),
        ("m", 1e-3),
        ("Ki", 1024.0),
        ("Mi", 1_048_576.0),
        ("Gi", 1_073_741_824.0),
        ("Ti", 1_099_511_627_776.0),
    ];
    const LONG: [(&str, f64); 8] = [
        ("kilo", 1e3),
        ("mega", 1e6),
        ("giga", 1e9),
        ("tera", 1e12),
        ("peta", 1e15),
        ("exa", 1e18),
        ("zetta", 1e21),
        ("yotta", 1e24),
    ];
    for (name, dimension, factor) in UNITS {
        let Some(prefix) = text.strip_suffix(name) else { continue };
        if let Some((_, scale)) = SHORT.iter().find(|(short, _)| *short == prefix) {
            return Some((dimension, factor * scale));
        }
        let lower = prefix.trim_end_matches(['-', ' ']).to_lowercase();
        if let Some((_, scale)) = LONG.iter().find(|(long, _)| *long == lower) {
            return Some((dimension, factor * scale));
        }
    }
    None
}

/// `GPU hours`, `H100-hours`, `H800 GPU hours`, `TPU v4 chip-hours`.
fn accelerator_time(text: &str) -> Option<(Dimension, f64)> {
    let lower = text.to_lowercase();
    let (device, factor) =
        [("hours", 1.0), ("hour", 1.0), ("days", 24.0), ("day", 24.0), ("hrs", 1.0)]
            .iter()
            .find_map(|(word, factor)| Some((lower.strip_suffix(word)?, *factor)))?;
    let device = device.trim_end_matches(['-', ' ']);
    let chips = ["gpu", "gpus", "tpu", "tpus", "chip", "chips", "accelerator", "device"];
    let model = |word: &str| {
        word.len() <= 6
            && word.starts_with(['a', 'h', 'v', 'b', 'p', 'l', 'm'])
            && word[1..].chars().next().is_some_and(|c| c.is_ascii_digit())
    };
    let named = device.split([' ', '-']).any(|word| chips.contains(&word) || model(word));
    named.then_some((Dimension::AcceleratorTime, factor))
}

/// `tCO2eq`, `kg CO2e`, `tons of CO2`, `metric tons CO₂-eq`.
fn carbon(text: &str) -> Option<(Dimension, f64)> {
    let lower = text.to_lowercase().replace('₂', "2");
    let (mass, gas) = lower.split_at(lower.find("co2").or_else(|| lower.find("carbon"))?);
    let known = [
        "co2",
        "co2e",
        "co2eq",
        "co2-eq",
        "co2-e",
        "co2 eq",
        "co2 equivalent",
        "co2 equivalents",
        "co2-equivalent",
        "carbon",
        "carbon dioxide",
        "carbon dioxide equivalent",
    ];
    let mass = mass.trim_end_matches("of ").trim_end_matches(['-', ' ']).trim();
    let factor = match mass {
        "t" | "tons" | "ton" | "tonnes" | "tonne" | "metric tons" | "metric tonnes" | "mt" => 1e3,
        "kg" | "kilograms" | "kilogram" | "kilogrammes" => 1.0,
        "g" | "grams" => 1e-3,
        "kt" | "kilotons" | "kilotonnes" => 1e6,
        _ => return None,
    };
    known.contains(&gas.trim()).then_some((Dimension::Carbon, factor))
}

/// Words that count things: `tokens`, `images`, `hours of audio`, `annotated examples`.
fn noun(text: &str) -> Option<(Dimension, f64)> {
    let word = |word: &str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '/'))
            && word.chars().count() > 2
    };
    // What begins with another magnitude counts nothing: `million million`.
    if WORDS.iter().any(|(word, _)| strip_word(text, word).is_some()) {
        return None;
    }
    let short = ["of", "in", "by", "or", "a", "AI"];
    let mut words = text.split(' ').filter(|w| !w.is_empty());
    let all = words.clone().count() <= 8 && words.all(|w| word(w) || short.contains(&w));
    all.then_some((Dimension::Count, 1.0))
}
