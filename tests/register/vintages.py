#!/usr/bin/env python3
"""A made-up corner of England in the shapes of several years: vintages.py PROGRAM.

Nine practices of two commissioners, whose networks change between 2020 and 2026. Every file is written
here as its year published it; every figure is counted here from the same facts, without OpenPCN. Files
are loaded in many orders, which must not matter to the totals of any day.
"""
import io
import json
import pathlib
import random
import tempfile
import zipfile

from checks import check, finish, run

# What is true on each day: practice to (network or "", commissioner, patients).
TRUTH = {
    "2020-09-01": {"L83001": ("U10001", "15N", 9000), "L83002": ("U10001", "15N", 7000),
                   "L83003": ("U10002", "15N", 8000), "L83004": ("", "15N", 300),
                   "D82001": ("U10003", "07K", 6500), "D82002": ("U10003", "07K", 4200)},
    "2023-04-01": {"L83001": ("U10001", "15N", 9300), "L83002": ("U10002", "15N", 7100),
                   "L83003": ("U10002", "15N", 8100), "D82001": ("U10003", "07K", 6400),
                   "D82002": ("U10004", "07K", 4300), "D82003": ("U10004", "07K", 5100)},
    "2026-03-01": {"L83001": ("U10001", "15N", 9500), "L83002": ("U10001", "15N", 7200),
                   "L83003": ("U10001", "15N", 8000), "L83005": ("", "15N", 900),
                   "D82001": ("U10003", "07K", 6600), "D82003": ("U10003", "07K", 9900)},
}
NAMES = {"U10001": "EXE PCN", "U10002": "DART PCN", "U10003": "BROADS PCN", "U10004": "FENS PCN"}
RENAMED = {"2026-03-01": {"U10001": "EXE AND DART PCN"}}
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def network_name(code, day):
    return RENAMED.get(day, {}).get(code, NAMES[code])


def mapping_2020(day):
    """CCG and STP columns, dates as 01-Sep-20."""
    year, month, date = day.split("-")
    yield ("PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,PRACTICE_POSTCODE,PCN_CODE,PCN_NAME,"
           "ONS_CCG_CODE,CCG_CODE,CCG_NAME,ONS_STP_CODE,STP_CODE,STP_NAME,ONS_COMM_REGION_CODE,"
           "COMM_REGION_CODE,COMM_REGION_NAME")
    for code, (network, commissioner, _) in TRUTH[day].items():
        yield (f"GP_PRAC_PAT_LIST,{date}-{MONTHS[int(month) - 1]}-{year[2:]},{code},SURGERY {code},EX1 1AA,"
               f"{network or 'U'},{network_name(network, day) if network else 'UNALLOCATED'},E38000001,"
               f"{commissioner},CCG {commissioner},E54000001,QJK,STP,E40000006,Y58,South West")


def mapping_2023(day):
    """Sub-ICB columns, dates as 01Apr2023, quoted, CRLF."""
    year, month, date = day.split("-")
    yield ('"PUBLICATION","EXTRACT_DATE","PRACTICE_CODE","PRACTICE_NAME","PRACTICE_POSTCODE","PCN_CODE",'
           '"PCN_NAME","ONS_SUB_ICB_LOCATION_CODE","SUB_ICB_LOCATION_CODE","SUB_ICB_LOCATION_NAME",'
           '"ONS_ICB_CODE","ICB_CODE","ICB_NAME","ONS_COMM_REGION_CODE","COMM_REGION_CODE",'
           '"COMM_REGION_NAME"\r')
    for code, (network, commissioner, _) in TRUTH[day].items():
        yield (f'"GP_PRAC_PAT_LIST","{date}{MONTHS[int(month) - 1]}{year}","{code}","SURGERY {code}",'
               f'"EX1 1AA","{network or "U"}","{network_name(network, day) if network else "Unallocated"}",'
               f'"E38000001","{commissioner}","SICBL {commissioner}","E54000001","QJK","ICB","E40000006",'
               f'"Y58","South West"\r')


def lists_wide(day):
    """A column for each sex and age, without an extract date."""
    yield "GP_PRACTICE_CODE,POSTCODE,CCG_CODE,Total_All,Total_Male,Total_Females,Male_0-4,Female_85+"
    for code, (_, commissioner, patients) in TRUTH[day].items():
        male = patients // 3
        yield f"{code},EX1 1AA,{commissioner},{patients},{male},{patients - male},{male},{patients - male}"


