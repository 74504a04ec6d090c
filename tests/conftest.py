"""Every run keeps its data in a folder of its own, made before anything is kept and gone afterwards."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("undrift", deadline=None, database=None)  # a busy machine is no failure
settings.load_profile("undrift")

FOLDER = Path(tempfile.mkdtemp(prefix="undrift-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("UNDRIFT_")]:
    del os.environ[name]
os.environ["UNDRIFT_DATA"] = str(FOLDER)
os.environ["UNDRIFT_TIME_ZONE"] = "UTC"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undrift.config.settings")

import django  # noqa: E402 - the environment comes first

django.setup()


@pytest.fixture(scope="session")
def django_db_modify_db_settings():
    """A real file, opened as in production: what a host could copy is what the tests search."""
    from django.conf import settings
    from django.db import connections

    connections.databases["default"]["TEST"]["NAME"] = str(FOLDER / "test.sqlite3")
    settings.DATA, settings.HOME_ZONE, settings.ORIGIN, settings.OPEN_SIGN_UP = FOLDER, "UTC", "", False
