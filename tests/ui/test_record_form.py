"""The editor that is built from the description of a record."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from partnerdesk.errors import PartnerDeskError
from tests.ui.conftest import Type
from tests.ui.reachable import settle, unnamed, unreachable
from ui.draft import Draft
from ui.widgets.basics import Choice
from ui.widgets.record_form import RecordForm, Sources


@dataclass(frozen=True)
class Shape:
    """A field as `partnerdesk.store.kinds.Field` describes it."""

    name: str
    label: str
    type: str = "text"
    help: str = ""
    codes: str | None = None
    machine: str | None = None
    refers_to: str | None = None
    required: bool = False
    fixed: bool = False
    parts: tuple[str, ...] = ()


FIELDS = [
    Shape("name", "Name", required=True),
    Shape("acronym", "Acronym", help="As people say it."),
    Shape("kinds", "Type", "codes", codes="org"),
    Shape("level", "Scope", "code", codes="scope"),
    Shape("founded", "Founded", "int"),
    Shape("branches", "Has branches", "bool"),
    Shape("agreed", "Agreed on", "date"),
    Shape("lasts", "Duration", "period"),
    Shape("amount", "Amount", "money"),
    Shape("parent", "Member of", "ref", refers_to="partner"),
    Shape("aliases", "Other names", "words"),
    Shape("papers", "Registrations", "rows", parts=("number", "authority")),
    Shape("notes", "Remarks", "longtext"),
    Shape("status", "Status", "code", machine="partner"),
    Shape("reference", "Reference", fixed=True),
    Shape("extra", "Extra", "json"),
]
SOURCES = Sources(
    choices=lambda _list: [Choice("a", "First"), Choice("b", "Second")],
    find=lambda _kind, _text: [],
    title=lambda _kind, one: f"Title of {one}",
)


class Store:
    """Keeps what was saved, in order."""

    def __init__(self) -> None:
        self.saved: list[tuple[dict[str, object], int]] = []
        self.refuses = False

    def save(self, values: Mapping[str, object], seen: int) -> int:
        if self.refuses:
            raise PartnerDeskError("The disk is full.")
        self.saved.append((dict(values), seen))
        return seen + 1


def open_form(qtbot: QtBot, store: Store, values: Mapping[str, object], marks: Mapping[str, str]) -> RecordForm:
    form = RecordForm(FIELDS, SOURCES)
    qtbot.addWidget(form)
    form.show_record(values, Draft(store.save, 1), marks)
    form.resize(900, 900)
    form.show()
    settle()
    return form


def field(form: RecordForm, name: str) -> QLineEdit:
    return form.editor(name).findChildren(QLineEdit)[0]


def test_a_form_offers_what_people_edit_and_leaves_out_what_they_do_not(qtbot: QtBot) -> None:
    form = open_form(qtbot, Store(), {}, {})

    assert form.names() == [shape.name for shape in FIELDS[:-3]]


def test_closing_the_lid_while_typing_loses_nothing(qtbot: QtBot, typing: Type) -> None:
    store = Store()
    form = open_form(qtbot, store, {"name": "Association"}, {})

    typing(field(form, "name"), " élargie")
    saved = form.flush()

    assert saved
    assert store.saved == [({"name": "Association élargie"}, 1)]


def test_fields_edited_one_after_the_other_are_saved_each_with_its_context(qtbot: QtBot, typing: Type) -> None:
    store = Store()
    form = open_form(qtbot, store, {}, {})

    typing(field(form, "acronym"), "AFS")
    form.editor("acronym").flush()
    form.editor("branches").findChildren(QPushButton)[0].click()

    assert store.saved == [({"acronym": "AFS"}, 1), ({"branches": True}, 2)]


def test_what_could_not_be_saved_stands_in_the_form_again(qtbot: QtBot, typing: Type) -> None:
    store = Store()
    store.refuses = True
    form = open_form(qtbot, store, {}, {})
    draft = Draft(store.save, 1)
    form.show_record({"acronym": "OLD"}, draft)
    field(form, "acronym").clear()

    typing(field(form, "acronym"), "NEW")
    saved = form.flush()
    form.show_record({"acronym": "OLD"}, draft)

    assert not saved
    assert field(form, "acronym").text() == "NEW"


def test_a_conflict_is_marked_at_its_field_and_can_be_looked_at(qtbot: QtBot) -> None:
    form = open_form(qtbot, Store(), {"acronym": "A"}, {"acronym": "conflict"})
    asked: list[str] = []
    form.look_asked.connect(asked.append)

    mark = next(made for made in form.row("acronym").findChildren(QPushButton) if made.isVisible())
    mark.click()

    assert mark.text() == "Two values: compare"
    assert asked == ["acronym"]


def test_a_wide_window_has_two_columns_and_a_narrow_one_has_one(qtbot: QtBot) -> None:
    form = open_form(qtbot, Store(), {}, {})

    def beside() -> bool:
        settle()
        return form.row("name").y() == form.row("acronym").y()

    wide = beside()
    form.resize(500, 900)
    narrow = beside()

    assert (wide, narrow) == (True, False)


def test_every_field_can_be_named_and_reached(qtbot: QtBot) -> None:
    values = {"papers": [{"number": "1"}]}
    form = open_form(qtbot, Store(), values, {"name": "review"})

    assert unnamed(form) == []
    assert unreachable(form) == []


def test_a_form_can_be_read_only(qtbot: QtBot) -> None:
    form = open_form(qtbot, Store(), {"name": "A", "notes": "B"}, {})

    form.set_read_only(True)

    inputs: list[QWidget] = [field(form, "name"), *form.editor("notes").findChildren(QPlainTextEdit)]
    assert all(one.property("readOnly") for one in inputs)
