"""Draw random tensors, and draw the same ones again."""

import torch


def main():
    B, L, V = 2, 5, 7
    x = torch.full((B, L), 0.5)                        # (B, L)
    weights = torch.full((B, V), 0.5)                  # (B, V)
    torch.rand(B, L)                                   # (B, L)
    torch.randn(B, L)                                  # (B, L)
    torch.randint(V, (B, L))                           # (B, L)
    torch.randperm(L)                                  # (L,)
    torch.rand_like(x)                                 # (B, L)
    torch.randn_like(x)                                # (B, L)
    torch.normal(x, 1.0)                               # (B, L)
    torch.bernoulli(x)                                 # (B, L)
    torch.multinomial(weights, 3)                      # (B, 3)
    x.uniform_(0, 1)                                   # (B, L)
    x.normal_(0, 1)                                    # (B, L)
    x.random_(0, V)                                    # (B, L)
    x.bernoulli_(0.5)                                  # (B, L)
    torch.manual_seed(7)
    torch.Generator()
    generator = torch.Generator()
    generator.get_state()                              # (n,), where n = 5056
    generator.set_state(torch.get_rng_state())
    state = torch.get_rng_state()                      # (n,), where n = 5056
    torch.get_rng_state()                              # (n,)
    torch.set_rng_state(state)
    normal = torch.distributions.Normal(x, 1.0)
    torch.distributions.Normal(x, 1.0)
    normal.sample()                                    # (B, L)
    normal.rsample()                                   # (B, L)
    normal.log_prob(x)                                 # (B, L)
    torch.distributions.Categorical(weights).sample()  # (B,)
    torch.distributions.Bernoulli(weights).sample()    # (B, V)
    torch.distributions.Beta(weights, weights).sample()  # (B, V)
    torch.distributions.kl_divergence(normal, normal)  # (B, L)


if __name__ == "__main__":
    main()
