"""Time limits against the real calendar (answers worked out by hand), what is none, spans, hostile runs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from pipeline import paths
from pipeline.errors import DataFileError
from pipeline.extract.deadlines import find_deadlines
from pipeline.extract.working_days import is_working_day, working_days_after
from pipeline.lexicon import deadline_words as vocabulary
from pipeline.records import DEADLINE_KINDS

MON = "2024-07-01"  # a Monday
# Base date, sentence, the phrase in it, day due, kind.
LIMITS = [
    # Ends of months, quarters, halves, years
    (MON, "住建局要在9月底前完成排查。", "9月底前", "2024-09-30", "date"),
    (MON, "月底前报结果。", "月底前", "2024-07-31", "date"),
    (MON, "各单位须于本月底前上报方案。", "本月底前", "2024-07-31", "date"),
    ("2024-02-05", "月底前补齐缺口。", "月底前", "2024-02-29", "date"),
    ("2023-02-05", "本月底之前补齐缺口。", "本月底之前", "2023-02-28", "date"),
    (MON, "下月10日前反馈。", "下月10日前", "2024-08-10", "date"),
    ("2024-12-20", "下月10日前反馈。", "下月10日前", "2025-01-10", "date"),
    (MON, "下个月底前把路修通。", "下个月底前", "2024-08-31", "date"),
    (MON, "该项目力争2025年5月底建成投用。", "2025年5月底", "2025-05-31", "date"),
    (MON, "桥梁年内开工。", "年内", "2024-12-31", "date"),
    (MON, "今年内清完名册。", "今年内", "2024-12-31", "date"),
    (MON, "年底前挂出同一块牌子。", "年底前", "2024-12-31", "date"),
    (MON, "今年年底前出台办法。", "今年年底前", "2024-12-31", "date"),
    (MON, "明年底前全部并网。", "明年底前", "2025-12-31", "date"),
    (MON, "2026年底前实现一网通办。", "2026年底前", "2026-12-31", "date"),
    ("2024-03-04", "上半年要拿出办法，上半年前落实。", "上半年前", "2024-06-30", "date"),
    ("2024-03-04", "须在上半年内兑现。", "上半年内", "2024-06-30", "date"),
    (MON, "要在三季度末实现共享。", "三季度末", "2024-09-30", "date"),
    ("2024-01-08", "一季度内公示结果。", "一季度内", "2024-03-31", "date"),
    ("2023-11-20", "一季度内公示结果。", "一季度内", "2024-03-31", "date"),
    (MON, "第四季度末前完成验收。", "第四季度末前", "2024-12-31", "date"),
    (MON, "本季度内销号。", "本季度内", "2024-09-30", "date"),
    (MON, "今年三季度前补齐台账。", "今年三季度前", "2024-09-30", "date"),
    (MON, "8月上旬前排出计划。", "8月上旬前", "2024-08-10", "date"),
    (MON, "10月中旬前见到成效，先报方案。", "10月中旬前", "2024-10-20", "date"),
    (MON, "明年六月前完成扫描。", "明年六月前", "2025-05-31", "date"),
    (MON, "2025年以前全部改造。", "2025年以前", "2024-12-31", "date"),
    (MON, "十月底以前，电梯跑起来。", "十月底以前", "2024-10-31", "date"),
    (MON, "要在本月内废止旧规定。", "本月内", "2024-07-31", "date"),
    (MON, "区司法局要在月内完成轮训。", "月内", "2024-07-31", "date"),
    # Days
    (MON, "请于8月15日前报送名单。", "8月15日前", "2024-08-15", "date"),
    (MON, "7月20号之前达到入住条件。", "7月20号之前", "2024-07-20", "date"),
    (MON, "须在2026年3月15日前修订办法。", "2026年3月15日前", "2026-03-15", "date"),
    (MON, "二〇二四年九月十五日前办结。", "二〇二四年九月十五日前", "2024-09-15", "date"),
    (MON, "８月３１日前归垫。", "８月３１日前", "2024-08-31", "date"),
    ("2023-12-20", "1月10日前交账。", "1月10日前", "2024-01-10", "date"),
    ("2024-07-10", "6月30日前整改未到位的，由纪委约谈。", "6月30日前", "2024-06-30", "date"),
    (MON, "请于7月5日17:00前反馈。", "7月5日17:00前", "2024-07-05", "date"),
    (MON, "限8月31日前归垫。", "8月31日前", "2024-08-31", "date"),
    (MON, "完成时间不得晚于9月20日。", "9月20日", "2024-09-20", "date"),
    (MON, "务必于8月2日交到办公室。", "8月2日", "2024-08-02", "date"),
    (MON, "这条渠要赶在9月1日通水。", "9月1日", "2024-09-01", "date"),
    (MON, "2月30日前完成。", "2月30日前", "", "date"),
    ("2023-11-01", "2月29日前完成。", "2月29日前", "2024-02-29", "date"),
    (MON, "请于25日前报送进展。", "25日前", "2024-07-25", "date"),
    ("2024-07-28", "请各县于25日前报送进展。", "25日前", "2024-08-25", "date"),
    (MON, "整改期限：2024.8.30", "2024.8.30", "2024-08-30", "date"),
    (MON, "完成时限｜2024-09-06｜住建局", "2024-09-06", "2024-09-06", "date"),
    ("", "请于2024年9月底前报结果。", "2024年9月底前", "2024-09-30", "date"),
    ("", "请于9月底前报结果。", "9月底前", "", "date"),
    # Weeks and days near by (2024-07-03 is a Wednesday)
    ("2024-07-03", "学校于本周五前完成清零。", "本周五前", "2024-07-05", "date"),
    ("2024-07-03", "请于周五下班前反馈。", "周五下班前", "2024-07-05", "date"),
    ("2024-07-03", "本周五下班前报到督查室。", "本周五下班前", "2024-07-05", "date"),
    ("2024-07-05", "请在周三前答复。", "周三前", "2024-07-10", "date"),
    ("2024-07-03", "下周三完成验收。", "下周三", "2024-07-10", "date"),
    ("2024-07-03", "下周一之前补完回信。", "下周一之前", "2024-07-08", "date"),
    ("2024-07-03", "漏发部分本周内补齐。", "本周内", "2024-07-07", "date"),
    ("2024-07-03", "方案周末前拿出。", "周末前", "2024-07-05", "date"),
    ("2024-07-06", "方案周末前拿出。", "周末前", "2024-07-12", "date"),
    ("2024-07-03", "下下周二前出具意见。", "下下周二前", "2024-07-16", "date"),
    ("2024-07-03", "星期四前回复。", "星期四前", "2024-07-04", "date"),
    ("2024-12-30", "本周五前答复。", "本周五前", "2025-01-03", "date"),
    ("2024-07-31", "明天完成清点。", "明天", "2024-08-01", "date"),
    ("2024-07-31", "后天上午提交名单。", "后天上午", "2024-08-02", "date"),
    ("2024-07-31", "明天下班前报数。", "明天下班前", "2024-08-01", "date"),
    ("2024-07-31", "今天下班前报数。", "今天下班前", "2024-07-31", "date"),
    # Holidays by the official calendar
    ("2024-09-12", "国庆前完成检修。", "国庆前", "2024-09-30", "date"),
    ("2023-09-12", "国庆节前完成检修。", "国庆节前", "2023-09-28", "date"),  # Mid-autumn begins the break on the 29th
    ("2024-01-08", "春节前把工资发完。", "春节前", "2024-02-09", "date"),
    ("2023-11-08", "明年春节前把工资发完。", "明年春节前", "2024-02-09", "date"),
    ("2024-10-20", "春节前兑现。", "春节前", "2025-01-27", "date"),
    ("2024-01-08", "春节后一周内报送总结。", "春节后一周内", "2024-02-24", "date"),
    ("2024-02-05", "节后一周内报送总结。", "节后一周内", "2024-02-24", "date"),
    ("2024-02-12", "节后一周内报送总结。", "节后一周内", "2024-02-24", "date"),
    ("2024-02-05", "节后3个工作日内报送总结。", "节后3个工作日内", "2024-02-20", "date"),  # 18 (Sunday, worked), 19, 20
    ("2024-02-05", "节后首个工作日完成点名。", "节后首个工作日", "2024-02-18", "date"),
    ("2024-04-10", "五一假期前清零。", "五一假期前", "2024-04-30", "date"),
    ("2024-05-20", "端午节前验收。", "端午节前", "2024-06-07", "date"),  # the break begins on Saturday 8
    ("2023-12-04", "元旦前销号。", "元旦前", "2023-12-29", "date"),
    ("2024-08-26", "节前拆除围挡。", "节前", "2024-09-14", "date"),  # Saturday, worked for Mid-autumn
    ("2023-09-12", "中秋、国庆节后两个工作日内上报。", "国庆节后两个工作日内", "2023-10-08", "date"),
    ("2040-09-12", "国庆前完成检修。", "国庆前", "", "date"),
    # Working days and other lengths
    ("2023-09-27", "请三个工作日内反馈。", "三个工作日内", "2023-10-08", "within"),  # 28; 7 and 8 October worked
    ("2023-09-28", "请5个工作日内反馈。", "5个工作日内", "2023-10-11", "within"),
    ("2024-02-08", "3个工作日内答复。", "3个工作日内", "2024-02-19", "within"),  # 9, 18, 19
    ("2024-02-02", "2个工作日内答复。", "2个工作日内", "2024-02-05", "within"),  # Sunday 4 worked
    ("2024-04-29", "三个工作日内报备。", "三个工作日内", "2024-05-07", "within"),  # 30, 6, 7
    ("2024-05-09", "3个工作日之内报备。", "3个工作日之内", "2024-05-13", "within"),  # 10, Saturday 11 worked, 13
    ("2024-04-26", "一个工作日内派单。", "一个工作日内", "2024-04-28", "within"),  # Sunday 28 worked
    ("2024-09-12", "三个工作日内反馈。", "三个工作日内", "2024-09-18", "within"),
    ("2024-09-29", "收到通知后10个工作日内报送整改方案。", "收到通知后10个工作日内", "2024-10-17", "within"),
    ("2024-07-01", "3至5个工作日内办结。", "3至5个工作日内", "2024-07-08", "within"),
    ("2024-07-20", "15日内提交报告。", "15日内", "2024-08-04", "within"),
    (MON, "一周内拿出整改方案。", "一周内", "2024-07-08", "within"),
    (MON, "在两周内见到结果。", "两周内", "2024-07-15", "within"),
    (MON, "半个月内修复。", "半个月内", "2024-07-16", "within"),
    (MON, "党组要在两个月内完成集中整改。", "两个月内", "2024-09-01", "within"),
    ("2023-12-31", "两个月内公开。", "两个月内", "2024-02-29", "within"),
    (MON, "三天之内清完。", "三天之内", "2024-07-04", "within"),
    (MON, "24小时内到场核实。", "24小时内", "2024-07-02", "within"),
    (MON, "72小时内恢复供电。", "72小时内", "2024-07-04", "within"),
    (MON, "两小时内报告。", "两小时内", "2024-07-01", "within"),
    (MON, "对该项目限期三个月整改。", "限期三个月", "2024-10-01", "within"),
    (MON, "重新打开、限期30日见底。", "限期30日", "2024-07-31", "within"),
    (MON, "即日起30日内拆除。", "即日起30日内", "2024-07-31", "within"),
    (MON, "各县（市、区）即日起三天内摸清底数。", "即日起三天内", "2024-07-04", "within"),
    (MON, "请于收到本意见之日起两个月内报送进展。", "收到本意见之日起两个月内", "2024-09-01", "within"),
    (MON, "会后一周内交书面说明。", "会后一周内", "2024-07-08", "within"),
    (MON, "自通知印发之日起5日内上报。", "自通知印发之日起5日内", "2024-07-06", "within"),
    (MON, "半年内必须完成搬迁。", "半年内", "2025-01-01", "within"),
    (MON, "要在一年内完成改造。", "一年内", "2025-07-01", "within"),
    (MON, "几天内给答复。", "几天内", "", "within"),
    (MON, "完成时限：15个工作日", "15个工作日", "2024-07-22", "within"),
    (MON, "三个月", "三个月", "2024-10-01", "within"),
    ("", "三个工作日内反馈。", "三个工作日内", "", "within"),
    # At once
    (MON, "要立即停用旧版文件。", "立即", MON, "immediate"),
    (MON, "一、立即上岗到位。", "立即", MON, "immediate"),
    (MON, "请马上核实。", "马上", MON, "immediate"),
    (MON, "各地须即刻排查。", "即刻", MON, "immediate"),
    (MON, "接到转办要第一时间回复。", "第一时间", MON, "immediate"),
    (MON, "整改时限：立行立改", "立行立改", MON, "immediate"),
    (MON, "立行立改", "立行立改", MON, "immediate"),
    (MON, "对小问题要即知即改。", "即知即改", MON, "immediate"),
    (MON, "能解决的要当场解决。", "当场", MON, "immediate"),
    (MON, "今后报修要当日派单。", "当日", MON, "immediate"),
    (MON, "函件须当天送达。", "当天", MON, "immediate"),
    ("", "要立即停用旧版文件。", "立即", "", "immediate"),
    (MON, "一经查实立即撤销表扬。", "立即", "", "event"),
    # For good
    (MON, "堆着的木头一周内粉碎完。", "一周内", "2024-07-08", "within"),
    (MON, "已经收取的于90日内全额退还。", "90日内", "2024-09-29", "within"),
    (MON, "民政局在今年6月底前依法追回。", "今年6月底前", "2024-06-30", "date"),
    (MON, "冬季之前必须让已进场的小区通水。", "冬季之前", "", "event"),
    (MON, "平台权限一周内放开。", "一周内", "2024-07-08", "within"),
    (MON, "请自收到本报告之日起60日内反馈。", "自收到本报告之日起60日内", "2024-08-30", "within"),
    (MON, "符合形式的，应当即时办结。", "即时", MON, "immediate"),
    (MON, "占用消防通道的当场拆除。", "当场", MON, "immediate"),
    (MON, "时限：长期坚持", "长期坚持", "", "standing"),
    (MON, "完成时限：长期", "长期", "", "standing"),
    (MON, "整改时限：持续推进", "持续推进", "", "standing"),
    (MON, "要常态化开展警示教育。", "常态化", "", "standing"),
    (MON, "（三）开门纠偏（长期坚持）。", "长期坚持", "", "standing"),
    (MON, "该项列入，须长期整改。", "长期整改", "", "standing"),
    # Tied to an event whose day is not said
    (MON, "汛期前完成清淤。", "汛期前", "", "event"),
    (MON, "入冬前必须通暖。", "入冬前", "", "event"),
    (MON, "开学前配齐校医。", "开学前", "", "event"),
    (MON, "雨雪封山之前完成便道保通。", "雨雪封山之前", "", "event"),
    (MON, "环评受理后20个工作日内办结。", "20个工作日内", "", "event"),
    (MON, "自接收之日起24小时内撤下。", "24小时内", "", "event"),
    # Again and again
    (MON, "各地每月10日前报送进展。", "每月10日前", "2024-07-10", "recurring"),
    ("2024-07-11", "各地每月10日前报送进展。", "每月10日前", "2024-08-10", "recurring"),
    ("2024-12-26", "请于每月25日前报送。", "每月25日前", "2025-01-25", "recurring"),
    (MON, "部门要于每季度末报送进展。", "每季度末", "2024-09-30", "recurring"),
    (MON, "每季末报送一次。", "每季末", "2024-09-30", "recurring"),
    (MON, "每月底前对账。", "每月底前", "2024-07-31", "recurring"),
    ("2024-07-03", "住建局每周五向市政府报进度。", "每周五", "2024-07-05", "recurring"),
    ("2024-07-06", "每周五下班前报进度。", "每周五下班前", "2024-07-12", "recurring"),
    (MON, "每年3月底前公开上年情况。", "每年3月底前", "2025-03-31", "recurring"),
    (MON, "完成时限：每季度", "每季度", "2024-09-30", "recurring"),
]  # fmt: skip

NOT_LIMITS = [
    "", "。", "5月3日召开推进会。", "该桥2023年底建成。", "2021年以前的活动没有下线。",
    "2010年前后一批楼盘停工。", "去年9月前就完成了更新。", "6月底前完成了站亭更新。", "截至9月底，全市共破获312起。",
    "张某，今年56岁，当前在镇里工作。", "前三名受到通报表扬。", "今年前三季度受理1200件。", "上半年前三名都在城区。",
    "未立即整改到位。", "镇里没有马上处理。", "该局不能第一时间到场。", "群众反映后已立即整改。", "立行立改的67项全部到位。",
    "巡察三组立行立改通知（第2号）。", "强化“马上就办”。", "不得以“持续推进”四字作答。", "长期存在的问题没人管。",
    "该站长期无人值守。", "问题长期得不到解决。", "营商环境持续改善。", "改革持续推进，成效明显。", "常态化疫情防控严密有效。",
    "国庆期间值班脱岗。", "春节期间违规收礼。", "节日期间加强值守。", "这件事拖了三个月。", "三个月没人管。", "电梯停了半年。",
    "两年内28次党组会没有研究。", "一年内没有主持过一次会议。", "半年内先后三次学习。", "同一周内被查两次。", "近三年内反复上访。",
    "过去两个月内投诉翻倍。", "三年内不得参与考务。", "一年内暂停受理挖掘申请。", "退回后三日内重报的只有22份。", "874件当场解决。",
    "检查当天无人在岗。", "副县长当场问了经过。", "镇里当天上午9时就已知情。", "立案当天就告知了申请人。", "三年前就建好的冷库。",
    "半年前就改到了信息中心。", "三天前他来过。", "日前，督查组到镇里走访。", "周三早上七点半，没人开门。", "上周三答复过群众。",
    "六个周末停在景区。", "连续十三周一模一样。", "每月领取补贴600元。", "每季度至少专题研究一次。", "各类会议每周三次。",
    "年底总结还是三条。", "到了月底才抄表。", "去年内部审计发现问题。", "汛期前后水位高。", "权限、期限、局限都要讲清楚。",
    "今天我讲三点。", "明天会更好。", "从下周一起全部打开。", "新规自9月1日起施行。", "一天内在两家拍了三次CT。",
    "办理时限压减50%以上。", "环节前移，季节前后用工多。", "请假三天内部消化。",
    "协议期限30年。", "即时通信工具要备案。", "所里当日办结67件。", "专项行动应当于十五日前公告。", "平均用时缩短到两小时以内。",
    "该中心年内先后过省级验收。", "7日内程序回复率为100%。", "上个月三分钟内扑灭火警5宗。", "31座是在一周之内立起来的。",
    "要把开学前最后十天用足。", "6月底前已完成整改的单位受到表扬。",
]  # fmt: skip


@pytest.mark.parametrize(("today", "text", "phrase", "due", "kind"), LIMITS, ids=lambda cell: str(cell)[:24])
def test_limits_against_the_calendar(today: str, text: str, phrase: str, due: str, kind: str):
    found = {limit.text: limit for limit in find_deadlines(text, today)}
    assert phrase in found, list(found)
    assert (found[phrase].due, found[phrase].kind) == (due, kind)


@pytest.mark.parametrize("text", NOT_LIMITS)
@pytest.mark.parametrize("today", [MON, ""])
def test_what_is_no_limit(text: str, today: str):
    assert [limit.text for limit in find_deadlines(text, today)] == []


def test_a_named_day_of_the_past_is_no_limit_unless_it_was_one():
    assert find_deadlines("该桥于2023年底前建成。", MON) == []
    assert [d.due for d in find_deadlines("省里要求该桥2023年底前建成。", MON)] == ["2023-12-31"]


def test_all_items_behind_a_label_count():
    text = "完成时限：第一项5月5日，第二项7月10日，第三项长期。记录：院办公室"
    assert [(d.text, d.due) for d in find_deadlines(text, "2024-04-20")] == [
        ("5月5日", "2024-05-05"),
        ("7月10日", "2024-07-10"),
        ("长期", ""),
    ]


def test_several_in_a_sentence():
    text = "各县3个工作日内甄别交办，9月底前办结；每月25日前报进度，并长期坚持。"
    assert [d.kind for d in find_deadlines(text, MON)] == ["within", "date", "recurring", "standing"]


def test_base_date_that_is_none():
    with pytest.raises(ValueError, match="isoformat"):
        find_deadlines("9月底前完成。", "2024年7月")


def test_days_that_no_calendar_has():
    assert find_deadlines("9999个工作日内办结，9月底前报送。", "9999-12-31")[0].due == ""
    assert [d.due for d in find_deadlines("明年底前完成，下周三前报送。", "9999-12-30")] == ["", ""]


def test_working_days():
    assert working_days_after(date(2024, 9, 30), 1) == date(2024, 10, 8)
    assert working_days_after(date(2050, 4, 29), 2) == date(2050, 5, 3)  # beyond the data: Monday to Friday
    assert is_working_day(date(2024, 10, 12))
    assert not is_working_day(date(2024, 10, 7))
    with pytest.raises(ValueError, match="工作日"):
        working_days_after(date(2024, 1, 2), 0)


PIECES = [phrase for _, _, phrase, _, _ in LIMITS] + [
    "，",
    "。",
    "完成时限：",
    "要",
    "完成",
    "了",
    "前",
    "内",
    "日",
    "9",
    "每",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=12).map("".join), st.dates())
def test_spans_and_days(text: str, base: date):
    found = find_deadlines(text, base.isoformat())
    assert all(text[d.start : d.end] == d.text and d.text.strip() for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(d.kind in DEADLINE_KINDS and (not d.due or date.fromisoformat(d.due)) for d in found)


@given(st.dates(date(1900, 1, 1), date(9000, 1, 1)), st.integers(1, 60))
def test_working_days_step_by_step(day: date, count: int):
    end = working_days_after(day, count)
    assert is_working_day(end)
    assert count == 1 or working_days_after(working_days_after(day, count - 1), 1) == end


@pytest.mark.parametrize(
    "run", ["每月", "9", "9月", "完成时限：", "收到本", "周", "未", "立即", "3至", "国庆", "年", "一", " ", "限期"]
)
def test_hostile_runs_are_linear(run: str):
    assert_linear(lambda text: find_deadlines(text, MON), run, 10_000)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("立即,soon,", "use"),
        ("立即,immediate,\r\n立即,immediate,", "重复"),
        ("要,duty,重点", "unless"),
        ("要" * 13 + ",duty,", "太长"),
    ],
)
def test_damaged_vocabulary_is_named(row: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "deadline_words.csv").write_text(f"word,use,unless\r\n{row}\r\n", encoding="utf-8-sig")
    monkeypatch.setattr(paths, "lexicon", lambda: tmp_path)
    with pytest.raises(DataFileError, match=complaint):
        vocabulary.deadline_words.__wrapped__()
