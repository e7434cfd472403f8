"""Masking and the way back: exact restoration, one placeholder a person, idempotence, time on hostile text."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import assert_linear, outside_texts
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.personal_words import personal_words
from pipeline.mask import Masker, Personal, find_personal, mask_document, mask_text, unmask
from pipeline.records import Document

PIECES = st.sampled_from(
    ["张三", "李四", "我叫", "村民", "、", "，", "。", "\n", "局长", "先生", "13905718823", "139 0571 8823", "１３９０５７１８８２３", "【姓名1】",
     "【手机号", "】", "【", "姓名：", "住在", "幸福路", "12号", "阳光花园", "3栋2单元", "501室", "反映", "此致", "敬礼", "王某某", " ", "张", "昨天王建国来了", "孙凯", "由", "买买提·", "的电话",
     "编号", "20240312001", "身份证", "11010519491231002X", "A", "县公安局", "，男，", "和", "\ud800", "\x01", "欧阳", "86", "-", "\u200b"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=24).map("".join))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_masking_is_exact_ordered_and_final(text: str):
    spans = find_personal(text)
    assert all(item.text == text[item.start : item.end] and item.text for item in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    masked = mask_text(text)
    assert unmask(masked.text, masked.keys) == text
    assert mask_text(masked.text).text == masked.text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("", ""),
        ("我叫张三，电话13905718823。", "我叫【姓名1】，电话【手机号1】。"),
        (
            "电话13905718823，139-0571-8823，+86 139 0571 8823，１３９０５７１８８２３",
            "电话【手机号1】，【手机号1】，【手机号1】，【手机号1】",
        ),
        ("村民张三、李四来访，张三先走。", "村民【姓名1】、【姓名2】来访，【姓名1】先走。"),
        ("我叫张三。张先生来过。", "我叫【姓名1】。【姓名1】先生来过。"),
        ("村民张三、张伟来访。张先生来过。", "村民【姓名1】、【姓名2】来访。【姓名3】先生来过。"),  # which of the two?
        ("村民【姓名1】和【姓名3】，另有村民张三、李四", "村民【姓名1】和【姓名3】，另有村民【姓名2】、【姓名4】"),
        ("身份证11010519491231002x，又11010519491231002X", "身份证【身份证号1】，又【身份证号1】"),
        ("村支书王某打了村民王某，王某跑了", "村支书王某打了村民【姓名1】，王某跑了"),  # which of the two ran is open
        ("我叫李强，局长李强推诿", "我叫【姓名1】，局长李强推诿"),
        ("电话0571-88231234和(0571)88231234", "电话【座机号1】和【座机号1】"),
    ],
)
def test_placeholders(text: str, masked: str):
    assert mask_text(text).text == masked


def test_one_numbering_over_several_texts():
    masker = Masker()
    masker.reserve("【姓名1】")
    first, second = masker.mask("我叫张三，张先生"), masker.mask("村民张三、李四和王先生")
    assert first.text == "我叫【姓名2】，【姓名2】先生"
    assert second.text == "村民【姓名2】、【姓名3】和【姓名4】先生"
    assert masker.mask("王先生").text == "【姓名5】先生"  # may be another Wang


def test_a_given_name_is_its_bearer():
    assert (
        mask_text("我叫马晓燕。晓燕家漏水，马女士急了。").text == "我叫【姓名1】。【姓名1】家漏水，【姓名1】女士急了。"
    )
    text = mask_text("我叫马晓燕，邻居李晓燕。晓燕家漏水。").text  # which of them, nobody knows
    assert text == "我叫【姓名1】，邻居【姓名2】。【姓名3】家漏水。"


def test_spans_may_be_given():
    assert Masker().mask("甲乙丙", [Personal(1, 2, "乙", "姓名")]).text == "甲【姓名1】丙"


def test_document_and_its_title():
    document, masked = mask_document(Document("a", "村民张三反映\n路坏了。", title="村民张三反映", genre="petition"))
    assert (document.text, document.title) == ("村民【姓名1】反映\n路坏了。", "村民【姓名1】反映")
    assert unmask(document.text, masked.keys) == "村民张三反映\n路坏了。"
    assert mask_document(Document("a", "路坏了", title="我叫张三"))[0].title == "我叫【姓名1】"


def test_an_excerpt_is_restored_as_well_as_can_be():
    masked = mask_text("电话13905718823、139 0571 8823，又13905718823。")
    assert unmask("【手机号1】", masked.keys) == "13905718823"
    assert unmask("【手机号1】" * 4, masked.keys).endswith("13905718823")
    assert unmask("【姓名9】", masked.keys) == "【姓名9】"
    assert unmask("【姓名1】", {"【姓名1】": []}) == "【姓名1】"


HOSTILE = ("1", "1 ", "张", "张三、", "【姓名1】", "我叫张三，", "村民", "住在幸福路12号", "小区3栋", "张先生", "1栋", "a.", "@a.", "花园", "村三组",
           "王建国", "王建国、", "由王建国", "等王建国", "买买提·", "阿依古丽·买", "\n张三", "，男，", "电话", "的电话138", "欧阳", "某", "李X", "一", "(0", "编号A1-", "老王说", "扎西", "丁·扎西", "小雨", "姓王", "局长王建国、李",
           "家住石门村三组1号，", "关于张三同志", "（真名张三", "卢广发，卢家", "退费王老师", "张某、")  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear(piece: str):
    assert_linear(find_personal, piece, 5_000)


def test_vocabulary_is_loaded_once_and_checked():
    assert personal_words() is personal_words()
    assert personal_words().surnames["王"] == "common"


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("given_characters.csv", "志,pair", "重复"),
        ("given_characters.csv", "建国,pair", "不是一个字"),
        ("given_characters.csv", "甴,last", "kind"),
        ("surnames.csv", "王王,common", "姓氏字数不对"),
        ("name_weights.csv", "后词=说,很大", "不是数"),
        ("given_odds.csv", "甴,1,无,1", "不是整数"),
        ("name_cues.csv", "邻座,near", "kind"),
    ],
)
def test_a_wrong_row_of_the_vocabulary_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, line: str, said: str
):
    shutil.copytree(paths.lexicon(), tmp_path / "corpora" / "lexicon")
    with (tmp_path / "corpora" / "lexicon" / table).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    monkeypatch.setenv("ZUOFENG_HOME", str(tmp_path))
    with pytest.raises(DataFileError, match=rf"{table} 第 \d+ 行.*{said}"):
        personal_words.__wrapped__()


def test_texts_from_outside_come_back():
    for path in outside_texts():
        text = path.read_text(encoding="utf-8")
        masked = mask_text(text)
        assert unmask(masked.text, masked.keys) == text
        assert mask_text(masked.text).text == masked.text
