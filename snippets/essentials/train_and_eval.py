"""Tell dropout and batch norm whether they are training or working."""

import torch
from torch import nn

DEVICE = torch.device("cpu")


def dropout_twice(x):
    B, D = x.shape                                # (B, D)
    drop = nn.Dropout(p=0.5)
    once = drop(x)                                # (B, D)
    again = drop(x)                               # (B, D)
    print(f"train  the same twice {once.equal(again)}")
    kept = once != 0                              # (B, D)
    assert once[kept].equal(2 * x[kept]), "what stays is scaled by 1/(1-p)"

    drop.eval()
    once = drop(x)                                # (B, D)
    print(f"eval   the same as x  {once.equal(x)}")


def one_row_of(x):
    """In train, batch norm lets the rows of a batch see each other."""
    B, D = x.shape                                # (B, D)
    norm = nn.BatchNorm1d(D)
    all_rows = norm(x)                            # (B, D)
    two_rows = norm(x[:2])                        # (2, D)
    print(f"train  row 0 ignores its batch {all_rows[0].equal(two_rows[0])}")
    try:
        norm(x[:1])
    except ValueError as error:
        print(f"train  {error}")

    norm.eval()
    all_rows = norm(x)                            # (B, D)
    row = norm(x[:1])                             # (1, D)
    print(f"eval   row 0 ignores its batch {all_rows[0].equal(row[0])}")


def eval_is_not_no_grad(x):
    B, D = x.shape                                # (B, D)
    linear = nn.Linear(D, D).eval()
    out = linear(x)                               # (B, D)
    print(f"eval             records for backward {out.requires_grad}")
    with torch.no_grad():
        out = linear(x)                           # (B, D)
    print(f"eval and no_grad records for backward {out.requires_grad}")


def main():
    torch.manual_seed(0)
    x = torch.rand(8, 20, device=DEVICE)          # (8, 20)
    dropout_twice(x)
    one_row_of(x)
    eval_is_not_no_grad(x)


if __name__ == "__main__":
    main()
