"""Turn lines such as '1 x(B, C): x.sum({0|1})' into questions for torch."""

import json
import random
import re
from itertools import product

from ask_torch import ask
from size_letters import draw, words

LETTERS = r"(?<![.\w])(?:[BCDHKLPSTVW]|nh|hd|ps)\b(?!\()"
INPUT = r"(\w+)\(([^)]*)\)(?: (\w+))?"


def drill(lines):
    """Print the questions, each with its answer."""
    dice = random.Random(0)
    for line in lines.strip().splitlines():
        parts = [re.match("(.) (.*?): (.*)", way) for way in ways(line)]
        asked = [question(dice, *part.groups()) for part in parts]
        assert any(asked), f"no question: {line}"
        for one in filter(None, asked):
            print(json.dumps(one))


def ways(line):
    """'x.sum({0|1})' is 'x.sum(0)' and 'x.sum(1)'."""
    parts = re.split(r"\{(.*?)\}", line)
    return map("".join, product(*(part.split("|") for part in parts)))


def question(dice, level, takes, code):
    """A line, asked; None if the answer is in it, or changes with the sizes."""
    used = dict.fromkeys(re.findall(LETTERS, f"{takes} {code}"))
    fixed = {int(size) for size in re.findall(r"\b\d+\b", takes)}
    draws = [draw(dice, used, fixed) for _ in range(5)]
    if level == "1" or level == "2" and dice.random() < 0.5:
        takes, code = (replaced(text, draws[0]) for text in (takes, code))
        draws = [{}]
    inputs = re.findall(INPUT, takes)
    answers = [ask(inputs, code, sizes) for sizes in draws]
    shapes = [one.get("shape", ()) for one in answers]
    pairs = zip(answers, shapes)
    if len({(*one, one.get("says"), len(shape)) for one, shape in pairs}) > 1:
        return None
    made = answers[0]
    if "shape" in made:
        made["words"] = words(shapes, draws)
    told = ", ".join(made.get("words", [made.get("says", "")]))
    if told and re.search(rf"(?<!\w){re.escape(told)}\b", code):
        return None
    if any(told == shape for _, shape, _ in inputs):
        return None
    about = {"level": int(level), "takes": inputs, "code": code}
    return about | {"sizes": draws[0]} | made


def replaced(text, sizes):
    return re.sub(LETTERS, lambda name: str(sizes[name[0]]), text)
