"""Folding, squeezing and segmentation: lengths, offsets, and parity of the two engines."""

from __future__ import annotations

import re

import pytest
from conftest import sentence_spans
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.mask import TYPES
from pipeline.readers.registry import read_all
from pipeline.records import Document
from pipeline.text.normalise import fold, squeeze, squeezed_texts
from pipeline.text.tokens import tokenizer, user_words

ANY = st.text(alphabet=st.characters())  # surrogates included


@pytest.mark.parametrize(
    ("given_", "folded"),
    [
        ("", ""),
        ("辦理１２件", "办理12件"),
        ("推諉、扯皮！", "推诿、扯皮！"),
        ("ＡＢ％＝", "AB%="),
        ("ok? yes!", "ok？ yes！"),
        ("全\u3000角\u00a0格\u200b", "全 角 格 "),
        ("半个\ud800", "半个\ufffd"),
        ("（括号）：保留", "（括号）：保留"),
    ],
)
def test_fold(given_: str, folded: str):
    assert fold(given_) == folded


@given(ANY)
def test_fold_keeps_the_length(text: str):
    assert len(fold(text)) == len(text)


@given(ANY)
def test_squeezed_spans_lead_back(text: str):
    plain = squeeze(text)
    assert not any(mark.isspace() for mark in plain.text)
    for at, mark in enumerate(plain.text):
        start, end = plain.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert mark == "0" or fold(text[start:end]) == mark


@given(st.lists(ANY, max_size=5))
def test_squeezed_in_one_pass_as_one_by_one(texts: list[str]):
    assert squeezed_texts(texts) == [squeeze(text).text for text in texts]


def test_every_blank_is_squeezed_out():
    blanks = [chr(code) for code in range(0x10000) if chr(code).isspace()]
    assert len(blanks) > 20 and squeezed_texts([f"推{blank}诿" for blank in blanks]) == ["推诿"] * len(blanks)


@given(st.text(max_size=200))
def test_tokens_make_the_text(text: str):
    plain = squeeze(text).text
    assert "".join(tokenizer().cut(plain)) == plain


def test_unknown_engine_names_the_engines():
    with pytest.raises(UsageError, match="rjieba、jieba"):
        tokenizer("pkuseg")


def both(text: str) -> tuple[list[str], list[str]]:
    return tokenizer("rjieba").cut(text), tokenizer("jieba").cut(text)


def test_engines_agree_on_the_samples(samples):
    seen = 0
    for item in read_all([str(samples)]):
        assert isinstance(item, Document)
        for start, end in sentence_spans(item.text):
            fast, oracle = both(fold(item.text[start:end]))
            assert fast == oracle
            seen += 1
    assert seen > 80


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0731-0000转12",
        "baidu.com",
        "2.A",
        "47.3mg",
        "C++和c#",
        "a.b.c-1",
        "3.5%的",
        "COVID-19",
        "A3区x_1",
        "http://x.cn/?a=1&b=2",
        "T+0，#3&4",
    ],
)
def test_engines_agree_on_ascii(text: str):
    fast, oracle = both(text)
    assert fast == oracle


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
COMMON = st.sampled_from(
    list(
        "的一是不了人在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴细"
    )
)
ASCII = st.sampled_from(list("abcXYZ019.,%+#&_- ():/"))


# A character three times over (本本本) can be cut in two ways of the same probability; rounding then decides, and the
# engines add in another order.
TIE = re.compile(r"([\u4e00-\u9fff])\1\1")


@settings(max_examples=300, deadline=None)
@given(st.lists(COMMON | HAN | ASCII | st.sampled_from(user_words()), max_size=60).map("".join))
def test_engines_agree_on_fuzzed_text(text: str):
    assume(not TIE.search(text))
    fast, oracle = both(text)
    assert fast == oracle


def test_the_global_dictionary_of_jieba_is_untouched():
    import jieba

    own = "踢来踢去"
    assert own in user_words()
    assert tokenizer("jieba").cut(f"被{own}") == ["被", own]
    assert own not in jieba.dt.FREQ
    assert own not in jieba.dt.user_word_tag_tab


def test_placeholders_of_masking_are_no_words():
    text = "找【姓名1】，电话【手机号12】【通知】"
    squeezed = squeeze(text)
    assert squeezed.text == "找0，电话0【通知】" and squeezed.span(1, 2) == (1, 6)
    assert squeezed_texts([text, "【姓名】"]) == ["找0，电话0【通知】", "【姓名】"]


def test_all_placeholders_are_known():
    assert squeezed_texts([f"【{kind}3】" for kind in TYPES]) == ["0"] * len(TYPES)
