"""The policy as a truth table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen_app.people.rules import Role
from citizen_app.sharing.rules import (
    RIGHTS,
    Access,
    Relation,
    Right,
    access,
    may_open_in_an_emergency,
    rights_of,
)

relations = st.builds(
    Relation,
    roles=st.frozensets(st.sampled_from(Role)),
    has_delegation=st.booleans(),
    shares_contact=st.booleans(),
)


@pytest.mark.parametrize(
    ("role", "right", "answer"),
    [
        (Role.NURSE, Right.SEE_CLINICAL, Access.ALLOWED),
        (Role.NURSE, Right.SET_THRESHOLD, Access.REFUSED),
        (Role.DOCTOR, Right.SET_THRESHOLD, Access.ALLOWED),
        (Role.TRAINER, Right.SEE_TRAINING, Access.ALLOWED),
        (Role.TRAINER, Right.SEE_CLINICAL, Access.REFUSED),
        (Role.HOME_CARE, Right.ENTER_ON_BEHALF, Access.ALLOWED),
        (Role.HOME_CARE, Right.ACKNOWLEDGE, Access.REFUSED),
        (Role.SUPPORT, Right.CHANGE_EQUIPMENT, Access.ALLOWED),
        (Role.SUPPORT, Right.SEE_CLINICAL, Access.REFUSED),
        (Role.ADMINISTRATOR, Right.MANAGE_QUESTIONNAIRES, Access.ALLOWED),
        (Role.ADMINISTRATOR, Right.SEE_CLINICAL, Access.REFUSED),
        (Role.ADMINISTRATOR, Right.WRITE_MESSAGE, Access.REFUSED),
    ],
)
def test_each_role_may_do_its_own_work(role: Role, right: Right, answer: Access) -> None:
    assert access(Relation(frozenset({role})), right) is answer


@pytest.mark.parametrize("right", Right)
def test_a_stranger_is_not_told_that_there_is_anybody(right: Right) -> None:
    assert access(Relation(), right) is Access.HIDDEN


def test_only_doctors_and_nurses_see_clinical_data() -> None:
    seeing = {role for role, rights in RIGHTS.items() if Right.SEE_CLINICAL in rights}
    assert seeing == {Role.DOCTOR, Role.NURSE}


def test_a_delegated_nurse_sets_thresholds() -> None:
    delegated = Relation(frozenset({Role.NURSE}), has_delegation=True)
    assert access(delegated, Right.SET_THRESHOLD) is Access.ALLOWED


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DOCTOR])
def test_a_delegation_means_something_for_nurses_only(role: Role) -> None:
    allowed = access(Relation(frozenset({role}), has_delegation=True), Right.SET_THRESHOLD)
    assert (allowed is Access.ALLOWED) == (role is Role.NURSE)


def test_an_emergency_opens_for_looking_and_not_for_plans() -> None:
    stranger = Relation(in_emergency=True)
    assert access(stranger, Right.SEE_CLINICAL) is Access.ALLOWED
    assert access(stranger, Right.CHANGE_PLAN) is Access.REFUSED


def test_only_those_who_treat_may_open_in_an_emergency() -> None:
    assert {role for role in Role if may_open_in_an_emergency([role])} == {Role.DOCTOR, Role.NURSE}


@pytest.mark.parametrize("right", [Right.SEE_CONTACT, Right.CHANGE_CONTACT])
def test_support_staff_need_the_citizens_consent_to_see_contact_data(right: Right) -> None:
    support = frozenset({Role.SUPPORT})
    assert access(Relation(support), right) is Access.REFUSED
    assert access(Relation(support, shares_contact=True), right) is Access.ALLOWED
    assert access(Relation(shares_contact=True), right) is Access.HIDDEN


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPPORT])
def test_the_consent_changes_nothing_for_others(role: Role) -> None:
    roles = frozenset({role})
    assert rights_of(Relation(roles)) == rights_of(Relation(roles, shares_contact=True))


@given(relations, relations)
def test_another_role_never_takes_a_right_away(one: Relation, other: Relation) -> None:
    both = Relation(
        one.roles | other.roles,
        one.has_delegation or other.has_delegation,
        shares_contact=one.shares_contact or other.shares_contact,
    )
    assert rights_of(one) | rights_of(other) <= rights_of(both)
