"""Every day of 2024 to mid-2026 as the start of every short working-day term, against `chinesecalendar`."""

import csv
import datetime
import pathlib
import tempfile

import chinese_calendar

import verdicts

FIRST = datetime.date(2024, 1, 1)
LAST = datetime.date(2026, 8, 31)
# Term → working days, as LAW.md's table has them for every day of the range.
TERMS = {"C-ACC": 7, "C-END": 7, "R-VER": 15, "X-ADM": 5, "G-INFO": 20, "L-OBJ": 15, "L-UNDO": 3}


def due(start: datetime.date, working_days: int) -> datetime.date:
    """The start day is not counted."""
    day = start
    while working_days:
        day += datetime.timedelta(days=1)
        working_days -= chinese_calendar.is_workday(day)
    return day


def main() -> None:
    judged = verdicts.Verdicts()
    days = [FIRST + datetime.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = (pathlib.Path(folder) / name for name in ("asked.csv", "answered.csv"))
        with asked.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "from", "pack_date"])
            rows.writerows([term, day, day] for term in TERMS for day in days)
        verdicts.run(verdicts.binary(), "law", "due", "--batch", str(asked), str(answered))
        with answered.open(newline="", encoding="utf-8-sig") as file:
            answers = list(csv.DictReader(file))
    for term, working_days in TERMS.items():
        of_term = [row for row in answers if row["id"] == term]
        expected = {day.isoformat(): due(day, working_days).isoformat() for day in days}
        wrong = [f"from {row['from']}: {row['due']}, not {expected.get(row['from'])}" for row in of_term if row["due"] != expected.get(row["from"])]
        if len(of_term) != len(days):
            wrong.append(f"{len(of_term)} answers to {len(days)} questions")
        judged.judge(f"{term}, {working_days} working days from {len(days)} days", wrong)
    judged.close()


main()
