"""Who may come in to which page: the one table that tests hold every route against.

A new route needs a line here, beside those who may open it. What is written here is what the
organisation was promised; it is not worked out from the guards.
"""

STAFF = ("nurse", "doctor", "trainer", "home_care", "support", "administrator")
TREATING = ("nurse", "doctor")

# Anybody, signed in or not.
FOR_ALL = """
    start web.healthz web.readyz settings.show_settings settings.change_language
    sign_in.show_sign_in sign_in.start_sign_in sign_in.finish_sign_in sign_in.show_not_enrolled
    sign_in.show_signed_out sign_in.sign_out
"""

# A citizen, about herself. Staff are led to their own pages, others to the friendly page.
FOR_CITIZENS = """
    messages.show_messages messages.show_thread messages.reply messages.show_arrived
    messages.mark_read messages.add_message messages.send_message messages.show_alerts
    messages.choose_alerts messages.photos.show_photo messages.photos.show_small_photo
    action_plan.show_action_plan
    plans.show_pause plans.ask_for_pause plans.end_pause
    questionnaires.start questionnaires.show_check questionnaires.send_answers
    questionnaires.show_sent questionnaires.show_step questionnaires.save_step
    questionnaires.show_advice
    readings.add_readings readings.check_readings readings.change_reading readings.check_change
    record.list_receipts record.show_receipt settings.show_helpers
    today.show_today training.show_training
    trends.show_trends trends.show_trend trends.show_answers trends.show_answer trends.show_day
    trends.take_along.show_ways trends.take_along.download_numbers trends.take_along.show_paper
    trends.take_along.download_sheet
"""

# About a citizen: these roles in a team that follows her; support staff only while she agrees
# that they know how to reach her. Her team's other members are refused,
# to everybody else there is no such page.
ABOUT_A_CITIZEN = {
    TREATING: """
        care_team.show_citizen care_team.open_day care_team.finish_follow_up
        care_team.mark_missed_seen care_team.write_note care_team.confirm_pause care_team.end_pause
        care_team.ask_why_faulty care_team.mark_faulty care_team.show_submission
        care_team.mark_handled care_team.mark_seen care_team.copy_to_journal care_team.confirm_usual
        care_team.messages.show_thread care_team.messages.reply care_team.messages.mark_done
        care_team.messages.reopen care_team.messages.take
        care_team.planning.show_plan care_team.planning.show_history
        care_team.planning.ask_for_end care_team.planning.endactivity_of
        care_team.planning.ask_for_times care_team.planning.change_times
        care_team.planning.add_questionnaire care_team.planning.save_questionnaire
        care_team.planning.add_readings care_team.planning.save_readings
        care_team.courses.ask_for_template care_team.courses.begin_plan
        care_team.courses.ask_for_reason care_team.courses.add_pause care_team.courses.save_pause
        care_team.show_citizen_answers care_team.show_citizen_paper care_team.show_citizen_trend
        care_team.download_citizen_sheet care_team.show_thresholds
        care_team.change_action_plan care_team.write_action_plan care_team.show_action_plan
        care_team.messages.show_photo care_team.messages.show_small_photo
    """,
    # Nurses only with a doctor's recorded delegation.
    ("doctor",): """
        care_team.ask_for_threshold care_team.set_threshold care_team.end_threshold
    """,
    (*TREATING, "support"): "care_team.show_equipment care_team.note_equipment",
    STAFF: "care_team.contact.show_contact",
    (*TREATING, "home_care"): "care_team.start_entering",
    (*TREATING, "administrator"): """
        care_team.contact.show_cpr care_team.contact.give_consent care_team.contact.withdraw_consent
        care_team.contact.add_relative care_team.contact.register_relative
        care_team.contact.end_relative
    """,
    (*TREATING, "support", "administrator"): """
        care_team.programme.ask_for_municipality care_team.programme.set_municipality
    """,
}

# About one's own teams: these roles in any team. Other members of teams are refused, to everybody
# else there is no such page.
ABOUT_A_TEAM = {
    STAFF: "care_team.show_work_list",
    TREATING: """
        care_team.mark_seen_together care_team.messages.show_inbox
        care_team.emergency.ask_for_reason care_team.emergency.open_record
        care_team.notices.show_notices care_team.notices.show_notice care_team.notices.add_notice
        care_team.notices.send_notice care_team.courses.end_course
    """,
    (*TREATING, "home_care"): "care_team.stop_entering",
    (*TREATING, "administrator"): """
        care_team.enrol.ask_for_cpr care_team.enrol.begin care_team.enrol.ask_for_rest
        care_team.enrol.finish
        care_team.notices.show_texts care_team.notices.add_text care_team.notices.remove_text
        care_team.templates.show_templates
        care_team.programme.show_programme care_team.programme.download_numbers
    """,
    ("doctor",): """
        care_team.show_delegations care_team.give_delegation care_team.withdraw_delegation
    """,
    ("administrator",): """
        care_team.programme.set_size
        care_team.questionnaires.list_questionnaires care_team.questionnaires.import_questionnaire
        care_team.questionnaires.show_questionnaire care_team.questionnaires.retire_questionnaire
        care_team.questionnaires.offer_questionnaire_again
        care_team.questionnaires.preview_questionnaire care_team.questionnaires.leave_preview
    """,
}


def endpoints() -> list[str]:
    """Every endpoint of the table."""
    groups = [FOR_ALL, FOR_CITIZENS, *ABOUT_A_CITIZEN.values(), *ABOUT_A_TEAM.values()]
    return [endpoint for group in groups for endpoint in group.split()]


def roles_of(endpoint: str) -> tuple[str, ...]:
    """The roles that come in to a page of the care team's side; empty for other pages."""
    for table in (ABOUT_A_CITIZEN, ABOUT_A_TEAM):
        for roles, group in table.items():
            if endpoint in group.split():
                return roles
    return ()


def is_about_a_citizen(endpoint: str) -> bool:
    """Whether a page of the care team's side is about one citizen."""
    return any(endpoint in group.split() for group in ABOUT_A_CITIZEN.values())
