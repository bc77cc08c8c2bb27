"""Built-ins and other packages' additions."""

from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints
from typing import TYPE_CHECKING

import pytest

from timeline.errors import ConfigError
from timeline.plugins import plugins

if TYPE_CHECKING:
    from collections.abc import Callable

GROUP = "timeline.readers"


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def call(*entries: tuple[str, str]) -> None:
        found = EntryPoints(EntryPoint(name, value, GROUP) for name, value in entries)
        monkeypatch.setattr("timeline.plugins.entry_points", lambda *, group: found.select(group=group))

    return call


def test_built_ins_come_first_and_are_loaded_when_asked(install: Callable[..., None]) -> None:
    install(("odt", "json:loads"))
    found = plugins("readers", {"text": "timeline.read.plain", "none": "no.such.module"})
    assert list(found) == ["text", "none", "odt"]
    assert found["odt"].load()("[1]") == [1]
    with pytest.raises(ModuleNotFoundError):
        found["none"].load()


def test_a_group_is_not_another(install: Callable[..., None]) -> None:
    install(("odt", "json:loads"))
    assert plugins("themes", {}) == {}


def test_a_clash_is_an_error(install: Callable[..., None]) -> None:
    install(("text", "stranger:reader"))
    with pytest.raises(ConfigError, match=r"timeline itself \(timeline.read.plain\).* both provide 'text'"):
        plugins("readers", {"text": "timeline.read.plain"})


def test_an_entry_that_is_listed_twice_is_no_clash(install: Callable[..., None]) -> None:
    install(("odt", "json:loads"), ("odt", "json:loads"))
    assert list(plugins("readers", {})) == ["odt"]
