"""The published facts and explanations of claims, as somebody else's tools read them; then `imagin tariffs` itself."""

import copy
import json
import os
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

FOLDER = Path(__file__).resolve().parents[2] / "contracts" / "tariffs"
EXAMPLES = FOLDER / "examples"
STATED = sorted(path for path in EXAMPLES.glob("*.json") if not path.name.endswith(".explanation.json"))
EXPLAINED = sorted(EXAMPLES.glob("*.explanation.json"))
STREAM = EXAMPLES / "liquidated-in-march-2022.jsonl"


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / name).read_text())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


FACTS = validator("claim-facts.schema.json")
EXPLANATION = validator("explanation.schema.json")


def complaints(schema: Draft202012Validator, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in schema.iter_errors(value)]


@pytest.mark.parametrize("schema", [FACTS, EXPLANATION], ids=["facts", "explanation"])
def test_the_schema_is_a_schema(schema):
    Draft202012Validator.check_schema(schema.schema)


@pytest.mark.parametrize("path", STATED, ids=lambda path: path.stem)
def test_the_schema_accepts_the_facts(path):
    assert complaints(FACTS, json.loads(path.read_text())) == []


@pytest.mark.parametrize("line", STREAM.read_text().splitlines(), ids=lambda line: json.loads(line)["reference"])
def test_the_schema_accepts_each_line_of_the_stream(line):
    assert complaints(FACTS, json.loads(line)) == []


@pytest.mark.parametrize("path", EXPLAINED, ids=lambda path: path.stem)
def test_the_schema_accepts_the_explanation(path):
    assert complaints(EXPLANATION, json.loads(path.read_text())) == []


@pytest.mark.parametrize("path", EXPLAINED, ids=lambda path: path.stem)
def test_the_totals_are_the_sums_of_the_lines(path):
    said = json.loads(path.read_text())

    for track in ("indemnity", "travel"):
        lines = [line["amountCents"] for line in said["lines"] if line["track"] == track]
        assert said[f"{track}Cents"] == sum(lines)


def test_every_kind_of_fact_has_an_example():
    kinds = {one["properties"]["kind"]["const"] for one in FACTS.schema["properties"]["lines"]["items"]["properties"]["fact"]["oneOf"]}
    shown = {line["fact"]["kind"] for path in STATED for line in json.loads(path.read_text())["lines"]}

    assert kinds == shown


@pytest.mark.parametrize(
    ("fact", "wrong"),
    [
        ({"kind": "scripts", "count": -3}, "negative scripts"),
        ({"kind": "requests", "count": 1, "coefficientPercent": 350}, "coefficient 3.5"),
        ({"kind": "hours", "minutes": 1441}, "25 hours in a day"),
        ({"kind": "kilometres", "count": 12.5, "vehicle": "moped"}, "half a kilometre"),
        ({"kind": "meal", "mealtime": "tea", "place": "free"}, "tea"),
        ({"kind": "journey"}, "unknown kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_schema_refuses_what_cannot_be(fact, wrong):
    claim = json.loads((EXAMPLES / "minimal.json").read_text())
    claim["lines"][0]["fact"] = fact

    assert complaints(FACTS, claim), wrong


# ---- the command ----

IMAGIN = Path(os.environ.get("IMAGIN_BIN") or Path(__file__).resolve().parents[2] / ".build" / "debug") / "imagin"
needs_command = pytest.mark.skipif(not IMAGIN.is_file(), reason="imagin is not built")


def imagin(*arguments: str, text: str = "") -> subprocess.CompletedProcess:
    return subprocess.run([IMAGIN, "tariffs", *arguments], input=text, capture_output=True, text=True, timeout=120)


@needs_command
@pytest.mark.parametrize("path", EXPLAINED, ids=lambda path: path.stem)
def test_the_command_says_what_is_published(path):
    facts = EXAMPLES / path.name.replace(".explanation", "")
    said = imagin("explain", "--output", "json", str(facts))

    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout) == json.loads(path.read_text())


@needs_command
def test_a_stream_gives_one_line_of_json_for_each_claim():
    said = imagin("explain", "--output", "json", text=STREAM.read_text())
    answers = [json.loads(line) for line in said.stdout.splitlines()]

    assert [answer["reference"] for answer in answers] == ["EF-2022-1", "EF-2022-2", "EF-2022-3", "EF-2021-9"]
    assert [complaints(EXPLANATION, answer) for answer in answers] == [[]] * 4


@needs_command
def test_a_refused_claim_is_named_and_the_others_go_on():
    good = json.dumps(json.loads((EXAMPLES / "minimal.json").read_text()))
    bad = copy.deepcopy(json.loads(good))
    bad["lines"][0]["fact"]["count"] = -3
    said = imagin("explain", "--output", "json", text="\n".join([good, json.dumps(bad), good]))

    assert said.returncode != 0
    assert len(said.stdout.splitlines()) == 2
    assert "ligne 2, lines[0].fact.count" in said.stderr


@needs_command
def test_sentence_and_table_say_the_amount_and_the_text():
    facts = str(EXAMPLES / "oral-two-days.json")
    for output in ("sentence", "table"):
        said = imagin("explain", "--output", output, facts).stdout

        assert "44,80" in said
        assert "arrêté du 13 avril 2012" in said


@needs_command
def test_the_law_of_a_day_is_a_table_with_sources():
    said = imagin("on", "2025-06-18").stdout

    assert "kilometre/middle-car-first" in said
    assert "0,41 EUR/km" in said
    assert "TFPF2206232A" in said


@needs_command
def test_the_rates_of_2022_are_owed_to_those_paid_before_they_were_published():
    said = imagin("impact", "--known-on", "2022-04-15", "--output", "json", str(STREAM))
    *lines, totals = [json.loads(line) for line in said.stdout.splitlines()]

    assert {line["claim"]: line["differenceCents"] for line in lines} == {
        "EF-2022-1": 400, "EF-2022-2": 350, "EF-2022-3": 250,
    }
    assert totals["gainedCents"] == 1000
    assert totals["lostCents"] == 0


@needs_command
def test_the_worked_examples_come_out():
    assert imagin("examples", str(FOLDER / "worked_examples.csv")).returncode == 0
