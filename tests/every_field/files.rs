//! Two editions, with a text in every field that takes one.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fmti::file::fields::{Object, Shape};
use fmti::write::jsonschema::File;
use serde_json::{Map, Value as Json, json};

/// Texts that lead to something else, as object and key: they are given by hand below.
const REFERENCES: [(&str, &str); 10] = [
    ("a card", "applies_to"),
    ("a domain", "applies_to"),
    ("a subdomain", "applies_to"),
    ("a disclosure", "traits"),
    ("a field", "of"),
    ("a column", "of"),
    ("`covers`", "of"),
    ("`one_of`", "values"),
    ("a criterion", "present"),
    ("a relation", "change"),
];

/// Puts texts into fields, by what is declared of them.
struct Filler<'a> {
    payload: &'a str,
    /// Names must differ.
    count: Cell<usize>,
    /// The objects that were seen.
    seen: RefCell<BTreeSet<&'static str>>,
}

impl Filler<'_> {
    fn text(&self) -> Json {
        self.count.set(self.count.get() + 1);
        json!(format!("{}{}", self.payload, self.count.get()))
    }

    /// What belongs under a key, given what is there.
    fn value(&self, shape: &'static Shape, there: Option<Json>) -> Option<Json> {
        match (shape, there) {
            (Shape::Text | Shape::Written, _) => Some(self.text()),
            (Shape::OrNothing(inner), there) => self.value(inner, there),
            (Shape::List(Shape::Text | Shape::Written), _) => {
                Some(json!([self.text(), self.text()]))
            }
            (Shape::List(inner), Some(Json::Array(items))) => {
                let fill = |item: Json| self.value(inner, Some(item.clone())).unwrap_or(item);
                Some(items.into_iter().map(fill).collect())
            }
            (Shape::Map(inner), Some(Json::Object(map))) => {
                let fill = |(key, value): (String, Json)| {
                    (key, self.value(inner, Some(value.clone())).unwrap_or(value))
                };
                Some(Json::Object(map.into_iter().map(fill).collect()))
            }
            (Shape::Object(of), Some(Json::Object(map))) => Some(self.object(of, map)),
            (Shape::OneKeyOf(of), Some(Json::Object(map))) => {
                self.seen.borrow_mut().insert(of.name);
                let fill = |(key, value): (String, Json)| {
                    let known = of.keys.iter().find(|known| known.name == key).unwrap();
                    let is_reference = REFERENCES.contains(&(of.name, known.name));
                    let filled =
                        (!is_reference).then(|| self.value(&known.shape, Some(value.clone())));
                    (key, filled.flatten().unwrap_or(value))
                };
                Some(Json::Object(map.into_iter().map(fill).collect()))
            }
            (Shape::Either(shapes), there) => {
                let is_map = matches!(there, Some(Json::Object(_)));
                let fits = |shape: &&Shape| match shape {
                    Shape::Object(_) => is_map,
                    Shape::Text | Shape::Written => !is_map,
                    _ => false,
                };
                shapes.iter().find(fits).map_or(there.clone(), |shape| self.value(shape, there))
            }
            (_, there) => there,
        }
    }

    fn object(&self, object: &'static Object, mut map: Map<String, Json>) -> Json {
        self.seen.borrow_mut().insert(object.name);
        for key in object.keys {
            if REFERENCES.contains(&(object.name, key.name)) {
                continue;
            }
            if let Some(value) = self.value(&key.shape, map.get(key.name).cloned()) {
                map.insert(key.name.to_owned(), value);
            }
        }
        Json::Object(map)
    }

    fn file(&self, kind: File, base: Json) -> Json {
        let Json::Object(base) = base else { panic!("no mapping") };
        if kind.is_keyed() {
            let fill = |(key, value): (String, Json)| {
                let Json::Object(value) = value else { panic!("no mapping") };
                (key, self.object(kind.object(), value))
            };
            return Json::Object(base.into_iter().map(fill).collect());
        }
        self.object(kind.object(), base)
    }
}

