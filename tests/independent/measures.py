#!/usr/bin/env python3
"""Compares `openpcn measure` with what is expected of folders of measures.

    python3 tests/independent/measures.py [--program build/release/openpcn] ROOT...

ROOT is a folder of measure folders, at any depth, each with measure-bundle.json, patients.ndjson
and expected.json: tests/measures, testdata/measures, and what bench/peers/generate.mjs makes. Compares
the populations of every person, and observations and scores where expected.json has them.
Ends with "N passed, N failed": a case is one person in one measure.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

SHOWN_MAX = 8


def run_measure(program, folder, period):
    done = subprocess.run(
        [program, "measure", "--bundle", folder / "measure-bundle.json", "--patients",
         folder / "patients.ndjson", "--period", *period, "--json"],
        capture_output=True, text=True)
    if done.returncode != 0:
        return None, done.stderr.strip() or f"exit code {done.returncode}"
    return json.loads(done.stdout), None


def groups_of(subject):
    """For each group: counts by population, and observations by the id of the population."""
    if "groups" not in subject:  # one group without observations: its populations say it all
        return [({"id": ""}, subject["populations"], {})]
    found = []
    for group in subject["groups"]:
        counts, observations = {}, {}
        for population in group["populations"]:
            code = population["code"]
            counts[code] = counts.get(code, 0) + population["count"]
            if "observations" in population:
                observations[population["id"]] = population["observations"]
        found.append((group, counts, observations))
    return found


def case_problems(case, subject, titles):
    if subject is None:
        return ["the person is not in the answer"]
    if subject.get("error"):
        return [f"could not be evaluated: {subject['error']}"]
    problems = []
    found = groups_of(subject)
    for index, expected in enumerate(case["expected"]):
        group, counts, observations = found[index]
        title = titles[index] if titles else group["id"]
        for name, count in expected.items():
            if counts.get(name) != count:
                problems.append(f"{title}, {name}: {count} expected, {counts.get(name)} found")
        if "observations" in case:
            for kind, values in case["observations"][index].items():
                name = f"{group['id']}-measure-observation-{kind}"
                if sorted(observations.get(name, [])) != sorted(values):
                    problems.append(f"{title}, observations of the {kind}: {values} expected,"
                                    f" {observations.get(name)} found")
    return problems


def report_problems(expected, report):
    """The score of each group."""
    problems = []
    for index, group in enumerate(expected.get("report", [])):
        found = report["group"][index]
        score = found.get("measureScore", {}).get("value")
        if "score" in group and (score is None or abs(score - group["score"]) > 1e-6):
            problems.append(f"{group['id']}, score: {group['score']} expected, {score} found")
    return problems


def check(program, folder):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    cases = [case for case in expected["cases"] if case.get("status") != "disputed"]
    period = expected.get("period") or cases[0]["period"]
    answer, failed = run_measure(program, folder, period)
    if answer is None:
        print(f"{folder}: not run\n  {failed[:1500]}")
        return 0, len(cases)
    subjects = {subject["id"]: subject for subject in answer["subjects"]}
    titles = expected.get("definitions")
    wrong = {}
    for case in cases:
        problems = case_problems(case, subjects.get(case["patient"]), titles)
        if problems:
            wrong[case["case"]] = problems
    problems = report_problems(expected, answer["report"])
    if problems:
        wrong["(report)"] = problems
    print(f"{folder}: {len(cases)} cases, {len(wrong)} not as expected")
    for name in list(wrong)[:SHOWN_MAX]:
        for problem in wrong[name][:SHOWN_MAX]:
            print(f"  {name}: {problem}")
    failures = len([name for name in wrong if name != "(report)"]) + bool(problems)
    return len(cases) - failures + bool(problems), failures


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/release/openpcn")
    parser.add_argument("roots", nargs="+", type=Path)
    options = parser.parse_args()
    passed = failed = 0
    for root in options.roots:
        folders = sorted(path.parent for path in root.rglob("measure-bundle.json"))
        for folder in folders:
            if not (folder / "expected.json").exists():
                continue
            good, bad = check(options.program, folder)
            passed += good
            failed += bad
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
