"""Takes jobs from the outbox, one at a time, until it is told to stop."""

import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import random
from threading import Event, Thread
from time import monotonic
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError
from sqlmodel import Session

from citizen_app.database import reading_only
from citizen_app.outbox import queries, service
from citizen_app.outbox.handlers import Handler
from citizen_app.outbox.rules import GiveUp, Job, RetryLater, retry_at, short_reason, slot_of
from citizen_app.outbox.service import LostClaim

log = structlog.get_logger("citizen_app")

IDLE_SECONDS = 1.0
DATABASE_AWAY_SECONDS = 5.0
# A worker that hangs ends before another one may take its job.
PATIENCE = 0.9
EXIT_HANGS = 70
AWAY = (OperationalError, InterfaceError, TimeoutError)


class Worker:
    """Does the jobs of the kinds it has handlers for."""

    def __init__(
        self,
        engine: Engine,
        handlers: Iterable[Handler[Any, Any]],
        *,
        clock: Callable[[], datetime],
        lease: timedelta,
    ) -> None:
        self.engine = engine
        self.handlers = {handler.kind: handler for handler in handlers}
        self.clock, self.lease = clock, lease
        self._busy_since: float | None = None
        self._promised: dict[str, datetime] = {}

    def work_until(self, stop: Event) -> None:
        """Do what is due, and look again every second; a job that was begun is finished."""
        while not stop.is_set():
            pause = 0.0
            try:
                self.promise_chores()
                pause = 0.0 if self.do_next() else IDLE_SECONDS
            except AWAY as error:
                log.warning("outbox_database_away", kind=type(error).__name__)
                pause = DATABASE_AWAY_SECONDS
            stop.wait(pause)

    def do_next(self) -> bool:
        """Do one job that is due; False when there is none."""
        now = self.clock()
        with reading_only(), Session(self.engine) as session:
            if not queries.is_any_free(session, now=now, kinds=self.handlers):
                return False
        with Session(self.engine) as session:
            taken = service.claim(session, kinds=self.handlers, now=now, lease=self.lease)
            session.commit()
        if taken is None:
            return False
        self._busy_since = monotonic()
        try:
            self._attempt(*taken)
        except LostClaim:
            log.warning("outbox_claim_lost", kind=taken[0].kind, job=str(taken[0].id))
        finally:
            self._busy_since = None
        return True

    def promise_chores(self) -> None:
        """Enqueue the jobs that come by themselves, once in their stretch of time."""
        now = self.clock()
        for handler in self.handlers.values():
            slot = slot_of(now, handler.every) if handler.every else None
            if slot is None or self._promised.get(handler.kind) == slot:
                continue
            with Session(self.engine) as session:
                service.enqueue(
                    session, kind=handler.kind, payload={}, key=slot.isoformat(), now=now
                )
                session.commit()
            self._promised[handler.kind] = slot

    def watch(self) -> None:
        """End the process, from a thread of its own, when a job takes longer than its lease."""
        Thread(target=self._watch, daemon=True, name="outbox-watch").start()

    def _watch(self) -> None:
        limit = self.lease.total_seconds() * PATIENCE
        while True:
            since = self._busy_since
            if since is not None and monotonic() - since > limit:
                log.error("outbox_job_hangs")
                os._exit(EXIT_HANGS)
            Event().wait(min(1.0, limit / 10))

    def _attempt(self, job: Job, mark: UUID) -> None:
        handler = self.handlers[job.kind]
        if job.attempts > handler.most_attempts:
            # Each attempt before ended with its worker.
            self._give_up(handler, job, mark, "never finished")
            return
        try:
            self._do(handler, job, mark)
        except (LostClaim, *AWAY):
            raise
        except GiveUp as error:
            self._give_up(handler, job, mark, short_reason(error))
        except Exception as error:
            self._fail(handler, job, mark, error)

    def _do(self, handler: Handler[Any, Any], job: Job, mark: UUID) -> None:
        with reading_only(), Session(self.engine) as session:
            found = handler.read(session, job, self.clock())
        outcome = None if found is None else handler.act(found, job, self.clock())
        now = self.clock()
        with Session(self.engine) as session:
            # First of all: whoever lost the claim stores nothing.
            service.finish(session, job=job.id, mark=mark, now=now)
            if found is not None:
                handler.store(session, job, outcome, now)
            session.commit()
        log.info("outbox_done", kind=job.kind, job=str(job.id), attempts=job.attempts)

    def _fail(self, handler: Handler[Any, Any], job: Job, mark: UUID, error: Exception) -> None:
        reason = short_reason(error)
        if job.attempts >= handler.most_attempts:
            self._give_up(handler, job, mark, reason)
            return
        now = self.clock()
        after = error.after if isinstance(error, RetryLater) else None
        due_at = retry_at(attempts=job.attempts, now=now, chance=random())  # noqa: S311
        with Session(self.engine) as session:
            service.put_back(
                session,
                job=job.id,
                mark=mark,
                due_at=max(due_at, now + after) if after else due_at,
                reason=reason,
            )
            session.commit()
        log.warning("outbox_retry", kind=job.kind, job=str(job.id), reason=reason)

    def _give_up(self, handler: Handler[Any, Any], job: Job, mark: UUID, reason: str) -> None:
        now = self.clock()
        with Session(self.engine) as session:
            service.bury(session, job=job.id, mark=mark, now=now, reason=reason)
            handler.give_up(session, job, reason, now)
            session.commit()
        log.error("outbox_dead", kind=job.kind, job=str(job.id), reason=reason)
