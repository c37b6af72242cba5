"""Say which names a statement binds."""

import ast


def targets(node):
    """The names a statement itself binds: 'x', 'self.net'; not those of its body."""
    spots = list(getattr(node, "targets", ()))
    spots += [node.target] if hasattr(node, "target") else []
    spots += [ast.Name(node.name)] if isinstance(node, ast.ExceptHandler) and node.name else []
    spots += [item.optional_vars for item in getattr(node, "items", ()) if item.optional_vars]
    own = [n for name, n in ast.iter_fields(node) if name in ("value", "test", "iter")]
    for value in own:
        if isinstance(value, ast.AST):
            spots += [n.target for n in ast.walk(value) if isinstance(n, ast.NamedExpr)]
    for spot in spots:
        yield from names(spot)


def names(spot):
    if isinstance(spot, ast.Name):
        yield spot.id
    elif isinstance(spot, ast.Attribute) and isinstance(spot.value, ast.Name):
        yield f"{spot.value.id}.{spot.attr}"
    elif isinstance(spot, (ast.Tuple, ast.List)):
        for inner in spot.elts:
            yield from names(inner)
    elif isinstance(spot, ast.Starred):
        yield from names(spot.value)
    elif isinstance(spot, ast.Subscript):
        yield from names(spot.value)


def bound(body):
    """Every name that a loop's body binds, in order, nested blocks included."""
    inner = (node for statement in body for node in ast.walk(statement))
    return dict.fromkeys(
        name for node in inner if isinstance(node, ast.stmt) for name in targets(node)
    )
