"""The keys of a device, the card by which others know it, and the short code that two people compare by voice."""

import hmac
import unicodedata
from pathlib import Path
from typing import Annotated, Any

import msgspec
import nacl.exceptions
import nacl.utils
from nacl.pwhash import argon2id
from nacl.signing import SigningKey, VerifyKey

from partnerdesk import age, strictjson
from partnerdesk.errors import PartnerDeskError
from partnerdesk.i18n import _

FORMAT = "partnerdesk-key/1"
LONGEST_CARD = 16 * 1024
GROUPS = 4
DIGITS = 4

# Fixed for ever: another value gives other codes for the same card. 16 bytes, as Argon2 asks.
_CODE_SALT = b"partnerdesk-code"
_CODE_PASSES = 3
_CODE_MEMORY = 32 * 1024 * 1024

_encode = msgspec.json.Encoder(order="sorted").encode

Name = Annotated[str, msgspec.Meta(max_length=200)]
"""A name that people read; `_check_names` keeps out what would change how the words around it are shown."""

Key = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Signature = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]


class BadCard(PartnerDeskError):  # noqa: N818  reads as what it is
    """A file is no key card, or somebody changed it."""


class KeyCard(msgspec.Struct, frozen=True):
    """What a device tells others about itself; public. `signature` covers all other fields."""

    format: str
    site: Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z._-]{1,64}\Z")]
    office: Annotated[str, msgspec.Meta(pattern=r"\A[0-9A-Za-z][0-9A-Za-z._-]{0,39}\Z")]
    office_name: Name
    person: Name
    role: Annotated[str, msgspec.Meta(pattern=r"\A[a-z][a-z_]{0,39}\Z")]
    age: Annotated[str, msgspec.Meta(pattern=r"\Aage1[0-9a-z]{58}\Z")]
    ed25519: Key
    signature: Signature

    def public_bytes(self) -> bytes:
        """Return the canonical bytes that are signed and that the short code is made of: all but the signature."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__ if name != "signature"}
        return FORMAT.encode() + b"\n" + _encode(fields)

    def check(self) -> None:
        """Raise BadCard unless the card is of this format, shows as it reads, and is signed by its own key."""
        if self.format != FORMAT:
            raise BadCard(
                _(
                    "This key card was written by a newer PartnerDesk ({theirs}; this one reads {ours}). "
                    "Nothing was changed. Update PartnerDesk, then try again."
                ).format(theirs=self.format[:40], ours=FORMAT)
            )
        _check_names(self)
        try:
            VerifyKey(self.ed25519).verify(self.public_bytes(), self.signature)
        except nacl.exceptions.BadSignatureError:
            raise BadCard(
                _(
                    "Somebody changed this key card after it was made. Nothing was changed here. Ask its owner for a new one."
                )
            ) from None
        if not age.is_recipient(self.age):
            raise _no_card()


class DeviceKeys(msgspec.Struct, frozen=True):
    """The secret keys of one installation; they live inside the encrypted store and nowhere else."""

    age_secret: str
    seed: Key

    def __repr__(self) -> str:
        return "DeviceKeys(…)"

    @property
    def recipient(self) -> str:
        """The public age key that bundles for this device are encrypted to."""
        return age.recipient_of(self.age_secret)

    @property
    def verify_key(self) -> bytes:
        """The public Ed25519 key that checks this device's signatures."""
        return bytes(SigningKey(self.seed).verify_key)

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature; the message must begin with words that name what is signed."""
        return SigningKey(self.seed).sign(message).signature

    def card(self, *, site: str, office: str, office_name: str, person: str, role: str) -> KeyCard:
        """Return this device's signed card; raises PartnerDeskError for names that no card can hold."""
        names = {
            "office_name": unicodedata.normalize("NFC", office_name),
            "person": unicodedata.normalize("NFC", person),
        }
        parts = {
            "site": site,
            "office": office,
            "role": role,
            "age": self.recipient,
            "ed25519": self.verify_key,
            **names,
        }
        try:
            card = msgspec.convert({"format": FORMAT, "signature": bytes(64), **parts}, KeyCard)
        except msgspec.ValidationError:
            raise BadCard(
                _(
                    "The name or the code of the office cannot be used. Nothing was changed. An office code has letters, "
                    "digits and dashes only, such as LBN-TYR; names have at most 200 characters."
                )
            ) from None
        _check_names(card)
        return msgspec.structs.replace(card, signature=self.sign(card.public_bytes()))

    def to_dict(self) -> dict[str, str]:
        """Return the secrets as plain data, to be kept in the encrypted store."""
        return {"age": self.age_secret, "ed25519": self.seed.hex()}

    @classmethod
    def from_dict(cls, data: dict[str, str]) -> "DeviceKeys":
        """Read what `to_dict` wrote."""
        return cls(data["age"], bytes.fromhex(data["ed25519"]))


