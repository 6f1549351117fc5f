"""Trend, change points, families of tests and QAP, on plain values."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import linli
from conftest import ROOT

VALUES = [0.10, 0.12, None, 0.15, 0.21, 0.30]


def stored(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((ROOT / "tests/cases/statistics" / name).read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize(
    "given",
    [
        VALUES,
        tuple(VALUES),
        iter(VALUES),
        np.array(VALUES, dtype=float),
        pd.Series(VALUES),
        pd.Series(VALUES, dtype="Float64"),
        pl.Series(VALUES),
        pa.array(VALUES),
    ],
    ids=["list", "tuple", "iterator", "numpy", "pandas", "pandas-nullable", "polars", "arrow"],
)
def test_values_come_from_anything_that_can_be_iterated_over(given: Any) -> None:  # noqa: ANN401
    found = linli.trend(given)
    assert (found.n, found.s, found.p, found.exact) == (5, 10, 2 / 120, True)
    assert found.methods_text().startswith(
        "Trend was tested by the Mann–Kendall test on 5 values, one undefined window"
    )


def test_counts_are_values_too() -> None:
    assert linli.trend(np.arange(5)).s == 10
    assert linli.trend([1, 2, 3]).floor == pytest.approx(1 / 3)


def test_every_stored_trend_comes_out() -> None:
    content = stored("pymannkendall.json")
    for case in content["cases"]:
        keys = {key: case[key] for key in ("lags", "period") if key in case}
        found = linli.trend(content["series"][case["of"]], variant=case["variant"], gaps="closed", **keys)
        assert found.s == case["s"]
        assert found.p == pytest.approx(case["p"], rel=1e-9, abs=1e-15)
        assert found.slope == pytest.approx(case["slope"], rel=1e-9)


def test_overlapping_windows_are_refused_with_the_reason() -> None:
    day = dt.date(2017, 1, 2)
    rolling = [(day + dt.timedelta(7 * k), day + dt.timedelta(7 * k + 28)) for k in range(6)]
    disjoint = [(day + dt.timedelta(28 * k), day + dt.timedelta(28 * k + 28)) for k in range(6)]
    with pytest.raises(
        linli.InputError, match="the windows overlap: one ends at 2017-01-30, the next starts at 2017-01-09"
    ):
        linli.trend(VALUES, windows=rolling)
    with pytest.raises(linli.InputError, match="use the disjoint windows"):
        linli.changepoint(VALUES, windows=[(7 * k, 7 * k + 28) for k in range(6)])
    assert linli.trend(VALUES, windows=disjoint).s == 10
    with pytest.raises(linli.InputError, match="5 windows for 6 values"):
        linli.trend(VALUES, windows=disjoint[:5])


def test_options_that_do_not_fit_are_refused() -> None:
    with pytest.raises(linli.UnknownNameError, match="did you mean `hamed_rao`"):
        linli.trend(VALUES, variant="hamed-rao")  # type: ignore[arg-type]
    with pytest.raises(linli.InputError, match="at least 11 values; 5 given"):
        linli.trend(VALUES, variant="hamed_rao")
    with pytest.raises(linli.ConfigError, match="needs its period"):
        linli.trend(VALUES, variant="seasonal")
    with pytest.raises(linli.ConfigError, match="lags are for"):
        linli.trend(VALUES, lags=3)
    with pytest.raises(linli.ConfigError, match="for the method pelt only"):
        linli.changepoint(VALUES, penalty=3.0)
    with pytest.raises(linli.InputError, match="value 2 is 'x'"):
        linli.trend([1.0, "x", 2.0])  # type: ignore[list-item]
    with pytest.raises(linli.InputError, match="at least 3 values; 2 given"):
        linli.trend([1.0, float("nan"), 2.0])


def test_change_points_by_both_methods() -> None:
    nile = stored("series.json")["nile"]
    one = linli.changepoint(nile)
    assert (one.method, one.changes, one.exact, one.penalty) == ("pettitt", [28], False, None)
    assert one.levels == [1130.0, 842.5]
    several = linli.changepoint(nile, method="pelt")
    assert (several.changes, several.p) == ([28], None)
    assert several.penalty == pytest.approx(2 * np.log(100))
    shifted = linli.changepoint([None, *nile])
    assert shifted.changes == [29]
    assert "penalty 9.21 (2 ln n) a change" in several.methods_text()


def test_a_family_is_declared_and_can_be_impossible() -> None:
    case = stored("families.json")["cases"][1]
    found = linli.benjamini_hochberg([*case["p"], None], family="drawn")
    assert found.q[:-1] == pytest.approx(case["q"])
    assert (found.q[-1], found.found[-1], found.m, len(found)) == (None, False, 5, 6)
    with pytest.raises(linli.InputError, match=r"cannot be smaller than 0\.08333, and the threshold is 0.05"):
        linli.benjamini_hochberg([1 / 12] * 4, family="four windows each", floors=1 / 12)
    with pytest.raises(TypeError):
        linli.benjamini_hochberg([0.01])  # type: ignore[call-arg]


def test_qap_takes_matrices_and_follows_its_seed() -> None:
    case = stored("networks.json")["cases"][1]
    exact = linli.qap(case["x"], np.array(case["y"]), seed=1)
    assert exact.exact
    assert exact.arrangements == 120
    assert exact.r == pytest.approx(case["r"])
    assert exact.p == pytest.approx(case["r_p"])
    drawn = [linli.qap(pd.DataFrame(case["x"]), case["y"], seed=seed, draws=99) for seed in (1, 1, 2)]
    assert drawn[0].mean == drawn[1].mean != drawn[2].mean
    assert "of 99 random arrangements, seed 1" in drawn[0].methods_text()
    with pytest.raises(linli.InputError, match="x is not symmetric"):
        linli.qap(case["x"], case["y"], seed=1, dyads="undirected")


@pytest.mark.parametrize(
    "found",
    [
        linli.trend(VALUES),
        linli.changepoint([9, 8, 9, 1, 2, 1]),
        linli.benjamini_hochberg([0.01], family="布工坊 <one>"),
        linli.qap([[0, 1, 0], [1, 0, 0], [0, 0, 0]], [[0, 1, 0], [1, 0, 0], [0, 0, 0]], seed=1),
    ],
    ids=["trend", "change", "family", "qap"],
)
def test_results_are_frozen_and_show_themselves(found: Any) -> None:  # noqa: ANN401
    assert repr(found).startswith("<linli.")
    page = found._repr_html_()
    assert page.startswith('<table class="linli">')
    assert "methods" in page
    assert "<one>" not in page
    with pytest.raises(AttributeError):
        found.p = 0.01
