"""No part of a header hides in an address."""

import pytest

from undrift.domain.deliveries import checked_address
from undrift.domain.errors import BadInput


@pytest.mark.parametrize(
    "typed",
    [
        "v@=?utf-8?q?gmail=2Ecom=2C=0aSubject=3A_x=40y?=.org",
        "=?utf-8?q??=@x.y",
        "a@b@c.d",
        "a@.b.c",
        "a@b..c",
        "a b@c.d",
        "a@" + "x" * 64 + ".org",
        "a@b",
        "@b.c",
        "a\n@b.c",
    ],
)
def test_odd_ones_are_refused(typed):
    with pytest.raises(BadInput):
        checked_address(typed)


def test_plain_ones_are_taken():
    assert checked_address(" first.last+tag@mail.example-home.org ") == "first.last+tag@mail.example-home.org"
