"""What a template may hold: fields that there are, loops over lists, conditions; no calls, no arithmetic that grows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from jinja2 import nodes

SHOWN: Final = 40  # characters of the template that a message shows
_OPEN: Final = re.compile(r"\{\{|\{%|\{#")
_CLOSE: Final = re.compile(r"\}\}|%\}|#\}")
_WIDE: Final = re.compile(r"｛[{｛%％]|\{[｛％]|[}｝%％]｝|％\}")
_ALONE: Final = {"p": re.compile(r"\{[%#]p [^{}]*\}"), "tr": re.compile(r"\{[%#]tr [^{}]*\}")}
_LOOP: Final = {"index": 1, "index0": 0, "revindex": 1, "first": True, "last": True, "length": 1}
_FILTERS: Final = ("count", "default", "first", "join", "last", "length", "trim")
# Expressions without a kind of their own: they are fine if their parts are.
_PLAIN: Final = ("Not", "And", "Or", "Compare", "Operand", "Concat", "Add", "Sub", "Keyword")
_STATEMENTS: Final = {
    "Assign": "set", "AssignBlock": "set", "Macro": "macro", "CallBlock": "call", "Include": "include",
    "Import": "import", "FromImport": "import", "Extends": "extends", "Block": "block", "FilterBlock": "filter",
    "With": "with", "ScopedEvalContextModifier": "autoescape",
}  # fmt: skip


class TemplateFaultError(Exception):
    """What is wrong with a template, in Chinese, and the line of its XML."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line


def check_paragraphs(element: Any) -> None:  # noqa: ANN401 — lxml element
    """Check the brackets of tags, and that nothing is lost beside a tag that takes its paragraph or row with it.

    Raises:
        TemplateFaultError: a tag is not closed in its paragraph, has full-width brackets, or does not stand alone.
    """
    for text in _texts(element, "p"):
        if _WIDE.search(text):
            raise TemplateFaultError(f"花括号、百分号要用半角：“{text[:SHOWN]}”", 0)
        if len(_OPEN.findall(text)) != len(_CLOSE.findall(text)):
            raise TemplateFaultError(f"标签的括号不成对，或一个标签跨了两段：“{text[:SHOWN]}”", 0)
    for name, place in (("p", "一段"), ("tr", "表格的一行")):
        for text in _texts(element, name):
            if _ALONE[name].search(text) and _ALONE[name].sub("", text, count=1).strip():
                raise TemplateFaultError(f"{{%{name} …%}} 要独占{place}，旁边的内容会丢：“{text[:SHOWN]}”", 0)


def _texts(element: Any, name: str) -> Iterator[str]:  # noqa: ANN401 — lxml element
    """Text of each paragraph or row, without that of others inside it (text boxes, tables)."""
    from docx.oxml.ns import qn

    tag, text = qn(f"w:{name}"), qn("w:t")
    for one in element.iter(tag):
        yield "".join(part.text or "" for part in one.iter(text) if next(part.iterancestors(tag)) is one)


def check_tags(tree: nodes.Template, known: Mapping[str, Any]) -> int:
    """Check a parsed template against a specimen of its fields; returns how many fields it shows.

    Raises:
        TemplateFaultError: it names an unknown field, loops over what is no list, or does what a template may not.

    >>> from jinja2 import Environment
    >>> check_tags(Environment().parse("{% for 件 in 问题 %}{{ 件.序号 }}{% endfor %}"), {"问题": [{"序号": 1}]})
    1
    >>> check_tags(Environment().parse("{{ 提目 }}"), {"标题": ""})
    Traceback (most recent call last):
    ...
    pipeline.summary.template_check.TemplateFaultError: 没有“提目”这个字段，可用的有：标题
    """
    return _body(tree.body, dict(known))


def _body(statements: Sequence[nodes.Node], scope: dict[str, Any]) -> int:
    return sum(_statement(one, scope) for one in statements)


