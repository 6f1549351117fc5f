"""The plan as a value, the registers, and the errors."""

from __future__ import annotations

import datetime as dt

import pytest

import linli
from conftest import make_plan


def test_every_key_is_an_attribute_with_its_default() -> None:
    plan = linli.Plan(id="lane", zone="Asia/Shanghai")
    keys = linli.plan_keys().to_dict()
    assert plan.id == "lane"
    for key, default in zip(keys["key"], keys["default"], strict=True):
        value = getattr(plan, key)
        if default == "all" or default.startswith(("none", "present")):
            assert value == []
        elif default.startswith("the "):
            assert value is None
        elif default.startswith('"'):
            assert value == default.strip('"')
        elif default.replace(".", "").isdigit():
            assert value == float(default)
    assert plan.ties == {"explicit": {"rule": "explicit"}}
    assert plan.release == {"tier": "T1"}


def test_a_plan_reads_what_it_prints() -> None:
    plan = make_plan(staff=["小林老师"], ties={"talk": {"rule": "adjacent", "back": 2}}, start=dt.date(2017, 3, 6))
    assert linli.Plan.from_toml(str(plan)) == plan
    assert plan.to_toml() == str(plan)
    assert plan.start == "2017-03-06"
    assert hash(plan) == hash(linli.Plan.from_toml(str(plan)))
    assert plan != plan.replace(seed=1)


def test_replace_changes_and_restores() -> None:
    plan = make_plan(window="56d")
    assert plan.replace(step="14d").step == "14d"
    assert plan.replace(window=None).window == "28d"
    assert plan.window == "56d"
    with pytest.raises(AttributeError):
        plan.window = "7d"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("keys", "error", "says"),
    [
        ({"windw": "28d"}, linli.UnknownNameError, "did you mean `window`"),
        ({"window": "28"}, linli.ConfigError, "28"),
        ({"step": "9d"}, linli.ConfigError, "does not divide"),
        ({"zone": "Asia/Shangai"}, linli.UnknownNameError, "Asia/Shanghai"),
        ({"window": object()}, TypeError, "`window` is a object"),
        ({"release": {"tier": "T9"}}, linli.LinliError, "T9"),
    ],
)
def test_impossible_plans_say_why(keys: dict[str, object], error: type[Exception], says: str) -> None:
    with pytest.raises(error) as caught:
        make_plan(**keys)
    assert says in str(caught.value)
    assert "study.toml" not in str(caught.value)


def test_with_plan_looks_names_up(plan: linli.Plan, messages: object) -> None:
    study = linli.Study.from_tables(messages=messages, plan=plan)  # type: ignore[arg-type]
    assert study.with_plan(window="14d", step="14d").plan.window == "14d"
    assert study.with_plan(make_plan(id="other"), seed=3).plan == make_plan(id="other", seed=3)
    assert study.plan == plan
    with pytest.raises(linli.UnknownNameError, match="explicit"):
        study.with_plan(ties={"a": {"rule": "explict"}})


def test_errors_have_two_parents_and_read_normally() -> None:
    with pytest.raises(KeyError) as caught:
        linli.indicator("net_densty")
    error = caught.value
    assert isinstance(error, linli.UnknownNameError)
    assert str(error) == "there is no indicator `net_densty`; did you mean `net_density`?"
    assert error.kind == "unknown_name"
    assert error.hint == "did you mean `net_density`?"
    assert error.location is None
    assert error.code is None
    with pytest.raises(ValueError, match="2") as placed:
        linli.Plan.from_toml("id = 'a'\nwindow = 'long'\n")
    assert isinstance(placed.value, linli.ConfigError)
    assert placed.value.location == "study.toml:2"
    assert issubclass(linli.FileError, OSError)
    assert not issubclass(linli.LimitError, ValueError)


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(OSError, match="no/such/folder"):
        linli.open("no/such/folder")


def test_registers_list_everything() -> None:
    indicators = linli.indicators()
    ids = indicators.to_dict()["id"]
    assert len(set(ids)) == len(ids) == len(indicators)
    assert {"net_density", "node_betweenness", "act_attendance"} <= set(ids)
    assert all(all(column) for column in (indicators.to_dict()[c] for c in ("title_zh", "definition", "caveat")))
    assert set(linli.tie_rules().to_dict()["id"]) == {
        "adjacent",
        "coattend",
        "exchange",
        "explicit",
        "explicit_else_adjacent",
        "mention",
        "named",
        "quote",
        "react",
        "recent",
    }
    # Some signals read the records themselves and no indicator.
    reads = [set(ids) for ids in linli.signals().to_dict()["reads"]]
    assert {"net_silent_share"} <= set().union(*reads)


def test_an_indicator_shows_its_page() -> None:
    density = linli.indicator("net_density")
    assert (density.id, density.title_zh, density.table, density.kind) == (
        "net_density",
        "关系密度",
        "networks",
        "real",
    )
    assert density.range == (0.0, 1.0)
    for text in (str(density), repr(density), density.page):
        assert "m / (n (n − 1))" in text
        assert "Wasserman" in text
    assert density.__doc__ == density.page


def test_tie_parameters(plan: linli.Plan, messages: object) -> None:
    study = linli.Study.from_tables(messages=messages, plan=plan)  # type: ignore[arg-type]
    assert study.ties("adjacent", within="10m", back=1).to_dict()["from"] == ["bo"]
    assert len(study.ties("adjacent", within="1m")) == 0
    with pytest.raises(linli.UnknownNameError, match="within"):
        study.ties("adjacent", withn="10m")
    with pytest.raises(linli.ConfigError, match="10"):
        study.ties("adjacent", within="10")
    with pytest.raises(TypeError, match="whole number"):
        study.ties("adjacent", within=object())  # type: ignore[arg-type]
