"""Features of letters made together are those of each alone, as the definition has them."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.classify.letters import LetterModel, letter_features
from pipeline.classify.sentences import MARGIN


def by_definition(margins):
    """Best, second best, log-sum, best of any, log of the number: a category a row."""
    if not len(margins):
        margins = np.full((1, 6), -MARGIN)
    ranked = np.sort(margins, axis=0)[::-1]
    rows = []
    for column in range(5):
        second = ranked[1, column] if len(margins) > 1 else -MARGIN
        together = np.log(np.exp(margins[:, column]).sum())
        rows.append([ranked[0, column], second, together, ranked[0, 5], np.log1p(len(margins))])
    return rows


@pytest.mark.parametrize(
    "sizes", [[1], [0], [3, 0, 1, 7], [0, 0, 2], [2, 5, 0]], ids=["one clause", "empty", "mixed", "led", "trailing"]
)
def test_letters_together(sizes):
    random = np.random.default_rng(0)
    letters = [random.normal(0, 4, size=(size, 6)).clip(-MARGIN, MARGIN) for size in sizes]
    features = letter_features(letters)
    assert features.shape == (len(sizes), 5, 5)
    assert np.allclose(features, [by_definition(each) for each in letters])


def test_best_and_second_best_alike():
    letter = np.array([[2.0] * 6, [2.0] * 6, [-1.0] * 6])
    assert np.allclose(letter_features([letter]), [by_definition(letter)])
    assert letter_features([letter])[0, 0, 1] == 2.0


def test_no_letters():
    assert LetterModel().probabilities(letter_features([])).shape == (0, 5)
