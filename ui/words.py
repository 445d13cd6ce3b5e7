"""The language of the window: our catalogue, Qt's own words, the reading direction and a font that can show it."""

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from partnerdesk import i18n, resources

_FALLBACK_FILE = "DejaVuSans.ttf"
_FALLBACK_FAMILY = "DejaVu Sans"

_translator: QTranslator | None = None


def use(app: QApplication, language: str) -> None:
    """Show every word from now on in this language; pages that are already open must be built anew."""
    global _translator  # noqa: PLW0603  one language for the process, as in i18n
    i18n.set_language(language)
    QLocale.setDefault(QLocale(language))
    if _translator is not None:
        app.removeTranslator(_translator)
        _translator = None
    if language != "en":
        own = QTranslator(app)
        if own.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(own)
            _translator = own
    rtl = i18n.is_rtl(language)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)


def ensure_fonts(app: QApplication) -> None:
    """Add our own font behind the platform's where the platform cannot write Arabic."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.Arabic):
        return
    if QFontDatabase.addApplicationFont(str(resources.path("fonts", _FALLBACK_FILE))) < 0:
        return
    font = app.font()
    font.setFamilies([*font.families(), _FALLBACK_FAMILY])
    app.setFont(font)
