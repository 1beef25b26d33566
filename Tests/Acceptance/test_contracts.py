"""The contract as somebody else's tools read it: JSON Schema 2020-12 and AsyncAPI 3."""

import copy
import json

import pytest
import yaml
from asyncapi3 import AsyncAPI3
from jsonschema import Draft202012Validator

from contracts import CONTRACTS, MESSAGES, complaints, schema, types

EXAMPLES = ["example.json", "example-minimal.json"]


def example(message_type: str, name: str) -> dict:
    return json.loads((MESSAGES / message_type / name).read_text())


@pytest.mark.parametrize("message_type", types())
def test_the_schema_is_a_schema(message_type):
    Draft202012Validator.check_schema(schema(message_type))


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("message_type", types())
def test_the_schema_accepts_the_example(message_type, name):
    assert complaints(example(message_type, name)) == []


@pytest.mark.parametrize("message_type", types())
def test_the_schema_accepts_a_field_that_it_does_not_know(message_type):
    event = example(message_type, "example.json")
    event["data"]["addedLater"] = {"whatever": 1}

    assert complaints(event) == []


@pytest.mark.parametrize("message_type", types())
def test_the_schema_misses_every_compulsory_field(message_type):
    required = schema(message_type)["properties"]["data"]["required"]
    for field in required:
        event = example(message_type, "example-minimal.json")
        del event["data"][field]

        assert complaints(event), f"{field} is compulsory, and nobody missed it"


@pytest.mark.parametrize("message_type", types())
def test_the_minimal_example_carries_only_compulsory_fields(message_type):
    event = example(message_type, "example-minimal.json")
    body = schema(message_type)

    assert set(event) == set(body["required"])
    assert set(event["data"]) == set(body["properties"]["data"]["required"])


def full_examples(message_type) -> list[dict]:
    """The released one, and those of fields that were added later: a released example never changes."""
    files = sorted((CONTRACTS / "messages" / message_type).glob("example*.json"))
    return [json.loads(file.read_text()) for file in files if file.name != "example-minimal.json"]


@pytest.mark.parametrize("message_type", types())
def test_the_full_examples_carry_every_field(message_type):
    events = full_examples(message_type)
    body = schema(message_type)

    assert [complaint for event in events for complaint in complaints(event)] == []
    assert set(events[0]) == set(body["properties"])
    carried = {field for event in events for field in event["data"]}
    assert carried == set(body["properties"]["data"]["properties"])


def test_a_wrong_amount_is_noticed():
    event = copy.deepcopy(example("liquidation.indemnity-instructed.v1", "example.json"))
    event["data"]["amountCents"] = 12.5

    assert complaints(event) != []


def asyncapi() -> dict:
    return yaml.safe_load((CONTRACTS / "asyncapi.yaml").read_text())


def test_the_asyncapi_document_is_valid():
    AsyncAPI3.model_validate(asyncapi())


def test_the_asyncapi_document_names_every_message_and_no_other():
    messages = asyncapi()["components"]["messages"]

    assert sorted(message["name"] for message in messages.values()) == types()
    assert [key for key, message in messages.items() if key != message["name"].replace(".", "-")] == []


def test_every_reference_of_the_asyncapi_document_leads_somewhere():
    document = asyncapi()
    for name, message in document["components"]["messages"].items():
        assert (CONTRACTS / message["payload"]["schema"]["$ref"]).is_file(), name
    for channel in document["channels"].values():
        for message in channel["messages"].values():
            assert message["$ref"].removeprefix("#/components/messages/") in document["components"]["messages"]
    for operation in document["operations"].values():
        assert operation["channel"]["$ref"].removeprefix("#/channels/") in document["channels"]


def test_the_channels_are_the_queues_of_the_broker():
    definitions = json.loads((CONTRACTS.parent / "deploy/rabbitmq/definitions.json").read_text())
    queues = {queue["name"] for queue in definitions["queues"] if not queue["name"].endswith(".dead")}

    channels = {channel["address"]: channel for channel in asyncapi()["channels"].values()}
    assert set(channels) == queues
    for name, channel in channels.items():
        bound = {
            binding["routing_key"].replace(".", "-")
            for binding in definitions["bindings"]
            if binding["destination"] == name and binding["source"] != "dead-letters"
        }
        assert set(channel["messages"]) == bound, name
