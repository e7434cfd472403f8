"""One letter in, one row of results out: what a worker does with a chunk of letters, whichever engine runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.batch.masking import mask_title_and_body
from pipeline.errors import UnreadableError, ZuofengError
from pipeline.parallel import analyzer_of
from pipeline.readers.sheet import check_letter, letter_text
from pipeline.records import CATEGORIES, Document, Reject
from pipeline.report import Report
from pipeline.tables.rows import Row, unique
from pipeline.tables.schema import RESULTS

_AT_ONCE = 128  # letters analysed together


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as its row gives it: where it stands, the cells of title and body, and why the row could not be read."""

    place: str
    number: int
    title: Any
    body: Any
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the results depend on besides the letters.

    The model folder (empty: the default), the tokenizer, and whether personal data are masked before anything else.
    """

    model: str = ""
    tokenizer: str = "rjieba"
    mask: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """Result columns of a letter; a letter that could not be read has empty ones, and a reject that says why."""

    row: Row
    reject: Reject | None = None


def classify_letters(letters: Sequence[Letter], settings: Settings) -> list[Result]:
    """Results of a chunk of letters, one each, in order.

    Raises:
        ModelError: the model does not load.
    """
    results: list[Result | None] = []
    documents: list[Document] = []
    for letter in letters:
        try:
            documents.append(_document(letter, mask=settings.mask))
            results.append(None)
        except UnreadableError as error:
            results.append(_rejected(letter, error.reason, error.remedy))
    rows = iter(
        row for at in range(0, len(documents), _AT_ONCE) for row in _analyzed(documents[at : at + _AT_ONCE], settings)
    )
    judged = [result if result is not None else next(rows) for result in results]
    return [
        result if isinstance(result, Result) else _failed(letter, result)
        for letter, result in zip(letters, judged, strict=True)
    ]


def _analyzed(documents: Sequence[Document], settings: Settings) -> list[Result | Exception]:
    """Results of letters that can be read. Should one of them break the program, the others are not lost with it."""
    analyzer = analyzer_of(settings.model, settings.tokenizer)
    try:
        return [Result(letter_result(report)) for report in analyzer.analyze_documents(documents)]
    except ZuofengError:
        raise
    except Exception as error:  # whatever it is, it concerns one letter of many
        if len(documents) == 1:
            return [error]
        return [result for document in documents for result in _analyzed([document], settings)]


def _failed(letter: Letter, error: Exception) -> Result:
    return _rejected(letter, f"程序处理这一行时出错（{type(error).__name__}）", "请把行号和程序版本告诉维护人员")


def _rejected(letter: Letter, reason: str, remedy: str) -> Result:
    return Result(empty_result(reason), Reject(letter.place, reason, remedy, row=letter.number))


def _document(letter: Letter, *, mask: bool) -> Document:
    if letter.broken:
        raise UnreadableError(letter.broken, "请检查这一行的格式")
    for value in (letter.body, letter.title):
        if value is not None and not isinstance(value, str | int | float):
            raise UnreadableError("正文不是文字", "请检查这一行的格式")
    title, body = ("" if value is None else str(value) for value in (letter.title, letter.body))
    if not body.strip():
        raise UnreadableError("正文为空", "请补上正文，或删去这一行")
    text = check_letter(letter_text(title, body))
    if mask:
        title, body, _ = mask_title_and_body(title, body)
        text = letter_text(title, body)
    return Document(letter.place, text, title=title.strip(), genre="petition")


def letter_result(report: Report) -> Row:
    """Result columns of one letter."""
    letter = report.letter
    if letter is None:
        raise TypeError("a letter must be judged as one")
    sentences = [report.sentences[index].text for _, index in letter.evidence]
    problems = report.problems
    return {
        "categories": list(letter.categories),
        "primary_category": letter.categories[0] if letter.categories else "",
        **{f"p_{name}": round(value, 4) for name, value in zip(CATEGORIES, letter.probabilities, strict=True)},
        "needs_review": letter.needs_review,
        "evidence": unique(sentences),
        "manifestations": unique([problem.judgment.manifestation for problem in problems]),
        "units": unique([unit.name for unit in report.units]),
        "responsible_units": unique([u.name for problem in problems for u in problem.units if u.role == "responsible"]),
        "counts": [count.text for count in report.counts],
        "outcomes": unique([outcome.name for outcome in report.outcomes]),
        "error": "",
    }


def empty_result(error: str) -> Row:
    """Result of a row that could not be read: empty labels and the reason."""
    blank: dict[str, Any] = {"list": [], "str": "", "float": None, "bool": False}
    return {column.name: blank[column.type] for column in RESULTS} | {"error": error}
