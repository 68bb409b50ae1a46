"""The ledger: articles and what was found in them, in one SQLite file.

:class:`Ledger` is all that other packages need; the other names are what it takes and gives.
"""

from dragoman.ledger.failures import RefusedArticleError
from dragoman.ledger.filters import (
    AbsenceFilters,
    AgreementFilters,
    CommonFilters,
    ContactFilters,
    EventFilters,
)
from dragoman.ledger.results import (
    ArticleRef,
    Card,
    Copy,
    Counts,
    Hit,
    Passage,
    Sighting,
    StoredAbsence,
    StoredAgreement,
    StoredContact,
    StoredEvent,
    TimelinePeriod,
)
from dragoman.ledger.store import Ledger
from dragoman.ledger.writing import AddResult

__all__ = [
    "AbsenceFilters",
    "AddResult",
    "AgreementFilters",
    "ArticleRef",
    "Card",
    "CommonFilters",
    "ContactFilters",
    "Copy",
    "Counts",
    "EventFilters",
    "Hit",
    "Ledger",
    "Passage",
    "RefusedArticleError",
    "Sighting",
    "StoredAbsence",
    "StoredAgreement",
    "StoredContact",
    "StoredEvent",
    "TimelinePeriod",
]
