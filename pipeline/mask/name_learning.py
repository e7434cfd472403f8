"""Learns how names are told: letters whose names were marked by hand in, the table of weights out (`make names`).

Logistic regression over what `name_features.py` sees at each candidate. What was marked as an official's name is a name too:
who is an official is asked later. Candidates that overlap a marked name but are none are examples of what is not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pipeline import paths
from pipeline.lexicon.personal_words import BIAS, personal_words
from pipeline.lexicon.tables import write_table
from pipeline.mask.marked_letters import OFFICIAL, marked_letters
from pipeline.mask.name_candidates import NICK, candidates
from pipeline.mask.name_features import NameFeatures
from pipeline.mask.name_model import log_odds, probability
from pipeline.mask.name_odds import write_odds
from pipeline.mask.personal import Span
from pipeline.mask.reading import Reading

_RAREST: Final = 3  # candidates that a feature must be seen at
_STRENGTH: Final = 1.0  # inverse regularisation
_SURE: Final = 0.4  # probability of a name in a letter that should hold none
_LEAST: Final = 0.02  # a lighter weight is left out


def examples(letters: Iterable[tuple[str, list[Span]]]) -> Iterator[tuple[list[str], bool]]:
    """Features of each candidate of marked letters, and whether it is a name.

    >>> [(features[0], name) for features, name in examples([("找王建国", [(1, 4, "姓名")])])]
    [('形式=单姓双名', True)]
    """
    for text, spans in letters:
        reading = Reading(text)
        found = list(candidates(reading.plain))
        seen, names = (
            NameFeatures(reading, found),
            {(start, end) for start, end, kind in spans if kind in ("姓名", OFFICIAL)},
        )
        for each in found:
            if features := seen.of(each):
                yield features, (each.start, each.end) in names


def plain_examples(texts: Iterable[str], weights: Mapping[str, float]) -> Iterator[tuple[list[str], bool]]:
    """The same of texts whose names their writers masked: what stands in them is no name.

    Left out is what may be one all the same: 老王, and what is likely a name by the weights learned so far.
    """
    for text in texts:
        reading = Reading(text)
        found = list(candidates(reading.plain))
        seen = NameFeatures(reading, found)
        for each in found:
            if each.form != NICK:
                features = seen.of(each)
                if features and probability(log_odds(features, weights)) < _SURE:
                    yield features, False


def learn(rows: Iterable[tuple[list[str], bool]]) -> dict[str, float]:
    """Weight of each feature, the heaviest first."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    features, names = zip(*rows, strict=True)
    often = Counter(feature for row in features for feature in set(row))
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{feature: 1.0 for feature in row if often[feature] >= _RAREST} for row in features])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=1000).fit(matrix, names)
    weights = {BIAS: float(model.intercept_[0])} | dict(
        zip(vectors.get_feature_names_out(), model.coef_[0].tolist(), strict=True)
    )
    ordered = sorted(weights.items(), key=lambda item: (item[0] != BIAS, -abs(item[1]), item[0]))
    return {feature: round(weight, 2) for feature, weight in ordered if feature == BIAS or abs(weight) >= _LEAST}


def corpus_texts() -> Iterator[str]:
    """Letters and documents of the labelled corpus, whose writers were told to mask names."""
    folder = paths.corpora() / "labelled"
    for path in sorted((folder / "petitions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]
    for path in sorted((folder / "documents").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield "\n".join(sentence["text"] for sentence in json.loads(line)["sentences"])


def learn_table(folder: Path | None = None, table: Path | None = None) -> int:
    """Learn from the letters of a folder (corpora/names) and write the table; returns how many weights it has."""
    marked = list(examples(marked_letters(folder or paths.names())))
    weights = learn([*marked, *plain_examples(corpus_texts(), learn(marked))])
    write_table(table or paths.lexicon() / "name_weights.csv", ("feature", "weight"), weights.items())
    return len(weights)


def learn_all() -> tuple[int, int]:
    """Write both tables that are learned, characters first; returns how many of them and how many weights there are."""
    characters = write_odds()
    personal_words.cache_clear()  # what was read of it before
    return characters, learn_table()
