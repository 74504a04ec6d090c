from tests.web.conftest import clock, home, kdf, plain_static_files, world

__all__ = ["clock", "home", "kdf", "plain_static_files", "world"]
