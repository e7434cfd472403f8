"""Why a human should look at an item of the summary: the mark 须核, kept for what reading the source can settle.

A mark on nearly every item is no mark. Each reason here names one thing to check, and what the page shows anyhow is no
reason: the confidence stands beside every item as a figure; a masked unit (有的单位) is what the source says and stands in
its column; a unit that a task names answers the question who. The reasons:

- 未必是问题, 类别把握不足: probability of a problem, or of its main category, below `SURE_PROBLEM` and `SURE_CATEGORY`. On the
  out-of-fold judgments of the corpora (models/default/held-out.jsonl, 3225 sentences judged problems) these cut-offs mark
  29 %; the main category is wrong in 55 % of the marked ones and in 16 % of the others, and no problem at all are 5 % of
  those. The mark of `analyze` (needs_review) counts two likely categories as well. Only the sentence that is shown counts, not headlines and rows that repeat it.
- 类别未定, 责任单位不明: nothing was found, and nothing in the tasks says it.
- 措施按单位或次序对应: nothing but the unit, or the place in a list that is hardly linked else, speaks for the link; a task that
  says it rights a wrong (整改, 问责, 自查) is taken for its unit's only problem without a mark.
- 时限待定: words of a limit, of which no day can be made (no date in the document); standing, recurring, and limits from an
  event have none by nature.
- 几处合并，是否同一问题: sentences in different words were merged and one of them is only somewhat like the shown one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.summary.due import lacks_day
from pipeline.summary.merging import surely_alike
from pipeline.summary.records import Source

SURE_PROBLEM: Final = 0.55
SURE_CATEGORY: Final = 0.35


def doubts(sources: Sequence[Source]) -> Iterable[str]:
    """Reasons to look at the item of these sources, in Chinese; the first source is the one shown.

    >>> from pipeline.records import Sentence
    >>> told = Sentence(0, 0, 5, "电话没人接")
    >>> list(doubts([Source(1, "a.txt", "", "", told, "主动", ("主动",), "", 0.9, 0.8, units=("区民政局",))]))
    []
    >>> list(doubts([Source(1, "a.txt", "", "", told, "主动", ("主动",), "", 0.5, 0.3)]))
    ['未必是问题', '类别把握不足', '责任单位不明']
    """
    shown = sources[0]
    told = [source for source in sources if not source.headline] or list(sources)
    tasks = [task for source in sources for task in source.tasks]
    if shown.confidence < SURE_PROBLEM:
        yield "未必是问题"
    if not shown.category:
        yield "类别未定"
    elif shown.certainty < SURE_CATEGORY:
        yield "类别把握不足"
    if not any(source.units or source.masked_units for source in told) and not any(task.who for task in tasks):
        yield "责任单位不明"
    if any(task.by_unit for task in tasks):
        yield "措施按单位或次序对应"
    if any(lacks_day(task.due_text) for task in tasks if not task.due):
        yield "时限待定"
    if any(source is not shown and not surely_alike(shown, source) for source in told):
        yield "几处合并，是否同一问题"
