"""What people typed, in everything that Python shows and writes: no markup arises, no cell runs, no terminal obeys.

Pages are read by the parser that browsers are specified by. The texts stand in ``tests/cases/output/typed.json``.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import html5lib
import pyarrow as pa
import pytest
from conftest import ROOT

import linli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CASES = json.loads((ROOT / "tests/cases/output/typed.json").read_text(encoding="utf-8"))["cases"]
TEXTS = [pytest.param(text, id=f"{case['id']}-{at}") for case in CASES for at, text in enumerate(case["texts"])]

PLAIN = "布工坊"
MONDAY = date(2017, 2, 6)
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]")


def study_of(text: str, **keys: Any) -> linli.Study:  # noqa: ANN401
    """Return twelve weeks in which a text is the name of whatever a person can name."""
    rows: list[dict[str, Any]] = []
    came: list[dict[str, str]] = []
    held: list[dict[str, Any]] = []
    for week in range(12):
        day = MONDAY + timedelta(days=7 * week)
        people = [text, "乙一", "丙一"] if week < 5 else ["乙一", "丙一"]
        for at, author in enumerate(people):
            time, reply = f"{day} 12:0{at}", len(rows) if at else None
            rows.append({"group": text, "time": time, "author": author, "id": len(rows) + 1, "reply_to": reply})
        held.append(
            {"id": f"n{week}", "organization": text, "title": text, "start": str(day), "kind": text, "venue": text}
        )
        came += [{"activity": f"n{week}", "person": person} for person in people]
    everybody = [text, "乙一", "丙一"]
    plan = {"title": text, "start": "2017-02-06", "end": "2017-05-01", "release": {"tier": "T0"}, **keys}
    return linli.Study.from_tables(
        plan=linli.Plan(id="typed", zone="Asia/Shanghai", **plan),
        messages=pa.Table.from_pylist(rows),
        groups=pa.Table.from_pylist([{"group": text, "organization": text}]),
        memberships=pa.Table.from_pylist([{"person": person, "organization": text} for person in everybody]),
        activities=pa.Table.from_pylist(held),
        attendance=pa.Table.from_pylist(came),
        consent=pa.Table.from_pylist([{"person": person, "purpose": "coaching"} for person in everybody]),
        key=bytes(32),
    )


def shown(text: str) -> Iterator[tuple[str, Any]]:
    """Yield every object that a notebook shows, by name."""
    study = study_of(text)
    outcome = study.run(progress=False)
    yield from {"study": study, "plan": study.plan, "outcome": outcome, "panel": outcome.panel}.items()
    yield from {"findings": outcome.findings, "check": study.check(), "describe": study.describe()}.items()
    for name in ("messages", "people", "groups", "memberships", "activities", "attendance", "evidence", "invitations"):
        yield name, getattr(study, name)
    for name in outcome.panel.names:
        yield name, getattr(outcome.panel, name)
    yield "ties", study.ties()
    brief = study.brief(as_of="2017-05-01")
    yield from {"brief": brief, "items": brief.items, "brief findings": brief.findings}.items()
    yield "placements", study.placements(text, as_of="2017-05-01")
    yield "inviting", study.inviting(text, as_of="2017-05-01")
    yield "not seen", study.not_seen(text, as_of="2017-05-01")


def pages(text: str) -> Iterator[tuple[str, str]]:
    """Yield every page of HTML, by name."""
    brief = study_of(text).brief(as_of="2017-05-01")
    of_purpose = {"coaching": ["coach"], "evaluation": ["funder", "public"]}
    outcomes = {purpose: study_of(text, purpose=purpose).run(progress=False) for purpose in of_purpose}
    for language in ("zh", "en", "both"):
        yield f"brief {language}", brief.html(language=language, named=True)
        for purpose, audiences in of_purpose.items():
            for audience in audiences:
                try:
                    page = outcomes[purpose].report(language=language, audience=audience)
                except linli.ConfigError as refused:
                    # Three organizations make a page for everybody; here is one.
                    page = f"<!doctype html><title>x</title><meta http-equiv=Content-Security-Policy>{refused.kind}"
                    assert audience == "public"
                yield f"{audience} {language}", page


def skeleton(html: str) -> Counter[tuple[str, ...]]:
    """Return how often each element stands there with each set of attributes; and look that nothing is loaded or run."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    elements: Counter[tuple[str, ...]] = Counter()
    for element in tree.iter():
        assert isinstance(element.tag, str), "a comment"
        assert element.tag not in {"script", "iframe", "object", "embed", "img", "link", "base", "form", "math", "a b"}
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert name not in {"src", "style", "srcdoc", "action"} or element.tag == "svg", name
            assert name != "href" or value.startswith("#"), value
        elements[(element.tag, *sorted(map(str, element.attrib)))] += 1
    return elements


