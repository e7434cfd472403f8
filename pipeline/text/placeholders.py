"""The kinds of personal data for which masking puts a placeholder (【姓名1】), and which no other stage takes for words."""

from __future__ import annotations

from typing import Final

TYPES: Final = (
    "姓名", "身份证号", "银行卡号", "手机号", "座机号", "护照号", "车牌号", "邮箱", "微信号", "QQ号", "住址", "邮编", "工单号",
)  # fmt: skip
