"""Work outside the window's thread."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from partnerdesk.errors import PartnerDeskError
from partnerdesk.progress import Report
from ui.jobs import Job, Jobs
from ui.strip import JobStrip


def test_a_job_tells_its_steps_and_its_result_in_the_window_s_thread(qtbot: QtBot, jobs: Jobs) -> None:
    told: list[object] = []

    def work(report: Report) -> str:
        report(1, 2)
        report(2, 2)
        return threading.current_thread().name

    job = Job(work)
    job.progressed.connect(lambda done, total: told.append((done, total, threading.current_thread().name)))
    job.succeeded.connect(told.append)
    with qtbot.waitSignal(job.ended):
        jobs.start(job)

    window = threading.current_thread().name
    assert told[:2] == [(1, 2, window), (2, 2, window)]
    assert told[2] != window


def test_a_refusal_arrives_as_the_error_that_says_what_to_do(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_report: Report) -> None:
        raise PartnerDeskError("The stick is full. Nothing was changed.")

    job = Job(work)
    with qtbot.waitSignal(job.failed) as refused:
        jobs.start(job)

    assert refused.args is not None
    assert str(refused.args[0]) == "The stick is full. Nothing was changed."


def test_a_bug_in_a_job_is_reported_and_the_next_job_runs(qtbot: QtBot, jobs: Jobs) -> None:
    def broken(_report: Report) -> None:
        raise ValueError("boom")

    with qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.start(Job(broken))
    after = Job(lambda _report: "fine")
    with qtbot.waitSignal(after.succeeded) as succeeded:
        jobs.start(after)

    assert crashed.args is not None
    assert isinstance(crashed.args[0], ValueError)
    assert succeeded.args == ["fine"]


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_cancel_stops_a_job_at_its_next_step(qtbot: QtBot, jobs: Jobs, gate: threading.Event) -> None:
    begun = threading.Event()

    def work(report: Report) -> None:
        begun.set()
        gate.wait(10)
        report(1, 2)
        raise AssertionError("the report must not come back")

    job = Job(work, "Long work")
    with qtbot.waitSignal(job.cancelled):
        jobs.start(job)
        assert begun.wait(10)
        job.cancel()
        gate.set()


def test_jobs_run_one_after_the_other(qtbot: QtBot, jobs: Jobs, gate: threading.Event) -> None:
    order: list[str] = []

    def slow(_report: Report) -> None:
        gate.wait(10)
        order.append("first")

    last = Job(lambda _report: order.append("second"))
    with qtbot.waitSignal(last.ended):
        jobs.start(Job(slow))
        jobs.start(last)
        gate.set()

    assert order == ["first", "second"]


def test_the_strip_shows_a_running_job_and_its_cancel_button(qtbot: QtBot, jobs: Jobs, gate: threading.Event) -> None:
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    job = Job(lambda _report: gate.wait(10), "Writing the bundle")

    jobs.start(job)
    shown = not strip.isHidden()
    with qtbot.waitSignal(job.ended):
        gate.set()

    assert shown
    assert strip.isHidden()
