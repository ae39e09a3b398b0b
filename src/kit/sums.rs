//! Can somebody who was handed a kit tell whether a file in it was changed?

use sha2::{Digest as _, Sha256};

use super::File;

/// The hash of some bytes, in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// `SHA256SUMS` over all files of a kit, by path: `sha256sum -c SHA256SUMS` in the kit's folder
/// checks it. A path is one line; a path that is not would not be found again.
///
/// ```
/// use fmti::kit::{File, sums};
/// let file = |path: &str| File { path: path.into(), about: String::new(), bytes: b"abc".into() };
/// let sums = String::from_utf8(sums(&[file("b.csv"), file("a.csv")]).bytes).unwrap();
/// let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
/// assert_eq!(sums, format!("{hash}  a.csv\n{hash}  b.csv\n"));
/// ```
pub fn sums(files: &[File]) -> File {
    let mut files: Vec<&File> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let line = |file: &&File| format!("{}  {}\n", sha256(&file.bytes), file.path);
    File {
        path: "SHA256SUMS".to_owned(),
        about: "The hash of every other file: sha256sum -c SHA256SUMS checks them".to_owned(),
        bytes: files.iter().map(line).collect::<String>().into_bytes(),
    }
}
