"""The instruments that ship with the program, read when they are needed and kept."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from partnerdesk import resources
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _
from partnerdesk.instruments.model import Instrument
from partnerdesk.instruments.text import Text


@dataclass(frozen=True, slots=True)
class Title:
    """What a list shows of an instrument, without reading the whole of it."""

    key: str
    version: str
    status: str
    kind: str
    title: Text
    purpose: Text
    languages: tuple[str, ...]
    perspectives: tuple[str, ...]
    validity_months: int | None = None


@cache
def _paths() -> dict[str, tuple[Path, Title]]:
    from partnerdesk.instruments import document

    found: dict[str, tuple[Path, Title]] = {}
    for path in sorted(resources.path("instruments").glob("*.yaml")):
        # The titles stand before the scales, so a list costs a tenth of reading everything.
        head = document.read(path, until="scales").data
        if isinstance(head, dict):
            title = Title(
                key=head["key"],
                version=head["version"],
                status=head["status"],
                kind=head["kind"],
                title=Text(head["title"]),
                purpose=Text(head["purpose"]),
                languages=tuple(head["languages"]),
                perspectives=tuple(head["perspectives"]),
                validity_months=head.get("validity_months"),
            )
            found[title.key] = (path, title)
    return found


def titles() -> tuple[Title, ...]:
    """Return what there is to choose from, in the order of the files."""
    return tuple(title for _path, title in _paths().values())


def get(key: str, version: str | None = None) -> Instrument:
    """Return a shipped instrument by its key, in exactly this version if one is named.

    Raises PartnerDeskError when there is no such instrument or version.
    """
    if key not in _paths():
        raise PartnerDeskError(
            _("There is no instrument “{key}”. Known are: {known}.").format(key=key, known=", ".join(_paths()))
        )
    instrument = _instrument(key)
    if version not in (None, instrument.version):
        raise PartnerDeskError(
            _(
                "Version {version} of the instrument “{key}” is not here; this PartnerDesk has {ours}. "
                "The answers are kept. Update PartnerDesk to see them."
            ).format(key=key, version=version, ours=instrument.version)
        )
    return instrument


@cache
def _instrument(key: str) -> Instrument:
    from partnerdesk.instruments import build, document

    data = document.read(_paths()[key][0]).data
    if not isinstance(data, dict):
        raise TypeError(f"instrument {key} is no mapping")
    # Shipped files are checked by the tests, not at each start: the schema library takes longer than the rest.
    return build.instrument(data)


def shipped() -> tuple[Instrument, ...]:
    """Return every shipped instrument in full."""
    return tuple(_instrument(key) for key in _paths())
