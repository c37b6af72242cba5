"""Rewrite a snippet's syntax tree so that it reports every statement, value and sub-expression."""

import ast
import copy

from stepthrough import about, attach, snippet
from stepthrough.binding import bound, targets
from stepthrough.plan import Function, Plan, Statement
from stepthrough.snippet import FUNCTIONS, count_bytes

HOOKS = "enter leave begin end value operand see returned branch loop done caught".split()
LOOPS = (ast.For, ast.AsyncFor, ast.While)
WRAPPED = (
    ast.Call, ast.BinOp, ast.UnaryOp, ast.Compare, ast.Subscript, ast.Attribute, ast.IfExp,
    ast.BoolOp, ast.Await,
)  # fmt: skip


def plan(one):
    """The instrumented tree of a snippet and the tables that go with it."""
    own = snippet.build(one.path, one.shown, one.source)  # a tree to change
    said = (about if one.lenient else attach).targets(own)
    found = Plan(str(one.path), own.tree, said)
    found.tree = ast.fix_missing_locations(Rewriter(found).module(own.tree))
    count_bytes(found.tree, one.source)
    return found


class Rewriter(ast.NodeTransformer):
    def __init__(self, plan):
        self.plan = plan
        self.loops, self.scope = (), ""
        self.values, self.inputs, self.after, self.before, self.headers = {}, {}, {}, {}, {}
        for number, target in enumerate(plan.targets):
            self.place(number, target)

    def place(self, number, target):
        """Remember at which node a comment's value and operands are taken."""
        if target.problem:
            return
        if target.kind == "value":
            self.values.setdefault(id(target.node), []).append(number)
        if target.kind == "after":
            self.after.setdefault(id(target.statement), []).append((number, target.node))
        if target.kind == "loop":
            self.headers.setdefault(id(target.node), []).append((number, target.node))
        for index, node in enumerate(target.operands):
            if isinstance(getattr(node, "ctx", None), ast.Store):
                spot = self.before.setdefault(id(target.statement), [])
                spot.append((number, index, node))
            else:
                self.inputs.setdefault(id(node), []).append((number, index))

    # Blocks

    def module(self, tree):
        tree.body = self.framed(tree)
        return tree

    def block(self, body):
        return [new for old in body for new in self.statement(old)]

    def framed(self, node):
        """The body of a module, class or function: its docstring first, then enter, then the rest."""
        body = list(node.body)
        head = [body.pop(0)] if ast.get_docstring(node) is not None else []
        while body and isinstance(body[0], ast.ImportFrom) and body[0].module == "__future__":
            head.append(body.pop(0))
        outer, self.loops = self.loops, ()
        number = len(self.plan.functions)
        self.plan.functions.append(self.function(node))
        inner = self.block(body)
        self.loops = outer
        if not body:
            return head
        first, last = body[0], body[-1]
        enter = self.report("enter", first, number)
        leave = self.report("leave", last)
        if not isinstance(node, FUNCTIONS):
            return [*head, enter, *inner, leave]
        safe = ast.Try(body=inner, handlers=[], orelse=[], finalbody=[leave])
        return [*head, enter, ast.copy_location(safe, first)]

    def function(self, node):
        """The name and line of a function, and which of its parameters have comments."""
        if not isinstance(node, FUNCTIONS):
            return Function(self.scope or "<module>", getattr(node, "lineno", 1))
        mine = {id(arg) for arg in ast.walk(node.args) if isinstance(arg, ast.arg)}
        spots = enumerate(self.plan.targets)
        stated = tuple(number for number, target in spots if id(target.node) in mine)
        return Function(self.scope, node.lineno, stated)

    # Statements

    def statement(self, node):
        """One statement as the list of statements that replaces it."""
        if isinstance(node, (ast.Global, ast.Nonlocal, ast.Pass)):
            return [node]
        if isinstance(node, (ast.Try, ast.TryStar)):
            return [self.guarded(node)]
        number = self.number(node)
        before = [self.report("begin", node, number)]
        before += [
            self.report("operand", node, comment, index, loaded(operand))
            for comment, index, operand in self.before.get(id(node), ())
        ]
        again = self.after.get(id(node), ())
        after = [self.report("see", node, comment, loaded(target)) for comment, target in again]
        after.append(self.report("end", node, number))
        for kinds, rewrite in self.rules():
            if isinstance(node, kinds):
                return [*before, *rewrite(node, number, after)]
        return [*before, self.visit(node), *after]

    def rules(self):
        yield (*FUNCTIONS, ast.ClassDef), self.definition
        yield LOOPS, self.loop
        yield ast.If, self.branch
        yield (ast.With, ast.AsyncWith), self.context
        yield ast.Match, self.match
        yield ast.Return, self.returned
        yield (ast.Break, ast.Continue), lambda node, number, after: [*after, node]

    def number(self, node):
        kind = type(node).__name__.lower().removeprefix("async")
        body = tuple(bound(node.body)) if isinstance(node, LOOPS) else ()
        last = node.body[0].lineno - 1 if hasattr(node, "body") else node.end_lineno
        names = tuple(dict.fromkeys(targets(node)))
        end = max(last, node.lineno)
        self.plan.statements.append(Statement(kind, node.lineno, end, names, body, self.loops))
        return len(self.plan.statements) - 1

    def definition(self, node, number, after):
        outer, self.scope = self.scope, f"{self.scope}.{node.name}".lstrip(".")
        node.body = self.framed(node)
        self.scope = outer
        return [node, *after]

    def loop(self, node, number, after):
        start, end = [self.report("loop", node, number)], []
        if isinstance(node, ast.While):
            node.test = self.visit(node.test)
            start.append(self.report("branch", node, number, True))
            end.append(self.report("branch", node, number, False))
        else:
            node.iter = self.visit(node.iter)
            seen = self.headers.get(id(node.target), ())
            start[:0] = [self.report("see", node, comment, loaded(name)) for comment, name in seen]
        outer, self.loops = self.loops, (*self.loops, number)
        node.body = [*start, *self.block(node.body)]
        self.loops = outer
        node.orelse = [*end, *self.block(node.orelse)]
        return [node, self.report("done", node, number)]

    def branch(self, node, number, after):
        node.test = self.visit(node.test)
        yes, no = (self.report("branch", node, number, way) for way in (True, False))
        node.body = [yes, *self.block(node.body)]
        node.orelse = [no, *self.block(node.orelse)]
        return [node]

    def context(self, node, number, after):
        for item in node.items:
            item.context_expr = self.visit(item.context_expr)
        node.body = [*after, *self.block(node.body)]
        return [node]

    def match(self, node, number, after):
        node.subject = self.visit(node.subject)
        for case in node.cases:
            case.body = [*copy.deepcopy(after), *self.block(case.body)]
        return [node]

    def returned(self, node, number, after):
        if node.value is None:
            return [self.report("returned", node, number, None), node]
        node.value = self.hook("returned", node, number, self.visit(node.value))
        return [node]

    def guarded(self, node):
        node.body, node.orelse = self.block(node.body), self.block(node.orelse)
        for handler in node.handlers:
            number = self.number(handler)
            inner = self.block(handler.body)
            handler.body = [self.report("caught", handler, number), *inner]
        node.finalbody = self.block(node.finalbody)
        return node

    # Expressions

    def visit(self, node):
        """Rewrite the parts of a node; wrap an expression in the hooks it needs, innermost first."""
        parts = getattr(self, f"visit_{type(node).__name__}", self.generic_visit)
        new = parts(node)
        return self.wrapped(new) if isinstance(node, ast.expr) else new

    def wrapped(self, node):
        new = node
        if isinstance(node, WRAPPED) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
            start, end = (
                (node.lineno, node.col_offset + 1),
                (node.end_lineno, node.end_col_offset + 1),
            )
            self.plan.spans.append([*start, *end])
            new = self.hook("value", node, len(self.plan.spans) - 1, new)
        for comment, index in self.inputs.get(id(node), ()):
            new = self.hook("operand", node, comment, index, new)
        for comment in self.values.get(id(node), ()):
            new = self.hook("see", node, comment, new)
        return new

    def visit_Call(self, node):
        """A method's name is not a value of its own; its owner is."""
        if isinstance(node.func, ast.Attribute):
            node.func.value = self.visit(node.func.value)
        else:
            node.func = self.visit(node.func)
        node.args = [self.visit(arg) for arg in node.args]
        node.keywords = [self.visit(keyword) for keyword in node.keywords]
        return node

    def visit_AnnAssign(self, node):
        node.value = self.visit(node.value) if node.value else None
        return node

    def visit_Lambda(self, node):
        node.body = self.visit(node.body)
        return node

    def visit_JoinedStr(self, node):
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                part.value = self.visit(part.value)
        return node

    # Hooks

    def hook(self, name, near, *args):
        """`__st_value__(7, x.flatten(2))`: the trailing underscores keep class bodies from mangling it."""
        plain = [arg if isinstance(arg, ast.AST) else ast.Constant(arg) for arg in args]
        call = ast.Call(ast.Name(f"__st_{name}__", ast.Load()), plain, [])
        for part in (call, call.func, *(arg for arg in plain if not hasattr(arg, "lineno"))):
            ast.copy_location(part, near)
        return call

    def report(self, name, near, *args):
        return ast.copy_location(ast.Expr(self.hook(name, near, *args)), near)


def loaded(node):
    """A copy of an assignment target, to be read."""
    new = copy.deepcopy(node)
    for inner in ast.walk(new):
        if isinstance(getattr(inner, "ctx", None), ast.Store):
            inner.ctx = ast.Load()
    return new
