"""The note that is being taken: a plain object that saves what is typed as a record, so that a power cut loses a word at most."""

from typing import TYPE_CHECKING

from partnerdesk import notes
from partnerdesk.errors import PartnerDeskError
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.writer import Seen

if TYPE_CHECKING:
    from partnerdesk.desk import Desk
    from partnerdesk.views import View

_FIELDS = ("raw_text", "kind", "session_id", "speaker_id")


class NoteInProgress:
    """Comes into being as a note with the first words that are saved; `finish` leaves it among the others.

    Which note is being taken is kept on this device, so it is found again after a power cut.
    """

    def __init__(self, desk: "Desk", consultation_id: str) -> None:
        self._desk, self._consultation = desk, consultation_id
        self._key = f"note in progress:{consultation_id}"
        self.record = ""
        self.problem: PartnerDeskError | None = None
        self.values: dict[str, str | None] = dict.fromkeys(_FIELDS)
        self._saved = dict(self.values)
        self._seen = Seen()
        self._begin()
        self._find_again()

    @property
    def text(self) -> str:
        """What is typed so far."""
        return self.values["raw_text"] or ""

    def put(self, name: str, value: str | None) -> None:
        """Take what was just typed or chosen."""
        self.values[name] = value

    def is_clean(self) -> bool:
        """Tell whether everything typed is saved."""
        return not self._changes() if self.record else not self.text.strip()

    def flush(self) -> bool:
        """Save what is typed; tell whether everything is saved. A `PartnerDeskError` is kept as `problem`."""
        self.problem = None
        try:
            self._save()
        except PartnerDeskError as error:
            self.problem = error
        return self.problem is None

    def finish(self) -> str:
        """Save, begin the next note and return the id of the one finished; nothing when there was none to save."""
        if not self.flush() or not self.record:
            return ""
        done, session = self.record, self.values["session_id"]
        self._forget()
        self._begin(session)
        return done

    def _save(self) -> None:
        if not self.text.strip():
            if self.record:
                self._desk.delete("note", self.record, self._seen)
                self._forget()
        elif not self.record:
            self.record = notes.add_note(
                self._desk,
                self._consultation,
                self.values["session_id"],
                self.text,
                self.values["kind"] or "statement",
                speaker_id=self.values["speaker_id"],
            )
            self._desk.keep(self._key, self.record)
            self._take(self._desk.view("note", self.record))
        elif changes := self._changes():
            self._seen = self._desk.change("note", self.record, changes, self._seen).seen
            self._saved |= changes

    def _changes(self) -> dict[str, str | None]:
        return {name: value for name, value in self.values.items() if value != self._saved[name]}

    def _find_again(self) -> None:
        kept = self._desk.setting(self._key)
        found = self._desk.find("note", str(kept)) if kept else None
        if found is not None and not found.deleted:
            self.record = found.id
            self._take(found)
            self.values = dict(self._saved)

    def _take(self, view: "View") -> None:
        self._seen = view.seen
        self._saved = {name: view[name] for name in _FIELDS}

    def _begin(self, session: str | None = None) -> None:
        self.values = dict.fromkeys(_FIELDS) | {"kind": kind_named("note").defaults["kind"], "session_id": session}

    def _forget(self) -> None:
        self.record = ""
        self._saved = dict.fromkeys(_FIELDS)
        self._desk.keep(self._key, "")
