"""The command line: ``dragoman VERB``, one function per verb.

app       the program, its verbs and what happens when something goes wrong
run       one call: what was refused, what is told on standard error
options   options that several verbs share
coding    code, add
filters   what answers can be narrowed by, an option for each
asking    contacts, timeline, agreements, events, absences, show
reading   reading, recode
web       fetch, watch
giving    export, schema
relations relations
authority actor, authority
"""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the program."""
    try:
        from dragoman.cli.app import app

        app()
    except KeyboardInterrupt:
        # before a verb has begun; from then on the app tells it
        print("dragoman: interrupted", file=sys.stderr)
        sys.exit(130)
