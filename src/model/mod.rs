//! The words of the field as plain types. Nothing here knows files, YAML or output.

pub mod catalog;
pub mod cell;
pub mod column;
pub mod criterion;
pub mod crosswalk;
pub mod developer;
pub mod diagnostic;
pub mod disclosure;
pub mod edition;
pub mod gate;
pub mod id;
pub mod index;
pub mod lock;
pub mod method;
pub mod points;
pub mod quantity;
pub mod rater;
pub mod scale;
pub mod scoresheet;
pub mod span;
pub mod value;

pub use catalog::{Catalog, Earning, Group, Indicator};
pub use cell::{Cell, Open};
pub use crosswalk::Crosswalk;
pub use developer::{Developer, Developers};
pub use disclosure::{Answer, Disclosure, Rating, Source, Stance};
pub use edition::{Edition, Trait};
pub use id::Id;
pub use index::Index;
pub use lock::{Lock, Locked};
pub use method::Method;
pub use points::{Points, Ratio};
pub use rater::Rater;
pub use scale::{Scale, Weight};
pub use scoresheet::{Scoresheet, Tally};
pub use span::Span;
