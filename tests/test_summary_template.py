"""Word templates of summaries: the office's own copy is filled, hostile text stays text, faults are named in Chinese."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summary_cases import MINUTES, source

from pipeline.cli.main import main
from pipeline.errors import TemplateFileError, UsageError
from pipeline.paths import templates
from pipeline.records import Reject
from pipeline.summary.formats import writer_of
from pipeline.summary.official import TEMPLATE, save_template, write_official
from pipeline.summary.records import Earlier, Item, Paper, Summary, Task
from pipeline.summary.template import WordTemplate, fill, open_template
from pipeline.summary.template_fields import clean, fields, specimen

DOCS = Path(__file__).parents[1] / "corpora" / "templates" / "字段说明.md"
TAGS = ("{{ 7*7 }}", "{% for a in b %}", "{%p if x %}", "{# no #}", "{{ 标题 }}", "{_{ 7*7 }_}", "{{r 标题 }}", "<w:p>&amp;</w:t>")  # fmt: skip


def template(tmp_path: Path, *paragraphs: str, header: str = "", cells: str = "") -> Path:
    """A template of the given paragraphs, made by python-docx as Word would save it."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cells:
        document.add_table(rows=1, cols=1).rows[0].cells[0].text = cells
    if header:
        document.sections[0].header.paragraphs[0].text = header
    path = tmp_path / "本局.docx"
    document.save(str(path))
    return path


def summary(text: str = "窗口无人在岗", **more: object) -> Summary:
    item = Item(1, "主动", "", text, (source(f"{text}。", units=("某局",)),))
    return Summary(str(more.pop("title", "清单")), (item,), (), **more)  # type: ignore[arg-type]


def lines(document: object) -> list[str]:
    saved = BytesIO()
    document.save(saved)  # type: ignore[attr-defined]
    body = docx.Document(saved).element.body
    return ["".join(part.text or "" for part in p.iter() if part.tag.endswith("}t")) for p in body.iter() if p.tag.endswith("}p")]  # fmt: skip


def filled(path: Path, found: Summary) -> list[str]:
    return lines(fill(open_template(path), fields(found)))


def test_a_changed_copy_is_filled(tmp_path: Path):
    path = template(tmp_path, "某区纪委督查室", "{{ 节号 }}、{{ 标题 }}", "{%p for 件 in 问题 %}", "{{ 件.序号 }} {{ 件.责任单位 }}", "{%p endfor %}", "{{ 节号 }}、完", header="密级 {{ 材料数 }}")  # fmt: skip
    document = fill(open_template(path), fields(summary()))
    assert lines(document) == ["某区纪委督查室", "一、清单", "1 某局", "二、完"]
    saved = BytesIO()
    document.save(saved)
    assert docx.Document(saved).sections[0].header.paragraphs[0].text == "密级 0"


def test_a_tag_that_word_cut_into_runs_is_one_tag(tmp_path: Path):
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("关于", "{", "{ 标", "题 }", "}", "的通报"):
        paragraph.add_run(piece).bold = piece == "标"
    document.save(str(tmp_path / "t.docx"))
    assert filled(tmp_path / "t.docx", summary()) == ["关于清单的通报"]


@pytest.mark.parametrize("evil", TAGS)
def test_tags_in_the_text_of_a_document_stay_text(tmp_path: Path, evil: str):
    found = summary(
        f"窗口{evil}无人",
        title=evil,
        rejects=(Reject(evil, evil, evil),),
        compared=True,
        gone=(Earlier(evil, "主动", (evil,), False, "未再出现"),),
    )
    task = Task(0, 0, 1, evil, (evil,), due_text=evil)
    papers = [Paper(1, None, evil, "", (), (task,))]  # type: ignore[arg-type]
    path = tmp_path / "出.docx"
    write_official(path, replace(found, papers=tuple(papers)))
    document = docx.Document(str(path))
    text = "\n".join(lines(document))
    shown = clean(evil)
    assert f"1. 窗口{shown}无人。" in text and f"1. ［未再出现］{shown}。" in text
    assert f"1. {shown}；责任单位：{shown}；时限：{shown}。" in text
    assert [cell.text for cell in document.tables[-1].rows[1].cells] == [shown] * 3
    assert document.paragraphs[0].text == shown and document.core_properties.title == shown
    assert "49" not in text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_comes_out_as_it_is(text: str):
    shown = lines(fill(open_ours(), fields(summary(text, title=text))))
    assert shown[0] == clean(text) and f"1. {clean(text)}。" in shown


def open_ours() -> WordTemplate:
    return WordTemplate(TEMPLATE, (templates() / TEMPLATE).read_bytes())


