//! JSON Schema (draft-07) of the files people write, for editors that complete, explain and
//! underline.
//!
//! Made from the declared keys ([`crate::load::keys`]) that the readers use too, so that the two cannot
//! differ. Nothing that `check` accepts is refused, and what a schema cannot say is left to `check`.

use serde_json::{Map, Value as Json, json};

use crate::model::Points;
use crate::model::catalog::{Catalog, Indicator};
use crate::model::fraction::Fraction;
use crate::model::quantity::Dimension;
use crate::model::scale::{Scale, Values};
use crate::model::value::{Field, Kind};

use crate::file::fields::{Key, Need, Object, Rule, Shape};
use crate::load::keys::disclosure::ANSWER;
use crate::load::keys::{
    acceptance, card, catalog, crosswalk, developers, disclosure, edition, lock,
};

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// What holds of several keys of any answer together.
const RULES: &str = "rules-of-an-answer";

/// A kind of file that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// catalog.yaml.
    Catalog,
    /// An indicator's card.
    Card,
    /// edition.yaml.
    Edition,
    /// developers.yaml.
    Developers,
    /// A developer's file.
    Disclosure,
    /// How two catalogs relate.
    Crosswalk,
    /// Breaches of gates that are let through.
    Allowances,
    /// Breaches of gates that were there already.
    Baseline,
    /// fmti.lock.
    Lock,
}

impl File {
    /// Every kind, in the order of the reference.
    pub const ALL: [Self; 9] = [
        Self::Edition,
        Self::Developers,
        Self::Disclosure,
        Self::Catalog,
        Self::Card,
        Self::Crosswalk,
        Self::Allowances,
        Self::Baseline,
        Self::Lock,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Catalog => "catalog",
            Self::Card => "card",
            Self::Edition => "edition",
            Self::Developers => "developers",
            Self::Disclosure => "disclosure",
            Self::Crosswalk => "crosswalk",
            Self::Allowances => "allowances",
            Self::Baseline => "baseline",
            Self::Lock => "lock",
        }
    }

    /// What the file is, or with [`File::is_keyed`] each thing in it.
    pub fn object(self) -> &'static Object {
        match self {
            Self::Catalog => &catalog::CATALOG,
            Self::Card => &card::CARD,
            Self::Edition => &edition::EDITION,
            Self::Developers => &developers::DEVELOPER,
            Self::Disclosure => &disclosure::DISCLOSURE,
            Self::Crosswalk => &crosswalk::CROSSWALK,
            Self::Allowances => &acceptance::ALLOWANCES,
            Self::Baseline => &acceptance::BASELINE,
            Self::Lock => &lock::LOCK,
        }
    }

    /// Whether the file's keys are ids of its own choosing.
    pub fn is_keyed(self) -> bool {
        self == Self::Developers
    }
}

/// The schema of a kind of file. A disclosure's depends on a catalog: see [`of_disclosure`].
pub fn of(file: File) -> Json {
    let mut writer = Writer::default();
    let mut root = writer.object(file.object());
    if file.is_keyed() {
        root = json!({
            "title": "The list of developers",
            "description": "developers.yaml: who is scored, by their ids.",
            "type": "object",
            "additionalProperties": root,
        });
    }
    writer.document(root)
}

/// A developer's file for a catalog: every indicator with its question and its values.
pub fn of_disclosure(catalog: &Catalog) -> Json {
    let mut writer = Writer { scale: Some(&catalog.scale), ..Writer::default() };
    let mut root = writer.object(&disclosure::DISCLOSURE);
    // What all answers have in common stands once.
    for key in ANSWER.keys.iter().filter(|key| !matches!(key.shape, Shape::Values)) {
        let schema = writer.key(key);
        writer.definitions.insert(key.name.to_owned(), schema);
    }
    let mut held = json!({});
    rules(&ANSWER, &mut held);
    writer.definitions.insert(RULES.to_owned(), held);
    let answers: Map<String, Json> = catalog
        .indicators
        .iter()
        .map(|indicator| (indicator.id.to_string(), answer(indicator)))
        .collect();
    // What a rule excludes needs no answer.
    let asked = catalog.indicators.iter().filter(|indicator| indicator.applies_to.is_empty());
    let ids: Vec<&str> = asked.map(|indicator| indicator.id.as_str()).collect();
    let said = root["properties"]["answers"]["description"].take();
    root["properties"]["answers"] = json!({
        "description": said,
        "type": "object",
        "properties": answers,
        "required": ids,
        "additionalProperties": false,
    });
    writer.definitions.remove(&name_of(&ANSWER));
    writer.document(root)
}

