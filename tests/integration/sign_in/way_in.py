"""The way a browser goes to the provider and back, one step at a time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import requests
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from citizen_app.config import Settings
from citizen_app.demo.people import find_demo_person
from citizen_app.people import service as people
from citizen_app.people.rules import Condition, Role
from citizen_app.sign_in.models import BrowserSession
from tests.checking_client import CheckingClient
from tests.factories import make_care_team

LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass
class WayIn:
    """Steps of a sign-in, and what the database holds of it."""

    client: CheckingClient
    session: Session
    settings: Settings

    def register(self, role: str) -> UUID:
        """Put a demo person on the list, without any team."""
        demo = find_demo_person(role)
        assert demo is not None
        key = self.settings.secret_key.get_secret_value().encode()
        person = people.add_person(
            self.session, name=demo.name, now=LONG_AGO, cpr=demo.cpr, key=key
        )
        self.session.commit()
        return person

    def enrol(self, role: str = "citizen") -> UUID:
        """Put a demo person on a team's list."""
        person = self.register(role)
        people.enrol(
            self.session,
            person=person,
            care_team=make_care_team(self.session),
            condition=Condition.COPD,
            started_on=date(2026, 1, 5),
        )
        self.session.commit()
        return person

    def employ(self, role: str) -> UUID:
        """Make a demo person a member of a team."""
        person = self.register(role)
        team = make_care_team(self.session)
        people.add_member(self.session, person=person, care_team=team, role=Role(role))
        self.session.commit()
        return person

    def depart(self, next_path: str = "") -> str:
        """Press the button; where the browser is sent."""
        answer = self.client.post("/sign-in", data={"next": next_path})
        assert answer.status_code == 303
        return answer.headers["Location"]

    def choose(self, departure: str, role: str = "citizen") -> str:
        """Choose a person at the provider, or cancel; the path that leads back to us."""
        assert requests.get(departure, timeout=5).status_code == 200
        answer = requests.post(departure, data={"as": role}, timeout=5, allow_redirects=False)
        assert answer.status_code == 302
        back = urlsplit(answer.headers["Location"])
        assert f"{back.scheme}://{back.netloc}" == self.settings.public_origin
        return f"{back.path}?{back.query}"

    def arrive(self, path: str) -> TestResponse:
        """Come back to us."""
        return self.client.get(path)

    def go(self, role: str = "citizen", next_path: str = "") -> TestResponse:
        """All the steps."""
        return self.arrive(self.choose(self.depart(next_path), role))

    @property
    def sessions(self) -> list[BrowserSession]:
        """Every session there is."""
        self.session.expire_all()
        return list(self.session.exec(select(BrowserSession)))

    @property
    def token(self) -> str | None:
        """What the browser holds."""
        cookie = self.client.get_cookie("session")
        return cookie.value if cookie else None


def parameter(url: str, name: str) -> str:
    """One parameter of an address."""
    return parse_qs(urlsplit(url).query)[name][0]
