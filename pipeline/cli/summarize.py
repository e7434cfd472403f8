"""`zuofeng summarize`: minutes, notices, speeches in, one summary of their problems out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.cli.options import add_common
from pipeline.cli.terminal import progress, say, show_failures

_EXAMPLE = """示例：
  zuofeng summarize 会议纪要.docx --out 问题汇总.docx
  zuofeng summarize 纪要/ 通报/ --out 整改台账.xlsx --since 上月.xlsx
  zuofeng summarize 纪要/ --out 问题汇总.html --title 三季度作风问题汇总
  zuofeng summarize --save-template 本局模板.docx        # 取一份 Word 模板，用 Word 改版式和文字
  zuofeng summarize 纪要/ --out 问题汇总.docx --template 本局模板.docx"""


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "summarize",
        help="把纪要、通报、讲话汇成一份问题清单",
        description="读取文件和文件夹，把说同一件事的问题合并，配上措施、责任单位和时限，写成一份问题汇总。",
        epilog=_EXAMPLE,
    )
    parser.add_argument("paths", nargs="*", metavar="路径", help="文件或文件夹；- 为标准输入")
    parser.add_argument("--out", default="", metavar="文件", help="输出文件，格式随后缀：.docx .xlsx .md .html")
    parser.add_argument("--since", default="", metavar="文件", help="上一次写的 xlsx：标出新增、重复、已销号")
    parser.add_argument("--title", default="", metavar="标题", help="标题（默认 作风问题清单）")
    parser.add_argument("--mask", action="store_true", help="先脱敏再汇总：群众姓名、证件号、电话、住址换成占位符")
    parser.add_argument("--template", default="", metavar="文件", help="本单位改过的 Word 模板（只用于 .docx）")
    parser.add_argument("--save-template", default="", metavar="文件", help="把自带的 Word 模板存成文件，不作汇总")
    add_common(parser)
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Check the output, analyze, summarise, write, show; or only save the template. Returns the exit status."""
    from pipeline.errors import UnreadableError, UsageError
    from pipeline.parallel import analyze_many
    from pipeline.readers.registry import read_all
    from pipeline.records import Document, Reject
    from pipeline.report import whole_report
    from pipeline.summary.compose import summarise
    from pipeline.summary.earlier import read_earlier
    from pipeline.summary.formats import writer_of
    from pipeline.summary.overview import overview_lines
    from pipeline.tables.write import refuse_existing

    if options.save_template:
        return _save_template(Path(options.save_template), options)
    lacking = [name for name, given in (("路径", options.paths), ("--out", options.out)) if not given]
    if lacking:
        raise UsageError(f"缺少参数：{'、'.join(lacking)}。运行 zuofeng summarize --help 查看用法")
    target = Path(options.out)
    write = writer_of(target, Path(options.template) if options.template else None)
    refuse_existing([target], force=options.force)
    try:
        earlier = read_earlier(Path(options.since)) if options.since else None
    except UnreadableError as error:
        raise UsageError(str(error)) from error
    if options.mask:
        from pipeline.mask import mask_document
    rejects: list[Reject] = []
    own = {Path(name).resolve() for name in (options.out, options.since, options.template) if name}

    def documents() -> Iterator[Document]:
        for item in read_all(options.paths):
            if isinstance(item, Reject):
                rejects.append(item)
            elif Path(item.source.partition("#")[0]).resolve() not in own:
                yield mask_document(item)[0] if options.mask else item

    with progress("分析", None, quiet=options.quiet) as advance:
        reports = []
        for report in analyze_many(
            documents(), whole_report, model=options.model or "", tokenizer=options.tokenizer, jobs=options.jobs
        ):
            reports.append(report)
            advance(1)
    summary = summarise(reports, title=options.title, rejects=rejects, earlier=earlier)
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, summary)
    for line in overview_lines(summary):
        say(line, quiet=options.quiet)
    if rejects:
        show_failures([(reject.source, reject.reason, reject.remedy) for reject in rejects], where="输出的附录")
    say(f"已写入 {target}", quiet=options.quiet)
    return 1 if rejects else 0


def _save_template(target: Path, options: argparse.Namespace) -> int:
    from pipeline import paths
    from pipeline.errors import UsageError
    from pipeline.summary.official import save_template
    from pipeline.tables.write import refuse_existing

    if options.paths or options.out or options.template:
        raise UsageError("--save-template 只存模板，请不要同时给 路径、--out 或 --template")
    if target.suffix.lower() != ".docx":
        raise UsageError(f"--save-template 的后缀应为 .docx，得到“{target.name}”")
    refuse_existing([target], force=options.force)
    target.parent.mkdir(parents=True, exist_ok=True)
    save_template(target)
    fields = paths.templates() / "字段说明.md"
    say(f"模板已存为 {target}；可用 Word 修改，再用 --template 套用。字段说明见 {fields}", quiet=options.quiet)
    return 0
