"""The probabilities are NaN: the scores they were made of were already lost.

`softmax` of a row with `inf` in it, or with `-inf` only, is NaN. A temperature
of 0 makes infinities. So does float16, in which numbers beyond 65504 are
`inf`: large language models meet it when weights made for bfloat16 are loaded
as float16. And a row of nothing but padding has no score left.

Fix: Look at the scores, not here: `torch.isfinite(logits).all()`, and walk
back to the first layer that fails. Load in bfloat16 or float32, pad on the
left, and for temperature 0 take `argmax`.

Tempting: `nan_to_num`, or to catch the error and draw again. What is drawn
then has nothing to do with what the model knows.
"""

import torch

MESSAGE = "probability tensor contains either `inf`, `nan` or element < 0"
ALSO = {
    'Assertion `probability tensor contains either `inf`, `nan` or element '
    '< 0` failed': "on a GPU",
    "to satisfy the constraint Simplex(), but found invalid values": (
        "torch.distributions.Categorical"
    ),
}
PHASE = "evaluate"
SYMPTOM = "NaN or inf"
MODELS = ("char_gpt",)
SEE = ("losses-and-sampling", "device-and-dtype")


def broken():
    B, V = 2, 5
    logits = torch.randn(B, V)                  # (B, V)
    temperature = 0.0
    probs = (logits / temperature).softmax(-1)  # (B, V)
    return torch.multinomial(probs, 1)


def fixed():
    B, V = 2, 5
    logits = torch.randn(B, V)                  # (B, V)
    temperature = 0.0
    if temperature == 0:
        return logits.argmax(-1, keepdim=True)  # (B, 1)
    probs = (logits / temperature).softmax(-1)
    return torch.multinomial(probs, 1)


def main():
    torch.manual_seed(0)
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
