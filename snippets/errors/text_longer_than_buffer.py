"""A table is stretched to the text, and the text is longer than the table.

`expand` stretches a dim of size 1, and no other. A buffer made for 512 tokens,
cut with `[:, :L]`, has 512 even when `L` is 600: a slice never complains.
`expand` does, one line later. BERT and its relatives are met so.

Fix: Cut the text to what the model was built for: `truncation=True` and a
`max_length` in a tokenizer. Long texts go in pieces.

Tempting: `repeat` instead of `expand`. It copies the table as often as you
say, and the second half of the text counts from zero again.
"""

import torch

MESSAGE = (
    "The expanded size of the tensor ({L}) must match the existing size "
    "({longest}) at non-singleton dimension {dim:any}.  "
    "Target sizes: {target:shape}.  Tensor sizes: {own:shape}"
)
READ = (
    "{L} is what dim {dim} should become, {longest} what it is; only a 1 "
    "could be stretched",
    "{target} is the shape asked for, {own} the shape there is: "
    "compare them from the right",
)
ALSO = {
    "The expanded size of the tensor ({L}) must match the existing size "
    "({longest}) at non-singleton dimension {dim:any}": "older torch",
}
PHASE = "forward"
MODELS = ("clip", "char_gpt")
SEE = ("unsqueeze-squeeze-expand", "tokenizers")


def broken():
    B, L, longest = 2, 12, 8
    types = torch.zeros(1, longest).long()  # (1, longest)
    own = types[:, :L]                      # (1, _)
    target = B, L                           # (B, L)
    return own.expand(B, L)


def fixed():
    B, L, longest = 2, 12, 8
    ids = torch.zeros(B, L).long()          # (B, L)
    ids = ids[:, :longest]                  # (B, _)
    L = ids.shape[1]
    types = torch.zeros(1, longest).long()  # (1, longest)
    return types[:, :L].expand(B, L)        # (B, L)


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
