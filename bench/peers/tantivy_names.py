"""tantivy: terms and fuzzy terms of the query, no score made for names."""

import importlib.metadata
import os
import shutil
import tempfile
import time

import tantivy

import names

TWICE = 2 * names.RANKS


def build(path):
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("person", stored=True)
    builder.add_text_field("name", tokenizer_name="default")
    schema = builder.build()
    index = tantivy.Index(schema, path=path)
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for person, name in names.names():
        writer.add_document(tantivy.Document(person=person, name=name))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return schema, index


def question(schema, text, slips):
    parts = []
    for word in text.lower().split():
        exact = tantivy.Query.term_query(schema, "name", word)
        parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(exact, 2.0)))
        distance = min(slips, 2 if len(word) > 6 else 1)
        if distance and len(word) > 3:
            fuzzy = tantivy.Query.fuzzy_term_query(
                schema, "name", word, distance=distance, transposition_cost_one=True)
            parts.append((tantivy.Occur.Should, fuzzy))
    return tantivy.Query.boolean_query(parts)


def main():
    path = tempfile.mkdtemp(prefix="comity-tantivy-")
    try:
        begun, cpu = time.perf_counter(), time.process_time()
        schema, index = build(path)
        size = sum(entry.stat().st_size for entry in os.scandir(path)) / 1e6
        print(f"tantivy {importlib.metadata.version('tantivy')}: built in {time.perf_counter() - begun:.1f} s "
              f"({time.process_time() - cpu:.1f} s CPU), {size:.0f} MB on disk")
        searcher = index.searcher()

        def search(slips):
            def ask(text):
                hits = searcher.search(question(schema, text, slips), TWICE).hits
                return [searcher.doc(place)["person"][0] for _score, place in hits]
            return ask

        asked = names.queries()
        names.head()
        for slips in (1, 2):
            names.ask(f"tantivy, slips a word: {slips}", asked, search(slips))
        names.foot()
    finally:
        shutil.rmtree(path, ignore_errors=True)


if __name__ == "__main__":
    main()
