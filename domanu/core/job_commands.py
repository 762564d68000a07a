"""`flask jobs`: what failed for good, and another try for it."""

from __future__ import annotations

from uuid import UUID

import click
from flask.cli import AppGroup

from . import jobs
from .db import db

jobs_group = AppGroup("jobs", help="See the jobs that failed for good, and try them again.")


@jobs_group.command("list")
def list_jobs() -> None:
    """Show every job that has used up its tries: its id, its name, since when, and the error."""
    failed = jobs.failed_jobs()
    for job in failed:
        click.echo(f"{job.id}  {job.name}  {job.failed_at:%Y-%m-%d %H:%M} UTC  {' '.join((job.error or '').split())}")
    click.echo(f"{len(failed)} failed." if failed else "No job has failed.")


@jobs_group.command("retry")
@click.argument("job_id", type=click.UUID, required=False)
@click.option("--all", "every", is_flag=True, help="Every job that failed.")
def retry(job_id: UUID | None, every: bool) -> None:  # noqa: FBT001
    """Give a failed job all its tries anew, by its id in `flask jobs list`; the worker takes it up at once."""
    if (job_id is None) != every:
        raise click.UsageError("Name the id of one job, or --all.")
    again = jobs.retry_failed(job_id)
    if job_id is not None and not again:
        raise click.ClickException(f"No failed job has the id {job_id}.")
    db.session.commit()
    click.echo(f"{again} due again.")
