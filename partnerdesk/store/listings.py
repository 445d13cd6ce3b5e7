"""Lists of records: which ids, in which order, found by words and filters; rows are read a page at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from partnerdesk import papercodes, vocabulary
from partnerdesk.store import rowvalues, sameness
from partnerdesk.store.dialects import Dialect
from partnerdesk.store.engine import Connection, rows
from partnerdesk.store.kinds import Field, Kind, kind_named
from partnerdesk.store.ops import Value
from partnerdesk.text import words


class Query(msgspec.Struct, frozen=True):
    """What a list shows: all of a kind, narrowed by words as typed and by codes, sorted by one field.

    Within one field any of the codes fits; all fields must fit. `conflicts` narrows to records with an open decision.
    """

    kind: str
    text: str = ""
    codes: Mapping[str, Sequence[str]] = msgspec.field(default_factory=dict)
    where: Mapping[str, Value] = msgspec.field(default_factory=dict)
    order: str = ""
    descending: bool = False
    scope: str = ""
    conflicts: bool = False


class ListRow(msgspec.Struct, frozen=True):
    """One row of a list: values by field, and the titles of what it refers to."""

    id: str
    scope: str
    values: Mapping[str, Value]
    titles: Mapping[str, str]
    conflicts: int
    changed_at: str


def ids(connection: Connection, query: Query) -> list[str]:
    """Return the ids of all records that fit, in order."""
    kind = kind_named(query.kind)
    tests, parameters = _tests(connection.dialect, kind, query)
    order, join = _order(kind, query)
    sql = f"SELECT r.id FROM {kind.name} r {join} WHERE {' AND '.join(tests)} ORDER BY {order}"
    return [row[0] for row in rows(connection, sql, parameters)]


def count(connection: Connection, query: Query) -> int:
    """Return how many records fit."""
    kind = kind_named(query.kind)
    tests, parameters = _tests(connection.dialect, kind, query)
    return int(rows(connection, f"SELECT count(*) FROM {kind.name} r WHERE {' AND '.join(tests)}", parameters)[0][0])


def page(connection: Connection, kind_name: str, wanted: Sequence[str]) -> dict[str, ListRow]:
    """Return the rows of these records; one that was deleted meanwhile is left out."""
    kind = kind_named(kind_name)
    columns = ("id", "scope", "conflicts", "changed_at", *kind.fields)
    marks = ",".join("?" * len(wanted))
    sql = f"SELECT {rowvalues.names(columns)} FROM {kind.name} WHERE id IN ({marks})"
    found = [dict(zip(columns, row, strict=True)) for row in rows(connection, sql, list(wanted))]
    titles = _titles(connection, kind, found)
    return {row["id"]: _list_row(kind, row, titles) for row in found}


def _list_row(kind: Kind, row: Mapping[str, Any], titles: Mapping[str, Mapping[str, str]]) -> ListRow:
    return ListRow(
        id=row["id"],
        scope=row["scope"],
        values={name: rowvalues.from_column(about, row[name]) for name, about in kind.fields.items()},
        titles={name: known.get(row[name], "") for name, known in titles.items() if row[name]},
        conflicts=row["conflicts"],
        changed_at=row["changed_at"],
    )


def _titles(connection: Connection, kind: Kind, found: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    result: dict[str, dict[str, str]] = {}
    for name, about in kind.fields.items():
        wanted = sorted({row[name] for row in found if about.refers_to and row[name]})
        if about.refers_to and wanted:
            result[name] = _titles_shown(connection, kind, kind_named(about.refers_to), wanted)
    return result


def _titles_shown(connection: Connection, kind: Kind, other: Kind, wanted: Sequence[str]) -> dict[str, str]:
    """Return the titles of what records of a kind refer to; a partner that was joined goes by the name of the group."""
    if other.name != sameness.PARTNER or kind.name == sameness.KIND:
        return titles_of(connection, other, wanted)
    leader = sameness.leaders_of(connection, wanted)
    titles = titles_of(connection, other, sorted(set(leader.values())))
    return {record: titles.get(leader[record], "") for record in wanted}


def titles_of(connection: Connection, kind: Kind, wanted: Sequence[str]) -> dict[str, str]:
    """Return what names these records to people, by id."""
    marks = ",".join("?" * len(wanted))
    sql = f"SELECT id, {rowvalues.names(kind.title)} FROM {kind.name} WHERE id IN ({marks})"
    return {
        record: next((str(text) for text in texts if text), "")
        for record, *texts in rows(connection, sql, list(wanted))
    }


def _tests(dialect: Dialect, kind: Kind, query: Query) -> tuple[list[str], list[Any]]:
    tests, parameters = ["r.deleted = FALSE"], []
    if query.text:
        test, values = _text_test(dialect, kind, query.text)
        tests.append(test)
        parameters += values
    for name, codes in query.codes.items():
        if codes:
            test, values = _code_test(kind, name, codes)
            tests.append(test)
            parameters += values
    if kind.name == sameness.PARTNER:
        # Partners that were joined stand in the list once.
        tests.append("r.id NOT IN (SELECT partner FROM same_as)")
    for name, value in query.where.items():
        if name in kind.fields and kind.fields[name].refers_to == sameness.PARTNER:
            tests.append(f'(r."{name}" = ? OR r."{name}" IN (SELECT partner FROM same_as WHERE leader = ?))')
            parameters += [value, value]
            continue
        tests.append(f'r."{name}" = ?')
        parameters.append(value)
    if query.scope:
        tests.append("r.scope = ?")
        parameters.append(query.scope)
    if query.conflicts:
        tests.append("r.conflicts > 0")
    return tests, parameters


def _text_test(dialect: Dialect, kind: Kind, text: str) -> tuple[str, list[str]]:
    """All words of a text must fit, or it is the code on a record's paper; an office's own numbers may look like one."""
    found = [_word_test(dialect, kind, word) for word in words(text)]
    test = " AND ".join([test for test, _values in found]) or "TRUE"
    parameters = [value for _test, values in found for value in values]
    if code := papercodes.record_named(text):
        # Version 0.1 printed the beginning of an id, not its end.
        return f"({test} OR r.id = ? OR substr(r.id, 25) = ? OR substr(r.id, 1, 8) = ?)", [*parameters, *[code] * 3]
    return test, parameters


def _word_test(dialect: Dialect, kind: Kind, word: str) -> tuple[str, list[str]]:
    """A word fits a record's own words or those of what it refers to: an assessment is found by its partner's name.

    A partner goes by the words of all that it was joined with.
    """
    tests = [dialect.has_word(kind, "r")] if kind.searched else []
    if kind.name == sameness.PARTNER:
        found = _found_by_word(dialect, kind)
        tests.append(f"r.id IN (SELECT s.leader FROM same_as s JOIN ({found}) f ON f.id = s.partner)")
    for about in kind.fields.values():
        if about.refers_to and about.refers_to != kind.name and (other := kind_named(about.refers_to)).searched:
            found = _found_by_word(dialect, other)
            tests.append(f'r."{about.name}" IN ({_with_joined(found) if other.name == sameness.PARTNER else found})')
    return (f"({' OR '.join(tests)})" if tests else "FALSE"), [dialect.beginning(word)] * len(tests)


def _found_by_word(dialect: Dialect, kind: Kind) -> str:
    """Return the query for the ids of a kind's records that hold a word."""
    return f"SELECT o.id FROM {kind.name} o WHERE {dialect.has_word(kind, 'o')}"


