"""Figures of a running Undrift. `python -m bench` prints one JSON object a line; docs/benchmarks.md explains them."""
