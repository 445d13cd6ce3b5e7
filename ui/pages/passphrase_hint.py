"""What to say about a passphrase while it is typed: plain words, no score that could be taken for a promise."""

from partnerdesk.i18n import _


def strength(passphrase: str) -> str:
    """Return a hint how to make this passphrase better.

    Length counts most: four ordinary words that do not belong together resist longer than a short mix of signs.
    """
    if not passphrase:
        return _("Several words that do not belong together are easy to keep in mind and hard to guess.")
    words = len(passphrase.split())
    letters = len(set(passphrase))
    if len(passphrase) < 8 or letters < 4:
        return _("Too short: it could be guessed in minutes.")
    if len(passphrase) < 14 and words < 3:
        return _("Weak: add one or two words.")
    if len(passphrase) < 20 and words < 4:
        return _("Fair: one more word makes it good.")
    return _("Good: long enough to resist guessing.")
