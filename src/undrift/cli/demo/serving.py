"""Serving the made-up home, and saying so once it answers."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable

import uvicorn

from undrift.cli.demo.home import HERE
from undrift.cli.demo.script import Character


class Announcing(uvicorn.Server):
    """A server that tells when its first page can be asked for."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._announce()


def serve(listener: socket.socket, announce: Callable[[], None]) -> None:
    """Serve until a signal ends it."""
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        "undrift.config.asgi:application",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    Announcing(config, announce).run(sockets=[listener])


def address_of(listener: socket.socket) -> str:
    return f"http://{HERE}:{listener.getsockname()[1]}"


def as_json(address: str, couple: tuple[Character, ...]) -> str:
    people = [{"name": who.name, "passphrase": who.passphrase} for who in couple]
    return json.dumps({"url": address, "people": people})


def as_words(address: str, couple: tuple[Character, ...], stays_in: str) -> str:
    doors = [f"  {who.name:6}{who.passphrase}" for who in couple]
    end = f"Ctrl-C ends it. It stays in {stays_in}." if stays_in else "Ctrl-C ends it, and nothing of it is kept."
    return "\n".join(
        [
            f"Two made-up people, ten weeks in. Open {address} in a browser.",
            "Sign in as one of them, and as the other in a private window:",
            *doors,
            end,
        ]
    )