def _statement(node: nodes.Node, scope: dict[str, Any]) -> int:
    from jinja2 import nodes

    if isinstance(node, nodes.Output):
        shown = [one for one in node.nodes if not isinstance(one, nodes.TemplateData)]
        for one in shown:
            _leaf(one, scope)
        return len(shown)
    if isinstance(node, nodes.If):
        _kind(node.test, scope)
        return _body(node.body, scope) + _body(node.elif_, scope) + _body(node.else_, scope)
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) and not node.recursive:
        over = _kind(node.iter, scope)
        if not isinstance(over, list):
            raise TemplateFaultError(f"for … in 后面应是清单，“{_said(node.iter)}”不是", node.lineno)
        inner = {**scope, node.target.name: over[0], "loop": _LOOP}
        if node.test is not None:
            _kind(node.test, inner)
        return _body(node.body, inner) + _body(node.else_, scope)
    name = type(node).__name__
    raise TemplateFaultError(f"模板里只能用字段、for 和 if，不能用 {_STATEMENTS.get(name, name)}", node.lineno)


def _leaf(node: nodes.Node, scope: dict[str, Any]) -> None:
    kind = _kind(node, scope)
    if isinstance(kind, dict):
        one = f"{_said(node)}.{next(iter(kind))}"
        raise TemplateFaultError(f"“{_said(node)}”是一组字段，要写明是哪一个，如 {{{{ {one} }}}}", node.lineno)
    if isinstance(kind, list):
        raise TemplateFaultError(f"“{_said(node)}”是清单，要用 {{%p for 件 in {_said(node)} %}} 逐条写", node.lineno)


def _kind(node: nodes.Node, scope: dict[str, Any]) -> Any:  # noqa: ANN401 — a value of the specimen
    """What an expression is like: the part of the specimen that it names, or empty text."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return _named(node.name, scope, "", node.lineno)
    if isinstance(node, nodes.Getattr):
        return _named(node.attr, _kind(node.node, scope), _said(node.node), node.lineno)
    if isinstance(node, nodes.Filter) and node.name in _FILTERS and node.node is not None:
        kind = _kind(node.node, scope)
        for part in (*node.args, *node.kwargs):
            _kind(part, scope)
        return kind[0] if node.name in ("first", "last") and isinstance(kind, list) else _filtered(node.name, kind)
    if isinstance(node, nodes.Const | nodes.TemplateData):
        return ""
    if isinstance(node, nodes.CondExpr) or type(node).__name__ in _PLAIN:
        for part in node.iter_child_nodes():
            _kind(part, scope)
        return ""
    if isinstance(node, nodes.Filter):
        raise TemplateFaultError(f"不能用“|{node.name}”，可用的有：{'、'.join(_FILTERS)}", node.lineno)
    raise TemplateFaultError("标签里只能写字段名、比较和 and、or、not，不能调用或计算", node.lineno)


def _filtered(name: str, kind: Any) -> Any:  # noqa: ANN401 — a value of the specimen
    """What a filter gives: `default` passes the value on; a list of groups can't be joined to text."""
    if name == "default" or (name == "join" and isinstance(kind, list) and isinstance(kind[0], dict)):
        return kind
    return ""


def _named(name: str, group: Any, above: str, line: int) -> Any:  # noqa: ANN401 — a value of the specimen
    if isinstance(group, dict) and name in group:
        return group[name]
    place = f"“{above}”里" if above else ""
    if not isinstance(group, dict):
        hint = "它是清单，要先用 for 逐条取出" if isinstance(group, list) else "它是文字，没有下一级"
    else:
        hint = f"可用的有：{'、'.join(str(one) for one in group if one != 'loop')}"
    raise TemplateFaultError(f"{place}没有“{name}”这个字段，{hint}", line)


def _said(node: nodes.Node) -> str:
    """A field as the template names it."""
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return f"{_said(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
