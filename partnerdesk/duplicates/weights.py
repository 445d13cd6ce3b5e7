"""How much each word of partners' names tells, and which words are the same but for a slip of the pen."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

from partnerdesk.duplicates.profiles import Name, known_words

FORM_WEIGHT = 0.25
LETTER_WEIGHT = 0.5
_COMMONEST = 0.6
"""A word that all names hold loses so much of the weight of one that a single name holds."""

SAME_WORD = 0.8
"""One slip in five letters: Niger and Nigeria are told apart, Sudan and Soudan are not."""
_SHORTEST = 5
_PREFIX = 0.9
_SHORTEST_PREFIX = 3
_NOTHING: Mapping[str, float] = {}


class Weights:
    """The words of many names; one that is not among them weighs as much as one that a single name holds."""

    def __init__(self, names: Iterable[Name]) -> None:
        held = list(names)
        self._count = Counter(word for name in held for word in name.bag)
        self._scale = math.log(len(held) + 2)
        self._weight = {word: self._weigh(word, number) for word, number in self._count.items()}
        self._alike = _alike(word for word in self._count if _may_slip(word))

    def of(self, word: str) -> float:
        """Return the weight of a word, from near 0 to 1."""
        weight = self._weight.get(word)
        return self._weigh(word, 1) if weight is None else weight

    def total(self, bag: Iterable[str]) -> float:
        return sum(map(self.of, bag))

    def alike(self, word: str) -> Mapping[str, float]:
        """Return the words that are this one but for a slip, and how much so, from 0 to 1."""
        if word in self._count or not _may_slip(word):
            return self._alike.get(word, _NOTHING)
        likeness = _likeness()
        scores = ((other, likeness(word, other)) for other in self._count if _may_slip(other))
        return {other: score for other, score in scores if score >= SAME_WORD}

    def begun(self, word: str) -> Mapping[str, float]:
        """Return the words that somebody may be about to type who has typed this much of one."""
        if len(word) < _SHORTEST_PREFIX:
            return {}
        return {other: _PREFIX for other in self._count if other.startswith(word) and other != word}

    def _weigh(self, word: str, number: int) -> float:
        if word in known_words("form"):
            return FORM_WEIGHT
        if len(word) == 1 and not word.isdigit():
            return LETTER_WEIGHT
        return 1 - _COMMONEST * math.log(number) / self._scale


def _likeness() -> Callable[[str, str], float]:
    # Loaded when words are compared first: it takes longer than showing a page.
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity


def _may_slip(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


def _alike(words: Iterable[str]) -> dict[str, dict[str, float]]:
    """Find words that are the same but for a slip: such share what is left when one letter is taken out of each."""
    by_rest: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for rest in {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}:
            by_rest[rest].append(word)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    likeness = _likeness()
    for together in by_rest.values():
        for one, other in combinations(together, 2):
            score = likeness(one, other)
            if score >= SAME_WORD:
                found[one][other] = found[other][one] = score
    return dict(found)
