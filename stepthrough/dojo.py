"""python -m stepthrough kata: list the katas, start one, have it checked, get a hint."""

import argparse
import textwrap
import time
from pathlib import Path

from stepthrough import catalogue, crew, judge, kata, report
from stepthrough.progress import Progress

FOLDER = Path("my_katas")
PAUSE = 0.2
COMMAND = "python -m stepthrough kata"


def add(commands):
    """Add `kata` and its own commands to a parser's."""
    parser = commands.add_parser("kata", help="list the katas, start one, have it checked")
    folder = {"type": Path, "metavar": "FOLDER", "help": f"where your answers are ({FOLDER})"}
    parser.add_argument("--folder", default=FOLDER, **folder)
    parser.set_defaults(run=listed)
    ways = parser.add_subparsers(metavar="start | check | hint | solution | watch")
    for run, said in (
        (start, "write the file to begin with"),
        (check, "ask whether your answer keeps its promises"),
        (hint, "get one hint, and one more at each call"),
        (solution, "print the solution"),
        (watch, "check again whenever you save"),
    ):
        way = ways.add_parser(run.__name__, help=said, description=said)
        way.add_argument("name", metavar="NAME", nargs="?" if run is watch else None)
        way.add_argument("--folder", default=argparse.SUPPRESS, **folder)
        way.set_defaults(run=named(run))


def named(run):
    """The command with the kata of that name, or with words on names that are near."""

    def command(args):
        try:
            one = kata.load(plain(args.name)) if args.name else None
        except LookupError as error:
            print(f"{error.args[0]}. All of them: {COMMAND}")
            return 1
        return run(one, args.folder)

    return command


def plain(name):
    """'untokenize' for 'my_katas/untokenize.py', 'fix_the_list' for 'fix-the-list'."""
    return Path(name.replace("\\", "/")).name.removesuffix(".py").replace("-", "_")


def listed(args):
    """The katas in order, which are done, and what comes next."""
    kept, names = progress(args.folder), kata.names()
    ones = [kata.load(name) for name in names]
    done = sum(kept.is_done(name) for name in names)
    after = following(kept)
    print(f"{done} of {len(ones)} katas done\n")
    wide = max(map(len, names))
    for one in ones:
        state = "done" if kept.is_done(one.name) else "next" if one is after else ""
        print(f"{state:4}  {one.minutes:2} min  {one.name:{wide}}  {one.title}")
    print()
    say_next(after, args.folder)
    return 0


def progress(folder):
    """The Progress in a folder, with a word on what is wrong in it."""
    kept = Progress(folder)
    tell(kept)
    return kept


def tell(kept):
    while kept.told:
        print(kept.told.pop(0))


def following(kept):
    """The first kata that is not done; None if all are."""
    left = (name for name in kata.names() if not kept.is_done(name))
    name = next(left, None)
    return name and kata.load(name)


def say_next(one, folder):
    if one is None:
        print("You have done them all.")
    elif path_of(one, folder).exists():
        print(f"Go on: {command('check', one, folder)}")
    else:
        print(f"Next, in {one.minutes} minutes: {command('start', one, folder)}")


def command(verb, one, folder):
    """What to type: 'python -m stepthrough kata check untokenize'."""
    where = f' --folder "{folder}"' if folder != FOLDER else ""
    return f"{COMMAND} {verb} {one.name}{where}"


def path_of(one, folder):
    return folder.absolute() / f"{one.name}.py"


def shown(one, folder):
    return catalogue.show(path_of(one, folder))


def start(one, folder):
    """Write the stub, but never over a file."""
    path = path_of(one, folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(one.stub)
    except FileExistsError as error:
        there = catalogue.show(Path(error.filename))
        print(f"{there} exists and stays as it is. To begin anew, move it away first.")
        return 1
    except OSError as error:
        print(f"{shown(one, folder)} cannot be written: {error.strerror}")
        return 1
    print(f"{one.title} {one.minutes} minutes, in {shown(one, folder)}\n")
    print(textwrap.indent(one.task, "    "))
    print(f"\nWhen you want to know: {command('check', one, folder)}")
    return 0


def check(one, folder):
    """Exit code 0 only if every promise holds."""
    if is_missing(one, folder):
        return 1
    worker = crew.Worker()
    try:
        return judged(one, folder, worker)
    finally:
        worker.end()


def is_missing(one, folder):
    """Whether the answer's file is not there, which is said."""
    if path_of(one, folder).is_file():
        return False
    print(f"{shown(one, folder)} is not there yet: {command('start', one, folder)}")
    return True


def judged(one, folder, worker):
    found = judge.judge(one, path_of(one, folder), worker)
    print(report.verdict(one, found))
    kept = progress(folder)
    if not found.passes:
        offer(one, folder, found, kept)
        return 1
    kept.finish(one.name)
    tell(kept)
    print()
    say_next(following(kept), folder)
    return 0


def offer(one, folder, found, kept):
    """Where to go when stuck, if no hint was given yet."""
    left = len(one.hints) - kept.hints.get(one.name, 0)
    if not found.hint and left > 0:
        print(f"\nA hint ({left} left): {command('hint', one, folder)}")


def hint(one, folder):
    """One hint more at each call."""
    kept = progress(folder)
    number = kept.next_hint(one.name, len(one.hints))
    tell(kept)
    if number is None:
        print(f"No hint is left; these were the {len(one.hints)}:")
        print("\n".join(line for text in one.hints for line in report.wrapped(f"- {text}")))
        print(f"The solution: {command('solution', one, folder)}")
        return 0
    print("\n".join(report.wrapped(f"Hint {number + 1} of {len(one.hints)}: {one.hints[number]}")))
    return 0


def solution(one, folder):
    print("\n".join(one.solution))
    return 0


def watch(one, folder):
    """Check now, and whenever a file is saved, until Ctrl-C; exit code 0 if the last verdict is good."""
    if one and is_missing(one, folder):
        return 1
    ones = [one] if one else [kata.load(name) for name in kata.names()]
    worker, seen, code = crew.Worker(), {}, 1
    worker.ahead = bool(one and crew.LATE.search(one.one.source))
    what = shown(one, folder) if one else catalogue.show(folder.absolute())
    print(f"Watching {what}: save, and it is checked. Ctrl-C ends this.", flush=True)
    try:
        while True:
            for each in saved(ones, folder, seen):
                print(f"\n{each.name}, {time.strftime('%H:%M:%S')}")
                code = judged(each, folder, worker)
                print(end="", flush=True)
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        print()
        return code
    finally:
        worker.end()


def saved(ones, folder, seen):
    """The katas whose files changed since the stamps in `seen`, which follow."""
    for one in ones:
        try:
            found = path_of(one, folder).stat()
        except OSError:
            continue
        if seen.get(one.name) != (found.st_mtime_ns, found.st_size):
            seen[one.name] = found.st_mtime_ns, found.st_size
            yield one
