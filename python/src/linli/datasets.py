"""Studies to try things on. Nobody in them is real.

Examples
--------
>>> import linli
>>> study = linli.datasets.lane()
>>> len(study.groups)
4
"""

import tempfile
from pathlib import Path
from typing import Literal

from linli._native import Study, open, simulate

__all__ = ["dashilar", "lane"]

_Effect = Literal["small", "medium", "large"]


def dashilar(*, seed: int = 2017, effect: _Effect = "medium") -> Study:
    """Simulate a street of 24 organizations for two years, and open it.

    It has 15 first-layer groups and one second-layer group in four communities. The same arguments give the same study,
    pseudonyms included. To keep the files, and the truth beside them, use :func:`linli.simulate`.

    Parameters
    ----------
    seed : int, default 2017
        Another seed, another street.
    effect : {"small", "medium", "large"}, default "medium"
        How strong what is planted is.

    Returns
    -------
    Study
        The study, marked as synthetic in its plan.
    """
    return _opened("dashilar", seed, effect)


def lane(*, seed: int = 2017, effect: _Effect = "medium") -> Study:
    """Simulate a lane of three organizations for half a year, and open it.

    Parameters
    ----------
    seed : int, default 2017
        Another seed, another lane.
    effect : {"small", "medium", "large"}, default "medium"
        How strong what is planted is.

    Returns
    -------
    Study
        The study, marked as synthetic in its plan.
    """
    return _opened("lane", seed, effect)


def _opened(scenario: str, seed: int, effect: _Effect) -> Study:
    """Open a simulated street; its files go away."""
    with tempfile.TemporaryDirectory(prefix="linli-") as place:
        folder = Path(place) / scenario
        simulate(folder, scenario=scenario, seed=seed, effect=effect)
        return open(folder)
