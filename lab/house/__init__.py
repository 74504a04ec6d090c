"""The house's own policy, quick: tables filled by calling the domain's rules, and the few rules that look back.

`tests/lab/test_house.py` holds it against `domain.steps.choose` and `domain.intensity.moved` on evenings lived here.
"""
