"""The question of narratives_speed.rs, answered by datasketch and rensa over the same texts in the same run.

`cargo xtask bench narratives_speed --peers` runs this after the Rust example, which leaves in the folder given here:
texts.txt (one text a line), pairs.txt (the exact pairs of a sample), seconds.txt (its own time).

Both are timed from texts to candidate pairs. That favours them: their candidates are not verified, and the time for it is
not counted. Recall is told over the exact pairs of the sample.
"""

import sys
import time
from importlib.metadata import version
from pathlib import Path

folder = Path(sys.argv[1])
texts = (folder / "texts.txt").read_text().splitlines()
wanted = {tuple(map(int, line.split())) for line in (folder / "pairs.txt").read_text().splitlines()}
own, own_processor = map(float, (folder / "seconds.txt").read_text().split())
sampled = range(0, len(texts), max(1, len(texts) // 1000))


def shingles(text):
    kept = "".join(c for c in text if c.isalnum())
    return {kept[i : i + 3] for i in range(len(kept) - 2)}


def tell(name, seconds, processor, parts, pairs, neighbours):
    found = {(min(a, b), max(a, b)) for a in sampled for b in neighbours(a) if a != b}
    recall = len(wanted & found) / len(wanted)
    print(
        f"{name}: {seconds:.1f} s ({parts}), {processor:.1f} s of processor time, {pairs} candidate pairs, recall {recall:.4f} "
        f"on the sample; {seconds / own:.1f} times our {own:.2f} s, {processor / own_processor:.1f} times our "
        f"{own_processor:.2f} s of processor time",
        flush=True,
    )


def run_rensa(bands, rows):
    from rensa import RMinHash, RMinHashLSH

    start, used = time.perf_counter(), time.process_time()
    index = RMinHashLSH(threshold=0.6, num_perm=bands * rows, num_bands=bands)
    signatures = []
    for number, text in enumerate(texts):
        signature = RMinHash(num_perm=bands * rows, seed=42)
        signature.update(list(shingles(text)))
        signatures.append(signature)
    signed = time.perf_counter()
    for number, signature in enumerate(signatures):
        index.insert(number, signature)
    pairs = 0
    for number, signature in enumerate(signatures):
        pairs += sum(1 for other in index.query(signature) if other > number)
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    parts = f"signing {signed - start:.1f}, listing {seconds - signed + start:.1f}"
    tell(f"rensa {version('rensa')}, {bands} bands of {rows}", seconds, processor, parts, pairs, lambda a: index.query(signatures[a]))


def run_datasketch(params):
    from datasketch import MinHash, MinHashLSH

    start, used = time.perf_counter(), time.process_time()
    bands, rows = params or (None, None)
    num_perm = bands * rows if params else 128
    signatures = MinHash.bulk([[s.encode() for s in shingles(text)] for text in texts], num_perm=num_perm)
    signed = time.perf_counter()
    index = MinHashLSH(threshold=0.6, num_perm=num_perm, params=params)
    with index.insertion_session() as session:
        for number, signature in enumerate(signatures):
            session.insert(number, signature, check_duplication=False)
    pairs = 0
    for number, signature in enumerate(signatures):
        pairs += sum(1 for other in index.query(signature) if other > number)
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    parts = f"signing {signed - start:.1f}, listing {seconds - signed + start:.1f}"
    shown = f"{index.b} bands of {index.r}"
    tell(f"datasketch {version('datasketch')}, {shown}", seconds, processor, parts, pairs, lambda a: index.query(signatures[a]))


run_rensa(16, 8)
run_rensa(32, 4)
run_datasketch(None)
run_datasketch((32, 4))
