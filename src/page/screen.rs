//! Where a page will be looked at.

/// Where a page will be looked at.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Columns of characters.
    pub width: usize,
    /// Whether escape sequences for colour are welcome.
    pub colour: bool,
}

impl Screen {
    /// A file or pipe: 100 columns, no colour.
    pub const PLAIN: Self = Self { width: 100, colour: false };
}
