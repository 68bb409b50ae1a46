"""Alembic's entry point: migrates over the connection that the caller hands in.

There is no ``alembic.ini``; :mod:`dragoman.ledger.migrate` builds the configuration. Offline mode
(``--sql``) prints the steps for another database's administrator.
"""

from alembic import context

from dragoman.ledger.schema import metadata

if context.is_offline_mode():
    context.configure(
        dialect_name=context.config.get_main_option("dialect") or "sqlite",
        target_metadata=metadata,
        literal_binds=True,
    )
else:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        # the caller's transaction holds all steps, so that a half-made ledger cannot exist
        transactional_ddl=True,
    )
with context.begin_transaction():
    context.run_migrations()
