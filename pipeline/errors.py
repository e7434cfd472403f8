"""Exceptions of the project; each owns its Chinese wording, so that raise sites only pass the facts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_NAMED = 20  # letters that a message lists


class ZuofengError(Exception):
    """Base of every error that a user can cause and mend; the command line prints it without a traceback.

    Workers hand theirs back by pickling, which would call the class again with the ready message alone.
    """

    def __reduce__(self) -> tuple[object, ...]:
        return _remade, (type(self), self.args), self.__dict__


def _remade(kind: type[ZuofengError], given: tuple[object, ...]) -> ZuofengError:
    return kind.__new__(kind, *given)


class UnreadableError(ZuofengError):
    """A file or row that cannot be read. `reason` and `remedy` become a row of the `rejects` table."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}。{remedy}")
        self.reason = reason
        self.remedy = remedy


class DataFileError(ZuofengError):
    """A row of the project's own data (lexicon, taxonomy, corpus) that breaks its schema."""

    def __init__(self, path: Path, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{path.name} 第 {line} 行：{problem}。{remedy}")


class ModelError(ZuofengError):
    """A model folder that is missing, damaged, or does not fit this program."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(f"模型 {folder.name}：{problem}。请运行 make train 重新训练，或换一个模型目录。")


class OutputExistsError(ZuofengError):
    """An output that exists already and `--force` was not given."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"输出 {path} 已存在。加 --force 覆盖，或换一个 --out。")


class ColumnError(UnreadableError):
    """A table without a column that holds the letters' text."""

    def __init__(self, wanted: str, seen: Sequence[str], option: str) -> None:
        names = "、".join(name for name in seen if name) or "（无）"
        super().__init__(
            f"表中找不到{wanted}列，见到的列：{names}",
            f"请用 {option} 指明列名，或把列名改成常用名（如 留言详情、正文）",
        )


class TemplateFileError(ZuofengError):
    """A Word template that does not open, or a tag in it that is wrong."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        super().__init__(f"模板 {name}：{problem}。{remedy}。")


class UsageError(ZuofengError):
    """A wrong combination of options; exit status 2."""


class ResumeError(ZuofengError):
    """A run that cannot be taken up again, or one that is in the way."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}。{remedy}。")


class DisclosureError(ZuofengError):
    """An export to a unit that would show it who accuses it."""

    def __init__(self, unit: str, letters: Sequence[str]) -> None:
        named = "、".join(letters[:_NAMED]) + (f"等 {len(letters)} 件" if len(letters) > _NAMED else "")
        super().__init__(
            f"其中反映“{unit}”的信访件不能原样交给该单位：{named}。《信访工作条例》第三十条、第四十六条禁止把检举控告材料"
            "透露、转给被检举控告的单位和人员。请加 --mask 脱敏后再导出，或先把这些件挑出来。"
        )