FAULTS = [
    (["{{ 提目 }}"], "没有“提目”这个字段.*标题"),
    (["{%p for 件 in 问题 %}", "{{ 件.责任 }}", "{%p endfor %}"], "“件”里没有“责任”.*责任单位"),
    (["{{ 标题 }}", "{%p if 未读材料 %}", "{{ 错 }}", "{%p endif %}"], "没有“错”"),  # in a branch that seldom runs
    (["{{ 标题"], "不成对.*标题"),
    (["{{ 标题 }"], "不成对"),
    (["{{ 标", "题 }}"], "不成对，或一个标签跨了两段"),
    (["｛｛ 标题 ｝｝"], "半角"),
    (["{{ 标题 ｝｝"], "半角"),
    (["{{ 标题 }}", "{%p for 件 in 问题 %}"], "没有结束"),
    (["{{ 标题 }}", "{%p endfor %}"], "endfor"),
    (["{%p fro 件 in 问题 %}", "{{ 标题 }}"], "fro"),
    (["{%p for 件 in 标题 %}", "{{ 标题 }}", "{%p endfor %}"], "清单，“标题”不是"),
    (["{{ 问题 }}"], "“问题”是清单"),
    (["{%p for 件 in 问题 %}", "{{ 件 }}", "{%p endfor %}"], "一组字段.*件.序号"),
    (["{{ 问题.序号 }}"], "逐条取出"),
    (["{{ 标题.长 }}"], "没有下一级"),
    (["{{ 问题|join('，') }}"], "是清单"),
    (["{{p 标题 }}"], "写字段请用"),
    (["会议纪要，没有字段。"], "没有任何字段"),
    ([], "没有任何字段"),
    (["{{ 标题 }}", "会议{%p if 未读材料 %}", "{%p endif %}"], "独占一段.*会议"),
    (["{{ 标题 }}", "{%p if 未读材料 %}{%p endif %}"], "独占一段"),
    (["{{ 标题 }} {{ }}"], "写得不对.*标题"),
    (["{% if 材料数 > '一' %}{{ 标题 }}{% endif %}"], "不能比大小"),
    (["{{ 标题.__class__ }}"], "没有下一级"),
    (["{{ ''.__class__.__mro__ }}"], "没有下一级"),
    (["{{ range(1000000000) }}"], "不能调用"),
    (["{{ 标题 * 1000000000 }}"], "不能调用或计算"),
    (["{{ '%999999999d' % 1 }}"], "不能调用或计算"),
    (["{{ 标题|center(999999999) }}"], "不能用“|center”".replace("|", r"\|")),
    (["{{ 标题|attr('x') }}"], "attr"),
    (["{{ 标题|nosuch }}"], "nosuch"),
    (["{% set a = 标题 %}{{ a }}"], "不能用 set"),
    (["{% include '/etc/passwd' %}{{ 标题 }}"], "不能用 include"),
    (["{% extends 标题 %}{{ 标题 }}"], "不能用 extends"),
    (["{% macro m() %}{% endmacro %}{{ 标题 }}"], "不能用 macro"),
    (["{{ " + "(" * 5000 + "标题" + ")" * 5000 + " }}"], "太深"),
]


@pytest.mark.parametrize(("paragraphs", "said"), FAULTS, ids=[f[0][0][:20] if f[0] else "empty" for f in FAULTS])
def test_faults_are_named(tmp_path: Path, paragraphs: list[str], said: str):
    with pytest.raises(TemplateFileError, match=r"本局\.docx") as error:
        open_template(template(tmp_path, *paragraphs))
    assert re.search(said, str(error.value)), str(error.value)


def test_faults_of_header_and_table_are_named(tmp_path: Path):
    with pytest.raises(TemplateFileError, match="没有“密级”"):
        open_template(template(tmp_path, "{{ 标题 }}", header="{{ 密级 }}"))
    with pytest.raises(TemplateFileError, match=r"独占表格的一行.*数"):
        open_template(template(tmp_path, "{{ 标题 }}", cells="{%tr if 未读材料 %}\n数\n{%tr endif %}"))
    with pytest.raises(TemplateFileError, match="不在同一层"):
        open_template(template(tmp_path, "{{ 标题 }}", "{%p if 未读材料 %}", cells="{% endif %}"))


