#!/usr/bin/env python3
"""Loads the published files and compares every figure: compare.py PROGRAM TESTDATA."""
import json
import pathlib
import sys
import tempfile
from collections import Counter

import count
from checks import check, finish, run

testdata = pathlib.Path(sys.argv[2]).resolve()
ods, stats, geo = testdata / "ods", testdata / "practice-stats", testdata / "geo"


class Register:
    """A data directory of its own."""

    def __init__(self, folder):
        self.data = folder
        run("init", "--data", folder)

    def load(self, *files, accept=False):
        options = ["--accept-changes"] if accept else []
        return json.loads(run("import", "ods", "--data", self.data, "--json", *options,
                              *files).stdout)

    def totals(self, as_at=None):
        options = ["--as-at", as_at] if as_at else []
        return json.loads(run("register", "--data", self.data, "--json", *options).stdout)

    def changes(self):
        return json.loads(run("register", "changes", "--data", self.data, "--json").stdout)

    def accept_all(self):
        run("register", "changes", "--data", self.data, "--accept-all", "--json")


def by_commissioner(totals, field):
    return {c["code"]: c[field] for c in totals["commissioners"] if c[field]}


def wanted_by(commissioners, field):
    return {code: counts[field] for code, counts in commissioners.items() if counts[field]}


epcn = {year: count.networks(count.rows(ods / f"epcn-{year}-pcn-details.csv.gz"),
                             count.rows(ods / f"epcn-{year}-core-partners.csv.gz"))
        for year in ("2022-04", "2025-01")}
mapped = count.mapping(count.rows(ods / "gp-reg-pat-prac-map-2026-07.csv.gz"))
months = ("2025-10", "2025-11", "2025-12", "2026-01")
lists = {m: count.list_totals(count.rows(stats / f"gp-reg-pat-prac-all-{m}.csv.gz")) for m in months}
quin_rows = count.rows(stats / "gp-reg-pat-prac-quin-age-2026-07.csv.gz")
quin = count.list_totals(quin_rows)

# The figures of the files' own README, so that a mistake shared by both counts shows.
check("README 2025", (len(epcn["2025-01"]["open"]), len(epcn["2025-01"]["network_of"])), (1285, 6224))
check("README 2022", (len(epcn["2022-04"]["open"]), len(epcn["2022-04"]["network_of"])), (1260, 6474))
check("README mapping", (len(mapped["network_of"]), len(mapped["networks"])), (6139, 1298))
check("README lists", [sum(lists[m].values()) for m in months],
      [63_919_527, 63_947_100, 63_936_682, 63_894_110])

