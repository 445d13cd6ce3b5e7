"""What journeys need: no screen for those through the window, and commands that speak English and know the passphrase."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest

from partnerdesk import i18n
from tests.core.cli.conftest import PASSPHRASE


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak English and know the passphrase."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("PARTNERDESK_PASSPHRASE", PASSPHRASE)
    before = i18n.language()
    yield
    i18n.set_language(before)
