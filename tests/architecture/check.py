#!/usr/bin/env python3
"""The style guide as a test: include directions, sizes, names, documents.

Prints each finding as file:line and what to do, and ends with "N passed, N failed".
Rules and their reasons: CONTRIBUTING.md. Exceptions: tests/architecture/exceptions.txt.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE_LINES_MAX = 400
LINE_COLUMNS_MAX = 100
FUNCTION_LINES_MAX = 70
LONG_FILES_SHARE_MAX = 0.1
BANNED_NAMES = r"(Manager|Helper|Util|Utils|Common|Misc|Data|Processor)$"
MACROS_ALLOWED = {"TRY", "TRY_ASSIGN", "INVARIANT", "OPENPCN_JOIN", "OPENPCN_JOIN_"}
DOMAIN = ("base", "network", "finance", "workforce", "access", "population", "services", "care",
          "development", "insight", "cohorts", "organisations", "agreement")
PARSERS = ("cql_text", "value_set", "fhir_json", "csv_extract", "mapping", "http_request", "shard",
           "fhir_document", "measure_bundle", "register_file", "agreement_draft", "network_area",
           "proposed_area", "registration", "review_paper", "sharing_agreement",
           "governance_paper", "partner_directory", "partner_paper")


def tracked(*patterns):
    listing = subprocess.run(["git", "ls-files", "-z", "--", *patterns], cwd=ROOT,
                             capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def numbered_lines(path):
    return enumerate(path.read_text().splitlines(), 1)


def read_exceptions():
    """rule -> set of files, from lines `rule path  # why`."""
    allowed = {}
    for line in (ROOT / "tests/architecture/exceptions.txt").read_text().splitlines():
        words = line.split("#")[0].split()
        if len(words) == 2:
            allowed.setdefault(words[0], set()).add(words[1])
    return allowed


EXCEPTIONS = read_exceptions()


def excused(rule, path):
    return str(path.relative_to(ROOT)) in EXCEPTIONS.get(rule, ())


def modules():
    """The module table of src/CMakeLists.txt: folder -> folders it may include."""
    text = (ROOT / "src/CMakeLists.txt").read_text()
    folder, depends = {}, {}
    for name, body in re.findall(r"openpcn_module\((\w+)\s+(.*?)\)", text, re.S):
        words = body.split()
        folder[name] = words[words.index("FOLDER") + 1]
        depends[name], collecting = [], False
        for word in words:
            if word in ("DEPENDS", "LINK", "TEST_LINK", "FOLDER"):
                collecting = word == "DEPENDS"
            elif collecting:
                depends[name].append(word)

    def closure(name, seen):
        for other in depends.get(name, ()):
            if other not in seen:
                seen.add(other)
                closure(other, seen)
        return seen

    return {folder[n]: {folder[n]} | {folder[d] for d in closure(n, set()) if d in folder} for n in folder}


def folder_of(path, folders):
    fitting = [f for f in folders if path == f or path.startswith(f + "/")]
    return max(fitting, key=len, default=None)


def includes_point_one_way():
    table = modules()
    for path in tracked("src/*.h", "src/*.cpp"):
        own = folder_of(str(path.relative_to(ROOT / "src").parent), table)
        if own is None or path.name.endswith("_test.cpp"):
            continue
        for number, line in numbered_lines(path):
            match = re.match(r'#include "([^"]+)"', line)
            other = match and folder_of(str(pathlib.Path(match[1]).parent), table)
            if other and other not in table[own]:
                yield path, number, f"{own} may not include {other}; see src/CMakeLists.txt"


def the_domain_knows_no_world():
    banned = r'#include [<"](sqlite3|libpq|boost/|fstream|filesystem|iostream|chrono|random|sys/)'
    for path in tracked("src/*.h", "src/*.cpp"):
        inside = path.relative_to(ROOT / "src").parts[0]
        if inside not in DOMAIN or path.name.endswith("_test.cpp") or excused("world", path):
            continue
        for number, line in numbered_lines(path):
            if re.match(banned, line):
                yield path, number, "the domain takes the world as an argument, not by include"


def files_and_lines_are_short():
    files = tracked("*.h", "*.cpp", "*.ts", "*.tsx")
    long_files = []
    for path in files:
        lines = path.read_text().splitlines()
        count = sum(1 for line in lines if line.strip())
        if count > FILE_LINES_MAX:
            long_files.append((path, count))
        if path.suffix in (".h", ".cpp"):
            for number, line in enumerate(lines, 1):
                if len(line) > LINE_COLUMNS_MAX:
                    yield path, number, f"{len(line)} columns, at most {LINE_COLUMNS_MAX}"
    if len(long_files) > LONG_FILES_SHARE_MAX * len(files):
        for path, count in long_files:
            yield path, 1, f"{count} lines: more than one file in ten is over {FILE_LINES_MAX}"


def functions_are_short():
    """A definition at namespace level starts at the first column and ends with a line `}`."""
    starts = re.compile(r"^(?!namespace|struct|class|enum|union|extern|using|static_assert)[A-Za-z].*$")
    for path in tracked("src/*.cpp"):
        if excused("function", path):
            continue
        start = None
        for number, line in numbered_lines(path):
            if start is None and starts.match(line) and not line.rstrip().endswith((";", "}", ",")):
                start = number
            elif line == "}":
                if start is not None and number - start > FUNCTION_LINES_MAX:
                    yield path, start, (f"a function of {number - start} lines, at most "
                                        f"{FUNCTION_LINES_MAX}; split it by what it does")
                start = None
            elif line.startswith(("};", "}};", "});")) or (line and line[0] not in " })" and line.endswith(";")):
                start = None


def headers_open_with_prose():
    for path in tracked("src/*.h"):
        if not path.read_text().startswith("// "):
            yield path, 1, "a header opens with a sentence that says what it is"


def names_say_something():
    for path in tracked("src/*.h", "src/*.cpp"):
        if not re.fullmatch(r"[a-z0-9_]+\.(h|cpp)", path.name):
            yield path, 1, "file names are snake_case"
        if path.suffix != ".h":
            continue
        for number, line in numbered_lines(path):
            match = re.match(r"\s*(?:class|struct|enum class) (\w+)", line)
            if match and re.search(BANNED_NAMES, match[1]):
                yield path, number, f"{match[1]} says nothing; name what it does"
            if re.search(r"[(,]\s*bool \w+\s*[,)=]", line.split("//")[0]) and \
                    not excused("bool", path):
                yield path, number, "no bool parameter in a header: use an enum class"


def macros_and_todos():
    for path in tracked("src/*.h", "src/*.cpp", "web/src/*.ts", "web/src/*.tsx"):
        for number, line in numbered_lines(path):
            match = re.match(r"#define (\w+)", line)
            if match and match[1] not in MACROS_ALLOWED:
                yield path, number, f"macro {match[1]}; the project has only those of base/"
            if re.search(r"\bTODO\b(?!\(#\d+\))", line):
                yield path, number, "TODO carries an issue number: TODO(#12)"


def tests_stand_beside_the_code():
    for path in tracked("src/*_test.cpp"):
        base = path.name.removesuffix("_test.cpp")
        beside = [path.parent / (base + ending) for ending in (".h", ".cpp")]
        if not any(p.exists() for p in beside) and not excused("test", path):
            yield path, 1, f"no {base}.h or {base}.cpp beside this test"


def parsers_are_fuzzed():
    for name in PARSERS:
        if not (ROOT / f"fuzz/{name}_fuzz.cpp").is_file():
            yield ROOT / "fuzz", 1, f"no fuzz target {name}_fuzz.cpp"


def documents_link_to_what_exists():
    for path in tracked("*.md"):
        for number, line in numbered_lines(path):
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", line):
                if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                    yield path, number, f"links to {target}, which does not exist"
            for target in re.findall(r"`((?:src|web|content|docs|tests|fuzz|bench)/[\w./-]*\w)`", line):
                if not (ROOT / target).exists() and not list(ROOT.glob(target + ".*")) \
                        and "NNNN" not in target:
                    yield path, number, f"names {target}, which does not exist"


def decisions_are_numbered_once():
    seen = {}
    for path in tracked("docs/decisions/*.md"):
        number = path.name[:4]
        if number.isdigit() and number in seen:
            yield path, 1, f"decision {number} is also {seen[number]}"
        seen[number] = path.name


RULES = [includes_point_one_way, the_domain_knows_no_world, files_and_lines_are_short,
         functions_are_short, headers_open_with_prose, names_say_something, macros_and_todos,
         tests_stand_beside_the_code, parsers_are_fuzzed, documents_link_to_what_exists,
         decisions_are_numbered_once]


def main():
    rules = RULES if "--documents" not in sys.argv else [documents_link_to_what_exists]
    failed = 0
    for rule in rules:
        findings = list(rule())
        failed += bool(findings)
        for path, number, text in findings:
            print(f"{path.relative_to(ROOT)}:{number}: {text}  [{rule.__name__}]")
    print(f"{len(rules) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
