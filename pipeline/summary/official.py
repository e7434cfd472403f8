"""The summary as an official document: a Word template by GB/T 9704-2012, or the office's own copy of it, filled in."""

from __future__ import annotations

from pathlib import Path

from pipeline.paths import templates
from pipeline.summary.records import Summary
from pipeline.summary.template import WordTemplate, fill, open_template
from pipeline.summary.template_fields import clean, fields
from pipeline.tables.write import whole

TEMPLATE = "问题汇总.docx"


def write_official(path: Path, summary: Summary, template: WordTemplate | None = None) -> None:
    """Write the file, whole or not at all; without a template by our own.

    Raises:
        TemplateFileError: the template cannot be filled.
    """
    document = fill(template or open_template(templates() / TEMPLATE), fields(summary))
    properties = document.core_properties
    properties.title = clean(summary.title)[:255]  # more the format does not hold
    properties.author = properties.last_modified_by = properties.comments = ""
    with whole(path) as beside:
        document.save(str(beside))


def save_template(path: Path) -> None:
    """Write a copy of our template, for the office to change."""
    with whole(path) as beside:
        beside.write_bytes((templates() / TEMPLATE).read_bytes())
