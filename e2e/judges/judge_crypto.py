"""SM4-GCM, HMAC-SM3, Ed25519 and SM2 as our crates use them, recomputed by OpenSSL (through pyca/cryptography) and by gmssl.

`--vectors 100000` is the whole size; without it a size that takes seconds. gmssl is Python through and through, so it takes a sample:
the first block of SM4-GCM from its bare SM4, SM3 from its own, every SM2 signature.
"""

import base64
import json
import pathlib
import subprocess
import sys

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from gmssl import func, sm2, sm3, sm4

import verdicts

SAMPLE = 300
SM2_TYPE = b"\xffmingjian/sm2-sm3"


def hmac(key: bytes, *parts: bytes) -> bytes:
    code = HMAC(key, SM3())
    for part in parts:
        code.update(part)
    return code.finalize()


def seal_gcm(key: bytes, nonce: bytes, value: bytes, aad: bytes) -> bytes:
    sealing = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(aad)
    return sealing.update(value) + sealing.finalize() + sealing.tag


def first_block(key: bytes, nonce: bytes, value: bytes) -> bytes:
    """What GCM makes of the first block, by gmssl's SM4: the counter begins at 2 there."""
    cipher = sm4.CryptSM4()
    cipher.set_key(key, sm4.SM4_ENCRYPT)
    stream = bytes(cipher.one_round(cipher.sk, list(nonce + (2).to_bytes(4, "big"))))
    return bytes(a ^ b for a, b in zip(stream, value[:16]))


def sm3_of_gmssl(message: bytes) -> bytes:
    return bytes.fromhex(sm3.sm3_hash(func.bytes_to_list(message)))


def hmac_of_gmssl(key: bytes, message: bytes) -> bytes:
    key = (sm3_of_gmssl(key) if len(key) > 64 else key).ljust(64, b"\0")
    inner = sm3_of_gmssl(bytes(byte ^ 0x36 for byte in key) + message)
    return sm3_of_gmssl(bytes(byte ^ 0x5C for byte in key) + inner)


def judge_vectors(judged: verdicts.Verdicts, lines) -> None:
    kek = bytes.fromhex(json.loads(next(lines))["kek"].split()[1])
    keys, problems, sample, count = {}, [], [], 0
    for line in map(json.loads, lines):
        if "wrapped" in line:
            wrapped = bytes.fromhex(line["wrapped"])
            aad = b"mingjian data key\0" + line["class"].encode() + b"\0" + line["version"].to_bytes(4, "big")
            opening = Cipher(algorithms.SM4(kek), modes.GCM(wrapped[1:13], wrapped[-16:])).decryptor()
            opening.authenticate_additional_data(aad)
            try:
                keys[line["class"]] = opening.update(wrapped[13:-16]) + opening.finalize()
            except InvalidTag:
                problems.append(f"the key of {line['class']} does not open")
            continue
        count += 1
        value, sealed = bytes.fromhex(line["value"]), bytes.fromhex(line["sealed"])
        key, column = keys[line["column"]], line["column"].encode()
        aad = b"submission_sealed\0" + column + b"\0" + line["row"].to_bytes(8, "big", signed=True) + sealed[:4]
        if seal_gcm(key, sealed[4:16], value, aad) != sealed[16:]:
            problems.append(f"vector {count}: sealed otherwise")
        master = keys["index"]
        blind = hmac(hmac(master, b"mingjian blind index"), len(column).to_bytes(8, "big"), column, line["words"].encode())[:16]
        if blind.hex() != line["blind"]:
            problems.append(f"vector {count}: blind key otherwise")
        digest_key = hmac(master, b"mingjian row digest")
        if hmac(digest_key, value).hex() != line["digest"]:
            problems.append(f"vector {count}: digest otherwise")
        if len(sample) < SAMPLE and value:
            sample.append((key, sealed, value, digest_key, line["digest"]))
    judged.judge(f"{count} sealed values, blind keys and digests agree with OpenSSL", problems)
    problems = [f"vector {at}" for at, (key, sealed, value, _, _) in enumerate(sample)
                if first_block(key, sealed[4:16], value) != sealed[16:32][: min(16, len(value))]]
    judged.judge(f"{len(sample)} first blocks agree with gmssl's SM4", problems)
    problems = [f"vector {at}" for at, (_, _, value, key, digest) in enumerate(sample) if hmac_of_gmssl(key, value).hex() != digest]
    judged.judge(f"{len(sample)} digests agree with gmssl's SM3", problems)


def judge_notes(judged: verdicts.Verdicts, text: str) -> None:
    notes = [note for note in text.split("\n.\n") if note.strip()]
    ed25519, sm2_problems = [], []
    for at, note in enumerate(notes):
        first, second, signed = note.split("\n", 2)
        body, signatures = signed.split("\n\n", 1)
        body = (body + "\n").encode()
        signatures = [base64.b64decode(line.rsplit(" ", 1)[1])[4:] for line in signatures.strip().splitlines()]
        public = base64.b64decode(first.split("+", 2)[2])[1:]
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signatures[0], body)
        except InvalidSignature:
            ed25519.append(f"note {at}")
        point = base64.b64decode(second.split("+", 2)[2]).removeprefix(SM2_TYPE)
        other = sm2.CryptSM2(private_key="", public_key=point[1:].hex(), asn1=False)
        if not other.verify_with_sm3(signatures[1].hex(), body):
            sm2_problems.append(f"note {at}")
        if other.verify_with_sm3(signatures[1].hex(), body + b"x"):
            sm2_problems.append(f"note {at}: an altered text is taken")
    judged.judge(f"{len(notes)} Ed25519 signatures are good for OpenSSL", ed25519)
    judged.judge(f"{len(notes)} SM2 signatures are good for gmssl", sm2_problems)


def main() -> None:
    count = int(sys.argv[sys.argv.index("--vectors") + 1]) if "--vectors" in sys.argv else 20_000
    sys.argv = [argument for at, argument in enumerate(sys.argv) if "--vectors" not in sys.argv[max(0, at - 1) : at + 1]]
    folder = pathlib.Path(verdicts.binary()).resolve().parent / "examples"
    verdicts.run("cargo", "build", "--quiet", "--workspace", "--example", "vectors", "--example", "notes")
    judged = verdicts.Verdicts()
    with subprocess.Popen([folder / "vectors", str(count), "7"], stdout=subprocess.PIPE, text=True) as made:
        judge_vectors(judged, made.stdout)
    judge_notes(judged, subprocess.run([folder / "notes", "200"], capture_output=True, text=True, check=True).stdout)
    judged.close()


main()
