"""Collects what happened to the records of one office and writes it through the journal, in the order of each record's life."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from partnerdesk.desk import Desk
from partnerdesk.store.kinds import kind_named
from partnerdesk.store.ops import Value
from partnerdesk.store.writer import Author, Draft, Writer

BATCH = 16_000
"""At most so many changes go into one transaction: committing more at once writes each page of the indexes less often."""
RUN = 2000
"""After so many changes progress is told."""


@dataclass
class Ledger:
    """Changes by step: the first change of every record, then the second ones, since one write takes a record once."""

    _steps: dict[int, list[tuple[Author, Draft]]] = field(default_factory=lambda: defaultdict(list))
    _next: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def create(self, author: Author, kind: str, record: str, at: str, values: Mapping[str, Value]) -> None:
        """Note that somebody recorded something new."""
        self.counts[kind] += 1
        self._add(author, Draft(kind, {**kind_named(kind).defaults, **values}, id=record, at=at))

    def change(
        self,
        author: Author,
        kind: str,
        record: str,
        at: str,
        values: Mapping[str, Value],
        *,
        why: str = "edit",
        note: str = "",
    ) -> None:
        """Note that somebody changed a record that stood before."""
        self._add(author, Draft(kind, values, id=record, at=at, why=why, note=note))

    def _add(self, author: Author, draft: Draft) -> None:
        step = self._next.get(draft.id, 0)
        self._next[draft.id] = step + 1
        self._steps[step].append((author, draft))

    def __len__(self) -> int:
        return sum(map(len, self._steps.values()))

    def write(self, desk: Desk, written: Callable[[int], None]) -> None:
        """Write everything in transactions of `BATCH` changes; `written` hears how many are done and may stop it."""
        done = 0
        for batch in self._batches():
            with desk.writing() as connection:
                for author, drafts in batch:
                    Writer(connection, author).write(drafts)
                    done += len(drafts)
                    written(done)

    def _batches(self) -> Iterator[list[tuple[Author, list[Draft]]]]:
        batch: list[tuple[Author, list[Draft]]] = []
        size = 0
        for author, drafts in self._runs():
            if batch and size + len(drafts) > BATCH:
                yield batch
                batch, size = [], 0
            batch.append((author, drafts))
            size += len(drafts)
        if batch:
            yield batch

    def _runs(self) -> Iterator[tuple[Author, list[Draft]]]:
        """Yield what one author wrote in one step, by time."""
        for step in sorted(self._steps):
            in_order = sorted(self._steps[step], key=_author_and_time)
            for author, entries in groupby(in_order, key=lambda entry: entry[0]):
                drafts = [draft for _author, draft in entries]
                for start in range(0, len(drafts), RUN):
                    yield author, drafts[start : start + RUN]


def _author_and_time(entry: tuple[Author, Draft]) -> tuple[Any, ...]:
    author, draft = entry
    return author.site, author.office, author.name, draft.at
