"""Plays the demonstration on a running system: a session assigned, convened, claimed, certified and paid in part.

    python3 demonstrate.py HOME

It does what people would do, by the same pages, and leaves claims in every state. What it knows at the end, and who
can sign in, it writes into the folder `demonstration` of the system.
"""

import json
import random
import re
import sys
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bank import Bank, Order, invented_iban, invented_national_number
from journey import SESSION, Convened, Journey, wait_for
from payroll import Payroll
from system import System
from visitor import Refused, Visitor

#: How many people come and claim.
CLAIMANTS = 36
#: What they answer wherever a screen asks it.
ANSWERS = {
    "performed": "yes", "scripts": "84", "candidates": "18", "hours": "6 h 30", "requests": "4", "subjects": "1",
    "transport": "car", "vehicle": "car-6-or-7", "kilometres": "120", "carBasis": "authorised",
    "daily": "yes",
}
STAFF = [
    ("operatrice", "Odile Marchand", "operator"),
    ("responsable", "Claire Roux", "manager"),
    ("gestionnaire", "Paul Martin", "officer"),
    ("gestionnaire2", "Inès Faure", "officer"),
    ("ordonnateur", "Anne Petit", "paymaster"),
    ("ordonnateur2", "Marc Leroy", "paymaster"),
]
#: The head of one school: code of the school, login and name.
SCHOOL_HEAD = ("E122", "cheffe", "Nadia Vidal")

#: What a list may say once an officer has decided; amounts and payments follow at once.
CERTIFIED = "Validé|à payer|en cours de paiement|bloqué|Payé"
REFUSED = "Refusé|Validé en partie|Rien à verser|en cours"
PLAINLY = {
    "À compléter": "un état de frais à compléter, commencé", "non effectuée": "mission déclarée non effectuée",
    CERTIFIED: "une ligne réduite par le gestionnaire", REFUSED: "une ligne refusée",
    "À corriger": "une ligne retournée, à corriger", "Payé le": "indemnité payée",
    "Paiement rejeté": "virement rejeté par la banque, coordonnées à corriger",
}
ROLES = {
    "operator": "exploitante", "manager": "responsable de l’affectation", "officer": "gestionnaire DEC",
    "paymaster": "ordonnateur des paiements", "school-head": "cheffe d’établissement",
}


@dataclass
class Record:
    """What the demonstration knows at its end. The tests read it and look for themselves."""

    #: What the list of a person says, as a pattern, by login.
    people: dict[str, str] = field(default_factory=dict)
    #: Seconds until a step showed in the participant's list, by step.
    delays: dict[str, list[float]] = field(default_factory=dict)
    payroll: dict = field(default_factory=dict)
    bank: dict = field(default_factory=dict)


def say(text: str) -> None:
    print(f"  {text}", flush=True)


