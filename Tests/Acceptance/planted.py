"""What must never happen, planted into the databases and the payroll's list, and the sentence by which the audit finds it."""

import re
from dataclasses import dataclass


@dataclass
class Planted:
    """`table` is kept before and put back afterwards."""

    database: str
    table: str
    statement: str
    found: str

    def __str__(self) -> str:
        return self.found


def _one(table: str, key: str, where: str = "true") -> str:
    return f"{key} = (SELECT {key} FROM {table} WHERE {where} ORDER BY {key} LIMIT 1)"


def _first(table: str, where: str = "true") -> str:
    return f"ctid = (SELECT ctid FROM {table} WHERE {where} LIMIT 1)"


def _delete(database: str, table: str, found: str, where: str = "true") -> Planted:
    return Planted(database, table, f"DELETE FROM {table} WHERE {_first(table, where)}", found)


def _update(database: str, table: str, change: str, found: str, where: str = "true") -> Planted:
    return Planted(database, table, f"UPDATE {table} SET {change} WHERE {_first(table, where)}", found)


INSTRUCTION = "type = 'liquidation.indemnity-instructed.v1'"
SENT = "submission > 0"

DATABASE_FAULTS = [
    # A claim is lost, or there twice.
    _delete("assignment", "assignment.convocations", "états de frais sans convocation"),
    _delete("claim_entry", "claim_entry.claim", "convocations sans état de frais"),
    _delete("validation", "validation.claim", "états de frais inconnus de la vérification"),
    _delete("claim_entry", "claim_entry.submission", "états de frais dont les transmissions ont un trou"),
    _update("validation", "validation.claim", "submission = 0", "transmissions perdues avant la vérification", SENT),
    _update("claim_entry", "claim_entry.claim", "submission = 0", "la vérification est seule à connaître", SENT),
    Planted(
        "validation", "validation.decision",
        "INSERT INTO validation.decision SELECT claim_id, decision, kind, account_id, account_name, now() "
        "FROM validation.decision WHERE kind = 'certified' LIMIT 1",
        "états de frais certifiés deux fois pour une même décision",
    ),
    _delete("liquidation", "liquidation.liquidation", "décisions certifiées et non liquidées"),
    _delete("validation", "validation.decision", "décisions liquidées sans certification", "kind = 'certified'"),
    _update("liquidation", "liquidation.claim", "closed = NULL", "dont la liquidation ne sait rien", "closed IS NOT NULL"),
    _delete("liquidation", "liquidation.established_line", "lignes décidées et non liquidées"),
    _delete("validation", "validation.line", "lignes liquidées sans décision", "decision IS NOT NULL"),
    _delete("claim_entry", "claim_entry.said", "réponses que l’intervenant ne voit pas"),
    # A cent is not where it belongs.
    _update(
        "liquidation", "liquidation.established_line", "amount_cents = amount_cents + 1",
        "liquidations dont le total n’est pas la somme des lignes", "verdict = 'accepted'",
    ),
    _delete("liquidation", "liquidation.payment", "sommes dues sans ordre de paiement"),
    _update("liquidation", "liquidation.payment", "amount_cents = amount_cents + 1", "ne suivent pas la somme due"),
    _update("liquidation", "liquidation.payment", "liquidation = 9", "ordres de paiement sans somme due"),
    _update("liquidation", "liquidation.payment", "revision = 99", "paiements dont l’historique dit autre chose"),
    _update("liquidation", "liquidation.entry", "cents = cents + 1", "écritures qui ne s’équilibrent pas"),
    Planted(
        "liquidation", "liquidation.entry",
        f"UPDATE liquidation.entry SET cents = 2 * cents WHERE {_one('liquidation.entry', 'cause')}",
        "comptes qui ne disent pas ce que disent les paiements",
    ),
    _delete("liquidation", "msg.outbox", "indemnités jamais transmises à la paye", INSTRUCTION),
    Planted(
        "liquidation", "msg.outbox",
        "INSERT INTO msg.outbox (message_id, stream, number, type, body, body_sha256) "
        "SELECT gen_random_uuid(), stream, 2, type, body, body_sha256 FROM msg.outbox "
        f"WHERE {INSTRUCTION} LIMIT 1",
        "indemnités transmises deux fois à la paye",
    ),
    # A message is lost, forged, or waits.
    _delete("validation", "msg.inbox", "pas pris"),
    _update("validation", "msg.inbox", r"body_sha256 = decode(repeat('00', 32), 'hex')", "altérés"),
    Planted(
        "validation", "msg.inbox",
        "INSERT INTO msg.inbox SELECT queue, gen_random_uuid(), body_sha256 FROM msg.inbox LIMIT 1",
        "d’origine inconnue",
    ),
    Planted(
        "claim_entry", "msg.unconfirmed",
        "INSERT INTO msg.unconfirmed (position, retry_at) SELECT position, 'infinity' FROM msg.outbox LIMIT 1",
        "pas encore confirmés",
    ),
    _delete("claim_entry", "msg.outbox", "a un trou", "number = 1"),
    Planted(
        "portal", "msg.held",
        "INSERT INTO msg.held (queue, message_id, stream, number, body, reason, next_at) "
        "VALUES ('portal.planted', gen_random_uuid(), 'person/x', 1, '', 'retry', 'infinity')",
        "portal.planted : 1 held",
    ),
    Planted(
        "portal", "msg.parked",
        "INSERT INTO msg.parked (queue, body, body_sha256, reason) VALUES ('portal.planted', '', '', 'planted')",
        "portal.planted : 1 parked",
    ),
    _update("validation", "audit.entry", "detail = '{\"number\":7}'", "la chaîne d’audit est rompue", "number = 3"),
    _delete("validation", "audit.entry", "la chaîne d’audit est rompue", "number = 4"),
]


