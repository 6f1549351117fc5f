"""Tables in: every library, every form of time and id, and what is said when a table cannot be read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import linli
from conftest import MESSAGES, make_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def ties(study: linli.Study) -> list[tuple[Any, ...]]:
    """Return the explicit ties of a study as rows."""
    table = study.ties().to_dict()
    return list(zip(table["group"], table["from"], table["to"], table["weight"], strict=True))


# bo answers ann; cy answers bo and names ann, a tie to each; ann answers cy.
TIES = [
    ("dance", "bo", "ann", 1.0),
    ("dance", "cy", "bo", 1.0),
    ("dance", "cy", "ann", 1.0),
    ("dance", "ann", "cy", 1.0),
]


def as_pandas() -> pd.DataFrame:
    """Return the messages as pandas makes them: reply_to becomes real, with gaps."""
    return pd.DataFrame(MESSAGES)


def batches() -> Iterator[pa.RecordBatch]:
    """Return the messages two rows at a time, each batch with dictionaries of its own."""
    table = pa.table(MESSAGES)
    for column in ("group", "author"):
        at = table.schema.get_field_index(column)
        table = table.set_column(at, column, table[column].dictionary_encode())
    for start in range(0, len(table), 2):
        yield from table.slice(start, 2).combine_chunks().to_batches()


FORMS: dict[str, Callable[[], Any]] = {
    "pyarrow": lambda: pa.table(MESSAGES),
    "pandas": as_pandas,
    "polars": lambda: pl.DataFrame(MESSAGES),
    "polars categories": lambda: pl.DataFrame(MESSAGES).with_columns(pl.col("author").cast(pl.Categorical)),
    "large strings": lambda: pa.table(MESSAGES).cast(
        pa.schema(
            [
                ("group", pa.large_string()),
                ("time", pa.large_string()),
                ("author", pa.large_string()),
                ("id", pa.int32()),
                ("reply_to", pa.int16()),
                ("mentions", pa.large_list(pa.large_string())),
            ]
        )
    ),
    "string ids": lambda: pa.table(MESSAGES).cast(
        pa.schema(
            [
                ("group", pa.string()),
                ("time", pa.string()),
                ("author", pa.string_view()),
                ("id", pa.string()),
                ("reply_to", pa.string()),
                ("mentions", pa.list_(pa.string())),
            ]
        )
    ),
    "reader": lambda: pa.table(MESSAGES).to_reader(max_chunksize=3),
    "generator": batches,
    "list": lambda: list(batches()),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_ties(form: str, plan: linli.Plan) -> None:
    study = linli.Study.from_tables(messages=FORMS[form](), plan=plan)
    assert ties(study) == TIES
    assert study.messages.to_dict()["author"] == ["ann", "bo", "cy", "ann", "bo", "ann", "dai"]


def test_ids_that_are_no_numbers_are_answered_too(plan: linli.Plan) -> None:
    table = pa.table(
        {
            **MESSAGES,
            "id": [f"m-{i}" for i in MESSAGES["id"]],
            "reply_to": [None if r is None else f"m-{r}" for r in MESSAGES["reply_to"]],
        }
    )
    assert ties(linli.Study.from_tables(messages=table, plan=plan)) == TIES


def test_people_and_groups_may_be_numbers(plan: linli.Plan) -> None:
    people = {"ann": 7, "bo": -1, "cy": 12, "dai": 3}
    table = pa.table(
        {
            **MESSAGES,
            "author": [people[who] for who in MESSAGES["author"]],
            "mentions": [[people[who] for who in named] for named in MESSAGES["mentions"]],
        }
    )
    study = linli.Study.from_tables(messages=table, plan=plan)
    assert ties(study) == [(g, str(people[a]), str(people[b]), w) for g, a, b, w in TIES]


INSTANTS = [dt.datetime.fromisoformat(t) - dt.timedelta(hours=8) for t in MESSAGES["time"]]
SECONDS = [int(t.replace(tzinfo=dt.timezone.utc).timestamp()) for t in INSTANTS]
LOCAL = [dt.datetime.fromisoformat(t) for t in MESSAGES["time"]]

TIMES = {
    "seconds": pa.array(SECONDS, pa.int64()),
    "seconds in 32 bits": pa.array(SECONDS, pa.uint32()),
    "real seconds": pa.array([float(s) for s in SECONDS]),
    "milliseconds": pa.array([s * 1_000 for s in SECONDS]),
    "microseconds": pa.array([s * 1_000_000 for s in SECONDS]),
    "nanoseconds": pa.array([s * 1_000_000_000 for s in SECONDS]),
    "instants": pa.array(INSTANTS, pa.timestamp("ms", "UTC")),
    "instants in ns elsewhere": pa.array(INSTANTS, pa.timestamp("ns", "UTC")).cast(pa.timestamp("ns", "Europe/Berlin")),
    "local timestamps": pa.array(LOCAL, pa.timestamp("s")),
    "local text": pa.array(MESSAGES["time"]),
    "text with offset": pa.array([t.isoformat() + "+08:00" for t in LOCAL]),
    "text in UTC": pa.array([t.isoformat(timespec="milliseconds") + "Z" for t in INSTANTS]),
    "text with slashes": pa.array([t.replace("-", "/") for t in MESSAGES["time"]]),
}


@pytest.mark.parametrize("form", TIMES)
def test_every_form_of_time_means_the_same(form: str, plan: linli.Plan) -> None:
    table = pa.table({**MESSAGES, "time": TIMES[form]})
    study = linli.Study.from_tables(messages=table, plan=plan)
    times = study.messages.to_dict()["time"]
    assert [t.isoformat() for t in times] == [t.isoformat() + "+08:00" for t in LOCAL]
    assert len(study.messages.to_dict()["time"]) == 7


def test_a_clock_change_is_noted() -> None:
    table = pa.table(
        {
            "group": ["g"] * 3,
            "time": pa.array(
                [dt.datetime(2017, 3, 12, 2, 30), dt.datetime(2017, 11, 5, 1, 30), dt.datetime(2017, 11, 5, 3, 30)],
                pa.timestamp("us"),
            ),
            "author": ["a", "b", "c"],
        }
    )
    plan = linli.Plan(id="x", zone="America/New_York", release={"tier": "T0"})
    study = linli.Study.from_tables(messages=table, plan=plan)
    counts = dict(zip(*(study.check().to_dict()[c] for c in ("code", "count")), strict=True))
    assert (counts["time-gap"], counts["time-fold"]) == (1, 1)
    times = [t.astimezone(dt.timezone.utc).isoformat() for t in study.messages.to_dict()["time"]]
    assert times == ["2017-03-12T07:30:00+00:00", "2017-11-05T05:30:00+00:00", "2017-11-05T08:30:00+00:00"]


def test_times_of_two_units_are_asked_about(plan: linli.Plan) -> None:
    table = pa.table({**MESSAGES, "time": [SECONDS[0], *(s * 1_000 for s in SECONDS[1:])]})
    with pytest.raises(linli.InputError, match="seconds in some rows and milliseconds") as caught:
        linli.Study.from_tables(messages=table, plan=plan)
    assert caught.value.kind == "ambiguous"


def test_bad_rows_are_counted_and_the_rest_is_read(plan: linli.Plan) -> None:
    table = pa.table(
        {
            "group": ["g", None, "g", "g", "g", "g"],
            "time": ["2017-03-06 09:00", "2017-03-06 09:00", "yesterday", "1017-03-06 09:00", None, "2017-03-07 25:00"],
            "author": ["a", "b", "c", "d", "e", "f"],
            "kind": ["text", "text", "text", "text", "text", "text"],
        }
    )
    study = linli.Study.from_tables(messages=table, plan=plan)
    assert len(study.messages) == 1
    check = study.check()
    counts = dict(zip(*(check.to_dict()[c] for c in ("code", "count")), strict=True))
    assert counts["bad-row"] == 1
    assert counts["bad-time"] == 4
    assert "messages:3" in str(check.to_dict()["samples"])
    assert "bad-time × 4" in repr(check)


def test_a_table_of_nothing_but_bad_rows_is_an_error(plan: linli.Plan) -> None:
    table = pa.table({"group": ["g"], "time": ["soon"], "author": ["a"]})
    with pytest.raises(linli.InputError, match="not one of 1 messages"):
        linli.Study.from_tables(messages=table, plan=plan)


def test_kinds_decide_what_is_a_turn(plan: linli.Plan) -> None:
    kinds = ["text", "image", "join", "leave", "telepathy", None]
    table = pa.table(
        {
            "group": ["g"] * 6,
            "time": [f"2017-03-06 09:0{i}" for i in range(6)],
            "author": list("abcdef"),
            "kind": kinds,
        }
    )
    study = linli.Study.from_tables(messages=table, plan=plan)
    rows = study.messages.to_dict()
    assert rows["kind"] == ["text", "picture", "join", "leave", "other", "text"]
    assert rows["turn"] == [True, True, False, False, True, True]
    assert "unknown-kind × 1" in repr(study.check())
    outcome = study.run(indicators=["net_members"])
    assert outcome.panel.groups.to_dict()["net_members"] == [4]


def test_text_is_reduced_and_gone(plan: linli.Plan) -> None:
    secret = "周六上午9点签到领材料，能来吗？"
    table = pa.table({"group": ["g"], "time": ["2017-03-06 09:00"], "author": ["a"], "text": [secret]})
    study = linli.Study.from_tables(messages=table, plan=plan)
    rows = study.messages.to_dict()
    assert rows["length"] == [len(secret)]
    assert "question" in rows["cues"][0]
    assert "领材料" not in str(rows) + repr(study) + study._repr_html_() + study.messages._repr_html_()
    fields = study.groups.to_dict()["fields"][0]
    assert fields == ["length", "cue", "seconds"]


def test_columns_may_be_called_otherwise(plan: linli.Plan) -> None:
    table = pa.table(MESSAGES).rename_columns(["chat", "ts", "who", "id", "reply_to", "mentions"])
    columns = {"group": "chat", "time": "ts", "author": "who"}
    assert ties(linli.Study.from_tables(messages=table, plan=plan, columns=columns)) == TIES
    with pytest.raises(linli.InputError, match=r"no column `group`; it has `chat`, `ts`.*columns=\{"):
        linli.Study.from_tables(messages=table, plan=plan)
    with pytest.raises(linli.UnknownNameError, match=r"`grup`.*`group`"):
        linli.Study.from_tables(messages=table, plan=plan, columns={"grup": "chat"})
    with pytest.raises(linli.UnknownNameError, match=r"`chatt`.*did you mean `chat`"):
        linli.Study.from_tables(messages=table, plan=plan, columns={"group": "chatt"})
    with pytest.raises(linli.UnknownNameError, match="no table `membership`"):
        linli.Study.from_tables(messages=table, plan=plan, columns={"membership": {"person": "who"}})


def test_columns_of_other_tables_by_table(messages: pa.Table, plan: linli.Plan) -> None:
    memberships = pa.table({"who": ["ann", "eve"], "group": ["dance", "dance"]})
    study = linli.Study.from_tables(
        messages=messages, memberships=memberships, plan=plan, columns={"memberships": {"person": "who"}}
    )
    assert study.memberships.to_dict()["person"] == ["ann", "eve"]


@pytest.mark.parametrize("given", [MESSAGES, "messages.csv", 7, [MESSAGES], None])
def test_what_is_no_table_is_refused_with_the_way_out(given: object, plan: linli.Plan) -> None:
    with pytest.raises(TypeError, match=r"pandas\.DataFrame"):
        linli.Study.from_tables(messages=given, plan=plan)  # type: ignore[arg-type]


def test_one_column_is_no_table(plan: linli.Plan) -> None:
    with pytest.raises(TypeError, match="no Arrow table"):
        linli.Study.from_tables(messages=pa.chunked_array([[1, 2]]), plan=plan)
    with pytest.raises(TypeError, match="named columns"):
        linli.Study.from_tables(messages=pa.array([1, 2]), plan=plan)


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("time", [True] * 7),
        ("author", [[1]] * 7),
        ("mentions", ["ann;bo"] * 7),
        ("reply_to", [dt.date(2017, 3, 6)] * 7),
    ],
)
def test_a_column_of_the_wrong_type_is_named(column: str, values: list[object], plan: linli.Plan) -> None:
    with pytest.raises(linli.InputError, match=f"column `{column}` of table `messages`"):
        linli.Study.from_tables(messages=pa.table({**MESSAGES, column: values}), plan=plan)


def test_an_error_in_the_source_comes_through(plan: linli.Plan) -> None:
    def broken() -> Iterator[pa.RecordBatch]:
        yield from pa.table(MESSAGES).to_batches()
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        linli.Study.from_tables(messages=broken(), plan=plan)
    schema = pa.table(MESSAGES).schema
    reader = pa.RecordBatchReader.from_batches(schema, broken())
    with pytest.raises(linli.InputError, match="the disk is gone"):
        linli.Study.from_tables(messages=reader, plan=plan)


def test_coverage_is_the_whole_table_for_every_group(messages: pa.Table, plan: linli.Plan) -> None:
    groups = linli.Study.from_tables(messages=messages, plan=plan).groups.to_dict()
    assert groups["group"] == ["dance", "sewing"]
    assert groups["first_day"] == [dt.date(2017, 3, 6)] * 2
    assert groups["last_day"] == [dt.date(2017, 4, 2)] * 2
    assert groups["fields"] == [["reply", "mention", "seconds"]] * 2


def test_the_other_tables(messages: pa.Table, plan: linli.Plan) -> None:
    study = linli.Study.from_tables(
        messages=messages,
        plan=plan,
        people=pd.DataFrame({"person": ["ann", "bo"], "name": ["Ann", "Bo"], "age": [61, 58], "电话": ["1", "2"]}),
        groups=pl.DataFrame({"group": ["dance", "sewing"], "organization": ["Dancers", "Sewers"]}),
        memberships=pa.table(
            {
                "person": ["ann", "bo", "eve", "zoe", "xia"],
                "organization": ["Dancers", "Dancers", "Dancers", "Dancers", None],
                "role": ["leader", "member", "coach", "member", "member"],
                "start_on": ["2017-03-01", None, None, "2017-05-01", None],
                "end_on": [None, "2017-03-20", None, "2017-04-01", None],
            }
        ),
        activities=pa.table(
            {
                "activity": ["a1", "a2"],
                "organization": ["Dancers", "Dancers"],
                "start": ["2017-03-08 19:00", "2017-03-15"],
                "headcount": [3, None],
                "incentive": [True, None],
                "guests": ["no", "perhaps"],
            }
        ),
        attendance=pa.table(
            {
                "activity": ["a1", "a1", "a1", "a9"],
                "person": ["ann", "bo", "cy", "ann"],
                "status": ["present", "absent", None, "present"],
            }
        ),
        calendar=pa.table({"start": [dt.date(2017, 4, 2)], "end": [dt.date(2017, 4, 4)], "kind": ["holiday"]}),
        consent=pa.table({"person": ["ann", "nobody"], "purpose": ["research", "research"]}),
    )
    people = study.people.to_dict()
    assert people["age"][:2] == ["61", "58"]
    assert "电话" not in people
    memberships = study.memberships.to_dict()
    assert memberships["person"] == ["Ann", "Bo", "eve"]
    assert memberships["role"] == ["leader", "member", "coach"]
    assert memberships["end_latest"] == [None, dt.date(2017, 3, 20), None]
    assert memberships["listed"] == [True] * 3
    activities = study.activities.to_dict()
    assert activities["named"] == [2, None]
    assert activities["headcount"] == [3, None]
    assert activities["guests"] == [False, None]
    assert activities["start"][1].isoformat() == "2017-03-15T00:00:00+08:00"
    counts = dict(zip(*(study.check().to_dict()[c] for c in ("code", "count")), strict=True))
    assert counts["unknown-name"] == 1
    assert counts["spell-order"] == 1
    assert counts["consent-unknown-person"] == 1
    assert counts["private-column"] == 1
    assert counts["bad-row"] == 2
    attended = study.run(indicators=["act_attendance"]).panel.activities
    assert attended.to_dict()["act_attendance"] == [2, None]
    assert attended.status("act_attendance").to_list() == ["ok", "not_recorded"]


def test_coaching_grants_expenses_and_milestones() -> None:
    """Rows come out as they went in, in order; what is odd is counted and left out."""
    day = dt.date
    study = linli.Study.from_tables(
        messages=pa.table(MESSAGES),
        plan=make_plan(),
        activities=pa.table({"activity": ["a1"], "organization": ["dance"], "start": [day(2017, 3, 6)]}),
        coaching=pa.table(
            {
                "coach": ["lin", "lin", "lin"],
                "organization": ["dance"] * 3,
                "at": ["2017-03-07 14:00", "2017-03-06", None],
                "channel": ["visit", "dream", "chat"],
                "topic": ["handbook", None, None],
                "minutes": pa.array([90, None, 10], pa.int64()),
            }
        ),
        grants=pd.DataFrame(
            {
                "organization": ["dance", "dance"],
                "decision": ["granted", "refused"],
                "amount_asked": [8000, 500],
                "amount_granted": [6000.5, 100],
                "decided_on": [day(2017, 4, 1), day(2017, 4, 2)],
            }
        ),
        expenses=pa.table(
            {
                "organization": ["dance"] * 3,
                "date": [day(2017, 4, 5), day(2017, 4, 6), day(2017, 4, 7)],
                "amount": ["126.50", "0.1万", "-1"],
                "receipt": [True, None, None],
                "activity": ["a1", "a7", None],
            }
        ),
        milestones=pa.table(
            {"organization": ["dance"] * 2, "date": [day(2017, 5, 1)] * 2, "kind": ["handbook", "fame"]}
        ),
    )
    coaching = study.coaching.to_dict()
    assert coaching["day"] == [day(2017, 3, 6), day(2017, 3, 7)]
    assert coaching["channel"] == [None, "visit"]
    assert coaching["minutes"] == [None, 90]
    assert coaching["topic"] == [None, "handbook"]
    assert study.grants.to_dict()["amount_granted"] == [6000.5, 100.0]
    assert study.grants.to_dict()["decision"] == ["granted", "refused"]
    assert study.expenses.to_dict()["amount"] == [126.5, 1000.0]
    assert study.expenses.to_dict()["activity"] == ["a1", None]
    assert study.milestones.to_dict()["kind"] == ["handbook"]
    counts = dict(zip(*(study.check().to_dict()[c] for c in ("code", "count")), strict=True))
    assert counts["bad-row"] == 4
    assert counts["grant-amounts"] == 1
    assert counts["unknown-name"] == 1
    described = dict(zip(*study.describe().to_dict().values(), strict=True))
    assert [described[table] for table in ("coaching", "grants", "expenses", "milestones")] == ["2", "2", "2", "1"]
    # Whoever coaches is staff.
    roles = dict(zip(*(study.memberships.to_dict()[c] for c in ("person", "role")), strict=True))
    assert roles["lin"] == "coach"


class TestKey:
    """Who sees which ids."""

    def test_research_draws_a_key_and_says_so(self, messages: pa.Table) -> None:
        plan = make_plan(release={"tier": "T1"})
        one, two = (linli.Study.from_tables(messages=messages, plan=plan) for _ in range(2))
        assert "drawn for this session" in repr(one)
        labels = one.people.to_dict()["person"]
        assert all(len(label) == 13 for label in labels)
        assert "ann" not in str(one.messages.to_dict()) + str(one.ties().to_dict())
        assert labels != two.people.to_dict()["person"]

    def test_a_key_gives_the_same_pseudonyms(self, messages: pa.Table, tmp_path: Path) -> None:
        plan, key = make_plan(release={"tier": "T1"}), bytes(range(32))
        path = tmp_path / "study.key"
        path.write_text(key.hex() + "\n")
        given = linli.Study.from_tables(messages=messages, plan=plan, key=key)
        read = linli.Study.from_tables(messages=messages, plan=plan, key=path)
        assert given.people.to_dict() == read.people.to_dict()

    def test_the_team_sees_names(self, messages: pa.Table) -> None:
        study = linli.Study.from_tables(messages=messages, plan=make_plan())
        assert study.people.to_dict()["person"] == ["ann", "bo", "cy", "dai"]
        assert "T0" in repr(study)

    def test_names_do_not_leave_as_research(self, messages: pa.Table) -> None:
        study = linli.Study.from_tables(messages=messages, plan=make_plan()).with_plan(release={"tier": "T1"})
        for ask in (lambda: study.people, lambda: study.messages, study.run, study.ties):
            with pytest.raises(linli.ConfigError, match="pseudonyms"):
                ask()

    @pytest.mark.parametrize(
        ("key", "error"), [(b"short", ValueError), (7, TypeError), ("no/such/file", linli.FileError)]
    )
    def test_what_is_no_key(self, key: Any, error: type[Exception], messages: pa.Table) -> None:  # noqa: ANN401
        with pytest.raises(error):
            linli.Study.from_tables(messages=messages, plan=make_plan(), key=key)


def test_a_message_without_an_id_takes_none_from_the_others(plan: linli.Plan) -> None:
    table = pa.table({**MESSAGES, "id": [1, 2, 3, 4, None, 6, None]})
    assert ties(linli.Study.from_tables(messages=table, plan=plan)) == TIES


def test_the_order_of_rows_does_not_matter(plan: linli.Plan) -> None:
    table = pa.table(MESSAGES)
    there, back = (
        linli.Study.from_tables(messages=rows, plan=plan) for rows in (table, table.take(list(range(len(table)))[::-1]))
    )
    assert there.messages.to_dict() == back.messages.to_dict()
    assert there.run().panel.positions.to_dict() == back.run().panel.positions.to_dict()