def _with_joined(found: str) -> str:
    """Return the query for the partners that a query finds and all that they were joined with."""
    return (
        f"WITH hit AS (SELECT coalesce(s.leader, f.id) AS leader FROM ({found}) f LEFT JOIN same_as s ON s.partner = f.id)"
        " SELECT leader FROM hit UNION SELECT s.partner FROM same_as s JOIN hit ON hit.leader = s.leader"
    )


def _code_test(kind: Kind, name: str, codes: Sequence[str]) -> tuple[str, list[str]]:
    if kind.fields[name].is_set:
        # Codes hold neither quotes nor wildcards of LIKE but "_", so each is escaped.
        marks = " OR ".join([f"r.\"{name}\" LIKE ? ESCAPE '!'"] * len(codes))
        return f"({marks})", ['%"' + code.replace("_", "!_") + '"%' for code in codes]
    return f'r."{name}" IN ({",".join("?" * len(codes))})', list(codes)


def _order(kind: Kind, query: Query) -> tuple[str, str]:
    """Return the ORDER BY and the join that it needs: references sort by the title of what they refer to."""
    direction = "DESC" if query.descending else "ASC"
    if query.order in {"", *kind.title}:
        return f"r.sort IS NULL, r.sort {direction}, r.n", ""
    if query.order in {"changed_at", "created_at", "scope", "conflicts"}:
        return f"r.{query.order} {direction}, r.n", ""
    about = kind.fields[query.order]
    if about.refers_to:
        return f"o.sort IS NULL, o.sort {direction}, r.n", _joined(about)
    column = f'r."{about.name}"'
    if about.type == "period":
        column = f"coalesce(json_extract({column}, '$.start'), json_extract({column}, '$.end'))"
    if about.codes or about.machine:
        return f"{column} IS NULL, {_place_in_list(about, column)} {direction}, r.n", ""
    by = column if about.type in {"int", "bool"} else f"lower({column})"
    return f"{column} IS NULL, {by} {direction}, r.n", ""


def _joined(about: Field) -> str:
    """Return the join with what a field refers to."""
    if about.refers_to != sameness.PARTNER:
        return f'LEFT JOIN {about.refers_to} o ON o.id = r."{about.name}"'
    shown = f'LEFT JOIN same_as s ON s.partner = r."{about.name}"'
    return f'{shown} LEFT JOIN partner o ON o.id = coalesce(s.leader, r."{about.name}")'


def _place_in_list(about: Field, column: str) -> str:
    """Codes sort in the order in which their list shows them, countries by name; of several codes the first counts."""
    code = f"json_extract({column}, '$[0]')" if about.is_set else column
    known = vocabulary.states(about.machine) if about.machine else vocabulary.codes(str(about.codes))
    return f"instr(',{','.join(known)},', ',' || {code} || ',')"