def generate() -> DeviceKeys:
    """Make the keys of a new installation."""
    return DeviceKeys(age.new_secret(), nacl.utils.random(32))


def to_dict(card: KeyCard) -> dict[str, Any]:
    """Return the card as `keys show --json` prints it; `code` is for the eye and is never read back."""
    return {**msgspec.to_builtins(card), "code": short_code(card)}


def read_card(text: bytes) -> KeyCard:
    """Read a card from JSON; raises BadCard. What the card does not know, such as `code`, is ignored."""
    try:
        card = strictjson.decode(text, KeyCard, LONGEST_CARD)
    except strictjson.Malformed:
        raise _no_card() from None
    card.check()
    return card


def load_card(path: Path) -> KeyCard:
    """Read a card from a file; raises BadCard."""
    try:
        with path.open("rb") as file:
            text = file.read(LONGEST_CARD + 1)
    except OSError as error:
        # Translators: {reason} comes from the operating system.
        raise BadCard(
            _("The key card {name} cannot be read ({reason}). Nothing was changed. Check the file.").format(
                name=path.name, reason=error.strerror or error
            )
        ) from None
    return read_card(text)


def short_code(card: KeyCard) -> str:
    """Return 16 digits in groups, such as 0412-9930-5127-8846, that stand for everything on the card.

    A look-alike card needs 2^52 tries on average; Argon2id makes each cost 32 MiB and some 70 ms.
    """
    hashed = argon2id.kdf(16, card.public_bytes(), _CODE_SALT, _CODE_PASSES, _CODE_MEMORY)
    digits = f"{int.from_bytes(hashed, 'big') % 10 ** (GROUPS * DIGITS):0{GROUPS * DIGITS}}"
    return "-".join(digits[start : start + DIGITS] for start in range(0, GROUPS * DIGITS, DIGITS))


def compare_code(card: KeyCard, typed: str) -> None:
    """Raise PartnerDeskError unless the code that somebody read out is this card's.

    Spaces and dashes do not matter, and digits of any script count.
    """
    if not hmac.compare_digest(_digits(typed[:200]).encode(), _digits(short_code(card)).encode()):
        raise PartnerDeskError(
            _(
                "This code is not the one of the key card. The key was not trusted. Ask its owner to read the code out again; "
                "if it still differs, the card is not theirs."
            )
        )


def _digits(typed: str) -> str:
    """Return the digits as ASCII; whatever else is neither space, dash nor invisible mark stays and makes it differ."""
    kept = []
    for character in typed:
        if character.isdecimal():
            kept.append(str(unicodedata.decimal(character)))
        elif unicodedata.category(character) not in {"Zs", "Pd", "Cf", "Cc"} and character != "\N{MINUS SIGN}":
            kept.append("?")
    return "".join(kept)


def _check_names(card: KeyCard) -> None:
    """Refuse control characters and marks that reverse the text around a name: they could show another name."""
    for name in (card.office_name, card.person):
        if name != unicodedata.normalize("NFC", name) or any(
            unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
            or unicodedata.bidirectional(character) in _BIDI_MARKS
            for character in name
        ):
            raise BadCard(
                _(
                    "A name on the key card holds invisible control characters. Nothing was changed. "
                    "Write the name with ordinary characters."
                )
            )


_BIDI_MARKS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def _no_card() -> BadCard:
    return BadCard(
        _("This file is no key card of PartnerDesk, or it is damaged. Nothing was changed. Ask for the file again.")
    )
