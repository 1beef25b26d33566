"""Nothing is lost and nothing done twice while everything is killed and restarted; and the audit would see it.

The long version, with thousands of claims: deploy/test --campaign MINUTES
"""

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from campaign import Campaign
from planted import ANSWER_FAULTS, DATABASE_FAULTS, PAYROLL_FAULTS, TRANSFER_FAULTS, Planted
from storm import SERVICES
from system import System


@pytest.fixture(scope="module")
def campaign():
    home = Path(os.environ.get("IMAGIN_HOME") or tempfile.mkdtemp(prefix="imagin-"))
    seed = int(os.environ.get("CAMPAIGN_SEED") or int.from_bytes(os.urandom(4)))
    print(f"CAMPAIGN_SEED={seed}")
    # What an earlier run left there is another session.
    system = System.start(home / "campaign", "--reset", "--empty")
    try:
        campaign = Campaign(system, seed, people=16, missions=8, storm_seconds=20)
        campaign.prepare()
        campaign.run()
        yield campaign
    finally:
        system.stop()


def test_nothing_is_lost_and_nothing_is_done_twice(campaign):
    audit = campaign.audit()

    assert audit.returncode == 0, f"CAMPAIGN_SEED={campaign.seed}\n{audit.stdout}{audit.stderr}"
    assert "128 convocations, 128 états de frais, 128 transmissions" in audit.stdout
    assert set(SERVICES) <= set(campaign.storm.strikes), campaign.storm.log


@pytest.mark.parametrize("planted", DATABASE_FAULTS, ids=str)
def test_the_audit_finds_what_is_planted_in_a_database(campaign, planted: Planted):
    system, table = campaign.system, planted.table
    system.administer(planted.database, f"CREATE SCHEMA kept; CREATE TABLE kept.rows AS TABLE {table}")
    try:
        system.administer(planted.database, planted.statement)
        audit = campaign.audit()
    finally:
        system.administer(
            planted.database,
            f"""
            DELETE FROM {table};
            DO $$ DECLARE written text := (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
                WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '');
            BEGIN
                EXECUTE format('INSERT INTO {table} (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM kept.rows', written, written);
            END $$;
            DROP SCHEMA kept CASCADE""",
        )

    assert audit.returncode == 1, audit.stdout + audit.stderr
    assert planted.found in audit.stdout, audit.stdout


@pytest.mark.parametrize("falsify, found", PAYROLL_FAULTS, ids=[found for _, found in PAYROLL_FAULTS])
def test_the_audit_finds_what_the_payroll_sees_otherwise(campaign, tmp_path, falsify, found):
    lines = [json.loads(line) for line in campaign.journal.read_text().splitlines()]
    journal = tmp_path / "payroll.jsonl"
    journal.write_text("".join(json.dumps(line) + "\n" for line in falsify(lines)))

    audit = campaign.system.imagin("audit", "--payroll", str(journal))

    assert audit.returncode == 1, audit.stdout + audit.stderr
    assert found in audit.stdout, audit.stdout


BANK_FAULTS = [("--transfers", *fault) for fault in TRANSFER_FAULTS] + [("--answers", *fault) for fault in ANSWER_FAULTS]


@pytest.mark.parametrize("side, falsify, found", BANK_FAULTS, ids=[found for *_, found in BANK_FAULTS])
def test_the_audit_finds_what_the_bank_sees_otherwise(campaign, tmp_path, side, falsify, found):
    folders = {"--transfers": campaign.transfers, "--answers": campaign.answers}
    folders[side] = shutil.copytree(folders[side], tmp_path / "files")
    # One that holds a refused and a settled transfer, so that every kind of lie is possible in it.
    answers = sorted(campaign.answers.glob("*.xml"))
    mixed = next(file.name for file in answers if {"RJCT", "ACSC"} <= set(re.findall("RJCT|ACSC", file.read_text())))
    file = folders[side] / mixed
    if falsify is None:
        file.unlink()
    else:
        file.write_text(falsify(file.read_text()))

    audit = campaign.system.imagin("audit", *(str(word) for pair in folders.items() for word in pair))

    assert audit.returncode == 1, audit.stdout + audit.stderr
    assert found in audit.stdout, audit.stdout


def test_what_was_planted_is_gone_again(campaign):
    assert campaign.audit().returncode == 0
