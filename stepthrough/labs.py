"""Run the labs side by side, each when it or a part of it changed; LABS=0 runs none."""

import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from stepthrough import cache, catalogue, crew, lab, shelf
from stepthrough.fault import Fault, Wrong

SECONDS = 600


def wanted():
    return os.environ.get("LABS", "1") != "0"


def pages():
    """Where mkdocs-jupyter keeps the pages of labs: apart, if they were not run."""
    return str(Path(".cache", "labs" if wanted() else "labs-not-run"))


def ran():
    """{name: (lab, the notebook as it ran)}; what is stale runs now, as many at once as there are cores."""
    ones = [lab.load(name) for name in lab.names()]
    if not wanted():
        return {one.name: (one, None) for one in ones}
    made = {one.name: (one, stored(one)) for one in ones}
    if stale := [one for one, book in made.values() if book is None]:
        made |= run_all(stale)
    return made


def place(one):
    return cache.folder("notebooks") / f"{one.name}.{one.key[:20]}.ipynb"


def stored(one):
    try:
        return json.loads(shelf.read(place(one)))
    except (OSError, ValueError):
        return None


def run_all(ones):
    progress = crew.Progress(len(ones), "ran", "lab")

    def work(one):
        text = run(one)
        shelf.keep(place(one), text, one.name, one.key)
        progress.after(text)
        return one.name, (one, json.loads(text))

    try:
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return dict(pool.map(work, ones))
    finally:
        progress.end()


def run(one):
    """The lab's notebook after it ran in an empty folder, with one thread; Wrong if a cell fails."""
    import nbclient
    import nbformat

    book = one.notebook()
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    env |= dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {"PYTHONHASHSEED": "0"}
    with tempfile.TemporaryDirectory() as empty:
        client = nbclient.NotebookClient(
            book,
            timeout=SECONDS,
            resources={"metadata": {"path": empty}},
            extra_arguments=["--log-level=40"],  # not a word on how it talks
        )
        try:
            client.execute(env=env)
        except nbclient.exceptions.CellExecutionError as error:
            raise Wrong(fault(one, book, f"{error.ename}: {error.evalue}")) from None
        except nbclient.exceptions.CellTimeoutError:
            raise Wrong(fault(one, book, f"runs past its time limit of {SECONDS} s")) from None
        if left := sorted(path.name for path in Path(empty).iterdir()):
            raise Wrong(Fault(catalogue.show(one.path), 1, 1, f"leaves {', '.join(left)} behind"))
    return nbformat.writes(book)


def fault(one, book, message):
    """The fault of the cell that failed: the last one that was begun."""
    begun = [at for at, cell in enumerate(book.cells) if cell.get("execution_count")]
    cell = one.book.cells[begun[-1] if begun else 0].source
    head = cell.split("\n")[0]
    lines = one.source.split("\n")
    line = one.source[: max(one.source.find(cell), 0)].count("\n") + 1
    return Fault(catalogue.show(one.path), line, 1, message, lines[line - 1], len(head) or 1)
