#!/usr/bin/env python3
"""Imports other people's synthetic patients and compares what OpenPCN counts with count.py and with the
counts in the sets' own READMEs.

  compare.py PROGRAM TESTDATA

Ends with "N passed, N failed"; exit code 1 if anything differs.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
AS_AT = "2026-11-01"
HYPERTENSION = os.path.join(ROOT, "content/value_sets/hypertension.csv")

# The counts that each set's README gives, entries and kept resources together.
SETS = [
    {
        "folder": "patients-synthea-fhir-r4", "practice": "F84001", "form": "fhir", "files": "*.ndjson.gz",
        "readme": {"Encounter": 12312, "Condition": 3027, "Observation": 60121, "Immunization": 4949,
                   "MedicationRequest": 3175, "Procedure": 9255, "DiagnosticReport": 4255, "CarePlan": 1163,
                   "Goal": 770, "AllergyIntolerance": 200, "ImagingStudy": 201, "Claim": 15487,
                   "ExplanationOfBenefit": 12312, "Organization": 759, "Practitioner": 759},
        "people": 410,
    },
    {
        "folder": "patients-bulk-ndjson", "practice": "F84002", "form": "fhir", "files": "*.ndjson.gz",
        "readme": {"AllergyIntolerance": 11, "Condition": 555, "Device": 16, "DocumentReference": 1215,
                   "Encounter": 1215, "Immunization": 161, "Location": 44, "MedicationRequest": 1745,
                   "Organization": 43, "Practitioner": 43, "PractitionerRole": 43, "Procedure": 2056},
        "people": 13,
    },
    {
        "folder": "patients-synthea-uk-csv", "practice": "F84003", "form": "synthea-csv", "files": "",
        "mapping": os.path.join(ROOT, "content/mappings/synthea-uk.json"),
        "readme": {"CarePlan": 382, "Condition": 382, "Device": 540, "Encounter": 36271,
                   "Immunization": 15483, "MedicationRequest": 293, "Observation": 137239,
                   "Organization": 689, "Practitioner": 689},
        "people": 750,
    },
]
DEFINITIONS = {
    "Population.Everybody in the records": "people",
    "Population.Hypertension diagnosis ever": "hypertension_ever",
    "Registers.Hypertension register": "hypertension_register",
    "Population.People with any medication": "people_with_medication",
}

passed = failed = 0


def expect(what, ours, theirs):
    global passed, failed
    if ours == theirs:
        passed += 1
        return
    failed += 1
    print(f"{what}: OpenPCN {ours}, independently {theirs}")


def run(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{program} {' '.join(arguments)} failed: {done.stderr}")
    return done.stdout


def import_set(program, data, folder, known):
    arguments = ["import", "--data", data, "--practice", known["practice"], "--json", folder]
    if "mapping" in known:
        arguments += ["--mapping", known["mapping"]]
    return json.loads(run(program, *arguments))


def main():
    program, testdata = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as scratch:
        data = os.path.join(scratch, "network")
        run(program, "init", "--data", data)
        counted = {}
        for known in SETS:
            folder = os.path.join(testdata, known["folder"])
            name = known["folder"]
            summary = import_set(program, data, folder, known)
            expect(f"{name}: people", summary["people"], known["people"])
            expect(f"{name}: resources", {**summary["entries"], **summary["kept"]}, known["readme"])
            expect(f"{name}: rejects", summary["rejects"], {})
            again = import_set(program, data, folder, known)
            expect(f"{name}: the same once more", again["change"], "nothing")
            paths = sorted(glob.glob(os.path.join(folder, known["files"]))) if known["files"] else [folder]
            counted[known["practice"]] = json.loads(run(
                sys.executable, os.path.join(HERE, "count.py"), known["form"], *paths, "--as-at", AS_AT,
                "--codes", HYPERTENSION))
        evaluation = json.loads(run(program, "evaluate", "--data", data, "--as-at", AS_AT, "--json"))
        by_name = {definition["name"]: definition for definition in evaluation["definitions"]}
        for name, field in DEFINITIONS.items():
            for practice, theirs in counted.items():
                expect(f"{name} at {practice}", by_name[name]["practices"][practice]["yes"], theirs[field])
            expect(f"{name} in all", by_name[name]["yes"], sum(one[field] for one in counted.values()))
        expect("MedicationRequest entries", evaluation["totals"]["entries_by_type"]["MedicationRequest"],
               sum(one["medication_entries"] for one in counted.values()))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
