"""The beta distribution, as far as a share of evenings needs it: plain formulas, checked against scipy in the tests."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

STEPS, SMALL, CLOSE_ENOUGH = 200, 1e-300, 1e-14


def log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def share_above(x: float, a: float, b: float) -> float:
    """How much of Beta(a, b) lies above x, from 0 to 1: one less the regularised incomplete beta function."""
    if not 0 < x < 1:
        return float(x <= 0)
    front = exp(a * log(x) + b * log1p(-x) - log_beta(a, b))
    if x < (a + 1) / (a + b + 2):
        return 1 - front * _fraction(x, a, b) / a
    return front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Work out the continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            c, d = _not_zero(1 + term / c), 1 / _not_zero(1 + term * d)
            value *= c * d
        if abs(c * d - 1) < CLOSE_ENOUGH:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > SMALL else SMALL
