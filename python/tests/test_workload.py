"""The reference workload: the oracle's values for the small log, reproduced through the package.

Two differences are stated, not hidden: betweenness is undefined here for fewer than three people, where the oracle says
0; and the oracle's means, maxima and core of a group are made here from the table of positions.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

import linli

if TYPE_CHECKING:
    from pathlib import Path

PLAN = linli.Plan(
    id="workload",
    zone="UTC",
    window="28d",
    step="7d",
    start="2024-01-01",
    end="2024-12-31",
    turn_gap="0s",
    presence="84d",
    coverage=0.0,
    least_tied_turns=0,
    least_explicit_share=0.0,
    populations=["present"],
    ties={"workload": {"rule": "explicit_else_adjacent", "within": "300s", "back": 1}},
    release={"tier": "T0"},
)
COLUMNS = {"group": "group_id", "time": "ts", "author": "sender_id", "id": "msg_id", "length": "n_chars"}

# The oracle's columns by ours.
GROUP = {
    "net_members": "n",
    "net_active": "active",
    "net_turns": "messages",
    "net_ties": "edges",
    "net_density": "density",
    "net_reciprocity": "reciprocity",
    "net_transitivity": "transitivity",
    "net_centralization_degree": "centralization",
    "net_gini_turns": "gini",
}
MEMBER = {
    "node_turns": "messages",
    "node_in_strength": "in_s",
    "node_out_strength": "out_s",
    "node_betweenness": "betweenness",
    "node_closeness": "closeness",
    "node_constraint": "constraint",
    "node_core": "core",
}


@pytest.fixture(scope="module")
def run(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> linli.Outcome:
    """Make the small log, read it batch by batch, and run the plan."""
    log = tmp_path_factory.mktemp("workload") / "S.parquet"
    subprocess.run([sys.executable, shared / "bench" / "gen.py", "S", log], check=True, capture_output=True)
    batches = pq.ParquetFile(log).iter_batches(batch_size=10_000)
    study = linli.Study.from_tables(messages=batches, plan=PLAN, columns=COLUMNS)
    return study.run(progress=False)


def frame(*tables: linli.PanelTable) -> pd.DataFrame:
    """Join panel tables on the oracle's keys."""
    keys = ["group", "window_end", "person"]
    frames = [table.to_pandas().drop(columns=["window_start", "disjoint", "population"]) for table in tables]
    left = frames[0]
    for right in frames[1:]:
        on = [key for key in keys if key in left and key in right]
        left = left.merge(right, on=on, validate="one_to_one")
    for key in ("group", "person"):
        if key in left:
            left[key] = left[key].astype(str)
    return left.rename(columns={"group": "group_id", "person": "member_id"})


def oracle(shared: Path, table: str) -> pd.DataFrame:
    """Read a table of the oracle; its window ends are microseconds."""
    rows = pq.read_table(shared / "bench" / "oracle" / f"S-{table}.parquet").to_pandas()
    rows["window_end"] = pd.to_datetime(rows["window_end"], unit="us").astype("datetime64[s]")
    return rows


def agree(ours: pd.Series, theirs: pd.Series, name: str) -> None:
    """Compare as compare.py does: integers exactly, reals within 1e-9, null equals null."""
    x, y = ours.astype(float).to_numpy(), theirs.astype(float).to_numpy()
    assert (np.isnan(x) == np.isnan(y)).all(), f"{name}: {int((np.isnan(x) != np.isnan(y)).sum())} nulls differ"
    both = ~np.isnan(x)
    tolerance = 0.0 if pd.api.types.is_integer_dtype(theirs.dtype) else 1e-9
    off = np.abs(x - y)[both] > tolerance + tolerance * np.abs(y[both])
    assert not off.any(), f"{name}: {int(off.sum())} of {len(off)} differ"


def matched(ours: pd.DataFrame, theirs: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Join on the keys; every row must have its counterpart."""
    ours["window_end"] = ours["window_end"].astype("datetime64[s]")
    both = ours.merge(theirs, on=keys, how="outer", suffixes=("", "_oracle"), indicator=True, validate="one_to_one")
    assert (both["_merge"] == "both").all(), both["_merge"].value_counts().to_dict()
    return both


def test_members_agree(run: linli.Outcome, shared: Path) -> None:
    ours = frame(run.panel.members, run.panel.positions)
    both = matched(ours, oracle(shared, "member"), ["group_id", "window_end", "member_id"])
    assert len(both) > 30_000
    few = both.groupby(["group_id", "window_end"])["member_id"].transform("size") < 3
    for column, theirs in MEMBER.items():
        values = both[column]
        if column == "node_betweenness":
            assert values[few].isna().all()
            values = values.where(~few, 0.0)
        agree(values, both[theirs], column)


def test_groups_agree(run: linli.Outcome, shared: Path) -> None:
    ours = frame(run.panel.groups, run.panel.networks)
    ours = ours[ours["net_members"] >= 1].copy()
    theirs = oracle(shared, "group")
    both = matched(ours, theirs, ["group_id", "window_end"])
    for column, name in GROUP.items():
        agree(both[column], both[name], column)
    agree(both["net_isolate_share"], both["isolates"] / both["n"], "net_isolate_share")

    positions = frame(run.panel.positions).groupby(["group_id", "window_end"])
    several = both.set_index(["group_id", "window_end"])
    sizes = several["n"]
    made = {
        "btw_mean": positions["node_betweenness"].mean(),
        "btw_max": positions["node_betweenness"].max(),
        "clo_mean": positions["node_closeness"].mean(),
        "kcore": positions["node_core"].max(),
        "constraint_mean": positions["node_constraint"].mean(),
    }
    for name, values in made.items():
        values = values.reindex(several.index)
        if name.startswith("btw"):
            values = values.where(sizes >= 3, 0.0)
        agree(values, several[name], name)
