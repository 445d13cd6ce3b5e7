"""Words in several languages, and the nearest language there is."""

from collections.abc import Mapping

import msgspec

from partnerdesk import i18n

_NEAREST: Mapping[str, tuple[str, ...]] = {
    "fr": ("fr", "en", "es", "ar"),
    "en": ("en", "fr", "es", "ar"),
    "es": ("es", "en", "fr", "ar"),
    "ar": ("ar", "en", "fr", "es"),
}
"""Where to look for words, by the language asked for."""


class Shown(msgspec.Struct, frozen=True):
    """Words as they are shown, and the language they are in."""

    words: str
    language: str


class Text(msgspec.Struct, frozen=True):
    """The same words by language code; at least one language has words."""

    by_language: Mapping[str, str]

    def nearest(self, language: str | None = None) -> Shown:
        """Return the words in this language, else in the nearest language that has some.

        Without a language, the one of the program is asked for. `Shown.language` tells which one it was, so that a
        page can say that a translation is missing.
        """
        asked = language or i18n.language()
        for candidate in (asked, *_NEAREST.get(asked, _NEAREST["en"]), *self.by_language):
            if words := self.by_language.get(candidate, "").strip():
                return Shown(words, candidate)
        raise ValueError("a text without words in any language")

    def words(self, language: str | None = None) -> str:
        """Return the nearest words alone."""
        return self.nearest(language).words

    def has(self, language: str) -> bool:
        """Tell whether there are words in exactly this language."""
        return bool(self.by_language.get(language, "").strip())


def filled(shown: Shown, names: Mapping[str, str]) -> Shown:
    """Put names in for placeholders such as ``{subject}``; anything else in braces stays as it is.

    The names are put in at once, so that a name that holds braces is not filled again.
    """
    words = shown.words
    pieces: list[str] = []
    while "{" in words:
        before, _, rest = words.partition("{")
        key, closing, after = rest.partition("}")
        if closing and key in names:
            pieces += [before, names[key]]
            words = after
        else:
            pieces += [before, "{"]
            words = rest
    return Shown("".join(pieces) + words, shown.language)
