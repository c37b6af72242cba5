"""python -m stepthrough check | fix | show | record  PATH… | kata"""

import argparse
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from stepthrough import cache, catalogue, crew, dojo, fix, gpu, shapes
from stepthrough import snippet, sure, terminal, trace, vary
from stepthrough.fault import Wrong, annotate


def main():
    args = arguments().parse_args()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal may not have every letter
    try:
        return args.run(args)
    except Wrong as error:
        print(error)
        annotate(error.faults)
        return 1
    except KeyboardInterrupt:
        return 130


def arguments():
    parser = argparse.ArgumentParser("stepthrough", description="Prove shape comments by running.")
    commands = parser.add_subparsers(required=True, metavar="check | fix | show | record | kata")
    check_ = commands.add_parser("check", help="run files and prove every shape comment in them")
    check_.add_argument("paths", nargs="*", type=existing, metavar="PATH")
    limit = {"type": float, "default": crew.SECONDS, "help": "time limit of each file"}
    check_.add_argument("--seconds", **limit)
    vary_ = "run again with each size in the code changed: every comment must hold there too"
    way = check_.add_mutually_exclusive_group()
    way.add_argument("--vary", action="store_true", help=vary_)
    lenient_ = "read the shape comments of any code, and report only what is surely wrong"
    way.add_argument("--lenient", action="store_true", help=lenient_)
    check_.set_defaults(run=check)
    fix_ = commands.add_parser(
        "fix", help="write the shape comments that files lack, repair false ones"
    )
    fix_.add_argument("paths", nargs="+", type=existing, metavar="PATH")
    fix_.add_argument("--diff", action="store_true", help="print what would change, write nothing")
    fix_.set_defaults(run=fixed)
    show_ = commands.add_parser("show", help="run one file and print its steps")
    show_.add_argument("path", type=existing, metavar="PATH")
    show_.set_defaults(run=show)
    record_ = commands.add_parser("record", help="run one file and write its trace as JSON")
    record_.add_argument("path", type=existing, metavar="PATH")
    kept_ = record_.add_mutually_exclusive_group(required=True)
    kept_.add_argument("-o", dest="file", type=Path, metavar="FILE")
    device_ = (
        "ask a real GPU what it says of the errors in PATH that have something stand in for one"
    )
    kept_.add_argument("--device", choices=["cuda"], help=device_)
    record_.set_defaults(run=record)
    entry_ = "call this function without arguments, instead of running the file as a script"
    for command in (check_, show_, record_):
        spot = {"metavar": "MODULE:FUNCTION", "help": entry_}
        command.add_argument("--entry", type=entry, default=(), **spot)
    dojo.add(commands)
    return parser


def entry(text):
    """'demo:run' is ('demo', 'run', the working folder)."""
    module, _, function = text.partition(":")
    if not (module and function):
        raise argparse.ArgumentTypeError(f"not of the form module:function: {text}")
    return module, function, str(Path.cwd())


def existing(path):
    if not Path(path).exists():
        raise argparse.ArgumentTypeError(f"no such file or folder: {path}")
    return Path(path)


def check(args):
    """Exit code 1 if anything is wrong, and every fault, in the order of the files."""
    paths = args.paths or [catalogue.root() / "snippets"]
    ones, faults = gather(paths)
    ones = [replace(one, entry=args.entry, lenient=args.lenient) for one in ones]
    read = len(ones) + len({fault.path for fault in faults})
    traces = traced(ones, args.seconds)
    if args.lenient:
        return leniently(ones, traces, faults)
    wrong = [shapes.check(one, made) for one, made in zip(ones, traces, strict=True)]
    faults += [fault for found in wrong for fault in found]
    if args.vary:
        proven = [(one, made) for one, made, bad in zip(ones, traces, wrong) if not bad]
        found, runs = vary.check(proven, args.seconds)
        faults += found
        print(f"{plural(runs, 'run')} at other sizes")
    tell(faults, ones, traces)
    annotate(faults)
    stated = sum(len(one.notes) for one in ones)
    print(summary(read, stated, len(faults)))
    return 1 if faults else 0


