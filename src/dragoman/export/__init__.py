"""A ledger's records in files for other programs."""

from dragoman.export.csv import agreements_file, export_agreements, export_contacts, export_csv
from dragoman.export.jsonl import export_jsonl

__all__ = ["agreements_file", "export_agreements", "export_contacts", "export_csv", "export_jsonl"]
