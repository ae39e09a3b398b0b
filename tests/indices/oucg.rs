//! Opening up `ChatGPT`: 46 systems, 14 judgements in three named levels, summed up.

use crate::folder::{Folder, rows, slug};

const JUDGEMENTS: [&str; 14] = [
    "opencode",
    "llmdata",
    "llmweights",
    "rldata",
    "rlweights",
    "license",
    "code",
    "architecture",
    "preprint",
    "paper",
    "modelcard",
    "datasheet",
    "package",
    "api",
];

#[test]
fn every_total_is_the_one_published() {
    let catalog = format!(
        "id: oucg-1\ntitle: Opening up ChatGPT\n\
         scale: {{levels: {{closed: 0, partial: 0.5, open: 1}}}}\n\
         words: {{ranked: system, asked: judgement}}\ndomains:\n  - id: all\n    name: Openness\n    \
         indicators: [{}]\n",
        JUDGEMENTS.join(", ")
    );
    let folder = Folder::new(&catalog, &JUDGEMENTS.map(|id| (id, id)));
    folder.edition("2024", "oucg-1", "");
    let systems = rows("oucg.csv");
    for row in &systems {
        let scores = JUDGEMENTS.map(|id| (id, row[id].as_str()));
        let organisation = format!("organisation: {:?}\n", row["organisation"]);
        folder.entry("2024", &row["system"], &organisation, &scores);
    }
    folder.check(0);
    let found = folder.json(&["score", "2024"]);
    let ranking = found["ranking"].as_array().unwrap();
    assert_eq!(ranking.len(), 46);
    for row in &systems {
        let system = ranking.iter().find(|one| one["developer"]["id"] == slug(&row["system"]));
        let published: f64 = row["published_openness"].parse().unwrap();
        assert_eq!(system.unwrap()["score"].as_f64(), Some(published), "{}", row["system"]);
    }
}
