"""Which writer writes which suffix."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from pipeline.errors import UsageError
from pipeline.summary.markdown import write_markdown
from pipeline.summary.official import write_official
from pipeline.summary.page import write_page
from pipeline.summary.records import Summary
from pipeline.summary.template import open_template
from pipeline.summary.workbook import write_workbook

WRITERS: Final[dict[str, Callable[[Path, Summary], None]]] = {
    ".docx": write_official,
    ".xlsx": write_workbook,
    ".md": write_markdown,
    ".html": write_page,
}


def writer_of(path: Path, template: Path | None = None) -> Callable[[Path, Summary], None]:
    """The writer for a file's suffix; that of Word documents fills in the `template`, which is opened and checked here.

    Raises:
        UsageError: there is none, or it takes no template.
        TemplateFileError: the template is none.

    >>> writer_of(Path("汇总.md")).__name__
    'write_markdown'
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UsageError(f"--out 的后缀应为 {'、'.join(WRITERS)} 之一，得到“{path.name}”")
    if template is None:
        return writer
    if writer is not write_official:
        raise UsageError(f"--template 只用于 .docx，--out 是“{path.name}”")
    return partial(write_official, template=open_template(template))
