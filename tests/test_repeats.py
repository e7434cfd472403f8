"""Repeats: which letters say the same thing, how sure that is, and what it costs."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from repeat_pairs import PAIRS

from pipeline.repeats import find_repeats, repeat_counts
from pipeline.repeats.same import same_matter, shared
from pipeline.repeats.trace import LONGEST, facts, trace, wording


def found(one: str, other: str) -> bool:
    return find_repeats([one, other]) == [0, 0]


def test_precision_and_recall_on_hand_made_pairs():
    answers = [(same, found(one, other)) for same, one, other in PAIRS]
    hits = sum(same and answer for same, answer in answers)
    assert len(PAIRS) >= 40
    assert hits / sum(answer for _, answer in answers) >= 0.95
    assert hits / sum(same for same, _ in answers) >= 0.95


@pytest.mark.parametrize(("same", "one", "other"), PAIRS)
def test_a_pair_is_judged_the_same_both_ways(same: bool, one: str, other: str):
    assert same_matter(trace(one), trace(other)) == same_matter(trace(other), trace(one)) == found(one, other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", set()),
        ("我们村的马路", set()),
        ("在李村修路", {"李村"}),
        ("清水镇石桥村", {"清水镇", "石桥村"}),
        ("欠款3.2万元", {"32000元"}),
        ("欠款３２０００元", {"32000元"}),
        ("欠三万二千块钱", {"32000元"}),
        ("一户一表，两家人", set()),
        ("打了8次电话，等了3个月", set()),
        ("电话13800000000", set()),
    ],
)
def test_facts(text: str, expected: set[str]):
    assert facts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("谢谢！", ""),
        ("尊敬的张书记：路灯坏了", "路灯坏了"),
        ("尊敬的老人没人管。", "尊敬的老人没人管"),
        ("2024年1月8日，路灯坏了", "路灯坏了"),
        ("路 灯，壞了", "路灯坏了"),
    ],
)
def test_wording(text: str, expected: str):
    assert wording(text) == expected


def test_letters_that_say_nothing_are_alone():
    assert find_repeats(["", "", "您好！", "谢谢", "。。。"]) == [0, 1, 2, 3, 4]
    assert find_repeats([]) == []
    assert find_repeats(["路灯"]) == [0]
    assert find_repeats(["路灯", "路灯", "路"]) == [0, 0, 1]


def letters(size: int, seed: int = 5) -> list[str]:
    """Letters of different matters, each told up to three times with slips."""
    chance = random.Random(seed)
    words = [
        "垃圾",
        "噪音",
        "工资",
        "补偿",
        "停车",
        "水管",
        "学校",
        "证件",
        "电梯",
        "河道",
        "路面",
        "井盖",
        "社保",
        "拆迁",
        "门禁",
    ]
    common = "的一是不了在人有我他这中大来上个们到说时地为子"
    made: list[str] = []
    while len(made) < size:
        base = "".join(
            chance.choice(words) + chance.choice(common) + chr(chance.randrange(0x4E00, 0x9000)) for _ in range(20)
        )
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(base))
            made.append(f"您好，{base[:at]}{chance.choice(common)}{base[at + 1 :]}。")
    return made[:size]


@settings(deadline=None, max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_partition_does_not_depend_on_order(chance: random.Random):
    texts = letters(40) + [text for _, *pair in PAIRS for text in pair]
    order = list(range(len(texts)))
    chance.shuffle(order)
    straight, shuffled = find_repeats(texts), find_repeats([texts[at] for at in order])
    back = [shuffled[order.index(at)] for at in range(len(texts))]
    assert len(set(zip(straight, back, strict=True))) == len(set(straight)) == len(set(back))


@given(st.lists(st.text(max_size=60), max_size=12))
@settings(deadline=None, max_examples=40)
def test_any_text_gets_a_cluster_and_ids_ascend(texts: list[str]):
    clusters = find_repeats(texts)
    assert len(clusters) == len(texts)
    assert list(dict.fromkeys(clusters)) == list(range(len(set(clusters))))


@given(st.sets(st.integers(0, 50)), st.sets(st.integers(0, 50)))
def test_shared_counts_as_sets_do(one: set[int], other: set[int]):
    arrays = [np.array(sorted(own), dtype=np.uint32) for own in (one, other)]
    assert shared(*arrays) == len(one & other)


def test_a_form_letter_sent_from_many_villages_is_many_matters():
    names = [f"{a}{b}" for a in "东西南北上下" for b in "湾坪坝岭"]
    texts = [
        f"{n}村征地{at + 3}亩，每亩补偿{20000 + at}元没有发，找谁都推，请查一查去向，尽快给我们发下来。"
        for at, n in enumerate(names)
    ]
    assert len(set(find_repeats(texts))) == len(texts)
    assert find_repeats([*texts, texts[3].replace("尽快", "赶快")])[-1] == 3


def test_ten_thousand_equal_letters_are_one_matter_and_fast():
    started = time.process_time()
    clusters = find_repeats(["东门路灯坏了半个月没人修，打电话也没人管，请尽快修好。"] * 10_000)
    assert set(clusters) == {0}
    assert time.process_time() - started < 20


def test_a_crowd_of_nearly_equal_letters_is_one_matter():
    base = "东门菜场占道经营堵得水泄不通，救护车都进不来，城管来了就散，走了又摆，请想个长久的办法。"
    marks = [chr(0x4E00 + at) for at in range(600)]
    assert len(set(find_repeats([base[: at % 40] + mark + base[at % 40 :] for at, mark in enumerate(marks)]))) == 1


@pytest.mark.parametrize("piece", ["村", "1", "一", "尊敬的", "0年", "您好", " ", "\ud800", "1元", "石桥村3元"])
def test_a_hostile_letter_costs_no_more_than_its_beginning(piece: str):
    text = piece * (2_000_000 // len(piece))
    started = time.process_time()
    assert len(trace(text).grams) <= LONGEST
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("clusters", "senders", "expected"),
    [
        ([], None, (0, 0, 0, 0, 0, 0)),
        ([0], None, (1, 1, 0, 0, 0, 0)),
        ([0, 0], None, (2, 1, 0, 0, 1, 1)),
        ([0, 0], ["甲", " 甲 "], (2, 1, 1, 0, 0, 1)),
        ([0, 0], ["甲", "乙"], (2, 1, 0, 1, 0, 1)),
        ([0, 0], ["甲", None], (2, 1, 0, 0, 1, 1)),
        ([0, 0], ["", ""], (2, 1, 0, 0, 1, 1)),
        ([0, 0, 0], ["甲", "乙", None], (3, 1, 0, 1, 0, 2)),
        ([0, 1, 0, 1], ["甲", "甲", "甲", "乙"], (4, 2, 1, 1, 0, 2)),
    ],
)
def test_counts(clusters: list[int], senders: list[str | None] | None, expected: tuple[int, ...]):
    counts = repeat_counts(clusters, senders)
    assert (
        counts.letters,
        counts.matters,
        counts.same_sender,
        counts.group,
        counts.unknown,
        counts.repeated_letters,
    ) == expected
    assert len(counts.kinds) == counts.matters


def test_senders_must_match_letters():
    with pytest.raises(ValueError, match="zip"):
        repeat_counts([0, 1], ["甲"])
