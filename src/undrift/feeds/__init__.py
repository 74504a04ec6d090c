"""Doors for programs that read: a private calendar by its address, without a session."""