/// The objects of a shape that have a field for text.
fn with_text(shape: &'static Shape, found: &mut BTreeSet<&'static str>, known: &mut Vec<&str>) {
    match shape {
        Shape::List(inner) | Shape::Map(inner) | Shape::OrNothing(inner) => {
            with_text(inner, found, known);
        }
        Shape::Either(shapes) => shapes.iter().for_each(|shape| with_text(shape, found, known)),
        Shape::Object(of) | Shape::OneKeyOf(of) if !known.contains(&of.name) => {
            known.push(of.name);
            let is_text = |shape: &Shape| matches!(shape, Shape::Text | Shape::Written);
            let takes_text = |shape: &'static Shape| match shape {
                Shape::List(inner) | Shape::Map(inner) | Shape::OrNothing(inner) => is_text(inner),
                other => is_text(other),
            };
            for key in of.keys {
                if takes_text(&key.shape) && !REFERENCES.contains(&(of.name, key.name)) {
                    found.insert(of.name);
                }
                with_text(&key.shape, found, known);
            }
        }
        _ => {}
    }
}

fn card(id: &str) -> Json {
    json!({
        "id": id, "name": "", "theme": "data", "question": "", "guidance": "",
        "values": {
            "note": {"kind": "text"},
            "pick": {"kind": "choice", "of": ["@@c", "other"]},
            "names": {"kind": "list", "of": "text"},
            "rows": {"kind": "table", "columns": {"what": {"kind": "text"}}},
            "parts": {"kind": "shares"},
        },
        "earns": {"all": [{"present": "note"}, {"one_of": {"field": "pick", "values": ["@@c"]}}]},
        "examples": {
            "earns": [{"stance": "disclosed", "values": {"note": "@@n", "pick": "@@c"},
                       "sources": [{"url": "https://a.org"}],
                       "others": {"second": {"stance": "disclosed", "values": {"note": "@@n"},
                                             "sources": [{"url": "https://a.org"}]}}}],
            "does_not_earn": [{"stance": "withheld", "sources": [{"title": ""}]}],
        },
    })
}

fn disclosure(edition: &str, id: &str, size: &str, points: u8) -> Json {
    let answer = |points: u8| {
        json!({
            "stance": "disclosed",
            "values": {"note": "@@n", "pick": "@@c", "names": ["@@1", "@@2"],
                       "rows": [{"what": "@@r"}], "parts": {"@@p": "40 %", "@@q": "60 %"}},
            "sources": [{"url": "https://a.org/b"}, {"title": ""}],
            "panel": {"score": points},
        })
    };
    json!({
        "edition": edition, "developer": id, "traits": {"size": size},
        "answers": {"first": answer(points), "second": answer(1 - points)},
    })
}

/// Every file by its path, with what kind it is.
fn bases() -> Vec<(String, File, Json)> {
    let mut files = Vec::new();
    let mut add = |path: &str, kind, base| files.push((path.to_owned(), kind, base));
    for (folder, edition, catalog) in [("old", "2025", "lab-1"), ("new", "2026", "lab-2")] {
        let base = json!({
            "id": edition, "title": "", "date": format!("{edition}-03-01"), "catalog": catalog,
            "traits": {"size": {"values": {"small": "", "large": ""}}},
        });
        add(&format!("{folder}/edition.yaml"), File::Edition, base);
        let base = json!({
            "id": catalog, "title": "", "scale": {"levels": {"@@no": 0, "@@yes": 1}},
            "method": {"score": "sum", "decimals": 1, "ranks": "rounded"},
            "bands": {"@@A": 50, "@@B": 0},
            "words": {"ranked": {"one": "", "many": ""}},
            "themes": [{"id": "data"}],
            "domains": [{"id": "all", "applies_to": {"size": ["small", "large"]},
                         "subdomains": [{"id": "part", "indicators": ["first", "second"]}]}],
        });
        add(&format!("{folder}/catalog.yaml"), File::Catalog, base);
        for id in ["first", "second"] {
            add(&format!("{folder}/part/{id}.yaml"), File::Card, card(id));
        }
        let base = json!({"d1": {}, "d2": {}, "d3": {"succeeds": ["d2"]}});
        add(&format!("{folder}/developers.yaml"), File::Developers, base);
        let second = if folder == "old" { "d2" } else { "d3" };
        let (first, other) = if folder == "old" { (1, 0) } else { (0, 1) };
        let base = disclosure(edition, "d1", "small", first);
        add(&format!("{folder}/d1.yaml"), File::Disclosure, base);
        let base =
            disclosure(edition, second, if folder == "old" { "large" } else { "small" }, other);
        add(&format!("{folder}/{second}.yaml"), File::Disclosure, base);
    }
    // Asked for by name below.
    let base = disclosure("2026", "d2", "large", 1);
    add("new/d2.yaml", File::Disclosure, base);
    let relation =
        |id: &str, relation: &str| json!({"relation": relation, "from": [id], "to": [id]});
    let mut revised = relation("second", "revised");
    revised["change"] = json!("stricter");
    let base = json!({
        "from": "lab-1", "to": "lab-2", "published_by": {"url": "https://a.org"},
        "relations": [relation("first", "kept"), revised],
    });
    add("crosswalk.yaml", File::Crosswalk, base);
    let base = json!({"allowances": [
        {"gate": "lost-points", "developer": "d1", "indicator": "first"},
        {"gate": "rank-drop", "expires": "2020-01-01"},
    ]});
    add("allow.yaml", File::Allowances, base);
    files
}

