"""The people of the tests. Each is made when a test first names them."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlmodel import Session

from citizen_app.people.rules import Role
from tests.factories import make_care_team, make_citizen, make_member, make_person


@dataclass(frozen=True)
class Cast:
    """Ids of people and teams; whoever is not named is not in the database."""

    session: Session

    @cached_property
    def team(self) -> UUID:
        """The team that follows Anna."""
        return make_care_team(self.session)

    @cached_property
    def anna(self) -> UUID:
        """A citizen with COPD, 75 years old."""
        return make_citizen(self.session, care_team=self.team, name="Anna Andersen")

    @cached_property
    def bo(self) -> UUID:
        """Anna's son; what he may do for her, a test says itself."""
        return make_person(self.session, name="Bo Bertelsen")

    @cached_property
    def dora(self) -> UUID:
        """A trainer in Anna's team."""
        return self._member(Role.TRAINER, "Dora Dam")

    @cached_property
    def erik(self) -> UUID:
        """A nurse in Anna's team."""
        return self._member(Role.NURSE, "Erik Eskildsen")

    @cached_property
    def hanne(self) -> UUID:
        """A doctor in Anna's team."""
        return self._member(Role.DOCTOR, "Hanne Holm")

    @cached_property
    def home_care(self) -> UUID:
        """A home care worker in Anna's team."""
        return self._member(Role.HOME_CARE, "Ib Iversen")

    @cached_property
    def support(self) -> UUID:
        """Somebody who looks after Anna's tablet."""
        return self._member(Role.SUPPORT, "Lone Lund")

    @cached_property
    def ida(self) -> UUID:
        """The administrator of Anna's team."""
        return self._member(Role.ADMINISTRATOR, "Ida Iversen")

    @cached_property
    def gitte(self) -> UUID:
        """A nurse in the team that has nothing to do with Anna."""
        return make_member(
            self.session, care_team=self.other_team, role=Role.NURSE, name="Gitte Gram"
        )

    @cached_property
    def other_team(self) -> UUID:
        """A team that has nothing to do with Anna."""
        return make_care_team(self.session, name="KOL-teamet, Andeby")

    @cached_property
    def frida(self) -> UUID:
        """A stranger: a citizen of another team."""
        return make_citizen(self.session, care_team=self.other_team, name="Frida Frandsen")

    @cached_property
    def jens(self) -> UUID:
        """Somebody whom no team has enrolled."""
        return make_person(self.session, name="Jens Jensen")

    def _member(self, role: Role, name: str) -> UUID:
        return make_member(self.session, care_team=self.team, role=role, name=name)
