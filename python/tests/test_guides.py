"""The Python of the guide runs as it stands, page by page, and prints what the page says it prints."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs/guide").glob("*.md"))

# A block of Python, and the block of output right behind it, if there is one.
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<printed>.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def furnish(place: Path) -> None:
    """Put there what the pages speak of: a study folder, and a log of messages."""
    shutil.copytree(ROOT / "tests/cases/studies/huaiyin", place / "布工坊")
    times = [dt.datetime(2017, 1, 2, 9, tzinfo=dt.timezone.utc) + dt.timedelta(hours=7 * at) for at in range(200)]
    rows = {"group_id": ["g"] * 200, "ts": times, "sender_id": [f"p{at % 5}" for at in range(200)]}
    pq.write_table(pa.table(rows), place / "log.parquet")


def test_there_are_pages_with_python() -> None:
    code = {page.name: len(BLOCK.findall(page.read_text(encoding="utf-8"))) for page in PAGES}
    assert code["programme.md"] >= 5
    assert code["offline.md"] >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_prints_what_it_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.read_text(encoding="utf-8")
    furnish(tmp_path)
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {}
    printed: list[tuple[re.Match[str], str]] = []
    for block in BLOCK.finditer(text):
        line = text[: block.start("code")].count("\n")
        # Lines of an error are those of the page.
        code = compile("\n" * line + block["code"], str(page), "exec")
        heard = io.StringIO()
        with contextlib.redirect_stdout(heard):
            exec(code, namespace)
        printed.append((block, heard.getvalue()))
    if os.environ.get("LINLI_BLESS"):
        for block, said in reversed(printed):
            if block["printed"] is not None:
                text = text[: block.start("printed")] + said + text[block.end("printed") :]
        page.write_text(text, encoding="utf-8")
        return
    for block, said in printed:
        if block["printed"] is not None:
            where = f"{page.name}:{text[: block.start()].count(chr(10)) + 1}"
            assert said == block["printed"], f"{where}: LINLI_BLESS=1 writes what is printed; read the difference"
