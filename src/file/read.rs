//! Reading one file safely.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

#[cfg(unix)]
use rustix::fs::OFlags;

use crate::model::diagnostic::{Code, Diagnostic, Place};

use super::node::Span;
use super::reach::{Links, leaves};
use super::source::SourceFile;

/// The largest file that is read. A disclosure of 100 answers is about 100 KB.
pub const MAX_FILE: u64 = 16 * 1024 * 1024;

/// The longest list that a program wrote which is read.
pub const MAX_LIST: u64 = 4 * MAX_FILE;

/// Reads a file that the user named: whatever it is, a pipe too, up to [`MAX_FILE`]. What a link
/// led to elsewhere is not quoted.
///
/// # Errors
/// One diagnostic: a folder, too large, unreadable, or not UTF-8.
pub fn named(path: &Path) -> Result<SourceFile, Box<Diagnostic>> {
    up_to(MAX_FILE, path)
}

/// The same of a list that a program wrote, up to [`MAX_LIST`].
///
/// # Errors
/// As for [`named`].
pub fn listed(path: &Path) -> Result<SourceFile, Box<Diagnostic>> {
    up_to(MAX_LIST, path)
}

fn up_to(most: u64, path: &Path) -> Result<SourceFile, Box<Diagnostic>> {
    let fail = Fail(path);
    let file = File::open(path).map_err(|error| fail.unreadable(&error))?;
    let kind = file.metadata().map_err(|error| fail.unreadable(&error))?;
    if kind.is_dir() {
        return Err(fail.folder());
    }
    // A workflow names files that a stranger may have put a link in place of.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let outside = kind.is_file()
        && path.is_symlink()
        && leaves(path, folder.unwrap_or(Path::new("."))).unwrap_or(true);
    text(file, kind.len(), path, Bounds { most, outside })
}

/// Reads a file that was found in a folder, or that a file in it names. Only a regular file is read,
/// so that nothing can block; what a link leads to outside of the folder is refused, or read and
/// not quoted.
///
/// # Errors
/// One diagnostic: not a file, outside, too large, unreadable, or not UTF-8.
pub fn found(path: &Path, folder: &Path, links: Links) -> Result<SourceFile, Box<Diagnostic>> {
    let fail = Fail(path);
    let outside = leaves(path, folder).map_err(|error| fail.unreadable(&error))?;
    if outside && links == Links::Inside {
        let message = "a link that leads out of the folder is not read";
        return Err(fail
            .with(Code::LinkNotFollowed, message)
            .hint("copy the file here; --follow-links reads it all the same")
            .into());
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // To open a pipe would wait for somebody to write to it.
        options.custom_flags(OFlags::NONBLOCK.union(OFlags::NOCTTY).bits().cast_signed());
    }
    let file = match options.open(path) {
        Ok(file) => file,
        // A socket cannot even be opened.
        Err(_) if path.metadata().is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) => {
            return Err(fail.device());
        }
        Err(error) => return Err(fail.unreadable(&error)),
    };
    let kind = file.metadata().map_err(|error| fail.unreadable(&error))?;
    if kind.is_dir() {
        return Err(fail.folder());
    }
    if !kind.is_file() {
        return Err(fail.device());
    }
    text(file, kind.len(), path, Bounds { most: MAX_FILE, outside })
}

/// How a file is read.
#[derive(Clone, Copy)]
struct Bounds {
    /// At most so many bytes.
    most: u64,
    /// A link led to it outside of the folder.
    outside: bool,
}

/// The rest of an open file, of about `len` bytes.
fn text(file: File, len: u64, path: &Path, bounds: Bounds) -> Result<SourceFile, Box<Diagnostic>> {
    let fail = Fail(path);
    let Bounds { most, outside } = bounds;
    if len > most {
        return Err(fail.too_large(most));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(len).unwrap_or(0));
    let read = file.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| fail.unreadable(&error))?;
    // The file may have grown while it was read; a pipe never says how long it is.
    if bytes.len() as u64 > most {
        return Err(fail.too_large(most));
    }
    let source = |text: String| {
        let file = SourceFile::new(display(path), text);
        if outside { file.unquoted() } else { file }
    };
    match decode(bytes) {
        Ok(text) => Ok(source(text)),
        Err(NotText { message, bytes, at }) => {
            let mut problem = fail.with(Code::NotUtf8, message).hint("save the file as UTF-8");
            if let Some(at) = at {
                // What comes before the first bad byte reads the same either way.
                let file = source(String::from_utf8_lossy(&bytes).into_owned());
                problem.place = file.at(Span { start: at, end: at + '\u{fffd}'.len_utf8() });
            }
            Err(problem.into())
        }
    }
}