fn answer(indicator: &Indicator) -> Json {
    let keys = ANSWER.keys.iter().map(|key| {
        let schema = match key.shape {
            Shape::Values => {
                let mut values = row(&indicator.fields);
                values["description"] = json!(key.about);
                or_nothing(values)
            }
            _ => json!({"$ref": format!("#/definitions/{}", key.name)}),
        };
        (key.name.to_owned(), schema)
    });
    let mut schema = closed(keys.collect());
    schema["allOf"] = json!([{"$ref": format!("#/definitions/{RULES}")}]);
    schema["title"] = json!(indicator.name);
    schema["description"] = json!(format!("{}\n\n{}", indicator.question, indicator.guidance));
    or_nothing(schema)
}

/// Writes schemas, and gathers the objects that others refer to.
#[derive(Default)]
struct Writer<'a> {
    /// The points an answer can get, where a catalog is known.
    scale: Option<&'a Scale>,
    definitions: Map<String, Json>,
}

impl Writer<'_> {
    fn document(self, root: Json) -> Json {
        let mut out = Map::new();
        out.insert("$schema".into(), json!(DRAFT));
        if let Json::Object(root) = root {
            out.extend(root);
        }
        if !self.definitions.is_empty() {
            out.insert("definitions".into(), Json::Object(self.definitions));
        }
        Json::Object(out)
    }

    fn object(&mut self, object: &Object) -> Json {
        let keys = object.keys.iter().map(|key| (key.name.to_owned(), self.key(key))).collect();
        let mut schema = closed(keys);
        let required: Vec<&str> = object
            .keys
            .iter()
            .filter(|key| key.need != Need::Optional)
            .map(|key| key.name)
            .collect();
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        rules(object, &mut schema);
        schema["title"] = json!(title(object));
        schema["description"] = json!(object.about);
        schema
    }

    fn key(&mut self, key: &Key) -> Json {
        let mut schema = self.shape(&key.shape);
        if key.need != Need::Optional {
            be_seen(&mut schema);
        }
        // Beside a reference, validators do not look, and editors do.
        schema["description"] = json!(key.about);
        if key.need == Need::Optional { or_nothing(schema) } else { schema }
    }

    /// A reference to an object, which is defined once.
    fn refer(&mut self, object: &Object, define: fn(&mut Self, &Object) -> Json) -> Json {
        let name = name_of(object);
        if !self.definitions.contains_key(&name) {
            // Objects may hold themselves.
            self.definitions.insert(name.clone(), Json::Null);
            let schema = define(self, object);
            self.definitions.insert(name.clone(), schema);
        }
        json!({"$ref": format!("#/definitions/{name}")})
    }

    fn shape(&mut self, shape: &Shape) -> Json {
        match shape {
            Shape::Id => {
                json!({"type": ["string", "number"], "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$"})
            }
            Shape::Text => text(),
            Shape::Written => {
                let mut schema = text();
                schema["pattern"] = json!(format!(r"[^\s.…{UNSEEN}]"));
                schema
            }
            Shape::Flag => json!({"type": "boolean"}),
            Shape::Number => json!({"type": "number"}),
            Shape::Count => json!({"type": "integer", "minimum": 0}),
            Shape::Url => url(),
            Shape::Date => date(),
            Shape::Day => json!({"type": "string", "pattern": r"^[1-9]\d{3}-\d\d-\d\d$"}),
            Shape::Hash => json!({"type": "string", "pattern": "^[0-9a-f]{64}$"}),
            Shape::Word(words) => json!({"enum": words()}),
            Shape::List(of) => several(&self.shape(of)),
            Shape::Map(of) => {
                json!({"type": "object", "additionalProperties": self.shape(of)})
            }
            Shape::Object(object) => self.refer(object, Self::object),
            Shape::OneKeyOf(object) => self.refer(object, |writer, object| {
                let mut schema = writer.object(object);
                schema["minProperties"] = json!(1);
                schema["maxProperties"] = json!(1);
                schema
            }),
            Shape::Either(shapes) => {
                let shapes: Vec<Json> = shapes.iter().map(|shape| self.shape(shape)).collect();
                json!({"anyOf": shapes})
            }
            Shape::Score => match self.scale {
                None => json!({"type": "number"}),
                Some(scale) => score(scale),
            },
            Shape::Values => json!({"type": "object"}),
            Shape::OrNothing(shape) => or_nothing(self.shape(shape)),
        }
    }
}

