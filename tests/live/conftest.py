"""Live doors are tried with the homes of the web tests."""

from tests.web.conftest import ann, clock, home, kdf, plain_static_files, world  # noqa: F401 - fixtures
