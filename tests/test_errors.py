"""Errors come back from workers as they were raised there."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pipeline.errors import (
    ColumnError,
    DataFileError,
    DisclosureError,
    ModelError,
    OutputExistsError,
    ResumeError,
    TemplateFileError,
    UnreadableError,
    UsageError,
    ZuofengError,
)


@pytest.mark.parametrize(
    "error",
    [
        UnreadableError("正文为空", "请补上正文"),
        DataFileError(Path("cues.csv"), 3, "没有词", "请补上"),
        ModelError(Path("默认"), "缺文件"),
        OutputExistsError(Path("结果.csv")),
        ColumnError("正文", ["编号"], "--text-column"),
        TemplateFileError("模板.docx", "打不开", "请换一个"),
        UsageError("没有分词引擎"),
        ResumeError("没有可以接着做的运行", "从头开始"),
        DisclosureError("区住建局", ["1", "2"]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_comes_through_pickling_whole(error: ZuofengError):
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert (str(back), vars(back)) == (str(error), vars(error))


def test_remedy_is_kept():
    back = pickle.loads(pickle.dumps(UnreadableError("正文为空", "请补上正文")))
    assert (back.reason, back.remedy) == ("正文为空", "请补上正文")
