"""What deploy/run makes of the two servers: the least rights that each service needs, and no others."""

import json
import os
import stat
import time

import pika
import pytest

from contracts import MESSAGES, ROOT
from payroll import EXCHANGE, Payroll

DATABASES = ["assignment", "claim_entry", "validation", "liquidation", "portal"]
USERS = ["assignment", "claim-entry", "validation", "liquidation", "portal", "payroll"]
DEFINITIONS = json.loads((ROOT / "deploy/rabbitmq/definitions.json").read_text())


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.parametrize("owner", DATABASES)
def test_a_service_signs_in_to_its_own_database_and_to_no_other(servers, owner, database):
    outcome = servers.sql(f"{owner}_app", database, "SELECT 1")

    assert (outcome.returncode == 0) == (owner == database), outcome.stderr


@pytest.mark.parametrize("database", DATABASES)
def test_a_service_creates_nothing(servers, database):
    for statement in ["CREATE SCHEMA mine", "CREATE TEMP TABLE t (a int)", f"SET ROLE {database}_owner"]:
        assert servers.sql(f"{database}_app", database, statement).returncode != 0, statement


@pytest.mark.parametrize("database", DATABASES)
def test_migrations_may_create_as_the_owner(servers, database):
    statement = f"SET ROLE {database}_owner; BEGIN; CREATE SCHEMA tried; ROLLBACK"

    assert servers.sql(f"{database}_migrate", database, statement).returncode == 0


@pytest.mark.parametrize("database", DATABASES)
def test_the_auditor_writes_nothing(servers, database):
    assert servers.sql(f"{database}_audit", database, "CREATE TEMP TABLE t (a int)").returncode != 0


def test_passwords_are_readable_by_their_owner_only(servers):
    for file in (servers.home / "etc/secrets").iterdir():
        assert stat.S_IMODE(os.stat(file).st_mode) == 0o600, file.name


def test_the_cluster_has_checksums(servers):
    data = (servers.home / "etc/postgres-folder").read_text().strip()
    log = (servers.home / "log/deploy-start_postgres.log").read_text()
    outcome = servers.sql("portal_app", "portal", "SHOW data_checksums")

    assert outcome.stdout.strip() == "on", (data, log, outcome.stderr)


def test_the_broker_has_exactly_the_published_topology(servers):
    published = {(b["source"], b["destination"], b["routing_key"]) for b in DEFINITIONS["bindings"]}
    actual = {(b["source"], b["destination"], b["routing_key"]) for b in servers.bindings() if b["source"]}

    assert actual == published
    assert {q["name"] for q in servers.queues()} == {q["name"] for q in DEFINITIONS["queues"]}


@pytest.mark.parametrize("user", USERS)
def test_a_service_may_not_declare(servers, user):
    connection = pika.BlockingConnection(servers.broker(user))
    with pytest.raises(pika.exceptions.ChannelClosedByBroker, match="ACCESS_REFUSED"):
        connection.channel().queue_declare(f"{user}.own", durable=True)
    connection.close()


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("exchange", [e["name"] for e in DEFINITIONS["exchanges"]] + [""])
def test_a_service_publishes_to_its_own_exchange_only(servers, user, exchange):
    connection = pika.BlockingConnection(servers.broker(user))
    channel = connection.channel()
    channel.confirm_delivery()
    try:
        channel.basic_publish(exchange, "nobody.reads-this.v1", b"{}", mandatory=True)
        allowed = True
    except pika.exceptions.UnroutableError:
        allowed = True
    except pika.exceptions.ChannelClosedByBroker:
        allowed = False
    connection.close()

    assert allowed == (exchange == user)


@pytest.mark.parametrize("user", USERS)
def test_a_service_reads_its_own_queues_only(servers, user):
    for queue in (q["name"] for q in DEFINITIONS["queues"]):
        connection = pika.BlockingConnection(servers.broker(user))
        try:
            connection.channel().basic_get(queue)
            allowed = True
        except pika.exceptions.ChannelClosedByBroker:
            allowed = False
        connection.close()

        assert allowed == queue.startswith(f"{user}."), queue


def test_the_payroll_pays_each_instruction_once_and_answers_by_the_contract(servers):
    instruction = json.loads((MESSAGES / "liquidation.indemnity-instructed.v1/example.json").read_text())
    connection = pika.BlockingConnection(servers.broker("liquidation"))
    channel = connection.channel()
    channel.confirm_delivery()
    for _ in range(3):
        channel.basic_publish(
            "liquidation", instruction["type"], json.dumps(instruction).encode(),
            pika.BasicProperties(delivery_mode=2), mandatory=True,
        )
    payroll = Payroll(servers.broker("payroll"))

    assert payroll.work() == 1
    assert payroll.copies == 2
    assert payroll.invalid == []
    reports = set()
    for _ in range(3):
        method, _, body = channel.basic_get("liquidation.payroll", auto_ack=True)
        assert method is not None
        reports.add(body)
    assert len(reports) == 1, "the same report has the same bytes"
    connection.close()


def test_what_cannot_be_delivered_ends_in_the_dead_letters(servers):
    connection = pika.BlockingConnection(servers.broker("payroll"))
    channel = connection.channel()
    channel.confirm_delivery()
    channel.basic_publish(
        EXCHANGE, "payroll.indemnity-reported.v1", b"not json", pika.BasicProperties(delivery_mode=2), mandatory=True
    )
    reader = pika.BlockingConnection(servers.broker("liquidation")).channel()
    method, _, _ = reader.basic_get("liquidation.payroll")

    reader.basic_reject(method.delivery_tag, requeue=False)

    deadline = time.monotonic() + 10
    found = None
    while found is None and time.monotonic() < deadline:
        _, properties, found = reader.basic_get("liquidation.payroll.dead", auto_ack=True)
    assert found == b"not json"
    assert properties.headers["x-death"][0]["queue"] == "liquidation.payroll"
    reader.connection.close()
    connection.close()
