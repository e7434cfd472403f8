"""The extraction as spaCy components over the pure functions of this package.

Each component reads the text and writes tuples of our own records to `doc._`; `links` needs what the others wrote.
The text is cut into characters, so that a token's index is its offset and every span aligns. `doc._.given` is the text as
it was given: `doc.text` is the same, but joined from the tokens anew at every call, which took half of all the time.
"""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.errors import ZuofengError
from pipeline.extract.counted import describe
from pipeline.extract.outcomes import find_outcomes
from pipeline.extract.quantities import find_counts
from pipeline.extract.units import find_units

Doc.set_extension("given", default="")
for _name in ("unit_mentions", "quantities", "outcomes"):
    Doc.set_extension(_name, default=())


class CharacterTokenizer:
    """Text → Doc of one token a character."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Cut a text of any length and content.

        >>> doc = CharacterTokenizer(spacy.blank("zh").vocab)("县 局")
        >>> [token.text for token in doc], doc._.given == doc.text
        (['县', ' ', '局'], True)
        """
        doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        doc._.given = text
        return doc


@Language.component("unit_mentions", assigns=["doc._.unit_mentions"])
def unit_mentions(doc: Doc) -> Doc:
    """Units with their spans, types and canonical names; roles need the classifier and come later."""
    doc._.unit_mentions = tuple(find_units(doc._.given))
    return doc


@Language.component("quantities", assigns=["doc._.quantities"])
def quantities(doc: Doc) -> Doc:
    """Quantities with bounds and units, and what they count."""
    doc._.quantities = tuple(describe(doc._.given, find_counts(doc._.given)))
    return doc


@Language.component("outcomes", assigns=["doc._.outcomes"])
def outcomes(doc: Doc) -> Doc:
    """What was done about it."""
    doc._.outcomes = tuple(find_outcomes(doc._.given))
    return doc


@cache
def build_nlp() -> Language:
    """The extraction pipeline.

    Raises:
        ZuofengError: a component needs what none before it assigns.

    >>> doc = build_nlp()("县住建局查处12起，王某受到党内警告处分。")
    >>> doc._.unit_mentions[0].text, doc._.quantities[0].text, doc._.outcomes[0].name
    ('县住建局', '12起', '党内警告')
    """
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.max_length = 20_000_000
    for name in ("unit_mentions", "quantities", "outcomes"):
        nlp.add_pipe(name)
    problems = (nlp.analyze_pipes() or {}).get("problems", {})
    unmet = {name: needs for name, needs in problems.items() if needs}
    if unmet:
        raise ZuofengError(f"抽取组件的次序不对，缺前置结果：{unmet}")
    return nlp
