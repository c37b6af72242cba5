"""Know what expand allows, what it refuses, and what it does in silence."""

import torch

DEVICE = torch.device("cpu")


def one_write_changes_all():
    B, D = 3, 5
    row = torch.zeros(D, device=DEVICE)      # (D,)
    rows = row.expand(B, -1)                 # (B, D)
    rows[0, 0] = 7
    print(f"I wrote to row 0 only, column 0 is {rows[:, 0].tolist()}")

    own = rows.clone()                       # (B, D)
    own[0, 0] = 9
    print(f"after clone, column 0 is {own[:, 0].tolist()}")


def add_in_place():
    B, D = 3, 5
    row = torch.zeros(1, D, device=DEVICE)   # (1, D)
    rows = row.expand(B, -1)                 # (B, D)
    try:
        rows += 1
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


def not_from_size_two():
    B, D = 8, 5
    pair = torch.zeros(2, D, device=DEVICE)  # (2, D)
    try:
        pair.expand(B, D)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


def no_minus_one_in_front():
    D = 5
    row = torch.zeros(D, device=DEVICE)      # (D,)
    try:
        row.expand(-1, D)
    except RuntimeError as error:
        print(f"RuntimeError: {error}")


def main():
    one_write_changes_all()
    add_in_place()
    not_from_size_two()
    no_minus_one_in_front()


if __name__ == "__main__":
    main()
