//! Reading one file safely.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::model::diagnostic::{Code, Diagnostic, Place};

use super::node::Span;
use super::source::SourceFile;

/// The largest file that is read. A disclosure of 100 answers is about 100 KB.
pub const MAX_FILE: u64 = 16 * 1024 * 1024;

/// Reads a text file whole. Only a regular file is ever opened, so a pipe or device cannot block.
///
/// # Errors
/// One diagnostic: not a file, too large, unreadable, not UTF-8, or empty.
pub fn read(path: &Path) -> Result<SourceFile, Box<Diagnostic>> {
    let name = display(path);
    let place = Place { path: name.clone(), spot: None };
    let fail = |code, message: String| Box::new(Diagnostic::error(code, message, place.clone()));
    let unreadable = |error: std::io::Error| {
        fail(Code::Unreadable, format!("cannot read this file: {}", plain(&error)))
    };
    let kind = std::fs::metadata(path).map_err(unreadable)?;
    if kind.is_dir() {
        let problem = fail(Code::NotAFile, "a folder where a file belongs".into());
        return Err(problem.hint("rename the folder: only files end in .yaml").into());
    }
    if !kind.is_file() {
        return Err(fail(Code::NotAFile, "a pipe, socket or device is not read".into()));
    }
    let too_large = || -> Box<Diagnostic> {
        let limit = MAX_FILE / 1024 / 1024;
        fail(Code::FileTooLarge, format!("larger than the limit of {limit} MiB"))
            .hint("split it, or remove what is not part of the disclosure")
            .into()
    };
    if kind.len() > MAX_FILE {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(kind.len()).unwrap_or(0));
    let file = File::open(path).map_err(unreadable)?;
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    // The file may have grown while it was read.
    if bytes.len() as u64 > MAX_FILE {
        return Err(too_large());
    }
    let text = decode(bytes.clone()).map_err(|(message, at)| {
        let mut problem = fail(Code::NotUtf8, message).hint("save the file as UTF-8");
        if let Some(at) = at {
            // What comes before the first bad byte reads the same either way.
            let file = SourceFile::new(name.as_str(), String::from_utf8_lossy(&bytes));
            problem.place = file.at(Span { start: at, end: at + '\u{fffd}'.len_utf8() });
        }
        problem
    })?;
    Ok(SourceFile::new(name, text))
}

/// UTF-8 text without its byte order mark; or what is wrong, and at which byte.
fn decode(mut bytes: Vec<u8>) -> Result<String, (String, Option<usize>)> {
    match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => {
            bytes.drain(..3);
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            return Err(("this is UTF-16, not UTF-8".into(), None));
        }
        [0, a, 0, b, ..] | [a, 0, b, 0, ..] if *a != 0 && *b != 0 => {
            return Err(("this looks like UTF-16, not UTF-8".into(), None));
        }
        _ => {}
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        (format!("not UTF-8: byte {} is no part of a character", at + 1), Some(at))
    })
}

/// A path as messages show it: forward slashes, whatever the system.
pub fn display(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    // What is found below `.` needs no `./` before it.
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text,
    }
}

/// An I/O error in words, without the system's error number.
pub fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> Result<String, String> {
        decode(bytes.to_vec()).map_err(|(message, _)| message)
    }

    #[test]
    fn marks_are_dropped_and_other_encodings_named() {
        assert_eq!(code(b"\xEF\xBB\xBFa: 1").unwrap(), "a: 1");
        assert!(code(b"\xFF\xFEa\0").unwrap_err().contains("UTF-16"));
        assert!(code(b"a\0b\0").unwrap_err().contains("UTF-16"));
        assert!(code(b"\0a\0b").unwrap_err().contains("UTF-16"));
        assert_eq!(
            code(b"a\nb: \xE9\n").unwrap_err(),
            "not UTF-8: byte 6 is no part of a character"
        );
        assert_eq!(code(b"").unwrap(), "");
    }

    #[test]
    fn only_regular_files_are_opened() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(read(dir.path()).unwrap_err().code, Code::NotAFile);
        assert_eq!(read(&dir.path().join("gone")).unwrap_err().code, Code::Unreadable);
        let large = dir.path().join("large.yaml");
        File::create(&large).unwrap().set_len(1 << 30).unwrap();
        assert_eq!(read(&large).unwrap_err().code, Code::FileTooLarge);
    }
}
