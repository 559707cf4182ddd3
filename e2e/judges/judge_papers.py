"""Every form read by python-docx and pypdf: the editable copy says what the paper says, the paper is an A4 archive copy with its fonts."""

import collections
import pathlib
import re
import subprocess
import tempfile

import docx
import pypdf

import verdicts

ROOT = pathlib.Path(__file__).resolve().parents[2]
A4_POINTS = (595.28, 841.89)


def made(folder: str) -> list[pathlib.Path]:
    """One made-up paper on each form, as PDF and as DOCX."""
    # With the workspace's features, so that nothing is compiled twice.
    build = ["cargo", "build", "--quiet", "--workspace", "--example", "paper_speed"]
    subprocess.run(build, cwd=ROOT, check=True)
    # Wherever cargo was told to build, the examples lie beside the binary.
    program = pathlib.Path(verdicts.binary()).resolve().parent / "examples/paper_speed"
    subprocess.run([program, "1", folder], check=True, stdout=subprocess.DEVNULL)
    return sorted(pathlib.Path(folder).glob("*.pdf"))


def letters(text: str) -> collections.Counter:
    """Tables are read in another order by each program: what counts is that nothing is missing and nothing besides."""
    return collections.Counter(re.sub(r"\s", "", text))


def docx_text(path: pathlib.Path) -> str:
    document = docx.Document(str(path))
    return "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def pdf_text(reader: pypdf.PdfReader) -> str:
    lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    return "".join(line for line in lines if not re.fullmatch(r"\s*—\s*\d+\s*—\s*", line))


def difference(one: collections.Counter, other: collections.Counter) -> str:
    return f"only in DOCX {''.join((one - other).elements())!r}, only in PDF {''.join((other - one).elements())!r}"


def fonts_not_embedded(reader: pypdf.PdfReader) -> list[str]:
    missing = []
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            for drawn in font.get_object().get("/DescendantFonts", [font]):
                descriptor = drawn.get_object()["/FontDescriptor"].get_object()
                if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                    missing.append(str(descriptor["/FontName"]))
    return missing


def not_archivable(reader: pypdf.PdfReader) -> list[str]:
    """What ISO 19005-2 level A rests on, as far as the objects of the file show it."""
    root = reader.trailer["/Root"]
    intents = [intent.get_object() for intent in root.get("/OutputIntents", [])]
    marks = root.get("/MarkInfo", {})
    wrong = {
        "no output intent with a profile": any(i.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in i for i in intents),
        # An object of the reader's is never false by itself.
        "not marked as tagged": marks.get("/Marked") == True and marks.get("/Suspects", False) != True,  # noqa: E712
        "no structure tree": "/K" in root.get("/StructTreeRoot", {}),
        "no language": str(root.get("/Lang", "")).startswith("zh"),
        "encrypted": not reader.is_encrypted,
        "active or attached": not any(key in root for key in ("/AA", "/OpenAction", "/AF")) and "/EmbeddedFiles" not in root.get("/Names", {})
        and "/JavaScript" not in root.get("/Names", {}),
        "an identifier is missing": bool(reader.trailer.get("/ID")),
    }
    problems = [what for what, holds in wrong.items() if not holds]
    for page in reader.pages:
        if page.get("/AA") or page.get("/Annots"):
            problems.append("something active on a page")
        for name, font in page["/Resources"]["/Font"].items():
            if "/ToUnicode" not in font.get_object():
                problems.append(f"{name} has no map to Unicode")
    return problems


def main() -> None:
    judged = verdicts.Verdicts()
    with tempfile.TemporaryDirectory(prefix="mingjian-judge-") as folder:
        papers = made(folder)
        texts, sheets, fonts, archive = [], [], [], []
        for path in papers:
            reader = pypdf.PdfReader(path)
            ours, theirs = letters(docx_text(path.with_suffix(".docx"))), letters(pdf_text(reader))
            if ours != theirs:
                texts.append(f"{path.stem}: {difference(ours, theirs)}")
            for page in reader.pages:
                if any(abs(float(have) - want) > 1 for have, want in zip((page.mediabox.width, page.mediabox.height), A4_POINTS)):
                    sheets.append(path.stem)
            if b"<pdfaid:part>2</pdfaid:part>" not in path.read_bytes():
                sheets.append(f"{path.stem}: no mark of PDF/A-2")
            archive += [f"{path.stem}: {problem}" for problem in not_archivable(reader)]
            fonts += [f"{path.stem}: {name}" for name in fonts_not_embedded(reader)]
    judged.judge("every form was made", [] if len(papers) == 35 else [f"{len(papers)} forms"])
    judged.judge("the editable copy of every form says what its paper says", texts)
    judged.judge("every sheet is A4 of an archive copy", sheets)
    judged.judge("every font of every form is embedded", fonts)
    judged.judge("every form has what an archive copy of level A rests on", archive)
    judged.close()


main()
