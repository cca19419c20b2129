"""Who comes in to the care team's side, and what they see of whom."""

import pytest


def test_a_nurse_lands_on_the_work_list_with_the_teams_citizens(client, cast):
    assert cast.anna
    client.sign_in(cast.erik)
    assert client.get("/").location == "/care-team"
    client.get("/care-team")
    assert "Anna Andersen" in client.page.text


def test_a_team_does_not_see_another_teams_citizens(client, cast):
    assert cast.frida
    client.sign_in(cast.erik)
    client.get("/care-team")
    assert "Frida" not in client.page.text


@pytest.mark.parametrize("who", ["anna", "jens", "bo"])
def test_for_others_there_is_no_such_page(client, cast, who):
    client.sign_in(getattr(cast, who))
    assert client.get("/care-team").status_code == 404


def test_who_is_not_signed_in_signs_in_first(client):
    assert client.get("/care-team").location.startswith("/sign-in")


def test_a_nurse_on_a_citizens_page_is_led_to_the_work_list(client, cast):
    client.sign_in(cast.erik)
    response = client.get("/today", follow_redirects=True)
    assert response.request.path == "/care-team"
