"""Vocabulary as data: the real tables load, broken ones name file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.extract.comparison import _words as comparisons
from pipeline.extract.letter_roles import _words as letter_words
from pipeline.extract.measures import fixed_phrases, measures
from pipeline.lexicon.cues import common_pieces
from pipeline.lexicon.ledger_words import ledger_words
from pipeline.lexicon.phrases import PhraseFinder
from pipeline.lexicon.tables import digest, read_table, simplified, words
from pipeline.lexicon.taxonomy import load_taxonomy, taxonomy
from pipeline.lexicon.unit_words import unit_words
from pipeline.readers.columns import aliases
from pipeline.records import CATEGORIES
from pipeline.structure.genre import _rules
from pipeline.text.tokens import user_words

LOADERS = [
    measures,
    fixed_phrases,
    unit_words,
    aliases,
    _rules,
    user_words,
    simplified,
    comparisons,
    letter_words,
    ledger_words,
]


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_real_tables_load(load):
    assert load()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("word\n推诿\n".encode("gb18030") + b"\xff", "UTF-8"),
        ("词\n推诿\n".encode(), "第 1 行：表头是 词"),
        (b"", "表头是 空"),
        ("word\n推诿,多余\n".encode(), "第 2 行：有 2 格"),
        ("word,part\n推诿,a\n,b\n".encode(), "第 3 行：word 为空"),
    ],
)
def test_broken_tables_name_file_and_line(tmp_path: Path, data: bytes, said: str):
    path = tmp_path / "words.csv"
    path.write_bytes(data)
    columns = ("word", "part") if b"part" in data else ("word",)
    with pytest.raises(DataFileError, match=said) as error:
        list(read_table(path, columns))
    assert "words.csv" in str(error.value)


def test_a_missing_table_is_named(tmp_path: Path):
    with pytest.raises(DataFileError, match="不存在"):
        list(read_table(tmp_path / "none.csv", ("word",)))


@pytest.mark.parametrize(
    ("table", "row", "load", "said"),
    [
        ("measure_words.csv", "打,打,dozen,12,\n", measures, "kind 为“dozen”"),
        ("measure_words.csv", "打,打,count,十二,\n", measures, "scale 为“十二”"),
        ("unit_suffixes.csv", "局,secret\n", unit_words, "type 为“secret”"),
        ("unit_suffixes.csv", "局,government\n", unit_words, "“局”重复"),
        ("cue_pieces.csv", "没人,多\n", common_pieces, "count 为“多”"),
        ("unit_joins.csv", "局里,外\n", unit_words, "“局里”不是一个字"),
        ("unit_joins.csv", "局,外\n", unit_words, "与前面重复"),
        ("unit_generic.csv", "各,tail\n", unit_words, "part 为“tail”"),
        ("columns.csv", "body,正文\n", aliases, "role 为“body”"),
        ("genres.csv", "poem,title,诗,1\n", _rules, "genre 为“poem”"),
        ("traditional.csv", "后面,後\n", simplified, "一字"),
        ("comparisons.csv", "翻番,double\n", comparisons, "use 为“double”"),
        ("comparisons.csv", "增长,up\n", comparisons, "“增长”重复"),
        ("letter_words.csv", "恳求,ask\n", letter_words, "use 为“ask”"),
    ],
)
def test_bad_rows_of_the_real_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, row: str, load, said: str
):
    shutil.copytree(paths.corpora(), tmp_path / "corpora", ignore=shutil.ignore_patterns("labelled", "samples"))
    with (tmp_path / "corpora" / "lexicon" / table).open("a", encoding="utf-8") as handle:
        handle.write(row)
    monkeypatch.setenv("ZUOFENG_HOME", str(tmp_path))
    with pytest.raises(DataFileError, match=said):
        load.__wrapped__()


def test_the_taxonomy_is_whole():
    tax = taxonomy()
    assert set(tax.titles) == set(CATEGORIES)
    assert len(tax.manifestations) >= 60
    for name in CATEGORIES:
        assert sum(m.category == name for m in tax.manifestations) >= 10
    assert tax.category_of("推诿扯皮") == "担当"
    assert tax.category_of("没有的") == ""
    assert len(tax.outcomes) >= 15


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('category = "大局"', 'category = "小局"', "小局"),
        ('form = "第一种形态"', 'form = "第九种形态"', "第九种形态"),
        ("version = 1", "version = = 1", "TOML"),
        ('title = "', 'titel = "', "缺 title"),
    ],
)
def test_a_broken_taxonomy_is_an_error(tmp_path: Path, old: str, new: str, said: str):
    path = tmp_path / "taxonomy.toml"
    text = (paths.corpora() / "taxonomy.toml").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=said):
        load_taxonomy(path)


def test_a_phrase_belongs_to_one_manifestation(tmp_path: Path):
    path = tmp_path / "taxonomy.toml"
    text = (paths.corpora() / "taxonomy.toml").read_text(encoding="utf-8")
    more = '\n[[manifestation]]\nname = "新"\ncategory = "主动"\nformal = ["推诿扯皮"]\ncolloquial = []\n'
    path.write_text(text + more, encoding="utf-8")
    with pytest.raises(DataFileError, match="只归一个表现"):
        load_taxonomy(path)


def test_phrases_longest_first_and_apart():
    finder = PhraseFinder([("推诿", 1), ("推诿扯皮", 2), ("皮球", 3), ("短", 4)])
    assert list(finder.find("推诿扯皮球推诿短")) == [(0, 4, 2), (5, 7, 1)]
    assert list(finder.find("")) == []


def test_cells_with_lists():
    assert words(" 甲、 乙、、") == ("甲", "乙")
    assert words("") == ()


def test_the_digest_sees_content_and_not_line_ends(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"word\n\xe7\x94\xb2\n")
    first = digest(tmp_path)
    (tmp_path / "a.csv").write_bytes(b"word\r\n\xe7\x94\xb2\r\n")
    assert digest(tmp_path) == first
    (tmp_path / "a.csv").write_bytes(b"word\n\xe4\xb9\x99\n")
    assert digest(tmp_path) != first
