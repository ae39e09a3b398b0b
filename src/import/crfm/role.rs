//! What is a column of a matrix?

use crate::model::Developer;

/// What a column of the file is.
pub(super) enum Role {
    /// A developer's scores, with the heading as the file spells it.
    Developer(String, Developer),
    /// Sums of the others.
    Total,
    /// Neither.
    Other,
}
