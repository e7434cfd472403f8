"""Features of sentences in context: a sentence alone is the same as a document of one sentence."""

from __future__ import annotations

import numpy as np

from pipeline.classify.context import alone_features, context_features, placed_features
from pipeline.classify.sentences import WIDTH
from pipeline.structure.outline import outline

TEXT = "一、存在问题\n一是服务差。窗口没人。比如，某镇拖了三年。\n（二）进度慢。" + "拖了又拖，" * 30 + "没有下文。"


def test_alone_is_a_document_of_one_sentence():
    sentences = outline(TEXT)
    scores = np.random.default_rng(0).normal(size=(len(sentences), WIDTH))
    bare = [one._replace(index=0, section=(), lead=None, is_heading=False, is_example=False) for one in sentences]
    expected = [context_features([one], scores[[at]])[0] for at, one in enumerate(bare)]
    assert len(sentences) > 5
    assert np.allclose(alone_features(sentences, scores), np.array(expected))


def test_documents_together_give_what_each_gives():
    documents = [outline(TEXT), [], outline("停水三天。没有人管。"), outline(TEXT * 2)]
    sizes = [len(document) for document in documents]
    scores = np.random.default_rng(0).normal(size=(sum(sizes), WIDTH))
    parts = np.split(scores, np.cumsum(sizes)[:-1])
    alone = [context_features(document, own) for document, own in zip(documents, parts, strict=True)]
    assert np.array_equal(placed_features(documents, scores), np.vstack(alone))


def test_of_nothing_there_are_no_features():
    assert alone_features([], np.zeros((0, WIDTH))).shape == context_features([], np.zeros((0, WIDTH))).shape
