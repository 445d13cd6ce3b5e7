"""What may be shown of answers that were given anonymously (rule 14)."""

from dataclasses import dataclass

MINIMUM_GROUP = 3


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Whether scores, their distribution and comments may be shown."""

    show_score: bool
    show_distribution: bool
    show_comments: bool


def disclosure(respondents: int, *, anonymous: bool, minimum_group: int = MINIMUM_GROUP) -> Disclosure:
    """Show nothing of an anonymous perspective with fewer respondents than the minimum group."""
    shown = not anonymous or respondents >= minimum_group
    return Disclosure(shown, shown, shown)
