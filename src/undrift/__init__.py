"""Undrift: a private place where two people who have drifted apart find their way back."""

__version__ = "0.1.0"
