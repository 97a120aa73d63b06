#!/usr/bin/env python3
"""Kills the server with SIGKILL while a commissioner approves a change of a network.

  kill_approvals.py PROGRAM [KILLS]

Two requests are there, sent: two networks merge under a new code, and two networks share a director. For
each kill the data directory is copied, the server started, the approval sent and the server killed at a
random moment. Afterwards everything that the approval writes is there, its audit entry among it, or nothing;
the audit log must verify; and the same approval, sent again, must succeed or be refused accordingly. Ends
with how many kills left which state; exit code 1 if any left anything else.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time

COMMISSIONER = "16C,NHS TEES VALLEY,QHM,NHS NE,Y63,TPP"
MAPPING = ("EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,SUB_ICB_LOCATION_CODE,"
           "SUB_ICB_LOCATION_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE,SUPPLIER_NAME\n")
LISTS = "EXTRACT_DATE,TYPE,SUB_ICB_LOCATION_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS\n"
DAY = "2099-04-01"
# What an approval may write; ids and moments differ between two runs and are left out.
ROWS = {
    "network": "SELECT code, name, stage, starts, ends FROM network ORDER BY code",
    "member": "SELECT n.code, m.practice, m.joined, m.left_on FROM network_member m JOIN network n ON n.id = m.network "
              "ORDER BY 1, 2, 3",
    "succession": "SELECT kind, predecessor, successor, first_day FROM succession ORDER BY 1, 2, 3",
    "paper": "SELECT p.kind, COALESCE(n.code, p.owner), p.version, p.body FROM paper p LEFT JOIN network n ON "
             "n.id = p.owner ORDER BY 1, 2, 3, 4",
    "audit": "SELECT action, subject FROM audit WHERE action LIKE 'change.%' ORDER BY number",
}


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"openpcn {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def code_of(secret):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


class Server:
    def __init__(self, program, data):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen([program, "serve", "--data", data, "--port", str(self.port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(400):
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("The server did not start.")

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait()


class Person:
    """Somebody who is signed in; the session is kept in the data directory and outlives the server."""

    def __init__(self, login):
        self.login, self.cookie, self.csrf = login, None, None

    def sign_in(self, server):
        username, password, secret = self.login
        self.ask(server, "POST", "/api/session", {"username": username, "password": password})
        self.csrf = self.ask(server, "POST", "/api/session/code", {"code": code_of(secret)})[1]["csrf_token"]
        return self

    def ask(self, server, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.csrf:
            headers["X-CSRF-Token"] = self.csrf
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.getheader("Set-Cookie"):
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        return answer.status, json.loads(text) if text else None

    def done(self, server, method, path, body=None):
        status, answer = self.ask(server, method, path, body)
        if status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {status} {answer}")
        return answer


def agreed(practices):
    return {"note": "Minute 3.", "agreed_by": [{"practice": p, "person": "Dr A", "on": "2026-11-01"} for p in practices]}


REQUESTS = {
    "merger": ("U10000", {"kind": "networks_merge", "takes_effect": DAY, "reason": "It serves patients better.",
                          "networks": ["U10001"], "new_networks": [{"name": "Both", "code": "U20000"}],
                          "evidence": agreed([f"A8100{i}" for i in range(6)])}),
    "director": ("U10002", {"kind": "shared_director", "takes_effect": DAY, "reason": "It serves patients better.",
                            "networks": ["U10003"], "group": {"name": "Two", "person": "Dr B", "profession": "gp"},
                            "evidence": agreed([f"A8100{i}" for i in range(6, 10)] + ["A81010", "A81011"])}),
}


class Scene:
    """A data directory with the requests sent, copied for each kill."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.base = os.path.join(folder, "base")
        run(program, "init", "--data", self.base)
        run(program, "import", "ods", "--data", self.base, *self.files())
        server = Server(program, self.base)
        self.commissioner = Person(self.account("cleo", "commissioner", "16C", "commissioner")).sign_in(server)
        self.decisions = {}
        for name, (code, request) in REQUESTS.items():
            manager = Person(self.account(name, "network_manager", code, "network")).sign_in(server)
            network = manager.done(server, "POST", "/api/networks/from-register", {"code": code})["id"]
            changes = f"/api/networks/{network}/changes"
            made = manager.done(server, "POST", changes, {"request": request})
            sent = manager.done(server, "POST", f"{changes}/{made['id']}/send", {"based_on": made["version"]})
            seen = self.commissioner.done(server, "GET", f"{changes}/{made['id']}/preview")
            self.decisions[name] = (made["id"], {
                "based_on": sent["version"], "outcome": "approved", "committee": "PCCC", "day": "2026-11-26",
                "minute": "2026/14", "accepted": {one["id"]: "Known." for one in seen["hindrances"]}})
        server.stop()

    def files(self):
        practices = [f"A810{i:02d}" for i in range(12)]
        texts = {
            "mapping.csv": MAPPING + "".join(
                f"01Jan2026,{code},SURGERY {i},TS18 1HU,U1000{i // 3},NETWORK {i // 3},{COMMISSIONER}\n"
                for i, code in enumerate(practices)),
            "lists.csv": LISTS + "".join(f"2026-01-01,GP,16C,{code},TS18 1HU,ALL,ALL,12000\n" for code in practices)}
        paths = []
        for name, text in texts.items():
            paths.append(os.path.join(self.folder, name))
            with open(paths[-1], "w") as file:
                file.write(text)
        return paths

    def account(self, username, role, organisation, kind):
        said = run(self.program, "user", "add", "--data", self.base, "--username", username, "--role", role,
                   "--organisation", organisation, "--organisation-kind", kind, "--name", username)
        return (username, re.search(r"Password: +(\S+)", said)[1], re.search(r"Second factor: (\S+)", said)[1])

    def fresh(self):
        data = os.path.join(self.folder, "copy")
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(self.base, data)
        return data

    def approve(self, server, name):
        change, decision = self.decisions[name]
        return self.commissioner.ask(server, "POST", f"/api/approvals/changes/{change}", decision)[0]

    def state_of(self, data):
        """Everything that an approval may write, new ids replaced; None where the register is at odds with it."""
        connection = sqlite3.connect(os.path.join(data, "openpcn.sqlite"))
        found = {name: connection.execute(sql).fetchall() for name, sql in ROWS.items()}
        ids = [row[0] for row in connection.execute("SELECT id FROM paper UNION SELECT id FROM network")]
        connection.close()
        text = json.dumps(found, sort_keys=True)
        for new in ids:
            if new not in self.known_ids():
                text = text.replace(new, "new")
        register = json.loads(run(self.program, "register", "--data", data, "--as-at", DAY, "--json"))
        return text + json.dumps([register["open_networks"], register["practices"], register["registered_patients"]])

    def known_ids(self):
        if not hasattr(self, "known"):
            connection = sqlite3.connect(os.path.join(self.base, "openpcn.sqlite"))
            self.known = {row[0] for row in connection.execute("SELECT id FROM paper UNION SELECT id FROM network")}
            connection.close()
        return self.known

    def whole(self, name):
        """The state after an approval that nobody disturbs, and how long it took."""
        data = self.fresh()
        server = Server(self.program, data)
        begun = time.monotonic()
        status = self.approve(server, name)
        duration = time.monotonic() - begun
        server.stop()
        if status != 200:
            raise RuntimeError(f"The approval was answered with {status}.")
        return self.state_of(data), duration

    def killed_after(self, name, seconds):
        data = self.fresh()
        server = Server(self.program, data)

        def send():
            try:
                self.approve(server, name)
            except (OSError, http.client.HTTPException):
                pass
        sending = threading.Thread(target=send)
        sending.start()
        time.sleep(seconds)
        server.stop(signal.SIGKILL)
        sending.join()
        return data


