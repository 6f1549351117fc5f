"""Tables out: to every library, with nulls and their reasons; and what is shown of them."""

from __future__ import annotations

import datetime as dt
import gc
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import linli
from conftest import MESSAGES, make_plan


@pytest.fixture(scope="module")
def outcome() -> linli.Outcome:
    """Run the small study in weekly steps, under two tie rules."""
    plan = make_plan(
        window="14d",
        step="7d",
        ties={"explicit": {"rule": "explicit"}, "talk": {"rule": "adjacent", "within": "10m"}},
    )
    return linli.Study.from_tables(messages=pa.table(MESSAGES), plan=plan).run()


def test_keys_and_values(outcome: linli.Outcome) -> None:
    networks = outcome.panel.networks
    rows = networks.to_dict()
    assert len(networks) == 2 * 3 * 2 == len(rows["group"])
    assert rows["group"] == ["dance"] * 6 + ["sewing"] * 6
    assert rows["window_start"][:3] == [dt.date(2017, 3, 6)] * 2 + [dt.date(2017, 3, 13)]
    assert rows["window_end"][0] == dt.date(2017, 3, 20)
    assert rows["disjoint"][::2] == [True, False, True] * 2
    assert rows["ties"][:2] == ["explicit", "talk"]
    # ann, bo, cy, who state bo→ann, cy→bo, cy→ann.
    assert rows["net_ties"][0] == 3
    assert rows["net_density"][0] == 0.5


def test_undefined_is_null_with_its_reason(outcome: linli.Outcome) -> None:
    networks = outcome.panel.networks
    status = networks.status("net_reciprocity")
    table = networks.to_arrow()
    assert len(status) == len(networks)
    assert status[0] == "ok"
    # Two people in `sewing`, and no tie between them.
    assert status[6] == "no_ties"
    assert not table["net_reciprocity"][6].is_valid
    assert table["net_density"][6].as_py() == 0.0
    assert [valid.as_py() is None for valid in table["net_reciprocity"]] == [word != "ok" for word in status.to_list()]
    assert sum(status.value_counts().values()) == len(networks)
    with pytest.raises(IndexError):
        status[len(status)]
    with pytest.raises(linli.UnknownNameError, match="did you mean `net_density`"):
        networks.status("net_densty")


def test_status_speaks_arrow(outcome: linli.Outcome) -> None:
    status = outcome.panel.networks.status("net_reciprocity")
    words = status.to_list()
    assert pa.array(status).to_pylist() == words
    assert status.to_pandas().tolist() == words
    assert status.to_polars().cast(pl.String).to_list() == words


def test_every_library_sees_the_same(outcome: linli.Outcome) -> None:
    members = outcome.panel.members
    expected = members.to_dict()
    assert pa.table(members).to_pydict() == expected
    polars = members.to_polars()
    assert (
        polars.with_columns(pl.col("group", "person", "population").cast(pl.String)).to_dict(as_series=False)
        == expected
    )
    pandas = members.to_pandas()
    assert pandas["person"].astype(str).tolist() == expected["person"]
    assert isinstance(pandas["person"].dtype, pd.CategoricalDtype)
    assert pandas["window_start"].dt.date.tolist() == expected["window_start"]
    assert pandas["node_turns"].fillna(-1).tolist() == [-1 if v is None else v for v in expected["node_turns"]]


def test_lent_memory_outlives_the_panel() -> None:
    study = linli.Study.from_tables(messages=pa.table(MESSAGES), plan=make_plan())
    outcome = study.run()
    expected = outcome.panel.positions.to_dict()["node_closeness"]
    table = outcome.panel.positions.to_arrow()
    del outcome, study
    gc.collect()
    assert table["node_closeness"].to_pylist() == expected
    table.validate(full=True)


def test_filters(outcome: linli.Outcome) -> None:
    networks = outcome.panel.networks
    assert "windows overlap" in repr(networks)
    assert "windows overlap" not in repr(networks.select(windows="disjoint"))
    chosen = networks.to_pandas(windows="disjoint", ties="explicit", group=["dance"])
    assert chosen["window_start"].dt.strftime("%m-%d").tolist() == ["03-06", "03-20"]
    assert set(chosen["ties"]) == {"explicit"}
    assert len(networks.to_polars(ties="talk", windows="rolling")) == 6
    selected = networks.select(group="sewing").select(windows="disjoint")
    assert len(selected) == 4
    assert len(selected.status("net_density")) == 4
    assert len(selected.long()) == 4 * len(chosen.columns[6:])
    assert len(networks.select()) == len(networks)
    with pytest.raises(linli.UnknownNameError, match="`rolling`"):
        networks.to_pandas(windows="roling")  # type: ignore[arg-type]
    with pytest.raises(linli.UnknownNameError, match="`explicit`"):
        networks.to_pandas(ties="explict")
    with pytest.raises(TypeError, match="no key `ties`"):
        outcome.panel.groups.to_pandas(ties="explicit")


def test_long_is_tidy(outcome: linli.Outcome) -> None:
    networks = outcome.panel.networks
    long = networks.long().to_pandas()
    ids = [column for column in networks.columns if column.startswith("net_")]
    assert len(long) == len(networks) * len(ids)
    assert (long["value"].isna() == (long["status"] != "ok")).all()
    wide = networks.to_dict()
    for column in ids:
        values = long.loc[long["indicator"] == column, "value"]
        assert [None if pd.isna(v) else v for v in values] == wide[column]


