"""A published network through the package: 59,835 private messages among 1,899 students (Panzarasa et al. 2009)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

import linli

if TYPE_CHECKING:
    from pathlib import Path


def test_collegemsg_is_read_whole(shared: Path) -> None:
    file = shared / "data" / "collegemsg" / "CollegeMsg.txt"
    log = pd.read_csv(file, sep=" ", names=["author", "target", "time"])
    messages = pd.DataFrame(
        {
            "group": "college",
            "time": log["time"],
            "author": log["author"],
            "mentions": [[target] for target in log["target"]],
        }
    )
    plan = linli.Plan(
        id="college",
        zone="America/Los_Angeles",
        window="28d",
        step="28d",
        turn_gap="0s",
        coverage=0.0,
        least_tied_turns=0,
        least_explicit_share=0.0,
        populations=["active"],
        release={"tier": "T0"},
    )
    study = linli.Study.from_tables(messages=messages, plan=plan)
    assert len(study.people) == 1_899
    assert len(study.messages) == 59_835
    ties = study.ties("explicit").to_pandas()
    assert len(ties) == 59_835
    assert ties["weight"].eq(1.0).all()
    # 20,296 distinct directed pairs, as SNAP's page of the data set has it.
    assert len(ties.drop_duplicates(["from", "to"])) == 20_296

    windows = study.run(indicators=["net_ties", "net_active"]).panel.networks.to_pandas()
    local = pd.to_datetime(log["time"], unit="s", utc=True).dt.tz_convert(plan.zone).dt.tz_localize(None)
    for row in windows.itertuples():
        inside = log[(local >= row.window_start) & (local < row.window_end)]
        present = set(inside["author"])
        among = inside[inside["target"].isin(present)].drop_duplicates(["author", "target"])
        assert row.net_ties == len(among)
