"""Guards against a PySide6 that loses references: 6.12.0 did, and the process ended after some thousand signals."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROUNDS = 3000
MOST_DRIFT = 200


class _Bell(QObject):
    rung = Signal()
    told = Signal(bool)


def test_void_signals_and_calls_leave_none_and_true_alone(qtbot: QtBot) -> None:
    bell, words = _Bell(), QLabel()
    qtbot.addWidget(words)
    bell.rung.connect(lambda: None)
    bell.told.connect(lambda _on: None)
    before = {value: sys.getrefcount(value) for value in (None, True)}

    for _round in range(ROUNDS):
        bell.rung.emit()
        bell.told.emit(True)
        words.setText("")
        words.setEnabled(True)
        words.isEnabled()

    for value, count in before.items():
        assert abs(sys.getrefcount(value) - count) < MOST_DRIFT
