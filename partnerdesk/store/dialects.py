"""Where the SQL of a file (SQLite) and of a shared database (PostgreSQL) differ: guards, the search by words, checks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from partnerdesk.store.kinds import Kind

_REFUSAL = "a record is written by the journal alone"
_LATER_LETTERS = "".join(map(chr, (*range(0x19B0, 0x19C1), 0x19C8, 0x19C9, 0x1CF2, 0x1CF3)))
"""SQLite would part words at these: they are letters since a later Unicode than the one it goes by."""


class Dialect(Protocol):
    """What one kind of database has of its own; the methods return SQL and run nothing."""

    url: str
    """How SQLAlchemy names it."""
    table_named: str
    """Finds a table by its name."""
    checks: tuple[str, ...]
    """Queries by which the database examines its own pages; no rows or "ok" is sound."""
    empty_log: str
    """Takes what was overwritten out of a file's log; its first column is 0 when nothing is left."""

    def options(self) -> dict[str, Any]:
        """Return what SQLAlchemy's engine is made with."""

    def settle(self) -> Iterator[str]:
        """Yield what follows every migration, before guards and word indexes."""

    def guard(self, kind: "Kind") -> Iterator[str]:
        """Yield what makes a table of records refuse each write that has no op, anew."""

    def index_words(self, kind: "Kind") -> Iterator[str]:
        """Yield what makes the word index of a kind, anew."""

    def forget_words(self, kind: "Kind") -> Iterator[str]:
        """Yield what takes words that were erased out of the older parts of a kind's word index."""

    def has_word(self, kind: "Kind", alias: str) -> str:
        """Return the test whether a row of this kind holds a word; its one parameter is a `beginning`."""

    def beginning(self, word: str) -> str:
        """Return the parameter that finds what begins with a folded word."""


class _Sqlite:
    url = "sqlite+pysqlite://"
    table_named = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    checks: tuple[str, ...] = ("PRAGMA cipher_integrity_check", "PRAGMA quick_check")
    empty_log = "PRAGMA wal_checkpoint(TRUNCATE)"

    def options(self) -> dict[str, Any]:
        import sqlcipher3.dbapi2

        return {"module": sqlcipher3.dbapi2}

    def settle(self) -> Iterator[str]:
        yield from ()

    def guard(self, kind: "Kind") -> Iterator[str]:
        body = f"SELECT RAISE(ABORT, '{_REFUSAL}') WHERE (SELECT writing FROM guard) = 0;"
        for event in ("INSERT", "UPDATE", "DELETE"):
            yield from _trigger(f"{kind.name}_guard_{event.lower()}", f"BEFORE {event} ON {kind.name}", body)

    def index_words(self, kind: "Kind") -> Iterator[str]:
        table = _words(kind)
        yield f"DROP TABLE IF EXISTS {table}"
        yield (
            f"CREATE VIRTUAL TABLE {table} USING fts5(find, content='{kind.name}', content_rowid='n', "
            f"tokenize=\"unicode61 remove_diacritics 0 tokenchars '{_LATER_LETTERS}'\", prefix='1 2 3', "
            "columnsize=0, detail=none)"
        )
        # Each save adds a small part to the index; joining them at every sixteenth, as is usual, makes one save in sixteen slow.
        yield f"INSERT INTO {table} ({table}, rank) VALUES ('crisismerge', 64)"
        add = f"INSERT INTO {table} (rowid, find) VALUES (new.n, new.find);"
        remove = f"INSERT INTO {table} ({table}, rowid, find) VALUES ('delete', old.n, old.find);"
        yield from _trigger(f"{table}_insert", f"AFTER INSERT ON {kind.name}", add)
        yield from _trigger(f"{table}_delete", f"AFTER DELETE ON {kind.name}", remove)
        changed = f"AFTER UPDATE ON {kind.name} WHEN old.find IS NOT new.find"
        yield from _trigger(f"{table}_update", changed, f"{remove} {add}")
        yield f"INSERT INTO {table} ({table}) VALUES ('rebuild')"

    def forget_words(self, kind: "Kind") -> Iterator[str]:
        yield f"INSERT INTO {_words(kind)} ({_words(kind)}) VALUES ('optimize')"

    def has_word(self, kind: "Kind", alias: str) -> str:
        table = _words(kind)
        return f"{alias}.n IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"

    def beginning(self, word: str) -> str:
        return f'"{word}"*'


def _words(kind: "Kind") -> str:
    return f"{kind.name}_words"


def _trigger(name: str, when: str, body: str) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {name}"
    yield f"CREATE TRIGGER {name} {when} BEGIN {body} END"


