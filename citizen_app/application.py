"""Puts the application together: settings, database, web and features."""

from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, redirect, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

from citizen_app import extensions
from citizen_app.action_plan import service as action_plan
from citizen_app.config import Settings
from citizen_app.database import db, init_database
from citizen_app.files.storage import FileStore, LocalFolder
from citizen_app.messages import service as messages
from citizen_app.messages.alert_job import SendAlert
from citizen_app.messages.gateways import gateways_of
from citizen_app.messages.photo_jobs import ForgetPhotos, RemoveFile
from citizen_app.outbox.handlers import Handler, PruneOutbox
from citizen_app.paths import TEMPLATES
from citizen_app.people import service as people
from citizen_app.people.rules import NOBODY, Contacts
from citizen_app.people.wording import reading_hours_sentence
from citizen_app.questionnaires import service as questionnaires
from citizen_app.record.missed_job import NoticeMissed
from citizen_app.sharing.entering import find_acting_for
from citizen_app.sign_in.sessions import load_actor
from citizen_app.web import (
    acting,
    compression,
    cross_site,
    error_pages,
    form_checks,
    formatting,
    health,
    language,
    logs,
    navigation,
    security_headers,
    static_files,
)
from citizen_app.web.guards import find_actor, public
from citizen_app.web.registry import Registry, register

ROOMS_WITH_PAGES = (
    "today",
    "plans",
    "questionnaires",
    "readings",
    "record",
    "trends",
    "training",
    "action_plan",
    "messages",
    "care_team",
    "settings",
    "sign_in",
)


def load_rooms() -> None:
    """Import everything that pages need."""
    for room in ROOMS_WITH_PAGES:
        import_module(f"citizen_app.{room}.routes")


class Application(Flask):
    """Flask, but for its own log line on a failure, which quotes the exception's text."""

    def log_exception(self, *_: object) -> None:
        """The error page logs what may be logged."""


def build_application(settings: Settings | None = None) -> Flask:
    """The web application, bound to one database and one sign-in provider."""
    settings = settings or Settings()
    app = Application(__name__, template_folder=str(TEMPLATES), static_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key.get_secret_value(),
        DEBUG=settings.debug,
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_body_bytes,
        MAX_FORM_PARTS=1000,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["app_name"] = settings.app_name
    app.jinja_env.globals["is_demo"] = settings.has_stand_in
    # The first after_request registered runs last: the log line comes after the commit, and the
    # commit after everything else.
    logs.init_logs(app)
    init_database(app, settings.database_url)
    extensions.htmx.init_app(app)
    compression.init_compression(app)
    _init_web(app, settings)
    _init_features(app, settings)
    return app


def _init_web(app: Flask, settings: Settings) -> None:
    security_headers.init_security_headers(app, settings)
    cross_site.init_cross_site(app, settings)
    form_checks.init_form_checks(app, settings)
    language.init_language(app)
    formatting.init_formatting(app)
    navigation.init_navigation(app)
    acting.init_acting(app)
    error_pages.init_error_pages(app)
    static_files.init_static_files(app, settings)
    app.register_blueprint(health.bp)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]


def _handlers(settings: Settings, store: FileStore) -> tuple[Handler[Any, Any], ...]:
    """What the outbox's workers can do, said by each feature."""
    return (
        RemoveFile(store),
        ForgetPhotos(),
        PruneOutbox(timedelta(days=settings.outbox_keep_days)),
        SendAlert(gateways_of(settings), settings.app_name),
        NoticeMissed(),
    )


def _init_features(app: Flask, settings: Settings) -> None:
    for room in ROOMS_WITH_PAGES:
        app.register_blueprint(import_module(f"citizen_app.{room}.routes").bp)
    app.jinja_env.globals["contacts"] = _contacts
    app.jinja_env.globals["reading_hours_sentence"] = reading_hours_sentence
    app.extensions["find_forms"] = questionnaires.find_forms
    app.extensions["find_zone_words"] = action_plan.words_for
    store = LocalFolder(Path(settings.files_folder))
    app.extensions["files"] = store
    app.extensions["outbox"] = _handlers(settings, store)
    app.add_url_rule("/", "start", public(start))
    register(
        app,
        Registry(
            load_actor=load_actor,
            remember_language=lambda person, language: people.remember_language(
                db.session, person=person, language=language
            ),
            count_news=lambda person: {
                "messages.show_messages": messages.count_unread(db.session, person=person)
            },
            find_acting_for=find_acting_for,
        ),
    )


def _contacts() -> Contacts:
    """The phone numbers for the person whom the page is about; 112 whatever fails."""
    if "contacts" not in g:
        actor = None if g.get("is_failing") else find_actor()
        shown = actor and (acting.acting_for() or actor)
        person = getattr(shown, "person", None) or getattr(shown, "id", None)
        g.contacts = people.contacts_of(db.session, person=person) if person else NOBODY
    contacts: Contacts = g.contacts
    return contacts


def start() -> Response:
    """The bare address leads to Today, or to the work list for those who only work here."""
    actor = find_actor()
    if actor is not None and actor.is_staff and not actor.is_enrolled:
        return redirect(url_for("care_team.show_work_list"), code=303)  # type: ignore[return-value]
    return redirect(url_for("today.show_today"), code=303)  # type: ignore[return-value]
