"""Domanu: marketplaces for services, designed by the people who use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import Flask, Response, has_request_context, request
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from . import config as configuration
from .api import mails as api_mails
from .api import pages as api_pages
from .api import routes as api_routes
from .api.operations import answers as api_answers
from .api.operations import tokens as api_tokens
from .auth import commands as auth_commands
from .auth import housekeeping, session
from .auth import mails as auth_mails
from .auth import pages as auth_pages
from .bookings import mails as booking_mails
from .bookings import pages as booking_pages
from .bookings.operations import accounts as booking_accounts
from .bookings.operations import deletions, endings, links, passing, reminders, waiting
from .calendar import pages as calendar_pages
from .calendar.operations import accounts as calendar_accounts
from .calendar.operations import feeds, openings, refreshing
from .core import (
    assets,
    db,
    errors,
    events,
    files,
    fragments,
    headers,
    health,
    http,
    job_commands,
    jobs,
    limits,
    live,
    log,
    mail,
    money,
    time,
    transaction,
    worker,
)
from .core.templating import Templates
from .dev import pages as dev_pages
from .drawing import pages as drawing_pages
from .home import demo
from .home import pages as home_pages
from .marketplaces import mails as marketplace_mails
from .marketplaces import pages as marketplace_pages
from .marketplaces.operations import leaving
from .notifications import pages as notification_pages
from .notifications.operations import inbox, preferences, telling
from .profiles import commands as profile_commands
from .profiles import mails as profile_mails
from .profiles import pages as profile_pages
from .profiles import visitor
from .profiles.operations import pictures, profiles
from .services import pages as service_pages
from .services.operations import accounts as service_accounts
from .services.operations import files as service_files
from .services.operations import memberships as service_memberships
from .services.operations import prices

Handlers = Mapping[str, Sequence[Callable[[events.Event], Any]]]

WITHIN: Handlers = {
    "registration.received": [profiles.create_profile],
    "account.exported": [
        profiles.export_profile,
        leaving.export_memberships,
        service_accounts.export_services,
        calendar_accounts.export_calendar,
        booking_accounts.export_bookings,
        api_tokens.export_tokens,
        inbox.export_notifications,
    ],
    "account.closing": [
        leaving.end_memberships,
        booking_accounts.hold_all,
        profiles.forget_profile,
        service_accounts.forget_services,
        booking_accounts.end_bookings,
        calendar_accounts.forget_calendar,
        inbox.forget_notifications,
        links.forget_links,
        api_tokens.end_tokens,
    ],
    "password.changed": [api_tokens.end_tokens_after_reset],
    "membership.ended": [service_memberships.suspend_services],
    "membership.begun": [service_memberships.list_again, openings.look_again],
    "service.availability_changed": [openings.look_again],
    "service.put_back": [openings.look_again],
    "service.deleting": [deletions.end_with_service],
    "marketplace.currency_changing": [prices.has_prices],
    "time.freed": [waiting.offer_what_is_free],
    "user.disabled": [service_memberships.suspend_services, api_tokens.end_tokens],
    "user.enabled": [service_memberships.list_again, openings.look_again],
}
AFTER: Handlers = {
    "confirmation.requested": [auth_mails.mail_confirmation],
    "reset.requested": [auth_mails.mail_reset],
    "password.changed": [auth_mails.mail_password_changed],
    "token.made": [api_mails.mail_token_made],
    "email.changed": [auth_mails.mail_old_address],
    "account.closed": [auth_mails.mail_closed],
    "designer.decided": [profile_mails.mail_decision],
    "membership.asked": [marketplace_mails.mail_request, telling.tell_team],
    "membership.begun": [marketplace_mails.mail_answer, telling.tell_of_membership],
    "membership.declined": [marketplace_mails.mail_answer, telling.tell_of_membership],
    "membership.ended": [marketplace_mails.mail_ban, telling.tell_of_membership],
    "rules.changed": [marketplace_mails.tell_members, telling.tell_of_rules],
    "invitation.made": [marketplace_mails.mail_invitation],
    "handover.offered": [marketplace_mails.mail_offer, telling.tell_of_handover],
    "handover.accepted": [marketplace_mails.mail_offer_answer, telling.tell_of_handover],
    "handover.declined": [marketplace_mails.mail_offer_answer, telling.tell_of_handover],
    "booking.requested": [booking_mails.mail_both, telling.tell_of_booking],
    "booking.booked": [booking_mails.mail_both, telling.tell_of_booking, reminders.plan_reminders],
    "booking.confirmed": [booking_mails.mail_both, telling.tell_of_booking, reminders.plan_reminders],
    "booking.declined": [booking_mails.mail_both, telling.tell_of_booking],
    "booking.withdrawn": [booking_mails.mail_both, telling.tell_of_booking],
    "booking.expired": [booking_mails.mail_both, telling.tell_of_booking],
    "booking.cancelled": [booking_mails.mail_both, telling.tell_of_booking],
    "booking.moved": [booking_mails.mail_both, telling.tell_of_booking, reminders.plan_reminders],
    "booking.completed": [telling.tell_of_booking],
    "booking.missed": [booking_mails.mail_both, telling.tell_of_booking],
    "booking.not_missed": [telling.tell_of_booking],
    "booking.due": [booking_mails.mail_reminders, telling.tell_of_booking],
    "waiting.offered": [booking_mails.mail_offer, telling.tell_of_wait],
    "waiting.passed": [telling.tell_of_wait],
}


JOBS: Mapping[str, Callable[..., Any]] = {
    "remove_picture": pictures.remove_picture,
    "remove_service_picture": service_files.remove_file,
    "remind": reminders.remind,
    "notify_members": telling.tell_members,
    "offer_time": waiting.offer_time,
    **marketplace_mails.JOBS,
    **booking_mails.JOBS,
}
PERIODIC: Mapping[str, tuple[Callable[..., Any], timedelta]] = {
    "refresh_openings": (refreshing.refresh_openings, refreshing.EVERY),
    "read_due_feeds": (feeds.read_due_feeds, feeds.LOOK_EVERY),
    "forget_notifications": (inbox.forget_old_notifications, timedelta(days=1)),
    "forget_answers": (api_answers.forget_answers, timedelta(hours=1)),
    "pass_on_offers": (passing.pass_on_offers, passing.EVERY),
    "expire_requests": (endings.expire_requests, endings.EVERY),
    "complete_bookings": (endings.complete_bookings, endings.EVERY),
    "forget_holds": (endings.forget_holds, endings.EVERY),
    "sweep": (housekeeping.sweep, housekeeping.EVERY),
}


class Domanu(Flask):
    jinja_environment = Templates

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.plain_urls: dict[tuple[str, str], str] = {}

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Addresses without anything to fill in are built once: each page has a dozen of them."""
        if values or not has_request_context():
            return super().url_for(endpoint, **values)
        place = request.script_root, endpoint
        if place not in self.plain_urls:
            self.plain_urls[place] = super().url_for(endpoint)
        return self.plain_urls[place]

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """No view and no handler of ours is a coroutine, so nobody need ask for each of them at each request."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        """Flask's own line tells the address, which may hold the secret of a link."""
        self.logger.error("the request broke", exc_info=exc_info)

    def dispatch_request(self) -> Response:
        return transaction.run(super().dispatch_request)


