//! `datapackage.json`: what each file is and what each column holds, as Data Package v2 has it.

use serde_json::{Map, Value as Json, json};

use crate::format::csv::{Safety, harmless};
use crate::format::json::pretty;
use crate::model::Points;
use crate::page::answer::number;
use crate::page::whose::{self, words};

use super::sums::sha256;
use super::table::{Link, Table};
use super::{Bundle, File, citation};
use crate::page::column::{Column, Kind};

/// Where the profiles of the standard stand.
fn profile(name: &str) -> String {
    format!("https://datapackage.org/profiles/2.0/{name}.json")
}

/// The description of all files made so far: those for programs.
pub(super) fn package(bundle: &Bundle<'_>, tables: &[Table<'_>], files: &[File]) -> File {
    let ids: Vec<&str> =
        bundle.editions.iter().map(|side| side.index.edition.id.as_str()).collect();
    let resources = files.iter().map(|file| {
        let exact = tables.iter().find(|table| table.exact_file() == file.name());
        let guarded = || tables.iter().find(|table| table.file() == file.name());
        let exact = exact.map(|table| (table, Safety::None));
        resource(file, exact.or_else(|| Some((guarded()?, Safety::Spreadsheet))))
    });
    let mut package = object(json!({
        "$schema": profile("datapackage"),
        "name": format!("fmti-{}", ids.join("-")),
        "title": bundle.title(),
        "description": description(bundle),
        "sources": bundle.editions.iter().map(|side| source(&side.index.edition)).collect::<Vec<_>>(),
        "contributors": citation::authors(bundle)
            .iter()
            .map(|name| json!({"title": name, "roles": ["creator"]}))
            .collect::<Vec<_>>(),
        "generator": {"name": "fmti", "version": env!("CARGO_PKG_VERSION")},
    }));
    if let Some(licence) = citation::licence(bundle) {
        let licence = json!({"name": licence.spdx, "title": licence.title, "path": licence.url});
        package.insert("licenses".to_owned(), json!([licence]));
    }
    package.insert("resources".to_owned(), resources.collect());
    let text = pretty(&Json::Object(package)) + "\n";
    let about = "What each file is and what each column holds, for programs (Data Package v2)";
    File::data("datapackage.json", about, text.into_bytes())
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

fn description(bundle: &Bundle<'_>) -> String {
    let words = words(&bundle.indexes(), whose::ALL);
    let words = words.map(|words| format!(" Whose words: {words}.")).unwrap_or_default();
    let workbook = bundle.workbook.as_ref().map(|_| {
        format!(
            " workbook.xlsx, for people, is not among the resources: {}.",
            bundle.about_workbook()
        )
    });
    format!(
        "Whose numbers these are: {}.{words} An empty field is missing, never zero. The resources in \
         exact/ have every character as it was given, and nothing keeps a spreadsheet from taking \
         a cell of them that begins with an equals sign for a formula. The same tables beside \
         that folder, whose names end in {GUARDED}, are for spreadsheets: an apostrophe stands \
         before such text, and before an apostrophe, and what cannot be seen is left out.{}",
        bundle.attributions().join("; ").trim_end_matches('.'),
        workbook.unwrap_or_default()
    )
}

fn source(edition: &crate::model::Edition) -> Json {
    let mut source = object(json!({"title": edition.title, "version": edition.id}));
    let path = edition.paper.clone().or(edition.site.clone());
    for (key, text) in [
        ("path", &path),
        ("citation", &edition.citation),
        ("licence", &edition.licence),
        ("licence_url", &edition.licence_url),
    ] {
        if let Some(text) = text {
            source.insert(key.to_owned(), json!(text));
        }
    }
    Json::Object(source)
}

/// What the name of a table's resource ends in that is for spreadsheets: by its own name a program
/// finds the exact one.
const GUARDED: &str = "-for-spreadsheets";

/// The name of a table's resource.
fn named(table: &str, safety: Safety) -> String {
    match safety {
        Safety::None => table.to_owned(),
        Safety::Spreadsheet => format!("{table}{GUARDED}"),
    }
}

/// A file; with columns and keys, if it is a table, and what happened to its text.
fn resource(file: &File, table: Option<(&Table<'_>, Safety)>) -> Json {
    let (stem, extension) = file.name().rsplit_once('.').unwrap_or((file.name(), ""));
    let name = table.map_or_else(|| stem.to_owned(), |(table, safety)| named(table.name, safety));
    let mediatype = if table.is_some() { "text/csv" } else { "application/json" };
    let mut resource = object(json!({
        "$schema": profile("dataresource"),
        "name": name,
        "path": file.name(),
        "description": file.about,
        "format": extension,
        "mediatype": mediatype,
        "encoding": "utf-8",
        "bytes": file.bytes.len(),
        "hash": format!("sha256:{}", sha256(&file.bytes)),
    }));
    if let Some((table, safety)) = table {
        resource.insert("type".to_owned(), json!("table"));
        resource.insert("title".to_owned(), json!(table.title));
        let dialect = json!({
            "$schema": profile("tabledialect"),
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": "\"",
            "doubleQuote": true,
            "header": true,
        });
        resource.insert("dialect".to_owned(), dialect);
        resource.insert("schema".to_owned(), schema(table, safety));
    }
    Json::Object(resource)
}

fn schema(table: &Table<'_>, safety: Safety) -> Json {
    let mut schema = object(json!({
        "$schema": profile("tableschema"),
        "fields": table.rows.columns.iter().map(|of| field(of, safety)).collect::<Vec<_>>(),
        "fieldsMatch": "exact",
        "missingValues": [""],
        "primaryKey": table.key,
    }));
    if !table.links.is_empty() {
        schema.insert(
            "foreignKeys".to_owned(),
            table.links.iter().map(|link| foreign_key(link, safety)).collect(),
        );
    }
    Json::Object(schema)
}

fn foreign_key(link: &Link, safety: Safety) -> Json {
    let (here, there): (Vec<&str>, Vec<&str>) = link.columns.iter().copied().unzip();
    json!({"fields": here, "reference": {"resource": named(link.table, safety), "fields": there}})
}

fn field(field: &Column, safety: Safety) -> Json {
    let kind = match field.kind {
        Kind::Text | Kind::Choice(_) => "string",
        Kind::Whole => "integer",
        Kind::Number => "number",
        Kind::Flag => "boolean",
        Kind::List(_) => "list",
    };
    let mut out =
        object(json!({"name": field.flat_key(), "type": kind, "description": field.about}));
    let mut constraints = Map::new();
    match &field.kind {
        // A trait that declares no values has no value: nothing to choose from is no constraint.
        Kind::Choice(words) if words.is_empty() => {}
        Kind::Choice(words) => {
            let values: Vec<_> = words.iter().map(|(value, _)| harmless(value, safety)).collect();
            constraints.insert("enum".to_owned(), json!(values));
            let labelled = words
                .iter()
                .map(|(value, label)| json!({"value": harmless(value, safety), "label": label}));
            out.insert("categories".to_owned(), labelled.collect());
        }
        Kind::List(between) => {
            out.insert("delimiter".to_owned(), json!(between));
            out.insert("itemType".to_owned(), json!("string"));
        }
        Kind::Flag => {
            out.insert("trueValues".to_owned(), json!(["true"]));
            out.insert("falseValues".to_owned(), json!(["false"]));
        }
        Kind::Text | Kind::Whole | Kind::Number => {}
    }
    if field.required {
        constraints.insert("required".to_owned(), json!(true));
    }
    if let Some(pattern) = field.pattern {
        constraints.insert("pattern".to_owned(), json!(pattern));
    }
    for (name, bound) in [("minimum", field.bounds.0), ("maximum", field.bounds.1)] {
        if let Some(bound) = bound {
            constraints.insert(name.to_owned(), number(Some(Points::to_f64(bound))));
        }
    }
    if !constraints.is_empty() {
        out.insert("constraints".to_owned(), Json::Object(constraints));
    }
    Json::Object(out)
}
