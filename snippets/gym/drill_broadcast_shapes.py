"""Drills of broadcasting, answered by torch."""

from drill import drill

PAGE = "broadcasting"
LINES = """
1 x(B, 1), y({C|1, C|C, B|L, 1, C}): x + y
1 x(B, C), y({B|L, 1, 1|L, B, 1|C, B}): x + y
1 x(B, 1, L), y({C, 1|C, L|B, C, 1|1, C, 1|B, L}): x * y
1 x(B, C, L), y({K, 1, 1, 1|B, C|1, L, C}): x - y
1 x(B, 1, C, 1), y({L, 1, K|C, K|B, K, 1, L}): x * y
1 : torch.broadcast_shapes({(8, 1, 6), (7, 1)|(2, 3), (3, 2)})
1 : torch.broadcast_shapes({(5,), (4, 1)|(), (6,)})
1 x(B, C) {int64|bool|float64|uint8}: (x + 1).dtype
1 x(B) {int64|bool|float16}: (x / 2).dtype
2 x(B, C), y(B): x{ - y[:, None]| - y| * y[:, None, None]|.T + y}
2 x(B, C): x - x.mean({1|0|1, keepdim=True|0, keepdim=True})
2 x(B, 1), y(B): {x - y|(x - y).mean()|x.squeeze(1) - y|x - y[:, None]}
2 x(B), y(C): {x[:, None] * y|x + y|x[:, None] - y[None]|x * y[:, None]}
2 x(B, D), y(L, D): {x[:, None] - y|(x[:, None] - y).sum(-1)}
2 x(B, D), y(L, D): {x - y[:, None]|x - y}
2 x(B, C, H, W), y(C): x * y{|[:, None, None]|.view(1, C, 1, 1)|[:, None]}
2 x(B, C, L), y(B, L): x + y{|[:, None]|[None]|.unsqueeze(-1)}
2 x(B, 1, L), y(C, 1): {x + y|(x + y).sum(1)|(x + y).flatten(1)|(x + y)[:, 0]}
2 x(L, 1), y(1, D): {x * y|(x * y)[None]|x * y.T|x * y[0]}
3 x(B, L, D), shift(B, D): x + shift{|[:, None]|.unsqueeze(-1)}
3 x(B, L, D), w(D): (x * x.pow(2).mean(-1{, keepdim=True|}) * w).mT
3 x(B, C, H, W), t(B): x * {t|t.view(-1, 1, 1, 1)|t[:, None]}
3 x(B, L, D), pos({1, L, D|L, D|B, D|L, 1, D}): x + pos
3 s(B, nh, L, S), m({L, S|B, 1, 1, S|B, S|B, L, S}): s + m
3 t(B), f(D): t{[:, None] * f[None]| * f|[:, None] * f|[..., None, None] * f}
3 x(B, T), pred(B), y(B, 1): {pred - y|(pred - y).mean()|pred[:, None] - x}
3 q(L), k(S): {q[:, None] >= k|q[:, None] - k[None]|q[None] - k[:, None]|q >= k}
3 image(C, H, W), mean(B, C): image - mean{|[:, :, None, None]|[:, None]}
3 x(B, L, D), y(S, D): {x[:, :, None] - y|x[:, :, None] * y[:, None]}
3 x(B, nh, 1, hd), y(L, 1): x{ * y| - y[None]|.mT * y.mT}
3 a(B, C, 1, 1), b(1, K): {a + b|(a + b).flatten(1)|(a * b).sum(1)}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
