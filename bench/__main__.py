"""Run every figure, or only the groups that are named: python -m bench today writing."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from bench import (
    bytes_sent,
    choosing,
    front_door,
    live,
    measures,
    new_keys,
    notebook,
    owndata,
    reading,
    reminders,
    shelf,
    starting,
    street,
    today,
    together,
    writing,
)
from bench.figure import told
from bench.home import Home
from bench.people import People, make

AT_HOME = {
    "today": today.figures,
    "bytes": bytes_sent.figures,
    "notebook": notebook.figures,
    "measures": measures.figures,
    "writing": writing.figures,
    "keys": new_keys.figures,
}
ALONE = {
    "together": together.figures,
    "shelf": shelf.figures,
    "street": street.figures,
    "live": live.figures,
    "reminders": reminders.figures,
    "owndata": owndata.figures,
    "starting": starting.figures,
    "choosing": choosing.figures,
    "reading": reading.figures,
    "door": front_door.figures,
}


def main(wanted: list[str]) -> int:
    unknown = set(wanted) - {*AT_HOME, *ALONE}
    if unknown:
        print(f"No such group: {', '.join(sorted(unknown))}. There is: {', '.join([*AT_HOME, *ALONE])}.")
        return 2
    wanted = wanted or [*AT_HOME, *ALONE]
    told("machine.load_before", os.getloadavg()[0], "processes that want a core", cores=os.cpu_count())
    with tempfile.TemporaryDirectory(prefix="undrift-bench-") as folder:
        at_home = [word for word in AT_HOME if word in wanted]
        if at_home:
            _in_one_home(Path(folder) / "home", at_home)
        for word, figures in ALONE.items():
            if word in wanted:
                figures(Path(folder) / word)
    return 0


def _in_one_home(data: Path, groups: list[str]) -> None:
    people: People = make(data)
    with Home(data) as home:
        for word in groups:
            AT_HOME[word](home, people)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
