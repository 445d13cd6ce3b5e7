"""Editors of values with parts: dates, periods and money."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QDate, QPoint, QStringListModel, Qt
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QLineEdit, QToolButton

from partnerdesk.i18n import _
from ui.theme import icons
from ui.widgets.basics import icon_button, label
from ui.widgets.editors import Editor
from ui.widgets.suggestions import Suggestions

CURRENCIES = ("USD", "EUR", "CHF", "GBP", "XOF", "XAF", "JOD", "LBP", "TRY", "COP", "UAH")
"""Suggested, not required: any three letters are taken."""


def read_date(text: str) -> date | None:
    """Return the date that somebody typed: day/month/year with any separator, or year-month-day; None if neither.

    Digits of any script are understood, and a two-digit year is one of this century.
    """
    plain = "".join(str(unicodedata.digit(char, char)) for char in text.strip())
    parts = "".join(char if char.isascii() and char.isdigit() else " " for char in plain).split()
    if len(parts) != 3:
        return None
    first, month, last = (int(part) for part in parts)
    year, day = (first, last) if len(parts[0]) == 4 else (last, first)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def write_date(iso: object) -> str:
    """Return an ISO date as people type it; anything else as it is."""
    try:
        day = date.fromisoformat(str(iso))
    except ValueError:
        return "" if iso is None else str(iso)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


class DateEditor(Editor):
    """A date, typed or chosen in a calendar; its value is ISO text."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._line = QLineEdit()
        # Translators: a hint how to type a date: day, month, year.
        self._line.setPlaceholderText(_("dd/mm/yyyy"))
        self._line.setMinimumWidth(120)
        self._line.setMaximumWidth(200)
        self._line.textEdited.connect(self._typed)
        # Translators: {field} is the name of a field with a date.
        self._open = icon_button("calendar", _("{field}: choose in a calendar").format(field=name))
        self._open.clicked.connect(self._show_calendar)
        self._adopt(self._line, self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._line, 1)
        row.addWidget(self._open)
        row.addStretch(0)

    def value(self) -> str | None:
        day = read_date(self._line.text())
        return day.isoformat() if day else None

    def set_value(self, value: object) -> None:
        self._line.setText(write_date(value))

    def flush(self) -> None:
        if self._line.text().strip() and read_date(self._line.text()) is None and not self._line.isReadOnly():
            self._trouble(_("Please write the date as day/month/year, such as 31/12/2026."))
        super().flush()

    def _typed(self, text: str) -> None:
        if not text.strip() or read_date(text) is not None:
            self._touched()

    def _show_calendar(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setAccessibleName(self._name)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        for name, arrow in (("prev", "chevron-left"), ("next", "chevron-right")):
            # Qt's own arrows are black, whatever the look.
            if turn := calendar.findChild(QToolButton, f"qt_calendar_{name}month"):
                icons.put(turn, arrow)
        day = read_date(self._line.text())
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def take(chosen: QDate) -> None:
            self._line.setText(write_date(f"{chosen.year():04}-{chosen.month():02}-{chosen.day():02}"))
            calendar.close()
            self._touched()
            self.flush()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        calendar.move(self._line.mapToGlobal(QPoint(0, self._line.height() + 2)))
        calendar.show()
        calendar.setFocus()


class PeriodEditor(Editor):
    """A first and a last day that move as one value: ``{"start": iso, "end": iso}``."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        # Translators: {field} is the name of a field with two dates.
        self._parts = {
            "start": DateEditor(_("{field}: first day").format(field=name)),
            "end": DateEditor(_("{field}: last day").format(field=name)),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in self._parts.values():
            row.addWidget(part, 1)
            part.edited.connect(lambda _value: self._touched())
            part.changed.connect(lambda _value: self.flush())
            part.troubled.connect(self._part_trouble)
            self._inner.append(part)
        row.insertWidget(1, label("–", "muted"))
        self.setFocusProxy(self._parts["start"])

    def value(self) -> dict[str, str] | None:
        given = {name: day for name, part in self._parts.items() if (day := part.value())}
        return given or None

    def set_value(self, value: object) -> None:
        given = value if isinstance(value, Mapping) else {}
        for name, part in self._parts.items():
            part.set_value(given.get(name))

    def set_read_only(self, read_only: bool) -> None:
        for part in self._parts.values():
            part.set_read_only(read_only)

    def set_state(self, state: str) -> None:
        for part in self._parts.values():
            part.set_state(state)

    def flush(self) -> None:
        given = self.value() or {}
        if len(given) == 2 and given["end"] < given["start"]:
            self._trouble(_("The last day lies before the first."))
        super().flush()

    def _part_trouble(self, sentence: str) -> None:
        self._problem = sentence
        self.troubled.emit(sentence)


class MoneyEditor(Editor):
    """An amount with its currency, as one value in the currency's smallest unit: ``{"minor": 120050, "currency": "USD"}``."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._amount = QLineEdit()
        self._amount.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        self._currency = QLineEdit()
        # Translators: {field} is the name of a field with an amount of money.
        self._currency.setAccessibleName(_("{field}: currency").format(field=name))
        self._currency.setPlaceholderText("USD")
        self._currency.setMaxLength(3)
        self._currency.setMaximumWidth(90)
        suggestions = Suggestions(QStringListModel(list(CURRENCIES), self), self)
        suggestions.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._currency.setCompleter(suggestions)
        for inner in (self._amount, self._currency):
            inner.textEdited.connect(lambda _text: self._typed())
        self._adopt(self._amount, self._currency)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._amount, 1)
        row.addWidget(self._currency)

    def value(self) -> dict[str, object] | None:
        amount = _amount(self._amount.text())
        if amount is None:
            return None
        currency = self._currency.text().strip().upper()
        return {"minor": int(amount.scaleb(_places(currency))), "currency": currency}

    def set_value(self, value: object) -> None:
        given = value if isinstance(value, Mapping) else {}
        minor, currency = given.get("minor"), str(given.get("currency") or "")
        amount = format(Decimal(minor).scaleb(-_places(currency)), "f") if isinstance(minor, int) else ""
        self._amount.setText(amount)
        self._currency.setText(currency)

    def _typed(self) -> None:
        amount = _amount(self._amount.text())
        places = _places(self._currency.text().strip().upper())
        if self._amount.text().strip() and amount is None:
            self._trouble(_("Please write an amount such as 1200.50."))
        elif amount is not None and amount.scaleb(places) % 1:
            self._trouble(_("This currency has no unit so small. Please write fewer decimals."))
        else:
            self._touched()


def _places(currency: str) -> int:
    """Return how many decimals a currency has."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def _amount(text: str) -> Decimal | None:
    plain = "".join(str(unicodedata.digit(char, char)) for char in "".join(text.split()))
    plain = plain.replace("\N{ARABIC DECIMAL SEPARATOR}", ".").replace(",", ".").replace("\N{MINUS SIGN}", "-")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
