"""Questions to answer by hand: each kind of question with its boxes, lines and tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from partnerdesk.i18n import _
from partnerdesk.instruments.model import Criterion, Instrument, Scale
from partnerdesk.printing import parts, styles, wording
from partnerdesk.printing.bidi import isolated
from partnerdesk.printing.grid import Grid, Look
from partnerdesk.printing.text import Text
from partnerdesk.vocabulary import labels

_WIDEST_CHOICE = 96
_CHOICES_IN_A_ROW = 2
SHARES = {"risk": 3.0, "likelihood": 1.5, "impact": 1.3, "carried_by": 2.0, "measure": 3.0}
"""How wide the columns of a risk table are, to each other."""
_BARE = Look(pad_x=0, pad_y=0, rules=False, shade=None)


@dataclass(frozen=True)
class Asked:
    """What the questions of one form share: the instrument, whose names to put in, and the printed numbers."""

    instrument: Instrument
    names: Mapping[str, str]
    numbers: Mapping[str, str]
    width: float

    @property
    def inner(self) -> float:
        """Width in points right of the question's number."""
        return self.width - styles.NUMBER_WIDTH

    def words(self, criterion: Criterion) -> str:
        """Return the question with the names of both sides put in."""
        return self.instrument.filled(criterion.text, names=self.names).words

    def is_repeated(self, criterion: Criterion) -> bool:
        """Tell whether several sections ask the same words."""
        words = self.words(criterion)
        return sum(self.words(one) == words for one in self.instrument.criteria()) > 1

    def hints(self, criterion: Criterion) -> str:
        """Return what must be known to answer it."""
        return wording.hints(criterion, self.instrument, self.numbers, labels("evidence_type"))


def names(subject: str | None, office: str, partner: str) -> dict[str, str]:
    """Return the names for ``{subject}`` and ``{counterpart}``; none where it is open whose conduct is rated."""
    if subject == "us":
        return {"subject": office, "counterpart": partner}
    return {"subject": partner, "counterpart": office} if subject == "partner" else {}


def numbers(instrument: Instrument) -> dict[str, str]:
    """Return the printed number of each criterion: they run through the whole form."""
    return {criterion.key: str(place) for place, criterion in enumerate(instrument.criteria(), start=1)}


def question(asked: Asked, criterion: Criterion) -> list[Flowable]:
    """Return one question with room for its answer, to be kept on one page."""
    content = [*question_words(asked, criterion), parts.gap(3), *_ANSWERS[criterion.kind](asked, criterion)]
    return [parts.numbered(asked.numbers[criterion.key], content, asked.width), parts.gap(9)]


def question_words(asked: Asked, criterion: Criterion) -> list[Flowable]:
    """Return the question as it is asked, with its commitment and hints."""
    words: list[Flowable] = []
    if criterion.commitment is not None:
        words.append(Text(criterion.commitment.words(), styles.STRONG))
    words.append(Text(asked.words(criterion), styles.QUESTION))
    how = {"single": _("Tick one box."), "multi": _("Tick all boxes that apply.")}.get(criterion.kind, "")
    if hints := f"{how} {asked.hints(criterion)}".strip():
        words.append(Text(hints, styles.HINT))
    return words


def scale_legend(scale: Scale, width: float) -> list[Flowable]:
    """Return what each step of a scale means; nothing if its labels say all there is."""
    if not any(option.anchor for option in scale.options):
        return []
    rows = [
        [
            Text(f"{option.answer}", styles.CHOICE),
            Text(option.label.words(), styles.CHOICE),
            Text(option.anchor.words() if option.anchor else "", styles.CHOICE),
        ]
        for option in scale.options
    ]
    look = Look(pad_x=4, pad_y=1.5, boxed=True, shade=None)
    return [
        Text(_("What the steps mean"), styles.LABEL),
        parts.gap(2),
        Grid(rows, [20, 130, width - 150], look=look),
        parts.gap(9),
    ]


