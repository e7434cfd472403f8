"""E-mails: subject and body become one letter."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.readers.decode import decode
from pipeline.readers.html import html_text
from pipeline.readers.limits import check_text
from pipeline.records import Document


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = decode(data, part.get_content_charset() or "")
    return html_text(text)[1] if part.get_content_type() == "text/html" else text


def read_eml(path: Path, source: str) -> Iterator[Document]:
    """One letter an e-mail; attachments are not read.

    Raises:
        UnreadableError: it is no e-mail, or has neither subject nor text.
    """
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("内容不是电子邮件（后缀不对）", "请改正后缀，或在邮件程序中重新导出")
    try:
        subject, body = str(message.get("subject", "")).strip(), _body(message)
    except (LookupError, ValueError, KeyError) as error:
        raise UnreadableError("邮件损坏，解析不了", "请在邮件程序中打开后另存为文本") from error
    text = f"{subject}\n{body.strip()}".replace("\r\n", "\n").strip()
    yield Document(source, check_text(text), title=subject, genre="petition")
