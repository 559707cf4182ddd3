"""R1: every day of the work calendar as the start of every term of both eras, and random histories of clocks, against `chinesecalendar`.

What is expected is walked day by day here; nothing of the program's way of counting is used. `HISTORIES=1000000` lives a million.
"""

import calendar
import csv
import datetime
import functools
import os
import pathlib
import random
import tempfile

import chinese_calendar

import verdicts

FIRST = datetime.date(2024, 1, 1)
LAST = datetime.date(2026, 12, 31)
DAYS = [FIRST + datetime.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
DAY = datetime.timedelta(days=1)
HISTORIES = int(os.environ.get("HISTORIES", "20000"))
OLD, NEW = "2026-04-14", "2026-04-15"
# Term, a day whose law is meant, length, unit, extension: LAW.md's table under Order 20 and under Order 121.
RULES = [
    ("C-ACC", OLD, 7, "wd", 0),
    ("C-ACC", NEW, 7, "wd", 0),
    ("C-MED", "2024-06-30", 45, "wd", 0),
    ("C-MED", OLD, 45, "wd", 0),
    ("C-MED", NEW, 60, "d", 0),
    ("C-END", OLD, 7, "wd", 0),
    ("C-END", NEW, 7, "wd", 0),
    ("C-3Y", OLD, 3, "y", 0),
    ("C-3Y", NEW, 3, "y", 0),
    ("R-VER", "2021-07-14", 15, "wd", 15),
    ("R-VER", OLD, 15, "wd", 15),
    ("R-VER", NEW, 15, "wd", 15),
    ("R-NOTE", OLD, 5, "wd", 0),
    ("R-CASE", "2021-07-14", 90, "d", 30),
    ("R-CASE", OLD, 90, "d", 30),
    ("R-CASE", NEW, 90, "d", 30),
    ("JUR", OLD, 7, "wd", 0),
    ("JUR", NEW, 7, "wd", 0),
    ("PUB", OLD, 30, "d", 0),
    ("PUB", NEW, 30, "d", 0),
    ("T-APP", NEW, 3, "d", 0),
    ("T-SEND", NEW, 24, "h", 0),
    ("T-SUPP", NEW, 3, "d", 0),
    ("T-REV", NEW, 3, "d", 0),
    ("T-REC", NEW, 3, "d", 0),
    ("T-HAND", NEW, 3, "d", 0),
    ("X-ADM", NEW, 5, "wd", 0),
    ("X-DEC", NEW, 60, "d", 30),
    ("G-INFO", NEW, 20, "wd", 20),
    ("P-XF", NEW, 60, "d", 30),
    ("L-OBJ", NEW, 15, "wd", 0),
    ("L-EXP", NEW, 12, "m", 0),
    ("L-UNDO", NEW, 3, "wd", 0),
]


@functools.cache
def kind(day: datetime.date) -> tuple[bool, bool, bool]:
    """Worked, within a statutory holiday, laid out by a notice of 2024 to 2026."""
    if not FIRST <= day <= LAST:
        return day.weekday() < 5, False, False
    off, name = chinese_calendar.get_holiday_detail(day)
    return not off, off and name is not None, True


def months_later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def after_holiday(day: datetime.date) -> datetime.date:
    while kind(day)[1]:
        day += DAY
    return day


def stood(pauses: list[tuple[datetime.date, datetime.date]]) -> set[datetime.date]:
    return {since + DAY * n for since, until in pauses for n in range((until - since).days)}


def due(start: datetime.date, length: int, unit: str, pauses: list[tuple[datetime.date, datetime.date]]) -> tuple[str, str]:
    """The last day and whether a day that it rests on was not laid out; the start day and days that stood still do not count."""
    if unit in ("m", "y"):
        length = (months_later(start, length * (12 if unit == "y" else 1)) - start).days
    if unit == "h":
        length = -(-length // 24)
    day, provisional = start, False
    while length:
        day += DAY
        works, _, known = kind(day)
        if unit == "wd":
            provisional |= not known
        stands = any(since <= day < until for since, until in pauses)
        length -= not stands and (unit != "wd" or works)
    if unit in ("d", "m", "y"):
        # A stop that begins while the end waits for a holiday to pass is added to the day after the holiday; the end may then lie beyond a later stop.
        counted = {stop for pause in pauses if pause[0] <= day for stop in stood([pause])}
        while ahead := sorted(stop for stop in stood(pauses) - counted if stop <= after_holiday(day)):
            stretch = {ahead[0]}
            while max(stretch) + DAY in stood(pauses):
                stretch.add(max(stretch) + DAY)
            day = (after_holiday(day) if ahead[0] > day else day) + DAY * len(stretch - counted)
            counted |= stretch
        day = after_holiday(day)
        provisional = not kind(day)[2]
    return day.isoformat(), "true" if provisional else "false"


def ask(questions: list[list[str]]) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = (pathlib.Path(folder) / name for name in ("asked.csv", "answered.csv"))
        with asked.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "from", "pack_date", "pauses", "extensions"])
            rows.writerows(questions)
        verdicts.run(BINARY, "law", "due", "--batch", str(asked), str(answered))
        with answered.open(newline="", encoding="utf-8-sig") as file:
            return [(row["due"], row["provisional"]) for row in csv.DictReader(file)]


def differences(questions: list[list[str]], expected: list[tuple[str, str]]) -> list[str]:
    answers = ask(questions)
    wrong = [f"{' '.join(question)}: {answer}, not {wanted}" for question, answer, wanted in zip(questions, answers, expected) if answer != wanted]
    if len(answers) != len(questions):
        wrong.append(f"{len(answers)} answers to {len(questions)} questions")
    return wrong


def history(rng: random.Random) -> tuple[list[str], tuple[str, str]]:
    """A clock that stands still up to three times, stops overlapping now and then, and may be extended while it runs."""
    term, law, length, unit, extension = rng.choice(RULES)
    start = rng.choice(DAYS)
    pauses: list[tuple[datetime.date, datetime.date]] = []
    earliest = start + DAY
    for _ in range(rng.randrange(4)):
        last = datetime.date.fromisoformat(due(start, length, unit, pauses)[0])
        if earliest >= last:
            break
        since = earliest + DAY * rng.randrange(min(40, (last - earliest).days))
        until = since + DAY * rng.randrange(45)
        pauses.append((since, until))
        # The next one begins after this one, or while it lasts.
        earliest = since if rng.randrange(2) else max(until, since)
    extended = 1 if extension and rng.randrange(3) == 0 else 0
    told = ";".join(f"{since}/{until}" for since, until in pauses)
    return [term, start.isoformat(), law, told, str(extended)], due(start, length + extended * extension, unit, pauses)


def main() -> None:
    judged = verdicts.Verdicts()
    for term, law, length, unit, _ in RULES:
        questions = [[term, day.isoformat(), law, "", ""] for day in DAYS]
        expected = [due(day, length, unit, []) for day in DAYS]
        judged.judge(f"{term} under the law of {law}, {length} {unit} from {len(DAYS)} days", differences(questions, expected))
    rng = random.Random(20261124)
    lives = [history(rng) for _ in range(HISTORIES)]
    judged.judge(f"{HISTORIES} random histories", differences([question for question, _ in lives], [wanted for _, wanted in lives]))
    judged.close()


BINARY = verdicts.binary()
main()
