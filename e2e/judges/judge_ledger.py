"""The exported log read by a verifier written from the specifications alone (C2SP tlog-tiles, tlog-checkpoint, signed-note;
RFC 6962 §2.1) with hashlib, OpenSSL's Ed25519 and gmssl's SM2; then the same log with something altered, which it must find every time.

`--edits 10000` is the whole size; without it a size that takes seconds.
"""

import base64
import hashlib
import pathlib
import random
import shutil
import sqlite3
import struct
import subprocess
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from gmssl import sm2

import verdicts

WIDTH = 256
SM2_TYPE = b"\xffmingjian/sm2-sm3"


def leaf(entry: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry).digest()


def joined(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root(hashes: list[bytes]) -> bytes:
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return joined(root(hashes[:split]), root(hashes[split:]))


def index_path(index: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def entries_of(bundle: bytes) -> list[bytes]:
    entries, at = [], 0
    while at < len(bundle):
        (length,) = struct.unpack_from(">H", bundle, at)
        entry = bundle[at + 2 : at + 2 + length]
        if len(entry) != length:
            raise ValueError("a bundle is cut off")
        entries.append(entry)
        at += 2 + length
    return entries


def check_checkpoint(text: str, vkeys: list[str]) -> tuple[int, str]:
    """Size and root of a checkpoint that carries the signatures of both keys and nothing besides; Ed25519 first, SM2 second."""
    body, _, lines = text.partition("\n\n")
    body += "\n"
    origin, size, told = body.splitlines()
    signed = []
    for vkey in vkeys:
        name, key_id, key = vkey.split("+", 2)
        signed.append((name, bytes.fromhex(key_id), base64.b64decode(key)))
    if origin != signed[0][0] or str(int(size)) != size or not lines.endswith("\n") or len(lines.splitlines()) != len(vkeys):
        raise ValueError("the checkpoint is not as it must be")
    for line, (name, key_id, key) in zip(lines.splitlines(), signed):
        signature = base64.b64decode(line.rsplit(" ", 1)[1], validate=True)
        if line != f"\u2014 {name} {base64.b64encode(signature).decode()}" or signature[:4] != key_id:
            raise ValueError("a signature line is not as it must be")
        if key.startswith(SM2_TYPE):
            point = key.removeprefix(SM2_TYPE)[1:].hex()
            if not sm2.CryptSM2(private_key="", public_key=point).verify_with_sm3(signature[4:].hex(), body.encode()):
                raise ValueError("the SM2 signature is not good")
        else:
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature[4:], body.encode())
    return int(size), told


def verify(log: pathlib.Path, vkeys: list[str]) -> None:
    """Reads every file of the log; raises where one is not what the signed root says, or where there is one too many or too few."""
    size, told = check_checkpoint((log / "checkpoint").read_bytes().decode(), vkeys)
    seen = {log / "checkpoint"}

    def tiles(kind: str, index: int, width: int) -> list[bytes]:
        """The whole tile or, with every earlier state that was kept of it, the part."""
        whole = log / "tile" / kind / index_path(index)
        found = []
        if width == WIDTH and whole.is_file():
            found.append((WIDTH, whole))
        parts = whole.with_name(whole.name + ".p")
        if parts.is_dir():
            found.extend((int(path.name), path) for path in parts.iterdir())
        if not any(kept == width for kept, _ in found):
            raise ValueError(f"{kind} {index} is missing")
        seen.update(path for _, path in found)
        found.sort()
        unit = len if kind == "entries" else lambda content: len(content) // 32
        last = None
        for kept, path in found:
            content = path.read_bytes()
            items = entries_of(content) if kind == "entries" else [content[at : at + 32] for at in range(0, len(content), 32)]
            if len(items) != kept or kind != "entries" and len(content) != 32 * kept:
                raise ValueError(f"{kind} {index} has another width")
            if last is not None and items[: len(last)] != last:
                raise ValueError(f"{kind} {index} was another before")
            last = items
        return last[:width]

    widths = lambda count: [min(WIDTH, count - at) for at in range(0, count, WIDTH)]
    hashes = []
    for index, width in enumerate(widths(size)):
        entries = tiles("entries", index, width)
        kept = tiles("0", index, width)
        if [leaf(entry) for entry in entries] != kept:
            raise ValueError(f"the entries of {index} are not those of its tile")
        hashes.extend(kept)
    if base64.b64encode(root(hashes)).decode() != told:
        raise ValueError("the root is another")
    level, below = 1, hashes
    while len(below) >= WIDTH:
        below = [root(below[at : at + WIDTH]) for at in range(0, len(below) - len(below) % WIDTH, WIDTH)]
        for index, width in enumerate(widths(len(below))):
            if tiles(str(level), index, width) != below[index * WIDTH : index * WIDTH + width]:
                raise ValueError(f"level {level} is not that of the level below")
        level += 1
    files = {path for path in log.rglob("*") if path.is_file()}
    if files != seen:
        raise ValueError("files that are none of the log's")


def is_sound(log: pathlib.Path, vkeys: list[str]) -> bool:
    try:
        verify(log, vkeys)
    except (ValueError, IndexError, OSError, InvalidSignature, struct.error):
        return False
    return True


def alter(path: pathlib.Path, rng: random.Random) -> bytes:
    """One edit of the file; returns what it was."""
    before = path.read_bytes()
    content = bytearray(before)
    at = rng.randrange(len(content))
    match rng.randrange(4):
        case 0:
            content[at] ^= 1 << rng.randrange(8)
        case 1:
            del content[at]
        case 2:
            content.insert(at, rng.randrange(256))
        case _:
            content[at:] = b""
    path.write_bytes(bytes(content))
    return before


def judge_edits(judged: verdicts.Verdicts, log: pathlib.Path, vkeys: list[str], count: int) -> None:
    rng = random.Random(20261124)
    files = sorted(path for path in log.rglob("*") if path.is_file())
    missed = []
    for edit in range(count):
        path = rng.choice(files)
        before = alter(path, rng)
        if path.read_bytes() != before and is_sound(log, vkeys):
            missed.append(f"edit {edit} of {path.relative_to(log)}")
        path.write_bytes(before)
    judged.judge(f"{count} altered logs are found out", missed)
    judged.judge("the log itself is sound still", [] if is_sound(log, vkeys) else ["it is not"])


def judge_rows(judged: verdicts.Verdicts, mingjian: str, data: pathlib.Path) -> None:
    """Rows of the tables that the log covers, changed behind its back."""
    edits = {
        "account renamed": "update account set display_name = display_name || 'x' where id = (select min(id) from account)",
        "a post raised": "update account set role = 'head' where role <> 'head'",
        "a setting slipped in": "insert into setting (key, value) values ('login.second_factor', 'optional')",
        "a look forgotten": "delete from access_record where id = (select max(id) from access_record)",
        "a data key swapped": "update data_key set created_at = created_at + 1 where class = 'name'",
        "an entry's act rewritten": "update ledger_entry set kind = 'login' where seq = 0",
        "an entry forgotten": "delete from ledger_entry where seq = (select max(seq) from ledger_entry)",
        "a tile rewritten": "update ledger_tile set bytes = zeroblob(length(bytes)) where level = 0",
    }
    problems = []
    copy = data.with_name("copy")
    for name, sql in edits.items():
        shutil.copytree(data, copy)
        # The configuration names the key file of the city, which is the same.
        database = sqlite3.connect(copy / "mingjian.sqlite")
        changed = database.execute(sql).rowcount
        database.commit()
        database.close()
        done = subprocess.run([mingjian, "ledger", "verify", "--data", str(copy)], capture_output=True, text=True, check=False)
        if changed == 0:
            problems.append(f"{name}: there was nothing to change")
        elif done.returncode == 0:
            problems.append(f"{name}: not found")
        shutil.rmtree(copy)
    judged.judge(f"{len(edits)} rows changed behind the log's back are found", problems)


def main() -> None:
    count = int(sys.argv[sys.argv.index("--edits") + 1]) if "--edits" in sys.argv else 500
    sys.argv = [argument for at, argument in enumerate(sys.argv) if "--edits" not in sys.argv[max(0, at - 1) : at + 1]]
    mingjian = verdicts.binary()
    judged = verdicts.Verdicts()
    with verdicts.city(mingjian, size=300) as data:
        # A few looks, so that there is one to forget and the log has grown in steps.
        for export in range(5):
            verdicts.run(mingjian, "export", "persons", str(data.with_name(f"out-{export}.csv")), "--data", str(data))
            verdicts.run(mingjian, "ledger", "verify", "--data", str(data))
        log = data.with_name("log")
        verdicts.run(mingjian, "ledger", "export", str(log), "--data", str(data))
        keys = subprocess.run([mingjian, "ledger", "keys", "--data", str(data)], capture_output=True, text=True, check=True)
        vkeys = keys.stdout.splitlines()
        try:
            verify(log, vkeys)
            problems = []
        except (ValueError, InvalidSignature) as error:
            problems = [str(error)]
        judged.judge("the log is sound for an outside verifier", problems)
        judge_edits(judged, log, vkeys, count)
        judge_rows(judged, mingjian, data)
    judged.close()


main()
