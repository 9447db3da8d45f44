"""Files of the home, addressed by their content; written before the row that names them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records.models import StoredFile
from zonebook.records.models.door import opened

LARGEST = 50 * 1024 * 1024
SIGNATURES = (
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


def media_type(content: bytes) -> str:
    """What a file is by its first bytes; text where it holds no zero byte."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    return "application/octet-stream" if b"\0" in content[:8192] else "text/plain"


def path_of(sha: str) -> Path:
    """Where the content with this address lies."""
    return Path(settings.HOME) / "files" / sha[:2] / sha[2:]


def store(content: bytes, name: str) -> StoredFile:
    """Keep a file once; Refused if it is larger than 50 MB."""
    if len(content) > LARGEST:
        size = len(content) // (1024 * 1024)
        raise Refused(
            Finding(
                Reason("files.too_large", {"mb": size, "most": LARGEST // (1024 * 1024)}),
                Ref("cell", name),
            )
        )
    sha = hashlib.sha256(content).hexdigest()
    write_once(path_of(sha), content)
    with opened():
        row, _ = StoredFile.objects.get_or_create(
            sha=sha,
            defaults={
                "name": Path(name).name[:200],
                "media_type": media_type(content),
                "size": len(content),
            },
        )
    return row


def write_once(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing, also after a crash."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    with partial.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(path)


def discard(row: StoredFile) -> None:
    """Drop a file on which nothing rests; its bytes go when the writing stands.

    A file that something else rests on stays as it is.
    """
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=row.pk).delete()
    except ProtectedError:
        return
    transaction.on_commit(lambda: path_of(row.sha).unlink(missing_ok=True))


def read(sha: str) -> bytes:
    """The content of a stored file."""
    return path_of(sha).read_bytes()
