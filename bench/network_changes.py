#!/usr/bin/env python3
"""Measures previews of changes of networks over HTTP, as docs/performance.md reports them.

  python3 bench/network_changes.py [--testdata ../shared/testdata]

Needs ./dev build and the built pages. Loads England with its small areas, asks as the manager of a network of
a commissioner whose networks' areas are published for one change of each kind, and reads its preview: the
first after the register's days were forgotten, and then again and again. Prints a Markdown table; every figure
is checked for its answer.
"""
import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time

from areas import FILES, load
from network import PROGRAM, Session, quantile, run

import glob

COMMISSIONER = "70F"
DAY = "2027-04-01"
TURNS = 30


class Server:
    def __init__(self, data):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen([PROGRAM, "serve", "--data", data, "--port", str(self.port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                time.sleep(0.05)
        sys.exit("The server did not start.")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def account(data, username, role, organisation, kind):
    said = run("user", "add", "--data", data, "--username", username, "--role", role, "--organisation", organisation,
               "--organisation-kind", kind, "--name", username)
    return (username, re.search(r"Password: +(\S+)", said)[1], re.search(r"Second factor: (\S+)", said)[1])


def timed(session, path):
    begun = time.perf_counter()
    answer = session.ask("GET", path)
    return time.perf_counter() - begun, answer


def ms(seconds):
    return f"{seconds * 1000:.0f} ms"


class Scene:
    """The networks of the commissioner, largest first."""

    def __init__(self, session):
        self.session = session
        found = session.ask("GET", f"/api/register/commissioners/{COMMISSIONER}")
        networks = []
        for row in found["networks"]:
            networks.append(session.ask("GET", f"/api/register/networks/{row['code']}"))
        networks.sort(key=lambda one: -len(one["members"]))
        self.own, self.other, self.third = networks[:3]
        self.commissioner = found

    @staticmethod
    def members(network):
        return [member["code"] for member in network["members"]]

    def requests(self):
        own, other = self.members(self.own), self.members(self.other)
        half = len(own) // 2
        first, second = ([{"name": f"Part {i}", "practices": part} for i, part in
                          ((1, own[:half]), (2, own[half:]))])
        first["code"] = self.own["code"]
        suggested = self.session.ask("POST", "/api/areas/suggestion", {
            "commissioner": COMMISSIONER, "network": self.own["code"], "members": own})
        area = {"small_areas": sorted(suggested["small_areas"])}
        return {
            "practice_joins": {"practice": other[0]},
            "practice_leaves": {"practice": own[0]},
            "practices_merge": {"practices": own[:2], "successor": {"code": own[0]}},
            "networks_merge": {"networks": [self.other["code"]],
                               "new_networks": [{"name": "Merged", "code": self.own["code"]}]},
            "network_splits": {"new_networks": [
                {**first, "area": {"small_areas": area["small_areas"][:len(area["small_areas"]) // 2]}},
                {**second, "area": {"small_areas": area["small_areas"][len(area["small_areas"]) // 2:]}}]},
            "shared_director": {"networks": [self.other["code"], self.third["code"]],
                                "group": {"name": "Three", "person": "Dr B", "profession": "gp"}},
            "new_area": {"area": area},
        }


def preview_rows(session, network, requests):
    rows = []
    changes = f"/api/networks/{network}/changes"
    for number, (kind, request) in enumerate(requests.items()):
        # A day of its own for each kind, of which the server has no register yet.
        day = f"2027-{4 + number:02d}-01"
        made = session.ask("POST", changes, {"request": {"kind": kind, "takes_effect": day, "reason": "Measured.",
                                                         **request}})
        path = f"{changes}/{made['id']}/preview"
        first, seen = timed(session, path)
        assert seen["networks"] and seen["day"] == day, seen
        assert kind == "shared_director" or seen["areas"], seen
        times = [timed(session, path)[0] for _ in range(TURNS)]
        rows.append(f"| {kind}, {len(seen['networks'])} networks | {ms(first)} | {ms(quantile(times, .5))} | "
                    f"{ms(quantile(times, .95))} |")
    return rows


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--testdata", default=os.environ.get("OPENPCN_TESTDATA", "../shared/testdata"))
    testdata = options.parse_args().testdata
    files = sorted(path for name in FILES for path in glob.glob(f"{testdata}/{name}"))
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "england")
        run("init", "--data", data)
        load(data, files)
        logins = account(data, "cleo", "commissioner", COMMISSIONER, "commissioner")
        server = Server(data)
        commissioner = Session(server.port, logins)
        scene = Scene(commissioner)
        manager = Session(server.port, account(data, "nell", "network_manager", scene.own["code"], "network"))
        network = manager.ask("POST", "/api/networks/from-register", {"code": scene.own["code"]})["id"]
        days = [timed(manager, f"/api/register?as_at=2028-{month:02d}-01")[0] for month in range(1, 13)]
        rows = preview_rows(manager, network, scene.requests())
        server.stop()
    print("| preview | first | median | 95th percentile |\n|---|---|---|---|")
    print(f"| one day's register built, over HTTP, {len(days)} days | | {ms(quantile(days, .5))} | "
          f"{ms(quantile(days, .95))} |")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
