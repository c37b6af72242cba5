import sys

import pytest

from stepthrough import record, shapes, trace


# main


def test_a_main_that_nobody_calls_is_called(seen):
    ran = seen("def main():\n    print('ran')\n")
    assert ran.trace.output == "ran\n"
    assert seen("def main(size):\n    print('ran')\n").trace.output == ""


@pytest.mark.parametrize("call", ["main()", "for i in range(9):\n    if i == 8:\n        main()"])
def test_a_main_that_was_called_is_not_called_again(seen, call):
    assert seen(f"def main():\n    print('ran')\n\n{call}\n").trace.output == "ran\n"


# Repeatable, small


ORDINARY = """
    import torch
    from torch import nn


    class Net(nn.Module):
        def __init__(self, D):
            super().__init__()
            self.net = nn.Sequential(
                nn.Linear(D, 4 * D),  # (B, L, 4*D)
                nn.GELU(),  # (B, L, 4*D)
                nn.Linear(4 * D, D),  # (B, L, D)
            )
            self.drop = nn.Dropout(0.1)

        def forward(self, x):
            B, L, D = x.shape
            x = x + self.drop(self.net(x))  # (B, L, D)
            return x.flatten(1)  # (B, L*D)


    def main():
        B, L, D = 2, 5, 8
        net = Net(D)
        x = torch.rand(B, L, D)  # (B, L, D)
        optimizer = torch.optim.AdamW(net.parameters())
        for step in range(5):
            y = net(x)  # (B, L*D)
            loss = y.pow(2).mean()  # ()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            print({"step": step}, f"{loss.item():.4f}", {"a", "b", "c"})


    if __name__ == "__main__":
        main()
"""


def test_traces_are_alike_to_the_last_bit_from_run_to_run(write, run):
    one = write(ORDINARY)
    assert trace.to_json(run(one)) == trace.to_json(run(one))


def test_the_trace_of_an_ordinary_snippet_is_small(write, run):
    text = trace.to_json(run(write(ORDINARY)))
    assert len(text.encode()) <= 8192


def test_a_hundred_steps_of_training_fold_into_little_more_than_their_loss_curve(write, run):
    silent = "\n".join(row for row in ORDINARY.splitlines() if "print" not in row)
    few, many = (run(write(silent.replace("range(5)", f"range({n})"))) for n in (5, 100))
    (curve,) = [step.series["loss"] for step in many.steps if step.series]
    assert len(curve) == 100
    assert len(trace.to_json(many)) - len(trace.to_json(few)) < 10 * len(curve)


def test_random_numbers_are_those_of_a_fixed_seed(write, run):
    one = write(
        "import random\nimport numpy\nimport torch\nprint(random.random(), numpy.random.rand(), torch.rand(1))\n"
    )
    assert run(one).output == run(one).output


def test_the_rehearsal_runs_well_and_leaves_the_process_as_it_was(write, run, monkeypatch):
    one = write(record.REHEARSAL)
    assert shapes.check(one, run(one)) == []
    held = sys.modules["__main__"], sys.argv, list(sys.path)
    record.rehearse()
    assert (sys.modules["__main__"], sys.argv, sys.path) == held
