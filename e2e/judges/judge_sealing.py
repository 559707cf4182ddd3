"""Sealed fields opened with OpenSSL's SM4-GCM by nothing but crates/vault/README.md; what is inside is nowhere in clear.

It is also the proof that a bureau with its key file can read its data without our program.
"""

import pathlib
import sqlite3

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

import verdicts

FIELDS = ("name", "id_no", "phone", "address", "agent", "consignee", "account", "narrative")
# Of these no value may be found; names and narratives hold words that operators and goods have too.
CANARIES = ("id_no", "phone", "account", "address")


def open_gcm(key: bytes, nonce: bytes, body: bytes, aad: bytes) -> bytes:
    opening = Cipher(algorithms.SM4(key), modes.GCM(nonce, body[-16:])).decryptor()
    opening.authenticate_additional_data(aad)
    return opening.update(body[:-16]) + opening.finalize()


def read_kek(path: pathlib.Path) -> bytes:
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    [[mark, key, _check]] = lines
    assert mark == "mingjian-kek-1", mark
    return bytes.fromhex(key)


def data_keys(database: sqlite3.Connection, kek: bytes) -> dict[tuple[str, int], bytes]:
    keys = {}
    for name, version, wrapped in database.execute("select class, version, wrapped from data_key"):
        aad = b"mingjian data key\0" + name.encode() + b"\0" + version.to_bytes(4, "big")
        keys[name, version] = open_gcm(kek, wrapped[1:13], wrapped[13:], aad)
    return keys


def open_cell(keys: dict[tuple[str, int], bytes], column: str, row: int, sealed: bytes) -> str:
    version = int.from_bytes(sealed[:4], "big")
    aad = b"submission_sealed\0" + column.encode() + b"\0" + row.to_bytes(8, "big", signed=True) + version.to_bytes(4, "big")
    return open_gcm(keys[column, version], sealed[4:16], sealed[16:], aad).decode()


def opened_fields(database: sqlite3.Connection, keys: dict[tuple[str, int], bytes]) -> tuple[dict[str, list[str]], list[str]]:
    opened = {field: [] for field in FIELDS}
    problems = []
    for field in FIELDS:
        for row, sealed in database.execute(f"select submission_id, {field} from submission_sealed where {field} is not null"):
            try:
                opened[field].append(open_cell(keys, field, row, sealed))
            except (InvalidTag, KeyError, UnicodeDecodeError) as error:
                problems.append(f"{field} of row {row}: {type(error).__name__}")
    return opened, problems


def found_in_clear(folder: pathlib.Path, opened: dict[str, list[str]]) -> list[str]:
    files = [(path, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    canaries = {(field, value) for field in CANARIES for value in opened[field] if len(value) >= 8}
    return [f"a value of {field} in {path.name}" for field, value in canaries for path, content in files if value.encode() in content]


def main() -> None:
    judged = verdicts.Verdicts()
    with verdicts.city(verdicts.binary(), size=300) as data:
        database = sqlite3.connect(data / "mingjian.sqlite")
        keys = data_keys(database, read_kek(data / "mingjian.key"))
        opened, problems = opened_fields(database, keys)
        database.close()
        judged.judge("every sealed field opens with another's SM4-GCM", problems)
        judged.judge("every class of field was there", [field for field in FIELDS if not opened[field]])
        judged.judge("nothing that is sealed stands anywhere in clear", found_in_clear(data, opened))
    judged.close()


main()
