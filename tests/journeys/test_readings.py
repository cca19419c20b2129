"""Entering readings on a phone: commas, slips, swaps, very low numbers, and leaving out."""

from playwright.sync_api import expect

from tests.journeys.steps import OXYGEN, Person

ADD = "/readings/add"


def test_the_oxygen_task_is_sent_and_then_done(citizen: Person) -> None:
    citizen.opens_task(OXYGEN)
    citizen.measures_oxygen("93", "78")
    citizen.presses("Fortsæt")
    citizen.is_at("Tjek dine målinger")
    citizen.sees("93 %", "I hvile, uden ilt", "78 slag/min.")
    citizen.presses("Send")
    citizen.is_at("Din kvittering")
    citizen.sees("Sendt, ikke set endnu", "93 %", "Teamet læser målinger mandag og torsdag")
    citizen.opens("Gå til I dag")
    citizen.sees("Gjort i dag", "Se kvitteringen")


def test_a_comma_is_a_comma(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.writes("Vægt", "71,4")
    citizen.writes("Temperatur", " 36,7 °C ")
    citizen.presses("Fortsæt")
    citizen.sees("71,4 kg", "36,7 °C")
    citizen.presses("Send")
    citizen.sees("71,4 kg", "36,7 °C")


def test_a_slipped_comma_is_asked_about_and_put_right(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.writes("Temperatur", "367")
    citizen.presses("Fortsæt")
    citizen.is_at("Du skrev 367. Mente du 36,7?")
    citizen.chooses("Ja, 36,7 °C")
    citizen.presses("Fortsæt")
    citizen.is_at("Tjek dine målinger")
    citizen.sees("36,7 °C")
    citizen.presses("Send")
    citizen.sees("36,7 °C")
    citizen.does_not_see("367")


def test_a_question_must_be_answered(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.writes("Temperatur", "367")
    citizen.presses("Fortsæt")
    citizen.presses("Fortsæt")
    citizen.sees_error("Vælg et svar")


def test_a_swapped_blood_pressure_is_noticed(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.writes("Blodtryk, det høje", "80")
    citizen.writes("Blodtryk, det lave", "135")
    citizen.presses("Fortsæt")
    citizen.is_at("Har du byttet om på de 2 tal?")
    citizen.page.get_by_role("radio", name="Ja, byt dem").check()
    citizen.presses("Fortsæt")
    expect(citizen.page.locator("main dl > div").first).to_contain_text("135 mmHg")
    citizen.presses("Send")
    citizen.is_at("Din kvittering")


def test_a_very_low_number_is_measured_again_and_then_sent_with_whom_to_call(
    citizen: Person,
) -> None:
    citizen.opens_task(OXYGEN)
    citizen.measures_oxygen("82", "104")
    citizen.presses("Fortsæt")
    citizen.is_at("Varm fingeren, og mål igen")
    citizen.writes("Det nye tal", "83")
    citizen.presses("Fortsæt")
    citizen.sees("Har du det dårligt? Ring nu", "83 %", "ring 112")
    citizen.presses("Send")
    citizen.is_at("Din kvittering")
    citizen.sees("Læs dette nu", "Ring 112", "83 %")


def test_who_is_too_unwell_to_measure_is_told_to_call(citizen: Person) -> None:
    citizen.opens_task(OXYGEN)
    citizen.chooses("For dårlig til at måle")
    citizen.sees("Ring 112")
    citizen.presses("Fortsæt")
    citizen.sees("Har du det dårligt? Ring nu", "Ikke målt: For dårlig til at måle")
    citizen.presses("Send")
    citizen.sees("Læs dette nu", "Du er for dårlig til at måle.", "Ring 112")


def test_words_in_a_number_field_come_back_with_what_to_write(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.writes("Puls", "rigtig fin")
    citizen.presses("Fortsæt")
    citizen.sees_error("Puls: skriv et tal, for eksempel 78")
    expect(citizen.field("Puls")).to_have_value("rigtig fin")
    citizen.opens("Puls: skriv et tal, for eksempel 78")
    expect(citizen.field("Puls")).to_be_focused()


def test_the_impossible_is_refused_and_the_rest_is_kept(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.measures_oxygen("101", "78")
    citizen.presses("Fortsæt")
    citizen.sees_error("Iltmætning kan ikke være 101 %")
    expect(citizen.field("Puls")).to_have_value("78")


def test_nothing_is_lost_when_one_goes_back_from_the_last_look(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.measures_oxygen("94", "81")
    citizen.presses("Fortsæt")
    citizen.presses("Ret mine målinger")
    expect(citizen.field("Iltmætning")).to_have_value("94")
    citizen.writes("Puls", "82")
    citizen.presses("Fortsæt")
    citizen.sees("94 %", "82 slag/min.")


def test_a_reading_is_corrected_later_and_both_stay_readable(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.writes("Vægt", "81,4")
    citizen.presses("Fortsæt")
    citizen.presses("Send")
    citizen.opens("Vægt")
    expect(citizen.field("Vægt")).to_have_value("81,4")
    citizen.writes("Vægt", "71,4")
    citizen.presses("Fortsæt")
    citizen.presses("Send")
    citizen.sees("71,4 kg", "Retter en tidligere måling.")
    citizen.goes_to("/record")
    citizen.page.locator("main section li a").nth(1).click()
    citizen.look(citizen.page)
    citizen.sees("81,4 kg", "rettet senere")


def test_a_reading_of_yesterday_is_sent_with_its_time(citizen: Person) -> None:
    citizen.goes_to(ADD)
    citizen.writes("Puls", "76")
    citizen.chooses("På et andet tidspunkt")
    citizen.writes("Dag", "i går")
    citizen.writes("Klokken", "8.15")
    citizen.presses("Fortsæt")
    citizen.sees("i går kl. 8.15")
    citizen.presses("Send")
    citizen.sees("Målt i går kl. 8.15")
