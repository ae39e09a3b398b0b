//! `fmti new card`: a question to ask.

use std::path::Path;

use crate::file::read;
use crate::load::Failure;
use crate::load::folder::yaml_in;
use crate::model::Id;
use crate::text::words::capital;
use crate::write::start;

use crate::cli::common::Global;
use crate::cli::write::create;

pub(super) fn card(
    question: &str,
    name: Option<&str>,
    dir: &Path,
    global: &Global,
) -> anyhow::Result<()> {
    let contents = yaml_in(dir, "catalog");
    let shown = read::display(&contents);
    if !contents.is_file() {
        let hint = "`fmti new index DIR --catalog blank` makes a folder with a catalog of its own";
        return Err(Failure::new(format!("there is no {shown}"), hint).into());
    }
    let id = Id::parse(question).ok().or_else(|| Id::from_name(question)).ok_or_else(|| {
        Failure::new(
            format!("`{question}` cannot be an id"),
            "say an id of letters and digits, and the question's name with --name",
        )
    })?;
    // An id is a name in small letters.
    let name = name.map_or_else(
        || {
            if id.as_str() == question {
                capital(&question.replace('-', " "))
            } else {
                question.into()
            }
        },
        str::to_owned,
    );
    let folder = dir.join("cards");
    let made = std::fs::create_dir(&folder).is_ok();
    let target = folder.join(format!("{id}.yaml"));
    let written = create(&target, &start::card(id.as_str(), &name, "../schemas/card.schema.json"));
    if written.is_err() && made {
        // It holds nothing, or it stays.
        let _ = std::fs::remove_dir(&folder);
    }
    written?;
    let target = read::display(&target);
    global.note(&format!("wrote {target}; next: list `{id}` under `indicators` in {shown}"));
    Ok(())
}
