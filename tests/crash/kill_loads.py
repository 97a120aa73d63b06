#!/usr/bin/env python3
"""Kills loads with SIGKILL at many moments and opens the data directory again each time.

  kill_loads.py PROGRAM [KILLS]

A practice's first load is there; its second is killed. Afterwards evaluation must give exactly the counts
of the old or of the new state, the audit log must verify, and the same load, run again, must give the new
state. Ends with how many kills left which state; exit code 1 if any left anything else.
"""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PRACTICE = "Z99001"


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"openpcn {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def state_of(program, data):
    """What evaluation finds, without what differs between two equal runs."""
    found = json.loads(run(program, "evaluate", "--data", data, "--as-at", "2026-11-01", "--json"))
    practices = [{key: value for key, value in practice.items() if key != "loaded_at"}
                 for practice in found["practices"]]
    return json.dumps([found["totals"], practices, found["definitions"], found["worklists"]], sort_keys=True)


class Scene:
    """A data directory with the first load, copied for each kill."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.extracts = {}
        for name, day in (("first", "2026-08-01"), ("second", "2026-11-01")):
            out = os.path.join(folder, name)
            run(program, "synth", "--out", out, "--people", "1600", "--practices", "2", "--format", "csv",
                "--as-at", day)
            self.extracts[name] = os.path.join(out, PRACTICE)
        self.base = os.path.join(folder, "base")
        run(program, "init", "--data", self.base)
        run(program, *self.load_arguments(self.base, "first"))

    def load_arguments(self, data, which):
        return ["import", "--data", data, "--practice", PRACTICE, self.extracts[which]]

    def fresh(self, name):
        data = os.path.join(self.folder, name)
        shutil.copytree(self.base, data)
        return data

    def killed_after(self, seconds):
        data = self.fresh("killed")
        load = subprocess.Popen([self.program, *self.load_arguments(data, "second")],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        load.send_signal(signal.SIGKILL)
        load.wait()
        return data


def main():
    program = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 120
    random.seed(20261101)
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(program, folder)
        old = state_of(program, scene.base)
        whole = scene.fresh("whole")
        begun = time.monotonic()
        run(program, *scene.load_arguments(whole, "second"))
        duration = time.monotonic() - begun
        new = state_of(program, whole)
        if old == new:
            sys.exit("The two loads give the same state, so that nothing would be shown.")
        left = {"old": 0, "new": 0}
        for kill in range(kills):
            # Evenly over the load and a little beyond, each moved a little: the commit and the writing of
            # images are near the end and get half of the kills.
            share = kill / kills
            at = share * 1.4 if share < 0.5 else 0.7 + (share - 0.5) * 0.8
            data = scene.killed_after(max(0.0, duration * (at + random.uniform(-0.01, 0.01))))
            state = state_of(program, data)
            if state not in (old, new):
                sys.exit(f"A kill after {at:.2f} of the load left neither the old nor the new state.")
            left["old" if state == old else "new"] += 1
            run(program, "audit", "verify", "--data", data)
            if kill % 10 == 0:
                run(program, *scene.load_arguments(data, "second"))
                if state_of(program, data) != new:
                    sys.exit("The killed load, run again, did not give the new state.")
            shutil.rmtree(data)
    print(f"{kills} kills in a load of {duration:.2f} s: {left['old']} left the old state, "
          f"{left['new']} the new one")
    if 0 in left.values():
        sys.exit("Only one of the two states occurred: the kills missed the commit.")


if __name__ == "__main__":
    main()
