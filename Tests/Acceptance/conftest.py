import os
import signal
import tempfile
from pathlib import Path

import pytest

from system import System

# Whoever ends the tests politely shall find no browser and no server left: fixtures end as after Ctrl-C.
signal.signal(signal.SIGTERM, signal.default_int_handler)


def home() -> Path:
    return Path(os.environ.get("IMAGIN_HOME") or tempfile.mkdtemp(prefix="imagin-"))


def pytest_collection_modifyitems(items):
    """The journey compares to the cent with what the demonstration did; others add to it, so they come later."""
    items.sort(key=lambda item: item.path.stem != "test_journey")


@pytest.fixture(scope="session")
def servers():
    """PostgreSQL and RabbitMQ as deploy/run starts them, without the services."""
    system = System.start(home() / "acceptance", "--servers")
    yield system
    system.stop()


@pytest.fixture(scope="session")
def demonstrated():
    """The whole system with the demonstration played, as deploy/run leaves it.

    IMAGIN_DEMONSTRATED names the folder of one that runs already, for those who write tests.
    """
    running = os.environ.get("IMAGIN_DEMONSTRATED")
    if running:
        yield System(Path(running))
        return
    system = System.start(home() / "demonstrated")
    yield system
    system.stop()
