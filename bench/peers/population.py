"""People for the comparison: the public test patients under new ids, with noise where asked.

replicate() writes the same people to one NDJSON file for all engines: a Bundle a line. Each copy
of a person has its own ids, and every reference follows. Noise is what a real record is full of
and a measure never asks for: observations, conditions, encounters and prescriptions with codes of
a made-up system, tagged with the profiles of QI-Core, so that an engine has to look at each.
"""

import copy
import json

QICORE = "http://hl7.org/fhir/us/qicore/StructureDefinition/qicore-"
NOISE_SYSTEM = "https://openpcn.example/fhir/CodeSystem/noise"


def rename(value, suffix):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "reference" and isinstance(inner, str) and not inner.startswith("#"):
                value[key] = inner + suffix
            else:
                rename(inner, suffix)
    elif isinstance(value, list):
        for inner in value:
            rename(inner, suffix)


def copy_of(bundle, number):
    suffix = f"-{number}"
    made = copy.deepcopy(bundle)
    made["id"] = made.get("id", "person") + suffix
    for entry in made["entry"]:
        entry["resource"]["id"] += suffix
        entry.pop("fullUrl", None)
        rename(entry["resource"], suffix)
    return made


def noise(patient, number):
    """One resource; number decides its kind, code and date."""
    kind = number % 4
    day = f"202{5 + number % 2}-{number % 12 + 1:02d}-{number * 7 % 28 + 1:02d}"
    moment = f"{day}T{number % 24:02d}:15:00.000+00:00"
    code = {"coding": [{"system": NOISE_SYSTEM, "code": f"N{number * 31 % 977}"}]}
    made = {"id": f"noise-{number}-{patient}"[:64]}
    subject = {"reference": f"Patient/{patient}"}
    if kind == 0:
        category = {"coding": [{"code": "laboratory", "system":
                    "http://terminology.hl7.org/CodeSystem/observation-category"}]}
        made |= {"resourceType": "Observation", "status": "final", "category": [category],
                 "code": code, "subject": subject, "effectiveDateTime": moment,
                 "valueQuantity": {"value": number % 200, "unit": "mg/dL", "code": "mg/dL",
                                   "system": "http://unitsofmeasure.org"}}
        profile = "observation-lab"
    elif kind == 1:
        status = "http://terminology.hl7.org/CodeSystem/condition-"
        made |= {"resourceType": "Condition", "code": code, "subject": subject,
                 "clinicalStatus": {"coding": [{"system": status + "clinical", "code": "active"}]},
                 "verificationStatus": {
                     "coding": [{"system": status + "ver-status", "code": "confirmed"}]},
                 "onsetDateTime": moment}
        profile = "condition-problems-health-concerns"
    elif kind == 2:
        made |= {"resourceType": "Encounter", "status": "finished", "type": [code],
                 "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
                           "code": "AMB"},
                 "subject": subject, "period": {"start": moment,
                                                "end": f"{day}T{number % 24:02d}:45:00.000+00:00"}}
        profile = "encounter"
    else:
        made |= {"resourceType": "MedicationRequest", "status": "active", "intent": "order",
                 "medicationCodeableConcept": code, "subject": subject, "authoredOn": moment}
        profile = "medicationrequest"
    made["meta"] = {"profile": [QICORE + profile]}
    return made


def replicate(patients, people, noise_resources, path):
    """Returns the map from each person's id to the id of the test patient it is a copy of."""
    origin = {}
    with open(path, "w", encoding="utf-8") as out:
        for number in range(people):
            source = patients[number % len(patients)]
            made = copy_of(source, number)
            person = next(entry["resource"] for entry in made["entry"]
                          if entry["resource"]["resourceType"] == "Patient")
            made["entry"] += [{"resource": noise(person["id"], index + number)}
                              for index in range(noise_resources)]
            out.write(json.dumps(made, separators=(",", ":")) + "\n")
            origin[person["id"]] = person["id"].rsplit("-", 1)[0]
    return origin
