"""Features of sentences in context: a sentence alone is the same as a document of one sentence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.classify.context import alone_features, context_features
from pipeline.classify.sentences import WIDTH
from pipeline.structure.outline import outline

TEXT = "一、存在问题\n一是服务差。窗口没人。比如，某镇拖了三年。\n（二）进度慢。" + "拖了又拖，" * 30 + "没有下文。"


def test_alone_is_a_document_of_one_sentence():
    sentences = outline(TEXT)
    scores = np.random.default_rng(0).normal(size=(len(sentences), WIDTH))
    bare = [replace(one, index=0, section=(), lead=None, is_heading=False, is_example=False) for one in sentences]
    expected = [context_features([one], scores[[at]])[0] for at, one in enumerate(bare)]
    assert len(sentences) > 5
    assert np.allclose(alone_features(sentences, scores), np.array(expected))


def test_of_nothing_there_are_no_features():
    assert alone_features([], np.zeros((0, WIDTH))).shape == context_features([], np.zeros((0, WIDTH))).shape
