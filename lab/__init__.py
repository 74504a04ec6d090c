"""The lab: pacing rules tried on made-up couples. It ranks policies under assumptions and proves nothing about people.

It stands beside the house and imports `undrift.domain` only, with numpy, scipy and matplotlib.
"""
