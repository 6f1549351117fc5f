//! What a check says, read as prose, and what its advice is computed from.
