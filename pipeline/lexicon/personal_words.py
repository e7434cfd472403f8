"""Vocabulary of masking, from corpora/lexicon: surnames, posts, cues of names, numbers and homes, words that are no names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.lexicon.tables import choice, read_table, words

SURNAME_KINDS: Final = ("common", "rare", "function", "compound", "word")
CUE_KINDS: Final = ("label", "self", "person", "kin", "rank", "honorific", "group", "joint")
NO_NAME_KINDS: Final = ("word", "public")
GIVEN_KINDS: Final = ("alone", "pair", "first")
BIAS: Final = "底数"  # the weight that every candidate for a name has
NUMBER_KINDS: Final = ("身份证号", "银行卡号", "座机号", "微信号", "QQ号", "护照号", "工单号", "邮编", "无关")
HOME_KINDS: Final = ("compound", "home", "elsewhere", "venue")


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """All tables of masking; `surnames` and `given` (characters of given names) map to kinds, the others group words by use."""

    surnames: dict[str, str]
    surname_words: dict[str, str]  # those and others that are words far more often (原, 门)
    given: dict[str, str]
    given_odds: dict[str, tuple[int, int, int]]  # first of two, last of two, alone: log-odds against other text
    name_parts: frozenset[str]  # of names that write the sounds of other tongues
    name_weights: dict[str, float]  # of the features by which names are told
    posts: frozenset[str]
    # Of posts that firms have too: words of such firms, and of the public bodies with such a post.
    private_posts: dict[str, tuple[re.Pattern[str], re.Pattern[str]]]
    offices: frozenset[str]  # whoever is named behind one, 派出所的X, is an official
    name_cues: dict[str, frozenset[str]]
    callings: frozenset[str]  # posts, and words for kin and other persons: no given names
    no_names: frozenset[str]  # words that begin like a name, and persons of public life or history
    public: frozenset[str]  # the latter alone
    followers: frozenset[str]  # what stands behind a name and is no part of it
    number_cues: dict[str, frozenset[str]]
    homes: dict[str, frozenset[str]]


def _words(table: str, *columns: str) -> frozenset[str]:
    """The first column of a table of these columns."""
    return frozenset(row[columns[0]] for _, row in read_table(paths.lexicon() / table, columns))


def _grouped(table: str, columns: tuple[str, str], kinds: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Words of a table by kind; a word may be of several kinds."""
    path = paths.lexicon() / table
    found: dict[str, set[str]] = {kind: set() for kind in kinds}
    for line, row in read_table(path, columns):
        found[choice(path, line, row, columns[1], kinds)].add(row[columns[0]])
    empty = [kind for kind, words in found.items() if not words]
    if empty:
        raise DataFileError(path, 0, f"没有种类为 {'、'.join(empty)} 的词", f"请从版本库恢复 {table}")
    return {kind: frozenset(words) for kind, words in found.items()}


def _given() -> dict[str, str]:
    path = paths.lexicon() / "given_characters.csv"
    found: dict[str, str] = {}
    for line, row in read_table(path, ("character", "kind")):
        if len(row["character"]) != 1 or row["character"] in found:
            raise DataFileError(path, line, "不是一个字，或与前面重复", "一行一个字，同一个字只写一次")
        found[row["character"]] = choice(path, line, row, "kind", GIVEN_KINDS)
    return found


def _any_of(cell: str) -> re.Pattern[str]:
    """Expression for any word of a list cell; an empty one is found nowhere."""
    return re.compile("|".join(map(re.escape, words(cell))) or r"(?!)")


def _odds() -> dict[str, tuple[int, int, int]]:
    path = paths.lexicon() / "given_odds.csv"
    found: dict[str, tuple[int, int, int]] = {}
    for line, row in read_table(path, ("character", "first", "last", "alone")):
        try:
            found[row["character"]] = (int(row["first"]), int(row["last"]), int(row["alone"]))
        except ValueError:
            raise DataFileError(path, line, "不是整数", "first、last、alone 三列各写一个整数") from None
    return found


def _weights() -> dict[str, float]:
    path = paths.lexicon() / "name_weights.csv"
    found: dict[str, float] = {}
    for line, row in read_table(path, ("feature", "weight")):
        try:
            found[row["feature"]] = float(row["weight"])
        except ValueError:
            raise DataFileError(path, line, f"权重“{row['weight']}”不是数", "写一个小数，如 0.35 或 -1.2") from None
    if BIAS not in found:
        raise DataFileError(path, 0, f"没有“{BIAS}”一行", "请从版本库恢复，或运行 make names")
    return found


@cache
def personal_words() -> PersonalWords:
    """Load and check all tables of masking once.

    Raises:
        DataFileError: a row breaks its schema, or a kind has no word.

    >>> personal_words().surnames["欧阳"], "局长" in personal_words().posts
    ('compound', True)
    """
    path = paths.lexicon() / "surnames.csv"
    surnames: dict[str, str] = {}
    for line, row in read_table(path, ("surname", "kind")):
        kind = choice(path, line, row, "kind", SURNAME_KINDS)
        if len(row["surname"]) != (2 if kind == "compound" else 1):
            raise DataFileError(path, line, "姓氏字数不对", "单姓一个字，复姓（compound）两个字")
        surnames[row["surname"]] = kind
    surname_words = dict(surnames)
    surnames = {name: kind for name, kind in surnames.items() if kind != "word"}
    posts = _words("official_posts.csv", "post")
    cues = _grouped("name_cues.csv", ("cue", "kind"), CUE_KINDS)
    callings = posts.union(*(cues[kind] for kind in ("honorific", "kin", "person")))
    cues["kin"] |= cues.pop("rank")  # 老三, 二妹: kin too, but also given names
    no_names = _grouped("not_names.csv", ("word", "kind"), NO_NAME_KINDS)
    return PersonalWords(
        surnames=surnames,
        surname_words=surname_words,
        given=_given(),
        given_odds=_odds(),
        name_parts=_words("name_parts.csv", "part", "people"),
        name_weights=_weights(),
        posts=posts,
        private_posts={
            row["post"]: (_any_of(row["private"]), _any_of(row["public"]))
            for _, row in read_table(paths.lexicon() / "private_posts.csv", ("post", "private", "public"))
        },
        offices=_words("public_offices.csv", "office"),
        name_cues=cues,
        callings=callings,
        no_names=no_names["word"] | no_names["public"],
        public=no_names["public"],
        followers=_words("name_followers.csv", "word"),
        number_cues=_grouped("number_cues.csv", ("cue", "type"), NUMBER_KINDS),
        homes=_grouped("home_words.csv", ("word", "kind"), HOME_KINDS),
    )