def test_columns_carry_their_cards(outcome: linli.Outcome) -> None:
    field = outcome.panel.networks.to_arrow().schema.field("net_density")
    assert field.metadata[b"title"] == b"Density"
    assert field.metadata[b"title_zh"].decode() == "关系密度"
    assert field.metadata[b"range"] == b"0 to 1"
    assert field.metadata[b"revision"] == b"1"
    assert outcome.panel.networks.to_arrow().schema.metadata[b"tier"].startswith(b"T0")


def test_intervals_stand_beside_their_column() -> None:
    able = make_plan(
        indicators=["net_silent_share"], intervals=["net_silent_share"], populations=["roster"], presence="28d"
    )
    memberships = pa.table({"person": ["ann", "bo", "cy", "eve"], "group": ["dance"] * 4})
    study = linli.Study.from_tables(messages=pa.table(MESSAGES), memberships=memberships, plan=able)
    table = study.run(groups=["dance"]).panel.groups.to_dict()
    # One of four never speaks; Wilson's interval of 1 in 4.
    assert table["net_silent_share"] == [0.25]
    assert table["net_silent_share_low"][0] == pytest.approx(0.0456, abs=1e-4)
    assert table["net_silent_share_high"][0] == pytest.approx(0.6994, abs=1e-4)


def test_a_table_nobody_asked_for_says_the_way_out(messages: pa.Table, plan: linli.Plan) -> None:
    study = linli.Study.from_tables(messages=messages, plan=plan)
    panel = study.run(indicators=["net_density"]).panel
    assert panel.names == ["networks"]
    with pytest.raises(AttributeError, match="begins with `node_`"):
        _ = panel.members
    with pytest.raises(linli.UnknownNameError, match="net_density"):
        study.run(indicators=["net_densitee"])
    with pytest.raises(linli.UnknownNameError, match="did you mean `dance`"):
        study.run(groups=["danse"])


def test_a_run_too_large_is_refused(messages: pa.Table) -> None:
    study = linli.Study.from_tables(messages=messages, plan=make_plan(max_cells=3))
    assert study.cells > 3
    with pytest.raises(linli.LimitError, match="max_cells"):
        study.run()


def test_provenance(outcome: linli.Outcome) -> None:
    record = outcome.provenance
    assert record["version"] == linli.__version__
    assert record["tier"] == "T0"
    assert record["plan"]["window"] == "14d"
    assert record["rows"]["networks"] == 12
    assert {"id": "net_density", "revision": 1} in record["indicators"]
    assert record["windows"] == {"count": 3, "disjoint": 2, "first_day": "2017-03-06", "end_day": "2017-04-03"}
    assert linli.Plan(**record["plan"]) == outcome.study.plan == outcome.plan


def test_head_and_schema(outcome: linli.Outcome) -> None:
    networks = outcome.panel.networks
    assert len(networks.head(4)) == 4
    assert networks.head(2).to_dict()["ties"] == ["explicit", "talk"]
    assert len(networks.head(0)) == 0
    assert pa.schema(networks).names == networks.columns


def test_nothing_shown_can_inject(plan: linli.Plan) -> None:
    bad = "<script>alert(1)</script>"
    table = pa.table(
        {
            "group": [bad, bad],
            "time": ["2017-03-06 09:00", "2017-03-07 09:00"],
            "author": [f"{bad}a", f"{bad}b"],
            "mentions": [[], [f"{bad}a"]],
        }
    )
    study = linli.Study.from_tables(messages=table, plan=plan.replace(id=bad, title=bad))
    outcome = study.run()
    shown: list[Any] = [
        study,
        study.plan,
        study.messages,
        study.people,
        study.groups,
        study.ties(),
        study.describe(),
        study.check(),
    ]
    shown += [outcome, outcome.findings, *(getattr(outcome.panel, name) for name in outcome.panel.names)]
    for thing in shown:
        html = thing._repr_html_()
        assert "<script" not in html, thing
    assert "&lt;script&gt;" in study.messages._repr_html_()


def test_long_tables_show_both_ends(plan: linli.Plan) -> None:
    rows = 1_234
    start = dt.datetime(2017, 3, 6)
    table = pa.table(
        {
            "group": ["g"] * rows,
            "time": [start + dt.timedelta(minutes=i) for i in range(rows)],
            "author": [f"p{i:04}" for i in range(rows)],
        }
    )
    study = linli.Study.from_tables(messages=table, plan=plan)
    html = study.messages._repr_html_()
    assert html.count("<tr>") == 1 + 10 + 1 + 10
    assert "1,234 rows" in html
    assert "1,214 more rows" in html
    assert "p0000" in html
    assert "p1233" in html
    assert "p0600" not in html
    assert "T0 team" in html


def test_empty_tables_are_tables(messages: pa.Table, plan: linli.Plan) -> None:
    study = linli.Study.from_tables(messages=messages, plan=plan)
    for table in (study.activities, study.memberships, study.run().findings):
        assert len(table) == len(table.to_pandas()) == len(table.to_polars())
        assert table.to_arrow().schema.names == table.columns
