"""TF-IDF vectors: as scikit-learn weighs, the same from counts and from terms; the network as scikit-learn runs it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.classify.features import same
from pipeline.classify.network import Network
from pipeline.classify.vectors import TermVectors, count_terms

ROWS = st.lists(st.lists(st.sampled_from(["c:推诿", "c:不", "w:窗口", "k:", "q:"]), max_size=8), min_size=2, max_size=9)


@given(ROWS.filter(lambda rows: any(rows)), ROWS)
def test_vectors_weigh_as_scikit_learn(seen: list[list[str]], unseen: list[list[str]]):
    library = TfidfVectorizer(analyzer=same, sublinear_tf=True, min_df=1, dtype=np.float32)
    vectors, counts = TermVectors(1), count_terms(seen)
    assert np.allclose(vectors.fit_transform(counts).toarray(), library.fit_transform(seen).toarray(), atol=1e-6)
    assert np.allclose(vectors.transform(unseen).toarray(), library.transform(unseen).toarray(), atol=1e-6)
    assert np.allclose(vectors.transform(counts).toarray(), vectors.transform(seen).toarray(), atol=1e-6)


def test_rare_terms_are_left_out_and_counts_keep_the_rest():
    counts = count_terms([["a", "b"], ["b", "c"], ["c"]])
    vectors = TermVectors(2)
    assert vectors.fit_transform(counts).shape == (3, 2)
    assert vectors.terms == ["b", "c"]
    assert vectors.transform(counts.take(np.array([2]))).toarray().tolist() == [[0.0, 1.0]]
    assert vectors.transform([]).shape == (0, 2)


@pytest.mark.parametrize("classes", [(0, 1, 2, 3), (0, 3), (1, 2, 3)])
def test_the_network_runs_as_scikit_learn_runs_it(classes: tuple[int, ...], monkeypatch: pytest.MonkeyPatch):
    from sklearn.neural_network import MLPClassifier

    fitted = []
    fit = MLPClassifier.fit
    monkeypatch.setattr(MLPClassifier, "fit", lambda self, *a, **k: fitted.append(self) or fit(self, *a, **k))
    draw = np.random.default_rng(0)
    features, kinds = draw.normal(size=(90, 6)), np.resize(classes, 90)
    network = Network(1).fit(features, kinds, np.ones(90))
    found = network.classes(features, 4)
    scaled = (features - network.mean) / network.scale
    assert np.allclose(found[:, list(classes)], fitted[0].predict_proba(scaled))
    assert np.allclose(found.sum(axis=1), 1.0)
    labels = draw.random((90, 5)) < 0.3
    network = Network(1).fit(features, labels, np.ones(90))
    assert np.allclose(network.labels(features), fitted[1].predict_proba(scaled))
