//! Indicators and rules that share something the recomputation must know.

/// The rules of the drawn plan that give ties turn by turn.
pub(crate) const OF_TURNS: &[&str] = &["either", "explicit", "lately", "near", "thanks"];

/// Those of whose ties the strength alone can be read.
pub(crate) const OF_STRENGTH: &[&str] = &["talk", "thanks", "together"];

/// Structure that says nothing where little was tied.
pub(crate) const ON_EVIDENCE: &[&str] = &[
    "net_density",
    "net_mean_degree",
    "net_reciprocity",
    "net_transitivity",
    "net_centralization_degree",
    "net_isolate_share",
    "net_tie_stability",
    "net_new_dyad_share",
    "net_rarefied_density",
    "node_degree",
    "node_betweenness",
    "node_closeness",
    "node_core",
    "node_constraint",
    "net_centralization_betweenness",
    "net_centralization_closeness",
    "net_mean_betweenness",
    "net_max_betweenness",
    "net_mean_closeness",
    "net_mean_constraint",
    "net_harmonic_distance",
    "net_connectedness",
    "net_degeneracy",
    "net_main_core_size",
    "net_ei_role",
    "net_ei_role_rescaled",
    "net_staff_tie_share",
    "node_effective_size",
    "node_efficiency",
    "node_harmonic_closeness",
    "node_onion_layer",
    "node_coreness",
    "node_reciprocated_share",
    "node_staff_tie_share",
];

/// Which of them speak of staff.
pub(crate) const ON_STAFF: &[&str] =
    &["net_ei_role", "net_ei_role_rescaled", "net_staff_tie_share", "node_staff_tie_share"];
