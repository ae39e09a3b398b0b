#!/usr/bin/env python3
"""How does time grow with what a stranger writes? Every corner here is built at one size and at ten
times it: ten times the input may take at most twelve times the time, and no corner of a file of 16 MiB
more than five seconds. Usage: growth.py [CORNER...]; FMTI names the program, QUICK=1 tries a tenth."""

import csv
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

FMTI = os.path.realpath(os.environ.get("FMTI", "target/release/fmti"))
SCALE = 10 if os.environ.get("QUICK") else 1
HEAD = 'id: i\ntitle: T\ndate: 2025\ncatalog: fmti-2\n'
OWN = 'id: i\ntitle: T\ndate: 2025\ncatalog: c\n'


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def open_new(path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return open(path, "w", newline="")


def blank():
    subprocess.run([FMTI, "new", "index", "n", "--id", "i", "-q"], check=True)
    subprocess.run([FMTI, "new", "disclosure", "acme", "--in", "n", "-q"], check=True)
    text = open("n/acme.yaml").read()
    shutil.rmtree("n")
    return text[text.index("answers:"):]


def disclosure(body, name="acme"):
    return f'edition: "i"\ndeveloper: {name}\nname: {name}\n{body}'


def traits(n):
    write("idx/edition.yaml", HEAD + "traits:\n"
          + "".join(f"  trait-name-number-{i:07}: {{name: a, values: {{x: X}}}}\n" for i in range(n)))
    write("idx/acme.yaml", disclosure(
        "traits:\n" + "".join(f"  trait-name-numbex-{i:07}: x\n" for i in range(n)) + blank()))
    return ["check", "idx"]


def trait_values(n):
    write("idx/edition.yaml", HEAD + "traits:\n  t: {name: a, values: {"
          + ", ".join(f"value-{i:07}: X" for i in range(n)) + "}}\n")
    for i in range(max(1, n // 1000)):
        write(f"idx/d{i}.yaml", disclosure("traits: {t: valuf-0000001}\n" + blank(), f"d{i}"))
    return ["check", "idx"]


def unknown_developers(n):
    write("idx/edition.yaml", HEAD)
    write("idx/developers.yaml", "".join(f"developer-{i:07}: {{name: D{i}}}\n" for i in range(5 * n)))
    for i in range(n):
        write(f"idx/developex-{i:07}.yaml", f'edition: "i"\ndeveloper: developex-{i:07}\nanswers:\n')
    return ["check", "idx"]


def successors(n):
    write("idx/edition.yaml", HEAD)
    write("idx/developers.yaml", "".join(
        f"d{i:07}: {{name: D{i}, succeeds: [d{i - 1:07}]}}\n" for i in range(1, n)) + "d0000000: {name: D}\n")
    write(f"idx/d{n - 1:07}.yaml", f'edition: "i"\ndeveloper: d{n - 1:07}\n' + blank())
    return ["check", "idx"]


def unknown_successors(n):
    write("idx/edition.yaml", HEAD)
    write("idx/developers.yaml", "".join(
        f"d{i:07}: {{name: D{i}, succeeds: [e{i:07}]}}\n" for i in range(n)))
    return ["check", "idx"]


def unknown_answers(n):
    write("idx/edition.yaml", HEAD)
    write("idx/acme.yaml", disclosure(
        blank() + "".join(f"  data-sizf-{i:07}:\n" for i in range(n))))
    return ["check", "idx"]


def crosswalk(n):
    write("idx/crosswalks/a.yaml", "id: a\nfrom: fmti-1\nto: fmti-2\nattribution: us\nrelations:\n"
          + "".join(f"  - {{relation: kept, from: [data-sizf-{i}], to: [data-sizf-{i}], reason: r}}\n"
                    for i in range(n)))
    return ["check", "idx"]


def card(at, more=""):
    return (f"id: q{at}\nname: Q{at}\ntheme: t\nquestion: q?\nguidance: g\n{more}"
            "examples: {earns: [{stance: none}], does_not_earn: [{stance: withheld}]}\n"
            "also_earns: [none]\n")


def contents(ids):
    return ("id: c\ntitle: C\nscale: [0, 1]\nthemes: [{id: t, name: T}]\ndomains:\n"
            "  - id: d\n    name: D\n    subdomains:\n      - id: s\n        name: S\n"
            "        indicators: [" + ", ".join(ids) + "]\n")


def missing_cards(n):
    write("idx/catalog.yaml", contents(f"q{i}" for i in range(n)))
    return ["check", "idx"]


def own_catalog(n):
    write("idx/edition.yaml", OWN)
    write("idx/catalog.yaml", contents(f"q{i}" for i in range(n)))
    for i in range(n):
        write(f"idx/cards/q{i}.yaml", card(i))
    write("idx/acme.yaml", disclosure(
        "answers:\n" + "".join(f"  q{i}: {{panel: 1}}\n" for i in reversed(range(n)))))
    return ["check", "idx"]


def themes(n):
    write("idx/catalog.yaml", contents(["q0"]).replace(
        "[{id: t, name: T}]", "[" + ", ".join(f"{{id: t{i}, name: T{i}}}" for i in range(n)) + "]"))
    write("idx/cards/q0.yaml", card(0))
    return ["check", "idx"]


def fields(n):
    write("idx/edition.yaml", OWN)
    write("idx/catalog.yaml", contents(["q0"]))
    write("idx/cards/q0.yaml", card(0, "values:\n" + "".join(
        f"  field-{i:07}: {{kind: text, help: h}}\n" for i in range(n))))
    write("idx/acme.yaml", disclosure("answers:\n  q0:\n    values:\n" + "".join(
        f"      fielx-{i:07}: a\n" for i in range(n))
        + "".join(f"      field-{i:07}: a\n" for i in reversed(range(n)))))
    return ["check", "idx"]


def choices(n):
    write("idx/edition.yaml", OWN)
    write("idx/catalog.yaml", contents(["q0"]))
    words = ", ".join(f"word-{i:07}" for i in range(n))
    write("idx/cards/q0.yaml", card(0, f"values:\n  v: {{kind: choices, of: [{words}], help: h}}\n"))
    mine = ", ".join(f"word-{i:07}" for i in reversed(range(n)))
    wrong = ", ".join(f"worx-{i:07}" for i in range(n))
    write("idx/acme.yaml", disclosure(f"answers:\n  q0:\n    values:\n      v: [{mine}, {wrong}]\n"))
    return ["check", "idx"]


def unknown_keys(n):
    write("idx/edition.yaml", HEAD + "".join(f"titlf-{i}: a\n" for i in range(n)))
    return ["check", "idx"]


def sources(n):
    write("idx/edition.yaml", HEAD)
    write("idx/acme.yaml", disclosure(blank().replace(
        "\n  data-size:\n",
        "\n  data-size:\n    sources:\n" + "".join(f"      - 'http s://{i}'\n" for i in range(n)), 1)))
    return ["check", "idx"]


def allowances(n):
    write("allow.yaml", "allowances:\n" + "".join(
        f"  - {{gate: lost-points, developer: ibm, indicator: q{i}, reason: r}}\n" for i in range(n)))
    return ["diff", "2024", "2025", "--fail-on", "lost-points", "--allow", "allow.yaml"]


def lock(n):
    write("idx/edition.yaml", HEAD)
    write("idx/acme.yaml", disclosure(blank()))
    write("idx/fmti.lock", "version: 1\neditions:\n" + "".join(
        f"  e{i}:\n    catalog: {{id: c, sha256: {'0' * 64}}}\n    indicators:\n      q: {'0' * 64}\n"
        for i in range(n)))
    return ["check", "idx"]


def editions(n):
    for i in range(n):
        write(f"idx/e{i}/edition.yaml", HEAD.replace("id: i", f"id: e{i}"))
        write(f"idx/e{i}/sub/stray.yaml", "a: b\n")
    return ["check", "idx"]


def catalogs(n):
    for i in range(n):
        write(f"idx/c{i}/catalog.yaml", contents(["q0"]).replace("id: c", f"id: c{i}", 1))
        write(f"idx/c{i}/cards/q0.yaml", card(0))
    return ["check", "idx"]


def release_columns(n):
    asked = subprocess.run([FMTI, "score", "2025", "--long", "-f", "csv"], capture_output=True, text=True)
    asked = {row["indicator_name"]: None for row in csv.DictReader(asked.stdout.splitlines())}
    with open_new("rel/2025.csv") as file:
        table = csv.writer(file)
        table.writerow(["Indicator", *(f"Company {i}" for i in range(n))])
        table.writerows([name, *"1" * n] for name in asked)
    return ["import", "crfm", "rel", "--out", "out", "--force"]


# Each with the larger of its two sizes.
CORNERS = {
    traits: 25_000, trait_values: 60_000, unknown_developers: 10_000, successors: 30_000,
    unknown_successors: 30_000, unknown_answers: 100_000, crosswalk: 20_000, missing_cards: 200_000,
    own_catalog: 10_000, themes: 40_000, fields: 30_000, choices: 100_000, unknown_keys: 100_000,
    sources: 200_000, allowances: 20_000, lock: 20_000, editions: 3_000, catalogs: 3_000,
    release_columns: 50_000,
}


def took(arguments):
    best = None
    for _ in range(2):
        before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        try:
            run = subprocess.run([FMTI, *arguments], capture_output=True, timeout=120)
        except subprocess.TimeoutExpired:
            return 999.0, -1
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        wall = time.monotonic() - wall
        best = min(best or (9e9, 0), (cpu, run.returncode))
        if wall > 10:
            break
    return best


def main():
    wanted = sys.argv[1:]
    bad = []
    print(f"{'corner':20} {'n':>8} {'s':>8} {'10 n':>8} {'s':>8}  times")
    for corner, most in CORNERS.items():
        if wanted and corner.__name__ not in wanted:
            continue
        most //= SCALE
        times = []
        for n in (most // 10, most):
            dir = tempfile.mkdtemp()
            here = os.getcwd()
            os.chdir(dir)
            try:
                arguments = corner(n)
                seconds, code = took(arguments)
                assert code in (0, 1, 2), f"{corner.__name__}: exit {code}"
                said = subprocess.run([FMTI, *arguments], capture_output=True, text=True)
                assert "invalid-yaml" not in said.stdout + said.stderr, f"{corner.__name__}: over a limit"
                times.append(seconds)
            finally:
                os.chdir(here)
                shutil.rmtree(dir)
        # What any run takes is no part of growth, and little is noise.
        growth = times[1] / max(times[0], 0.02)
        print(f"{corner.__name__:20} {most // 10:8} {times[0]:8.3f} {most:8} {times[1]:8.3f}  {growth:.1f}",
              flush=True)
        if growth > 12 and times[1] > (1 if SCALE > 1 else 0.3) or times[1] > 5:
            bad.append(corner.__name__)
    if bad:
        sys.exit(f"too slow: {', '.join(bad)}")


main()