def create_app(config: configuration.Config | None = None) -> Flask:
    config = config or configuration.load()
    app = Domanu(__name__, instance_path=config.instance_path, static_folder=None)
    app.extensions["domanu.config"] = config
    _configure(app, config)
    log.init_app(app, config.log_level)
    db.init_app(app, config)
    Migrate(app, db.db, directory=str(configuration.ROOT / "migrations"))
    CSRFProtect(app)
    for part in (limits, files, fragments, session):
        part.init_app(app, config)
    mail.init_app(app, config, profiles.zone_of, preferences.wants_mail)
    live.init_app(app, config)
    assets.init_app(app, watched=config.env == "dev")
    for simple in (jobs, errors, auth_commands, profile_commands):
        simple.init_app(app)
    visitor.init_app(app, inbox.UNREAD)
    events.init_app(app, WITHIN, AFTER)
    _add_jobs(app)
    _register_pages(app, config)
    app.cli.add_command(worker.worker_command)
    app.cli.add_command(job_commands.jobs_group)
    app.cli.add_command(demo.demo_command)
    return app


def _add_jobs(app: Flask) -> None:
    for name, function in JOBS.items():
        jobs.add_job(app, name, function)
    for name, (function, every) in PERIODIC.items():
        jobs.add_job(app, name, function, every=every)
    jobs.add_job(app, "read_feed", feeds.read_feed, is_slow=True)


def _configure(app: Flask, config: configuration.Config) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        SECRET_KEY_FALLBACKS=list(config.secret_key_fallbacks),
        TRUSTED_HOSTS=list(config.trusted_hosts),
        MAX_CONTENT_LENGTH=config.upload_megabytes * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=200,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
        PERMANENT_SESSION_LIFETIME=timedelta(days=60),
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals["settings"] = config
    for told in (
        time.tell_time,
        time.tell_day,
        time.tell_date,
        time.tell_clock,
        time.tell_when,
        time.tell_zone,
        time.tell_minutes,
    ):
        app.add_template_filter(told)
    app.add_template_filter(money.tell_money)
    app.add_template_filter(money.tell_price)
    app.add_template_global(files.file_url)
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.after_request(headers.compress)
    app.after_request(http.vary_by_htmx)
    app.after_request(lambda response: headers.add_headers(response, secure=config.is_secure))


def _register_pages(app: Flask, config: configuration.Config) -> None:
    market = (marketplace_pages, service_pages, calendar_pages, booking_pages, notification_pages)
    for part in (health, home_pages, auth_pages, profile_pages, *market, drawing_pages):
        app.register_blueprint(part.blueprint)
    api_routes.init_app(app)
    app.register_blueprint(api_pages.blueprint)
    if config.env != "prod":
        app.register_blueprint(dev_pages.blueprint)
