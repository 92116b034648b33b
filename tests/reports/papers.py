"""Reads papers back."""

import io

from pypdf import PdfReader


def pages(content: bytes) -> list[str]:
    """The words of each page, one line, spaces as they are read."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def title(content: bytes) -> tuple[str, str]:
    """Title and language."""
    reader = PdfReader(io.BytesIO(content))
    meta = reader.metadata
    assert meta is not None
    assert set(meta) == {"/CreationDate", "/Title"}  # neither the program nor the machine
    return str(meta.title), str(reader.root_object["/Lang"])
