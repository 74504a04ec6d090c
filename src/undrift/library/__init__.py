"""The practices, articles and help lines: plain files, checked once, compiled to one file for a fast start."""

from undrift.library.compiled import compile_library
from undrift.library.loader import load
from undrift.library.values import Article, Country, HelpLine, Library, LineKind

__all__ = ["Article", "Country", "HelpLine", "Library", "LineKind", "compile_library", "load"]
