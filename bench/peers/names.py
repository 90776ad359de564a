"""What the peers' scripts share: the files of `comity bench names --write`, counting, printing.

Recall counts a query as found when one of the first ten persons is the one meant or has the very
same name (column `accepted`): the definition `comity bench names` uses.
"""

import os
import resource
import sys
import time

RANKS = 10
KINDS = ("exact", "typo", "typo2", "swap", "translit", "native", "cross")


def rows(name):
    """The lines of a file after its header, split at tabs."""
    path = os.path.join(folder(), name)
    with open(path, encoding="utf-8") as file:
        next(file)
        for line in file:
            yield line.rstrip("\n").split("\t")


def folder():
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER [QUERIES]; FOLDER is written by "
                 "`comity bench names --write FOLDER`")
    return sys.argv[1]


def names():
    """Person and name, in the order of the file; a person has a line for each name."""
    return [(int(person), name) for person, name in rows("names.tsv")]


def queries(most=None):
    """Text, kind and the set of persons that count as found."""
    found = []
    for text, _target, kind, _language, accepted in rows("queries.tsv"):
        found.append((text, kind, {int(person) for person in accepted.split(",")}))
    if len(sys.argv) > 2:
        most = int(sys.argv[2])
    return found[:most]


def persons(ranked):
    """The first ten persons of a ranking that may hold a person twice."""
    return list(dict.fromkeys(ranked))[:RANKS]


def head():
    kinds = "".join(f"{kind:>9}" for kind in KINDS)
    print(f"{'':34}{'n':>6}{'CPU ms':>9}{'q/s/core':>10}{'p50 ms':>9}{'p99 ms':>9}"
          f"{'R@10':>7}{kinds}", flush=True)


def ask(label, asked, search):
    """Asks every query, prints one line of the table, returns CPU seconds for a query."""
    walls, found, all_of = [], {}, {}
    for text, _kind, _accepted in asked[:5]:
        search(text)
    cpu = time.process_time()
    for text, kind, accepted in asked:
        begun = time.perf_counter()
        answer = persons(search(text))
        walls.append((time.perf_counter() - begun) * 1e3)
        all_of[kind] = all_of.get(kind, 0) + 1
        found[kind] = found.get(kind, 0) + (not accepted.isdisjoint(answer))
    spent = (time.process_time() - cpu) / len(asked)
    walls.sort()
    at = lambda share: walls[max(0, -(-len(walls) * share // 100) - 1)]
    recall = sum(found.values()) / len(asked)
    kinds = "".join(f"{found[k] / all_of[k]:9.3f}" if k in all_of else f"{'-':>9}" for k in KINDS)
    print(f"{label:34}{len(asked):6}{spent * 1e3:9.2f}{1 / spent:10.2f}{at(50):9.2f}{at(99):9.2f}"
          f"{recall:7.3f}{kinds}", flush=True)
    return spent


def foot():
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    load = os.getloadavg()[0]
    print(f"most memory {peak:.0f} MB; load of the machine {load:.1f}", flush=True)
