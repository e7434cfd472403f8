"""Hand-made reports and texts for the tests of summaries."""

from __future__ import annotations

from pipeline.records import Sentence
from pipeline.summary.records import Source

MINUTES = """专题会议纪要
时间：2026年5月12日上午
会议指出，区民政局婚姻登记窗口的咨询电话连打7次无人接听，群众白跑了三趟。区住建局对竣工备案材料提了三轮意见，每一轮都换一个人审，前后说法不一。
会议决定：
（一）区民政局5月20日前增设一部咨询电话，责任人：李科长。
（二）竣工备案由区住建局牵头，区行政审批局配合，5月底前公布一次性清单。
（三）区财政局做好经费保障。
"""

TABLE = """关于作风督查情况的通报
区城管局执法队员上班时间打牌，被督查组当场发现。
序号\t存在问题\t责任单位\t责任人\t整改措施\t完成时限
1\t执法队员上班时间打牌\t区城管局\t队长\t全员轮训，公布值班表\t2026年6月30日
2\t路灯不亮\t区路灯所\t所长\t逐盏检修\t长期坚持
"""


def source(
    text: str,
    *,
    document: int = 1,
    index: int = 0,
    category: str = "主动",
    units: tuple[str, ...] = (),
    date: str = "",
    **more: object,
) -> Source:
    """A source of which only the given matters."""
    more = {"confidence": 0.9, "certainty": 0.9} | more
    return Source(
        document=document,
        name=f"{document}.txt",
        title="",
        date=date,
        sentence=Sentence(index, 0, len(text), text),
        category=category,
        categories=(category,) if category else (),
        manifestation="",
        units=units,
        **more,  # type: ignore[arg-type]
    )