/// What can be wrong with a file before there is any text.
struct Fail<'a>(&'a Path);

impl Fail<'_> {
    fn with(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, message, Place { path: display(self.0), spot: None })
    }

    fn unreadable(&self, error: &io::Error) -> Box<Diagnostic> {
        let message = format!("cannot read this file: {}", plain(error));
        self.with(Code::Unreadable, message).into()
    }

    fn folder(&self) -> Box<Diagnostic> {
        let problem = self.with(Code::NotAFile, "a folder where a file belongs");
        problem.hint("rename the folder: only files end in .yaml").into()
    }

    fn device(&self) -> Box<Diagnostic> {
        self.with(Code::NotAFile, "a pipe, socket or device is not read").into()
    }

    fn too_large(&self, most: u64) -> Box<Diagnostic> {
        let message = format!("larger than the limit of {} MiB", most / 1024 / 1024);
        let problem = self.with(Code::FileTooLarge, message);
        problem.hint("split it, or remove what is not part of the disclosure").into()
    }
}

/// Why bytes are no text.
struct NotText {
    message: String,
    bytes: Vec<u8>,
    /// The first byte that is none of a character.
    at: Option<usize>,
}

/// UTF-8 text without its byte order mark; or what is wrong, and at which byte.
fn decode(mut bytes: Vec<u8>) -> Result<String, NotText> {
    let utf16 = match bytes.as_slice() {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("this is UTF-16, not UTF-8"),
        [0, a, 0, b, ..] | [a, 0, b, 0, ..] if *a != 0 && *b != 0 => {
            Some("this looks like UTF-16, not UTF-8")
        }
        _ => None,
    };
    if let Some(message) = utf16 {
        return Err(NotText { message: message.to_owned(), bytes, at: None });
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("not UTF-8: byte {} is no part of a character", at + 1);
        NotText { message, bytes: error.into_bytes(), at: Some(at) }
    })
}

/// A path as messages show it: forward slashes, whatever the system, and bytes that are no text as
/// `\xFF`, so that two names stay two.
pub fn display(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text };
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
        decode(bytes.to_vec()).map_err(|not| not.message)
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
    fn only_regular_files_are_found() {
        let dir = tempfile::tempdir().unwrap();
        let code = |path: &Path| found(path, dir.path(), Links::Inside).unwrap_err().code;
        assert_eq!(code(dir.path()), Code::NotAFile);
        assert_eq!(code(&dir.path().join("gone")), Code::Unreadable);
        let large = dir.path().join("large.yaml");
        File::create(&large).unwrap().set_len(1 << 30).unwrap();
        assert_eq!(code(&large), Code::FileTooLarge);
        assert_eq!(named(&large).unwrap_err().code, Code::FileTooLarge);
        assert_eq!(named(dir.path()).unwrap_err().code, Code::NotAFile);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_in_the_folder_is_refused_or_not_quoted() {
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let secret = other.path().join("secret");
        std::fs::write(&secret, "token: 12345").unwrap();
        let link = dir.path().join("acme.yaml");
        std::os::unix::fs::symlink(&secret, &link).unwrap();
        let refused = found(&link, dir.path(), Links::Inside).unwrap_err();
        assert_eq!((refused.code, refused.place.spot), (Code::LinkNotFollowed, None));
        let read = found(&link, dir.path(), Links::Followed).unwrap();
        assert_eq!(read.text, "token: 12345");
        assert_eq!(read.spot(Span { start: 7, end: 12 }), None);
        assert!(named(&link).unwrap().spot(Span { start: 7, end: 12 }).is_none());
        assert!(named(&secret).unwrap().spot(Span { start: 7, end: 12 }).is_some());
        // Neither is opened: nobody writes to the one, the other never ends.
        let device = dir.path().join("zero.yaml");
        std::os::unix::fs::symlink("/dev/zero", &device).unwrap();
        for links in [Links::Inside, Links::Followed] {
            assert!(found(&device, dir.path(), links).is_err());
        }
        assert_eq!(named(&device).unwrap_err().code, Code::FileTooLarge);
    }
}
