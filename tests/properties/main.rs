//! Properties: what holds for every study and every small network, not for one.

mod compare;
mod core_and_periphery;
#[path = "../suite/draft.rs"]
mod draft;
mod draw;
mod ingest;
mod laws;
mod measures;
mod metamorphic;
mod organizations;
mod papers;
mod petgraph;
mod replay;
mod small_networks;
mod software;
mod tie_rules;
