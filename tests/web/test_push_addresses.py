"""Which addresses a reminder is ever sent to: four push services, and nothing on this machine or its network."""

from __future__ import annotations

import pytest

from undrift.adapters.push import NotAPushService, PushServices


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/",
        "http://127.0.0.1:8000/",
        "https://192.168.1.1/",
        "https://localhost/",
        "https://router/",
        "http://fcm.googleapis.com/fcm/send/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://user:pass@fcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilpush.apple.com/x",
        "https://xn--fcm-googleapis.com/x",
        "https://[::1]/x",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/\r\nHost: x",
        "https://fcm.googleapis.com/" + "x" * 2000,
        "ftp://fcm.googleapis.com/x",
        "//fcm.googleapis.com/x",
        "",
        "https://[",
    ],
)
def test_no_other_address_is_ever_written_to(endpoint):
    with pytest.raises(NotAPushService):
        PushServices().audience(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QAbc",
        "https://wns2-par02p.notify.windows.com/w/?token=abc",
    ],
)
def test_these_are_push_services(endpoint):
    audience = PushServices().audience(endpoint)
    assert endpoint.startswith(audience + "/")


@pytest.mark.parametrize(
    "host", ["a..push.apple.com", ".push.apple.com", "x" * 64 + ".push.apple.com", "-a.push.apple.com"]
)
def test_a_name_that_no_network_knows_is_refused_before_it_is_asked(host):
    with pytest.raises(NotAPushService):
        PushServices().audience(f"https://{host}/x")
