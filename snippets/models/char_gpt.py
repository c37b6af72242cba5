"""Write a GPT that reads a text and says what comes next.

Radford et al., Improving Language Understanding by Generative Pre-Training,
2018, with the norms in front, as in their Language Models are Unsupervised
Multitask Learners, 2019. Attention: Vaswani et al., Attention Is All You Need,
2017. Simplified: tokens are characters, and there is no dropout.
"""

import torch
from torch import nn
from torch.nn import functional as F


class CausalAttention(nn.Module):
    """Each place of (B, L, D) looks at itself and at what came before."""

    def __init__(self, D, nh, context):
        super().__init__()
        self.nh = nh
        self.qkv, self.out = nn.Linear(D, 3 * D), nn.Linear(D, D)
        past = torch.ones(context, context)        # (context, context)
        past = past.tril().bool()                  # (context, context)
        self.register_buffer("past", past)

    def split(self, x):
        """Queries, keys and values, one matrix per head: (B, nh, L, D/nh)."""
        B, L, D = x.shape                          # (B, L, D)
        h = self.qkv(x)                            # (B, L, 3*D)
        h = h.view(B, L, 3, self.nh, D // self.nh) # (B, L, 3, nh, D/nh)
        return h.permute(2, 0, 3, 1, 4).unbind()   # each (B, nh, L, D/nh)

    def weigh(self, q, k):
        """How much each place takes from each place: (B, nh, L, L)."""
        B, nh, L, hd = q.shape                             # (B, nh, L, hd)
        scores = q @ k.mT / hd ** 0.5                      # (B, nh, L, L)
        future = ~self.past[:L, :L]                        # (L, L)
        scores = scores.masked_fill(future, float("-inf")) # (B, nh, L, L)
        return scores.softmax(dim=-1)                      # (B, nh, L, L)

    def forward(self, x):
        B, L, D = x.shape                          # (B, L, D)
        q, k, v = self.split(x)                    # each (B, nh, L, D/nh)
        y = self.weigh(q, k) @ v                   # (B, nh, L, D/nh)
        y = y.transpose(1, 2).flatten(2)           # (B, L, D)
        return self.out(y)                         # (B, L, D)


class Block(nn.Module):
    """Attention between places, then an MLP at each place: (B, L, D)."""

    def __init__(self, D, nh, context):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(D), nn.LayerNorm(D)
        self.attention = CausalAttention(D, nh, context)
        self.mlp = nn.Sequential(
            nn.Linear(D, 4 * D), nn.GELU(), nn.Linear(4 * D, D))

    def forward(self, x):
        B, L, D = x.shape                          # (B, L, D)
        h = self.norm1(x)                          # (B, L, D)
        x = x + self.attention(h)                  # (B, L, D)
        h = self.norm2(x)                          # (B, L, D)
        return x + self.mlp(h)                     # (B, L, D)


class GPT(nn.Module):
    """From ids (B, L) to logits (B, L, V) of the id that follows each."""

    def __init__(self, V, D, nh, depth, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(V, D)
        self.position = nn.Embedding(context, D)
        self.blocks = nn.Sequential(
            *[Block(D, nh, context) for _ in range(depth)])
        self.norm = nn.LayerNorm(D)
        self.head = nn.Linear(D, V, bias=False)
        for table in (self.token, self.position, self.head):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids):
        B, L = ids.shape                           # (B, L)
        at = torch.arange(L, device=ids.device)    # (L,)
        x = self.token(ids) + self.position(at)    # (B, L, D)
        x = self.blocks(x)                         # (B, L, D)
        x = self.norm(x)                           # (B, L, D)
        return self.head(x)                        # (B, L, V)

    def loss(self, ids):
        """How surprised it is by each next id: nats per character, ()."""
        logits = self(ids[:, :-1]).flatten(0, 1)
        return F.cross_entropy(logits, ids[:, 1:].flatten())

    @torch.no_grad()
    def generate(self, ids, n, temperature=1.0, k=20):
        """Write n more ids after (B, L), each drawn from the k likeliest."""
        for _ in range(n):
            logits = self(ids[:, -self.context:])[:, -1] / temperature
            least = logits.topk(k).values[:, -1:]
            logits = logits.masked_fill(logits < least, float("-inf"))
            drawn = torch.multinomial(logits.softmax(dim=-1), 1)
            ids = torch.cat([ids, drawn], dim=1)
        return ids


def main():
    B, L, V, D, nh = 2, 7, 31, 48, 4
    model = GPT(V, D, nh, depth=3, context=11)
    ids = torch.randint(V, (B, L))                 # (B, L)
    logits = model(ids)                            # (B, L, V)
    longer = model.generate(ids, n=9)              # (B, L+9)
    print(f"logits {tuple(logits.shape)}, loss {model.loss(ids):.2f}")
    print(f"from {tuple(ids.shape)} to {tuple(longer.shape)}")


if __name__ == "__main__":
    main()
