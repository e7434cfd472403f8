"""Pairs of invented letters: the same matter told again (True), or another that looks like it (False)."""

from __future__ import annotations

_ROAD = "尊敬的领导：您好！我是青塘镇石桥村村民，我村通往小学的水泥路去年开挖后一直没有恢复，雨天全是泥坑，老人孩子摔了好几回，找镇里多次都说在研究，请问什么时候能修好？谢谢！"
_WAGE = "我们八个人2023年4月在云岭花园工地做木工，包工头陈某欠工资46000元至今不给，劳动监察大队让我们等通知，已经等了5个月没有任何答复，盼回复。"
_LIFT = "锦绣苑小区7号楼电梯坏了二十多天，物业说没有维修资金，社区说归物业管，住建局说归社区管，楼上有八十多岁的老人下不了楼，请问到底归谁管？"
_WINDOW = "我到政务大厅办营业执照变更，窗口的小姑娘低头玩手机，问一句答半句，材料跑了四趟才收齐，每次都说还差一样，为什么不能一次讲清楚？"
_DUST = "河东砂石厂夜里十二点还在作业，粉尘飘得满院子都是，窗户不敢开，打了环保热线，来人看了一眼就走了，之后照旧生产。"
_SUBSIDY = "我家在柳林村有耕地6亩，2022年的种粮补贴1260元一直没有到账，村会计说报上去了，农业农村局说名单里没有，互相推了三个月。"
_FORM = "我是{v}村民，{v}委会在{t}的安排下征用我家土地{a}亩，每亩补偿{m}元至今没有发放，找过村干部和镇里都没有结果，请求查清补偿款去向并尽快发放。"
_FEE = "{p}小区物业没有公示就把物业费从每平方米1.2元涨到{m}元，业主不同意就停门禁卡，请物价部门查处。"
_NOISE = "{p}楼下的烧烤店营业到凌晨三点，划拳声音很大，孩子第二天还要上学，报警后安静一会又开始，请管一管。"
_LONG = (
    "去年国庆以后我回到老家照顾父母，发现这里变化不小，路灯亮了，广场也修了。可是有一件事让人寒心。"
    + _LIFT
    + "另外小区门口的菜市场占道经营也比较严重，早晚高峰堵得厉害，希望一并整治，让居民生活得更方便一些，也算是给大家办了一件实事。"
)

