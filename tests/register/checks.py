"""What the checks of this folder share: the program, which is their first argument, and counted comparisons."""
import pathlib
import subprocess
import sys

program = pathlib.Path(sys.argv[1]).resolve()
failures = []
checks = 0


def check(what, got, wanted):
    global checks
    checks += 1
    if got != wanted:
        failures.append(f"{what}: {got!r} instead of {wanted!r}")


def run(*arguments, may_fail=False):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode != 0 and not may_fail:
        sys.exit(f"openpcn {' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")
    return done


def finish():
    print(f"{checks - len(failures)} passed, {len(failures)} failed")
    for failure in failures:
        print("FAILED:", failure[:1500])
    sys.exit(1 if failures else 0)
