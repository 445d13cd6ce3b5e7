"""Work that leaves the window's thread: one job after the other, with progress and a way to stop."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from partnerdesk.errors import PartnerDeskError
from partnerdesk.progress import Cancelled, Report

Work = Callable[[Report], Any]

_FOR_EVER = -1
_PATIENCE_MS = 30_000


class Job(QObject):
    """One piece of work; connect to its signals first, then hand it to `Jobs.start`.

    Every signal arrives in the window's thread. Exactly one of succeeded, failed, crashed and cancelled comes,
    and `ended` right after it.
    """

    progressed = Signal(int, int)
    """Steps done and steps in all (0 while unknown)."""
    succeeded = Signal(object)
    """What the work returned."""
    failed = Signal(object)
    """The `PartnerDeskError` that says what to do."""
    crashed = Signal(object)
    """Any other exception: a bug."""
    cancelled = Signal()
    ended = Signal()

    _stepped = Signal(int, int)
    _finished = Signal(object, object)

    def __init__(self, work: Work, label: str = "", *, can_cancel: bool = True) -> None:
        super().__init__()
        self.label = label
        self.can_cancel = can_cancel
        self._work = work
        self._stop = threading.Event()
        self._stepped.connect(self._tell_step, Qt.ConnectionType.QueuedConnection)
        self._finished.connect(self._tell_end, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def run(self) -> None:
        """Do the work in the calling thread; `Jobs` calls this in its own."""
        result: object = None
        error: BaseException | None = None
        try:
            if self._stop.is_set():
                raise Cancelled
            result = self._work(self._report)
        except BaseException as caught:  # noqa: BLE001  a thread must end with an answer; the answer is shown, never dropped
            error = caught
        self._finished.emit(result, error)

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set() and self.can_cancel:
            raise Cancelled
        self._stepped.emit(done, total)

    def _tell_step(self, done: int, total: int) -> None:
        if not self._stop.is_set():
            self.progressed.emit(done, total)

    def _tell_end(self, result: object, error: BaseException | None) -> None:
        if error is None:
            self.succeeded.emit(result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        elif isinstance(error, PartnerDeskError):
            self.failed.emit(error)
        else:
            self.crashed.emit(error)
        self.ended.emit()


class _Run(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        self.setAutoDelete(False)

    def run(self) -> None:
        self._job.run()


class Jobs(QObject):
    """Runs jobs one after the other in the one thread that is the database's."""

    started = Signal(object)
    """A `Job` that was just handed in, for the strip that shows running work."""
    ended = Signal(object)
    crashed = Signal(object)
    """The exception of a job that met a bug."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(_FOR_EVER)
        self._running: dict[Job, _Run] = {}

    def start(self, job: Job) -> None:
        """Run a job whose signals are already connected; it waits for those before it."""
        job.crashed.connect(self.crashed)
        job.ended.connect(lambda: self._forget(job))
        run = _Run(job)
        self._running[job] = run
        self.started.emit(job)
        self._pool.start(run)

    def running(self) -> list[Job]:
        """Return the jobs that have not ended, the one at work first."""
        return list(self._running)

    def shut_down(self) -> bool:
        """Ask every job to stop and wait for the thread; tell whether it ended in time."""
        for job in self._running:
            job.cancel()
        return self._pool.waitForDone(_PATIENCE_MS)

    def _forget(self, job: Job) -> None:
        del self._running[job]
        self.ended.emit(job)
