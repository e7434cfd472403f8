"""How names are told: candidates, what is seen at them, the weights and how they are learned."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import paths
from pipeline.cli.main import main
from pipeline.errors import DataFileError
from pipeline.lexicon.personal_words import BIAS, personal_words
from pipeline.mask import find_personal
from pipeline.mask.marked_letters import OFFICIAL, marked_letters, read_marked
from pipeline.mask.name_candidates import candidates
from pipeline.mask.name_features import NameFeatures
from pipeline.mask.name_finder import NameFinder
from pipeline.mask.name_learning import examples, learn, learn_table, plain_examples
from pipeline.mask.name_model import likely_names, log_odds, probability
from pipeline.mask.personal import Claims
from pipeline.mask.reading import Reading

HELD_OUT = paths.names() / "held-out"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("王", []),
        ("王建国", ["王建", "王建国"]),
        ("欧阳雪梅", ["欧阳", "欧阳雪", "欧阳雪", "欧阳雪梅", "阳雪", "阳雪梅"]),  # which of them it is, weights decide
        ("江镇长", []),  # a post
        ("李孙女", ["李孙"]),
        ("这张祖宗", ["祖宗"]),  # a measure word
        ("王家庄", ["王家"]),
        ("王的狗", []),
        ("老葛", ["老葛"]),
        ("老姨", []),
        ("小雨", ["小雨"]),
        ("沙马阿依", ["沙马阿依"]),
        ("王\n建国", []),
        ("王AB", []),
    ],
)
def test_candidates(text: str, found: list[str]):
    assert [text[each.start : each.end] for each in candidates(text) if each.form != "只名"] == found


@given(st.text(alphabet="王李张欧阳建国小老阿雨扎西次仁局长，。的了 \n1A𠀀\ud800", max_size=40))
def test_names_lie_in_the_text_and_apart(text: str):
    reading, behind = Reading(text), 0
    for start, end in likely_names(reading):
        assert behind <= start < end <= len(text)
        behind = end


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("昨天王建国来了", ["王建国"]),
        ("多亏路过的陈志强把我妈背到卫生院", ["陈志强"]),
        ("刘桂英家的鸡全死了", ["刘桂英"]),
        ("证明人有周海燕、马建军", ["周海燕", "马建军"]),
        ("司马文静也在场", ["司马文静"]),
        ("吉克木呷没领到工钱", ["吉克木呷"]),
        ("高水平开放", []),
        ("张贴公告三天", []),
        ("金秀华庭三期没有通气", []),
        ("平安大街修路", []),
        ("黄金周人太多", []),
        ("方便群众办事", []),
        ("", []),
    ],
)
def test_likely_names(text: str, names: list[str]):
    assert [text[start:end] for start, end in likely_names(Reading(text))] == names


def test_nothing_is_seen_where_a_word_of_the_dictionary_reaches_over_an_edge():
    text = "经济高质量发展"
    found = [each for each in candidates(text) if text[each.start : each.end] == "高质"]
    assert found and NameFeatures(Reading(text), found).of(found[0]) == []


def test_weights_speak_for_and_against():
    weights = personal_words().name_weights
    assert weights[BIAS] < 0 < weights["后称=honorific"]
    assert weights["前连=2"] < 0
    assert probability(log_odds([], weights)) < probability(log_odds(["后称=honorific"], weights))


LETTERS = [
    read_marked(line)
    for line in (
        "{n:王建国}来过，{n:李秀英}没来。",
        "{f:张志强}局长说不管，{n:陈桂花}哭了。",
        "高兴地说，方便群众，平安无事。",
        "{n:刘海燕}和{n:周建军}都在。",
        "王府井的石桥坏了，马路上没人管。",
    )
]


def test_learning_from_marked_letters():
    rows = list(examples(LETTERS * 3))
    assert {name for _, name in rows} == {True, False}
    weights = learn(rows)
    assert next(iter(weights)) == BIAS
    assert weights["名类=pair，alone"] > 0 or weights["两字=2"] > 0


def test_letters_without_marks_teach_what_is_no_name():
    rows = list(plain_examples(["高兴地说，方便群众。", "老张来了"], {BIAS: -3.0}))
    assert rows and not any(name for _, name in rows)
    assert not any("形式=称呼" in features for features, _ in rows)  # 老张 may be a name
    assert not list(plain_examples(["王建国来了"], {BIAS: 3.0}))  # what is likely a name already is left out


def test_a_table_is_learned_and_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "letters.txt").write_text("{n:王建国}来过\\n{n:李秀英}没来\n# 注\n\n高兴地说\n" * 4, encoding="utf-8")
    monkeypatch.setattr("pipeline.mask.name_learning.corpus_texts", lambda: iter(["方便群众", "平安无事"]))
    table = tmp_path / "weights.csv"
    count = learn_table(tmp_path, table)
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "feature,weight" and lines[1].startswith(f"{BIAS},") and len(lines) == count + 1


def test_the_command_learns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    shutil.copytree(paths.lexicon(), tmp_path / "corpora" / "lexicon")
    (tmp_path / "corpora" / "names").mkdir()
    line = "{n:王建国}来过，{n:李秀英}没来，高兴地说\n"
    (tmp_path / "corpora" / "names" / "letters.txt").write_text(line * 4, encoding="utf-8")
    monkeypatch.setenv("ZUOFENG_HOME", str(tmp_path))
    try:
        assert main(["train", "--names", "--quiet"]) == 0
        table = tmp_path / "corpora" / "lexicon" / "name_weights.csv"
        assert len(table.read_text(encoding="utf-8-sig").splitlines()) < 500
        assert (tmp_path / "corpora" / "lexicon" / "given_odds.csv").read_bytes().count(b"\n") > 2_000
    finally:
        personal_words.cache_clear()


@pytest.mark.parametrize(
    ("line", "said"), [("{k:王}", "不认识的标记"), ("{n:王", "花括号"), ("王}", "花括号"), ("{n:}", "花括号")]
)
def test_a_wrong_mark_is_named(tmp_path: Path, line: str, said: str):
    (tmp_path / "letters.txt").write_text(f"好的\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"letters\.txt 第 2 行.*{said}"):
        list(marked_letters(tmp_path))


def test_the_letters_are_many_and_mixed():
    letters = list(marked_letters(paths.names()))
    kinds = [kind for _, spans in letters for _, _, kind in spans]
    assert len(letters) >= 1_000 and kinds.count("姓名") >= 2_000 and kinds.count(OFFICIAL) >= 500
    assert sum(not spans for _, spans in letters) >= 250


def test_the_weights_in_use_are_those_that_the_letters_teach(tmp_path: Path):
    table = tmp_path / "weights.csv"
    learn_table(table=table)
    learned = dict(line.rsplit(",", 1) for line in table.read_text(encoding="utf-8-sig").splitlines()[1:])
    used = personal_words().name_weights
    shared = [feature for feature in used if feature in learned]
    assert len(shared) >= 0.98 * max(len(used), len(learned))
    assert all(abs(used[feature] - float(learned[feature])) <= 0.1 for feature in shared)


def test_an_empty_name_is_taken_by_nobody():
    finder = NameFinder(Reading("张三来了"), Claims(4))
    assert not finder.add(2, 2)
    assert finder.add(0, 2) and finder.private == {"张三"}


NUMBERS = {"手机号", "座机号", "身份证号", "银行卡号", "微信号", "QQ号", "邮箱", "车牌号"}


@pytest.mark.parametrize(("kinds", "floor"), [({"姓名"}, 0.9), ({"住址"}, 0.75), (NUMBERS, 0.98)])
def test_recall_on_letters_that_nothing_was_learned_from(kinds: set[str], floor: float):
    wanted = found = 0
    for text, spans in marked_letters(HELD_OUT):
        masked = {(item.start, item.end) for item in find_personal(text)}
        own = {(start, end) for start, end, kind in spans if kind in kinds}
        wanted, found = wanted + len(own), found + len(own & masked)
    assert wanted >= 20 and found >= floor * wanted


def test_letters_without_personal_data_stay_as_they_are():
    plain = [text for text, spans in marked_letters(HELD_OUT) if not spans]
    assert len(plain) >= 12
    assert sum(bool(find_personal(text)) for text in plain) <= 1
