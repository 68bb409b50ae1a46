"""A ledger's records in files for other programs."""

from dragoman.export.cameo import export_cameo
from dragoman.export.csv import (
    agreements_file,
    events_file,
    export_agreements,
    export_contacts,
    export_csv,
    export_events,
)
from dragoman.export.jsonl import export_jsonl
from dragoman.export.polecat import export_polecat

__all__ = [
    "agreements_file",
    "events_file",
    "export_agreements",
    "export_cameo",
    "export_contacts",
    "export_csv",
    "export_events",
    "export_jsonl",
    "export_polecat",
]