def _without_first(kind: str):
    def change(lines: list[dict]) -> list[dict]:
        payment = next(line[kind] for line in lines if kind in line)["data"]["paymentID"]
        return [line for line in lines if line.get(kind, {}).get("data", {}).get("paymentID") != payment]

    return change


def _copy_of_first_taken(**changes):
    def change(lines: list[dict]) -> list[dict]:
        first = next(line["taken"] for line in lines if "taken" in line)
        copy = first | {"id": changes.get("id", first["id"])}
        copy["data"] = first["data"] | {k: v for k, v in changes.items() if k != "id"}
        return [*lines, {"taken": copy}]

    return change


OTHER = "00000000-0000-4000-8000-000000000001"

# How the payroll's list is falsified, and the sentence.
PAYROLL_FAULTS = [
    (_without_first("taken"), "indemnités que la paye n’a pas reçues"),
    (_copy_of_first_taken(id=OTHER), "indemnités reçues par la paye sous deux instructions"),
    (_copy_of_first_taken(amountCents=1), "indemnités reçues par la paye avec un autre montant"),
    (_copy_of_first_taken(id=OTHER, paymentID=OTHER), "indemnités que la paye est seule à connaître"),
    (_without_first("sent"), "que la paye n’a pas payées"),
]


def _lines(change):
    """Rewrites the transfers of one file, each as (before, transfer, after)."""

    def falsify(text: str) -> str:
        parts = re.split(r"(<CdtTrfTxInf>.*?</CdtTrfTxInf>)", text, flags=re.DOTALL)
        return "".join(change(parts))

    return falsify


def _twice(parts: list[str]) -> list[str]:
    return [*parts[:2], parts[1], *parts[2:]]


def _dearer(parts: list[str]) -> list[str]:
    return [parts[0], re.sub(r">([0-9]+)\.", r">9\1.", parts[1], count=1), *parts[2:]]


# How one bank file or one answer is falsified (None: removed), and the sentence.
TRANSFER_FAULTS = [
    (None, "virements transmis qui ne sont dans aucun fichier"),
    (_lines(_twice), "virements dans deux fichiers"),
    (_lines(_dearer), "virements d’un autre montant ou inconnus"),
    (lambda text: text + "\n", "fichiers bancaires altérés"),
    (_lines(lambda parts: [parts[0], *parts[2:]]), "fichiers bancaires dont les totaux sont faux"),
    (lambda text: re.sub(r"<MsgId>[^<]*", "<MsgId>AUTRE", text, count=1), "fichiers bancaires inconnus"),
]
ANSWER_FAULTS = [
    (lambda text: re.sub("ACSC", "RJCT", text, count=1), "virements rejetés par la banque et non revenus"),
    (lambda text: text.replace("RJCT", "ACSC"), "virements réglés par la banque et non soldés"),
]
