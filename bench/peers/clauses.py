"""Measures of a single clause each, to compare what one clause costs.

write() makes a folder for each as testdata/measures has them: a cohort whose only population is
the clause, 64 people with fifty entries each, and who must be in it. The counts are worked out
here from the entries, without an engine.
"""

import base64
import json
import random

SNOMED = "http://snomed.info/sct"
BASE = "https://openpcn.example/fhir/"
ASTHMA, SYSTOLIC = "195967001", "271649006"
OTHER_CODES = [str(1000000 + 37 * number) for number in range(400)]

HEADER = """library {name} version '1.0.0'

using FHIR version '4.0.1'

include FHIRHelpers version '4.0.1'

codesystem "SNOMED CT": 'http://snomed.info/sct'
code "Asthma": '195967001' from "SNOMED CT" display 'Asthma'
code "Systolic": '271649006' from "SNOMED CT" display 'Systolic blood pressure'

parameter "Measurement Period" Interval<DateTime>

context Patient

define "Initial Population":
"""

CLAUSES = {
    "ClauseCode": """  exists [Condition: code ~ "Asthma"]
""",
    "ClauseAge": """  AgeInYearsAt(date from end of "Measurement Period") in Interval[40, 74]
""",
    "ClauseDate": """  exists (
    [Condition: code ~ "Asthma"] Asthma
      where Asthma.onset as FHIR.dateTime during "Measurement Period"
  )
""",
    "ClauseValue": """  exists (
    [Observation: code ~ "Systolic"] Pressure
      where Pressure.status = 'final'
        and Pressure.effective as FHIR.dateTime during "Measurement Period"
        and Pressure.value as FHIR.Quantity >= 140 'mm[Hg]'
  )
""",
}


def concept(code):
    return {"coding": [{"system": SNOMED, "code": code}]}


def condition(identifier, code, day):
    return {"resourceType": "Condition", "id": identifier, "code": concept(code),
            "onsetDateTime": day + "T10:00:00Z"}


def pressure(identifier, code, day, value):
    return {"resourceType": "Observation", "id": identifier, "status": "final",
            "code": concept(code), "effectiveDateTime": day + "T09:30:00Z",
            "valueQuantity": {"value": value, "unit": "mm[Hg]", "code": "mm[Hg]",
                              "system": "http://unitsofmeasure.org"}}


def entries_of(dice):
    """Fifty entries: (kind, code, day, value)."""
    made = []
    for _ in range(50):
        day = f"20{dice.randint(15, 26)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
        roll = dice.random()
        if roll < 0.01:
            made.append(("Condition", ASTHMA, day, None))
        elif roll < 0.1:
            made.append(("Observation", SYSTOLIC, day, dice.randint(100, 160)))
        elif roll < 0.5:
            made.append(("Condition", dice.choice(OTHER_CODES), day, None))
        else:
            made.append(("Observation", dice.choice(OTHER_CODES), day, dice.randint(1, 300)))
    return made


def holds(name, born, entries):
    if name == "ClauseAge":
        return 40 <= 2026 - int(born[:4]) <= 74
    asthma = [day for kind, code, day, _ in entries if code == ASTHMA]
    if name == "ClauseCode":
        return bool(asthma)
    if name == "ClauseDate":
        return any(day.startswith("2026") for day in asthma)
    return any(code == SYSTOLIC and day.startswith("2026") and value >= 140
               for _, code, day, value in entries)


def measure_bundle(name):
    text = HEADER.format(name=name) + CLAUSES[name]
    library = {"resourceType": "Library", "id": name, "url": f"{BASE}Library/{name}", "name": name,
               "version": "1.0.0", "status": "active",
               "content": [{"contentType": "text/cql",
                            "data": base64.b64encode(text.encode()).decode()}]}
    population = {"id": "initial-population",
                  "code": {"coding": [{
                      "system": "http://terminology.hl7.org/CodeSystem/measure-population",
                      "code": "initial-population"}]},
                  "criteria": {"language": "text/cql-identifier",
                               "expression": "Initial Population"}}
    basis = {"url": "http://hl7.org/fhir/us/cqfmeasures/StructureDefinition/cqfm-populationBasis",
             "valueCode": "boolean"}
    measure = {"resourceType": "Measure", "id": name, "url": f"{BASE}Measure/{name}", "name": name,
               "version": "1.0.0", "status": "active", "library": [f"{BASE}Library/{name}"],
               "scoring": {"coding": [{
                   "system": "http://terminology.hl7.org/CodeSystem/measure-scoring",
                   "code": "cohort"}]},
               "group": [{"id": "people", "extension": [basis], "population": [population]}]}
    return {"resourceType": "Bundle", "type": "collection",
            "entry": [{"resource": measure}, {"resource": library}]}


def write(folder):
    dice = random.Random(7)
    people = []
    for number in range(64):
        born = f"{dice.randint(1935, 2020)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
        people.append((f"clause-{number}", born, entries_of(dice)))
    bundles = []
    for name, born, entries in people:
        resources = [{"resourceType": "Patient", "id": name, "gender": "female",
                      "birthDate": born}]
        for index, (kind, code, day, value) in enumerate(entries):
            identifier = f"{name}-{index}"
            made = (condition(identifier, code, day) if kind == "Condition"
                    else pressure(identifier, code, day, value))
            made["subject"] = {"reference": f"Patient/{name}"}
            resources.append(made)
        bundles.append({"resourceType": "Bundle", "type": "collection", "id": name,
                        "entry": [{"resource": made} for made in resources]})
    folders = []
    for name in CLAUSES:
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        (place / "measure-bundle.json").write_text(json.dumps(measure_bundle(name), indent=1))
        (place / "patients.ndjson").write_text("".join(json.dumps(one) + "\n" for one in bundles))
        (place / "expected.json").write_text(json.dumps({
            "period": ["2026-01-01", "2026-12-31"],
            "cases": [{"patient": person, "expected": [
                {"initial-population": int(holds(name, born, entries))}]}
                for person, born, entries in people]}))
        folders.append(place)
    return folders
