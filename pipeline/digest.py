"""What one row says of a letter, for many letters at once.

Of most letters it is little, for they accuse nobody: those are judged by their clauses alone, and neither their sentences nor
the roles of their units are. What a row does not show (words of evidence, what a quantity counts, periods) is left out of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.classify.agreement import agree
from pipeline.classify.classifier import Classifier, with_evidence
from pipeline.classify.scored import Scored
from pipeline.extract.extraction import Findings, find_all
from pipeline.extract.linking import sentence_at, units_of_letter
from pipeline.extract.references import names_author, resolve
from pipeline.extract.units import Mention
from pipeline.records import Document, Judgment, LetterJudgment, Sentence
from pipeline.structure.boundaries import paragraph_spans
from pipeline.structure.front import issuer_of
from pipeline.structure.outline import outline


class Digest(NamedTuple):
    """A letter's judgment, the sentences behind it, what its problems are and who answers for them; what it names."""

    letter: LetterJudgment
    evidence: tuple[str, ...]
    manifestations: tuple[str, ...]
    responsible_units: tuple[str, ...]
    units: tuple[str, ...]
    counts: tuple[str, ...]
    outcomes: tuple[str, ...]


class _Accusation(NamedTuple):
    """The sentences of a letter that accuses somebody, and what is said of them."""

    sentences: list[Sentence]
    scored: Scored
    judgments: list[Judgment]


def digests(classifier: Classifier, documents: Sequence[Document]) -> list[Digest]:
    """Digests of several letters, in order; a hundred at once take a third of the time that they take one by one.

    >>> from pipeline import load
    >>> texts = ["窗口态度恶劣，跑了五趟没办成，县住建局推诿。", "请问社保怎么转？"]
    >>> for digest in digests(load().classifier, [Document("", text) for text in texts]):
    ...     digest.letter.categories, digest.units, digest.counts
    (('主动', '担当'), ('窗口', '县住房和城乡建设局'), ('五趟',))
    ((), (), ())
    """
    texts = [document.text for document in documents]
    spans = [paragraph_spans(text) for text in texts]
    clauses = classifier.score_clauses(
        [
            [text[start:end] for own in paragraphs for start, end in own]
            for text, paragraphs in zip(texts, spans, strict=True)
        ]
    )
    letters = classifier.judge_letters([own.margins for own in clauses])
    accused = [at for at, letter in enumerate(letters) if letter.categories]
    outlines = [outline(texts[at], spans[at]) for at in accused]
    scored = classifier.score_letters(outlines, [clauses[at] for at in accused])
    judged = classifier.judge(outlines, scored, reasons=False)
    accusations = dict(zip(accused, map(_Accusation, outlines, scored, judged), strict=True))
    return [
        _digest(document, letter, found, accusations.get(at))
        for at, (document, letter, found) in enumerate(zip(documents, letters, find_all(texts), strict=True))
    ]


def _digest(document: Document, letter: LetterJudgment, found: Findings, accusation: _Accusation | None) -> Digest:
    mentions = resolve(found.mentions, issuer_of(document) if names_author(found.mentions) else "")
    evidence: tuple[str, ...] = ()
    manifestations: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    if accusation is not None:
        letter = with_evidence(letter, accusation.scored)
        evidence = tuple([accusation.sentences[index].text for _, index in letter.evidence])
        judgments = agree(accusation.judgments, letter)
        manifestations = tuple([each.manifestation for each in judgments if each.kind == "problem"])
        responsible = _responsible(document.text, mentions, accusation, judgments)
    return Digest(
        letter=letter,
        evidence=evidence,
        manifestations=manifestations,
        responsible_units=responsible,
        units=tuple([mention.name for mention in mentions]),
        counts=tuple([quantity.text for quantity in found.quantities]),
        outcomes=tuple([outcome.name for outcome in found.outcomes]),
    )


def _responsible(
    text: str, mentions: Sequence[Mention], accusation: _Accusation, judgments: Sequence[Judgment]
) -> tuple[str, ...]:
    """Names of the units that answer for the problem sentences that they stand in."""
    sentences, starts = accusation.sentences, [sentence.start for sentence in accusation.sentences]
    if not any(judgments[sentence_at(starts, mention.start)].kind == "problem" for mention in mentions):
        return ()
    units = units_of_letter(text, mentions, sentences, judgments, complains=accusation.scored.complains)
    return tuple(
        [
            unit.name
            for unit in units
            if unit.role == "responsible" and judgments[sentence_at(starts, unit.start)].kind == "problem"
        ]
    )
