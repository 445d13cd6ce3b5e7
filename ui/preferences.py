"""What the window remembers on this computer between runs: no record, only how and where to open."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Preferences:
    """Language, look, workspace, the place that was open and the size of the window, in one small ini file."""

    def __init__(self, file: Path | None = None) -> None:
        if file is None:
            ini = QSettings.Format.IniFormat
            self._settings = QSettings(ini, QSettings.Scope.UserScope, "PartnerDesk", "PartnerDesk")
        else:
            self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language chosen last; empty before the first choice."""
        return str(self._settings.value("language", ""))

    @language.setter
    def language(self, language: str) -> None:
        self._settings.setValue("language", language)

    @property
    def theme(self) -> str:
        """One of `ui.theme.MODES`."""
        chosen = str(self._settings.value("theme", "system"))
        return chosen if chosen in {"system", "light", "dark"} else "system"

    @theme.setter
    def theme(self, mode: str) -> None:
        self._settings.setValue("theme", mode)

    @property
    def workspace(self) -> Path | None:
        """The workspace that was open last."""
        stored = str(self._settings.value("workspace", ""))
        return Path(stored) if stored else None

    @workspace.setter
    def workspace(self, place: Path) -> None:
        self._settings.setValue("workspace", str(place))

    @property
    def place(self) -> str:
        """The key of the place that was open last."""
        return str(self._settings.value("place", ""))

    @place.setter
    def place(self, key: str) -> None:
        self._settings.setValue("place", key)

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window as Qt saved it; empty before the first run."""
        stored = self._settings.value("geometry", QByteArray())
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, saved: QByteArray) -> None:
        self._settings.setValue("geometry", saved)
