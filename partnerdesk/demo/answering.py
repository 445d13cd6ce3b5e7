"""What respondents of the sample answer: two hidden values of a partnership, a mood for each section, and some chance."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from partnerdesk.demo.pen import Pen
from partnerdesk.demo.questionnaire import Asked, Form
from partnerdesk.instruments.model import DK, NA
from partnerdesk.store.ops import Value

_NA, _DK = 0.16, 0.06
"""Drawn a little above the 12 % and 4 % wanted: a section has no room for a second one."""
_LEFT_OPEN = 0.55
"""Of a form that is still a draft."""
_COMMENT = 0.16
_TEXT = 0.55
_MIXED = {"better": 0.45, "same": 0.35, "worse": 0.2, "yes": 0.6, "conditions": 0.3, "no": 0.1}


@dataclass(frozen=True)
class Given:
    """One answer with what it comes with."""

    asked: Asked
    value: Value
    comment: str | None = None
    evidence: list[dict[str, Value]] | None = None


@dataclass
class Voice:
    """One respondent who fills in a form: `level` is how well she thinks it goes, `moods` how she differs by section."""

    rng: Random
    pen: Pen
    form: Form
    level: float
    moods: list[float]
    day: date
    complete: bool
    fails: str
    """The key of the critical question that fails; empty for none."""

    def answers(self) -> list[Given]:
        """Return what she answers; nothing for questions that she leaves open."""
        spare = list(self.form.spare)
        given: dict[str, Value] = {}
        found = []
        for asked in self.form.questions:
            if asked.depends is not None and not asked.depends.accepts(given.get(str(asked.depends.answer))):
                continue
            one = self._answer(asked, spare)
            if one is not None:
                given[asked.key] = one.value
                found.append(one)
        return found

    def _answer(self, asked: Asked, spare: list[int]) -> Given | None:
        if not self.complete and self.rng.random() < _LEFT_OPEN:
            return None
        if asked.kind == "scale":
            return self._rating(asked, spare)
        if not asked.required and self.rng.random() > _TEXT:
            return None
        value = self._other(asked)
        if value is None:
            return None
        return Given(asked, value, evidence=self._proof(asked) if asked.proof_always else None)

    def _rating(self, asked: Asked, spare: list[int]) -> Given:
        rng = self.rng
        chance = rng.random()
        if chance < _NA + _DK and spare[asked.section]:
            if chance < _NA and asked.allows_na:
                spare[asked.section] -= 1
                return Given(asked, NA, self.pen.one(self.pen.words.not_applicable))
            if chance >= _NA and asked.allows_dk:
                spare[asked.section] -= 1
                comment = self.pen.one(self.pen.words.cannot_say) if rng.random() < 0.5 else None
                return Given(asked, DK, comment)
        level = min(max(self.level + self.moods[asked.section] + rng.gauss(0, 0.13), 0), 0.999)
        options = asked.options
        if asked.critical:
            options = tuple(one for one in options if (one in asked.failing) == (asked.key == self.fails))
        value = options[int(level * len(options))]
        comment = self.pen.remark(level) if rng.random() < _COMMENT else None
        needed = value in asked.proof_for or (asked.evidence and not asked.proof_for and rng.random() < 0.15)
        return Given(asked, value, comment, self._proof(asked) if needed else None)

    def _proof(self, asked: Asked) -> list[dict[str, Value]]:
        kind = self.rng.choice(asked.evidence) if asked.kind == "scale" else asked.evidence[0]
        seen = self.day - timedelta(days=self.rng.randint(1, 40))
        return [{"type": kind, "reference": self.pen.document(kind, seen), "seen_on": seen.isoformat()}]

    def _other(self, asked: Asked) -> Value:
        """Answer a question without a scale."""
        if asked.kind == "single":
            weights = [_MIXED.get(str(one), 0.3) for one in asked.options]
            return self.rng.choices(asked.options, weights)[0]
        if asked.kind == "multi":
            chosen = self.rng.sample(asked.options, min(len(asked.options), self.rng.randint(1, 3)))
            return [one for one in asked.options if one in chosen]
        if asked.kind == "date":
            return self.day.isoformat()
        if asked.kind == "file":
            return self.pen.document(asked.evidence[0] if asked.evidence else "other", self.day)
        return self._text(asked.key) if asked.kind == "text" else None

    def _text(self, key: str) -> str:
        words = self.pen.words
        by_ending = {
            "example": words.examples,
            "gap": words.missing,
            "change": words.change,
            "word": words.first_topic,
            "agreed": words.agreed,
            "differ": words.differ,
            "notes": words.discussion,
            "lessons": words.lessons,
            "conditions": words.conditions,
        }
        return self.pen.one(by_ending.get(key.rpartition(".")[2], words.strengths))
