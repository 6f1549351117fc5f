"""Where members stand: shares in every tier, names in the team's tier and with consent."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

import linli

START = dt.date(2017, 1, 2)
WEEKS = 20
AS_OF = START + dt.timedelta(weeks=WEEKS)
PEOPLE = ["安", "波", "岑", "丁", "鄂", "方"]


def lane(tier: str = "T0", *, consent: list[str] | None = None) -> linli.Study:
    """Draw six neighbours: five answer each other in turn every day, of whom 鄂 falls silent four weeks before the end.

    方 never writes.
    """
    rows: dict[str, list[object]] = {"group": [], "time": [], "author": [], "mentions": []}
    for day in range(7 * WEEKS):
        for turn, author in enumerate(PEOPLE[:5]):
            if author == "鄂" and day >= 7 * (WEEKS - 4):
                continue
            rows["group"].append("布工坊")
            rows["time"].append(dt.datetime(2017, 1, 2, 9, 10 * turn) + dt.timedelta(days=day))
            rows["author"].append(author)
            rows["mentions"].append([PEOPLE[(turn + 1 + day % 3) % 4]])
    members = {"person": PEOPLE, "organization": ["布工坊"] * 6, "role": ["member"] * 6}
    agreed = PEOPLE if consent is None else consent
    plan = linli.Plan(id="lane", zone="Asia/Shanghai", release={"tier": tier})
    return linli.Study.from_tables(
        messages=pa.table(rows),
        memberships=pa.table(members),
        groups=pa.table({"group": ["布工坊"], "organization": ["布工坊"]}),
        consent=pa.table({"person": agreed, "purpose": ["coaching"] * len(agreed)}),
        plan=plan,
    )


def test_the_share_is_the_states_counted() -> None:
    share = lane("T1").marginal_share("布工坊", as_of=AS_OF)
    states = share.states.to_dict()
    counts = dict(zip(states["state"], states["members"], strict=True))
    assert counts["core"] == 5
    assert counts["silent"] == 1
    assert (share.marginal, share.classified, share.unclassified) == (0, 6, 0)
    assert share.share == 0.0
    assert share.interval is not None
    assert share.interval[0] == 0.0
    assert 0.3 < share.interval[1] < 0.5
    assert share.status == "ok"
    assert repr(share) == "<linli.MarginalShare: 0 of 6 at the margin, 0 without a state>"
    early = lane("T1").marginal_share("布工坊", as_of="2017-01-16")
    assert (early.share, early.marginal, early.status) == (None, None, "not_covered")


def test_every_choice_is_a_row() -> None:
    study = lane("T1")
    table = study.marginality_sensitivity("布工坊", as_of=AS_OF).to_dict()
    assert table["weeks"] == [8] * 6 + [12] * 6 + [16] * 6
    assert table["hours"] == [12, 12, 24, 24, 48, 48] * 3
    assert table["receipts"] == ["answer", "do_not"] * 9
    assert table["classified"] == [6] * 18
    one = study.marginal_share("布工坊", as_of=AS_OF, weeks=16, hours=48, receipts="do_not")
    assert one.share == table["share"][-1]
    with pytest.raises(linli.ConfigError, match="8, 12 or 16 weeks"):
        study.marginal_share("布工坊", as_of=AS_OF, weeks=13)
    with pytest.raises(linli.UnknownNameError, match="do_not"):
        study.marginal_share("布工坊", as_of=AS_OF, receipts="no")  # type: ignore[arg-type]


def test_names_are_the_teams_and_of_whoever_agreed() -> None:
    table = lane(consent=["安", "方"]).placements("布工坊", as_of=AS_OF).to_dict()
    by_name = dict(zip(table["person"], zip(table["state"], table["status"], table["days"], strict=True), strict=True))
    assert by_name["安"] == ("core", "ok", 84)
    assert by_name["方"] == ("silent", "ok", 0)
    assert by_name["波"] == (None, "no_consent", None)
    assert dict(zip(table["person"], table["words_zh"], strict=True))["安"] == "骨干"
    with pytest.raises(linli.ConfigError, match="T1"):
        lane("T1").placements("布工坊", as_of=AS_OF)


def test_who_drifts_is_counted_for_all_and_named_with_consent() -> None:
    study = lane(consent=["鄂"])
    drifts = study.drifts("布工坊", as_of=AS_OF)
    assert (drifts.members, drifts.can_be_warned, drifts.drifting) == (6, 5, 1)
    assert drifts.group_share is not None
    people = drifts.people.to_dict()
    assert people["person"] == ["鄂"]
    assert (people["seen_lately"], people["seen_before"], people["drifts"]) == ([0], [84], [True])
    assert people["probability"][0] < 0.0015
    silent = lane("T1").drifts("布工坊", as_of=AS_OF)
    assert (silent.drifting, len(silent.people)) == (1, 0)
    assert repr(silent) == "<linli.Drifts: 1 of 5 who could be warned about, of 6 members>"
    with pytest.raises(linli.ConfigError, match="alpha"):
        study.drifts("布工坊", as_of=AS_OF, alpha=0.0)


def test_who_was_not_seen_is_a_list_and_no_finding() -> None:
    missed = lane().not_seen("布工坊", as_of=AS_OF)
    assert missed.members == 2
    assert missed.people.to_dict()["person"] == ["方", "鄂"]
    assert missed.people.to_dict()["weeks"] == [None, 4]
    assert len(lane("T1").not_seen("布工坊", as_of=AS_OF).people) == 0
    with pytest.raises(linli.UnknownNameError, match="布工坊"):
        lane().not_seen("布工房", as_of=AS_OF)
    with pytest.raises(linli.InputError, match="2017-03-06"):
        lane().not_seen("布工坊", as_of="lately")
