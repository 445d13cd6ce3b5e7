"""Devices for tests: real workspaces in folders, which share nothing but the bundles that they hand each other."""

from collections.abc import Callable, Iterable
from pathlib import Path

from partnerdesk import receiving, sending, trust, workspace
from partnerdesk.desk import Desk, Identity
from partnerdesk.receiving import Receipt
from partnerdesk.store import state
from partnerdesk.store.engine import rows, writing
from partnerdesk.store.fold import Changed, Fold, NewOp
from partnerdesk.store.keyslot import LIGHT
from partnerdesk.store.ops import PRIVATE, decode, name_of
from partnerdesk.store.sqlcipher import FileEngine
from partnerdesk.store.streams import Streams

PASSPHRASE = "sept mots pour ouvrir cet ordinateur ici"

OFFICER = Identity("LBN-TYR", "Bureau de Tyr", "Agente de terrain", "field_officer", "fr")
FOCAL = Identity("MENA-RO", "Regional office", "Focal point", "focal_point", "en")

KEY = b"k" * 32
NewEngine = Callable[[], FileEngine]
"""Gives one more encrypted database, which shares nothing but ops."""


def device(folder: Path, identity: Identity = OFFICER, hub: str = "") -> Desk:
    """Make a workspace with a keyslot that opens quickly, on a shared database if its address is given."""
    return workspace.create(folder, PASSPHRASE, identity, LIGHT, hub=hub).desk


def introduce(one: Desk, other: Desk) -> None:
    """Let two devices trust each other."""
    trust.trust_card(one, other.card())
    trust.trust_card(other, one.card())


def hand_over(sender: Desk, receiver: Desk, folder: Path) -> Receipt:
    """Export a bundle from one device and accept it on the other."""
    bundle = folder / "handed-over.pdbundle"
    sending.export(sender, [receiver.office], bundle)
    return receiving.accept(receiver, receiving.receive(receiver, bundle).id)


def ops_of(desk: Desk) -> list[bytes]:
    """Return all ops of a device's journal, as their authors wrote them."""
    with desk.reading() as connection:
        return [bytes(row[0]) for row in rows(connection, "SELECT body FROM op ORDER BY stream, seq")]


def take_in(desk: Desk, bodies: Iterable[bytes]) -> list[Changed]:
    """Fold ops into a device without a bundle; those it holds are left out, and what no bundle carries."""
    with writing(desk.engine) as connection:
        fold = Fold(connection, Streams(connection))
        held = {bytes(row[0]) for row in rows(connection, "SELECT hash FROM op")}
        new = [NewOp(op, body, name_of(op, body)) for body in bodies for op in [decode(body)] if op.scope != PRIVATE]
        return fold.take_in([one for one in new if one.hash not in held])


def shown(desk: Desk) -> dict[str, str]:
    """Return what each office shows, as digests."""
    with desk.reading() as connection:
        return state.digests(connection)
