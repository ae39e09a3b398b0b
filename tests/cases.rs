//! Whole runs: every `tests/cases/<name>/cmd.trycmd` is a transcript that must stay true, in the
//! sandbox `cmd.in` beside it. A new folder is a new test. README's console blocks are run too.
//! `TRYCMD=overwrite cargo test --test cases` rewrites them: look at the difference.

#[test]
fn transcripts_are_true() {
    let cases = trycmd::TestCases::new();
    // Where a repository is checked out is nothing to a transcript.
    cases.env("GITHUB_WORKSPACE", "").env("CI_PROJECT_DIR", "").env("GITHUB_ACTIONS", "");
    cases.case("tests/cases/*/*.trycmd").case("README.md");
}
