# One document: JSON on standard input (template, data, codes), PDF/A-2a and PDF/UA-1 on standard output.
import io
import json
import signal
import sys

import segno
import typst

signal.alarm(30)
request = json.load(sys.stdin)
codes = {}
for address in request["codes"]:
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=2, xmldecl=False)
    codes[address] = drawing.getvalue().decode()
data = dict(request["data"], codes=codes)
# The fonts of the package only: the same data gives the same bytes on every machine.
sys.stdout.buffer.write(
    typst.compile(
        request["template"].encode(), sys_inputs={"data": json.dumps(data)}, format="pdf",
        pdf_standards=["a-2a", "ua-1"], ignore_system_fonts=True))
