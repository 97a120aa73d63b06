#!/usr/bin/env python3
"""Measures OpenPCN beside other engines: the same measures, people and answers, in one run.

    ./dev bench-peers [--people 2048] [--many 32768] [--noise-people 256] [--repetitions 3]
                      [--measure NAME]... [--no-noise] [--peers-only] [--document]

Prints Markdown tables and writes build/peers/results.json; --document puts them into
docs/performance.md. Each engine runs in a process of its own, one after the other; OpenPCN on all
cores, the others on one and their garbage collector's. Loading (reading and parsing the file; for
OpenPCN also building what it evaluates) is timed apart and stated; evaluation is the median of the
repetitions. A figure is only given if the populations of every person are those that expected.json
names; otherwise the run stops.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True

import clauses
import population

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build/peers"
DOCUMENT = ROOT / "docs/performance.md"
PROGRAM = Path(os.environ.get("OPENPCN_PROGRAM", ROOT / "build/release/openpcn"))
OWN_REPETITIONS = 9
PEERS = ("fqm-execution", "cql-execution", "cql-execution-populations")


def run(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def run_peer(engine, folder, people_file, repetitions):
    populations = BUILD / "populations.json"
    environment = {**os.environ, "OPENPCN_PEERS_CACHE": str(BUILD)}
    out = run(["node", "--max-old-space-size=12288", "--expose-gc", HERE / "peer.mjs", engine,
               folder, people_file, str(repetitions), populations], env=environment)
    figures = json.loads(out.splitlines()[-1])
    figures["populations"] = json.loads(populations.read_text())
    return figures


def counts_by_group(subject):
    if "groups" not in subject:
        return [subject["populations"]]
    return [{population["code"]: population["count"] for population in group["populations"]}
            for group in subject["groups"]]


def run_openpcn(folder, people_file, period, repetitions):
    """Its processor time is at most that of all its threads for as long as evaluation lasts."""
    answer = json.loads(run([
        PROGRAM, "measure", "--bundle", folder / "measure-bundle.json", "--patients", people_file,
        "--period", *period, "--json", "--timings", "--repeat", str(repetitions),
        "--no-supplemental-data"]))
    timings = answer["timings"]
    threads = timings["threads"]
    return {
        "engine": "OpenPCN", "people": timings["patients"], "threads": threads,
        "evaluating": [{"seconds": seconds, "processorSeconds": seconds * threads}
                       for seconds in timings["runs"]],
        "loading": {"seconds": timings["load_seconds"]},
        "preparing": {"seconds": timings["compile_seconds"]},
        "populations": {subject["id"]: counts_by_group(subject)
                        for subject in answer["subjects"]}}


def check_populations(figures, origin, expected, title):
    wanted = {case["patient"]: case["expected"] for case in expected["cases"]
              if case.get("status") != "disputed"}
    wrong = []
    for person, source in origin.items():
        if source not in wanted:
            continue
        found = figures["populations"].get(person)
        same = found is not None and all(
            found[index].get(name, 0) == count
            for index, counts in enumerate(wanted[source]) for name, count in counts.items())
        if not same:
            wrong.append(f"{person}: {wanted[source]} expected, {found} found")
    if wrong:
        sys.exit(f"{title}, {figures['engine']}: {len(wrong)} of {len(origin)} people are not as"
                 f" expected.\n  " + "\n  ".join(wrong[:5]))


def median(figures, what):
    return statistics.median(repetition[what] for repetition in figures["evaluating"])


def rate(figures, what="seconds"):
    return figures["people"] / median(figures, what)


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def spread(figures):
    """People per second: median, range, and per second of processor time."""
    rates = [figures["people"] / repetition["seconds"] for repetition in figures["evaluating"]]
    return (f"{number(rate(figures))} ({number(min(rates))}–{number(max(rates))});"
            f" {number(rate(figures, 'processorSeconds'))}")


def per_thousand(figures):
    return f"{1000 * figures['loading']['seconds'] / figures['people']:.2f}"


def tables(results, options):
    """Two Markdown tables: what evaluation takes, and what comes before it."""
    names = [*PEERS] + ([] if options.peers_only else ["OpenPCN, same people", "OpenPCN"])
    yield "| measure | resources a person | people | " + " | ".join(names) + " | ratio |"
    yield "|---" * (len(names) + 4) + "|"
    for result in results:
        found = result["engines"]
        fastest = max(rate(figures) for figures in found if figures["engine"] in PEERS)
        own = [figures for figures in found if figures["engine"] == "OpenPCN"]
        ratio = f"{rate(own[0]) / fastest:,.0f}, {rate(own[-1]) / fastest:,.0f}" if own else ""
        people = " / ".join(f"{n:,}" for n in dict.fromkeys(f["people"] for f in found))
        yield (f"| {result['title']} | {result['resourcesPerPerson']:.1f} | {people} | "
               + " | ".join(spread(figures) for figures in found) + f" | {ratio} |")
    yield ""
    yield "| measure | loading 1,000 people, s: " + " | ".join(names) + " | preparing, s: each |"
    yield "|---" * (len(names) + 2) + "|"
    for result in results:
        found = result["engines"]
        preparing = ", ".join(f"{figures['preparing']['seconds']:.2f}" for figures in found)
        yield (f"| {result['title']} | " + " | ".join(per_thousand(figures) for figures in found)
               + f" | {preparing} |")


def write_document(lines):
    """Puts the tables between the marks in docs/performance.md."""
    text = DOCUMENT.read_text(encoding="utf-8")
    begin, end = "<!-- peers: begin -->", "<!-- peers: end -->"
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    DOCUMENT.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + after,
                        encoding="utf-8")


def compare(title, folder, options, people, noise, many):
    expected = json.loads((folder / "expected.json").read_text())
    period = expected.get("period") or expected["cases"][0]["period"]
    patients = [json.loads(line) for line in open(folder / "patients.ndjson", encoding="utf-8")
                if line.strip()]
    people_file = BUILD / "people.ndjson"
    origin = population.replicate(patients, people, noise, people_file)
    resources = sum(len(patient["entry"]) for patient in patients) / len(patients) + noise
    found = []
    for engine in PEERS:
        figures = run_peer(engine, folder, people_file, options.repetitions)
        check_populations(figures, origin, expected, title)
        found.append(figures)
    if not options.peers_only:
        for count in dict.fromkeys((people, many)):
            if count != people:
                origin = population.replicate(patients, count, noise, people_file)
            figures = run_openpcn(folder, people_file, period, OWN_REPETITIONS)
            check_populations(figures, origin, expected, title)
            found.append(figures)
    for figures in found:
        print(f"{title}: {figures['engine']}, {figures['people']:,} people: {spread(figures)}",
              flush=True)
        del figures["populations"]
    people_file.unlink()
    return {"title": title, "resourcesPerPerson": resources, "noise": noise, "engines": found}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=2048)
    parser.add_argument("--many", type=int, default=32768, help="people for OpenPCN alone")
    parser.add_argument("--noise-people", type=int, default=256)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--measure", action="append", help="only these; default all")
    parser.add_argument("--no-noise", action="store_true")
    parser.add_argument("--peers-only", action="store_true")
    parser.add_argument("--document", action="store_true",
                        help="put the tables into docs/performance.md")
    return parser.parse_args()


def main():
    options = arguments()
    testdata = Path(os.environ.get("OPENPCN_TESTDATA", ROOT.parent / "shared/testdata"))
    os.environ["OPENPCN_TESTDATA"] = str(testdata)
    if not (testdata / "measures").is_dir():
        sys.exit(f"No measures in {testdata}/measures. Set OPENPCN_TESTDATA.")
    BUILD.mkdir(parents=True, exist_ok=True)
    folders = sorted(path.parent for path in testdata.glob("measures/*/measure-bundle.json"))
    folders += clauses.write(BUILD / "clauses")
    load = os.getloadavg()[0]
    begun = time.strftime("%Y-%m-%d %H:%M")
    results = []
    for folder in folders:
        if options.measure and folder.name not in options.measure:
            continue
        results.append(compare(folder.name, folder, options, options.people, 0, options.many))
        if not options.no_noise and not folder.is_relative_to(BUILD):
            results.append(compare(f"{folder.name}, noise", folder, options,
                                   options.noise_people, 100, options.many // 8))
    after = os.getloadavg()[0]
    lines = [f"Measured {begun}, {os.cpu_count()} cores, load {load:.1f} before and {after:.1f}"
             f" after, node {run(['node', '--version']).strip()[1:]},"
             f" {options.repetitions} repetitions of each peer.", ""]
    lines += tables(results, options)
    print("\n" + "\n".join(lines))
    (BUILD / "results.json").write_text(json.dumps(
        {"begun": begun, "loadBefore": load, "loadAfter": after, "results": results}, indent=1))
    if options.document:
        write_document(lines)


if __name__ == "__main__":
    main()