def _scale(asked: Asked, criterion: Criterion) -> list[Flowable]:
    options, offered = (criterion.scale.options, criterion.scale.specials) if criterion.scale else ((), ())
    steps = [(f"{styles.EMPTY_BOX} {option.answer}", option.label.words()) for option in options]
    specials = [criterion.special(special.code) for special in offered]
    steps += [(styles.EMPTY_BOX, special.label.words()) for special in specials if special is not None]
    column = min(asked.inner / len(steps), _WIDEST_CHOICE)
    cells = [[Text(box, styles.BOX), Text(words, styles.CHOICE)] for box, words in steps]
    boxes = Grid([cells], [column] * len(steps), look=Look(pad_x=2, pad_y=1, rules=False, shade=None))
    return [boxes, parts.Rules(_comment_lines(asked), _("Comment"))]


def _comment_lines(asked: Asked) -> int:
    """Return two lines for a comment, or one in a long form."""
    scaled = sum(criterion.scale is not None for criterion in asked.instrument.criteria())
    return 2 if scaled <= 24 else 1


def _text(_asked: Asked, criterion: Criterion) -> list[Flowable]:
    return [parts.Rules(5 if criterion.required else 4)]


def _options(asked: Asked, criterion: Criterion) -> list[Flowable]:
    return tick_list([choice.label.words() for choice in criterion.options], asked.inner)


def boxed(words: str) -> Text:
    """Return words with an empty box at their start."""
    return Text(f"{styles.EMPTY_BOX} {isolated(words)}", styles.TICK, as_page=True)


def tick_list(choices: Sequence[str], width: float) -> list[Flowable]:
    """Return options with their boxes in columns."""
    column = width / _CHOICES_IN_A_ROW
    cells = [boxed(words) for words in choices]
    cells += [Text("", styles.TICK)] * (-len(cells) % _CHOICES_IN_A_ROW)
    rows = [cells[start : start + _CHOICES_IN_A_ROW] for start in range(0, len(cells), _CHOICES_IN_A_ROW)]
    look = Look(pad_x=2, pad_y=1.5, rules=False, shade=None)
    return [Grid(rows, [column] * _CHOICES_IN_A_ROW, look=look)]


def _number(asked: Asked, _criterion: Criterion) -> list[Flowable]:
    return [Grid([[parts.Rules(1, _("Number"))]], [min(asked.inner, 160)], look=_BARE)]


def _date(asked: Asked, _criterion: Criterion) -> list[Flowable]:
    labels = [_("Day"), _("Month"), _("Year")]
    cells = [parts.Rules(1, label) for label in labels]
    look = Look(pad_x=4, pad_y=0, rules=False, shade=None)
    return [Grid([cells], [min(asked.inner / 3, 90)] * 3, look=look)]


def _file(asked: Asked, _criterion: Criterion) -> list[Flowable]:
    words = _("Attached")
    return [Grid([[boxed(words), parts.Rules(1, _("Name of the document"))]], [90, asked.inner - 90], look=_BARE)]


def _risks(asked: Asked, criterion: Criterion) -> list[Flowable]:
    head = [wording.column_label(column) for column in criterion.columns]
    return [_blank_table(head, [SHARES.get(column, 2.0) for column in criterion.columns], asked)]


def _actions(asked: Asked, _criterion: Criterion) -> list[Flowable]:
    return [_blank_table([_("What is to be done"), _("Who"), _("By when")], [5, 2.5, 1.5], asked)]


def _practices(asked: Asked, _criterion: Criterion) -> list[Flowable]:
    return [_blank_table([_("Practice and context"), _("What it changed"), _("What it takes")], [4, 3, 3], asked)]


def _recommendations(asked: Asked, _criterion: Criterion) -> list[Flowable]:
    return [_blank_table([_("Recommendation"), _("Addressed to"), _("By when")], [5, 2.5, 1.5], asked)]


def _blank_table(head: Sequence[str], shares: Sequence[float], asked: Asked, blank: int = 5) -> Grid:
    return parts.table(head, [], columns(shares, asked.inner), blank=blank)


def columns(shares: Sequence[float], width: float) -> list[float]:
    """Share the width out among columns."""
    return [width * share / sum(shares) for share in shares]


_ANSWERS: Mapping[str, Callable[[Asked, Criterion], list[Flowable]]] = {
    "scale": _scale,
    "text": _text,
    "single": _options,
    "multi": _options,
    "number": _number,
    "date": _date,
    "file": _file,
    "risk_matrix": _risks,
    "action_items": _actions,
    "good_practices": _practices,
    "recommendations": _recommendations,
}