with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)

    # Workbook and CSV pair say the same, in both vintages.
    for year, rows in (("2022-04", 1318 + 7359), ("2025-01", 1366 + 7705)):
        want = epcn[year]
        for name, files in (("xlsx", [ods / f"ePCN-{year}.xlsx"]),
                            ("csv", [ods / f"epcn-{year}-core-partners.csv.gz",
                                     ods / f"epcn-{year}-pcn-details.csv.gz"])):
            register = Register(folder / f"{year}-{name}")
            outcomes = register.load(*files)
            check(f"{year} {name} lines", sum(o["lines"] for o in outcomes), rows)
            check(f"{year} {name} facts", sum(o["facts"] for o in outcomes), rows)
            totals = register.totals()
            check(f"{year} {name} open", totals["open_networks"], len(want["open"]))
            check(f"{year} {name} practices", totals["practices"], len(want["network_of"]))
            for field in ("open_networks", "practices"):
                check(f"{year} {name} {field} by commissioner", by_commissioner(totals, field),
                      wanted_by(want["commissioners"], field))
            check(f"{year} {name} again", [o["state"] for o in register.load(*files)],
                  ["already loaded"] * len(files))
        code, members = max(want["members"].items(), key=lambda item: (len(item[1]), item[0]))
        network = json.loads(run("register", "--data", folder / f"{year}-xlsx", "--network", code,
                                 "--json").stdout)
        check(f"{year} members of {code}", {m["code"] for m in network["members"]}, members)

    # Everything at once, in a bad order.
    everything = Register(folder / "everything")
    outcomes = everything.load(
        stats / "gp-reg-pat-prac-quin-age-2026-07.csv.gz",
        *(stats / f"gp-reg-pat-prac-all-{m}.csv.gz" for m in reversed(months)),
        ods / "gp-reg-pat-prac-map-2026-07.csv.gz", ods / "ePCN-2025-01.xlsx",
        ods / "ePCN-2022-04.xlsx", ods / "epraccur-2026-02.csv.gz",
        geo / "practice-coordinates-nhsuk-2019.csv.gz", geo / "imd-2025-lsoa21.csv.gz",
        geo / "imd-2019-lsoa11-deciles-ranks.csv.gz",
        geo / "File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx",
        *sorted(geo.glob("lookup-*")), geo / "lsoa11-pcn-west-sussex-2022.csv",
        *sorted(geo.glob("*.geojson*")))
    check("all are accepted", {o["state"] for o in outcomes}, {"accepted"})
    kept = {pathlib.Path(o["file"]).name: o["facts"] for o in outcomes}
    check("quin-age", kept["gp-reg-pat-prac-quin-age-2026-07.csv.gz"], len(quin) * 43)
    check("epraccur", kept["epraccur-2026-02.csv.gz"], 15389)
    check("IMD 2025", kept["imd-2025-lsoa21.csv.gz"], 26416)
    check("IMD 2019", kept["imd-2019-lsoa11-deciles-ranks.csv.gz"], 32844)
    check("IMD 2019 workbook", kept["File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx"], 32844)
    check("LSOA boundaries", kept["lsoa21-ultra-generalised.geojson.gz"], 26416)
    check("sub-ICBs", kept["sub-icbs-2023-04.geojson.gz"], 106)
    check("lookup", kept["lookup-lsoa11-lsoa21-ltla22.csv.gz"], 35795)
    check("coordinates", kept["practice-coordinates-nhsuk-2019.csv.gz"]
          + sum(len(o["rejects"]) for o in outcomes if "coordinates" in o["file"]), 8882)
    totals = everything.totals()
    check("practices", totals["practices"], 6139)
    check("unallocated", totals["unallocated_practices"], 52)
    check("networks", totals["open_networks"], 1298)
    for field in ("practices", "unallocated_practices"):
        check(f"{field} by commissioner", by_commissioner(totals, field),
              wanted_by(mapped["commissioners"], field))
    # The five regions of July, and January's lists of the practices elsewhere that are still mapped.
    regions_of_july = {mapped["commissioner_of"][p] for p in quin}
    in_use = dict(quin)
    for practice, patients in lists["2026-01"].items():
        own = mapped["commissioner_of"].get(practice)
        if practice not in quin and own is not None and own not in regions_of_july:
            in_use[practice] = patients
    check("patients", totals["registered_patients"], sum(in_use.values()))
    patients = Counter()
    for practice, number in in_use.items():
        patients[mapped["commissioner_of"][practice]] += number
    check("patients by commissioner", by_commissioner(totals, "registered_patients"), dict(patients))
    check("sum of commissioners", sum(c["registered_patients"] for c in totals["commissioners"]),
          totals["registered_patients"])
    for practice in sorted(quin)[::2000]:
        shown = json.loads(run("register", "--data", everything.data, "--practice", practice, "--json").stdout)
        check(f"bands of {practice}", {(b["sex"], b["band"]): b["patients"] for b in shown["list"]["bands"]},
              count.bands(quin_rows, practice))
    for month in months:
        totals = everything.totals(f"{month}-15")
        check(f"patients in {month}", totals["registered_patients"], sum(lists[month].values()))
        check(f"networks in {month}", totals["open_networks"], 1285)
    totals = everything.totals("2023-01-01")
    check("2023 rests on 2022", (totals["open_networks"], totals["practices"]), (1260, 6474))
    check("2019-09-30 is before all networks", everything.totals("2019-06-30")["practices"], 0)

    # A mapping after an ePCN: reviewed, not overwritten.
    reviewed = Register(folder / "reviewed")
    reviewed.load(ods / "ePCN-2025-01.xlsx")
    outcome = reviewed.load(ods / "gp-reg-pat-prac-map-2026-07.csv.gz")[0]
    check("the mapping waits", outcome["state"], "waiting")
    check("nothing changed yet", reviewed.totals()["practices"], 6224)
    changes = Counter((c["subject_kind"], c["change"]) for c in reviewed.changes())
    join = count.joined(epcn["2025-01"]["network_of"], mapped["network_of"])
    check("README join", join, {"same": 5960, "moved": 126, "gone": 138, "new": 53})
    check("moved, closed and new practices",
          (changes["practice", "moved"], changes["practice", "closed"], changes["practice", "new"]),
          (join["moved"], join["gone"], join["new"]))
    check("new and closed networks", (changes["network", "new"], changes["network", "closed"]),
          (len(mapped["networks"] - epcn["2025-01"]["open"]),
           len(epcn["2025-01"]["open"] - mapped["networks"])))
    check("README networks", (changes["network", "new"], changes["network", "closed"]), (25, 12))
    moved = next(c for c in reviewed.changes()
                 if c["subject_kind"] == "practice" and c["change"] == "moved" and c["after"])
    run("register", "changes", "--data", reviewed.data, "--accept", moved["id"])
    practice = json.loads(run("register", "--data", reviewed.data, "--practice", moved["subject"],
                              "--json").stdout)
    check("one accepted move holds", practice["network"], moved["after"])
    check("and says where it is from", practice["source"]["kind"], "practice_mapping")
    check("the rest waits", reviewed.totals()["practices"], 6224)
    run("register", "changes", "--data", reviewed.data, "--accept-all")
    totals = reviewed.totals()
    check("accepted", (totals["open_networks"], totals["practices"]), (1298, 6139))
    check("the day before shows the old state", reviewed.totals("2026-06-30")["practices"], 6224)
    # An older file adds history and leaves the present alone.
    check("older file", reviewed.load(ods / "ePCN-2022-04.xlsx")[0]["state"], "accepted")
    check("present", reviewed.totals()["practices"], 6139)
    check("history", reviewed.totals("2023-01-01")["open_networks"], 1260)
    check("audit", run("audit", "verify", "--data", reviewed.data).returncode, 0)

    # Between the vintages of ePCN.
    vintages = Register(folder / "vintages")
    vintages.load(ods / "ePCN-2022-04.xlsx")
    vintages.load(ods / "ePCN-2025-01.xlsx")
    changes = Counter((c["subject_kind"], c["change"]) for c in vintages.changes())
    join = count.joined(epcn["2022-04"]["network_of"], epcn["2025-01"]["network_of"])
    check("vintages", (changes["practice", "moved"], changes["practice", "closed"],
                       changes["practice", "new"]), (join["moved"], join["gone"], join["new"]))
    check("vintages' networks", (changes["network", "new"], changes["network", "closed"]),
          (len(epcn["2025-01"]["open"] - epcn["2022-04"]["open"]),
           len(epcn["2022-04"]["open"] - epcn["2025-01"]["open"])))

    # A file that is none of ours fails, and the others are loaded all the same.
    strange = folder / "strange.csv"
    strange.write_text("a,b\n1,2\n")
    done = run("import", "ods", "--data", vintages.data, strange,
               ods / "gp-reg-pat-prac-map-2026-07.csv.gz", may_fail=True)
    check("exit code", done.returncode, 1)
    check("says so", "none of the files that the register knows" in done.stderr, True)

finish()
