#!/usr/bin/env python3
"""Counts people and entries in other people's synthetic records, independently of OpenPCN.

Reads FHIR R4 NDJSON (resources, or one Bundle a line; gzip too) or a folder of Synthea CSV, and prints JSON:
people, those alive, those with a hypertension diagnosis ever and on the register (alive, 18 or over, not
ended), medication entries, people with one, and the resources or rows of each kind.
Nothing here is shared with the program: it is the second opinion that tests/independent/run.sh compares.

  count.py fhir FILE...            count.py synthea-csv FOLDER          [--as-at DATE] [--codes FILE.csv]
"""
import argparse
import csv
import glob
import gzip
import io
import json
import os


def open_text(path):
    raw = gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")
    return io.TextIOWrapper(raw, encoding="utf-8", newline="")


def read_codes(path):
    """The code column of a value set file of content/value_sets."""
    with open(path, encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["code"] for row in rows}


class Tally:
    def __init__(self, as_at, codes):
        self.as_at, self.codes = as_at, codes
        self.people, self.dead, self.birth = set(), set(), {}
        self.hypertension, self.hypertension_ended = {}, {}
        self.medicated, self.medication_entries, self.entries = set(), 0, {}

    def person(self, key, birth, death, deceased=False):
        self.people.add(key)
        self.birth[key] = birth
        if deceased or (death and death[:10] <= self.as_at):
            self.dead.add(key)

    def condition(self, key, codes, start, end, active=True):
        if not codes & self.codes or (start and start[:10] > self.as_at):
            return
        self.hypertension.setdefault(key, start)
        if (end and end[:10] <= self.as_at) or not active:
            self.hypertension_ended.setdefault(key, []).append(True)
        else:
            self.hypertension_ended.setdefault(key, []).append(False)

    def medication(self, key, start):
        self.medication_entries += 1
        if not start or start[:10] <= self.as_at:
            self.medicated.add(key)

    def adult(self, key):
        birth, at = self.birth.get(key) or "9999", self.as_at
        return int(at[:4]) - int(birth[:4]) - (at[5:] < birth[5:10]) >= 18

    def report(self):
        alive = self.people - self.dead
        active = {p for p, ended in self.hypertension_ended.items() if not all(ended)}
        return {
            "people": len(self.people),
            "people_alive": len(alive),
            "hypertension_ever": len(set(self.hypertension)),
            "hypertension_register": len({p for p in active & alive if self.adult(p)}),
            "people_with_medication": len(self.medicated),
            "medication_entries": self.medication_entries,
            "resources": self.entries,
        }


def reference_id(reference):
    text = (reference or {}).get("reference", "")
    return text.rsplit("/", 1)[-1].removeprefix("urn:uuid:")


def coding_codes(concept):
    return {c.get("code") for c in (concept or {}).get("coding", [])}


def count_resource(tally, resource):
    kind = resource["resourceType"]
    tally.entries[kind] = tally.entries.get(kind, 0) + 1
    if kind == "Patient":
        tally.person(resource["id"], resource.get("birthDate"), resource.get("deceasedDateTime"),
                     resource.get("deceasedBoolean", False))
    elif kind == "Condition":
        clinical = coding_codes(resource.get("clinicalStatus"))
        tally.condition(reference_id(resource.get("subject")), coding_codes(resource.get("code")),
                        resource.get("onsetDateTime"), resource.get("abatementDateTime"),
                        not clinical & {"inactive", "resolved", "remission"})
    elif kind == "MedicationRequest":
        tally.medication(reference_id(resource.get("subject")), resource.get("authoredOn"))


def count_fhir(tally, paths):
    for path in paths:
        with open_text(path) as lines:
            for line in lines:
                if not line.strip():
                    continue
                resource = json.loads(line)
                if resource.get("resourceType") == "Bundle":
                    for entry in resource.get("entry", []):
                        count_resource(tally, entry["resource"])
                else:
                    count_resource(tally, resource)


def csv_rows(folder, name):
    path = (glob.glob(os.path.join(folder, name + ".csv")) +
            glob.glob(os.path.join(folder, name + ".csv.gz")))[0]
    with open_text(path) as lines:
        rows = csv.reader(lines)
        heading = next(rows)
        for row in rows:
            yield dict(zip(heading, row))


def count_synthea_csv(tally, folder):
    for row in csv_rows(folder, "patients"):
        tally.person(row["Id"], row["BIRTHDATE"], row["DEATHDATE"])
    for row in csv_rows(folder, "conditions"):
        tally.condition(row["PATIENT"], {row["CODE"]}, row["START"], row["STOP"])
    for row in csv_rows(folder, "medications"):
        tally.medication(row["PATIENT"], row["START"])
    for name in ("patients", "conditions", "medications", "observations", "encounters", "immunizations",
                 "careplans"):
        tally.entries[name] = sum(1 for _ in csv_rows(folder, name))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("form", choices=["fhir", "synthea-csv"])
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--as-at", default="2026-11-01")
    parser.add_argument("--codes", default="content/value_sets/hypertension.csv")
    arguments = parser.parse_args()
    tally = Tally(arguments.as_at, read_codes(arguments.codes))
    if arguments.form == "fhir":
        count_fhir(tally, arguments.paths)
    else:
        count_synthea_csv(tally, arguments.paths[0])
    print(json.dumps(tally.report(), indent=1))


if __name__ == "__main__":
    main()
