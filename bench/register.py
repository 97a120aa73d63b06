#!/usr/bin/env python3
"""Measures the register of England through the program, as docs/performance.md reports it.

  python3 bench/register.py [--testdata ../shared/testdata]

Needs ./dev build. Loads every published file into a data directory in a temporary folder, asks for the
register by command and over HTTP from a demonstration of 1,000 people, and prints a Markdown table. Every
figure is checked for its answer.
"""
import argparse
import datetime
import glob
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from urllib.parse import quote

from network import PROGRAM, Demonstration, quantile, run

# Typed letter by letter: what a page asks while somebody looks for them.
QUESTIONS = ["stockton pcn", "the densham surgery", "U16464", "ts18 1hu", "park medical centre", "a81"]


def files_of(testdata):
    names = [f"{testdata}/ods/*", f"{testdata}/practice-stats/gp-reg-pat-*", f"{testdata}/geo/*"]
    found = sorted(path for name in names for path in glob.glob(name))
    # A README is no data.
    return [path for path in found if "README" not in path]


def load(data, files):
    begun = time.monotonic()
    done = subprocess.run([PROGRAM, "import", "ods", "--data", data, "--json", *files],
                          capture_output=True, text=True)
    seconds = time.monotonic() - begun
    if done.returncode != 0:
        sys.exit(done.stderr)
    outcomes = json.loads(done.stdout)
    assert all(o["state"] == "accepted" for o in outcomes), outcomes
    return seconds, outcomes


def write_whole_england(path):
    """As many small areas as England has, made up: 160 corners each, as boundaries that are not simplified."""
    with open(path, "w") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for number in range(33_755):
            west, south = -5 + number % 200 * 0.03, 50 + number // 200 * 0.03
            turns = [2 * math.pi * corner / 160 for corner in range(160)] + [0]
            ring = ",".join(f"[{west + .014 * math.cos(t):.6f},{south + .014 * math.sin(t):.6f}]" for t in turns)
            out.write(f'{"," if number else ""}{{"type":"Feature","properties":{{"FID":{number},'
                      f'"LSOA21CD":"E01{number + 1:06}","LSOA21NM":"Area {number}"}},'
                      f'"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}')
        out.write("]}")


def asked(session, path, check):
    begun = time.perf_counter()
    answer = session.ask("GET", path)
    seconds = time.perf_counter() - begun
    assert check(answer), path
    return seconds


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--testdata", default=os.environ.get("OPENPCN_TESTDATA", "../shared/testdata"))
    files = files_of(options.parse_args().testdata)
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "england")
        run("init", "--data", data)
        seconds, outcomes = load(data, files)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        lines = sum(o["lines"] for o in outcomes)
        sent = sum(os.path.getsize(path) for path in files)
        rows = [f"| import of {len(files)} files, {sent / 1e6:.1f} MB packed, {lines:,} lines | "
                f"{seconds:.1f} s, {lines / seconds:,.0f} lines/s |",
                f"| memory of that import, at most | {memory / 1024:.0f} MB |",
                f"| database afterwards | {os.path.getsize(data + '/openpcn.sqlite') / 1e6:.0f} MB |"]
        begun = time.monotonic()
        totals = json.loads(run("register", "--data", data, "--json"))
        rows.append(f"| `openpcn register --json`: England as at today | {time.monotonic() - begun:.2f} s |")
        assert totals["practices"] > 6000 and totals["open_networks"] > 1200

        england = os.path.join(folder, "england-2021.geojson")
        write_whole_england(england)
        run("init", "--data", os.path.join(folder, "areas"))
        seconds, outcomes = load(os.path.join(folder, "areas"), [england])
        assert outcomes[0]["facts"] == 33_755
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        rows.append(f"| one GeoJSON file of {os.path.getsize(england) / 1e6:.0f} MB: 33,755 made-up small areas of "
                    f"160 corners | {seconds:.1f} s, at most {memory / 1024:.0f} MB of memory |")

        demonstration = Demonstration(folder, 1000, 18471)
        load(demonstration.data, files)
        # The demonstration's own register is of this month: the day before is England's.
        day = datetime.date.today().replace(day=1) - datetime.timedelta(1)
        totals = json.loads(run("register", "--data", data, "--as-at", str(day), "--json"))
        session = demonstration.session("Network manager")
        first = asked(session, f"/api/register?as_at={day}", lambda a: a["practices"] == totals["practices"])
        rows.append(f"| first answer over HTTP after a load, the register built anew | {first * 1000:.0f} ms |")
        times = []
        for question in QUESTIONS:
            for length in range(1, len(question) + 1):
                typed = question[:length]
                for _ in range(5):
                    times.append(asked(session, f"/api/register/search?q={quote(typed)}&as_at={day}",
                                       lambda a: len(a["hits"]) > 0))
        rows.append(f"| search while typing, {len(times)} requests, median, 95th percentile, longest | "
                    f"{quantile(times, .5) * 1000:.1f} ms, {quantile(times, .95) * 1000:.1f} ms, "
                    f"{max(times) * 1000:.1f} ms |")
        one = [asked(session, f"/api/register/networks/U16464?as_at={day}", lambda a: len(a["members"]) == 31)
               for _ in range(50)]
        rows.append(f"| one network of 31 practices, median of 50 | {quantile(one, .5) * 1000:.1f} ms |")
        demonstration.stop()
    print("| figure | measured |\n|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
