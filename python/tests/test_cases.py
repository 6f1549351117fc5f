"""The shared cases through the package: the same files, and the same numbers, as the Rust suite.

A table handed over in memory covers the days of its messages and knows no cues, so the cases that say themselves what
is covered, or what a text showed, are run in Rust only.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest

import linli
from conftest import ROOT

CASES = ROOT / "tests" / "cases"
PLAN = {
    "id": "case",
    "zone": "UTC",
    "start": "2024-01-01",
    "end": "2024-01-29",
    "turn_gap": "0s",
    "coverage": 0.0,
    "least_tied_turns": 0,
    "least_explicit_share": 0.0,
    "release": {"tier": "T0"},
}
AT = {
    "ties": "explicit",
    "window": 0,
    "organization": "o",
    "series": "(all)",
    "from_organization": "o",
    "to_organization": "p",
}
TEXTS = pa.list_(pa.string())
KNOWN = {"reply": ("reply_to", pa.int64()), "mention": ("mentions", TEXTS), "kind": ("kind", pa.string())}

#: Cases count categories from 0, as the panel keeps them; a table shows their names.
PARTS = ["recipient", "helper", "organizer"]
CATEGORIES = {
    "part_taken": PARTS,
    "part_first_taken": PARTS,
    "org_stage": ["seed", "sapling", "registered"],
    "org_group_before_visit": ["visit_first", "same_day", "group_first"],
}

Case = dict[str, Any]


def cases(*registers: str) -> list[Any]:
    """Read the cases of these registers, as parameters named after file and case."""
    found = []
    for register in registers:
        for path in sorted((CASES / register).glob("*.json")):
            file = json.loads(path.read_text(encoding="utf-8"))
            for own in file["cases"]:
                case = {**file.get("common", {}), **own}
                for key in ("plan", "at"):
                    case[key] = {**file.get("common", {}).get(key, {}), **own.get(key, {})}
                seen = {key for m in case.get("messages", []) if isinstance(m, dict) for key in m}
                beyond = seen & {"cues", "named", "repeated"} or set(case.get("fields", [])) - set(KNOWN)
                if not beyond and not case.keys() & {
                    "covers",
                    "calendar",
                    "consent",
                    "invitations",
                    "evidence",
                    "sign_ups",
                    # No table of tables says how far an organization has come.
                    "organizations",
                }:
                    found.append(pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}"))
    assert found
    return found


def number(written: Any) -> float:  # noqa: ANN401
    """Return a number written as such or as a fraction."""
    return float(Fraction(written)) if isinstance(written, str) else float(written)


def table(rows: list[dict[str, Any]], **types: pa.DataType) -> pa.Table:
    """Return rows as a table with just these columns."""
    return pa.Table.from_pylist([{k: row.get(k) for k in types} for row in rows], schema=pa.schema(list(types.items())))


def messages(case: Case) -> pa.Table:
    """Return the messages of a case, ties among them as messages a minute apart."""
    first = case["groups"][0]["id"] if "groups" in case else "g"
    rows = []
    for place, given in enumerate(case.get("messages", []), start=1):
        if isinstance(given, list):
            given = dict(zip(("time", "author", "mentions"), given, strict=False))
        rows.append({"group": first, "id": place, "kind": "text", "mentions": [], **given})
    for who, begins, ends, every, *rest in case.get("spoken", []):
        mentioned, group = rest or ([], first)
        days = range(date.fromisoformat(begins).toordinal(), date.fromisoformat(ends).toordinal() + 1, every)
        for day in map(date.fromordinal, days):
            row = {"group": group, "id": len(rows) + 1, "kind": "text", "author": who, "mentions": mentioned}
            rows.append({**row, "time": f"{day}T10:00"})
    start = case["plan"].get("start", PLAN["start"])
    for one in case.get("ties", []):
        pair, times = one[:2], one[2] if len(one) > 2 else 1
        for author, target in [pair, pair[::-1]] if case.get("both_ways") else [pair]:
            for _ in range(times):
                at = len(rows) + 1
                time = f"{start}T{at // 60:02}:{at % 60:02}"
                row = {"group": first, "id": at, "kind": "text", "time": time, "author": author, "mentions": [target]}
                rows.append(row)
    for row in rows:
        row["time"] += "Z"
    columns = {"group": pa.string(), "time": pa.string(), "author": pa.string(), "id": pa.int64()}
    fields = case.get("fields", ["reply", "mention", "kind"])
    columns |= dict(KNOWN[field] for field in fields)
    return table(rows, **columns)


def study(case: Case, indicators: list[str]) -> linli.Study:
    """Return the study of a case, running these indicators."""
    members = []
    for given in case.get("members", []):
        if isinstance(given, list):
            given = dict(zip(("person", "role"), given, strict=True))
        status = "away" if given.get("away") else None
        members.append({"organization": None if "group" in given else "o", "role": "member", "status": status, **given})
    tied = {person for one in case.get("ties", []) for person in one[:2]} | set(case.get("people", []))
    members += [{"person": person, "organization": "o", "role": "member"} for person in sorted(tied)]
    came = [
        dict(zip(("activity", "person", "status", "part"), given, strict=False)) for given in case.get("attendance", [])
    ]
    held = []
    for given in case.get("activities", []):
        flags = {key: "yes" if given[key] else "no" for key in ("incentive", "guests") if key in given}
        held.append({"organization": "o", **given, **flags, "activity": given["id"], "start": moment(given)})
    groups = case.get("groups", [{"id": "g", "organization": "o"}])
    text = pa.string()
    plan = {**PLAN, **case["plan"], "indicators": indicators}
    if indicators:
        plan.setdefault("populations", [population(case)])
    return linli.Study.from_tables(
        messages=messages(case),
        groups=table(
            [{"group": g["id"], **g} for g in groups], group=text, organization=text, layer=text, opened_on=text
        ),
        memberships=table(
            members, person=text, organization=text, group=text, role=text, status=text, start=text, end=text
        ),
        activities=table(
            held,
            activity=text,
            organization=text,
            start=text,
            kind=text,
            venue=text,
            headcount=pa.int64(),
            incentive=text,
            guests=text,
            initiated_by=text,
            serves=text,
            partners=text,
            origin=text,
        ),
        attendance=table(came, activity=text, person=text, status=text, part=text),
        coaching=table(
            [{"coach": "t", "organization": "o", **row} for row in case.get("coaching", [])],
            coach=text,
            organization=text,
            at=text,
            channel=text,
            topic=text,
            minutes=pa.int64(),
        ),
        grants=table(
            [
                {"organization": "o", **row, "amount_asked": row.get("asked"), "amount_granted": row.get("granted")}
                for row in case.get("grants", [])
            ],
            organization=text,
            applied_on=text,
            decision=text,
            amount_asked=text,
            amount_granted=text,
            decided_on=text,
        ),
        expenses=table(
            [
                {"organization": "o", **row, "receipt": {True: "yes", False: "no"}.get(row.get("receipt"))}
                for row in case.get("expenses", [])
            ],
            organization=text,
            date=text,
            amount=text,
            receipt=text,
        ),
        milestones=table(
            [
                dict(zip(("date", "kind", "organization"), (*row, "o"), strict=False))
                for row in case.get("milestones", [])
            ],
            organization=text,
            date=text,
            kind=text,
        ),
        plan=linli.Plan(**plan),
    )


def moment(activity: dict[str, Any]) -> str:
    """Return the day of an activity, with the time of day where it is known."""
    return f"{activity['day']}T{activity['start']}Z" if "start" in activity else activity["day"]


def population(case: Case) -> str:
    """Return who counts where the case does not say."""
    name: str = case["at"].get("population", "roster" if "ties" in case else "present")
    return name


def rows_at(case: Case, panel_table: linli.PanelTable) -> list[dict[str, Any]]:
    """Return the rows at the place a case asks for."""
    first = case["groups"][0]["id"] if "groups" in case else "g"
    at = {**AT, "group": first, "population": population(case), **case["at"]}
    columns = panel_table.to_dict()
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    if "window_start" in columns:
        starts = sorted(set(columns["window_start"]))
        rows = [row for row in rows if row["window_start"] == starts[at["window"]]]
    keys = ("group", "population", "ties", "organization", "series", "from_organization", "to_organization")
    wanted = {key: at[key] for key in keys if key in columns}
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def check_value(case: Case, id: str, row: dict[str, Any] | None, reason: str | None, expect: Any) -> None:  # noqa: ANN401
    """Hold one cell against what a case expects of it."""
    if expect is None:
        assert row is None
        return
    assert row is not None
    if isinstance(expect, dict):
        assert reason == expect["undefined"]
        assert row[id] is None
        return
    if isinstance(row[id], str):
        assert row[id] == CATEGORIES[id][expect]
        return
    wanted = number(expect)
    if isinstance(row[id], date):
        assert row[id] == date(1970, 1, 1) + timedelta(days=wanted)
        return
    tolerance = case.get("tolerance", 1e-9 * max(1.0, abs(wanted)))
    assert row[id] == pytest.approx(wanted, abs=tolerance, rel=0)
    if "bounds" in case:
        bounds = [row[f"{id}_low"], row[f"{id}_high"]]
        assert bounds == pytest.approx([number(b) for b in case["bounds"]], abs=tolerance, rel=0)


@pytest.mark.parametrize(("file", "case"), cases("indicator", "oracle"))
def test_indicator(file: str, case: Case) -> None:
    asked = dict(case.get("expects", {}))
    if "expect" in case:
        asked[file] = case["expect"]
    outcome = study(case, list(asked)).run(progress=False)
    for id, expect in asked.items():
        panel_table = getattr(outcome.panel, linli.indicator(id).table)
        rows = rows_at(case, panel_table)
        status = rows_of_status(case, panel_table, id)
        subject = next((key for key in ("person", "activity") if key in panel_table.columns), None)
        if subject is None:
            assert len(rows) <= 1
            row = rows[0] if rows else None
            check_value(case, id, row, status.get(""), expect)
            continue
        by_subject = {row[subject]: row for row in rows}
        for who, one in expect.items():
            check_value(case, id, by_subject.get(who), status.get(who), one)


def rows_of_status(case: Case, panel_table: linli.PanelTable, id: str) -> dict[str, str]:
    """Return the status of an indicator at the place of a case, by person or activity."""
    subject = next((key for key in ("person", "activity") if key in panel_table.columns), None)
    long = panel_table.long().to_dict()
    rows = [dict(zip(long, values, strict=True)) for values in zip(*long.values(), strict=True)]
    places = [
        {k: v for k, v in row.items() if k not in long or k in panel_table.columns}
        for row in rows_at(case, panel_table)
    ]
    keys = [key for key in panel_table.columns if key in long]
    here = {tuple(place[key] for key in keys) for place in places}
    return {
        row[subject] if subject else "": row["status"]
        for row in rows
        if row["indicator"] == id and tuple(row[key] for key in keys) in here
    }


@pytest.mark.parametrize(("file", "case"), cases("tie"))
def test_tie_rule(file: str, case: Case) -> None:
    made = study(case, ["net_ties"])
    chosen = made.plan.ties[case["at"].get("ties", "explicit")]
    parameters = {name: value for name, value in chosen.items() if name != "rule"}
    assert chosen["rule"] == file
    ties = made.ties(chosen["rule"], **parameters).to_dict()
    times = [time.strftime("%Y-%m-%dT%H:%M") for time in ties["time"]]
    found = [list(tie) for tie in zip(times, ties["from"], ties["to"], ties["weight"], strict=True)]
    assert found == [[*tie[:3], pytest.approx(number(tie[3]))] for tie in case["expect"]]


@pytest.mark.parametrize(("file", "case"), cases("signal"))
def test_signal(file: str, case: Case) -> None:
    findings = study(case, []).run(progress=False).findings.to_dict()
    expected = case["expect"]
    assert findings["signal"] == [file] * len(expected)
    assert findings["subject"] == [one["subject"] for one in expected]
    assert [str(day) for day in findings["since"]] == [one["since"] for one in expected]
    assert [str(day) for day in findings["until"]] == [one["until"] for one in expected]
    for text, one in zip(findings["evidence"], expected, strict=True):
        found = [part.split("=")[-1] for part in text.split("; ")]
        assert [float(value) for value in found] == [pytest.approx(number(value)) for _, value in one["evidence"]]
        assert all(f":{id}[" in part for part, (id, _) in zip(text.split("; "), one["evidence"], strict=True))
