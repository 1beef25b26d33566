"""The published schemas, as any reader outside finds them."""

import functools
import json
from pathlib import Path

from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT / "contracts"
MESSAGES = CONTRACTS / "messages"


def types() -> list[str]:
    return sorted(folder.name for folder in MESSAGES.iterdir() if folder.is_dir())


def schema(message_type: str) -> dict:
    return json.loads((MESSAGES / message_type / "schema.json").read_text())


@functools.cache
def validator(message_type: str) -> Draft202012Validator:
    return Draft202012Validator(schema(message_type), format_checker=Draft202012Validator.FORMAT_CHECKER)


def complaints(event: dict) -> list[str]:
    """What the schema of the event's own type has against it; empty when it is in order."""
    found = validator(event["type"]).iter_errors(event)
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found]
