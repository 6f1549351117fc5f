"""An independent reader of the annotated logs: prints file, messages, joins, leaves, renames, authors.

    python3 independent.py /path/to/irc-reply-links-dev > independent.txt

It knows one style of log and nothing of linli. A line `=== name words` of the oldest logs is something a person does,
unless it is a report of the server (a host in brackets, a mode, a topic).
"""

import pathlib
import re
import sys

SAID = re.compile(r"^\[\d\d:\d\d\] <([^>]+)>")
DID = re.compile(r"^\[\d\d:\d\d\]  \* (\S+)")
JOINED = re.compile(r"^=== (\S+) +\[\S+\] +has joined #")
LEFT = re.compile(r"^=== (\S+) +\[\S+\] +has left #")
RENAMED = re.compile(r"^=== (\S+) is now known as (\S+) *$")
OLD_DID = re.compile(r"^=== ([A-Za-z0-9_|`^\[\]{}\\-]+)( |$)")

print("# file messages joins leaves renames authors; made by independent.py")
for log in sorted(pathlib.Path(sys.argv[1]).glob("*.raw.txt")):
    counts, authors = [0, 0, 0, 0], set()
    for line in log.read_bytes().decode("utf-8", "replace").split("\n"):
        said = SAID.match(line) or DID.match(line)
        events = [JOINED.match(line), LEFT.match(line), RENAMED.match(line)]
        if not said and not any(events):
            said = OLD_DID.match(line)
        for place, match in enumerate([said, *events]):
            counts[place] += bool(match)
        if said:
            authors.add(said.group(1))
    print(log.name, *counts, len(authors))