# Whole numbers have 64 bits in SQLite, text is of any length and is compared byte by byte; sequences must reach as far.
_AS_IN_A_FILE = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT c.table_name, c.column_name, c.data_type,
            pg_get_serial_sequence(format('%I.%I', c.table_schema, c.table_name), c.column_name) AS sequence
        FROM information_schema.columns c
        WHERE c.table_schema = current_schema() AND c.table_name <> 'alembic_version' AND (
            c.data_type = 'integer'
            OR c.data_type IN ('text', 'character varying') AND c.collation_name IS DISTINCT FROM 'C'
        )
    LOOP
        EXECUTE format(
            'ALTER TABLE %I ALTER COLUMN %I TYPE %s', found.table_name, found.column_name,
            CASE found.data_type WHEN 'integer' THEN 'bigint' ELSE 'text COLLATE "C"' END
        );
        IF found.sequence IS NOT NULL THEN
            EXECUTE format('ALTER SEQUENCE %s AS bigint', found.sequence);
        END IF;
    END LOOP;
END $$
"""

# An ordinary index takes 2,700 bytes of a value at most, and no text that somebody sent may stop a merge. Titles as lists sort
# them are short; for the rest an index of hashes finds what is equal.
_FOR_TEXT_OF_ANY_LENGTH = """
DO $$
DECLARE found record;
BEGIN
    FOR found IN
        SELECT i.relname AS index, min(a.attname) AS column, count(*) AS columns
        FROM pg_index x
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_am m ON m.oid = i.relam AND m.amname = 'btree'
            JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = ANY (x.indkey)
        WHERE x.indrelid = 'TABLE_NAME'::regclass AND NOT x.indisunique
        GROUP BY i.relname
        HAVING bool_or(a.atttypid = 'text'::regtype AND a.attname NOT IN ('id', 'scope', 'sort'))
    LOOP
        EXECUTE format('DROP INDEX %I', found.index);
        IF found.columns = 1 THEN
            EXECUTE format('CREATE INDEX %I ON TABLE_NAME USING hash (%I)', found.index, found.column);
        END IF;
    END LOOP;
END $$
"""

_REFUSE = f"""
CREATE OR REPLACE FUNCTION refuse_without_op() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF (SELECT writing FROM guard) = 0 THEN
        RAISE EXCEPTION '{_REFUSAL}';
    END IF;
    RETURN NULL;
END $$
"""

_INSTR = """
CREATE OR REPLACE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT strpos($1, $2) $$
"""

# Of the paths that json_extract takes in SQLite: $.name and $[0].
_JSON_EXTRACT = r"""
CREATE OR REPLACE FUNCTION json_extract(text, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT $1::jsonb #>> string_to_array(rtrim(regexp_replace(ltrim($2, '$'), '^[.\[]', ''), ']'), '.') $$
"""

# What lies beyond these lengths is not found by words: PostgreSQL's index of words takes no more. Which characters make a word
# is asked of ICU, or of the system where the server was built without it: the collation "C" knows letters of ASCII only.
_WORDS_OF = """
DO $do$
BEGIN
    EXECUTE format($text$
        CREATE OR REPLACE FUNCTION words_of(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10000
        AS $$
            SELECT array_to_tsvector(array(
                SELECT DISTINCT left(word, 250)
                FROM regexp_split_to_table(left($1, 200000) COLLATE %I, '[^[:alnum:]]+') AS word WHERE word <> ''
            ))
        $$
    $text$, coalesce(
        (SELECT min(collname) FROM pg_collation WHERE collname = 'und-x-icu'),
        (SELECT min(collname) FROM pg_collation WHERE collname IN ('C.utf8', 'C.UTF-8', 'en_US.utf8')),
        'default'
    ));
END $do$
"""


class _Postgresql:
    url = "postgresql+psycopg://"
    table_named = "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?"
    checks: tuple[str, ...] = ()
    empty_log = ""

    def options(self) -> dict[str, Any]:
        return {"use_native_hstore": False}

    def settle(self) -> Iterator[str]:
        yield from (_AS_IN_A_FILE, _REFUSE, _INSTR, _JSON_EXTRACT, _WORDS_OF)

    def guard(self, kind: "Kind") -> Iterator[str]:
        yield f"DROP TRIGGER IF EXISTS {kind.name}_guard ON {kind.name}"
        yield (
            f"CREATE TRIGGER {kind.name}_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {kind.name}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_without_op()"
        )
        yield _FOR_TEXT_OF_ANY_LENGTH.replace("TABLE_NAME", kind.name)

    def index_words(self, kind: "Kind") -> Iterator[str]:
        yield f"DROP INDEX IF EXISTS {_words(kind)}"
        yield f"CREATE INDEX {_words(kind)} ON {kind.name} USING gin (words_of(find))"

    def forget_words(self, kind: "Kind") -> Iterator[str]:  # noqa: ARG002  what is outdated goes by itself
        yield from ()

    def has_word(self, kind: "Kind", alias: str) -> str:  # noqa: ARG002  all kinds are searched alike
        return f"words_of({alias}.find) @@ CAST(? AS tsquery)"

    def beginning(self, word: str) -> str:
        return f"'{word}':*"


SQLITE: Dialect = _Sqlite()
POSTGRESQL: Dialect = _Postgresql()
