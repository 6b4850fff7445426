"""Lines of CEF on standard input as pycef reads them, a line of JSON each; null where it reads none."""

import json
import sys

import pycef

for line in sys.stdin:
    print(json.dumps(pycef.parse(line.rstrip("\n"))))