def lists_all(day, era):
    year, month, date = day.split("-")
    columns = {"ccg": "CCG_CODE,ONS_CCG_CODE", "icb": "SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE"}[era]
    stated = {"ccg": f"{date}{MONTHS[int(month) - 1].upper()}{year}", "icb": day}[era]
    yield f"PUBLICATION,EXTRACT_DATE,TYPE,{columns},CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
    for code, (_, commissioner, patients) in TRUTH[day].items():
        yield f"GP_PRAC_PAT_LIST,{stated},GP,{commissioner},E38000001,{code},EX1 1AA,ALL,ALL,{patients}"


def single_ages(day, sex):
    yield "EXTRACT_DATE,CCG_CODE,ONS_CCG_CODE,ORG_CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
    for code, (_, commissioner, patients) in TRUTH[day].items():
        own = patients // 3 if sex == "MALE" else patients - patients // 3
        for age, number in (("ALL", own), ("0", own // 2), ("3", own - own // 2), ("95+", 0)):
            yield f"{day},{commissioner},E38000001,{code},EX1 1AA,{sex},{age},{number}"


def bare_members():
    """The report of the Organisation Data Service, without headings: what the mapping of 2023 says."""
    for code, (network, commissioner, _) in TRUTH["2023-04-01"].items():
        yield (f'"{code}","SURGERY {code}","{commissioner}","SICBL","{network}","{NAMES[network]}",'
               f'"{commissioner}","SICBL","20230401","","TRUE"')
    yield '"D82009","GONE","07K","SICBL","U10003","BROADS PCN","07K","SICBL","20190701","20200331","TRUE"'


def bare_details():
    for code, name in NAMES.items():
        commissioner = "15N" if code in ("U10001", "U10002") else "07K"
        yield f'"{code}","{name}","{commissioner}","SICBL","20190701","","","","","","","EX1 1AA"'


def expected(day, with_networks):
    """Totals of England as the file of `day` says."""
    practices = TRUTH[day]
    commissioners = {}
    networks = {}
    for network, commissioner, patients in practices.values():
        own = commissioners.setdefault(commissioner, {"practices": 0, "unallocated_practices": 0,
                                                      "registered_patients": 0})
        own["practices"] += 1
        own["unallocated_practices"] += not network
        own["registered_patients"] += patients
        if network:
            networks.setdefault(network, commissioner)
    totals = {"open_networks": len(networks), "practices": len(practices),
              "unallocated_practices": sum(not p[0] for p in practices.values()),
              "registered_patients": sum(p[2] for p in practices.values()),
              "commissioners": commissioners}
    return totals


def simplified(totals):
    keys = ("open_networks", "practices", "unallocated_practices", "registered_patients")
    out = {key: totals[key] for key in keys}
    out["commissioners"] = {c["code"]: {k: c[k] for k in keys[1:]} for c in totals["commissioners"]}
    return out


class Register:
    def __init__(self, folder):
        self.data = folder
        run("init", "--data", folder)

    def load(self, *files, accept=False, dated=None, may_fail=False):
        options = (["--accept-changes"] if accept else []) + (["--dated", dated] if dated else [])
        done = run("import", "ods", "--data", self.data, "--json", *options, *files, may_fail=may_fail)
        return json.loads(done.stdout)

    def totals(self, as_at):
        return simplified(json.loads(run("register", "--data", self.data, "--json", "--as-at", as_at).stdout))

    def changes(self):
        return json.loads(run("register", "changes", "--data", self.data, "--json").stdout)


def write(path, lines, encoding="utf-8"):
    path.write_text("\n".join(lines) + "\n", encoding=encoding, newline="")
    return path


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in members.items():
            archive.writestr(name, "\n".join(lines) + "\n")
        archive.writestr("__MACOSX/._x.csv", b"\0\5\26\7")
    return path


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    early, middle, late = TRUTH
    files = [write(folder / "map-a.csv", mapping_2020(early)),
             write(folder / "map-b.csv", mapping_2023(middle), "utf-8-sig"),
             write(folder / "map-c.csv", mapping_2023(late)),
             write(folder / "lists 01-09-2020.csv", lists_wide(early)),
             write(folder / "lists-b.csv", lists_all(middle, "ccg")),
             write(folder / "lists-c.csv", lists_all(late, "icb")),
             zipped(folder / "sexes.zip", {"male.csv": single_ages(middle, "MALE"),
                                           "female.csv": single_ages(middle, "FEMALE")})]
    days = {early: early, "2022-12-31": early, middle: middle, "2026-02-28": middle, late: late,
            "2026-06-30": late}

    # In every order, at once and one after another: the same totals on every day.
    order = random.Random(4)
    wanted = {day: expected(of, True) for day, of in days.items()}
    for stale in ("2022-12-31", "2026-02-28"):
        # Lists of more than twelve months ago are still the newest that there are.
        wanted[stale] = expected(days[stale], True)
    for turn in range(6):
        shuffled = files[:]
        order.shuffle(shuffled)
        register = Register(folder / f"order-{turn}")
        if turn % 2 == 0:
            states = {o["state"] for o in register.load(*shuffled)}
        else:
            states = {o["state"] for file in shuffled for o in register.load(file, accept=True)}
        check(f"all are accepted, order {turn}", states, {"accepted"})
        for day in days:
            check(f"totals of {day}, order {turn} {[f.name for f in shuffled]}", register.totals(day),
                  wanted[day])
        check(f"again, order {turn}", {o["state"] for o in register.load(*shuffled)}, {"already loaded"})
        check(f"unchanged, order {turn}", register.totals(late), wanted[late])

    # What a later vintage alters is a list to review, and nothing changes before.
    reviewed = Register(folder / "reviewed")
    reviewed.load(folder / "map-b.csv")
    outcome = reviewed.load(folder / "map-c.csv")[0]
    check("the later mapping waits", outcome["state"], "waiting")
    got = {(c["subject_kind"], c["change"], c["subject"]) for c in reviewed.changes()}
    was, now = TRUTH[middle], TRUTH[late]
    changes = {("practice", "new", p) for p in now.keys() - was.keys()}
    changes |= {("practice", "closed", p) for p in was.keys() - now.keys()}
    changes |= {("practice", "moved", p) for p in was.keys() & now.keys() if was[p][0] != now[p][0]}
    old = {p[0] for p in was.values()} - {""}
    new = {p[0] for p in now.values()} - {""}
    changes |= {("network", "closed", n) for n in old - new} | {("network", "new", n) for n in new - old}
    changes |= {("network", "renamed", n) for n in old & new if network_name(n, middle) != network_name(n, late)}
    check("changes between vintages", got, changes)
    check("nothing changed yet", reviewed.totals("2026-06-30")["practices"], len(was))
    run("register", "changes", "--data", reviewed.data, "--accept-all")
    check("accepted", reviewed.totals("2026-06-30")["practices"], len(now))
    check("the day before", reviewed.totals("2026-02-28")["practices"], len(was))

    # Networks only: the reports without headings, beside lists of the month.
    bare = Register(folder / "bare")
    outcomes = bare.load(write(folder / "epcncorepartnerdetails.csv", bare_members()),
                         write(folder / "epcn.csv", bare_details()), folder / "lists-b.csv", dated=middle)
    check("bare reports", [o["kind"] for o in outcomes], ["networks", "networks", "list_sizes"])
    members = {p: v for p, v in TRUTH[middle].items() if v[0]}
    totals = bare.totals("2023-06-01")
    check("members of the report", (totals["open_networks"], totals["practices"],
                                    totals["unallocated_practices"], totals["registered_patients"]),
          (4, len(members), 0, sum(v[2] for v in TRUTH[middle].values())))

    # Archives: three files of residence are one, of different kinds are not; one sex is no list.
    residence = {f"gp-reg-pat-prac-lsoa-{sex.lower()}.csv": [
        "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,LSOA_CODE,SEX,Number of Patients",
        f"GP_PRAC_PAT_LIST,01APR2019,L83001,A,E01019970,{sex},{number}"]
        for sex, number in (("ALL", 7), ("MALE", 3), ("FEMALE", 4))}
    archives = Register(folder / "archives")
    outcome = archives.load(zipped(folder / "residence.zip", residence))[0]
    check("residence of three files", (outcome["state"], outcome["kind"], outcome["facts"]),
          ("accepted", "residence", 1))
    for name, members, says in (
            ("mixed.zip", {"a.csv": list(mapping_2023(late)), "b.csv": list(lists_wide(early))},
             "The archive has CSV files of different kinds"),
            ("male.zip", {"a.csv": list(single_ages(middle, "MALE"))}, "The file counts MALE patients only"),
            ("notes.zip", {"a.txt": ["x"]}, "The archive has 0 CSV files")):
        outcome = archives.load(zipped(folder / name, members), may_fail=True)[0]
        check(f"{name} fails", outcome["state"], "failed")
        check(f"{name} says why", says in json.dumps(outcome), True)
        check(f"{name} says where", name in json.dumps(outcome), True)
    shape = io.BytesIO()
    with zipfile.ZipFile(shape, "w") as archive:
        archive.writestr("areas.shp", b"\0\0\x27\x0a")
    (folder / "areas.zip").write_bytes(shape.getvalue())
    outcome = archives.load(folder / "areas.zip", may_fail=True)[0]
    check("a shapefile is named", "shapefile" in json.dumps(outcome), True)

finish()
