//! What `datapackage.json`, `index.json` and `SHA256SUMS` say of the files is true.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use fmti::kit::File;

use super::kits::{PUBLISHED, every};
use super::{Row, find, json, rows, rows_of, text};

/// What the names of resources for spreadsheets end in.
const GUARDED: &str = "-for-spreadsheets";

fn every_kit() -> impl Iterator<Item = &'static [File]> {
    every().into_iter().map(|(_, kit)| kit.files.as_slice())
}

fn strings(value: &Json) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

fn cells<'a>(row: &'a Row, columns: &[&str]) -> Vec<&'a str> {
    columns.iter().map(|column| row[*column].as_str()).collect()
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

#[test]
fn every_file_of_data_is_described_with_its_size_and_hash() {
    for files in every_kit() {
        let package = json(files, "data/datapackage.json");
        let resources = package["resources"].as_array().unwrap();
        for resource in resources {
            let file = find(files, &format!("data/{}", resource["path"].as_str().unwrap()));
            assert_eq!(resource["bytes"], file.bytes.len());
            assert_eq!(resource["hash"], format!("sha256:{}", sha256(&file.bytes)));
        }
        let described: HashSet<String> = resources
            .iter()
            .map(|resource| format!("data/{}", resource["path"].as_str().unwrap()))
            .collect();
        let rest = [
            "data/datapackage.json",
            "data/workbook.xlsx",
            "data/README.md",
            "CITATION.cff",
            "SHA256SUMS",
        ];
        for file in files {
            assert_ne!(described.contains(&file.path), rest.contains(&file.path.as_str()));
        }
    }
}

#[test]
fn the_sums_go_over_every_other_file() {
    let files = PUBLISHED.files.as_slice();
    let lines: Vec<&str> = text(files, "SHA256SUMS").lines().collect();
    assert_eq!(lines.len(), files.len() - 1);
    for line in lines {
        let (hash, path) = line.split_once("  ").unwrap();
        assert_eq!(hash, sha256(&find(files, path).bytes));
    }
}

/// Types, constraints, keys and what leads to other tables.
#[test]
fn tables_hold_to_their_schemas() {
    for files in every_kit() {
        let package = json(files, "data/datapackage.json");
        let mut tables: HashMap<&str, Vec<Row>> = HashMap::new();
        for resource in package["resources"].as_array().unwrap() {
            let name = resource["name"].as_str().unwrap();
            if resource["type"] == "table" {
                tables.insert(name, rows_of(files, resource["path"].as_str().unwrap()));
                held(files, resource, &tables);
            }
        }
        assert!(tables.len() >= 10, "{:?}", tables.keys());
        // Each is there twice, of as many rows.
        let sorted: BTreeMap<_, _> = tables.iter().collect();
        for (name, rows) in sorted {
            let exact = name.strip_suffix(GUARDED).unwrap_or(name);
            assert_eq!(tables[exact].len(), rows.len(), "{name}");
            assert!(tables.contains_key(format!("{exact}{GUARDED}").as_str()), "{name}");
        }
    }
}

fn held(files: &[File], resource: &Json, tables: &HashMap<&str, Vec<Row>>) {
    let (name, schema) = (resource["name"].as_str().unwrap(), &resource["schema"]);
    let fields = schema["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{name}: {names:?}");
    let path = resource["path"].as_str().unwrap();
    let header = text(files, &format!("data/{path}")).lines().next().unwrap();
    assert_eq!(header, names.join(","));
    let rows = &tables[name];
    for field in fields {
        for row in rows {
            allowed(name, field, &row[field["name"].as_str().unwrap()]);
        }
    }
    let key = strings(&schema["primaryKey"]);
    let keys: HashSet<Vec<&str>> = rows.iter().map(|row| cells(row, &key)).collect();
    assert_eq!(keys.len(), rows.len(), "{name}: two rows have the same {key:?}");
    for link in schema["foreignKeys"].as_array().unwrap_or(&Vec::new()) {
        let there = link["reference"]["resource"].as_str().unwrap();
        let columns = strings(&link["reference"]["fields"]);
        let known: HashSet<Vec<&str>> =
            tables[there].iter().map(|row| cells(row, &columns)).collect();
        let here = strings(&link["fields"]);
        for row in rows {
            assert!(known.contains(&cells(row, &here)), "{name}: {here:?} is not in {there}");
        }
    }
}

