"""Letters told from documents by their language: where marks are missing, where they mislead, where a line is too short."""

from __future__ import annotations

import pytest

from pipeline.analyzer import Analyzer

# None bears a mark of genres.csv that settles it; the third and fourth bear one of a notice.
LETTERS = (
    "柳塘镇粮站门口那段路坑坑洼洼一直没修\n上个月我妈骑三轮车从那过翻了，胳膊摔断，花了八千多块钱，找了镇上两回都说快了快了，到现在还是老样子。",
    "石桥村低保是按什么评的\n我们队里有房有车的吃低保，真正揭不开锅的倒没有，问队长，他讲名单是去年定的改不了。",
    "对老城区限行措施的意见\n我每天送孩子上学要绕四公里，早上堵一个钟头，菜贩子进不来，菜价也涨了，能不能早晚放开两个小时。",
    "看了贵局的公示\n公示上说已经整改完了，我昨天去看还是一地垃圾，臭得没法开窗，拍了照片发在下面。",
)
DOCUMENTS = (
    "全区各级要把汛期安全摆在突出位置。各街道要落实包保责任，逐户排查危旧房屋，对低洼院落提前转移人员。区应急局牵头组织督查，对责任不落实的严肃问责。",
    "上半年，全市规模以上工业增加值同比增长6.2％，固定资产投资增长8.1％。部分县区项目推进迟缓，三个重点项目未按期开工，要素保障衔接不畅。",
)


@pytest.mark.parametrize("text", LETTERS)
def test_letters_without_marks_are_letters(analyzer: Analyzer, text: str):
    report = analyzer.analyze(text)
    assert report.front.genre == "petition"
    assert report.letter is not None


@pytest.mark.parametrize("text", DOCUMENTS)
def test_documents_without_marks_are_no_letters(analyzer: Analyzer, text: str):
    assert analyzer.analyze(text).front.genre != "petition"


def test_what_the_caller_says_stands(analyzer: Analyzer):
    assert analyzer.analyze(LETTERS[0], genre="minutes").front.genre == "minutes"


@pytest.mark.parametrize("text", ["", "。", "没人管。", "A" * 500])
def test_a_line_too_short_or_without_language_is_left_open(analyzer: Analyzer, text: str):
    assert analyzer.analyze(text).front.genre == "other"
