"""Judge a reader's file in this process, as a worker orders: its verdict as JSON."""

import faulthandler
import json
import sys
from pathlib import Path

from stepthrough import bench, contrast, kata, snippet, verdict

BEFORE = 1  # second before the time is up: what runs then is where it hangs


def perform(job, folder):
    """The verdict on a file as JSON: {"statuses", "said", "hint", "printed"}."""
    one = kata.read(snippet.read(job["kata"]))
    path = Path(job["path"])
    reader = verdict.Reader(path, job["shown"], job["source"], folder / "stdout")
    bench.prepare()
    sys.breakpointhook = lambda *args, **named: None  # one that was left in stops nobody
    table = bench.Bench(one)
    solved = table.judge(table.names[one.answer])
    if not solved.passes:
        broken = table.promises[solved.number].text
        raise RuntimeError(f"the solution of {one.name} itself breaks: {broken}")
    with (folder / "stack").open("w") as stack:
        faulthandler.dump_traceback_later(max(job["seconds"] - BEFORE, 0.1), file=stack)
        told = answered(table, solved, reader, job["source"])
        faulthandler.cancel_dump_traceback_later()
    return json.dumps(told)


def answered(table, solved, reader, source):
    """The words for what a file's answer does, or for why it has none."""
    name = table.one.answer
    try:
        found = vars(bench.load(reader.path, source)).get(name)
    except BaseException as error:
        place = reader.place(error)
        where = place.where if place else reader.shown
        return nothing(table, f"{where}: {verdict.reason(error)}", *(place.code if place else ()))
    if found is None:
        return nothing(table, f"{reader.shown} has no {name}: keep that name, it is what is judged")
    if not callable(found):
        kind = "class" if isinstance(table.names[name], type) else "function"
        what = f"{name} is {contrast.kind(found)}, and a {kind} is wanted"
        return nothing(table, f"{reader.shown}: {what}")
    return verdict.words(table, table.judge(found), solved, reader)


def nothing(table, *said):
    """The verdict where nothing could be judged."""
    statuses = [[text, "not reached"] for text in table.one.promises]
    return {"statuses": statuses, "said": list(said)}
