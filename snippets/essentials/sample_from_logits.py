"""Choose the next token: the best, or a draw among the best."""

import torch

DEVICE = torch.device("cpu")


def next_id(logits, temperature=1.0, top_k=None):
    B, V = logits.shape                             # (B, V)
    if temperature == 0:
        return logits.argmax(dim=-1, keepdim=True)  # (B, 1)
    logits = logits / temperature                   # (B, V)
    if top_k is not None:
        best, _ = logits.topk(top_k, dim=-1)        # each (B, top_k)
        worst = best[:, -1:]                        # (B, 1)
        logits = logits.masked_fill(logits < worst, -torch.inf)
    probs = logits.softmax(dim=-1)                  # (B, V)
    return torch.multinomial(probs, num_samples=1)  # (B, 1)


def grow(ids, V, steps):
    """With a model in the place of randn, this is how text is made."""
    B, L = ids.shape                                # (B, L)
    for _ in range(steps):
        logits = torch.randn(*ids.shape, V)
        last = logits[:, -1]                        # (B, V)
        new = next_id(last, top_k=3)                # (B, 1)
        ids = torch.cat([ids, new], dim=1)
    return ids                                      # (B, L+steps)


def how_often(logits, n, **how):
    B, V = logits.shape                             # (B, V)
    many = logits.expand(n, -1)                     # (n, V)
    drawn = next_id(many, **how).flatten()          # (n,)
    share = torch.bincount(drawn, minlength=V) / n  # (V,)
    print(f"{how!s:<24} {[round(one, 2) for one in share.tolist()]}")
    return share                                    # (V,)


def main():
    B, L, n, steps = 8, 3, 10_000, 7
    logits = torch.tensor([[0.0, 1.0, 2.0, 3.0, 0.5]])
    _, V = logits.shape                             # (1, V)
    share = how_often(logits, n, temperature=1.0)   # (V,)
    wanted = logits.softmax(dim=-1).flatten()       # (V,)
    assert (share - wanted).abs().max() < 0.03
    for how in ({"temperature": 2.0}, {"temperature": 0.5}, {"top_k": 2}):
        how_often(logits, n, **how)                 # (V,)
    how_often(logits, n, temperature=0)             # (V,)
    ids = torch.zeros(B, L, dtype=torch.long)       # (B, L)
    longer = grow(ids, V, steps)                    # (B, L+steps)
    print(f"ids {tuple(ids.shape)}, grown {tuple(longer.shape)}")


if __name__ == "__main__":
    main()
