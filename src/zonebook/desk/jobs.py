"""Work that takes longer than a page may: done in a thread, asked after by the page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection

from zonebook.core.values import Refused

KEPT = 12
AT_ONCE = 1.5  # seconds that a page waits before it shows progress instead


@dataclass
class Job:
    """A piece of work: how far it has come, and its result, refusal or fault."""

    result: Any = None
    refused: Refused | None = None
    fault: BaseException | None = None
    at: int = 0
    of: int = 0
    writes: bool = False
    done: threading.Event = field(default_factory=threading.Event)

    def progress(self, at: int, of: int) -> None:
        """Note how far the work has come."""
        self.at, self.of = at, of

    def writing(self, at: int, of: int) -> None:
        """Note how much is written."""
        self.at, self.of, self.writes = at, of, True


jobs: OrderedDict[Hashable, Job] = OrderedDict()
lock = threading.Lock()


def ask(key: Hashable, work: Callable[[Job], Any]) -> Job:
    """The job of this key, begun if it was not; waits a moment for short work."""
    with lock:
        job, is_new = jobs.get(key), key not in jobs
        if job is None:
            job = jobs[key] = Job()
        jobs.move_to_end(key)
        forget()
    if is_new:
        begin(job, work)
    job.done.wait(AT_ONCE)
    if job.fault is not None:
        drop(key)
        raise job.fault
    return job


def begin(job: Job, work: Callable[[Job], Any]) -> None:
    """Do the work in a thread of its own, or here where the settings say so."""
    if settings.JOBS_IN_THREADS:
        threading.Thread(target=run, args=(job, work, True), daemon=True).start()
    else:
        run(job, work, False)


def run(job: Job, work: Callable[[Job], Any], own_connection: bool) -> None:
    """Do the work and keep what came of it."""
    try:
        job.result = work(job)
    except Refused as refused:
        job.refused = refused
    except Exception as fault:
        job.fault = fault  # raised again in the request that asks for the job
    finally:
        if own_connection:
            connection.close()
        job.done.set()


def drop(key: Hashable) -> None:
    """Forget a job, so that it is done anew when asked for."""
    with lock:
        jobs.pop(key, None)


def forget() -> None:
    """Keep the last finished jobs only."""
    for key in [key for key, job in jobs.items() if job.done.is_set()][:-KEPT]:
        del jobs[key]
