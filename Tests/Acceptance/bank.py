"""The bank, played by somebody who reads pain.001 and writes pain.002 with the Python library alone."""

import xml.etree.ElementTree as tree
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape


@dataclass
class TransferFile:
    message: str
    group: str
    # (end-to-end id, amount as written)
    transfers: list

    @classmethod
    def read(cls, file: Path) -> "TransferFile":
        document = tree.parse(file).getroot()
        return cls(
            message=document.findtext(".//{*}GrpHdr/{*}MsgId"),
            group=document.findtext(".//{*}PmtInf/{*}PmtInfId"),
            transfers=[
                (t.findtext("{*}PmtId/{*}EndToEndId"), t.findtext("{*}Amt/{*}InstdAmt"))
                for t in document.iterfind(".//{*}CdtTrfTxInf")
            ],
        )

    def answer(self, is_refused) -> str:
        """A report on every transfer: ACSC, or RJCT with AC04 where `is_refused(end-to-end id)`."""
        lines = "".join(self._line(name, is_refused(name)) for name, _ in self.transfers)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>'
            f"<GrpHdr><MsgId>BANQUE-{escape(self.message)}</MsgId><CreDtTm>2026-11-23T18:00:00</CreDtTm></GrpHdr>"
            f"<OrgnlGrpInfAndSts><OrgnlMsgId>{escape(self.message)}</OrgnlMsgId>"
            "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>"
            f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{escape(self.group)}</OrgnlPmtInfId>{lines}</OrgnlPmtInfAndSts>"
            "</CstmrPmtStsRpt></Document>\n"
        )

    @staticmethod
    def _line(name: str, refused: bool) -> str:
        status = "RJCT" if refused else "ACSC"
        reason = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>" if refused else ""
        return f"<TxInfAndSts><OrgnlEndToEndId>{escape(name)}</OrgnlEndToEndId><TxSts>{status}</TxSts>{reason}</TxInfAndSts>"
