"""The columns of every table: name, type, Chinese header. The contract with users; only ever add at the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from pipeline.records import CATEGORIES

Type = Literal["str", "int", "float", "bool", "list"]
SEPARATOR: Final = "；"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in code and CSV, its type, its header in the workbook."""

    name: str
    type: Type
    header: str


def _columns(*given: tuple[str, Type, str]) -> tuple[Column, ...]:
    return tuple(Column(*column) for column in given)


PROBABILITIES: Final = _columns(*((f"p_{name}", "float", f"{name}概率") for name in CATEGORIES))

DOCUMENTS: Final = _columns(
    ("doc_id", "str", "文档编号"), ("source", "str", "来源"), ("title", "str", "标题"), ("genre", "str", "体裁"), ("date", "str", "日期"),
    ("issuer", "str", "发文单位"), ("characters", "int", "字数"), ("sentences", "int", "句数"), ("problems", "int", "问题数"),
    ("primary_category", "str", "主类别"), ("categories", "list", "类别"),
)  # fmt: skip
SENTENCES: Final = (
    *_columns(
        ("doc_id", "str", "文档编号"), ("sentence_id", "int", "句号"), ("start", "int", "起"), ("end", "int", "止"), ("text", "str", "原文"),
        ("section", "str", "所在标题"), ("kind", "str", "性质"), ("kind_score", "float", "把握"), ("categories", "list", "类别"),
    ),
    *PROBABILITIES,
)  # fmt: skip
PROBLEMS: Final = _columns(
    ("doc_id", "str", "文档编号"), ("problem_id", "int", "问题号"), ("sentence_id", "int", "句号"), ("start", "int", "起"), ("end", "int", "止"),
    ("text", "str", "具体问题"), ("category", "str", "主类别"), ("categories", "list", "类别"), ("manifestation", "str", "表现"),
    ("confidence", "float", "把握"), ("needs_review", "bool", "需复核"), ("evidence", "list", "依据词"), ("units", "list", "涉及单位"),
    ("counts", "list", "涉及数量"), ("outcomes", "list", "处理结果"), ("is_example", "bool", "是否案例"),
)  # fmt: skip
UNITS: Final = _columns(
    ("doc_id", "str", "文档编号"), ("problem_id", "int", "问题号"), ("start", "int", "起"), ("end", "int", "止"), ("text", "str", "原文写法"),
    ("name", "str", "单位"), ("type", "str", "类型"), ("level", "str", "层级"), ("role", "str", "角色"), ("masked", "bool", "匿名"),
)  # fmt: skip
COUNTS: Final = _columns(
    ("doc_id", "str", "文档编号"), ("problem_id", "int", "问题号"), ("start", "int", "起"), ("end", "int", "止"), ("text", "str", "原文写法"),
    ("value_min", "float", "最小值"), ("value_max", "float", "最大值"), ("unit", "str", "计量单位"), ("kind", "str", "种类"),
    ("what", "str", "所数事物"), ("unit_name", "str", "所属单位"), ("part_of", "int", "其中之一（整体序号）"), ("masked", "bool", "匿名"),
    ("direction", "str", "升降"), ("base", "str", "比较基准"),
)  # fmt: skip
CASES: Final = _columns(
    ("doc_id", "str", "文档编号"), ("case_id", "int", "序号"), ("problem_id", "int", "问题号"), ("category", "str", "问题类别"),
    ("text", "str", "具体问题"), ("responsible_units", "list", "责任单位"), ("finders", "list", "发现单位"), ("handlers", "list", "承办单位"),
    ("victims", "list", "受害单位"), ("counts", "list", "涉及数量"), ("outcomes", "list", "处理情况"), ("forms", "list", "四种形态"),
    ("date_text", "list", "时间（原文）"), ("date_first", "str", "起日"), ("date_last", "str", "止日"), ("source", "str", "原文出处"),
    ("start", "int", "起"), ("end", "int", "止"),
)  # fmt: skip
OUTCOMES: Final = _columns(
    ("doc_id", "str", "文档编号"), ("problem_id", "int", "问题号"), ("start", "int", "起"), ("end", "int", "止"), ("text", "str", "原文写法"),
    ("name", "str", "处理结果"), ("form", "str", "四种形态"), ("unit_name", "str", "所属单位"), ("counts", "list", "数量"),
)  # fmt: skip
# 问题清单 as offices know it: headers, each with the column of `cases` behind it (序号 is the row's number).
CHECKLIST: Final = (
    ("问题类别", "category"), ("具体问题", "text"), ("责任单位", "responsible_units"), ("涉及数量", "counts"),
    ("处理情况", "outcomes"), ("原文出处", "source"),
)  # fmt: skip
REJECTS: Final = _columns(
    ("source", "str", "来源"), ("row", "int", "行"), ("reason", "str", "原因"), ("remedy", "str", "怎么办")
)
RESULTS: Final = (
    *_columns(("categories", "list", "类别"), ("primary_category", "str", "主类别")),
    *PROBABILITIES,
    *_columns(
        ("needs_review", "bool", "需复核"), ("evidence", "list", "依据句"), ("manifestations", "list", "表现"), ("units", "list", "涉及单位"),
        ("responsible_units", "list", "责任单位"), ("counts", "list", "涉及数量"), ("outcomes", "list", "处理结果"), ("error", "str", "错误"),
    ),
)  # fmt: skip

TABLES: Final = {
    "documents": DOCUMENTS,
    "sentences": SENTENCES,
    "problems": PROBLEMS,
    "units": UNITS,
    "counts": COUNTS,
    "rejects": REJECTS,
    "cases": CASES,
    "outcomes": OUTCOMES,
}
SHEETS: Final = {
    "problems": "问题",
    "documents": "文档",
    "units": "单位",
    "counts": "数量",
    "outcomes": "处理结果",
    "sentences": "句子",
    "rejects": "未读成的输入",
}

# How the workbook words the values that CSV keeps in English.
LABELS: Final[dict[str, dict[str, str]]] = {
    "genre": {"speech": "讲话", "notice": "通知通报", "minutes": "会议纪要", "inspection": "检查整改", "petition": "信访件", "other": "其他"},
    "sentence_kind": {"problem": "问题", "achievement": "成绩", "measure": "措施", "other": "其他"},
    "role": {"responsible": "责任单位", "handler": "承办单位", "supervisor": "督办单位", "affected": "受害单位", "mentioned": "提及"},
    "type": {
        "party": "党委", "government": "政府部门", "discipline": "纪检监督", "judicial": "法检", "township": "乡镇街道", "village": "村居",
        "park": "园区", "institution": "事业单位", "soe": "国企", "enterprise": "企业", "generic": "泛指", "other": "其他",
    },
    "level": {"central": "中央", "province": "省级", "city": "市级", "county": "县级", "township": "乡级", "village": "村级", "": ""},
    "direction": {"up": "上升", "down": "下降", "": ""},
    "count_kind": {
        "count": "计数", "money": "金额", "percent": "比例", "duration": "时长", "frequency": "次数", "rank": "名次", "area": "面积",
        "length": "长度", "weight": "重量", "other": "其他",
    },
}  # fmt: skip
