//! Any bytes as any kind of file: the first byte chooses which.
#![no_main]

#[path = "../../tests/data/readers.rs"]
mod readers;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    static SCRATCH: OnceLock<tempfile::TempDir> = OnceLock::new();
    let Some((first, rest)) = bytes.split_first() else { return };
    let kind = readers::KINDS[usize::from(*first) % readers::KINDS.len()];
    let scratch = SCRATCH.get_or_init(|| tempfile::tempdir().unwrap());
    readers::read(kind, &String::from_utf8_lossy(rest), scratch.path());
});
