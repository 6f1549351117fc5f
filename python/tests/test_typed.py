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
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pyarrow as pa
import pytest

import linli
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = json.loads((ROOT / "tests/cases/output/typed.json").read_text(encoding="utf-8"))["cases"]
ALL = [(text, f"{case['id']}-{at}") for case in CASES for at, text in enumerate(case["texts"])]
# What is longer than a name is refused as a name of a table.
LONGEST = 256
TEXTS = [pytest.param(text, id=at) for text, at in ALL if len(text.encode()) <= LONGEST]

PLAIN = "布工坊"
RECORDS = ("messages", "people", "groups", "memberships", "activities", "attendance", "evidence", "invitations")
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
        # A page for everybody is of three organizations.
        for other in ("合唱队", "舞蹈队"):
            held.append({"id": f"{other}{week}", "organization": other, "title": other, "start": str(day)})
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
    for name in RECORDS:
        yield name, getattr(study, name)
    for name in outcome.panel.names:
        yield f"panel {name}", getattr(outcome.panel, name)
    yield "ties", study.ties()
    brief = study.brief(as_of="2017-05-01")
    yield from {"brief": brief, "items": brief.items, "brief findings": brief.findings}.items()
    yield "placements", study.placements(text, as_of="2017-05-01")
    yield "inviting", study.inviting(text, as_of="2017-05-01")
    yield "not seen", study.not_seen(text, as_of="2017-05-01")


def pages(text: str) -> Iterator[tuple[str, str]]:
    """Yield every page of HTML, by name."""
    brief = study_of(text).brief(as_of="2017-05-01")
    of_purpose: dict[str, list[Any]] = {"coaching": ["coach"], "evaluation": ["funder", "public"]}
    outcomes = {purpose: study_of(text, purpose=purpose).run(progress=False) for purpose in of_purpose}
    for language in ("zh", "en", "both"):
        yield f"brief {language}", brief.html(language=language, named=True)
        for purpose, audiences in of_purpose.items():
            for audience in audiences:
                page = outcomes[purpose].report(language=language, audience=audience)
                yield f"{audience} {language}", page


def skeleton(html: str) -> Counter[tuple[str, ...]]:
    """Return how often each element stands there with each set of attributes, of a page that loads and runs nothing."""
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


def test_there_are_24_cases_and_a_text_longer_than_a_name_is_refused() -> None:
    """The list is whole, and what is left out below is refused with its reason."""
    assert len(CASES) == 24
    long = [text for text, _ in ALL if len(text.encode()) > LONGEST]
    assert len(long) == 1
    with pytest.raises(linli.InputError, match=f"longer than {LONGEST} bytes"):
        study_of(long[0])


@pytest.mark.parametrize("text", TEXTS)
def test_no_element_and_no_attribute_comes_from_what_was_typed(text: str) -> None:
    """Notebooks and pages have the same elements and attributes whatever people are called."""
    notebook = ((name, one._repr_html_()) for name, one in shown(text) if hasattr(one, "_repr_html_"))
    seen = 0
    for name, html in [*notebook, *pages(text)]:
        found = skeleton(html)
        # A name with spaces around it is another name in some tables: there are more people, and a check says so.
        assert found == plain()[name] or text != text.strip(), name
        assert set(found) <= set().union(*plain().values()), name
        seen += 1
    assert all("Content-Security-Policy" in page for _, page in pages(text))
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
    assert known == text or known == text.strip() != text
    assert set(study.activities.to_dict()["title"]) == {text.strip(), "合唱队", "舞蹈队"}
    assert text.strip() in study.people.to_dict()["person"]
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
        content = sheet.read_bytes().decode("utf-8-sig")
        for delimiter in ",;":
            for row in csv.reader(content.splitlines(keepends=True), delimiter=delimiter):
                assert not any(map(runs, row)), (sheet.name, delimiter, row)


def named_in(text: str, names: set[str]) -> set[str]:
    """Return the names that stand in a text."""
    return {name for name in names if name in text}


