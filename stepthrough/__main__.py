"""python -m stepthrough check | show | record  PATH…"""

import argparse
import sys
from pathlib import Path

from stepthrough import cache, shapes, snippet, terminal, trace, vary
from stepthrough.fault import Wrong


def main():
    args = arguments().parse_args()
    try:
        return args.run(args)
    except Wrong as error:
        print(error)
        return 1
    except KeyboardInterrupt:
        return 130


def arguments():
    parser = argparse.ArgumentParser("stepthrough", description="Prove shape comments by running.")
    commands = parser.add_subparsers(required=True, metavar="check | show | record")
    check_ = commands.add_parser("check", help="run files and prove every shape comment in them")
    check_.add_argument("paths", nargs="*", type=existing, metavar="PATH")
    limit = {"type": float, "default": cache.SECONDS, "help": "time limit of each file"}
    check_.add_argument("--seconds", **limit)
    vary_ = "run again with each size in the code changed: every comment must hold there too"
    check_.add_argument("--vary", action="store_true", help=vary_)
    check_.set_defaults(run=check)
    show_ = commands.add_parser("show", help="run one file and print its steps")
    show_.add_argument("path", type=existing, metavar="PATH")
    show_.set_defaults(run=show)
    record_ = commands.add_parser("record", help="run one file and write its trace as JSON")
    record_.add_argument("path", type=existing, metavar="PATH")
    record_.add_argument("-o", dest="file", type=Path, required=True, metavar="FILE")
    record_.set_defaults(run=record)
    return parser


def existing(path):
    if not Path(path).exists():
        raise argparse.ArgumentTypeError(f"no such file or folder: {path}")
    return Path(path)


def check(args):
    """Exit code 1 if anything is wrong, and every fault, in the order of the files."""
    paths = args.paths or [snippet.root() / "snippets"]
    ones, faults = gather(paths)
    read = len(ones) + len(faults)
    traces = traced(ones, args.seconds)
    wrong = [shapes.check(one, made) for one, made in zip(ones, traces, strict=True)]
    faults += [fault for found in wrong for fault in found]
    if args.vary:
        proven = [one for one, found in zip(ones, wrong) if not found]
        found, runs = vary.check(proven, args.seconds)
        faults += found
        print(f"{plural(runs, 'run')} at other sizes")
    for fault in sorted(faults, key=lambda fault: (fault.path, fault.line)):
        print(fault)
    stated = sum(len(one.notes) for one in ones)
    print(summary(read, stated, len(faults)))
    return 1 if faults else 0


def gather(paths):
    """The snippets in files and folders, and the faults of those that cannot be read."""
    ones, faults = [], []
    if any((snippet.root() / "snippets").absolute() == path.absolute() for path in paths):
        snippet.catalogue()
    for path in dict.fromkeys(file for path in paths for file in files(path)):
        try:
            ones.append(snippet.read(path))
        except Wrong as error:
            faults += error.faults
    return ones, faults


def files(path):
    return snippet.files(path.absolute()) if path.is_dir() else [path.absolute()]


def traced(ones, seconds):
    """Traces in order: the project's own come from the cache, others are recorded now."""
    home = snippet.root().absolute() / "snippets"
    own = [one for one in ones if one.path.is_relative_to(home)]
    found = {one.path: made for one, made in zip(own, cache.traces(own, seconds), strict=True)}
    rest = [one for one in ones if one.path not in found]
    found |= {one.path: made for one, made in zip(rest, cache.record(rest, seconds), strict=True)}
    return [found[one.path] for one in ones]


def summary(read, stated, wrong):
    count = f"{plural(read, 'file')}, {plural(stated, 'shape comment')}"
    if wrong:
        return f"{count}: {wrong} wrong"
    return f"{count}: all proven" if stated else f"{count}: nothing to prove"


def plural(count, noun):
    return f"{count} {noun}{'' if count == 1 else 's'}"


def show(args):
    one = snippet.read(args.path)
    (made,) = traced([one], cache.SECONDS)
    print(terminal.steps(one, made))
    return 1 if made.error else 0


def record(args):
    one = snippet.read(args.path)
    (made,) = traced([one], cache.SECONDS)
    args.file.write_text(trace.to_json(made) + "\n", encoding="utf-8")
    for fault in [shapes.ending(one, made.error)] if made.error else []:
        print(fault)
    return 1 if made.error else 0


if __name__ == "__main__":
    sys.exit(main())