/// A cell is of its column's type and within its bounds.
fn allowed(table: &str, field: &Json, cell: &str) {
    let constraints = &field["constraints"];
    let what = format!("{table}.{}: {cell:?}", field["name"]);
    if cell.is_empty() {
        assert_ne!(constraints["required"], true, "{what}");
        return;
    }
    match field["type"].as_str().unwrap() {
        "integer" => assert!(cell.parse::<u32>().is_ok(), "{what}"),
        "number" => {
            let number: f64 = cell.parse().unwrap();
            let bound = |name: &str| constraints[name].as_f64();
            assert!(bound("minimum").is_none_or(|least| number >= least), "{what}");
            assert!(bound("maximum").is_none_or(|most| number <= most), "{what}");
        }
        "boolean" => assert!(matches!(cell, "true" | "false"), "{what}"),
        "list" => assert!(
            cell.split(field["delimiter"].as_str().unwrap()).all(|item| !item.is_empty()),
            "{what}"
        ),
        "string" => {
            let words = constraints["enum"].as_array();
            assert!(words.is_none_or(|words| words.iter().any(|word| word == cell)), "{what}");
        }
        other => panic!("{what}: type {other}"),
    }
}

/// A record by the names its values have in a file of rows.
fn flat(record: &Json) -> Vec<(String, &Json)> {
    let mut found = Vec::new();
    for (key, value) in record.as_object().unwrap() {
        match value {
            Json::Object(_) => {
                found.extend(
                    flat(value).into_iter().map(|(rest, of)| (format!("{key}_{rest}"), of)),
                );
            }
            value => found.push((key.clone(), value)),
        }
    }
    found
}

/// `index.json` has the rows of the tables, with numbers as numbers and lists as lists.
#[test]
fn the_document_has_the_same_facts_as_the_tables() {
    fn plain(value: &Json, between: &str) -> String {
        match value {
            Json::Null => String::new(),
            Json::String(text) => text.clone(),
            Json::Array(items) => {
                items.iter().map(|item| plain(item, between)).collect::<Vec<_>>().join(between)
            }
            other => other.to_string(),
        }
    }
    for files in every_kit() {
        let document = json(files, "data/index.json");
        assert_eq!(document["schema"], "fmti.report/2");
        let package = json(files, "data/datapackage.json");
        for resource in package["resources"].as_array().unwrap() {
            let Some(fields) = resource["schema"]["fields"].as_array() else { continue };
            let name = resource["name"].as_str().unwrap();
            if name.ends_with(GUARDED) {
                continue;
            }
            let records = document[name].as_array().unwrap();
            let rows = rows(files, name);
            assert_eq!(records.len(), rows.len(), "{name}");
            for (record, row) in records.iter().zip(&rows) {
                let record = flat(record);
                assert_eq!(record.len(), fields.len(), "{name}");
                for field in fields {
                    let column = field["name"].as_str().unwrap();
                    let (_, value) = record.iter().find(|(key, _)| key == column).unwrap();
                    let between = field["delimiter"].as_str().unwrap_or_default();
                    match value.as_f64() {
                        // The same number may be written in two ways.
                        Some(number) => assert_eq!(row[column].parse(), Ok(number), "{column}"),
                        None => assert_eq!(plain(value, between), row[column], "{name}.{column}"),
                    }
                    assert!(value.is_null() || value.is_number() == is_number(field), "{column}");
                }
            }
        }
    }
}

fn is_number(field: &Json) -> bool {
    matches!(field["type"].as_str(), Some("integer" | "number"))
}

/// Whoever opens the folder finds every file and column explained.
#[test]
fn the_guide_names_everything() {
    for files in every_kit() {
        let guide = text(files, "data/README.md");
        for file in files.iter().filter(|file| file.path.starts_with("data/")) {
            let name = file.path.trim_start_matches("data/");
            assert!(name == "README.md" || guide.contains(&format!("`{name}`")), "{name}");
        }
        let package = json(files, "data/datapackage.json");
        for resource in package["resources"].as_array().unwrap() {
            for field in resource["schema"]["fields"].as_array().unwrap_or(&Vec::new()) {
                assert!(guide.contains(&format!("- `{}` (", field["name"].as_str().unwrap())));
            }
        }
    }
}
