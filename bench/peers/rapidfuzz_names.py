"""rapidfuzz: every name of the register scored against the query, on one core."""

import rapidfuzz
from rapidfuzz import distance, fuzz, process

import names

TWICE = 2 * names.RANKS
SCORERS = (
    ("JaroWinkler", distance.JaroWinkler.normalized_similarity),
    ("token_sort_ratio", fuzz.token_sort_ratio),
)


def main():
    register = names.names()
    texts = [name.lower() for _person, name in register]
    print(f"rapidfuzz {rapidfuzz.__version__}: {len(texts)} names, no index")
    names.head()
    asked = names.queries(100)
    for label, scorer in SCORERS:
        def search(text):
            hits = process.extract(text.lower(), texts, scorer=scorer, limit=TWICE)
            return [register[place][0] for _name, _score, place in hits]
        spent = names.ask(f"rapidfuzz scan, {label}", asked, search)
        print(f"  {len(texts) / spent / 1e6:.2f} million pairs a second")
    names.foot()


if __name__ == "__main__":
    main()
