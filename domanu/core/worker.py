"""`flask worker`: threads that take jobs in turn until they are told to stop."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from uuid import UUID

import click
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from domanu.config import settings

from . import jobs
from .db import db

PAUSE_SECONDS = 1.0
OUTSIDE_SECONDS = 30  # how long a mail server may keep silent
STOP_SECONDS = 6  # how long a job in hand may take to end, once the worker is told to stop: all of it within ten


class Worker:
    def __init__(self, app: Flask, threads: int) -> None:
        self.app = app
        self.lease = timedelta(seconds=app.extensions["domanu.config"].job_lease_seconds)
        self.stopping = threading.Event()
        self.running: dict[UUID, str] = {}
        """With their names."""
        self.choosing = threading.Lock()
        self.threads = [
            threading.Thread(target=self._take_turns, name=f"worker-{i}", daemon=True) for i in range(threads)
        ]

    def run(self) -> None:
        """Until told to stop. A job that then takes too long is left, like a dead worker's, to whoever comes next."""
        for thread in self.threads:
            thread.start()
        while not self.stopping.is_set():
            self._attempt(self._keep_leases)
            self._attempt(_enqueue_periodic)
            self.stopping.wait(self.lease.total_seconds() / 3)
        until = time.monotonic() + STOP_SECONDS
        for thread in self.threads:
            thread.join(max(0, until - time.monotonic()))

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping.set()

    def _take_turns(self) -> None:
        while not self.stopping.is_set():
            if not self._attempt(self._take_one):
                self.stopping.wait(PAUSE_SECONDS)

    def _attempt(self, work: Callable[[], bool | None]) -> bool:
        """A database that is away for a while must not end the worker."""
        with self.app.app_context():
            try:
                return bool(work())
            except SQLAlchemyError:
                self.app.logger.exception("the database did not answer the worker")
                self.stopping.wait(PAUSE_SECONDS)
                return False

    def _take_one(self) -> bool:
        job = self._choose()
        if job is None:
            return False
        try:
            jobs.perform(job)
        finally:
            self.running.pop(job.id, None)
        return True

    def _choose(self) -> jobs.Claim | None:
        """One thread after the other, so that no two take something slow."""
        with self.choosing:
            job = jobs.claim(self.lease, only_quick=any(map(jobs.is_slow, list(self.running.values()))))
            if job is not None:
                self.running[job.id] = job.name
        return job

    def _keep_leases(self) -> None:
        if self.running:
            jobs.renew(list(self.running), self.lease)


def _enqueue_periodic() -> None:
    """Again and again: at the start the database may be away, and one that failed for good must come back."""
    jobs.enqueue_periodic()
    db.session.commit()


def run_due_jobs() -> int:
    """Everything that is due now, in this thread: for tests and for commands that end."""
    lease = timedelta(seconds=settings().job_lease_seconds)
    done = 0
    while job := jobs.claim(lease):
        jobs.perform(job)
        done += 1
    return done


@click.command("worker")
@click.option("--threads", default=2, show_default=True, help="How many jobs run at the same time.")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def worker_command(threads: int, once: bool) -> None:  # noqa: FBT001
    """Do the jobs that wait in the database: mail, reactions to events, housekeeping."""
    socket.setdefaulttimeout(OUTSIDE_SECONDS)
    if once:
        began = time.monotonic()
        click.echo(f"{run_due_jobs()} jobs in {time.monotonic() - began:.1f} s")
        return
    worker = Worker(current_app._get_current_object(), threads)  # type: ignore[attr-defined]  # noqa: SLF001
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, worker.stop)
    worker.run()
