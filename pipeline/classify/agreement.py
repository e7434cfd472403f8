"""Brings what is said of the sentences of a letter in line with what is said of the letter."""

from __future__ import annotations

from pipeline.records import Judgment, LetterJudgment


def agree(judgments: list[Judgment], letter: LetterJudgment) -> list[Judgment]:
    """Sentence judgments in line with the letter's: its evidence sentences are problems, others only of its categories.

    A sentence that alone looked like a problem of another category is set back to `other` and marked for review.
    """
    agreed = list(judgments)
    for index, judgment in enumerate(judgments):
        if judgment.kind != "problem":
            continue
        kept = tuple(name for name in judgment.categories if name in letter.categories)
        if kept and kept == judgment.categories:
            continue
        if kept:
            agreed[index] = judgment._replace(categories=kept)
        else:
            agreed[index] = judgment._replace(
                kind="other", kind_score=1 - judgment.kind_score, categories=(), evidence=(), manifestation="",
                needs_review=True,
            )  # fmt: skip
    for name, index in letter.evidence:
        judgment = agreed[index]
        if name not in judgment.categories:
            score = judgment.kind_score if judgment.kind == "problem" else 1 - judgment.kind_score
            agreed[index] = judgment._replace(
                kind="problem", kind_score=score, categories=(*judgment.categories, name), needs_review=True
            )
    return agreed
