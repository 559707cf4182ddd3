"""Exports read by `openpyxl`: every cell is text, nothing is a formula, csv and xlsx say the same, personal fields are masked."""

import csv
import pathlib

import openpyxl

import verdicts

KINDS = ("submissions", "findings", "persons")
PERSONAL = ("姓名", "证件号码", "联系电话", "收款账号", "代理人", "代理人电话", "收货人", "收货人电话")


def read_csv(path: pathlib.Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.reader(file))


def read_xlsx(path: pathlib.Path) -> tuple[list[list[str]], list[str]]:
    """The rows as text, and the cells that are formulas."""
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    cells = [list(row) for row in sheet.iter_rows()]
    formulas = [cell.coordinate for row in cells for cell in row if cell.data_type == "f"]
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in cells], formulas


def unguarded(cell: str) -> str:
    """A csv cell that a table program would take for a formula is guarded by an apostrophe; a workbook cell needs none."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


def differences(table: list[list[str]], workbook: list[list[str]]) -> list[str]:
    if len(table) != len(workbook):
        return [f"{len(table)} rows in csv, {len(workbook)} in xlsx"]
    width = max(len(row) for row in table)
    full = lambda row: [unguarded(cell) for cell in row] + [""] * (width - len(row))  # noqa: E731
    return [f"row {number}" for number, (left, right) in enumerate(zip(table, workbook), 1) if full(left) != full(right)]


def unmasked(table: list[list[str]]) -> list[str]:
    header, *rows = table
    columns = [(at, name) for at, name in enumerate(header) if name in PERSONAL]
    return [f"row {number}, {name}" for number, row in enumerate(rows, 2) for at, name in columns if row[at] and "*" not in row[at]]


def main() -> None:
    judged = verdicts.Verdicts()
    mingjian = verdicts.binary()
    with verdicts.city(mingjian, size=300) as data:
        for kind in KINDS:
            table_path, workbook_path = (data.parent / f"{kind}.{ending}" for ending in ("csv", "xlsx"))
            for path in (table_path, workbook_path):
                verdicts.run(mingjian, "export", kind, str(path), "--data", str(data))
            table = read_csv(table_path)
            workbook, formulas = read_xlsx(workbook_path)
            judged.judge(f"{kind}: there is something to judge", [] if len(table) > 1 else ["no row"])
            judged.judge(f"{kind}: no cell is a formula", formulas)
            judged.judge(f"{kind}: csv and xlsx say the same", differences(table, workbook))
            judged.judge(f"{kind}: personal fields are masked", unmasked(table))
    judged.close()


main()
