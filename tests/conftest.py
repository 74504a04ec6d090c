"""Every run keeps its data in a folder of its own, made before the settings are read and gone afterwards."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="undrift-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["UNDRIFT_DATA"] = FOLDER
os.environ["UNDRIFT_TIME_ZONE"] = "UTC"
for name in ("UNDRIFT_ORIGIN", "UNDRIFT_OPEN_SIGN_UP", "UNDRIFT_SECRET_KEY", "UNDRIFT_SECRET_KEY_FILE"):
    os.environ.pop(name, None)
