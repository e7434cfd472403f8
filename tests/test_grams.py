"""N-grams looked up as numbers give what n-grams spelt out give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classify.features import Terms
from pipeline.classify.gram_table import GramTable, codes
from pipeline.classify.grams import GramWeigher
from pipeline.classify.vectors import TermVectors, count_terms

SIZES = (1, 2, 3, 4)
LEARNT = Terms(
    ["窗口没人管", "互相推诿扯皮", "感谢领导", "没人管没人管", ""],
    [["k:主动"], ["k:担当", "k:担当|公家"], [], ["k:主动"], ["k:无"]],
    SIZES,
)
VECTORS = TermVectors(1)
MATRIX = VECTORS.fit_transform(count_terms(LEARNT.spelt()))
COEFFICIENTS = np.random.default_rng(0).normal(size=(len(VECTORS.terms), 3))
WEIGHER = GramWeigher(VECTORS, COEFFICIENTS)
# Characters of the vocabulary, and such as no table of 16 bits holds.
TEXTS = st.text(st.sampled_from("窗口没人管互相推诿扯皮感谢领导啊\0\uffff😀\ud800"), max_size=20)


@given(st.lists(TEXTS, max_size=6))
def test_products_are_those_of_the_matrix(texts: list[str]):
    terms = Terms(texts, [["k:主动", "未知"] for _ in texts], SIZES)
    expected = VECTORS.transform(terms.spelt()) @ COEFFICIENTS
    assert np.allclose(WEIGHER.products(terms), expected, atol=1e-5)  # the matrix keeps 32 bits


@given(st.lists(TEXTS, max_size=6))
def test_products_of_a_vocabulary_without_rare_terms(texts: list[str]):
    vectors = TermVectors(2)
    coefficients = np.arange(float(vectors.fit_transform(count_terms(LEARNT.spelt())).shape[1]))[:, None]
    assert "c:没人管" in vectors.terms
    assert "c:没人管没" not in vectors.terms
    terms = Terms(texts, [[] for _ in texts], SIZES)
    expected = vectors.transform(terms.spelt()) @ coefficients
    assert np.allclose(GramWeigher(vectors, coefficients).products(terms), expected, atol=1e-5)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_together_give_what_each_gives_alone(texts: list[str]):
    others = [["k:担当"] for _ in texts]
    together = WEIGHER.shares(Terms(texts, others, ()), [[0, 2]] * len(texts))
    for text, own, shares in zip(texts, others, together, strict=True):
        [alone] = WEIGHER.shares(Terms([text], [own], ()), [[0, 2]])
        assert np.allclose(alone.characters, shares.characters)
        assert alone.others == pytest.approx(shares.others)


def test_shares_of_a_text_without_repeats_add_up_to_its_score():
    terms = Terms(["互相推诿扯皮"], [["k:担当", "k:无"]], ())
    [shares] = WEIGHER.shares(terms, [[1]])
    assert sum(shares.characters) + sum(shares.others.values()) == pytest.approx(WEIGHER.products(terms)[0, 1])
    assert set(shares.others) == {"k:担当", "k:无"}


def test_nothing_known_gives_nothing():
    terms = Terms(["啊啊", ""], [["未知"], []], ())
    assert not WEIGHER.products(terms).any()
    assert [shares.others for shares in WEIGHER.shares(terms, [[0], [0]])] == [{}, {}]
    assert WEIGHER.products(Terms([], [], ())).shape == (0, 3)


def test_a_full_table_finds_each_gram_and_no_other():
    grams = [chr(0x4E00 + at) + chr(0x4E00 + at * 7 % 5000) for at in range(3000)]
    table = GramTable(grams, np.arange(3000))
    keys = np.array([codes(gram)[0] | (codes(gram)[1] << np.uint64(16)) for gram in [*grams, "局局", "AB"]])
    assert table.find(keys).tolist() == [*range(3000), -1, -1]


def test_an_empty_table_finds_nothing():
    table = GramTable([], np.zeros(0, dtype=np.int64))
    assert table.find(np.array([0, ord("局"), 1 << 63], dtype=np.uint64)).tolist() == [-1, -1, -1]
