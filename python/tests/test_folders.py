"""A study folder opened, run, saved, read back, and reported."""

from __future__ import annotations

import json
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

import linli
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the bundled study, so that its key does not lie in the repository."""
    copy = tmp_path_factory.mktemp("studies") / "huaiyin"
    shutil.copytree(ROOT / "tests" / "cases" / "studies" / "huaiyin", copy, ignore=shutil.ignore_patterns("outcome"))
    return copy


@pytest.fixture(scope="module")
def outcome(folder: Path) -> linli.Outcome:
    """Open and run the bundled study."""
    return linli.open(folder).run(progress=False)


def test_opening_gives_a_study_under_pseudonyms(folder: Path) -> None:
    study = linli.open(folder)
    assert (folder.parent / "huaiyin.key").is_file()
    assert "beside the study folder" in repr(study)
    facts = dict(zip(*study.describe().to_dict().values(), strict=True))
    assert int(facts["groups"]) == len(study.groups) > 1
    assert int(facts["messages"]) == len(study.messages) > 100
    assert all(len(person) == 13 for person in study.people.to_dict()["person"])
    assert linli.open(str(folder)).people.to_dict() == study.people.to_dict()
    with pytest.raises(linli.UnknownNameError, match="`day_first`"):
        linli.open(folder, date_order="dayfirst")  # type: ignore[arg-type]


def test_the_day_of_reading_can_be_said_and_a_new_key_is(folder: Path, tmp_path: Path) -> None:
    study = linli.open(folder, key=tmp_path / "new.key")
    odd = study.check().to_dict()
    assert "new.key" in odd["samples"][odd["code"].index("new-key")][0]
    assert "new-key" not in linli.open(folder, key=tmp_path / "new.key").check().to_dict()["code"]
    for day in ("2010-03-06", date(2010, 3, 6)):
        with pytest.raises(linli.InputError, match="2010-03-06"):
            linli.open(folder, as_of=day)
    last = max(study.messages.to_dict()["time"]).date()
    assert len(linli.open(folder, as_of=last).messages) == len(study.messages)
    with pytest.raises(linli.InputError, match="`yesterday` is no day"):
        linli.open(folder, as_of="yesterday")


def test_what_is_saved_is_read_back(outcome: linli.Outcome, tmp_path: Path) -> None:
    place = tmp_path / "run"
    outcome.save(place, language="en")
    loaded = linli.load(place)
    assert loaded.plan == outcome.plan
    assert loaded.findings.to_dict() == outcome.findings.to_dict()
    assert loaded.panel.names == outcome.panel.names
    for name in outcome.panel.names:
        before, after = getattr(outcome.panel, name), getattr(loaded.panel, name)
        assert after.columns == before.columns
        assert after.to_dict() == before.to_dict()
        ids = [column for column in before.columns if column in linli.indicators().to_dict()["id"]]
        assert all(after.status(id).to_list() == before.status(id).to_list() for id in ids)
    field = loaded.panel.networks.to_arrow().schema.field("net_density")
    assert field.metadata[b"title"] == b"Density"
    assert len(loaded.panel.networks.select(windows="disjoint")) < len(loaded.panel.networks)
    record = json.loads((place / "run.json").read_text(encoding="utf-8"))
    assert loaded.provenance == record
    assert record["run"]["seconds"] >= 0
    assert len(record["inputs"]) > 3
    own = outcome.provenance
    for key in ("version", "plan", "windows", "rows", "cells", "indicators", "populations"):
        assert own[key] == record[key], key


def test_a_loaded_outcome_has_no_study(outcome: linli.Outcome, tmp_path: Path) -> None:
    outcome.save(tmp_path / "run")
    outcome.save(tmp_path / "run")
    loaded = linli.load(tmp_path / "run")
    with pytest.raises(AttributeError, match="open the study folder"):
        _ = loaded.study
    for ask in (loaded.report, lambda: loaded.save(tmp_path / "again")):
        with pytest.raises(linli.InputError, match="read back"):
            ask()
    assert "linli.Outcome huaiyin" in repr(loaded)
    assert "T1" in loaded._repr_html_()


def test_a_folder_with_other_things_is_not_overwritten(outcome: linli.Outcome, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    with pytest.raises(linli.LinliError):
        outcome.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    with pytest.raises(linli.LinliError):
        linli.load(tmp_path)


def test_the_report_is_one_file(outcome: linli.Outcome, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    html = outcome.report(path, language="zh")
    assert path.read_text(encoding="utf-8") == html
    assert html == outcome.report(language="zh")
    assert "<script" not in html
    assert "T1" in html
    assert html != outcome.report(language="en")
    with pytest.raises(linli.UnknownNameError, match="no language `french`"):
        outcome.report(language="french")  # type: ignore[arg-type]
    with pytest.raises(OSError, match="nowhere"):
        outcome.report(tmp_path / "nowhere" / "report.html")


def test_staff_named_in_a_plan_do_not_leave_as_research(outcome: linli.Outcome) -> None:
    staff = outcome.study.plan.staff
    assert staff
    shown = str(outcome.provenance) + outcome.plan.to_toml()
    assert not any(name in shown for name in staff)
