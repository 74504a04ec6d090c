"""Undrift's own settings, with one more address to compare with."""

from undrift.config.settings import *  # noqa: F403 - the very same settings

ROOT_URLCONF = "bench.urls"
