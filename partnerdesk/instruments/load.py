"""Reading an instrument from any file: form, sense, then the instrument; a broken one gives lines and reasons."""

from pathlib import Path

from partnerdesk.i18n import _
from partnerdesk.instruments import build, document, schema, sense
from partnerdesk.instruments.document import BrokenFile, Problem
from partnerdesk.instruments.model import Instrument


def check(path: Path) -> list[Problem]:
    """Return everything that is wrong with an instrument file; an empty list if nothing is.

    Raises PartnerDeskError when the file cannot be read at all.
    """
    return _read(path)[1]


def load(path: Path) -> Instrument:
    """Read an instrument.

    Raises BrokenFile with the line and the reason of each problem, PartnerDeskError when the file cannot be read.
    """
    data, problems = _read(path)
    if problems:
        raise BrokenFile(path.name, problems)
    return build.instrument(data)


def _read(path: Path) -> tuple[dict[str, object], list[Problem]]:
    read = document.parse(document.read_bytes(path))
    if isinstance(read, Problem):
        return {}, [read]
    if not isinstance(read.data, dict):
        return {}, [Problem(1, _("This is not an instrument: the file must hold keys such as “title” and “sections”."))]
    # What the form gets wrong would only be told a second time by the sense.
    return read.data, schema.problems(read) or sense.problems(read)