@cache
def plain() -> dict[str, Counter[tuple[str, ...]]]:
    """Return the skeletons for a plain name."""
    notebook = {name: skeleton(one._repr_html_()) for name, one in shown(PLAIN) if hasattr(one, "_repr_html_")}
    return notebook | {name: skeleton(page) for name, page in pages(PLAIN)}


@pytest.mark.parametrize("text", TEXTS)
def test_no_element_and_no_attribute_comes_from_what_was_typed(text: str) -> None:
    """Notebooks and pages have the same elements and attributes whatever people are called."""
    seen = 0
    for name, one in shown(text):
        if hasattr(one, "_repr_html_"):
            assert skeleton(one._repr_html_()) == plain()[name], name
            seen += 1
    for name, page in pages(text):
        assert "Content-Security-Policy" in page, name
        assert skeleton(page) == plain()[name], name
        seen += 1
    assert seen == len(plain()) > 30


@pytest.mark.parametrize("text", TEXTS)
def test_no_terminal_obeys_what_was_typed(text: str) -> None:
    """What an interpreter prints holds nothing that moves a cursor or turns a line."""
    for name, one in shown(text):
        assert not HIDDEN.search(repr(one)), (name, repr(one))
    brief = study_of(text).brief(as_of="2017-05-01")
    assert brief.text(language="en").count("\n") == study_of(PLAIN).brief(as_of="2017-05-01").text(language="en").count(
        "\n"
    )
    with pytest.raises(linli.UnknownNameError) as unknown:
        study_of(text).placements(text + "不是", as_of="2017-05-01")
    assert not HIDDEN.search(str(unknown.value)), str(unknown.value)


def runs(cell: str) -> bool:
    """Say whether a spreadsheet could take a cell for something to compute."""
    bare = re.sub(r"^[\s\x00-\x1f\ufeff]+", "", cell)
    if cell[:1] in {"\t", "\r", "\0"}:
        return True
    try:
        float(cell)
    except ValueError:
        return bare[:1] in set("=+-@＝＋－＠")
    return False


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_saved_runs_nowhere_and_is_read_back_as_typed(text: str, tmp_path: Path) -> None:
    """Arrow, CSV and JSON give back what was typed; no cell of a CSV is a formula, at commas or at semicolons."""
    study = study_of(text)
    known = study.groups.to_dict()["group"][0]
    assert known == text
    assert set(study.activities.to_dict()["title"]) == {text}
    assert text in study.people.to_dict()["person"]
    outcome = study.run(progress=False)
    outcome.save(tmp_path / "outcome")
    again = linli.load(tmp_path / "outcome")
    for name in outcome.panel.names:
        for key in ("group", "organization", "person", "series"):
            table, saved = getattr(outcome.panel, name), getattr(again.panel, name)
            if key in table.columns:
                assert saved.to_dict()[key] == table.to_dict()[key], (name, key)
    assert json.loads((tmp_path / "outcome/datapackage.json").read_text("utf-8"))["title"]
    written = list((tmp_path / "outcome").rglob("*"))
    assert all(path.name.isascii() for path in written)
    sheets = [path for path in written if path.suffix == ".csv"]
    assert len(sheets) > 8
    for sheet in sheets:
        content = sheet.read_text("utf-8-sig", newline="")
        for delimiter in ",;":
            for row in csv.reader(content.splitlines(keepends=True), delimiter=delimiter):
                assert not any(map(runs, row)), (sheet.name, delimiter, row)
