"""The command line: ``dragoman VERB``, one function per verb.

app       the program, its verbs and what happens when something goes wrong
run       one call: what was refused, what is told on standard error
options   options that several verbs share
coding    code, add
reading   reading, recode
web       fetch, watch
asking    contacts, timeline, agreements, show
giving    export, schema
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
