"""Counts of the national register's files, made with the csv module and nothing of OpenPCN's."""
import csv
import gzip
from collections import Counter, defaultdict


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def networks(details, partners):
    """What an ePCN pair says of its networks once every stated end has passed."""
    members = defaultdict(set)
    commissioners = defaultdict(Counter)
    code = next(c for c in details[0] if c.endswith("Code") and c.startswith("Current"))
    parent = next(c for c in partners[0] if c.startswith("Practice Parent") and c.endswith("Code"))
    network_of = {}
    for row in partners:
        if not row["Practice to PCN Relationship End Date"]:
            members[row["PCN Code"]].add(row["Partner Organisation Code"])
            network_of[row["Partner Organisation Code"]] = row["PCN Code"]
            commissioners[row[parent]]["practices"] += 1
    open_codes = {row["PCN Code"] for row in details if not row["Close Date"]}
    for row in details:
        if not row["Close Date"]:
            commissioners[row[code]]["open_networks"] += 1
    return {"open": open_codes, "members": members, "network_of": network_of,
            "commissioners": commissioners}


def mapping(table):
    network_of = {row["PRACTICE_CODE"]: "" if row["PCN_CODE"] in ("", "U") else row["PCN_CODE"]
                  for row in table}
    commissioners = defaultdict(Counter)
    for row in table:
        own = commissioners[row["SUB_ICB_LOCATION_CODE"]]
        own["practices"] += 1
        own["unallocated_practices"] += row["PCN_CODE"] in ("", "U")
    return {"network_of": network_of, "networks": set(network_of.values()) - {""},
            "commissioners": commissioners,
            "commissioner_of": {r["PRACTICE_CODE"]: r["SUB_ICB_LOCATION_CODE"] for r in table}}


def list_totals(table):
    """Practice to patients, of a -all or a -quin-age file."""
    code = "CODE" if "CODE" in table[0] else "ORG_CODE"
    kind = "TYPE" if "TYPE" in table[0] else "ORG_TYPE"
    band = "AGE" if "AGE" in table[0] else "AGE_GROUP_5"
    return {row[code]: int(row["NUMBER_OF_PATIENTS"]) for row in table
            if row[kind] == "GP" and row["SEX"] == "ALL" and row[band] == "ALL"}


def bands(table, practice):
    """(sex, band) to patients of one practice in a -quin-age file, without sums."""
    return {(row["SEX"], row["AGE_GROUP_5"]): int(row["NUMBER_OF_PATIENTS"]) for row in table
            if row["ORG_CODE"] == practice and row["ORG_TYPE"] == "GP"
            and row["SEX"] != "ALL" and row["AGE_GROUP_5"] != "ALL"}


def joined(before, after):
    """Practice to network before and after: same, moved, gone, new."""
    same = sum(1 for p in before if p in after and before[p] == after[p])
    moved = sum(1 for p in before if p in after and before[p] != after[p])
    return {"same": same, "moved": moved, "gone": len(before.keys() - after.keys()),
            "new": len(after.keys() - before.keys())}
