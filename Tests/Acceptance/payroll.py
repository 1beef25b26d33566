"""The payroll, played by somebody who knows nothing of this system but its published contract: pika and jsonschema."""

import json
import uuid
from dataclasses import dataclass, field

import pika

from contracts import complaints

QUEUE = "payroll.indemnities"
EXCHANGE = "payroll"
REPORT = "payroll.indemnity-reported.v1"
# Any constant will do: the same report must have the same id whenever it is sent again.
NAMESPACE = uuid.UUID("5d6d3c0a-2b7e-5b43-9a55-3f1f0a1f5c11")


@dataclass
class Payroll:
    """Pays each instruction at most once by its payment, and reports what it did.

    `decide` takes the data of an instruction and returns None to pay, or (code, explanation) to refuse.
    `record` is told of each message, as `imagin audit --payroll` reads them: ("taken", event) and ("sent", event).
    """

    parameters: pika.ConnectionParameters
    decide: callable = lambda instruction: None
    record: callable = lambda kind, event: None
    paid: dict = field(default_factory=dict)
    refused: dict = field(default_factory=dict)
    copies: int = 0
    invalid: list = field(default_factory=list)

    def work(self, until_idle_seconds: float = 2.0) -> int:
        """Consumes until nothing has come for a while; returns the number of new instructions."""
        connection = pika.BlockingConnection(self.parameters)
        channel = connection.channel()
        channel.confirm_delivery()
        channel.basic_qos(prefetch_count=100)
        fresh = 0
        for method, _, body in channel.consume(QUEUE, inactivity_timeout=until_idle_seconds):
            if method is None:
                break
            fresh += self._take(channel, json.loads(body))
            channel.basic_ack(method.delivery_tag)
        channel.cancel()
        connection.close()
        return fresh

    def _take(self, channel, event: dict) -> int:
        wrong = complaints(event)
        if wrong:
            self.invalid.append((event, wrong))
            return 0
        self.record("taken", event)
        instruction = event["data"]
        payment = instruction["paymentID"]
        known = payment in self.paid or payment in self.refused
        if known:
            self.copies += 1
        else:
            refusal = self.decide(instruction)
            if refusal is None:
                self.paid[payment] = instruction
            else:
                self.refused[payment] = (instruction, *refusal)
        # Also after a copy: the answer to the first may have been lost.
        self._report(channel, instruction)
        return 0 if known else 1

    def _report(self, channel, instruction: dict) -> None:
        report = self.report(instruction)
        assert complaints(report) == [], complaints(report)
        channel.basic_publish(
            EXCHANGE,
            REPORT,
            json.dumps(report, ensure_ascii=False).encode(),
            pika.BasicProperties(
                content_type="application/cloudevents+json", delivery_mode=2, message_id=report["id"], type=REPORT
            ),
            mandatory=True,
        )
        self.record("sent", report)

    def report(self, instruction: dict) -> dict:
        payment = instruction["paymentID"]
        data = {
            "paymentID": payment,
            "outcome": "paid",
            "amountCents": instruction["amountCents"],
            "reportedOn": instruction["instructedAt"][:10],
        }
        if payment in self.refused:
            _, code, explanation = self.refused[payment]
            data |= {"outcome": "rejected", "code": code, "explanation": explanation}
        stream = f"payroll-report/{payment}"
        return {
            "specversion": "1.0",
            "id": str(uuid.uuid5(NAMESPACE, f"{stream}#1")),
            "source": "/payroll",
            "type": REPORT,
            "subject": stream,
            # Taken from the instruction, so that a report sent again has the same bytes.
            "time": instruction["instructedAt"],
            "datacontenttype": "application/json",
            "dataschema": f"urn:imagin:schema:{REPORT}",
            "stream": stream,
            "streamno": 1,
            "data": data,
        }


