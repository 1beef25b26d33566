import os
import signal
import tempfile
from pathlib import Path

import pytest

from system import System

# Whoever ends the tests politely shall find no browser and no server left: fixtures end as after Ctrl-C.
signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def servers():
    """PostgreSQL and RabbitMQ as deploy/run starts them, without the services."""
    home = Path(os.environ.get("IMAGIN_HOME") or tempfile.mkdtemp(prefix="imagin-"))
    system = System.start(home / "acceptance", "--servers")
    yield system
    system.stop()
