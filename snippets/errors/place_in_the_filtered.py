"""A place in the filtered tensor is used in the one before the filter.

A mask closes the gaps: what was row 3 may now be row 1. `argmax`, `topk` and
`sort` give places in what they got. Used in the other tensor, these places
exist, so nothing is raised, and they belong to something else.

Fix: Filter both by the same mask before you pick. Or filter nothing, and give
what is out the score `-inf`: then places stay what they were.

Tempting: Sort everything first. The places change a second time.

Check: The score of what was picked must be the best one that was allowed.
"""

import torch

PHASE = "evaluate"
SYMPTOM = "it trains, and the result is wrong"
SEE = ("indexing-and-masks", "reductions-and-math")


def broken():
    def best(boxes, scores, allowed):
        at = scores[allowed].argmax()           # ()
        return boxes[at]                        # (_,)

    return best


def fixed():
    def best(boxes, scores, allowed):
        left = scores.masked_fill(~allowed, -torch.inf)
        at = left.argmax()                      # ()
        return boxes[at]                        # (_,)

    return best


def check(best):
    N = 6
    scores = torch.rand(N)                      # (N,)
    boxes = scores[:, None].repeat(1, 4)        # (N, 4)
    allowed = torch.arange(N) % 2 == 1          # (N,)
    picked = best(boxes, scores, allowed)[0]    # ()
    wanted = scores[allowed].max()              # ()
    assert picked == wanted, f"best is {wanted:.2f}, picked was {picked:.2f}"


def main():
    torch.manual_seed(0)
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
