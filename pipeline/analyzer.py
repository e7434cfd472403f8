"""The engine: one text in, one report out; and the same for a stream of texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.classify.agreement import agree
from pipeline.classify.classifier import Classifier, with_evidence
from pipeline.classify.scored import Scored
from pipeline.classify.store import load_classifier
from pipeline.extract.extraction import Extraction, extract_all
from pipeline.extract.linking import (
    as_events,
    by_sentence,
    counts_with_units,
    gather,
    outcomes_with_units,
    units_of_letter,
    units_with_roles,
)
from pipeline.extract.periods import find_periods
from pipeline.extract.references import resolve
from pipeline.records import Document, Evidence, Front, Judgment, LetterJudgment, Sentence, Unit
from pipeline.report import Report
from pipeline.structure.front import read_front
from pipeline.structure.outline import outline


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is known of a document before extraction; `letter` is None unless it is one."""

    front: Front
    sentences: list[Sentence]
    scored: Scored
    judgments: list[Judgment]
    letter: LetterJudgment | None


class Analyzer:
    """Splits, classifies and extracts; holds the loaded model and is safe to reuse for any number of texts."""

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier

    def analyze(self, text: str, *, source: str = "", title: str = "", genre: str = "") -> Report:
        """Report on one text; `title` and `genre` are used when the caller knows them, else found in the text.

        >>> report = load().analyze("窗口工作人员态度恶劣，群众跑了五趟还没办成。")
        >>> report.problems[0].category, report.problems[0].counts[0].text
        ('主动', '五趟')
        """
        return self.analyze_document(Document(source, text, title, genre))

    def stream(self, texts: Iterable[str]) -> Iterator[Report]:
        """Reports on many texts, one at a time, in order."""
        for text in texts:
            yield self.analyze(text)

    def explain(self, text: str, *, genre: str = "") -> list[tuple[Sentence, Judgment, tuple[Evidence, ...]]]:
        """Each sentence with its judgment and all its words, weighed in log-odds for and against.

        >>> [(sentence, judgment, words)] = load().explain("窗口工作人员态度恶劣，群众跑了五趟还没办成。")
        >>> judgment.categories, [word.text for word in words][:2], any(word.weight > 1 for word in words)
        (('主动',), ['窗口', '工作人员'], True)
        """
        [judged] = self._judge([Document("", text, "", genre)])
        words = self.classifier.explain(judged.sentences, judged.scored)
        return list(zip(judged.sentences, judged.judgments, words, strict=True))

    def _judge(self, documents: Sequence[Document]) -> list[_Judged]:
        """Front and sentences of each document, and what the classifier says of them."""
        fronts = [read_front(document) for document in documents]
        outlines = [outline(document.text) for document in documents]
        for at, document in enumerate(documents):
            if not document.genre:
                fronts[at] = replace(fronts[at], genre=self.classifier.genre(outlines[at], fronts[at].genre))
        scored = self.classifier.score(outlines, [front.genre for front in fronts])
        letters = iter(self.classifier.judge_letters([own.margins for own in scored if own.margins is not None]))
        whole = [None if own.margins is None else with_evidence(next(letters), own) for own in scored]
        return [
            _Judged(*parts)
            for parts in zip(fronts, outlines, scored, self.classifier.judge(outlines, scored), whole, strict=True)
        ]

    def analyze_document(self, document: Document) -> Report:
        """Report on a document as a reader yields it."""
        return self.analyze_documents([document])[0]

    def analyze_documents(self, documents: Sequence[Document]) -> list[Report]:
        """Reports on several documents: of letters, a few dozen at once take half the time that they take one by one.

        Each stage goes through all of them before the next begins: what it reads in stays in the processor's cache.
        """
        judged = self._judge(documents)
        judgments = [own.judgments if own.letter is None else agree(own.judgments, own.letter) for own in judged]
        found = extract_all([document.text for document in documents])
        units = [_units(*parts) for parts in zip(documents, judged, judgments, found, strict=True)]
        return [_report(*parts) for parts in zip(documents, judged, judgments, found, units, strict=True)]


def _units(document: Document, judged: _Judged, judgments: Sequence[Judgment], found: Extraction) -> list[Unit]:
    """Units of one document with their roles."""
    mentions = resolve(found.mentions, judged.front.issuer)
    if judged.letter is None:
        return units_with_roles(document.text, mentions, judged.sentences, judgments)
    return units_of_letter(document.text, mentions, judged.sentences, judgments, complains=judged.scored.complains)


def _report(
    document: Document,
    judged: _Judged,
    judgments: Sequence[Judgment],
    found: Extraction,
    units: Sequence[Unit],
) -> Report:
    """What is known of one document, put together: with the periods of its text, and what happened in them."""
    sentences = judged.sentences
    starts = [sentence.start for sentence in sentences]
    standing = by_sentence(units, starts)
    counts = counts_with_units(found.counts, standing, starts)
    outcomes = outcomes_with_units(document.text, found.outcomes, standing, counts, starts)
    problems = gather(sentences, judgments, standing, counts, outcomes)
    periods = find_periods(document.text, judged.front.date)
    return Report(
        document=document,
        front=judged.front,
        sentences=tuple(sentences),
        judgments=tuple(judgments),
        problems=tuple(problems),
        units=tuple(units),
        counts=tuple(counts),
        outcomes=tuple(outcomes),
        letter=judged.letter,
        periods=tuple(periods),
        events=tuple(as_events(problems, sentences, outcomes, periods)),
    )


def load(model: str | Path | None = None, *, engine: str = "rjieba") -> Analyzer:
    """Analyzer with the model in models/default, or in the given folder; `engine` selects the tokenizer.

    Raises:
        ModelError: the folder is missing, damaged, or does not fit this program.
        UsageError: there is no such engine.
    """
    return Analyzer(load_classifier(model, engine=engine))
