"""The bank, played by somebody who knows only the formats: pain.001.001.09 in, pain.002.001.10 out."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree
from xml.sax.saxutils import escape

PAIN_001 = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


@dataclass(frozen=True)
class Transfer:
    reference: str
    amount: Decimal
    holder: str
    iban: str


@dataclass(frozen=True)
class Order:
    message: str
    block: str
    day: str
    transfers: list

    @classmethod
    def read(cls, file: bytes) -> "Order":
        """Reads a payment file and checks what a bank checks first: the counts and the sums, at both levels."""
        root = ElementTree.fromstring(file).find(f"{PAIN_001}CstmrCdtTrfInitn")
        header, block = root.find(f"{PAIN_001}GrpHdr"), root.find(f"{PAIN_001}PmtInf")
        transfers = [
            Transfer(
                entry.find(f"{PAIN_001}PmtId/{PAIN_001}EndToEndId").text,
                Decimal(entry.find(f"{PAIN_001}Amt/{PAIN_001}InstdAmt").text),
                entry.find(f"{PAIN_001}Cdtr/{PAIN_001}Nm").text,
                entry.find(f"{PAIN_001}CdtrAcct/{PAIN_001}Id/{PAIN_001}IBAN").text,
            )
            for entry in block.findall(f"{PAIN_001}CdtTrfTxInf")
        ]
        for level in (header, block):
            assert int(level.find(f"{PAIN_001}NbOfTxs").text) == len(transfers)
            assert Decimal(level.find(f"{PAIN_001}CtrlSum").text) == sum(entry.amount for entry in transfers)
        day = block.find(f"{PAIN_001}ReqdExctnDt/{PAIN_001}Dt").text
        return cls(header.find(f"{PAIN_001}MsgId").text, block.find(f"{PAIN_001}PmtInfId").text, day, transfers)

    def answer(self, is_refused) -> str:
        """A report on every transfer: settled, or refused as a closed account where `is_refused(reference)`."""
        lines = "".join(self._line(entry.reference, is_refused(entry.reference)) for entry in self.transfers)
        now = datetime.now().isoformat(timespec="seconds")
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>'
            f"<GrpHdr><MsgId>BANQUE-{escape(self.message)}</MsgId><CreDtTm>{now}</CreDtTm></GrpHdr>"
            f"<OrgnlGrpInfAndSts><OrgnlMsgId>{escape(self.message)}</OrgnlMsgId>"
            "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>"
            f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{escape(self.block)}</OrgnlPmtInfId>{lines}</OrgnlPmtInfAndSts>"
            "</CstmrPmtStsRpt></Document>\n"
        )

    @staticmethod
    def _line(reference: str, refused: bool) -> str:
        status = "RJCT" if refused else "ACSC"
        reason = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>" if refused else ""
        name = escape(reference)
        return f"<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}</TxInfAndSts>"


@dataclass
class Bank:
    """Executes each transfer once by its reference, unless its account is on the list of closed ones."""

    closed: set = field(default_factory=set)
    executed: dict = field(default_factory=dict)
    returned: dict = field(default_factory=dict)
    files: list = field(default_factory=list)

    def take(self, file: bytes) -> bytes:
        """Takes a file and answers it."""
        order = Order.read(file)
        again = order.message in self.files
        self.files.append(order.message)
        for entry in order.transfers:
            assert again or entry.reference not in self.executed, f"{entry.reference} came in two files"
            (self.returned if entry.iban in self.closed else self.executed)[entry.reference] = entry
        return order.answer(lambda reference: reference in self.returned).encode()


def invented_iban(dice: random.Random) -> str:
    """A French account that no bank holds, with the two keys that a form checks."""
    # 99999 is given to no bank.
    bank, branch, account = 99999, dice.randrange(100_000), dice.randrange(10**11)
    key = 97 - (89 * bank + 15 * branch + 3 * account) % 97
    number = f"{bank:05}{branch:05}{account:011}{key:02}"
    check = 98 - int(number + "152700") % 97
    return f"FR{check:02}{number}"


def invented_national_number(dice: random.Random) -> str:
    """Fifteen digits with their key, of somebody born in a department that does not exist."""
    number = f"{dice.choice('12')}{dice.randrange(50, 100):02}{dice.randrange(1, 13):02}99{dice.randrange(1, 1000):03}{dice.randrange(1, 1000):03}"
    return f"{number}{97 - int(number) % 97:02}"
