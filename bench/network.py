#!/usr/bin/env python3
"""Measures a whole demonstration network through the program, as docs/performance.md reports it.

  python3 bench/network.py [--people 45000] [--testdata ../shared/testdata]

Needs ./dev build. Makes a demonstration in a temporary folder, and prints a Markdown table. Every figure is
checked for its answer: counts agree, answers are 200, a reviewed person leaves the list.
"""
import argparse
import atexit
import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
from urllib.parse import quote

PROGRAM = os.environ.get('OPENPCN_PROGRAM') or os.path.abspath('build/release/openpcn')
LIST = "structured-medication-review"
AS_AT = "2026-11-01"
WORKERS = ["Clinical pharmacist", "Pharmacy technician", "Nurse prescriber", "Care coordinator"]


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"openpcn {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def code_of(secret):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


class Session:
    """One person who is signed in; a connection of their own."""

    def __init__(self, port, login=None, like=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookie, self.csrf = (like.cookie, like.csrf) if like else (None, None)
        if like:
            return
        self.ask("POST", "/api/session", {"username": login[0], "password": login[1]})
        self.csrf = self.ask("POST", "/api/session/code", {"code": code_of(login[2])})["csrf_token"]

    def ask(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.csrf:
            headers["X-CSRF-Token"] = self.csrf
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 201, 202, 204):
            sys.exit(f"{method} {path}: {answer.status} {text[:300]!r}")
        cookie = answer.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        return json.loads(text) if text else None


class Demonstration:
    def __init__(self, folder, people, port):
        self.port, self.data = port, os.path.join(folder, "network")
        self.log = open(os.path.join(folder, "log"), "w+")
        self.server = subprocess.Popen(
            [PROGRAM, "demo", "--data", self.data, "--people", str(people), "--port", str(port)],
            stdout=self.log, stderr=self.log)
        begun = time.monotonic()
        while "Each code works once" not in self.text():
            if self.server.poll() is not None or time.monotonic() - begun > 600:
                sys.exit("The demonstration did not start:\n" + self.text())
            time.sleep(0.02)
        self.seconds = float(re.search(r"after ([\d.]+) s", self.text()).group(1))

    def text(self):
        with open(self.log.name) as log:
            return log.read()

    def session(self, role):
        row = re.search(rf"^{role} {{2,}}(\S+) +(\S+) +([A-Z2-7]{{16,}})", self.text(), re.M)
        return Session(self.port, row.groups())

    def stop(self):
        self.server.terminate()
        begun = time.monotonic()
        self.server.wait()
        return time.monotonic() - begun


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def listed_under_load(sessions, port, users=64, seconds=20):
    """Each user reads a page of the list every second, at their own phase."""
    pages = sessions[0].ask("GET", f"/api/worklists/{LIST}/items?page=1")["total"] // 25
    times, lock = [], threading.Lock()

    def work(number):
        mine = Session(port, like=sessions[number % len(sessions)])
        time.sleep(number / users)
        for turn in range(seconds):
            begun = time.monotonic()
            page = 1 + (number * 7 + turn) % max(1, pages)
            items = mine.ask("GET", f"/api/worklists/{LIST}/items?page={page}")["items"]
            took = time.monotonic() - begun
            assert items
            with lock:
                times.append(took)
            time.sleep(max(0.0, 1 - took))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def outcomes(session, count):
    """Times from sending an outcome to the answer, which carries the changed counts."""
    times = []
    for _ in range(count):
        page = session.ask("GET", f"/api/worklists/{LIST}/items?page=1")
        person, before = page["items"][0]["patient"]["id"], page["counts"]["open"]
        begun = time.monotonic()
        done = session.ask("POST", f"/api/worklists/{LIST}/items/{person}/outcome",
                           {"outcome": "review-done", "done_on": AS_AT})
        times.append(time.monotonic() - begun)
        assert done["counts"]["open"] == before - 1, "The list did not get shorter."
    return times


def explanations(session, definition, pages, of_page):
    """Times from asking to the answer, of the first people of each page of the list."""
    times = []
    for page in pages:
        for item in session.ask("GET", f"/api/worklists/{LIST}/items?page={page}")["items"][:of_page]:
            person = item["patient"]["id"]
            begun = time.monotonic()
            answer = session.ask("GET",
                                 f"/api/patients/{person}/explanation?definition={quote(definition)}")
            times.append(time.monotonic() - begun)
            assert answer["answer"] == "yes"
    return times


def imports(folder, testdata, extract):
    data = os.path.join(folder, "imports")
    run("init", "--data", data)
    rows = []
    sets = [("CSV extract", ["--practice", os.path.basename(extract), extract])]
    if os.path.isdir(testdata):
        sets.append(("FHIR Bundles (410 people of Synthea)",
                     ["--practice", "F84001", os.path.join(testdata, "patients-synthea-fhir-r4")]))
    for name, arguments in sets:
        summary = json.loads(run("import", "--data", data, "--json", *arguments))
        entries = sum(summary["entries"].values())
        rows.append((f"import: {name}, {summary['bytes'] / 1e6:.0f} MB, {entries:,} entries",
                     f"{summary['bytes'] / 1e6 / summary['seconds']:.0f} MB/s, "
                     f"{entries / summary['seconds']:,.0f} entries/s"))
    return rows


def show(rows):
    print("| figure | measured |\n|---|---|")
    for what, value in rows:
        print(f"| {what} | {value} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=45000)
    parser.add_argument("--port", type=int, default=8197)
    parser.add_argument("--explanations", action="store_true", help="nothing but explanations")
    parser.add_argument("--testdata", default=os.environ.get("OPENPCN_TESTDATA", "../shared/testdata"))
    options = parser.parse_args()
    folder = tempfile.mkdtemp()
    try:
        demonstration = Demonstration(folder, options.people, options.port)
        atexit.register(demonstration.server.kill)
        rows = [(f"demonstration start: made, imported, evaluated, served ({options.people:,} people)",
                 f"{demonstration.seconds:.1f} s")]
        sessions = [demonstration.session(role) for role in WORKERS]
        definition = sessions[0].ask("GET", f"/api/worklists/{LIST}")["definition"]
        pages = sessions[0].ask("GET", f"/api/worklists/{LIST}/items?page=1")["total"] // 25
        for who, some, of_page in (("the whole list", range(1, pages, max(1, pages // 40)), 10),
                                   ("its second and third page", (2, 3), 25)):
            times = explanations(sessions[0], definition, some, of_page)
            rows.append((f"one explanation of a yes, request to answer, {len(times)} people of {who}: "
                         "median, 95th percentile, longest",
                         f"{1e3 * statistics.median(times):.1f} ms, {1e3 * quantile(times, .95):.1f} ms, "
                         f"{1e3 * max(times):.1f} ms"))
        if options.explanations:
            demonstration.stop()
            return show(rows)
        times = outcomes(sessions[0], 30)
        rows.append(("one changed entry to updated worklist (request, commit, answer), median of 30",
                     f"{1e3 * statistics.median(times):.1f} ms"))
        times = listed_under_load(sessions, options.port)
        rows.append((f"worklist route, 64 users reading a page a second, {len(times):,} requests, p50 and p99",
                     f"{1e3 * statistics.median(times):.1f} ms, {1e3 * quantile(times, .99):.1f} ms"))
        rows.append(("stopping the server", f"{demonstration.stop():.2f} s"))
        for threads in (1, 2):
            found = json.loads(run("evaluate", "--data", demonstration.data, "--as-at", AS_AT, "--json",
                                   "--threads", str(threads)))
            totals, timing = found["totals"], found["timing"]
            rows.append((f"full evaluation, {len(found['definitions'])} definitions, {totals['entries']:,} "
                         f"entries, {threads} thread{'s' if threads > 1 else ''}",
                         f"{timing['seconds']:.2f} s, {timing['people_per_second']:,.0f} people/s, "
                         f"{timing['megabytes_per_second']:,.0f} MB/s read"))
        rows.append(("bytes of records per person",
                     f"{totals['bytes'] / totals['people']:,.0f} ({totals['bytes'] / totals['entries']:.1f} "
                     "per entry)"))
        practices = os.path.join(demonstration.data, "extracts")
        largest = max((os.path.join(practices, name) for name in os.listdir(practices)
                       if os.path.exists(os.path.join(practices, name, "entries.csv"))),
                      key=lambda path: os.path.getsize(os.path.join(path, "entries.csv")))
        rows += imports(folder, options.testdata, largest)
        show(rows)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
