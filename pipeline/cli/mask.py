"""`zuofeng mask`: personal data of citizens replaced by placeholders, with a key file if one is asked for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.terminal import progress, say, show_failures

if TYPE_CHECKING:
    from pipeline.mask.cells import Keys
    from pipeline.records import Reject

_EXAMPLE = """示例：
  zuofeng mask 来信.docx --out 来信.脱敏.docx
  zuofeng mask 工单.xlsx --out 工单.脱敏.xlsx --key 工单.密钥.json
  zuofeng mask 来信/ --out 脱敏/"""


def add_parser(commands: Any) -> None:  # noqa: ANN401 — argparse keeps this type to itself
    """Declare the command and its options."""
    parser = commands.add_parser(
        "mask",
        help="把群众的个人信息换成占位符",
        description="把姓名、证件号、电话、住址等个人信息换成【姓名1】这样的占位符；单位、职务和带职务的姓名保留。",
        epilog=_EXAMPLE,
    )
    parser.add_argument("paths", nargs="+", metavar="路径", help="文件、表格或文件夹；- 为标准输入")
    parser.add_argument(
        "--out",
        required=True,
        metavar="文件",
        help="输出文件，格式随后缀；输入有几个时为目录；- 为把 JSON Lines 写到标准输出",
    )
    parser.add_argument("--key", metavar="文件", help="另存密钥文件（JSON，仅本人可读），凭它可还原；不给则不留原文")
    parser.add_argument("--text-column", default="", metavar="列名", help="正文列（默认按常用名查找）")
    parser.add_argument("--title-column", default="", metavar="列名", help="标题列（默认按常用名查找）")
    parser.add_argument("--force", action="store_true", help="输出或密钥文件已存在时覆盖")
    parser.add_argument("--quiet", action="store_true", help="不显示进度与小结")
    parser.set_defaults(run=main)


def main(options: argparse.Namespace) -> int:
    """Check outputs, mask, write the key, say how much; returns the exit status."""
    import sys

    from pipeline.masked_files.key_file import check_key_place, write_key
    from pipeline.masked_files.run import Columns, plan, run, write_rejects
    from pipeline.tables.schema import Column
    from pipeline.tables.write import refuse_existing, write_json_rows

    jobs = plan(options.paths, options.out)
    key = Path(options.key) if options.key else None
    if key:
        check_key_place(key, [job.path for job in jobs], [job.target for job in jobs if job.target], Path(options.out))
    refuse_existing([*(job.target for job in jobs if job.target), *([key] if key else [])], force=options.force)
    keys: Keys = {}
    rejects: list[Reject] = []
    masked = written = 0
    with progress("脱敏", len(jobs), quiet=options.quiet) as advance:
        for job in jobs:
            result = run(job, Columns(options.text_column, options.title_column, key is not None))
            rejects += result.rejects
            masked += result.masked
            written += bool(result.count)
            if key:
                keys |= result.keys
            if job.target is None and result.rows:
                write_json_rows(sys.stdout, result.rows, [Column(name, "str", name) for name in result.rows[0]])
            advance(1)
    if key:
        write_key(key, keys)
    say(f"共 {written} 个文件，换下 {masked} 项个人信息，{len(rejects)} 处未读成。", quiet=options.quiet)
    if rejects:
        write_rejects(options.out, rejects)
        show_failures([(item.source, item.reason, item.remedy) for item in rejects])
    return 1 if rejects else 0
