//! A catalog and cards to start from: as little as there must be, with all else as comments.

use super::scalar::{key, scalar, word};

/// catalog.yaml of a new index with one domain and one question, for a person to go on from.
pub fn catalog(id: &str, title: &str, question: &str, schema: &str) -> String {
    format!(
        "# yaml-language-server: $schema={schema}\nid: {}\ntitle:{}\n\
         # Who asks these questions, under these names.\n# published_by: …\n\
         # The points an answer can get. Levels may have names, by which they are scored; a card may\n\
         # have a scale of its own.\n\
         # scale: {{levels: {{closed: 0, partial: 0.5, open: 1}}}}\n\
         # scale: {{from: 0, to: 100, step: 0.1}}\nscale: [0, 1]\n\
         # What a score is: sum, percent, mean, mean-of-domains, nested-means and others.\n\
         # method: {{score: percent, decimals: 1, ranks: rounded}}\n\
         # bands: {{A: 80, B: 60, C: 0}}\n\
         # What things are called: who is ranked, and what is asked.\n\
         # words: {{ranked: country, asked: question}}\n\
         # Parts of the index, in the order they are shown. A part may have subdomains, each with its\n\
         # indicators, and a question a weight: {{id: {question}, weight: 2}}.\ndomains:\n  - id: first\n    \
         name: First part\n    indicators:\n      - {}\n",
        word(id),
        scalar(title, 2),
        key(question),
    )
}

/// A card: an id and a name are enough for a question that people score.
pub fn card(id: &str, name: &str, schema: &str) -> String {
    format!(
        "# yaml-language-server: $schema={schema}\nid: {}\nname:{}\n\
         # What is asked, and what earns the points, in words for people.\n# question: …\n# guidance: …\n\
         # Points of its own, whether it counts, and to whom it applies by traits of the edition.\n\
         # scale: [0, 1, 2]\n# scored: false\n# applies_to: {{sector: [telecom]}}\n\
         # What can be checked without a person: values, earns and examples, see docs/criteria.md.\n",
        word(id),
        scalar(name, 2),
    )
}
