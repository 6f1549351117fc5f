"""What several tests need: a small log, plans, and the folder of shared data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import linli

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared data, or skip."""
    folder = Path(os.environ.get("LINLI_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"LINLI_SHARED: no folder {folder}")
    return folder


# Two groups over four weeks. In `dance` three people answer each other; in `sewing` nobody states a target.
MESSAGES: dict[str, list[Any]] = {
    "group": ["dance"] * 5 + ["sewing"] * 2,
    "time": [
        "2017-03-06 09:00",
        "2017-03-06 09:05",
        "2017-03-07 20:00",
        "2017-03-20 20:00",
        "2017-04-02 08:00",
        "2017-03-10 10:00",
        "2017-03-11 10:00",
    ],
    "author": ["ann", "bo", "cy", "ann", "bo", "ann", "dai"],
    "id": [1, 2, 3, 4, 5, 6, 7],
    "reply_to": [None, 1, 2, 3, None, None, None],
    "mentions": [[], [], ["ann"], [], [], [], []],
}


@pytest.fixture
def messages() -> pa.Table:
    """Return a small messages table."""
    return pa.table(MESSAGES)


@pytest.fixture
def plan() -> linli.Plan:
    """Return a plan of one window over that table, named, without floors."""
    return make_plan()


def make_plan(**keys: Any) -> linli.Plan:  # noqa: ANN401
    """Return a plan for a few messages; keys as given."""
    base: dict[str, Any] = {
        "id": "small",
        "zone": "Asia/Shanghai",
        "start": "2017-03-06",
        "end": "2017-04-03",
        "turn_gap": "0s",
        "coverage": 0.0,
        "least_tied_turns": 0,
        "least_explicit_share": 0.0,
        "populations": ["present"],
        "release": {"tier": "T0"},
    }
    return linli.Plan(**{**base, **keys})
