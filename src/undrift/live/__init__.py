"""Live doors: a page that stays open is told that something changed, and asks for the rest itself."""