def test_nobody_is_named_in_what_python_shows_of_a_study_under_pseudonyms(tmp_path: Path) -> None:
    """Representations, notebooks, tables, reports and errors of T1, T2 and T3 hold no name of a simulated lane."""
    truth = Path(linli.simulate(tmp_path / "lane", scenario="lane"))
    people = list(csv.DictReader((truth / "people.csv").read_text("utf-8-sig").splitlines()))
    names = {row[key] for row in people for key in ("name", "nickname", "renamed") if len(row[key]) > 1}
    names |= {name.split("(")[0] for name in names if len(name.split("(")[0]) > 1} | {"wxid_"}
    assert len(names) > 60
    assert named_in(f"给{sorted(names)[0]}", names), "the search finds names"

    study = linli.open(tmp_path / "lane")
    assert study.plan.release["tier"] == "T1"
    outcome = study.run(progress=False)
    told: dict[str, str] = {"check": str(study.check()), "record": repr(outcome.provenance)}
    tables = [getattr(study, name) for name in RECORDS] + [getattr(outcome.panel, name) for name in outcome.panel.names]
    for one in [study, outcome, study.plan, outcome.panel, outcome.findings, study.ties(), study.describe(), *tables]:
        told[f"{one!r}"] = repr(one) + getattr(one, "_repr_html_", str)()
        if isinstance(one, linli.Table):
            told[f"{one!r}"] += repr(one.to_dict()) + repr(one.to_arrow().schema.metadata)
    told["plan"] = outcome.plan.to_toml()
    group = study.groups.to_dict()["group"][0]
    for name, ask in {"placements": study.placements, "inviting": study.inviting}.items():
        with pytest.raises(linli.ConfigError) as refused:
            ask(group, as_of="2017-03-06")
        told[name] = str(refused.value)
    brief = study.brief(as_of="2017-03-06")
    told["brief"] = repr(brief) + brief._repr_html_() + brief.text(language="both") + repr(brief.items.to_dict())
    audience: Any
    for audience in ("researcher", None):
        told[f"report {audience}"] = outcome.report(audience=audience)
    of_money = study.with_plan(purpose="evaluation", indicators=["org_activities"]).run(progress=False)
    for audience in ("funder", "public"):
        told[audience] = of_money.report(audience=audience)
        with pytest.raises(linli.ConfigError, match="coaching"):
            outcome.report(audience=audience)
    leaks = {name: found for name, text in told.items() if (found := named_in(text, names))}
    assert not leaks
    assert len(told) > 30


def test_a_report_is_for_whoever_the_plan_serves_and_refused_in_the_same_words(tmp_path: Path) -> None:
    """Audiences are the command line's; rounded numbers need a key that stays the same."""
    linli.simulate(tmp_path / "lane", scenario="lane")
    study = linli.open(tmp_path / "lane").with_plan(purpose="evaluation", indicators=["org_activities"])
    outcome = study.run(progress=False)
    page = outcome.report(tmp_path / "funder.html", audience="funder", language="zh")
    assert (tmp_path / "funder.html").read_text("utf-8") == page
    assert page == outcome.report(audience="funder", language="zh")
    assert "T2" in page
    assert "T3" in outcome.report(audience="public")
    audience: Any
    for audience in ("coach", "researcher"):
        with pytest.raises(linli.ConfigError, match=f"purpose is evaluation, .* nothing to the audience {audience}"):
            outcome.report(audience=audience)
    with pytest.raises(linli.UnknownNameError, match="funder"):
        outcome.report(audience="funders")  # type: ignore[arg-type]

    drawn = linli.Study.from_tables(
        messages=pa.Table.from_pylist([{"group": "g", "time": "2017-03-06 10:00", "author": "甲"}]),
        plan=linli.Plan(id="drawn", zone="Asia/Shanghai", purpose="evaluation", indicators=["org_activities"]),
    )
    with pytest.raises(linli.ConfigError, match="key"):
        drawn.run(progress=False).report(audience="funder")


def test_who_could_invite_whom_is_for_the_team_and_for_coaching() -> None:
    """A row for each who could invite, with the reason; refused in any other tier or purpose."""
    table = study_of(PLAIN).inviting(group=PLAIN, as_of=date(2017, 5, 2)).to_dict()
    assert table["person"] == [PLAIN, PLAIN]
    assert sorted(table["inviter"]) == ["丙一", "乙一"]
    # Five activities of three people; the last of them on 6 March.
    assert table["met"] == [5, 5]
    assert set(table["last"]) == {date(2017, 3, 6)}
    assert (set(table["series"]), set(table["came"]), set(table["about"])) == ({PLAIN}, {5}, {date(2017, 5, 8)})
    for other in ({"release": {"tier": "T1"}}, {"purpose": "research"}):
        with pytest.raises(linli.ConfigError, match="T0"):
            study_of(PLAIN, **other).inviting(PLAIN, as_of="2017-05-01")
    with pytest.raises(linli.UnknownNameError):
        study_of(PLAIN).inviting("没有这个群", as_of="2017-05-01")
