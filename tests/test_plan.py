from stepthrough import instrument


def test_statements_know_their_lines_their_names_and_the_loops_around_them(write):
    plan = instrument.plan(write("for i in x:\n    y, z = f(\n        i)\n"))
    loop, inner = plan.statements
    assert (loop.kind, loop.line, loop.names, loop.body) == ("for", 1, ("i",), ("y", "z"))
    assert (inner.line, inner.end, inner.names, inner.loops) == (2, 3, ("y", "z"), (0,))


def test_functions_know_which_comments_are_about_their_parameters(write):
    plan = instrument.plan(write("def f(\n    x,  # (B,)\n    y,  # (B,)\n):\n    pass\n"))
    (function,) = [each for each in plan.functions if each.name == "f"]
    assert (function.line, function.arguments) == (1, (0, 1))


def test_a_plan_compiles_to_code_of_the_snippets_own_file(write):
    one = write("x = 1\n")
    assert instrument.plan(one).compile().co_filename == str(one.path)
