"""Ask a real GPU what it says of the errors for which a device stands in elsewhere, and keep its words.

Pages are built where there may be no GPU. `record snippets/errors --device cuda`, on a machine that has one, runs
each such entry there and writes snippets/data/cuda.json. The pages show what it holds as run on that machine.
"""

import datetime
import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from hashlib import sha256
from pathlib import Path

from stepthrough import atlas, catalogue, crew, message
from stepthrough.fault import Fault, Wrong

SECONDS = 120
NUMBER = re.compile(r"\bcuda:(\d+)")
DRIVER = "nvidia-smi --query-gpu=driver_version --format=csv,noheader"


def file():
    return catalogue.root() / "snippets" / "data" / "cuda.json"


def kept():
    """{entry: what a GPU said of it}, as the file has it."""
    return json.loads(file().read_text(encoding="utf-8")) if file().exists() else {}


def said(entry):
    """{'raised': 'RuntimeError: …', 'where': …, 'date': …}; {} unless it was said of the entry as it is now."""
    found = kept().get(entry.name, {})
    return found if found.get("source") == digest(entry) else {}


def digest(entry):
    return sha256(entry.one.source.encode()).hexdigest()[:12]


def borrows(entry):
    """Whether something stands in for a GPU in an entry: PyTorch's fake one, or the device that it names."""
    return "fake_gpu" in entry.one.imported or bool(entry.constant("STAND_IN"))


def record(path, ones):
    """Run those of the snippets that borrow a GPU on a real one, and keep what it says of them.

    It returns the faults: what a GPU does otherwise than an entry says. Wrong if there is no such entry, or no GPU.
    """
    entries = [atlas.read(one) for one in ones if "broken" in one.parts]
    entries = [entry for entry in entries if borrows(entry)]
    if not entries:
        why = "no error here for which a device stands in for a GPU"
        raise Wrong(Fault(catalogue.show(path), 1, 1, why))
    progress, found, faults = crew.Progress(len(entries), "asked", "error"), {}, []
    try:
        for entry in entries:
            answer = ask(entry)
            faults += judged(entry, answer)
            if answer.get("broken"):
                found[entry.name] = row(entry, answer)
            progress.after(answer)
    finally:
        progress.end()
    text = json.dumps(kept() | found, indent=1, sort_keys=True, ensure_ascii=False)
    file().write_text(f"{text}\n", encoding="utf-8")
    return faults


def ask(entry):
    """What an entry does on the GPU, in a process of its own; Wrong if there is no GPU or no answer."""
    command = [sys.executable, "-m", "stepthrough.gpu", str(entry.one.path), *stand_ins(entry)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        return json.loads(ended.stdout)
    except subprocess.TimeoutExpired:
        raise Wrong(entry.fault(f"takes more than {SECONDS} seconds on a GPU", "broken")) from None
    except ValueError:
        last = (ended.stderr.strip() or f"exit code {ended.returncode}").splitlines()[-1]
        raise Wrong(entry.fault(f"cannot be asked on a GPU: {last}", "broken")) from None


def stand_ins(entry):
    name = entry.constant("STAND_IN")
    return [name] if name else []


def judged(entry, answer):
    """What a GPU does otherwise than an entry says it would."""
    if "needs" in answer:
        yield entry.fault(f"left out: {answer['needs']}", "broken")
    elif not answer["broken"]:
        yield entry.fault("broken() raises nothing on a GPU", "broken")
    else:
        text = answer["broken"].partition(": ")[2]
        if all(message.found(template, text) is None for template in entry.templates):
            why = f"neither MESSAGE nor ALSO is what a GPU says: {text}"
            yield entry.fault(why, "MESSAGE")
    if answer.get("fixed"):
        yield entry.fault(f"fixed() raises {answer['fixed']}", "fixed")


def row(entry, answer):
    today = datetime.date.today().isoformat()
    said = {"raised": answer["broken"], "where": answer["where"], "date": today}
    return {"source": digest(entry), **said}


# In the process that has the GPU


def main(path, stand_in="cuda"):
    """Print what the entry in a file does on the GPU; it may print itself, but elsewhere."""
    import torch

    if not torch.cuda.is_available():
        sys.exit(f"torch {torch.__version__} finds no GPU on this machine")
    source = Path(path).read_text(encoding="utf-8")
    wanted = 1 + max(map(int, NUMBER.findall(source)), default=0)
    there = torch.cuda.device_count()
    with redirect_stdout(sys.stderr):
        if there < wanted:
            answer = {"needs": f"it wants {wanted} GPUs, and this machine has {there}"}
        else:
            answer = {**attempt(path, source, stand_in), "where": where(torch)}
    print(json.dumps(answer))


def attempt(path, source, stand_in="cuda"):
    """{'fixed': '', 'broken': 'RuntimeError: …'}: what these functions of an entry raise, on the GPU by its own name."""
    sys.path.insert(0, str(Path(path).parent))
    own = {"__name__": Path(path).stem}
    exec(compile(source.replace(f'"{stand_in}"', '"cuda"'), path, "exec"), own)
    return {name: raised(own[name]) for name in ("fixed", "broken")}


def raised(call):
    """'RuntimeError: …', or '' if nothing is."""
    try:
        call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def where(torch):
    """'NVIDIA H100 80GB HBM3, driver 570.86.15, torch 2.13.0+cu130'."""
    try:
        ran = subprocess.run(DRIVER.split(), capture_output=True, text=True)
        driver = [f"driver {ran.stdout.split()[0]}"]
    except (OSError, IndexError):  # of another maker
        driver = []
    return ", ".join([torch.cuda.get_device_name(), *driver, f"torch {torch.__version__}"])


if __name__ == "__main__":
    main(*sys.argv[1:])
