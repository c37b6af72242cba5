"""Drills of unsqueeze, squeeze and expand, answered by torch."""

from drill import drill

PAGE = "unsqueeze-squeeze-expand"
LINES = """
1 x(B, C): x.unsqueeze({0|1|-1|2|3})
1 x(B, 1, L): x.squeeze({1|0|-2|3|})
1 x(1, B, 1): x.squeeze({|0|-1|1})
1 x(B, C): x[{None|:, None|..., None|None, :, None}]
1 x(B, 1): x.expand({B, L|-1, L|L, B, -1|C, L})
1 x(B, C): x.{repeat(2, 1)|repeat(2, 3)|repeat(3, 1, 1)|repeat(2)}
1 x(C): x.expand({B, C|B, -1|C, B|-1, C})
2 x(B, C): x.unsqueeze(1).{expand(-1, L, -1)|unsqueeze(0)}
2 x(B, C): x.unsqueeze(1).{squeeze(0)|repeat(1, L, 1)}
2 x(B, C): x[:, None].{expand(B, L, C)|squeeze(1)|expand(-1, C, L)|mT}
2 x(B, 1, L): x.squeeze(1).{unsqueeze(2)|unsqueeze(0)}
2 x(B, 1, L): x.squeeze(1).{squeeze(1)|expand(C, -1, -1)}
2 x(B, C): x.unsqueeze(0).{unsqueeze(0)|unsqueeze(-1)}
2 x(B, C): x.unsqueeze(0).{expand(L, -1, -1)|flatten(0, 1)}
2 x(B, C): x{[..., None, None]|[:, None, :, None].squeeze()}
2 x(B, C): x[None].repeat(L, 1, 1)
2 x(1, C, 1): x.expand({B, -1, L).flatten(1)|B, C, L).view(-1)}
2 x(C): x.expand(B, C).{T|unsqueeze(1)|sum(0)|expand(-1, L)}
3 cls(1, 1, D): cls.{expand(B, -1, -1)|repeat(B, 1, 1)}
3 cls(1, 1, D): cls.{expand(B, D)|expand(L, B, 1, -1)}
3 mask(B, L) bool: mask{[:, None, None]|.unsqueeze(1).unsqueeze(2)|[..., None]}
3 mask(B, L) bool: mask[:, None, None].expand({-1, nh, L, -1|-1, nh, S, S})
3 scale(B, D): scale{.unsqueeze(1)|[:, :, None, None]}
3 scale(B, D): scale[:, None].expand(-1, L, -1)
3 t(B): t{[:, None].float()|.view(-1, 1, 1, 1)}
3 t(B): t{.expand(-1, D)|[:, None].expand(-1, D)}
3 pred(B, 1): pred.{squeeze(1)|squeeze(-1)}
3 pred(B, 1): pred.{squeeze(0)|expand(-1, K).unsqueeze(2)}
3 wave(B, T): wave{.unsqueeze(1)|.unsqueeze(1).squeeze(2)}
3 wave(B, T): wave{.expand(B, 1, T)|[None, 0]}
3 k(B, P, L, hd): k[:, :, None].expand(-1, -1, K, -1, -1){.flatten(1, 2)|.mT}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
