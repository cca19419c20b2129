"""What a picture is told to show."""

from datetime import date

import time_machine

from citizen_app.measures import MeasureCode
from citizen_app.trends.periods import PeriodKind, period_until
from citizen_app.trends.series import series_of_points
from citizen_app.trends.subjects import Subject
from citizen_app.trends.told import told
from tests.languages import speaking
from tests.unit.trends.builders import MORNING, point

PULSE = Subject("pulse", (MeasureCode.PULSE,))
TODAY = date(2026, 11, 23)


def test_a_unit_with_a_full_stop_ends_the_sentence_once() -> None:
    alike = [point("78", ago, measure=MeasureCode.PULSE) for ago in range(3)]
    with speaking("da"), time_machine.travel(MORNING, tick=False):
        period = period_until(TODAY, PeriodKind.WEEK, None)
        sentences = told(PULSE, series_of_points(alike, ()), period)
    assert "Alle var 78 slag/min." in sentences
