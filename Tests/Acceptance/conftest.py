import os
import tempfile
from pathlib import Path

import pytest

from system import System


@pytest.fixture(scope="session")
def servers():
    """PostgreSQL and RabbitMQ as deploy/run starts them, without the services."""
    home = Path(os.environ.get("IMAGIN_HOME") or tempfile.mkdtemp(prefix="imagin-"))
    system = System.start(home / "acceptance", "--servers")
    yield system
    system.stop()
