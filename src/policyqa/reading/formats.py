"""The formats that can be read: one reader a suffix. A new format is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from policyqa.reading.csv import extract_csv
from policyqa.reading.docx import extract_docx
from policyqa.reading.html import extract_html
from policyqa.reading.limits import Limits
from policyqa.reading.markdown import extract_markdown
from policyqa.reading.mhtml import extract_mhtml
from policyqa.reading.pdf import extract_pdf
from policyqa.reading.pieces import Extract
from policyqa.reading.text import extract_text
from policyqa.reading.xlsx import extract_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """How one suffix is read.

    `name` is what `Document.format` says. `isolated` tells that foreign parsers take part, so that it is read in a
    process of its own with limits; what is not is read by linear code of our own.
    """

    name: str
    read: Callable[[bytes, Limits], Extract]
    isolated: bool = True


FORMATS: Mapping[str, Format] = {
    ".txt": Format("txt", lambda data, limits: extract_text(data), isolated=False),
    ".md": Format("md", lambda data, limits: extract_markdown(data), isolated=False),
    ".csv": Format("csv", lambda data, limits: extract_csv(data), isolated=False),
    ".html": Format("html", lambda data, limits: extract_html(data)),
    ".htm": Format("html", lambda data, limits: extract_html(data)),
    ".mhtml": Format("mhtml", lambda data, limits: extract_mhtml(data)),
    ".mht": Format("mhtml", lambda data, limits: extract_mhtml(data)),
    ".docx": Format("docx", extract_docx),
    ".xlsx": Format("xlsx", extract_xlsx),
    ".pdf": Format("pdf", extract_pdf),
}

ARCHIVE = ".zip"
"""The suffix of archives, whose members are documents of their own (`archive.zip/name.docx`)."""
