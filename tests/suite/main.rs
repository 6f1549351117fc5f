//! The suite: properties of the whole, on shared cases.
