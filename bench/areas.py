#!/usr/bin/env python3
"""Measures areas and maps through the program, as docs/performance.md reports them.

  python3 bench/areas.py [--testdata ../shared/testdata]

Needs ./dev build and the built pages. Loads England with its small areas, checks areas by command (processor
time, which other work on the machine does not lengthen much) and over HTTP, and weighs the pages with a map as
a browser gets them: packed. Networks' own boundaries are published for one commissioner only, so England is
measured with areas made of small areas by the nearest member practice. Prints a Markdown table; every figure
is checked for its answer.
"""
import argparse
import glob
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

from network import PROGRAM, Demonstration, quantile, run

DAY = "2026-08-01"
COMMISSIONER = "70F"
FILES = ["ods/gp-reg-pat-prac-map-*", "practice-stats/gp-reg-pat-prac-quin-age-*", "geo/lookup-*",
         "geo/lsoa11-pcn-*", "geo/imd-2025-*", "geo/ruc21-*", "geo/sub-icbs-*", "geo/lsoa21-*",
         "geo/practice-coordinates-*", "geo/pcn-footprints-*", "geo/ltla24-*"]


def load(data, files):
    done = subprocess.run([PROGRAM, "import", "ods", "--accept-changes", "--data", data, *files],
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)


def timed(check, *arguments):
    """Processor seconds and seconds of the clock, the median of five; the last answer."""
    processor, clock = [], []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        answer = json.loads(run(*arguments, "--json", "--as-at", DAY))
        clock.append(time.monotonic() - begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        assert check(answer), arguments
    return quantile(processor, .5), quantile(clock, .5), answer


def row(what, times):
    processor, clock, _ = times
    return f"| {what} | {processor:.2f} s of processor, {clock:.2f} s |"


def fetched(session, path, headers=None):
    """Status, and bytes of the body on the wire."""
    session.connection.request("GET", path, headers={"Cookie": session.cookie, "Accept-Encoding": "gzip",
                                                     **(headers or {})})
    answer = session.connection.getresponse()
    return answer, answer.read()


def processor_ms(server, ask, turns=40):
    """Milliseconds of the server's processor for one answer, the mean: its clock counts hundredths of a second."""
    def used():
        with open(f"/proc/{server.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    ask()
    before = used()
    for _ in range(turns):
        ask()
    return (used() - before) / turns * 1000


def over_http(session, server):
    base = f"/api/areas/commissioners/{COMMISSIONER}"
    answer, body = fetched(session, f"{base}/small-areas?as_at={DAY}")
    areas = json.loads(gzip.decompress(body))["features"]
    assert len(areas) == 532
    codes = [area["properties"]["code"] for area in areas[:40]]
    members = sorted({area["properties"]["nearest_practice"] for area in areas[:40]})
    question = {"commissioner": COMMISSIONER, "members": members, "area": {"small_areas": codes}}
    rows = []

    def check():
        made = session.ask("POST", f"/api/areas/check?as_at={DAY}", question)
        assert made["small_areas_inside"] == 40 and len(made["findings"]) == 6
    rows.append(f"| check of one proposed area of 40 small areas among 19 neighbours over HTTP | {processor_ms(server, check):.0f} ms of processor |")
    known = {"If-None-Match": answer.getheader("ETag")}
    rows.append(f"| small areas of the commissioner for drawing, {len(areas)} shapes | "
                f"{processor_ms(server, lambda: fetched(session, f'{base}/small-areas?as_at={DAY}')):.0f} ms of processor, "
                f"{len(body) / 1000:.0f} kB packed |")
    again, nothing = fetched(session, f"{base}/small-areas?as_at={DAY}", known)
    assert again.status == 304 and nothing == b""
    answer, networks = fetched(session, f"{base}/networks?as_at={DAY}")
    assert answer.status == 200
    rows.append(f"| networks and practices of the commissioner for drawing | {len(networks) / 1000:.0f} kB packed |")
    answer, coverage = fetched(session, f"/api/areas/coverage?as_at={DAY}")
    assert json.loads(gzip.decompress(coverage))["practices"] > 6000
    rows.append(f"| coverage of England | "
                f"{processor_ms(server, lambda: fetched(session, f'/api/areas/coverage?as_at={DAY}')):.0f} ms of processor, "
                f"{len(coverage) / 1000:.0f} kB packed |")
    return rows


def page_weight():
    """Packed bytes of the map library, and of what a page of areas adds without it."""
    def packed(pattern):
        found = glob.glob(f"web/dist/assets/{pattern}")
        assert found, pattern
        return sum(len(gzip.compress(open(path, "rb").read(), 9)) for path in found)
    library = packed("map_canvas-*.js") + packed("map_canvas-*.css")
    worker = packed("maplibre-gl-worker-*.js")
    page = sum(packed(pattern) for pattern in ("area*.js", "area*.css", "network_map-*.js", "map_view-*.js", "map_view-*.css"))
    return [f"| map library: script and sheet, and its worker, packed; kept for good | {library / 1000:.0f} kB, {worker / 1000:.0f} kB |",
            f"| what choosing an area adds to a page without it, packed | {page / 1000:.0f} kB |"]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--testdata", default=os.environ.get("OPENPCN_TESTDATA", "../shared/testdata"))
    testdata = options.parse_args().testdata
    files = [path for name in FILES for path in sorted(glob.glob(f"{testdata}/{name}"))]
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "england")
        run("init", "--data", data)
        load(data, files)
        one = ("register", "areas", "--data", data, "--commissioner", COMMISSIONER)
        rows = [row("published areas of one commissioner checked: 20 networks, 1,988 square km, cells of 100 m",
                    timed(lambda a: len(a["areas"]) == 20, *one)),
                row("suggested areas of the same, 532 small areas",
                    timed(lambda a: a["suggested_from"] == 532 and not a["overlaps"], *one, "--suggested"))]
        england = timed(lambda a: len(a["areas"]) > 1000 and not a["overlaps"],
                        "register", "areas", "--data", data, "--suggested")
        made = england[2]
        rows.append(row(f"suggested areas of England checked: {made['suggested_from']:,} small areas whose boundary is "
                        f"there, {len(made['areas']):,} networks, cells of {made['cell_m']:.0f} m", england))
        demonstration = Demonstration(folder, 1000, 18472)
        try:
            load(demonstration.data, files)
            rows += over_http(demonstration.session("Network manager"), demonstration.server)
        finally:
            demonstration.stop()
    print("| figure | measured |\n|---|---|")
    print("\n".join(rows + page_weight()))


if __name__ == "__main__":
    main()
