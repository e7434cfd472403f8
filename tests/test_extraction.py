"""Extraction over several texts, and the quick looks that go before a search: none overlooks what the search would find."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import amounts, counted, measuring, quantities, roles, units
from pipeline.extract.extraction import extract, extract_all
from pipeline.extract.tagged_line import _HIDDEN_REGION, MASK, TaggedLine
from pipeline.extract.unit_grammar import core_finder
from pipeline.lexicon.unit_words import unit_words

TEXTS = ("县住建局查处12起，王某受到党内警告处分。", "", "\ud800局里推诿", "某街道跑了三趟")
PLAIN_REGION = re.compile(rf"{MASK}(?=[省市县区镇乡村])")
WORDS = unit_words()


def test_each_of_several_texts_gives_what_it_gives_alone():
    assert extract_all(TEXTS) == [extract(text) for text in TEXTS]
    assert extract_all([]) == []


@given(st.text("AZaX×x某12省县村，", max_size=12))
def test_the_quick_expression_finds_each_hidden_region(text: str):
    quick, plain = ({match.end() for match in pattern.finditer(text)} for pattern in (_HIDDEN_REGION, PLAIN_REGION))
    assert quick == plain


@given(
    st.lists(st.sampled_from([*WORDS.stems, *WORDS.suffixes, *WORDS.generic["head"], "的", "综合", "该"]), max_size=4)
)
def test_what_follows_the_first_word_of_a_core_begins_as_its_rule_says(words: list[str]):
    text = "".join(words)
    for behind, begins in {
        (rule[2], rule[3]) for rules in core_finder()._rules for rule in rules if rule[2] is not None
    }:
        assert not behind.match(text) or text[0] in begins


@given(st.text("零又半3三十个月每/元年天", max_size=6))
def test_what_makes_a_measure_longer_begins_as_looked_for(text: str):
    longer = (measuring._YEAR_AND_MONTHS, measuring._HALF, measuring._PER)
    begins = text[:1] in measuring._GOES_ON or text[:1].isdecimal()
    assert begins or not any(pattern.match(text) for pattern in longer)


@given(st.text("左右上下整以之多出头内不到开外还余，个", max_size=5))
def test_what_stands_behind_a_quantity_begins_as_looked_for(text: str):
    assert not quantities._SUFFIX.match(text) or text[0] in quantities._SUFFIX_BEGINS


@given(st.text("-—至到 \n%％三2个～", max_size=4))
def test_what_joins_two_numbers_begins_as_looked_for(text: str):
    begins = text[:1] in quantities._LINKS or text[:1].isspace()
    assert begins or not (quantities._RANGE.match(text) or quantities._PERCENT_RANGE.match(text))


@given(st.text("一二三十百千万几半两数上成过大分之点余多来把0123456789.,/Xx×年个", max_size=12))
def test_the_quick_expression_finds_each_numeral(text: str):
    plain = re.compile(rf"(?=[\d{amounts.HAN}半几数上成过大Xx×])(?:{amounts.NUMERAL})")
    assert [match.span() for match in amounts.NUMERALS.finditer(text)] == [m.span() for m in plain.finditer(text)]


@given(st.text("由请被向举报的了下一，局三4家所个", max_size=8))
def test_what_stands_before_a_unit_ends_as_looked_for(text: str):
    assert not roles._cues().before.search(text) or text[-1] in roles._cues().before_ends
    assert not units._COUNTED.search(text) or text[-1] in units._COUNTERS


@given(st.text("提高到至了达占至少不足分别数", max_size=6))
def test_what_only_leads_to_a_number_ends_as_looked_for(text: str):
    assert not counted._REACHED.search(text) or text[-1] in counted._REACHED_ENDS


def test_no_word_of_the_tagger_goes_on_over_the_end_of_a_unit_but_where_the_table_says():
    import jieba

    dictionary = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    tagged_words = [*(line.partition(" ")[0] for line in dictionary), *WORDS.names, *WORDS.heads]
    assert {"公司法", "局长"} <= set(tagged_words)
    assert not [
        word
        for word in tagged_words
        for first, second in pairwise(word)
        if second not in WORDS.joins.get(first, second)
    ]


@given(
    st.lists(st.sampled_from(["县公安局", "局长", "长期", "村委会", "会议", "某", "A县", "的", "公司", "公司法", "，"]))
)
def test_words_end_where_the_table_says(words: list[str]):
    line = TaggedLine("".join(words))
    for end in range(1, len(line.text) + 1):
        if line.token_ending(end) is not None:
            assert line.ends_token(end)
