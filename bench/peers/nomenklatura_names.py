"""nomenklatura: pairs a second of its scorers, and a scan of a small part of the register.

A scan of a million persons is extrapolated, and said to be: nobody would run it. (A service
around it takes candidates from a search engine first and scores those.) Every entity gets an id of
its own: the library remembers what it made of an id.
"""

import importlib.metadata
import itertools
import random
import time

from followthemoney import ValueEntity, model
from nomenklatura.matching import get_algorithm

import names

ALGORITHMS = ("logic-v2", "logic-v1", "name-based")
SCANNED = 2_000
ASKED = 20
COUNT = itertools.count()
PERSON = model.get("Person")


def entity(texts):
    made = ValueEntity(PERSON, {"id": f"e{next(COUNT)}"})
    for text in texts:
        made.add("name", text)
    return made


def register():
    """Names by person."""
    people = {}
    for person, name in names.names():
        people.setdefault(person, []).append(name)
    return people


def part(people, asked):
    """The persons asked for and others, so many as are scanned."""
    wanted = {person for _text, _kind, accepted in asked for person in accepted}
    others = random.Random(7).sample(sorted(people), SCANNED)
    chosen = list(dict.fromkeys([*sorted(wanted & people.keys()), *others]))[:SCANNED]
    return [(person, entity(people[person])) for person in chosen]


def main():
    people = register()
    asked = names.queries(ASKED)
    scanned = part(people, asked)
    print(f"nomenklatura {importlib.metadata.version('nomenklatura')}: scans of {len(scanned)} "
          f"persons of {len(people)}")
    names.head()
    for label in ALGORITHMS:
        algorithm = get_algorithm(label)
        config = algorithm.default_config()
        score = lambda one, other: algorithm.compare(one, other, config).score
        score(entity(["Anton Belov"]), entity(["Anton Belin"]))

        def search(text):
            query = entity([text])
            ranked = [(score(query, other), person) for person, other in scanned]
            ranked.sort(key=lambda row: (-row[0], row[1]))
            return [person for _score, person in ranked]

        spent = names.ask(f"nomenklatura scan, {label}", asked, search)
        fresh = [entity(people[person]) for person in random.Random(8).sample(sorted(people), 500)]
        query, cpu = entity([asked[0][0]]), time.process_time()
        for other in fresh:
            score(query, other)
        first = len(fresh) / (time.process_time() - cpu)
        print(f"  {len(scanned) / spent:.0f} persons a second, {first:.0f} seen for the first time; "
              f"extrapolated: {spent * len(people) / len(scanned):.0f} s CPU a query for all "
              f"{len(people)} persons")
    names.foot()


if __name__ == "__main__":
    main()
