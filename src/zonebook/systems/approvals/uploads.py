"""Files that are handed in: known by their content, never by their name, and of a bounded size."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import files

MOST_MB = 20
KINDS = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
}
OFFICE = {"word/document.xml": "DOCX", "xl/workbook.xml": "XLSX"}
MACROS = "vbaproject.bin"


def keep(upload: Any) -> dict[str, Any]:
    """Keep a file that was handed in; Refused where it is too large or of a kind not taken."""
    name = str(upload.name or "")[:120]
    if upload.size > MOST_MB * 1024 * 1024:
        args = {"name": name, "mb": upload.size // (1024 * 1024) + 1, "most": MOST_MB}
        raise Refused(Finding(Reason("approvals.upload_too_large", args), Ref("cell", name)))
    content = upload.read()
    kind = kind_of(content)
    if not kind:
        reason = Reason("approvals.upload_forbidden", {"name": name})
        raise Refused(Finding(reason, Ref("cell", name)))
    stored = files.store(content, name)
    return {"sha": stored.sha, "name": name, "size": len(content), "type": kind}


def kind_of(content: bytes) -> str:
    """What a file is by its content; empty for what is not taken."""
    found = files.media_type(content)
    if found in KINDS:
        return KINDS[found]
    return office_kind(content) if found == "application/zip" else ""


def office_kind(content: bytes) -> str:
    """Whether a package is a document or a workbook without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {one.lower() for one in package.namelist()}
    except zipfile.BadZipFile:
        return ""
    if any(one.endswith(MACROS) for one in names):
        return ""
    return next((kind for part, kind in OFFICE.items() if part in names), "")