/// Puts a text where a placeholder stands, in keys too.
fn placed(value: Json, payload: &str) -> Json {
    let put = |text: String| match text.strip_prefix("@@") {
        Some(rest) => format!("{payload}{rest}"),
        None => text,
    };
    match value {
        Json::String(text) => json!(put(text)),
        Json::Array(items) => items.into_iter().map(|item| placed(item, payload)).collect(),
        Json::Object(map) => {
            let entry = |(key, value)| (put(key), placed(value, payload));
            Json::Object(map.into_iter().map(entry).collect())
        }
        other => other,
    }
}

/// Where a value, or a key, stands that is no text: what a stranger may write there is refused.
pub(crate) fn places() -> Vec<(usize, String)> {
    let found = bases().into_iter().enumerate().flat_map(|(at, (path, _, base))| {
        let mut pointers = Vec::new();
        pointers_in(&base, String::new(), &mut pointers);
        // The older edition and the second of two alike show nothing new.
        let shown = path.starts_with("new/") && !path.ends_with("second.yaml");
        pointers.into_iter().filter(move |_| shown).map(move |pointer| (at, pointer))
    });
    found.collect()
}

fn pointers_in(value: &Json, at: String, found: &mut Vec<String>) {
    match value {
        Json::Array(items) => {
            for (n, item) in items.iter().enumerate().take(1) {
                pointers_in(item, format!("{at}/{n}"), found);
            }
        }
        Json::Object(map) => {
            for (key, value) in map {
                pointers_in(value, format!("{at}/{key}"), found);
            }
        }
        _ => found.push(at),
    }
}

/// A text as YAML writes it between quotes, whatever it is made of.
fn yaml(value: &Json) -> String {
    let plain = |c: char| {
        let code = u32::from(c);
        match code {
            0x20..=0x7e | 0x0a => c.to_string(),
            ..=0xffff => format!("\\u{code:04x}"),
            _ => format!("\\U{code:08x}"),
        }
    };
    value.to_string().chars().map(plain).collect()
}

/// Writes all files with a text in every field; with a place, another there, where none belongs.
pub(crate) fn write(dir: &Path, payload: &str, place: Option<usize>) {
    let filler = Filler { payload, count: Cell::new(0), seen: RefCell::default() };
    let place = place.map(|at| places()[at].clone());
    let mut needed = BTreeSet::new();
    for (at, (path, kind, base)) in bases().into_iter().enumerate() {
        let mut known = Vec::new();
        with_text(Box::leak(Box::new(Shape::Object(kind.object()))), &mut needed, &mut known);
        let (base, text) = match &place {
            // Elsewhere all is well.
            Some(_) => (base, "text"),
            None => (base, payload),
        };
        let filler = if place.is_some() {
            &Filler { payload: "text", count: Cell::new(at * 100), seen: RefCell::default() }
        } else {
            &filler
        };
        let mut content = placed(filler.file(kind, base), text);
        if let Some((_, pointer)) = place.as_ref().filter(|(of, _)| *of == at)
            && let Some(value) = content.pointer_mut(pointer)
        {
            *value = json!(payload);
        }
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, yaml(&content)).unwrap();
    }
    if place.is_none() {
        let seen = filler.seen.borrow();
        let unseen: Vec<_> = needed.difference(&seen).collect();
        assert!(unseen.is_empty(), "no file above has {unseen:?}");
    }
}
