"""A whole Undrift on a real database file, with a cheap key derivation and a clock that tests move."""

from __future__ import annotations

import pytest
from django.test import override_settings

from tests.web.couples import Kept, ann_and_bo
from tests.web.world import WORDS, Clock, CountingKdf, Someone, World
from undrift.actions import keys
from undrift.adapters import clock as clocks
from undrift.vault.slots import PassphraseKdf


@pytest.fixture(scope="session", autouse=True)
def plain_static_files(tmp_path_factory):
    """Nothing needs to be built before the web tests can run."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static"), STORAGES=storages):
        yield


@pytest.fixture
def clock():
    moved = Clock()
    clocks.use(moved)
    yield moved
    clocks.use(None)


@pytest.fixture
def kdf():
    yield CountingKdf.installed()
    keys.use_kdf(PassphraseKdf.cheap())


@pytest.fixture
def home(transactional_db, clock, kdf, settings):
    """An empty home that anybody may join."""
    settings.OPEN_SIGN_UP = True
    return Someone


@pytest.fixture
def world(home, clock, kdf):
    """Everybody has signed up and has both doors open."""
    people = [Someone(name, words).sign_up() for name, words in WORDS.items()]
    kdf.derivations = 0
    return World(*people, clock, kdf)


@pytest.fixture
def couple(home, clock, kdf):
    """As `world`, with Ann and Bo joined; played out once and put back row by row."""
    return Kept.world(clock, kdf, ann_and_bo)


@pytest.fixture
def ann(world):
    return world.ann
