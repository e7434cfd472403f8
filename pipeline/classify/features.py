"""Terms of a sentence: the one function that training and prediction share.

A term is a string with its family before the colon: `w:` word, `c:` character n-gram, `q:` manifestation or category
that a phrase of the taxonomy points to, `s:` how the sentence opens, `e:` how it ends, `h:` words of the headings
above it, and a few facts about its place; `k:`, `m:` what cue words say (see cue_terms.py). What the families
are worth was measured by grouped cross-validation; see docs/model-selection.md.

A formal document is scored sentence by sentence (`document_terms`), a letter clause by clause (`letter_terms`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, pairwise
from typing import Final

from pipeline.classify.cue_terms import document_cues
from pipeline.lexicon.phrases import PhraseFinder, find_in_each
from pipeline.lexicon.taxonomy import Manifestation, taxonomy
from pipeline.records import Sentence
from pipeline.structure.clauses import split_clauses
from pipeline.text.normalise import squeezed_texts
from pipeline.text.tokens import Tokenizer

NGRAMS: Final = (2, 3)  # of formal documents
LETTER_NGRAMS: Final = (1, 2, 3, 4)  # letters have no words besides; see clause_terms
_LENGTH_STEP: Final = 15  # characters a length class
_LENGTH_CLASSES: Final = 6
_QUARTERS: Final = 4
_HEADINGS: Final = 2  # the nearest headings above a sentence that lend it their words
_NUMERAL: Final = re.compile(r"[一二三四五六七八九十\d]")


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of several texts: of each its n-grams of `sizes` characters, and `others`.

    N-grams are nearly all terms, and are spelt out only where somebody asks.
    """

    texts: list[str]
    others: Sequence[Sequence[str]]
    sizes: tuple[int, ...]

    def spelt(self) -> list[list[str]]:
        """All terms of each text.

        >>> Terms(["跑了"], [["k:主动"]], (1, 2)).spelt()
        [['k:主动', 'c:跑', 'c:了', 'c:跑了']]
        """
        return [[*row, *ngrams(text, self.sizes)] for text, row in zip(self.texts, self.others, strict=True)]


@dataclass(frozen=True, slots=True)
class Clauses:
    """Clauses of one text: spans in the text, the index of the sentence of each, their terms."""

    spans: list[tuple[int, int]]
    owner: list[int]
    terms: Terms


@cache
def manifestation_phrases() -> PhraseFinder[Manifestation]:
    """Finder of all phrases of the taxonomy, each with its manifestation."""
    return PhraseFinder((phrase, entry) for entry in taxonomy().manifestations for phrase in entry.phrases)


def word_terms(plain: str, tokens: Sequence[str]) -> list[str]:
    """Terms of the words of a squeezed sentence, of how it opens and ends.

    >>> from pipeline.text.tokens import tokenizer
    >>> word_terms("跑了0次", tokenizer().cut("跑了0次"))
    ['w:跑', 'w:了', 'w:0', 'w:次', 's:跑', 's:跑_了', 'e:0次']
    """
    words = [f"w:{token}" for token in tokens]
    return [*words, f"s:{'_'.join(tokens[:1])}", f"s:{'_'.join(tokens[:2])}", f"e:{plain[-2:]}"]


def ngrams(text: str, sizes: Sequence[int]) -> list[str]:
    """Character n-grams alone.

    >>> ngrams("跑了0次", (2, 3))
    ['c:跑了', 'c:了0', 'c:0次', 'c:跑了0', 'c:了0次']
    """
    return [f"c:{text[at : at + size]}" for size in sizes for at in range(len(text) - size + 1)]


def phrase_terms(texts: Sequence[str]) -> dict[int, list[str]]:
    """What the phrases of the taxonomy in several texts point to; of each text that holds any, its number and terms.

    >>> phrase_terms(["在家", "互相踢皮球"])
    {1: ['q:推诿扯皮', 'q:担当', 'q:']}
    """
    return {
        at: [term for _, _, entry in found for term in (f"q:{entry.name}", f"q:{entry.category}", "q:")]
        for at, found in find_in_each(texts, manifestation_phrases().find).items()
    }


def place_terms(sentence: Sentence, *, of: int, genre: str, length: int) -> list[str]:
    """Terms of a sentence's place in a document of `of` sentences."""
    return [
        "heading" if sentence.is_heading else "running",
        f"depth:{len(sentence.section)}",
        f"mark:{_NUMERAL.sub('N', sentence.enumerator)}",
        f"genre:{'letter' if genre == 'petition' else 'formal'}",
        f"length:{min(_LENGTH_CLASSES, length // _LENGTH_STEP)}",
        f"quarter:{_QUARTERS * sentence.index // max(1, of)}",
        *(["example"] if sentence.is_example else []),
    ]


def document_terms(sentences: Sequence[Sentence], genre: str, tokenizer: Tokenizer) -> Terms:
    """Terms of each sentence of one document, in order; shape `len(sentences)`."""
    headings: dict[str, list[str]] = {}
    rows: list[list[str]] = []
    texts = [sentence.text for sentence in sentences]
    plain_texts = squeezed_texts(texts)
    cues, phrases = document_cues([texts], faint=False), phrase_terms(plain_texts)
    for at, (sentence, plain) in enumerate(zip(sentences, plain_texts, strict=True)):
        row = [*cues[at], *word_terms(plain, tokenizer.cut(plain)), *phrases.get(at, ())]
        for heading in sentence.section[-_HEADINGS:]:
            if heading not in headings:
                [bare] = squeezed_texts([heading])
                headings[heading] = [f"h:{word}" for word in tokenizer.cut(bare) if len(word) > 1]
            row += headings[heading]
        rows.append(row + place_terms(sentence, of=len(sentences), genre=genre, length=len(plain)))
    return Terms(plain_texts, rows, NGRAMS)


def letter_terms(sentences: Sequence[Sentence]) -> Clauses:
    """Clauses of a letter with their terms, in order."""
    owner, terms = clause_terms([[sentence.text for sentence in sentences]])
    spans = [
        span
        for sentence in sentences
        for span in pairwise(accumulate(map(len, split_clauses(sentence.text)), initial=sentence.start))
    ]
    return Clauses(spans, owner, terms)


def clause_terms(letters: Sequence[Sequence[str]]) -> tuple[list[int], Terms]:
    """The sentence of each clause of some letters, counted through all, and the clauses' terms: n-grams, phrases, cues.

    A letter is given as its sentences.

    No words: with them cross-validation rose and figures on real letters fell, for they tell our writers apart.
    """
    split = [[split_clauses(sentence) for sentence in sentences] for sentences in letters]
    owner = [at for at, own in enumerate(chain.from_iterable(split)) for _ in own]
    clauses = [list(chain.from_iterable(of_letter)) for of_letter in split]
    plain = squeezed_texts([*chain.from_iterable(clauses)], places_hidden=True)
    rows = document_cues(clauses)
    for at, phrases in phrase_terms(plain).items():
        rows[at] = (*rows[at], *phrases)
    return owner, Terms(plain, rows, LETTER_NGRAMS)


def same(terms: list[str]) -> list[str]:
    """Identity, as the vectoriser's analyzer: terms come ready made. A module-level name, so that it can be saved."""
    return terms
