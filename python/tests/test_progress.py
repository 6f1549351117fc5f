"""A run tells how far it is, and stops when it is told to."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

import linli

if TYPE_CHECKING:
    import pyarrow as pa

# A study whose run takes many seconds, unless it is stopped; the child sends itself the signal.
LONG = textwrap.dedent("""
    import os, signal, sys, threading, time
    import linli, numpy as np, pyarrow as pa

    rows, people = 400_000, 900
    random = np.random.default_rng(7)
    seconds = np.sort(random.integers(1_483_228_800, 1_483_228_800 + 700 * 86_400, rows))
    table = pa.table({
        "group": ["g"] * rows, "time": seconds, "author": random.integers(0, people, rows),
        "id": np.arange(rows), "reply_to": np.maximum(np.arange(rows) - random.integers(1, 50, rows), 0),
    })
    plan = linli.Plan(id="long", zone="UTC", window="84d", step="1d", coverage=0.0, least_tied_turns=0,
                      least_explicit_share=0.0, release={"tier": "T0"})
    study = linli.Study.from_tables(messages=table, plan=plan)
    sent = []

    def interrupt():
        time.sleep(0.5)
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    try:
        study.run(progress=False)
    except KeyboardInterrupt:
        print("stopped", time.monotonic() - sent[0])
    else:
        print("finished")
""")


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C on Windows")
def test_ctrl_c_stops_a_run() -> None:
    child = subprocess.run([sys.executable, "-c", LONG], capture_output=True, text=True, timeout=120, check=True)
    word, seconds = child.stdout.split()
    assert word == "stopped"
    assert float(seconds) < 2.0


def test_a_callable_hears_the_beginning_and_the_end(messages: pa.Table, plan: linli.Plan) -> None:
    heard: list[tuple[int, int]] = []
    study = linli.Study.from_tables(messages=messages, plan=plan)
    study.run(progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (2, 2)
    assert heard == sorted(heard)


def test_what_a_callable_raises_comes_back(messages: pa.Table, plan: linli.Plan) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Enough

    study = linli.Study.from_tables(messages=messages, plan=plan)
    with pytest.raises(Enough):
        study.run(progress=stop)


def test_progress_is_a_choice_or_a_callable(messages: pa.Table, plan: linli.Plan) -> None:
    study = linli.Study.from_tables(messages=messages, plan=plan)
    with pytest.raises(TypeError, match="`progress` is a str"):
        study.run(progress="yes")  # type: ignore[arg-type]
    study.run(progress=False)
    try:
        import tqdm  # noqa: F401
    except ImportError:
        with pytest.raises(ImportError, match="pip install tqdm"):
            study.run(progress=True)
