"""Two spans compared, and how far a result rests on choices."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pyarrow as pa
import pytest

import linli

BEFORE, AFTER = "2017-01-02/2017-01-30", "2017-01-30/2017-02-27"


def lane(after: int = 6) -> linli.Study:
    """Draw two groups of nine neighbours who talk six times a day, and then so many times."""
    drawn = random.Random(7)
    rows: dict[str, list[object]] = {"group": [], "time": [], "author": [], "mentions": []}
    for day in range(56):
        for turn in range(6 if day < 28 else after):
            for group in ("舞蹈队", "布工坊"):
                author, other = drawn.sample([f"{group}{i}" for i in range(9)], 2)
                rows["group"].append(group)
                rows["time"].append(dt.datetime(2017, 1, 2, 9, 10 * turn) + dt.timedelta(days=day))
                rows["author"].append(author)
                rows["mentions"].append([other])
    plan = linli.Plan(id="lane", zone="Asia/Shanghai", populations=["active"], presence="28d")
    return linli.Study.from_tables(messages=pa.table(rows), plan=plan)


def test_a_fall_is_found_and_described() -> None:
    found = lane(after=2).compare("net_density", before=BEFORE, after=AFTER, draws=199)
    assert found.status == "ok"
    assert found.estimate is not None
    assert found.estimate < 0
    assert found.p_value is not None
    assert found.p_value <= 0.01
    assert found.interval is not None
    assert found.interval[0] < found.estimate < found.interval[1] < 0
    assert found.smallest_detectable is not None
    assert found.smallest_detectable < -found.estimate
    assert found.days == 28
    assert set(found.groups.to_dict()["group"]) == {"舞蹈队", "布工坊"}
    text = found.methods_text()
    assert "two-sided test drew 199 exchanges of days within weekdays" in text
    assert "seed 2017" in text
    assert "net_density" in repr(found)
    assert "<table" in found._repr_html_()


def test_spans_are_named_in_several_ways() -> None:
    study = lane()
    dates = (dt.date(2017, 1, 2), dt.date(2017, 1, 30))
    one = study.compare("net_density", before=dates, after=AFTER, groups="布工坊", draws=19)
    two = study.compare("net_density", before=BEFORE, after=AFTER, groups=["布工坊"], draws=19)
    assert one.estimate == two.estimate
    with pytest.raises(linli.ConfigError, match="2017Q5"):
        study.compare("net_density", before="2017Q5", after=AFTER)
    with pytest.raises(TypeError, match="2016Q3"):
        study.compare("net_density", before=2017, after=AFTER)  # type: ignore[arg-type]


def test_what_cannot_be_said_has_a_reason() -> None:
    study = lane()
    with pytest.raises(linli.ConfigError, match="share days"):
        study.compare("net_density", before=BEFORE, after="2017-01-20/2017-02-27")
    with pytest.raises(linli.ConfigError, match="wrong way round"):
        study.compare("net_density", before=AFTER, after=BEFORE)
    with pytest.raises(linli.ConfigError, match="set of days"):
        study.compare("net_silent_share", before=BEFORE, after=AFTER)
    with pytest.raises(linli.UnknownNameError, match="turns"):
        study.compare("net_density", before=BEFORE, after=AFTER, shuffle="turn")  # type: ignore[arg-type]
    nothing = study.compare("net_density", before="2030Q1", after="2030Q2")
    assert nothing.status == "not_covered"
    assert nothing.estimate is None
    assert nothing.interval is None
    groups = nothing.groups.to_dict()
    assert set(groups["status"]) == {"not_covered"}
    assert groups["before"] == [None, None]
    sparse = study.with_plan(least_tied_turns=10_000).compare(
        "net_density", before=BEFORE, after=AFTER, groups="布工坊"
    )
    assert sparse.groups.to_dict()["status"] == ["ok"]
    short = sparse.shortfalls.to_dict()
    assert (short["group"], short["floor"], short["least"]) == (["布工坊"], ["least_tied_turns"], [10_000.0])
    assert "where 10000 on each side are the least" in sparse.methods_text()


def test_sensitivity_keeps_summaries(tmp_path: Path) -> None:
    found = lane().sensitivity("net_density", windows=["28d", "14d"])
    table = found.specifications.to_pandas()
    assert table.loc[0, "ties"] == "explicit"
    assert table.loc[0, "window_days"] == 28
    assert table.loc[0, "phase_days"] == 0
    assert set(table["window_days"]) == {14, 28}
    assert "specifications" in found.methods_text()
    picture = found.plot()
    assert str(picture).startswith("<svg")
    picture.save(tmp_path / "curve.svg")
    assert (tmp_path / "curve.svg").read_text(encoding="utf-8") == str(picture)
    with pytest.raises(linli.ConfigError, match="net_"):
        lane().sensitivity("act_attendance")
