"""Reminders: finding those due among 100,000, sending a thousand to a service on this machine, what it adds."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.figure import told
from bench.home import environment
from bench.reminding import LATER, NOW


class Service(BaseHTTPRequestHandler):
    """Takes everything."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.add(self.path)
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


def in_a_process(what: str, host: str, data: Path) -> bytes:
    home = environment(data, 1, DJANGO_SETTINGS_MODULE="undrift.config.settings")
    command = [sys.executable, "-m", "bench.reminding", what, host]
    return subprocess.run(command, env=home, stdout=subprocess.PIPE, check=True, timeout=600).stdout


def figures(data: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        server.taken = set()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        in_a_process("fill", host, data)
        found = json.loads(in_a_process("run", host, data))
        server.shutdown()
    told("reminders.find", found["find"], "ms", at_most=20, scheduled=LATER + NOW)
    told("reminders.sent", found["sent"] / found["seconds"] * 60, "a minute", at_least=1000, arrived=len(server.taken))
    told("reminders.lost", NOW - len(server.taken), "reminders", at_most=0)
    told("reminders.memory", found["memory"], "MiB", at_most=30)
