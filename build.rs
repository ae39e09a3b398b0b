//! Parses the built-in YAML once, at build time, and embeds the trees: the binary starts fast, and
//! reads its own data by the same code that reads a user's folder.

#[path = "src/file/node.rs"]
#[allow(dead_code, unreachable_pub, reason = "written for the library; the build needs a part")]
mod node;
#[path = "src/file/yaml.rs"]
#[allow(dead_code, unreachable_pub, reason = "written for the library; the build needs a part")]
mod yaml;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Unit = Vec<(String, node::Node)>;

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/file/node.rs");
    println!("cargo::rerun-if-changed=src/file/yaml.rs");
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    for top in ["indicators", "disclosures"] {
        println!("cargo::rerun-if-changed={top}");
        for entry in walkdir::WalkDir::new(root.join(top)).sort_by_file_name() {
            let entry = entry.expect("the project's own folder can be walked");
            if entry.path().extension().is_none_or(|e| e != "yaml") {
                continue;
            }
            let path = slashes(entry.path().strip_prefix(&root).expect("below the root"));
            let text = fs::read_to_string(entry.path()).expect("the project's own data is UTF-8");
            let tree = yaml::parse(&text)
                .unwrap_or_else(|error| panic!("{path}: {:?}: {}", error.at, error.message));
            let mut tree = tree;
            if let Some(examples) = take_examples(&mut tree) {
                let unit = unit(&path).replacen("indicators", "examples", 1);
                units.entry(unit).or_default().push((path.clone(), examples));
            }
            units.entry(unit(&path)).or_default().push((path, tree));
        }
    }
    let mut table = String::from("&[\n");
    for (name, files) in &units {
        let file = format!("{}.postcard", name.replace('/', "-"));
        let bytes = postcard::to_stdvec(files).expect("trees serialize");
        fs::write(out.join(&file), bytes).expect("the build folder is writable");
        writeln!(table, "    ({name:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{file}\"))),")
            .expect("text grows");
    }
    table.push(']');
    fs::write(out.join("units.rs"), table).expect("the build folder is writable");
}

/// A card's examples, which a test needs and a score does not.
fn take_examples(card: &mut node::Node) -> Option<node::Node> {
    let node::Kind::Map(entries) = &mut card.kind else { return None };
    let at = entries.iter().position(|(key, _)| key.text == "examples")?;
    Some(entries.remove(at).1)
}

/// What is loaded together: one catalog, one edition, the crosswalks, or the developers.
fn unit(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    parts.truncate(2);
    parts.join("/")
}

fn slashes(path: &Path) -> String {
    path.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
