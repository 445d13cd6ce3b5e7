"""Finds look-alikes among thousands of partners: only those are compared that share something telling."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from heapq import nlargest
from itertools import combinations

from partnerdesk.duplicates.likeness import CANDIDATE, LEAST_ALIKE, Alike, Match, alike, best_names, judge
from partnerdesk.duplicates.profiles import Name, Profile, initials
from partnerdesk.duplicates.weights import Weights
from partnerdesk.progress import Report, unwatched

_PREFIX_SHARE = 0.49
"""Two names that are alike enough (0.66) share this much of the weight of each, so they meet in one of its rarest words."""
_LARGEST_BLOCK = 40
"""An acronym or address that more partners share tells too little to compare them all."""
_COMPARED = 60
"""So many partners are compared with what somebody types: those that share most with it."""
_EVERY = 100


class Index:
    """The partners as they are recognised; made once, asked often."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self.profiles = list(profiles)
        self._names: list[tuple[int, Name]] = [
            (number, name) for number, one in enumerate(self.profiles) for name in one.names
        ]
        self.weights = Weights(name for _number, name in self._names)
        self._totals = [self.weights.total(name.bag) for _number, name in self._names]
        self._slips = [any(self.weights.alike(word) for word in name.bag) for _number, name in self._names]
        self._bearers = Counter(key for one in self.profiles for key in _acronym_keys(one))
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, (_number, name) in enumerate(self._names):
            for word in name.bag:
                self._by_word[word].append(place)
        for number, one in enumerate(self.profiles):
            for key in set(_keys(one)):
                self._by_key[key].append(number)

    # One against all

    def like(self, typed: Profile, most: int = 5, least: int = CANDIDATE, *, typing: bool = True) -> list[Match]:
        """Return the partners that look most like this one, the likeliest first; `other` of each is its id.

        While it is being typed, its last name may end in the middle of a word.
        """
        begun = self.weights.begun(typed.names[-1].stems[-1]) if typing and typed.names else None
        found = []
        for number in self._worth_comparing(typed, begun or {}):
            other = self.profiles[number]
            names = best_names(typed, other, self.weights, begun)
            match = judge(typed, other, names, self._bearers)
            if other.id != typed.id and match.score >= least:
                found.append(match)
        return sorted(found, key=lambda match: (-match.score, match.other))[:most]

    def _worth_comparing(self, typed: Profile, begun: Iterable[str]) -> list[int]:
        shared: dict[int, float] = defaultdict(float)
        typed_words = {word for name in typed.names for word in name.bag}
        for word in {*typed_words, *begun, *(twin for one in typed_words for twin in self.weights.alike(one))}:
            weight = self.weights.of(word)
            for number in {self._names[place][0] for place in self._by_word.get(word, ())}:
                shared[number] += weight
        for key in set(_keys(typed)):
            for number in self._by_key.get(key, ())[:_LARGEST_BLOCK]:
                shared[number] += 2
        return nlargest(_COMPARED, shared, key=lambda number: (shared[number], -number))

    # All against all

    def pairs(
        self, report: Report = unwatched, skip: Callable[[str, str], bool] = lambda _one, _other: False
    ) -> list[Match]:
        """Return all partners that look alike, the likeliest first, without those pairs of ids that `skip` names."""
        best = self._alike_by_name(report)
        for block in self._by_key.values():
            if len(block) <= _LARGEST_BLOCK:
                for pair in combinations(block, 2):
                    best.setdefault(pair, None)
        found = []
        for (first, second), met in best.items():
            one, other = self.profiles[first], self.profiles[second]
            names = met or best_names(one, other, self.weights)
            if judge(one, other, names, self._bearers, explain=False).score >= CANDIDATE and not skip(one.id, other.id):
                found.append(judge(one, other, names, self._bearers))
        return sorted(found, key=lambda match: (-match.score, match.one, match.other))

    def _alike_by_name(self, report: Report) -> dict[tuple[int, int], Alike | None]:
        """Return the pairs of partners that share a telling word of a name, with the names that are most alike."""
        best: dict[tuple[int, int], Alike | None] = {}
        places_by_word: dict[str, list[int]] = defaultdict(list)
        for place, (number, name) in enumerate(self._names):
            if place % _EVERY == 0:
                report(place, len(self._names))
            for other_place in self._met(name, places_by_word):
                other_number, other = self._names[other_place]
                if other_number == number or not self._may_be_alike(other_place, place):
                    continue
                score = alike(other, name, self.weights)
                before = best.get((other_number, number))
                if score >= LEAST_ALIKE and (before is None or score > before.score):
                    best[other_number, number] = Alike(score, other, name)
            for word in self._telling(name):
                places_by_word[word].append(place)
        return best

    def _met(self, name: Name, places_by_word: dict[str, list[int]]) -> set[int]:
        met: set[int] = set()
        for word in self._telling(name):
            met.update(places_by_word.get(word, ()))
            for twin in self.weights.alike(word):
                met.update(places_by_word.get(twin, ()))
        return met

    def _may_be_alike(self, place: int, other_place: int) -> bool:
        """Tell quickly whether comparing two names can show anything: most that meet share one word and no more."""
        (number, name), (other_number, other) = self._names[place], self._names[other_place]
        shared = name.bag & other.bag
        if len(shared) == len(name.bag) == len(other.bag):
            return True
        one, two = self.profiles[number].countries, self.profiles[other_number].countries
        if one and two and not one & two:
            # In different countries a name has to be the same to tell enough.
            return False
        if self._slips[place] or self._slips[other_place]:
            return True
        return 2 * self.weights.total(shared) >= LEAST_ALIKE * (self._totals[place] + self._totals[other_place])

    def _telling(self, name: Name) -> list[str]:
        """Return the rarest words of a name, as many as a name that is alike must share one of."""
        in_order = sorted(((self.weights.of(word), word) for word in name.bag), reverse=True)
        left = sum(weight for weight, _word in in_order)
        least = left * _PREFIX_SHARE
        telling = []
        for weight, word in in_order:
            telling.append(word)
            left -= weight
            if left < least:
                break
        return telling


def _acronym_keys(one: Profile) -> set[str]:
    return {*one.acronyms, *(name.compact for name in one.names if 3 <= len(name.compact) <= 8)}


def _keys(one: Profile) -> Iterator[tuple[str, str]]:
    """Yield what two partners may share besides words of their names."""
    yield from (("registration", key) for key in one.registrations)
    yield from (("domain", key) for key in one.domains)
    yield from (("phone", key) for key in one.phones)
    yield from (("name", name.compact) for name in one.names)
    yield from (("name", key) for key in one.acronyms)
    if not one.acronyms:
        yield from (("name", key) for name in one.names if len(key := initials(name)) >= 3)
