"""What the machine refuses a command — a folder, a disk, the book's own file — in words of a refusal."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator, Sequence

from zonebook.core.values import Finding, Reason, Ref, Refused

OF_DISKS = {
    errno.EACCES: "no_right",
    errno.EPERM: "no_right",
    errno.EROFS: "no_right",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
}
OF_PATHS = {
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EISDIR: "is_folder",
    errno.ENAMETOOLONG: "no_folder",
}
OF_BOOKS = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "full",
    sqlite3.SQLITE_READONLY: "no_right",
    sqlite3.SQLITE_CANTOPEN: "no_right",
    sqlite3.SQLITE_PERM: "no_right",
    sqlite3.SQLITE_BUSY: "book_busy",
    sqlite3.SQLITE_CORRUPT: "book_broken",
    sqlite3.SQLITE_NOTADB: "book_broken",
}


def refused(failed: BaseException, typed: Sequence[str]) -> Refused | None:
    """The refusal that tells a failure of the machine, None where the program itself is wrong.

    A missing path is the typist's only if it was typed; otherwise it is a fault of ours.
    """
    for one in causes(failed):
        match one:
            case sqlite3.Error():
                kind = OF_BOOKS.get((getattr(one, "sqlite_errorcode", 0) or 0) & 0xFF)
                place = "book.sqlite"
            case OSError():
                place = str(one.filename or "")
                kind = OF_DISKS.get(one.errno or 0)
                if any(word and word in place for word in typed):
                    kind = kind or OF_PATHS.get(one.errno or 0)
            case _:
                continue
        if kind:
            where = Ref("cell", "", place) if place else None
            return Refused(Finding(Reason(f"mishap.{kind}"), where))
    return None


def causes(failed: BaseException | None) -> Iterator[BaseException]:
    """A failure and what it came from, the last first."""
    while failed is not None:
        yield failed
        failed = failed.__cause__
