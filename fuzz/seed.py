#!/usr/bin/env python3
"""Fills fuzz/corpus from tests/documents, so that the fuzzer begins with files that are read. usage: fuzz/seed.py"""
import pathlib
import zipfile

FUZZ = pathlib.Path(__file__).resolve().parent
DOCUMENTS = FUZZ.parent / "tests" / "documents"
# The kinds of fuzz/targets/office.rs, in its order, and the parts that it takes.
OFFICE = {
    ".docx": ["word/document.xml", "word/numbering.xml", "word/styles.xml"],
    ".xlsx": ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml"],
    ".ods": ["content.xml"],
}


def write(target: str, name: str, content: bytes) -> None:
    folder = FUZZ / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


for path in sorted(DOCUMENTS.iterdir()):
    write("document", path.name, b"\0" + path.read_bytes())
    if path.suffix in OFFICE and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            held = set(archive.namelist())
            parts = [archive.read(part) if part in held else b"" for part in OFFICE[path.suffix]]
        write("office", path.name, bytes([list(OFFICE).index(path.suffix)]) + b"\0".join(parts))
write("plan", "every-word", bytes(range(64)))
