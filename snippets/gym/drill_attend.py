"""Drills of attention, answered by torch."""

from drill import drill

PAGE = "attention"
LINES = """
1 q(B, L, D), k(B, S, D): q @ k{.mT|.transpose(1, 2)|.transpose(0, 2)|.mT.mT}
1 w(B, L, S), v(B, S, D): {w @ v|v @ w|(w @ v)[0]|w.mT @ v}
1 q({L|S|B, L}, D), k(K, D): q @ k.T
1 x(B, L, D): x.view(B, L, {nh, hd|hd, nh}).transpose(1, 2)
1 s(B, nh, L, S): s.softmax(-1){.sum(-1)|[:, 0]|.sum(1)|[0, 0, 0]}
1 h(B, nh, L, hd): h.{transpose(1, 2)|flatten(2)|flatten(0, 1)|mT}
2 q(B, nh, L, hd), k(B, nh, S, hd): q @ k{.mT|.transpose(-1, -2)}
2 q(B, nh, L, hd), k(B, nh, S, hd): q @ k.transpose(1, 2)
2 q(B, nh, L, hd), k(B, nh, S, hd): (q @ k.mT).{softmax(-1)[0]|amax(-1)|mT}
2 s(L, S), m(L, S) bool: s.masked_fill({m, 0).sum(-1)|~m, 0)[None]|m.T, 0)}
2 x(B, L, D): (x @ x.mT).{softmax(-1)|softmax(-1) @ x.mT|sum((1, 2))}
2 q(B, L, D), k(B, S, D): F.scaled_dot_product_attention(q, k, k){.mT|[:, 0]}
2 q(B, L, D), k(B, S, D), v(B, S, K): F.scaled_dot_product_attention(q, k, v)
2 q(B, L, D), k(B, S, K): F.scaled_dot_product_attention(q, k, k)
2 x(B, L, D): nn.MultiheadAttention(D, nh)(x, x, x)[{0].mT|1]}
3 x(B, L, D): nn.MultiheadAttention(D, nh, batch_first=True)(x, x, x)[0].mean(1)
3 x(B, L, D): nn.MultiheadAttention(D, nh, batch_first=True)(x, x, x)[1]
3 x(B, L, D): nn.MultiheadAttention(D, hd + D, batch_first=True)(x, x, x)[0]
3 x(B, L, D): nn.MultiheadAttention(D, L + D, batch_first=True)(x, x, x)[0]
3 x(L, B, D), c(S, B, D): nn.MultiheadAttention(D, nh)(x, c, c)[1]
3 qkv(B, L, 3*D): qkv.view(B, L, 3, nh, hd).permute(2, 0, 3, 1, 4)
3 qkv(B, L, 3*D): qkv.view(B, L, 3, nh, hd).permute(2, 0, 3, 1, 4).unbind(0)[0]
3 qkv(B, L, 3*D): qkv.chunk(3, dim=-1)[0].view(B, L, nh, hd).transpose(1, 2)
3 w(B, nh, L, S), v(B, nh, S, hd): (w @ v).transpose(1, 2).flatten(2)
3 w(B, nh, L, S), v(B, nh, S, hd): (w @ v).transpose(1, 2).view(B, L, -1)
3 q(B, nh, L, hd), k(B, K, S, hd): {q @ k.mT|q @ k.repeat(1, nh, 1, 1).mT}
3 q(B, nh, L, hd), k(B, 1, S, hd): q @ k.mT
3 s(B, nh, L, S), m(B, S) bool: s.masked_fill(m[:, None, None], 0).sum(1)
3 s(B, nh, L, S), m(B, S) bool: s.masked_fill(m[:, None], 0).sum(1)
3 s(B, nh, L, L): s.masked_fill(torch.ones(L, L).triu(1).bool(), 0)[0]
3 s(B, nh, L, L): s.masked_fill(torch.ones(L, L).triu(1).bool(), 0).amax(-1)
3 s(B, nh, L, L), m(L, S) bool: s.masked_fill(m, 0)
3 q(B, nh, L, hd), k(B, nh, S, hd): F.scaled_dot_product_attention(q, k, k).mT
3 k(B, K, S, hd): k.repeat_interleave({2|nh}, dim=1)
3 past(B, nh, S, hd), k(B, nh, L, hd): torch.cat([past, k], dim={2)|1)|-2).mT}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
