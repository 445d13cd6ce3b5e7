"""Writes the texts of sample data: picks a sentence and fills in numbers and places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from partnerdesk.demo.offices import Office
from partnerdesk.demo.words import Words, words

T = TypeVar("T")


@dataclass(frozen=True)
class Pen:
    """Somebody's way of writing: a language, a place, and the chance that picks the sentence."""

    rng: Random
    words: Words
    language: str
    places: tuple[str, ...]

    def one(self, sentences: Sequence[str], **known: str) -> str:
        """Return one of these sentences, filled in."""
        return self.fill(self.rng.choice(sentences), **known)

    def fill(self, sentence: str, **known: str) -> str:
        """Fill in a sentence: {n} is a number from 3 to 9, after which Arabic nouns keep one form."""
        if "{" not in sentence:
            return sentence
        return sentence.format(n=self.rng.randint(3, 9), place=self.rng.choice(self.places), **known)

    def remark(self, level: float) -> str:
        """Return a comment on how something goes, from 0 to 1."""
        text = self.one(self.words.comments.at(level))
        return f"{text[:-1]} ({self.one(self.words.tails)})." if self.rng.random() < 0.4 else text

    def said(self, theme: str) -> str:
        """Return what somebody says in a meeting about a theme."""
        about = self.words.themes[theme]
        fact = self.one(about.facts)
        if self.rng.random() < 0.5:
            fact = f"{self.rng.choice(self.words.openers)} {fact}"
        fact = f"{fact[0].upper()}{fact[1:]}."
        return f"{fact} {self.one(about.asks)}" if self.rng.random() < 0.55 else fact

    def document(self, type_: str, day: date) -> str:
        """Return the name of a document shown as evidence."""
        return f"{self.words.documents.get(type_, self.words.documents['other'])}, {day.year}"


def pen(rng: Random, office: Office) -> Pen:
    """Return the pen of somebody in an office: two records in three are in the office's main language."""
    others = office.languages[1:]
    language = rng.choice(others) if others and rng.random() < 0.33 else office.language
    return Pen(rng, words(language), language, office.places)


def dice(seed: int, part: str) -> Random:
    """Return the chance of one part of the data: the same for the same seed, whatever the other parts draw."""
    return Random(f"{seed} {part}")  # noqa: S311  sample data is no secret


def mean(rng: Random, number: float) -> int:
    """Return a whole number whose mean is this one: 2.2 gives 2 or, one time in five, 3."""
    whole = int(number)
    return whole + (rng.random() < number - whole)


def drawn(rng: Random, weights: dict[T, float]) -> T:
    """Return one of the keys, each as often as its weight says."""
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def day_between(rng: Random, first: date, last: date) -> date:
    """Return a working day between two days, or the first where the last lies before it."""
    days = max((last - first).days, 0)
    day = first + timedelta(days=rng.randint(0, days))
    return day - timedelta(days=2) if day.weekday() >= 5 and (day - first).days >= 2 else day
