"""Cue words, clauses and who is spoken of: tables with near-misses, damage, and properties of the spans."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import paths
from pipeline.classify.cue_terms import document_cues
from pipeline.errors import DataFileError
from pipeline.lexicon import cues as module
from pipeline.lexicon.cues import ACTORS, CueFinder, Cues, cue_finder
from pipeline.lexicon.phrases import PhraseFinder, find_in_each
from pipeline.records import CATEGORIES
from pipeline.structure.clauses import split_clauses

_NONE = Cues(frozenset(), "", "")
_PIECES = st.text(alphabet="跑了趟管", min_size=1, max_size=3)
_CUES = st.tuples(
    st.one_of(_PIECES, st.builds("{}*{}".format, _PIECES, _PIECES)), st.sampled_from(("主动", "否定", *ACTORS))
)


def _read(text: str) -> Cues:
    return cue_finder().read([text]).get(0, _NONE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("反映了三回还是没人管", {"担当"}),
        ("为盖一个章跑了整整六趟", {"主动"}),
        ("跑了", set()),  # the tail of the cue is missing
        ("跑了一天也没有走到的地方离这里还有三趟", set()),  # more than ten characters between head and tail
        ("私分救灾款", {"规矩"}),
        ("今天天气不错", set()),
        ("", set()),
    ],
)
def test_categories_that_cues_point_to(text: str, found: set[str]):
    assert _read(text).groups & set(CATEGORIES) == found


@pytest.mark.parametrize(
    ("text", "actor", "last"),
    [
        ("镇政府和物业都来了", "两者", "私人"),
        ("物业赶走了城管", "两者", "公家"),
        ("房东涨价", "私人", "私人"),
        ("供电公司停电不通知", "公家", "公家"),  # the longer name counts, not 公司 in it
        ("供电公司和装修公司", "两者", "私人"),
        ("天黑了", "", ""),
        ("", "", ""),
    ],
)
def test_who_is_spoken_of(text: str, actor: str, last: str):
    cues = _read(text)
    assert (cues.actor, cues.last) == (actor, last)


def test_faint_cues_have_terms_of_their_own_and_speak_in_letters_only():
    [letter], [document] = document_cues([["街道等于没查"]]), document_cues([["街道等于没查"]], faint=False)
    assert letter == ("m:陈述", "k:疑似担当", "k:疑似担当|公家", "k:疑似担当|陈述", "k:疑")
    assert document == ("m:陈述", "k:无")


def test_a_clause_without_actor_takes_the_one_before():
    rows = document_cues([["物业来了一趟，", "乱收费。"]])
    assert "k:规矩|前私人" in rows[1]
    rows = document_cues([["街道来了一趟，", "乱收费。"]])
    assert "k:规矩|前公家" in rows[1]


def test_an_actor_is_not_carried_into_the_next_document():
    rows = document_cues([["物业来了一趟，"], [], ["乱收费。"]])
    assert "k:规矩|前" in rows[1]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("懒散,磨洋工,", "group"),
        ("担当,没*人*管,", "写法"),
        ("担当,*管,", "写法"),
        ("担当,没人*,", "写法"),
    ],
)
def test_bad_rows_name_file_and_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, said: str):
    (tmp_path / "cues.csv").write_text(f"group,words,note\n担当,没人管,\n{row}\n", encoding="utf-8-sig")
    monkeypatch.setattr(paths, "lexicon", lambda: tmp_path)
    with pytest.raises(DataFileError, match=rf"cues\.csv 第 3 行.*{said}"):
        module.cue_finder.__wrapped__()


@given(
    st.lists(_CUES, min_size=1, max_size=5),
    st.dictionaries(_PIECES, st.integers(1, 3), max_size=6),
    st.lists(st.text(alphabet="跑了趟管，", max_size=20), max_size=5),
)
def test_which_piece_goes_first_changes_nothing(
    cues: list[tuple[str, str]], common: dict[str, int], clauses: list[str]
):
    one, other = CueFinder(cues), CueFinder(cues, common)
    assert one.read(clauses) == other.read(clauses)
    for clause in clauses:
        assert sorted(set(one.find(clause))) == sorted(set(other.find(clause)))


@given(st.text(alphabet="跑了趟没人管局，。*ab ", max_size=40))
def test_spans_of_cues_lie_in_the_text(text: str):
    for start, end, _ in cue_finder().find(text):
        assert 0 <= start < end <= len(text)


def test_a_lone_surrogate_moves_no_span():
    assert CueFinder([("没人管", "担当")]).find("\ud800没人管\udc00") == [(1, 4, "担当")]
    assert PhraseFinder([("没人管", 1)]).find("\ud800没人管") == [(1, 4, 1)]


def test_a_hostile_run_takes_linear_work():
    finder = CueFinder([("跑了*趟", "主动"), ("跑", "主动")])
    assert sum(1 for _ in finder.find("跑了" * 50_000)) == 50_000


def test_a_hostile_run_of_names_takes_linear_work():
    assert document_cues([["物业局" * 50_000]]) == [("m:陈述", "k:无")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("跑跑了趟趟", [(0, 4), (0, 5), (1, 4), (1, 5)]),  # 跑*趟 and 跑了*趟趟: of each tail behind a head the nearest
        ("跑一二三四五六七八九十趟", [(0, 12)]),
        ("跑一二三四五六七八九十百趟", []),
        ("跑了趟跑趟趟", [(0, 3), (0, 6), (3, 5), (3, 6)]),
    ],
)
def test_pieces_of_cues_whichever_is_longer(text: str, found: list[tuple[int, int]]):
    finder = CueFinder([("跑*趟", "主动"), ("跑*趟趟", "担当")])
    assert sorted((start, end) for start, end, _ in finder.find(text)) == found


@given(
    st.lists(_CUES, min_size=1, max_size=5), st.lists(st.text(alphabet="跑了趟管，\n\ud800a", max_size=20), max_size=5)
)
def test_what_is_read_of_many_clauses_is_found_in_each(cues: list[tuple[str, str]], clauses: list[str]):
    finder = CueFinder(cues)
    read = finder.read(clauses)
    for at, clause in enumerate(clauses):
        groups = {group for _, _, group in finder.find(clause)}
        assert read.get(at, _NONE).groups == groups - set(ACTORS)
        assert (read.get(at, _NONE).actor != "") == (not groups.isdisjoint(ACTORS))


@given(st.lists(st.text(alphabet="推诿扯皮球踢\n", max_size=12), max_size=6))
def test_phrases_of_texts_in_one_pass_are_those_of_each(texts: list[str]):
    finder = PhraseFinder([("推诿", 1), ("推诿扯皮", 2), ("皮球", 3), ("踢皮球", 4)])
    found = find_in_each(texts, finder.find)
    assert [found.get(at, []) for at in range(len(texts))] == [finder.find(text) for text in texts]


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("灯坏了三个月，一直没有人来修理，请处理。", ["灯坏了三个月，", "一直没有人来修理，请处理。"]),
        ("您好，我想咨询一下社保怎么转移。", ["您好，我想咨询一下社保怎么转移。"]),
        ("理由如下：手续不全，所以不予办理。", ["理由如下：手续不全，", "所以不予办理。"]),
        ("没有标点的一句话", ["没有标点的一句话"]),
        ("一二三四五，，六七", ["一二三四五，，六七"]),
        ("一二三四五六，七八九", ["一二三四五六，七八九"]),
        ("，一二三四五六七，一二三四五六七", ["，一二三四五六七，", "一二三四五六七"]),
        ("一二三\n四五六七，八九十一二三四", ["一二三\n四五六七，", "八九十一二三四"]),
        ("，，，", ["，，，"]),
        ("", []),
    ],
)
def test_clauses(sentence: str, clauses: list[str]):
    assert split_clauses(sentence) == clauses


@given(st.text(alphabet="一二三，。：；！？… \nab", max_size=60))
def test_clauses_cover_the_sentence_without_gap(sentence: str):
    assert "".join(split_clauses(sentence)) == sentence
