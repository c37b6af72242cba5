"""Give every token its sample's condition, side by side with its features.

You meet it wherever a model is told what to make: a class, a time, a text.
A Linear comes next and mixes the two.
"""

import torch

MINUTES = 5
HINTS = (
    "cat joins tensors that are equal in all dims but one.",
    "So cond needs a dim for the tokens, and its size has to be L.",
    "cond.unsqueeze(1).expand(-1, L, -1), then torch.cat(..., dim=-1).",
)


def join_cond(x, cond):
    """Join x (B, L, D) with cond (B, C) to (B, L, D+C).

    Each token keeps its D features and gets the C numbers of its sample's
    condition behind them.
    """
    B, L, D = x.shape                     # (B, L, D)
    B, C = cond.shape                     # (B, C)
    cond = cond.unsqueeze(1)              # (B, 1, C)
    cond = cond.expand(-1, L, -1)         # (B, L, C)
    return torch.cat([x, cond], dim=-1)   # (B, L, D+C)


def wrong_cond_first(x, cond):
    """The condition comes first: cat keeps the order of its list."""
    B, L, D = x.shape
    return torch.cat([cond.unsqueeze(1).expand(-1, L, -1), x], dim=-1)


def wrong_samples_mixed(x, cond):
    """Samples got mixed: repeat copies the batch, so unsqueeze and expand."""
    B, L, D = x.shape
    return torch.cat([x, cond.repeat(L, 1).reshape(B, L, -1)], dim=-1)


def wrong_no_token_dim(x, cond):
    """cat wants as many dims in both: give cond one for the tokens."""
    return torch.cat([x, cond], dim=-1)


def wrong_not_expanded(x, cond):
    """cat doesn't broadcast: expand cond to L tokens yourself."""
    return torch.cat([x, cond.unsqueeze(1)], dim=-1)


def wrong_one_more_token(x, cond):
    """That makes cond a token of its own: join along the last dim."""
    return torch.cat([x, cond.unsqueeze(1)], dim=1)


def wrong_new_dim_in_front(x, cond):
    """The new dim came before the batch: tokens come after it, so dim 1."""
    B, L, D = x.shape
    return torch.cat([x, cond.unsqueeze(0).expand(L, -1, -1)], dim=-1)


def wrong_first_sample(x, cond):
    """Every sample got the condition of the first: keep the batch of cond."""
    B, L, D = x.shape
    return torch.cat([x, cond[:1].expand(B, L, -1)], dim=-1)


def wrong_first_token(x, cond):
    """Only the first token was told: each of the L tokens gets all of cond."""
    B, L, D = x.shape
    told = torch.zeros(B, L, cond.shape[1], dtype=x.dtype)
    told[:, 0] = cond
    return torch.cat([x, told], dim=-1)


def check(join_cond):
    for B, L, D, C in [(1, 2, 3, 4), (2, 4, 3, 1), (3, 1, 2, 5), (3, 3, 2, 4)]:
        x = torch.arange(B * L * D).reshape(B, L, D).float()
        cond = torch.arange(1, B * C + 1).reshape(B, C) * -1.0
        made = join_cond(x, cond)
        assert made.shape == (B, L, D + C), "the shape is (B, L, D+C)"
        assert made[..., :D].equal(x), "the features of a token come first"
        wanted = torch.stack([cond] * L, dim=1)
        assert made[..., D:].equal(wanted), "each token has its own condition"


def main():
    B, L, D, C = 2, 5, 8, 3
    x = torch.rand(B, L, D)   # (B, L, D)
    cond = torch.rand(B, C)   # (B, C)
    h = join_cond(x, cond)    # (B, L, D+C)
    print(f"tokens {tuple(x.shape)}, with their condition {tuple(h.shape)}")
    check(join_cond)


if __name__ == "__main__":
    main()
