"""A new, empty project in each kind of database; every test of the store runs in both."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from dateline.store.opened import Store, create_store

_SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))


def _program(name: str) -> str | None:
    return shutil.which(name) or next(
        (str(f / name) for f in reversed(_SERVERS) if (f / name).exists()), None
    )


def _as_nobody() -> list[str]:
    """PostgreSQL does not run as root."""
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL of our own, on a socket in a folder that goes with it."""
    initdb, postgres = _program("initdb"), _program("pg_ctl")
    if initdb is None or postgres is None:
        pytest.skip("no PostgreSQL is installed: 'make test' installs it where it may")
    with tempfile.TemporaryDirectory(prefix="dl-pg-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody", "nogroup")
        data, env = f"{folder}/data", {**os.environ, "HOME": folder}
        made = [initdb, "-D", data, "-U", "tester", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        subprocess.run([*_as_nobody(), *made], check=True, capture_output=True, env=env)
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        begun = [postgres, "-D", data, "-l", f"{folder}/log", "-w", "-o", options]
        subprocess.run([*_as_nobody(), *begun, "start"], check=True, capture_output=True, env=env)
        try:
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            stop = [postgres, "-D", data, "-m", "immediate", "stop"]
            subprocess.run([*_as_nobody(), *stop], check=False, capture_output=True, env=env)


@pytest.fixture
def server_address(server: str) -> str:
    """An empty database of the server."""
    name = f"p{secrets.token_hex(6)}"
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"create database {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a project can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "project.db")
    found: str = request.getfixturevalue("server_address")
    return found


@pytest.fixture
def store(address: str) -> Store:
    """An empty project."""
    return create_store(address)