class Demonstration:
    def __init__(self, home: Path):
        self.system = System(home)
        self.journey = Journey(self.system)
        self.dice = random.Random(2026)
        self.record = Record(delays=self.journey.delays)
        self.staff: dict[str, Visitor] = {}
        self.people: dict[str, Visitor] = {}
        self.bank = Bank()
        self.payroll = Payroll(self.system.broker("payroll"), decide=self._pay)

    def play(self) -> Record:
        self.open_accounts()
        self.hear_the_school()
        self.assign_and_convene()
        self.claim()
        self.certify()
        self.pay_indemnities()
        self.pay_travel()
        self.tell_the_rest()
        return self.record

    def open_accounts(self) -> None:
        for login, name, role in STAFF:
            self.staff[login] = self.journey.staff(login, name, role)
        school, login, name = SCHOOL_HEAD
        self.staff[login] = self.journey.staff(login, name, "school-head", perimeter=school)
        say(f"{len(STAFF)} accounts for the offices and one for a school, activated by the links of their letters")

    def hear_the_school(self) -> None:
        """The head confirms one of the competences that wait for their word, and says when somebody cannot come."""
        school, login, _ = SCHOOL_HEAD
        self.journey.confirm_competence(self.staff[login], school)
        self.journey.state_unavailable(self.staff[login], school, next_working_day(), "Voyage scolaire")
        say(f"the head of {school} confirmed a competence and entered an unavailability")

    def assign_and_convene(self) -> None:
        manager = self.staff["responsable"]
        self.journey.assign(manager)
        witness = self._witness(manager)
        issued = self.journey.convene(manager)
        self.journey.shows(witness, "convened", "À compléter|Mission à venir|Saisi par le service|Pas de frais")
        convened = self.journey.convened()
        say(f"{issued} convocations issued; {len(convened)} people have their letter")
        self.claimants = self._choose([person for person in convened if person.login != witness.name])

    def _witness(self, manager: Visitor) -> Visitor:
        """Somebody of the plan who has signed in before the convocations are issued."""
        invited = self.journey.invited()
        rows = manager.get(f"/affectation/sessions/{SESSION}/affectations")
        for number in re.findall(r"\((I\d+)\)", rows.text):
            if number.lower() in invited:
                return self.journey.activate(invited[number.lower()], number.lower())
        raise Refused(f"nobody in the plan has got a letter:\n{rows.text[-1500:]}")

    def _choose(self, convened: list[Convened]) -> list[Convened]:
        """A few of every test, so that every kind of mission is seen."""
        groups: dict[str, list[Convened]] = {}
        for person in convened:
            groups.setdefault(person.subjects[0].split(",")[0], []).append(person)
        chosen: list[Convened] = []
        while len(chosen) < min(CLAIMANTS, len(convened)):
            for group in groups.values():
                if group and len(chosen) < CLAIMANTS:
                    chosen.append(group.pop(0))
        return chosen

    def claim(self) -> None:
        sent = 0
        for number, convened in enumerate(self.claimants):
            person = self.people[convened.login] = self.journey.activate(convened.address, convened.login)
            sent += sum(self._declare(person, claim, number) for claim in self.journey.claims(person))
        say(f"{len(self.people)} people signed in; {sent} claims sent")

    def _declare(self, person: Visitor, claim: str, number: int) -> bool:
        """Most send; some save without sending, one was not there, some claim more than passes unseen."""
        answers, send = dict(ANSWERS), number % 9 != 8
        if number == 4:
            answers |= {"performed": "no", "reason": "ill"}
        if number % 9 == 7:
            answers |= {"scripts": "140", "candidates": "45", "kilometres": "460"}
        if self.journey.declare(person, claim, answers, send) is None:
            return False
        expected = "À compléter" if not send else "non effectuée" if number == 4 else "Transmis le"
        if send:
            self.journey.shows(person, "sent", expected)
        if number in (4, 8):
            self.record.people[person.name] = expected
        return send

    def certify(self) -> None:
        officer = self.staff["gestionnaire"]
        # Three who claimed what is in order; they watch their own list.
        watching = [self.people[convened.login] for convened in self.claimants[:3]]
        wait_for("claims in the work list", lambda: self.journey.files(officer, "ordre=oui"))
        self.journey.certify_in_order(officer)
        for person in watching:
            self.journey.shows(person, "certified", CERTIFIED)
        looked_at = self.journey.files(officer, "etat=submitted&ordre=non")
        say(f"what was in order is certified at once; {len(looked_at)} claims to look at")
        verdicts = [
            ("reduire", "Le relevé de lots compte moins.", "60", CERTIFIED),
            ("refuser", "La mission a été annulée ce jour-là.", "", REFUSED),
            ("retourner", "Joignez l’autorisation d’utiliser votre véhicule.", "", "À corriger"),
        ]
        for file, (verdict, reason, quantity, expected) in zip(looked_at, verdicts, strict=False):
            self.record.people[self.journey.decide(officer, file, verdict, reason, quantity)] = expected

    def pay_indemnities(self) -> None:
        self.payroll.work()
        self.journey.order_again(self.staff["ordonnateur"])
        self.payroll.work()
        paid, refused = self.payroll.paid, self.payroll.refused
        logins = {payment: entry["participantNumber"].lower() for payment, entry in paid.items()}
        for login in list(dict.fromkeys(logins.values()))[:3]:
            if login in self.people:
                self.journey.shows(self.people[login], "paid", "Payé le")
                self.record.people[login] = "Payé le"
        self.record.payroll = {
            "paid": len(paid), "refused": len(refused), "invalid": len(self.payroll.invalid),
            "paidCents": sum(entry["amountCents"] for entry in paid.values()),
        }
        say(f"payroll paid {len(paid)} indemnities; {len(refused)} of them it had refused once")

    def _pay(self, instruction: dict) -> tuple[str, str] | None:
        """Payroll does not know the third person yet."""
        seen = len(self.payroll.paid) + len(self.payroll.refused)
        return ("DOSSIER", "Le dossier de paye n’est pas complet.") if seen == 2 else None

    def pay_travel(self) -> None:
        """All but the last four give their bank details; two of those accounts turn out to be closed."""
        holders = {}
        for person in list(self.people.values())[:-4]:
            holder = _name_in(person.get("/portail/compte").text)
            iban = invented_iban(self.dice)
            holders[iban] = person
            self.journey.bank_details(person, iban, holder, invented_national_number(self.dice))
        maker, releaser = self.staff["ordonnateur"], self.staff["ordonnateur2"]
        file = self.journey.send_batch(releaser, self.journey.build_batch(maker, next_working_day()))
        order = Order.read(file)
        self.bank.closed = set(list(dict.fromkeys(entry.iban for entry in order.transfers))[:2])
        self.journey.take_answer(maker, self.bank.take(file))
        for iban in sorted(self.bank.closed):
            self.journey.shows(holders[iban], "returned", "Paiement rejeté")
            self.record.people[holders[iban].name] = "Paiement rejeté"
        self._pay_again(holders[min(self.bank.closed)])
        executed = self.bank.executed.values()
        self.record.bank = {
            "references": [entry.reference for entry in order.transfers], "returned": len(self.bank.returned),
            "executedCents": int(sum(entry.amount for entry in executed) * 100),
        }
        say(f"the bank executed {len(executed)} transfers and returned {len(self.bank.returned)}")

    def _pay_again(self, person: Visitor) -> None:
        """One of them corrects the account: the transfer goes out again by itself, in the next file."""
        maker, releaser = self.staff["ordonnateur"], self.staff["ordonnateur2"]
        self.journey.bank_details(
            person, invented_iban(self.dice), _name_in(person.get("/portail/compte").text),
            invented_national_number(self.dice),
        )
        file = self.journey.send_batch(releaser, self.journey.build_batch(maker, next_working_day()))
        self.journey.take_answer(maker, self.bank.take(file))
        self.journey.shows(person, "paid again", "Payé le")
        self.record.people[person.name] = "Payé le"

    def tell_the_rest(self) -> None:
        lines = [
            f"Mot de passe de tous, inventé pour cette démonstration : {self.journey.password}", "",
            *(f"  {login:<16} {name}, {ROLES[role]}" for login, name, role in STAFF),
            f"  {SCHOOL_HEAD[1]:<16} {SCHOOL_HEAD[2]}, {ROLES['school-head']}",
            *(f"  {login:<16} intervenant : {PLAINLY[told]}" for login, told in self.record.people.items()),
        ]
        (self.system.home / "demonstration/sign-ins.txt").write_text("\n".join(lines) + "\n")


def _name_in(page: str) -> str:
    lines = page.split("\n")
    return lines[lines.index("Nom") + 1]


def next_working_day() -> str:
    day = date.today() + timedelta(days=2)
    while day.weekday() > 4 or (day.month, day.day) in {(1, 1), (5, 1), (12, 25), (12, 26)}:
        day += timedelta(days=1)
    return day.isoformat()


if __name__ == "__main__":
    home = Path(sys.argv[1]).resolve()
    demonstration = Demonstration(home)
    record = demonstration.play()
    folder = home / "demonstration"
    (folder / "journey.json").write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1))
