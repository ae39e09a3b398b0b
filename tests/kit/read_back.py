"""Reads the data of a press kit with nothing but Python, and holds the files against each other.

    python3 tests/kit/read_back.py KIT

Exits 1 at the first thing that is not as it should be.
"""

import csv
import hashlib
import json
import os
import sys
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path


def fail(what):
    sys.exit(f"error: {what}")


def well_formed(path):
    """A JSON document without NaN and without a key that stands twice."""

    def once(pairs):
        keys = [key for key, _ in pairs]
        if len(keys) != len(set(keys)):
            fail(f"{path}: a key stands twice in {keys}")
        return dict(pairs)

    def number(text):
        fail(f"{path}: {text} is no number")

    text = path.read_bytes().decode("utf-8")
    return json.loads(
        text, object_pairs_hook=once, parse_constant=number, parse_float=Decimal
    )


def table(path):
    csv.field_size_limit(2**31 - 1)
    with open(path, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def flat(record):
    """A record of the document under the names of a table's columns: `a.b` is `a_b` there."""
    for key, value in record.items():
        if isinstance(value, dict):
            for under, inner in flat(value):
                yield f"{key}_{under}", inner
        else:
            yield key, value


def same(cell, value):
    """Whether a cell of a table says what a value of the document says."""
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, (int, Decimal)):
        return cell != "" and Decimal(cell) == value
    if isinstance(value, list):
        return cell in (" ".join(value), "; ".join(value))
    return cell == value


GUARDED = "-for-spreadsheets"


def guarded(path, rows, exact, fields):
    """A table for spreadsheets: no formulas, and otherwise the exact one's cells."""
    numbers = {field["name"] for field in fields if field["type"] in ("number", "integer")}
    if len(rows) != len(exact):
        fail(f"{path}: {len(rows)} rows, {len(exact)} in the exact file")
    for at, (row, original) in enumerate(zip(rows, exact), 1):
        for column, cell in row.items():
            if column in numbers:
                if cell != original[column]:
                    fail(f"{path} {at}, {column}: {cell!r} is not {original[column]!r}")
            elif cell.lstrip().startswith(tuple("=+-@")) or cell.startswith(tuple("\t\r\n")):
                fail(f"{path} {at}, {column}: {cell!r} is a formula to a spreadsheet")
            elif original[column].isascii() and original[column].isprintable():
                if cell.removeprefix("'") != original[column]:
                    fail(f"{path} {at}, {column}: {cell!r} is not {original[column]!r}")


def sums(kit):
    listed = {}
    for line in (kit / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, path = line.split("  ", 1)
        listed[path] = digest
    found = {
        Path(folder, name).relative_to(kit).as_posix()
        for folder, _, names in os.walk(kit)
        for name in names
    } - {"SHA256SUMS"}
    if found != set(listed):
        fail(f"SHA256SUMS and the folder differ in {sorted(found ^ set(listed))}")
    for path, digest in listed.items():
        if hashlib.sha256((kit / path).read_bytes()).hexdigest() != digest:
            fail(f"{path} is not what SHA256SUMS says")
    return len(listed)


def tables(kit):
    """Every table, after comparing it with the document, record for record."""
    document = well_formed(kit / "data/index.json")
    package = well_formed(kit / "data/datapackage.json")
    if document["schema"] != "fmti.report/2":
        fail(f"index.json says {document['schema']}")
    found = {}
    for resource in package["resources"]:
        if resource.get("type") != "table":
            continue
        name, path = resource["name"], kit / "data" / resource["path"]
        rows, fields = table(path), resource["schema"]["fields"]
        if name.endswith(GUARDED):
            exact = table(kit / "data/exact" / resource["path"])
            guarded(path, rows, exact, fields)
            continue
        records = document[name]
        columns = [field["name"] for field in fields]
        if len(rows) != len(records):
            fail(f"{name}: {len(rows)} rows, {len(records)} records")
        for at, (row, record) in enumerate(zip(rows, records), 1):
            record = dict(flat(record))
            if list(row) != columns or sorted(record) != sorted(columns):
                fail(f"{name} {at}: columns are not those described")
            for column in columns:
                if not same(row[column], record[column]):
                    fail(f"{name} {at}, {column}: {row[column]!r} is not {record[column]!r}")
        found[name] = rows
    if set(found) != set(document) - {"schema", "tool", "title"}:
        fail("index.json has other tables than datapackage.json")
    return found


def totals(found):
    """Scores are the sums of points; what is open is empty, and counted."""
    answers = defaultdict(list)
    for row in found["answers"]:
        if (row["status"] == "rated") == (row["score"] == ""):
            fail(f"{row['status']} with score {row['score']!r}: {row}")
        answers[row["edition_id"], row["developer_id"]].append(row)
    scores = defaultdict(list)
    for ranked in found["ranking"]:
        who = ranked["edition_id"], ranked["developer_id"]
        rows = answers.pop(who)
        rated = [Decimal(row["score"]) for row in rows if row["status"] == "rated"]
        unsaid = [Decimal(row["max_score"]) for row in rows if row["status"] != "rated"]
        if not unsaid and sum(rated) != Decimal(ranked["score"]):
            fail(f"{who}: points add up to {sum(rated)}, not to {ranked['score']}")
        if not ranked["score_high"]:
            # Of whom nothing was rated there is no score.
            if rated or ranked["referred"] != "0":
                fail(f"{who}: no score, but {len(rated)} rated and {ranked['referred']} referred")
        elif sum(rated) + sum(unsaid) != Decimal(ranked["score_high"]):
            fail(f"{who}: {sum(rated)} and {sum(unsaid)} open are not {ranked['score_high']}")
        for status in ("referred", "unrated"):
            if int(ranked[status]) != sum(row["status"] == status for row in rows):
                fail(f"{who}: {ranked[status]} {status} in ranking.csv, others in answers.csv")
        if ranked["score_high"]:
            scores[ranked["edition_id"]].append((ranked["rank"], ranked["score"]))
    if answers:
        fail(f"answered, but not ranked: {sorted(answers)}")
    for edition in found["editions"]:
        ranks = scores.pop(edition["edition_id"], [])
        known = [Fraction(score) for _, score in ranks if score]
        if len(ranks) != int(edition["developers"]):
            fail(f"{edition['edition_id']}: {len(ranks)} ranked of {edition['developers']}")
        if known and len(known) == len(ranks):
            mean = sum(known) / len(known)
            if abs(float(mean) - float(edition["mean"])) > 1e-9:
                fail(f"{edition['edition_id']}: mean {float(mean)}, not {edition['mean']}")
            for rank, score in ranks:
                if int(rank) != 1 + sum(other > Fraction(score) for other in known):
                    fail(f"{edition['edition_id']}: rank {rank} with {score}")
    if scores:
        fail(f"ranked, but not among the editions: {sorted(scores)}")


def main(kit):
    files = sums(kit)
    for path in kit.rglob("*.json"):
        well_formed(path)
    found = tables(kit)
    totals(found)
    rows = sum(len(rows) for rows in found.values())
    print(f"{files} files, {len(found)} tables, {rows} rows: as they should be")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
