"""The keyslot file: the store's random key, locked by the passphrase and, apart from it, by the office's recovery key.

The store key never changes; a new passphrase only locks it anew, so old copies of the file still open with the old one.
"""

import hashlib
import hmac
import re
import unicodedata
from pathlib import Path
from typing import Annotated

import msgspec
import nacl.exceptions
import nacl.utils
from nacl.pwhash import argon2id
from nacl.secret import Aead

from partnerdesk import age, durable, strictjson
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

FORMAT = "partnerdesk-keyslot/1"
KEY_BYTES = 32
LONGEST_FILE = 16 * 1024
LONGEST_PASSPHRASE = 1024

_encode = msgspec.json.Encoder(order="sorted").encode


class WrongPassphrase(PartnerDeskError):  # noqa: N818  reads as what it is
    """The file is whole; the passphrase or recovery key does not open it."""


class KeyslotDamaged(PartnerDeskError):  # noqa: N818  reads as what it is
    """The keyslot file is missing, damaged or not one of ours."""


class Cost(msgspec.Struct, frozen=True):
    """What one try of a passphrase costs: Argon2id passes and memory (RFC 9106 calls them t and m)."""

    passes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 3
    memory_kib: Annotated[int, msgspec.Meta(ge=8, le=512 * 1024)] = 64 * 1024


LIGHT = Cost(1, 8)
"""The least that Argon2id takes, for tests and throw-away workspaces."""


class Opened(msgspec.Struct, frozen=True):
    """A new store key and the recovery key, which is shown to the user once and kept nowhere."""

    key: bytes
    recovery: str

    def __repr__(self) -> str:
        # Neither may come into a log or a crash report.
        return "Opened()"


class _PassphraseSlot(msgspec.Struct, frozen=True):
    kdf: str
    cost: Cost
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    nonce: Annotated[bytes, msgspec.Meta(min_length=24, max_length=24)]
    box: Annotated[bytes, msgspec.Meta(min_length=48, max_length=48)]


class _RecoverySlot(msgspec.Struct, frozen=True):
    recipient: str
    box: Annotated[bytes, msgspec.Meta(max_length=4096)]


class _File(msgspec.Struct, frozen=True):
    format: str
    passphrase: _PassphraseSlot
    recovery: _RecoverySlot
    check: str
    checksum: str = ""


class _Named(msgspec.Struct):
    format: str


def create(path: Path, passphrase: str, cost: Cost | None = None) -> Opened:
    """Make a new store key and write the file that locks it.

    Raises PartnerDeskError for an empty passphrase, a file that is there already, or a folder that cannot be written.
    """
    if path.exists():
        raise PartnerDeskError(
            _(
                "There is a workspace in {folder} already. Nothing was changed. Open it, or choose another folder."
            ).format(folder=path.parent)
        )
    key = nacl.utils.random(KEY_BYTES)
    recovery = age.new_secret()
    _write(path, _File(FORMAT, _lock(key, passphrase, cost), _lock_recovery(key, recovery), _check(key)))
    return Opened(key, recovery)


def open_with_passphrase(path: Path, passphrase: str) -> bytes:
    """Return the store key; raises WrongPassphrase or KeyslotDamaged."""
    stored = _read(path)
    slot = stored.passphrase
    try:
        locked_by = _derive(passphrase, slot.salt, slot.cost)
        key = Aead(locked_by).decrypt(slot.box, _associated(slot.salt, slot.cost), slot.nonce)
    except nacl.exceptions.CryptoError:
        raise WrongPassphrase(
            _("This passphrase does not open the workspace. Nothing was changed. Try again, or use the recovery key.")
        ) from None
    return _checked(stored, key)


def open_with_recovery(path: Path, recovery: str) -> bytes:
    """Return the store key, opened with the recovery key (`AGE-SECRET-KEY-1…`); raises WrongPassphrase or KeyslotDamaged."""
    stored = _read(path)
    try:
        key = age.decrypt(stored.recovery.box, recovery)
    except (age.BadKey, age.NoMatchingKey):
        raise WrongPassphrase(
            _(
                "This recovery key does not open the workspace. Nothing was changed. "
                "Type it in full; it begins with AGE-SECRET-KEY-1."
            )
        ) from None
    except age.CannotDecrypt:
        raise _damaged() from None
    return _checked(stored, key)


def change_passphrase(path: Path, key: bytes, new: str, cost: Cost | None = None) -> None:
    """Lock the opened store key with a new passphrase; the recovery key stays as it is.

    Raises PartnerDeskError for an empty passphrase or a file that cannot be read or written.
    """
    stored = _read(path)
    _require_its_key(stored, key)
    _write(path, msgspec.structs.replace(stored, passphrase=_lock(key, new, cost)))


def replace_recovery(path: Path, key: bytes) -> str:
    """Return a new recovery key for the opened store key; the former one no longer opens this file."""
    stored = _read(path)
    _require_its_key(stored, key)
    recovery = age.new_secret()
    _write(path, msgspec.structs.replace(stored, recovery=_lock_recovery(key, recovery)))
    return recovery


