#!/usr/bin/env python3
"""Holds recorded exchanges of the API against src/api/openapi.yaml, both ways.

Argument: a file with one exchange a line, as src/api/test_network_test.cpp writes it. Every route
must be described and every description must be a route that answered; every JSON answer must have
the shape that is described for its status, with no property that is not described. Prints each
finding and ends with "N passed, N failed".
"""
import json
import pathlib
import re
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
API = yaml.safe_load((ROOT / "src/api/openapi.yaml").read_text())
METHODS = ("get", "post", "put", "patch", "delete")
# Not of the API: for the machine's operator, described in docs/guides/running.md.
OPERATIONAL = {("GET", "/health/live"), ("GET", "/health/ready"), ("GET", "/metrics")}
KEYWORDS = {"$ref", "type", "description", "properties", "required", "additionalProperties",
            "items", "enum", "examples", "format", "pattern", "minimum", "maximum", "maxLength",
            "contentMediaType", "default", "oneOf"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool}


def resolve(node):
    while "$ref" in node:
        target = API
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def has_type(value, name):
    if name in ("integer", "number"):
        return isinstance(value, int if name == "integer" else (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def faults(value, schema, place):
    """What of a value does not fit a schema."""
    schema = resolve(schema)
    if "type" in schema and not has_type(value, schema["type"]):
        return [f"{place} is no {schema['type']}"]
    found = []
    if "oneOf" in schema and sum(not faults(value, one, place) for one in schema["oneOf"]) != 1:
        found.append(f"{place} fits not exactly one of what is described")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place} is {value!r}, none of {schema['enum']}")
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        found.append(f"{place} is {value!r} and does not fit {schema['pattern']}")
    if schema.get("format") == "date-time" and not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", str(value)):
        found.append(f"{place} is {value!r}, no instant")
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            found += faults(item, schema["items"], f"{place}[{index}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        rest = schema.get("additionalProperties")
        found += [f"{place}.{name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, item in value.items():
            if name in known:
                found += faults(item, known[name], f"{place}.{name}")
            elif isinstance(rest, dict):
                found += faults(item, rest, f"{place}.{name}")
            elif known:
                found.append(f"{place}.{name} is not described")
    return found


def unknown_keywords(schema, place):
    """A typing error in the description would otherwise hold nothing."""
    found = [f"{place}: unknown keyword {key!r}" for key in schema if key not in KEYWORDS]
    for name, part in schema.get("properties", {}).items():
        found += unknown_keywords(part, f"{place}.{name}")
    for number, part in enumerate(schema.get("oneOf", ())):
        found += unknown_keywords(part, f"{place}.oneOf[{number}]")
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            found += unknown_keywords(schema[key], f"{place}.{key}")
    return found


def schema_of(operation, status, content_type):
    responses = operation["responses"]
    response = resolve(responses.get(str(status), responses.get("default", {})))
    content = response.get("content", {})
    return content.get(content_type.split(";")[0], {}).get("schema")


def main():
    exchanges = [json.loads(line) for line in pathlib.Path(sys.argv[1]).read_text().splitlines()]
    described = {(method.upper(), path): operation for path, item in API["paths"].items()
                 for method, operation in item.items() if method in METHODS}
    asked = {(exchange["method"], exchange["pattern"]) for exchange in exchanges}
    succeeded = {(e["method"], e["pattern"]) for e in exchanges if e["status"] < 300}
    findings = [f"{m} {p}: a route that openapi.yaml does not describe"
                for m, p in sorted(asked - set(described) - OPERATIONAL)]
    findings += [f"{m} {p}: described, but no route" for m, p in sorted(set(described) - asked)]
    findings += [f"{m} {p}: no exchange succeeded, so its answer is not held"
                 for m, p in sorted(asked & set(described) - succeeded)]
    for name, schema in API["components"]["schemas"].items():
        findings += unknown_keywords(schema, name)
    held = 0
    for exchange in exchanges:
        operation = described.get((exchange["method"], exchange["pattern"]))
        if operation is None or not exchange["type"].startswith("application/"):
            continue
        place = f"{exchange['method']} {exchange['pattern']} {exchange['status']}"
        if "json" not in exchange["type"]:
            continue
        schema = schema_of(operation, exchange["status"], exchange["type"])
        held += 1
        if schema is None:
            findings.append(f"{place}: this answer is not described")
        else:
            findings += faults(json.loads(exchange["body"]), schema, place)
    for finding in sorted(set(re.sub(r"\[\d+\]", "[]", f) for f in findings)):
        print(finding)
    print(f"{held} answers of {len(asked)} routes: {held} passed, {len(findings)} failed")
    return 1 if findings or held == 0 else 0


sys.exit(main())