@pytest.mark.parametrize("kind", ["missing", "folder", "empty", "text", "old", "torn", "bomb", "macros", "zip"])
def test_what_is_no_template_is_refused(tmp_path: Path, kind: str):
    path, good = tmp_path / "t.docx", (templates() / TEMPLATE).read_bytes()
    if kind == "folder":
        path.mkdir()
    elif kind in ("empty", "text", "old", "torn"):
        path.write_bytes({"empty": b"", "text": b"no word", "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "torn": good[:9000]}[kind])  # fmt: skip
    elif kind != "missing":
        with zipfile.ZipFile(BytesIO(good)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist() if kind != "zip" else ["word/document.xml"]:
                content = old.read(name)
                if kind == "macros":
                    content = content.replace(b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")  # fmt: skip
                new.writestr(name, content)
            if kind == "bomb":
                new.writestr("word/media/image1.png", bytes(60_000_000))
    with pytest.raises(TemplateFileError, match=r"t\.docx"):
        open_template(path)


def test_entities_are_not_expanded(tmp_path: Path):
    path = tmp_path / "t.docx"
    entity = b'<!DOCTYPE x [<!ENTITY a "%s">]>' % (b"x" * 1000)
    with zipfile.ZipFile(templates() / TEMPLATE) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = re.sub(rb"(<\?xml.*?\?>)", rb"\1" + entity, content, count=1)
                content = content.replace("、总体情况".encode(), b"&a;")
            new.writestr(name, content)
    with pytest.raises(TemplateFileError, match=r"t\.docx"):
        open_template(path)


def test_loops_in_loops_come_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("pipeline.summary.template._MOST_OUT", 500_000)
    path = template(tmp_path, *["{%p for 甲 in 问题 %}"] * 3, "{{ 标题 }}", *["{%p endfor %}"] * 3)
    found = Summary("清单", summary().items * 1, ())
    many = replace(found, items=tuple(replace(found.items[0], number=n) for n in range(1, 60)))
    with pytest.raises(TemplateFileError, match="循环套循环"):
        filled(path, many)


def test_notes_are_filled_once(tmp_path: Path):
    """Notes stand in a part of their own; their text is no template of a second round."""
    path = template(tmp_path, "{{ 标题 }}")
    note = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "word/footnotes.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{space}"><w:footnote w:id="2"><w:p><w:r><w:t>{{{{ 标题 }}}}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    }
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "n.docx", "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8", "surrogateescape")
            if name == "[Content_Types].xml":
                content = content.replace("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{note}"/></Types>')  # fmt: skip
            if name == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>')  # fmt: skip
            new.writestr(name, content.encode("utf-8", "surrogateescape"))
        for name, content in parts.items():
            new.writestr(name, content)
    write_official(tmp_path / "出.docx", summary(title="<{{ 7*7 }}>"), open_template(tmp_path / "n.docx"))
    with zipfile.ZipFile(tmp_path / "出.docx") as packed:
        assert "&lt;{{ 7*7 }}&gt;" in packed.read("word/footnotes.xml").decode()


def test_rows_stay_whole_unless_very_long(tmp_path: Path):
    for size, marks in ((30, 2), (300, 1)):
        document = fill(open_ours(), fields(summary("长" * size)))
        assert document.element.xml.count("w:cantSplit") == marks  # header and row


def test_the_document_says_nothing_of_its_maker(tmp_path: Path):
    document = docx.Document(str(templates() / TEMPLATE))
    document.core_properties.author = document.core_properties.last_modified_by = "某科员"
    document.save(str(tmp_path / "t.docx"))
    write_official(tmp_path / "出.docx", summary(title="题" * 300), open_template(tmp_path / "t.docx"))
    made = docx.Document(str(tmp_path / "出.docx")).core_properties
    assert (made.author, made.last_modified_by, made.title) == ("", "", "题" * 255)


def names(value: object) -> set[str]:
    if isinstance(value, list):
        return names(value[0])
    return {name for key, one in value.items() for name in {key} | names(one)} if isinstance(value, dict) else set()


def test_every_field_is_documented():
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in names(specimen()) if f"`{name}`" not in text] == []


def test_the_specimen_has_one_of_everything():
    def empty(value: object) -> bool:
        if isinstance(value, dict):
            return any(map(empty, value.values()))
        return not value or any(map(empty, value)) if isinstance(value, list) else value == ""

    assert not empty(specimen())


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "纪要.txt").write_text(MINUTES, encoding="utf-8")
    own, out = tmp_path / "本局模板.docx", tmp_path / "汇总.docx"
    assert main(["summarize", "--save-template", str(own)]) == 0
    said = capsys.readouterr().err
    assert "--template" in said and Path(said.rpartition(" ")[2].strip()).is_file()  # the description of fields
    assert main(["summarize", "--save-template", str(own)]) == 2 and "--force" in capsys.readouterr().err
    assert own.read_bytes() == (templates() / TEMPLATE).read_bytes()
    document = docx.Document(str(own))
    next(p for p in document.paragraphs if p.text == "{{ 节号 }}、总体情况").add_run("（某区）")
    document.save(str(own))
    assert main(["summarize", str(tmp_path), "--out", str(out), "--template", str(own), "--quiet"]) == 0
    text = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert "一、总体情况（某区）" in text and any("无人接听" in line for line in text)
    assert "共读1份材料，" in "".join(text)  # the template is no material


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt"], "--out"),
        (["--out", "a.docx"], "路径"),
        ([], "缺少参数"),
        (["a.txt", "--out", "a.xlsx", "--template", "t.docx"], "只用于 .docx"),
        (["a.txt", "--out", "a.docx", "--template", "没有.docx"], "没有.docx：文件不存在"),
        (["--save-template", "t.doc"], ".docx"),
        (["a.txt", "--save-template", "t.docx"], "--save-template"),
    ],
)
def test_wrong_use(tmp_path: Path, monkeypatch, capsys, arguments: list[str], said: str):
    monkeypatch.chdir(tmp_path)
    assert main(["summarize", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_only_word_takes_a_template(tmp_path: Path):
    save_template(tmp_path / "t.docx")
    assert callable(writer_of(Path("a.docx"), tmp_path / "t.docx"))
    with pytest.raises(UsageError, match=r"\.docx"):
        writer_of(Path("a.html"), tmp_path / "t.docx")
