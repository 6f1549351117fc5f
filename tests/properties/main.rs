//! Properties: what holds for every study and every small network, not for one.

mod compare;
#[path = "../suite/draft.rs"]
mod draft;
mod draw;
mod ingest;
mod measures;
mod metamorphic;
mod petgraph;
mod replay;
mod small_networks;
mod tie_rules;
