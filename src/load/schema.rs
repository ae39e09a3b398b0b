//! JSON Schema (draft-07) of the files people write, for editors that complete and underline.
//!
//! Made from the same lists of keys and words that the readers use, so that the two cannot differ.

use serde_json::{Map, Value as Json, json};

use crate::model::catalog::{Catalog, Earning, Indicator};
use crate::model::edition::Record;
use crate::model::quantity::Dimension;
use crate::model::value::{Field, Kind};

use super::{card, catalog, criteria, disclosure, edition, lock};

/// What an address of the web looks like.
const ADDRESS: &str = "^https?://\\S+$";

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// An object with exactly these keys, each of any kind unless `known` says more.
fn object(title: &str, keys: &[&str], required: &[&str], known: &Json) -> Json {
    let properties: Map<String, Json> = keys
        .iter()
        .map(|key| ((*key).to_owned(), known.get(*key).cloned().unwrap_or_else(|| json!({}))))
        .collect();
    json!({
        "title": title,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn document(mut schema: Json, definitions: &Json) -> Json {
    let mut out = json!({"$schema": DRAFT});
    if let (Some(out), Some(schema)) = (out.as_object_mut(), schema.as_object_mut()) {
        out.append(schema);
        if !definitions.is_null() {
            out.insert("definitions".into(), definitions.clone());
        }
    }
    out
}

fn text() -> Json {
    json!({"type": ["string", "number", "boolean"]})
}

fn id() -> Json {
    json!({"type": ["string", "number"], "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$"})
}

fn several(items: &Json) -> Json {
    json!({"type": "array", "items": items})
}

/// catalog.yaml.
pub fn of_catalog() -> Json {
    let named = |title: &str, list: &str, items: &Json| {
        let known = json!({"id": id(), "name": text(), (list): several(items)});
        object(title, &["id", "name", list], &["id", "name", list], &known)
    };
    let theme =
        object("A theme", &["id", "name"], &["id", "name"], &json!({"id": id(), "name": text()}));
    let subdomain = named("A subdomain", "indicators", &id());
    let domain = named("A domain", "subdomains", &subdomain);
    let known = json!({
        "id": id(),
        "title": text(),
        "published_by": {
            "type": ["string", "number", "boolean"],
            "description": "Who published the indicators under these names",
        },
        "words_by": {
            "type": ["string", "number", "boolean"],
            "description": "Who wrote the questions, guidance, criteria and themes",
        },
        "scale": {"type": "array", "items": {"type": "number"}, "minItems": 2},
        "themes": several(&theme),
        "domains": several(&domain),
    });
    document(object("A catalog", catalog::TOC_KEYS, catalog::TOC_REQUIRED, &known), &Json::Null)
}

/// A card.
pub fn of_card() -> Json {
    let words: Vec<&str> = Earning::ALL.iter().map(|earning| earning.as_str()).collect();
    let dimensions: Vec<&str> = Dimension::ALL.iter().map(|(_, word, ..)| *word).collect();
    let fields = json!({"type": "object", "additionalProperties": {"$ref": "#/definitions/field"}});
    let of = json!({"description": format!("for a quantity: {}", dimensions.join(", "))});
    let field = object(
        "A field",
        criteria::FIELD_KEYS,
        &["kind"],
        &json!({"kind": {"enum": criteria::KINDS}, "help": text(), "of": of, "columns": fields}),
    );
    let criterion = json!({
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"enum": criteria::CRITERIA},
    });
    let examples = several(&json!({"$ref": "#/definitions/example"}));
    let known = json!({
        "id": id(),
        "name": text(),
        "aliases": several(&text()),
        "theme": id(),
        "question": text(),
        "guidance": text(),
        "values": fields,
        "earns": {"$ref": "#/definitions/criterion"},
        "judge": text(),
        "also_earns": several(&json!({"enum": words})),
        "examples": object(
            "Examples",
            &["earns", "does_not_earn"],
            &["earns", "does_not_earn"],
            &json!({"earns": examples, "does_not_earn": examples}),
        ),
        "counterparts": several(&id()),
    });
    let required = ["id", "name", "theme", "question", "guidance", "examples"];
    let example = object("An example", disclosure::EXAMPLE_KEYS, &[], &answer_parts(None));
    let mut definitions = json!({"field": field, "criterion": criterion, "example": example});
    if let (Some(all), Json::Object(shared)) = (definitions.as_object_mut(), answer_definitions()) {
        all.extend(shared);
    }
    document(object("A card", card::KEYS, &required, &known), &definitions)
}

/// edition.yaml.
pub fn of_edition() -> Json {
    let labels = json!({"type": "object", "additionalProperties": text()});
    let declared = object(
        "A trait",
        &["name", "values"],
        &["values"],
        &json!({"name": text(), "values": labels}),
    );
    let records: Vec<&str> = Record::ALL.iter().map(|(word, _)| *word).collect();
    let address = |about: &str| json!({"type": "string", "pattern": ADDRESS, "description": about});
    let known = json!({
        "id": id(),
        "title": text(),
        "date": {"type": ["string", "number"]},
        "catalog": id(),
        "citation": text(),
        "authors": several(&text()),
        "licence": text(),
        "licence_url": address("Where the licence can be read"),
        "attribution": {
            "type": ["string", "number", "boolean"],
            "description": "Who gave the scores: printed with every output. Without it they are the user's own",
        },
        "site": address("The index's site"),
        "paper": address("Where the paper about the edition is"),
        "published_by": {
            "type": ["string", "number", "boolean"],
            "description": "Who published the names of developers and models, and the addresses of sources",
        },
        "words_by": {
            "type": ["string", "number", "boolean"],
            "description": "Who wrote the statements, stances and typed values",
        },
        "records": {
            "type": "array",
            "items": {"enum": records},
            "description": "What the edition wrote down of every answer, so that a blank is a no",
        },
        "traits": {"type": "object", "additionalProperties": declared},
    });
    let required = ["id", "title", "date", "catalog"];
    document(object("An edition", edition::KEYS, &required, &known), &Json::Null)
}

/// fmti.lock.
pub fn of_lock() -> Json {
    let hash = json!({"type": "string", "pattern": "^[0-9a-f]{64}$"});
    let catalog = object(
        "A locked catalog",
        lock::CATALOG_KEYS,
        lock::CATALOG_KEYS,
        &json!({"id": id(), "sha256": hash}),
    );
    let edition = object(
        "A locked edition",
        lock::EDITION_KEYS,
        lock::EDITION_KEYS,
        &json!({
            "catalog": catalog,
            "indicators": {"type": "object", "additionalProperties": hash},
        }),
    );
    let known = json!({
        "version": {"enum": [lock::VERSION]},
        "editions": {"type": "object", "additionalProperties": edition},
    });
    document(object("A lock", lock::KEYS, lock::KEYS, &known), &Json::Null)
}

/// A developer's file for a catalog: every indicator with its question and its values.
pub fn of_disclosure(catalog: &Catalog) -> Json {
    let answer = |indicator: &Indicator| {
        let mut schema =
            object(&indicator.name, disclosure::ANSWER_KEYS, &[], &answer_parts(Some(indicator)));
        schema["type"] = json!(["object", "null"]);
        schema["description"] = json!(format!("{}\n\n{}", indicator.question, indicator.guidance));
        (indicator.id.to_string(), schema)
    };
    let answers: Map<String, Json> = catalog.indicators.iter().map(answer).collect();
    let ids: Vec<&str> = catalog.indicators.iter().map(|i| i.id.as_str()).collect();
    let known = json!({
        "edition": id(),
        "developer": id(),
        "name": text(),
        "model": {"type": ["string", "number", "boolean", "null"]},
        "traits": {"type": "object", "additionalProperties": text()},
        "answers": {
            "type": "object",
            "properties": answers,
            "required": ids,
            "additionalProperties": false,
        },
    });
    let required = ["edition", "developer", "answers"];
    document(object("A disclosure", disclosure::KEYS, &required, &known), &answer_definitions())
}

/// The parts every answer shares.
fn answer_definitions() -> Json {
    let words = |words: Vec<&str>| json!({"enum": words});
    let address = json!({"type": "string", "pattern": ADDRESS});
    let source = object(
        "A source",
        disclosure::SOURCE_KEYS,
        &[],
        &json!({
            "url": address, "title": text(), "accessed": {"type": "string"}, "archived": address,
            "quote": text(),
        }),
    );
    let rating = object(
        "A rating",
        &["score", "reason"],
        &["score"],
        &json!({"score": {"type": "number"}, "reason": text()}),
    );
    json!({
        "stance": words(disclosure::STANCES.iter().map(|(word, _)| *word).collect()),
        "withheld_for": words(disclosure::REASONS.iter().map(|(word, _)| *word).collect()),
        "statement": text(),
        "sources": several(&json!({"anyOf": [address, source]})),
        "panel": {"anyOf": [{"type": ["number", "null"]}, rating]},
    })
}

fn answer_parts(indicator: Option<&Indicator>) -> Json {
    let shared = |name: &str| json!({"$ref": format!("#/definitions/{name}")});
    json!({
        "stance": shared("stance"),
        "withheld_for": shared("withheld_for"),
        "values": indicator.map_or_else(|| json!({"type": "object"}), |i| row(&i.fields)),
        "statement": shared("statement"),
        "sources": shared("sources"),
        "newly_disclosed": {"type": "boolean"},
        "panel": shared("panel"),
    })
}

fn row(fields: &[Field]) -> Json {
    let properties: Map<String, Json> = fields
        .iter()
        .map(|field| {
            let mut schema = of_kind(&field.kind);
            schema["description"] = json!(field.help);
            (field.id.to_string(), schema)
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
        Kind::Quantity(_) | Kind::Date => {
            json!({"type": ["string", "number"], "examples": [kind.example()]})
        }
        Kind::Url => json!({"type": "string", "pattern": ADDRESS}),
        Kind::List(of) => several(&of_kind(of)),
        Kind::Table(columns) => several(&row(columns)),
        Kind::Shares => json!({"type": "object", "additionalProperties": text()}),
        Kind::Per(_, columns) => {
            json!({"type": "object", "additionalProperties": row(columns)})
        }
    }
}