def weakness(passphrase: str) -> str | None:
    """Say in a sentence why this passphrase is easy to guess; None where nothing speaks against it."""
    text = unicodedata.normalize("NFC", passphrase).strip()
    if len(text) < 12:
        return _(
            "This passphrase is short. Five or six words that do not belong together are easy to keep and hard to guess."
        )
    if len(set(text.casefold())) < 6:
        return _("This passphrase repeats a few characters. Use several different words.")
    if all(character.isdecimal() or not character.isalnum() for character in text):
        return _("This passphrase is made of digits only, like a date or a telephone number. Use several words.")
    return None


def _lock(key: bytes, passphrase: str, cost: Cost | None) -> _PassphraseSlot:
    if not passphrase.strip():
        raise PartnerDeskError(
            _("The passphrase is empty. Nothing was changed. Choose several words that only you know.")
        )
    cost = cost or Cost()
    salt = nacl.utils.random(argon2id.SALTBYTES)
    nonce = nacl.utils.random(Aead.NONCE_SIZE)
    box = Aead(_derive(passphrase, salt, cost)).encrypt(key, _associated(salt, cost), nonce).ciphertext
    return _PassphraseSlot("argon2id13", cost, salt, nonce, box)


def _lock_recovery(key: bytes, recovery: str) -> _RecoverySlot:
    recipient = age.recipient_of(recovery)
    return _RecoverySlot(recipient, age.encrypt(key, [recipient]))


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    try:
        secret = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise PartnerDeskError(
            _("The passphrase holds a character that is no text. Nothing was changed. Type it on the keyboard.")
        ) from None
    if len(secret) > LONGEST_PASSPHRASE:
        raise PartnerDeskError(_("The passphrase is too long. Nothing was changed. Use fewer words."))
    try:
        return argon2id.kdf(KEY_BYTES, secret, salt, cost.passes, cost.memory_kib * 1024)
    except nacl.exceptions.RuntimeError:
        raise PartnerDeskError(
            _("There is too little free memory to check the passphrase. Nothing was changed. Close other programs.")
        ) from None


def _associated(salt: bytes, cost: Cost) -> bytes:
    """Return what the passphrase's box is bound to, so that nobody can weaken the parameters beside it."""
    return FORMAT.encode() + b" passphrase " + salt + _encode(cost)


def _check(key: bytes) -> str:
    """Return a mark by which a key is known as this file's; it reveals nothing, the key being random."""
    return hmac.digest(key, FORMAT.encode() + b" check", "sha256").hex()


def _checked(stored: _File, key: bytes) -> bytes:
    if not hmac.compare_digest(_check(key), stored.check):
        raise _damaged()
    return key


def _require_its_key(stored: _File, key: bytes) -> None:
    if not hmac.compare_digest(_check(key), stored.check):
        raise ValueError("not the key of this keyslot file")


def _checksum(stored: _File) -> str:
    return hashlib.sha256(_encode(msgspec.structs.replace(stored, checksum=""))).hexdigest()


def _read(path: Path) -> _File:
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        raise KeyslotDamaged(
            _(
                "There is no workspace in {folder}: its file {name} is missing. Check the folder, or restore a backup."
            ).format(folder=path.parent, name=path.name)
        ) from None
    except OSError as error:
        raise _unusable(path, error) from None
    try:
        if re.fullmatch(r"partnerdesk-keyslot/([2-9]|\d\d)", strictjson.decode(text, _Named, LONGEST_FILE).format):
            raise KeyslotDamaged(
                _(
                    "The file {name} was written by a newer PartnerDesk. Nothing was changed. "
                    "Update PartnerDesk, then open the workspace again."
                ).format(name=path.name)
            )
        stored = strictjson.decode(text, _File, LONGEST_FILE)
    except strictjson.Malformed:
        raise _damaged() from None
    if stored.format != FORMAT or stored.checksum != _checksum(stored) or stored.passphrase.kdf != "argon2id13":
        raise _damaged()
    return stored


def _write(path: Path, stored: _File) -> None:
    stored = msgspec.structs.replace(stored, checksum=_checksum(stored))
    try:
        with durable.replacing(path) as file:
            file.write(msgspec.json.format(_encode(stored)) + b"\n")
    except OSError as error:
        raise _unusable(path, error) from None


def _damaged() -> KeyslotDamaged:
    return KeyslotDamaged(
        _(
            "The file that holds the workspace's key is damaged; the passphrase is not at fault. Nothing was changed. "
            "Put the file keyslot.json back from a backup."
        )
    )


def _unusable(path: Path, error: OSError) -> PartnerDeskError:
    # Translators: {reason} comes from the operating system.
    return PartnerDeskError(
        _(
            "{path} cannot be used ({reason}). Nothing was changed. Check the folder and the space left on the disk."
        ).format(path=path, reason=error.strerror or error)
    )
