"""A standard deviation came straight out of a layer, and some are negative.

A `Linear` returns any number. A distribution's scale has to be above zero, and
`Normal` looks at each of them. The message prints all that it found, so it can
be long.

Fix: Predict the logarithm and take `exp`, as VAEs do: `std = (0.5 *
logvar).exp()`. Or `F.softplus(x) + 1e-6`.

Tempting: `validate_args=False`. The check goes, the negative scale stays, and
the log probabilities are NaN.
"""

import torch
from torch import nn
from torch.distributions import Normal

MESSAGE = (
    "Expected parameter scale (Tensor of shape {scale:shape}) of distribution "
    "{which:text} to satisfy the constraint GreaterThan(lower_bound=0.0), but "
    "found invalid values"
)
READ = (
    "{scale} is the shape of your scale: some of its numbers are not above 0",
)
ALSO = {
    "to satisfy the constraint GreaterThan(lower_bound=0.0)": (
        "Gamma, Beta and others"
    ),
    "normal expects std >= 0.0, but found std": "torch.normal",
    "The parameter scale has invalid values": "torch 1.7 and before",
}
PHASE = "forward"
MODELS = ("vae",)
SEE = ("activations-dropout-identity",)


def broken():
    B, D, K = 4, 6, 3
    x = torch.randn(B, D)                           # (B, D)
    mean, scale = nn.Linear(D, 2 * K)(x).chunk(2, dim=1)    # (B, K), (B, K)
    return Normal(mean, scale).rsample()


def fixed():
    B, D, K = 4, 6, 3
    x = torch.randn(B, D)                           # (B, D)
    mean, logvar = nn.Linear(D, 2 * K)(x).chunk(2, dim=1)   # (B, K), (B, K)
    scale = (0.5 * logvar).exp()                    # (B, K)
    return Normal(mean, scale).rsample()            # (B, K)


def tempting():
    zero, below = torch.tensor(0.0), torch.tensor(-1.0)
    wild = Normal(zero, below, validate_args=False)
    print(f"its log probability of 0 is {wild.log_prob(zero)}")


def main():
    try:
        broken()
    except ValueError as error:
        print(error)
    fixed()
    tempting()


if __name__ == "__main__":
    main()
