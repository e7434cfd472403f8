"""A neural network of one hidden layer: fitted by scikit-learn, kept and run as plain arrays.

Run here, since scikit-learn's pipeline checks its input at every call, which for a single letter took longer than the
sums themselves, and since arrays can be kept in a file that runs no code when it is read.
"""

from __future__ import annotations

import warnings
from functools import cache, cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from pipeline.classify.linear import Array, by_class

_HIDDEN: Final = 48  # hidden units of each
_DECAY: Final = 3.0
_EPOCHS: Final = 25
_BATCH: Final = 128  # rows a step, at least
_STEPS: Final = 100  # a round, at most: more text makes larger batches, not a longer training


@cache
def _threads() -> ThreadpoolController:
    """Holds the library of the sums to one thread: a second waits busily, which on a machine with other work doubles the time."""
    return ThreadpoolController()


class Network:
    """Standardised features → hidden units (ReLU) → outputs: exclusive classes (softmax) or independent labels."""

    def __init__(self, members: int) -> None:
        """`members` networks are fitted and their outputs averaged: one alone depends on the order of its lessons."""
        self._members = members
        self.mean = np.zeros(0)
        self.scale = np.zeros(0)
        self.hidden = np.zeros((0, _HIDDEN))
        self.hidden_bias = np.zeros(_HIDDEN)
        self.output = np.zeros((_HIDDEN, 0))
        self.output_bias = np.zeros(0)

    def fit(self, features: Array, targets: NDArray[np.int64] | NDArray[np.bool_], weights: Array) -> Network:
        """Learn from `n` rows: `targets` are class indices (n,) or a mask of labels (n, labels); `weights` (n,).

        Classes or labels that no row bears keep outputs that never win.
        """
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.neural_network import MLPClassifier
        from sklearn.preprocessing import StandardScaler

        scaler = StandardScaler()
        scaled = scaler.fit_transform(features).astype(np.float32)  # a third quicker, and exact enough to learn from
        self.mean, self.scale = scaler.mean_, scaler.scale_
        batch = min(max(_BATCH, len(features) // _STEPS), len(features))
        fitted = []
        for seed in range(self._members):
            layer = MLPClassifier(
                (_HIDDEN,), alpha=_DECAY, batch_size=batch, learning_rate_init=2e-3, max_iter=_EPOCHS, tol=0.0,
                random_state=seed,
            )  # fmt: skip
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)  # the number of rounds is a choice, not a failure
                fitted.append(layer.fit(scaled, targets, sample_weight=weights))
        self.hidden = np.hstack([layer.coefs_[0] for layer in fitted], dtype=np.float64)
        self.hidden_bias = np.concatenate([layer.intercepts_[0] for layer in fitted], dtype=np.float64)
        self.output = np.vstack([layer.coefs_[1] for layer in fitted], dtype=np.float64) / self._members
        self.output_bias = np.mean([layer.intercepts_[1] for layer in fitted], axis=0, dtype=np.float64)
        if targets.ndim == 1:
            classes = fitted[0].classes_
            rows, self.output_bias = by_class(classes, self.output.T, self.output_bias, classes.max() + 1)
            self.output = np.ascontiguousarray(rows.T)
        self.__dict__.pop("_ready", None)  # of what was fitted before
        return self

    def _outputs(self, features: Array) -> Array:
        weights, bias, output = self._ready
        with _threads().limit(limits=1, user_api="blas"):
            hidden = np.maximum(features.astype(np.float32) @ weights + bias, 0.0)
            return np.asarray(hidden @ output + self.output_bias, dtype=np.float64)

    @cached_property
    def _ready(self) -> tuple[NDArray[np.float32], ...]:
        """Weights and bias of the hidden layer, the standardising within them, and of the output: in single precision.

        That halves the time, and moves probabilities by some 1e-6.
        """
        weights = self.hidden / self.scale[:, None]
        bias = self.hidden_bias - self.mean @ weights
        return weights.astype(np.float32), bias.astype(np.float32), self.output.astype(np.float32)

    def classes(self, features: Array, count: int) -> Array:
        """Probabilities of `count` exclusive classes, shape (n, count)."""
        outputs = self._outputs(features)
        odds = np.exp(outputs - outputs.max(axis=1, keepdims=True))
        found = np.zeros((len(features), count))
        found[:, : odds.shape[1]] = odds / odds.sum(axis=1, keepdims=True)
        return found

    def labels(self, features: Array) -> Array:
        """Probabilities of independent labels, shape (n, labels)."""
        chances: Array = 1 / (1 + np.exp(-self._outputs(features)))
        return chances
