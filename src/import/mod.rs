//! Files of other formats to disclosures.

pub mod crfm;