PAIRS: list[tuple[bool, str, str]] = [
    # --- told again ---
    (True, _ROAD, _ROAD),
    (True, _ROAD, _ROAD.replace("尊敬的领导：您好！", "各位领导，打扰了。").replace("谢谢！", "盼回复。")),
    (True, _ROAD, _ROAD.replace("恢复", "回复").replace("泥坑", "泥吭").replace("研究", "研就")),
    (True, _ROAD, _ROAD.replace("，", " ").replace("。", " ").replace("！", "")),
    (True, _ROAD, "第二次反映：" + _ROAD.replace("好几回", "十几回").replace("多次", "无数次")),
    (True, _ROAD, _ROAD.replace("请问什么时候能修好？", "到底还修不修？给个准话。")),
    (True, _ROAD, "我是青塘镇石桥村的，通往小学的水泥路去年开挖后一直没有恢复，雨天全是泥坑，老人孩子摔了好几回，镇里总说在研究。"),
    (True, _WAGE, _WAGE.replace("5个月", "7个月").replace("盼回复", "请领导重视")),
    (True, _WAGE, _WAGE.replace("46000元", "四万六千元")),
    (True, _WAGE, _WAGE.replace("46000元", "4.6万元").replace("2023年4月", "去年四月份")),
    (True, _WAGE, _WAGE.replace("我们八个人", "我和工友们").replace("没有任何答复", "还是没有消息")),
    (True, _WAGE, "再次反映。2024年1月8日。" + _WAGE),
    (True, _LIFT, _LIFT.replace("二十多天", "一个多月").replace("请问到底归谁管？", "请给个说法。")),
    (True, _LIFT, _LONG),
    (True, _LIFT, _LIFT + "昨天又打了12345，答复说已经转给住建局，让我耐心等待，可是老人看病等不起。"),
    (True, _LIFT, _LIFT.replace("電", "电").replace("电梯", "電梯").replace("维修", "維修")),
    (True, _LIFT, _LIFT.replace("物业", "物 业").replace("社区说", "社区却说")),
    (True, _WINDOW, _WINDOW.replace("小姑娘", "工作人员").replace("四趟", "5趟")),
    (True, _WINDOW, "你好，" + _WINDOW.replace("为什么不能一次讲清楚？", "为什么不一次性告知？")),
    (True, _WINDOW, _WINDOW + _WINDOW),
    (True, _DUST, _DUST.replace("夜里十二点", "半夜").replace("照旧生产", "还是照样生产")),
    (True, _DUST, _DUST.replace("，", "，，").replace("。", "！！！")),
    (True, _DUST, "领导好！" + _DUST + "我们是附近三个组的居民，已经联名写过信，没有人理会。"),
    (True, _SUBSIDY, _SUBSIDY.replace("三个月", "快半年")),
    (True, _SUBSIDY, _SUBSIDY.replace("1260元", "1,260.00元").replace("村会计", "村里会计")),
    (True, _SUBSIDY, "您好！本人去年就问过，今天再问一次：" + _SUBSIDY + "到底找谁？谢谢！"),
    # --- looks alike, is another matter ---
    (False, _FORM.format(v="石桥村", t="青塘镇", a="2.3", m="38000"), _FORM.format(v="柳林村", t="白沙镇", a="1.1", m="26000")),
    (False, _FORM.format(v="石桥村", t="青塘镇", a="2.3", m="38000"), _FORM.format(v="高坪村", t="青塘镇", a="0.8", m="41000")),
    (False, _FORM.format(v="大湾村", t="白沙镇", a="5", m="30000"), _FORM.format(v="小湾村", t="双河镇", a="5", m="22000")),
    (False, _FEE.format(p="阳光", m="1.8"), _FEE.format(p="翠湖", m="2.4")),
    (False, _FEE.format(p="金桂", m="2.1"), _FEE.format(p="丽水", m="3.0")),
    (False, _NOISE.format(p="锦绣苑"), _NOISE.format(p="南湖花园")),
    (False, _NOISE.format(p="人民路"), _NOISE.format(p="解放路")),
    (False, _ROAD, _ROAD.replace("石桥村", "高坪村").replace("青塘镇", "双河镇")),
    (False, _WAGE, _WAGE.replace("云岭花园", "银河广场").replace("46000元", "128000元").replace("八个人", "三十个人").replace("木工", "瓦工")),
    (False, _SUBSIDY, _SUBSIDY.replace("柳林村", "石桥村").replace("6亩", "11亩").replace("1260元", "2310元")),
    (False, _LIFT, _LIFT.replace("锦绣苑小区7号楼", "南湖小区2号楼").replace("二十多天", "三天")),
    (False, _WINDOW, "我到不动产大厅办过户，窗口说系统坏了让明天来，第二天又说材料过期要重开证明，来回折腾一个星期，为什么不能网上办？"),
    (False, _WINDOW, "窗口态度很好，材料一次收齐，十分钟就办完了，给工作人员点赞。"),
    (False, _DUST, "河东砂石厂拖欠运费，司机们去要钱被保安推搡，报了警也没有下文。"),
    (False, _ROAD, _LIFT),
    (False, _DUST, _NOISE.format(p="锦绣苑")),
    (False, "您好，请问什么时候能修好？谢谢！", _ROAD),
    (False, "路灯不亮", "路灯不亮的问题我反映过，河边公园那一段也没有垃圾桶，晚上散步很不方便，请园林部门安排。"),
    (False, "请问社保怎么补缴？", "请问公积金怎么提取？"),
    (False, "尊敬的领导：您好！", "尊敬的领导：您好！"),
    (False, "", ""),
    # --- written after the thresholds were set, none of them changed for these ---
    (True, "双河镇卫生院的医生上班时间打牌，病人等了一个多小时没人管。", "双河镇卫生院医生上班打牌，病人等了一个多小时都没有人管！"),
    (True, "孩子在城南实验小学读书，学校强制订校服，一套420元，不订就点名批评。", "领导您好，孩子在城南实验小学上学，学校强制定校服，一套四百二十元，不订的就点名批评。"),
    (True, "电信公司在我家楼顶装基站没有征求意见，辐射让人睡不着，要求拆除。", "电信公司在我家楼顶安装基站没有征求过意见，辐射让人睡不着觉，要求拆除。"),
    (True, "白沙镇高坪村修的堰塘漏水，包工头拿了8万元走人，村里不管。", "白沙镇高平村修的堰塘漏水，包工头拿了8万元走人，村里不管。"),
    (False, "双河镇卫生院的医生上班时间打牌，病人等了一个多小时没人管。", "白沙镇卫生院的医生上班时间打牌，病人等了一个多小时没人管。"),
    (False, "孩子在城南实验小学读书，学校强制订校服，一套420元，不订就点名批评。", "孩子在城北中心小学读书，学校强制订校服，一套380元，不订就点名批评。"),
    (False, "电信公司在我家楼顶装基站没有征求意见，辐射让人睡不着，要求拆除。", "电信公司的宽带三天两头断网，报修没有人来，要求退费。"),
    (False, "举报环卫所所长王某让临时工给自己家装修。", "举报环卫所副所长李某虚报加班费。"),
]  # fmt: skip
