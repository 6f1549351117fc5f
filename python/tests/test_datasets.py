"""Simulated studies: marked as such, the same every time, with the truth beside their files."""

import csv
from pathlib import Path

import pytest

import linli


def test_a_dataset_is_the_same_every_time_and_says_that_it_is_synthetic() -> None:
    one, same = linli.datasets.lane(seed=3), linli.datasets.lane(seed=3)
    assert one.people.to_dict() == same.people.to_dict()
    assert one.plan.synthetic.endswith("--seed 3")
    assert linli.datasets.lane(seed=4).people.to_dict() != one.people.to_dict()
    assert len(one.groups) == 4
    assert linli.Plan(id="lane", zone="Asia/Shanghai").synthetic == ""


def test_a_street_is_written_with_the_truth_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "lane"
    truth = Path(linli.simulate(folder, scenario="lane", seed=5, effect="large"))
    assert truth == tmp_path / "lane.truth"
    with (truth / "facts.csv").open(encoding="utf-8") as file:
        facts = list(csv.DictReader(file))
    assert {"drifts", "mosquito_hall"} <= {fact["plant"] for fact in facts}
    assert {fact["effect"] for fact in facts} == {"large"}
    assert len(linli.open(folder).groups) == 4
    with pytest.raises(linli.FileError, match="already"):
        linli.simulate(folder, scenario="lane")
    with pytest.raises(linli.UnknownNameError, match="lane"):
        linli.simulate(tmp_path / "other", scenario="lan")