def check_again(scene, data, name, state, old, new):
    """The same approval once more: it succeeds where nothing was kept, and is refused where all was."""
    server = Server(scene.program, data)
    status = scene.approve(server, name)
    server.stop()
    if status != (200 if state == old else 409):
        sys.exit(f"The approval of the {name}, sent again, was answered with {status}.")
    if scene.state_of(data) != new:
        sys.exit(f"The approval of the {name}, sent again, did not leave the new state.")


def main():
    program = os.path.abspath(sys.argv[1])
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 120
    random.seed(20261126)
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(program, folder)
        old = scene.state_of(scene.base)
        left = {"old": 0, "new": 0}
        for name in REQUESTS:
            new, duration = scene.whole(name)
            if new == old:
                sys.exit(f"The {name} alters nothing, so that nothing would be shown.")
            for kill in range(kills // len(REQUESTS)):
                # Most of them about the end of the request, where it writes.
                share = random.uniform(0.0, 1.0) if kill % 3 == 0 else random.uniform(0.5, 1.4)
                data = scene.killed_after(name, duration * share)
                run(program, "audit", "verify", "--data", data)
                state = scene.state_of(data)
                if state not in (old, new):
                    sys.exit(f"A kill after {share:.2f} of the {name} left neither the old nor the new state.")
                left["old" if state == old else "new"] += 1
                if kill % 10 == 0:
                    check_again(scene, data, name, state, old, new)
    print(f"{kills} kills of approvals: {left['old']} left the old state, {left['new']} the new one")
    if 0 in left.values():
        sys.exit("Only one of the two states occurred: the kills missed the commit.")


if __name__ == "__main__":
    main()
