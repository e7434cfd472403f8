"""One letter in, one row of results out: what a worker does with a chunk of letters, whichever engine runs it.

A worker that masks does so once for the whole row, and hands back the cells that it changed beside the results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from pipeline.batch.masking import Cells, masked_cells
from pipeline.classify.classifier import Classifier
from pipeline.classify.store import load_classifier
from pipeline.digest import Digest, digests
from pipeline.errors import UnreadableError, ZuofengError
from pipeline.parallel import FIRST, Engine, check_model, chunked, keep_loaded
from pipeline.readers.sheet import check_letter, letter_text
from pipeline.records import Document, Reject
from pipeline.tables.rows import Row, probability_cells, unique
from pipeline.tables.schema import RESULTS

# Letters analysed together: the more, the less each takes; but long ones are few, for memory's sake.
_LETTERS: Final = 500
_CHARACTERS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as its row gives it: where it stands, the cells of title and body, and why the row could not be read."""

    place: str
    number: int
    title: Any
    body: Any
    broken: str = ""
    cells: Cells | None = None  # the whole row, where it is to be masked


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
    """Result columns of a letter; a letter that could not be read has empty ones, and a reject that says why.

    `masked` are the cells of the row that masking changed, by column.
    """

    row: Row
    reject: Reject | None = None
    masked: Mapping[str, Any] = field(default_factory=dict)


def prepare(settings: Settings, engine: Engine) -> None:
    """Have a model that does not load fail here, once, with its own message; workers load theirs themselves.

    Raises:
        ModelError: the model does not load.
    """
    if engine.alone:
        classifier_of(settings.model, settings.tokenizer)
    else:
        check_model(settings.model)


@cache
def classifier_of(model: str, tokenizer: str) -> Classifier:
    """The classifier of this process, loaded once, with the tables that letters need.

    Raises:
        ModelError: the model does not load.
    """
    classifier = load_classifier(model, engine=tokenizer)
    digests(classifier, [Document("", FIRST, genre="petition")])  # tables are read where they are first needed
    keep_loaded()
    return classifier


def classify_letters(letters: Sequence[Letter], settings: Settings) -> list[Result]:
    """Results of a chunk of letters, one each, in order.

    Raises:
        ModelError: the model does not load.
    """
    prepared = [_prepared(letter, mask=settings.mask) for letter in letters]
    documents = [item for item, _ in prepared if isinstance(item, Document)]
    judged = (item for group in groups(documents) for item in _analyzed(group, settings))
    results = []
    for letter, (item, masked) in zip(letters, prepared, strict=True):
        result = next(judged) if isinstance(item, Document) else item
        if isinstance(result, Exception):
            result = _failed(letter, result)
        results.append(replace(result, masked=masked) if masked else result)
    return results


def groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Letters in groups that are analysed together, in order: as many as 500, unless they are long.

    >>> [len(group) for group in groups([Document("", "字" * 90_000)] * 5)]
    [2, 2, 1]
    """
    return chunked(documents, _LETTERS, _CHARACTERS)


def _prepared(letter: Letter, *, mask: bool) -> tuple[Document | Result, Mapping[str, Any]]:
    """The document of a letter, or why it cannot be read; and the masked cells of its row.

    Of a row whose masking breaks the program nothing is shown.
    """
    masked: Mapping[str, Any] = {}
    if mask:
        if letter.cells is None:
            raise TypeError("a run that masks needs whole rows")
        try:
            masked = masked_cells(letter.cells)
        except Exception as error:  # whatever it is, it concerns one row
            return _failed(letter, error), dict.fromkeys(letter.cells.values)
    try:
        return _document(letter, masked), masked
    except UnreadableError as error:
        return _rejected(letter, error.reason, error.remedy), masked


def _analyzed(documents: Sequence[Document], settings: Settings) -> list[Result | Exception]:
    """Results of letters that can be read. Should one of them break the program, the others are not lost with it."""
    classifier = classifier_of(settings.model, settings.tokenizer)
    try:
        return [Result(letter_result(digest)) for digest in digests(classifier, documents)]
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


def _document(letter: Letter, masked: Mapping[str, Any]) -> Document:
    if letter.broken:
        raise UnreadableError(letter.broken, "请检查这一行的格式")
    for value in (letter.body, letter.title):
        if value is not None and not isinstance(value, str | int | float):
            raise UnreadableError("正文不是文字", "请检查这一行的格式")
    title, body = ("" if value is None else str(value) for value in (letter.title, letter.body))
    if not body.strip():
        raise UnreadableError("正文为空", "请补上正文，或删去这一行")
    text = check_letter(letter_text(title, body))
    if masked and letter.cells is not None:
        title = str(masked.get(letter.cells.title, title)) if letter.cells.title else title
        body = str(masked.get(letter.cells.text, body))
        text = letter_text(title, body)
    return Document(letter.place, text, title=title.strip(), genre="petition")


def letter_result(digest: Digest) -> Row:
    """Result columns of one letter."""
    letter = digest.letter
    return {
        "categories": list(letter.categories),
        "primary_category": letter.categories[0] if letter.categories else "",
        **probability_cells(letter.probabilities),
        "needs_review": letter.needs_review,
        "evidence": unique(digest.evidence),
        "manifestations": unique(digest.manifestations),
        "units": unique(digest.units),
        "responsible_units": unique(digest.responsible_units),
        "counts": list(digest.counts),
        "outcomes": unique(digest.outcomes),
        "error": "",
    }


def empty_result(error: str) -> Row:
    """Result of a row that could not be read: empty labels and the reason."""
    blank: dict[str, Any] = {"list": [], "str": "", "float": None, "bool": False}
    return {column.name: blank[column.type] for column in RESULTS} | {"error": error}
