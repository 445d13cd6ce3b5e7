"""Commands that show records: lists, one record."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence

from partnerdesk import showing, staying, vocabulary
from partnerdesk.cli import shapes, values
from partnerdesk.cli.output import emit, facts, say, table
from partnerdesk.cli.session import opened
from partnerdesk.desk import Desk
from partnerdesk.i18n import _, ngettext
from partnerdesk.store import listings, rowvalues
from partnerdesk.store.kinds import Field, Kind
from partnerdesk.store.listings import ListRow, Query
from partnerdesk.store.ops import Value
from partnerdesk.views import View

_PAGE = 500
_SORTED_BY_THEMSELVES = ("changed_at", "created_at", "scope")


def list_records(given: Namespace) -> None:
    """List the records of a kind."""
    with opened(given) as desk:
        kind = values.kind_called(given.kind)
        rows = _rows(desk, _query(kind, given), given.limit)
    if given.json:
        emit([shapes.row_json(kind, row) for row in rows])
        return
    columns = shapes.columns_of(kind)
    head = [*(showing.field_label(kind, name) for name in columns), _("Id")]
    table(head, [[*(_cell(kind, name, row) for name in columns), row.id] for row in rows])
    say()
    say(ngettext("{n} record", "{n} records", len(rows)).format(n=len(rows)))


def show(given: Namespace) -> None:
    """Show one record."""
    with opened(given) as desk:
        view = desk.view(desk.kind_of(given.record), given.record)
        known = shapes.titles(desk, view)
        notes = {name: staying.where(desk, view, name) for name in view.kind.stays if view[name]}
    if given.json:
        emit(shapes.record_json(view))
    else:
        show_view(view, known, notes)


def show_view(view: View, known: dict[str, str], notes: Mapping[str, str]) -> None:
    """Print a record for people; `known` holds the titles of what it refers to, `notes` what is to be said of fields."""
    # Translators: a kind of record and what names it, such as “Partner: Cedar Aid”.
    heading = _("{label}: {value}").format(label=_(view.kind.label), value=view.title or view.id)
    # Translators: {record} names a record that was taken away.
    say(_("{record} (deleted)").format(record=heading) if view.deleted else heading)
    for line in _moved(view):
        say(line)
    say()
    facts(line for name in view.kind.fields for line in _lines(view, name, known, notes))
    say()
    facts(
        [
            (_("Recorded by"), f"{view.created_by} ({view.scope}), {shapes.moment(view.created_at)}"),
            (_("Last changed"), shapes.moment(view.changed_at)),
            (_("Id"), view.id),
        ]
    )


def _lines(view: View, name: str, known: dict[str, str], notes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield a field and its value, and below what is to be said of it."""
    yield showing.field_label(view.kind, name), _shown(view, name, known)
    if name in notes:
        yield "", f"({notes[name]})"


def _moved(view: View) -> Iterator[str]:
    """Say where a record went, and what of it waits for a decision there."""
    if view.away:
        yield _("It has moved to {office}; this is how it was before, to be read only.").format(office=view.scope)
    for name in view.late:
        yield _("“{field}” was changed here meanwhile; that is decided where the record is now.").format(
            field=showing.field_label(view.kind, name)
        )


def _query(kind: Kind, given: Namespace) -> Query:
    codes: dict[str, list[str]] = {}
    where: dict[str, Value] = {}
    for word in given.filter:
        ((name, typed),) = values.assignments([word]).items()
        about = values.field_called(kind, name)
        value = _sought(about, typed)
        if isinstance(value, list):
            codes.setdefault(name, []).extend(value)
        elif isinstance(value, str):
            codes.setdefault(name, []).append(value)
        else:
            where[name] = value
    if given.sort and given.sort not in _SORTED_BY_THEMSELVES:
        values.field_called(kind, given.sort)
    return Query(
        kind=kind.name,
        text=given.search,
        codes=codes,
        where=where,
        order=given.sort,
        descending=given.desc,
        scope=given.office,
        conflicts=given.conflicts,
    )


def _sought(about: Field, typed: str) -> Value:
    """Return a value to filter by; other offices may use codes of their own, so that of an extensible list passes."""
    if about.machine:
        known: Sequence[str] = vocabulary.states(about.machine)
    elif about.codes and vocabulary.is_extensible(about.codes):
        return typed
    else:
        return values.read(about, typed)
    if typed not in known:
        raise values.refused(_("code of “{field}”").format(field=_(about.label)), typed, known)
    return typed


def _rows(desk: Desk, query: Query, limit: int | None) -> list[ListRow]:
    with desk.reading() as connection:
        wanted = listings.ids(connection, query)[: None if limit is None else max(limit, 0)]
        found: list[ListRow] = []
        for page in _pages(wanted):
            rows = listings.page(connection, query.kind, page)
            found += [rows[record] for record in page if record in rows]
    return found


def _pages(wanted: Sequence[str]) -> list[Sequence[str]]:
    return [wanted[start : start + _PAGE] for start in range(0, len(wanted), _PAGE)]


def _cell(kind: Kind, name: str, row: ListRow) -> str:
    if title := row.titles.get(name):
        return title
    if name == next(iter(kind.title), "") and not rowvalues.title(kind, row.values):
        return rowvalues.called(kind, row.values)
    return showing.shown(kind, name, row.values[name])


def _shown(view: View, name: str, known: dict[str, str]) -> str:
    if name in view.elsewhere:
        return staying.kept_elsewhere()
    text = showing.shown(view.kind, name, view.values[name], titles=known)
    in_conflict = any(field.partition("/")[0] == name for field in view.conflicts)
    # Translators: {value} is one of two values between which somebody has to decide.
    return _("{value} (to be decided)").format(value=text) if in_conflict else text