/// `a catalog` is the definition `catalog`.
fn name_of(object: &Object) -> String {
    let name = object.name.trim_matches('`');
    let name = name.strip_prefix("a ").or_else(|| name.strip_prefix("an ")).unwrap_or(name);
    name.replace(' ', "-")
}

fn title(object: &Object) -> String {
    let mut letters = object.name.trim_matches('`').chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Points of a scale, the names of its levels, or that the question does not arise.
fn score(scale: &Scale) -> Json {
    const NOT_APPLICABLE: &str = "n/a";
    match &scale.values {
        Values::Levels(levels) => {
            let points = levels.iter().map(|level| number(level.points));
            let names = scale.names().map(|name| json!(name));
            let words = points.chain(names).chain([json!(NOT_APPLICABLE)]);
            json!({"enum": words.collect::<Vec<_>>()})
        }
        Values::Range { least, most, .. } => json!({"anyOf": [
            {"type": "number", "minimum": number(*least), "maximum": number(*most)},
            {"const": NOT_APPLICABLE},
        ]}),
    }
}

fn number(points: Points) -> Json {
    points.to_string().parse::<serde_json::Number>().map_or(Json::Null, Json::Number)
}

/// An object with exactly these keys.
fn closed(properties: Map<String, Json>) -> Json {
    let mut schema = json!({"title": "", "description": "", "type": "object"});
    schema["properties"] = Json::Object(properties);
    schema["additionalProperties"] = json!(false);
    schema
}

/// The same, or nothing after the colon.
fn or_nothing(mut schema: Json) -> Json {
    if let Some(kind) = schema.get_mut("type") {
        let mut kinds = match kind.take() {
            Json::Array(kinds) => kinds,
            single => vec![single],
        };
        kinds.push(json!("null"));
        *kind = Json::Array(kinds);
        return schema;
    }
    if let Some(Json::Array(words)) = schema.get_mut("enum") {
        words.push(Json::Null);
        return schema;
    }
    if let Some(Json::Array(shapes)) = schema.get_mut("anyOf") {
        shapes.push(json!({"type": "null"}));
        return schema;
    }
    let said = schema.as_object_mut().and_then(|schema| schema.remove("description"));
    let mut out = json!({"anyOf": [schema, {"type": "null"}]});
    if let Some(said) = said {
        out["description"] = said;
    }
    out
}

/// Adds what holds of several keys together.
fn rules(object: &Object, schema: &mut Json) {
    let there =
        |key: &str| json!({"required": [key], "properties": {(key): {"not": {"type": "null"}}}});
    let all: Vec<Json> = object
        .rules
        .iter()
        .flat_map(|rule| match rule {
            Rule::AnyOf(keys) => {
                vec![json!({"anyOf": keys.iter().map(|key| there(key)).collect::<Vec<_>>()})]
            }
            Rule::OneAtMost(keys) => {
                let mut found = Vec::new();
                for (at, key) in keys.iter().enumerate() {
                    for other in &keys[at + 1..] {
                        found.push(json!({"not": {"allOf": [there(key), there(other)]}}));
                    }
                }
                found
            }
            Rule::Needs { key, words, needs } => vec![json!({
                "if": {"required": [key], "properties": {(*key): {"enum": words}}},
                "then": {"allOf": needs.iter().map(|need| there(need)).collect::<Vec<_>>()},
            })],
            Rule::Only { key, with, words } => vec![json!({
                "if": there(key),
                "then": {"required": [with], "properties": {(*with): {"enum": words}}},
            })],
        })
        .collect();
    if !all.is_empty() {
        schema["allOf"] = json!(all);
    }
}

fn text() -> Json {
    json!({"type": ["string", "number", "boolean"]})
}

/// Has texts say something: there must be what can be seen.
fn be_seen(schema: &mut Json) {
    if *schema == text() {
        schema["pattern"] = json!(format!(r"[^\s{UNSEEN}]"));
        return;
    }
    for below in ["items", "additionalProperties"] {
        if let Some(below) = schema.get_mut(below) {
            be_seen(below);
        }
    }
    if let Some(Json::Array(shapes)) = schema.get_mut("anyOf") {
        shapes.iter_mut().for_each(be_seen);
    }
}

/// What cannot be seen, between the brackets of a pattern.
const UNSEEN: &str =
    r"\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff";

fn url() -> Json {
    // Neither white space nor what is not seen; before the path, only what a host may have.
    let never = format!(r"\s\\{UNSEEN}");
    let name = format!(r#"[^{never}"<>!$&'()*+,;=`~{{}}/?#@:\[\]|^]+"#);
    let host = format!(r"({name}|\[[0-9A-Fa-f:.]+\])(:\d{{0,5}})?");
    json!({"type": "string", "pattern": format!("^https?://{host}([/?#][^{never}]*)?$")})
}

fn date() -> Json {
    json!({
        "type": ["string", "integer"],
        "pattern": r"^[1-9]\d{3}(-\d\d(-\d\d)?)?$",
        "minimum": 1000,
        "maximum": 9999,
    })
}

fn several(items: &Json) -> Json {
    json!({"type": "array", "items": items})
}

/// The fields of a card, each with what belongs into it.
fn row(fields: &[Field]) -> Json {
    let properties: Map<String, Json> = fields
        .iter()
        .map(|field| {
            let mut schema = of_kind(&field.kind);
            let about = if field.help.is_empty() { field.kind.wants() } else { field.help.clone() };
            schema["description"] = json!(about);
            (field.id.to_string(), or_nothing(schema))
        })
        .collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn of_kind(kind: &Kind) -> Json {
    match kind {
        Kind::Text => text(),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Choice(words) => json!({"enum": words}),
        Kind::Choices(words) => several(&json!({"enum": words})),
        Kind::Quantity(dimensions) => quantity(dimensions),
        Kind::Fraction => json!({"type": "string", "pattern": Fraction::PATTERN}),
        Kind::Date => date(),
        Kind::Url => url(),
        Kind::List(of) => several(&of_kind(of)),
        Kind::Table(columns) => several(&row(columns)),
        Kind::Shares => {
            let share = json!({
                "type": ["string", "number"], "pattern": r"\d", "minimum": 0, "maximum": 100,
            });
            json!({"type": "object", "additionalProperties": share})
        }
        Kind::Per(_, columns) => {
            json!({"type": "object", "additionalProperties": or_nothing(row(columns))})
        }
    }
}

/// A number alone is only a count; anything else has its unit.
fn quantity(dimensions: &[Dimension]) -> Json {
    let example = dimensions.first().map_or("", |dimension| dimension.example());
    if dimensions.contains(&Dimension::Count) {
        let kinds = ["string", "number"];
        return json!({"type": kinds, "pattern": r"\d", "minimum": 0, "examples": [example]});
    }
    let units: Vec<&str> = dimensions.iter().map(|dimension| dimension.pattern()).collect();
    json!({
        "type": "string",
        "allOf": [{"pattern": r"\d"}, {"pattern": units.join("|")}],
        "examples": [example],
    })
}