def tell(faults, ones, traces):
    """Print faults in the order of the files, then which files would need an entry to run anything."""
    for fault in sorted(faults, key=lambda fault: (fault.path, fault.line)):
        print(fault)
    for one, made in zip(ones, traces, strict=True):
        idle = made.checks and not any(seen.ran for seen in made.checks)
        if idle and not (made.error or one.entry or "main" in one.parts):
            print(f"{one.shown}:1:1: nothing here ran: name what to run by --entry module:function")


def leniently(ones, traces, faults):
    """Exit code 1 only if something is surely wrong; what is not understood is told as well."""
    read, unclear, counts = len(ones) + len(faults), [], Counter()
    for one, made in zip(ones, traces, strict=True):
        wrong, open_, found = sure.check(one, made)
        faults, unclear, counts = [*faults, *wrong], [*unclear, *open_], counts + found
    tell([*faults, *unclear], ones, traces)
    annotate(faults)
    print(tally(read, counts, len(faults)))
    return 1 if faults else 0


def tally(read, counts, wrong):
    """'2 files, 5 shape comments: 3 proven (1 in part), 1 not understood, 1 wrong'."""
    stated = sum(counts[kind] for kind in ("proven", "not understood", "never ran", "wrong"))
    inner = ", ".join(f"{counts[kind]} {kind}" for kind in ("in part", "weak") if counts[kind])
    parts = [f"{counts['proven']} proven{f' ({inner})' if inner else ''}"]
    parts += [f"{counts[kind]} {kind}" for kind in ("not understood", "never ran") if counts[kind]]
    parts += [f"{wrong} wrong"] if wrong else []
    return f"{plural(read, 'file')}, {plural(stated, 'shape comment')}: {', '.join(parts)}"


def fixed(args):
    ones, faults = gather(args.paths)
    return fix.fix(ones, traced(ones, crew.SECONDS), faults, args.diff)


def gather(paths):
    """The snippets in files and folders, and the faults of those that cannot be read."""
    ones, faults = [], []
    if any((catalogue.root() / "snippets").absolute() == path.absolute() for path in paths):
        catalogue.named()
    for path in dict.fromkeys(file for path in paths for file in files(path)):
        try:
            one = snippet.read(path)
            snippet.imports(one)
            ones.append(one)
        except Wrong as error:
            faults += error.faults
    return ones, list(dict.fromkeys(faults))


def files(path):
    return catalogue.files(path.absolute()) if path.is_dir() else [path.absolute()]


def traced(ones, seconds):
    """Traces in order: the project's own come from the cache, others are recorded now."""
    home = catalogue.root().absolute() / "snippets"
    own = [one for one in ones if one.path.is_relative_to(home) and not (one.entry or one.lenient)]
    found = {one.path: made for one, made in zip(own, cache.traces(own, seconds), strict=True)}
    rest = [one for one in ones if one.path not in found]
    found |= {one.path: made for one, made in zip(rest, crew.record(rest, seconds), strict=True)}
    return [found[one.path] for one in ones]


def summary(read, stated, wrong):
    count = f"{plural(read, 'file')}, {plural(stated, 'shape comment')}"
    if wrong:
        return f"{count}: {wrong} wrong"
    return f"{count}: all proven" if stated else f"{count}: nothing to prove"


def plural(count, noun):
    return f"{count} {noun}{'' if count == 1 else 's'}"


def show(args):
    one = replace(snippet.read(args.path), entry=args.entry)
    (made,) = traced([one], crew.SECONDS)
    print(terminal.steps(one, made))
    return 1 if made.error else 0


def record(args):
    if args.device:
        return ask_gpu(args.path)
    one = replace(snippet.read(args.path), entry=args.entry)
    (made,) = traced([one], crew.SECONDS)
    args.file.write_text(trace.to_json(made) + "\n", encoding="utf-8")
    for fault in [shapes.ending(one, made.error)] if made.error else []:
        print(fault)
    return 1 if made.error else 0


def ask_gpu(path):
    """What a GPU says is kept, also where it is not what an entry says: that is a fault, and exit code 1."""
    ones, faults = gather([path])
    faults += gpu.record(path, ones)
    for fault in faults:
        print(fault)
    print(f"kept in {catalogue.show(gpu.file())}: {plural(len(gpu.kept()), 'error')}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
