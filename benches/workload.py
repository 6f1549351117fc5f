#!/usr/bin/env python3
"""Times the reference workload on one Parquet log: python benches/workload.py LOG.parquet [--batch ROWS]."""

import argparse
import json
import resource
import time

import pyarrow.parquet as pq

import linli

PLAN = linli.Plan(
    id="workload",
    zone="UTC",
    start="2024-01-01",
    end="2024-12-31",
    window="28d",
    step="7d",
    presence="84d",
    turn_gap="0s",
    coverage=0.0,
    least_tied_turns=0,
    least_explicit_share=0.0,
    populations=["present"],
    ties={"workload": {"rule": "explicit_else_adjacent", "within": "300s", "back": 1}},
    release={"tier": "T0"},
    max_cells=2_000_000_000,
    indicators=[
        "net_members",
        "net_active",
        "net_turns",
        "net_gini_turns",
        "net_ties",
        "net_density",
        "net_reciprocity",
        "net_transitivity",
        "net_centralization_degree",
        "net_isolate_share",
        "node_turns",
        "node_in_strength",
        "node_out_strength",
        "node_betweenness",
        "node_closeness",
        "node_core",
        "node_constraint",
    ],
)
COLUMNS = {
    "id": "msg_id",
    "group": "group_id",
    "time": "ts",
    "author": "sender_id",
    "reply_to": "reply_to",
    "mentions": "mentions",
    "kind": "kind",
    "length": "n_chars",
}


def main() -> None:
    """Run the workload and print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    parser.add_argument("--batch", type=int, default=65_536)
    arguments = parser.parse_args()
    stages = {}

    def stage(name: str, start: float) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        stages[name] = {"cpu_s": round(time.process_time() - start, 2), "peak_mb": peak}

    start = time.process_time()
    batches = pq.ParquetFile(arguments.log).iter_batches(batch_size=arguments.batch, columns=list(COLUMNS.values()))
    study = linli.Study.from_tables(messages=batches, columns=COLUMNS, plan=PLAN)
    stage("read", start)
    start = time.process_time()
    outcome = study.run()
    stage("run", start)
    stages["rows"] = {name: len(getattr(outcome.panel, name)) for name in ("groups", "networks", "members", "positions")}
    stages["all"] = {"cpu_s": round(time.process_time(), 2), "peak_mb": stages["run"]["peak_mb"]}
    print(json.dumps(stages))


if __name__ == "__main__":
    main()
