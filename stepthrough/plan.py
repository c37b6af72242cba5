"""The instrumented tree of a snippet, and what the numbers in its hooks mean."""

import ast
from dataclasses import dataclass, field


@dataclass
class Statement:
    """`names` are what it binds, `body` what a loop's body binds, `loops` the loops around it."""

    kind: str
    line: int
    end: int
    names: tuple = ()
    body: tuple = ()
    loops: tuple = ()


@dataclass
class Function:
    """`arguments` are the numbers of the comments about its parameters."""

    name: str
    line: int
    arguments: tuple = ()


@dataclass
class Plan:
    """What the hooks' numbers mean: statements, spans of expressions, functions, comments."""

    path: str
    tree: ast.Module
    targets: list
    statements: list = field(default_factory=list)
    spans: list = field(default_factory=list)
    functions: list = field(default_factory=list)

    def compile(self):
        return compile(self.tree, self.path, "exec")
