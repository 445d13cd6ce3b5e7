"""Who writes the sample records of an office, when, under which reference; and the partnerships that the records are about."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from partnerdesk.demo.ledger import Ledger
from partnerdesk.demo.offices import Office, new_id
from partnerdesk.demo.pen import Pen, pen
from partnerdesk.demo.sizes import LAST_DAY
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Author

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Agreed:
    """An agreement as far as assessments need it."""

    id: str
    end: date
    status: str


@dataclass
class Partnership:
    """A partner and what drives the answers about it.

    `quality` says how well it goes, 0 to 1; `power` how much better we think of it than the partner does. `active` holds
    the years worked together, 0 for the first of the sample.
    """

    id: str
    name: str
    types: list[str]
    quality: float
    power: float
    active: tuple[int, ...]
    facts: dict[str, Value] = field(default_factory=dict)
    contacts: list[str] = field(default_factory=list)
    agreements: list[Agreed] = field(default_factory=list)


@dataclass
class Scribe:
    """Everybody in one office who records: `rng` decides all of it."""

    rng: Random
    office: Office
    ledger: Ledger
    years: int
    _numbers: dict[str, int] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        """The day on which the sample begins."""
        return LAST_DAY - self.years * YEAR

    def begins(self, year: int) -> date:
        """Return the first day of a year of the sample, counted from 0."""
        return self.first_day + year * YEAR

    def new_id(self) -> str:
        return new_id(self.rng)

    def pen(self) -> Pen:
        return pen(self.rng, self.office)

    def officer(self) -> Author:
        """Return one of those who record."""
        return self.office.author(self.rng.choice(self.office.officers))

    def focal_point(self) -> Author:
        """Return the one who validates."""
        return self.office.author(self.office.focal_point)

    def at(self, day: date) -> str:
        """Return a time on this day, or on the last day of the sample."""
        return self.office.at(min(day, LAST_DAY), self.rng.randrange(560))

    def reference(self, code: str, year: int) -> str:
        """Return a readable reference: X stands where a device puts digits of its own, so the two never meet."""
        beginning = f"{self.office.code}-{year}-{code}-X"
        self._numbers[beginning] = self._numbers.get(beginning, 0) + 1
        return f"{beginning}{self._numbers[beginning]:03}"

    def phone(self) -> str:
        """Return a telephone number that cannot be called."""
        return f"+000 555 {self.rng.randint(100, 999)} {self.rng.randint(100, 999)}"
