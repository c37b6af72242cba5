"""Drills of view, reshape and flatten, answered by torch."""

from drill import drill

PAGE = "view-reshape-flatten"
LINES = """
1 x(B, C, L): x.flatten({|1|0, 1|-2|3})
1 x(B, C, H, W): x.flatten({2|1|1, 2|0, 2})
1 x(B, C, L): x.reshape({B, -1|-1, L|C, -1|-1})
1 x(B, C, L): x.view({B * C, L|L, C * B|B, C + L|-1, B, -1})
1 x(B, D): x.view(B, {nh, D // nh|-1, nh|nh, -1|nh, hd + 1})
1 x(D): x.{unflatten(0, (nh, hd))|view(nh, -1)|reshape(-1, 1, hd)}
1 x(B, C, L): x.{numel()|dim()|view(-1).dim()|flatten(1).size(1)}
2 x(B, C, H, W): x.flatten(2).{flatten(1)|mean(-1)}
2 x(B, C, H, W): x.flatten(2).{transpose(1, 2)|permute(2, 0, 1)}
2 x(B, L, D): x.reshape(B, L, nh, hd).{transpose(1, 2)|flatten(0, 2)|mT}
2 x(B, L, D): x.reshape(B, L, hd, nh){[0]|.mean(1)}
2 x(B, L, D): x.reshape(B, L, hd, nh){[..., 0]|.view(B, L, nh + hd)}
2 x(B, C, L): x.transpose(1, 2).{view(B, -1)|reshape(B, -1)|flatten(1)}
2 x(B, C, L): x.mT.contiguous().view({B, -1|-1, C|-1})
2 x(B, C, L): x[:, :, 0].{view(-1)|reshape(-1)|flatten(1)}
2 x(B, C, L): x[0].{view(-1)|flatten(0, 1)|view(-1, C, 1)|view(C, L, B)}
2 x(B, C, H, W): x.mT.{flatten(2)|flatten(1, 2)}
2 x(B, C, H, W): x.mT.{reshape(B, -1, H)|view(B, C, -1)}
3 x(B, L, 3*D): x.reshape(B, L, 3, nh, hd){.permute(2, 0, 3, 1, 4)|[:, :, 0]}
3 x(B, L, 3*D): x.view(B, L, 3, {nh, D)|hd, nh).sum(2)|D).unbind(2)[0]}
3 h(B, nh, L, hd): h.transpose(1, 2).{flatten(2)|reshape(B, L, -1)}
3 h(B, nh, L, hd): h.transpose(1, 2).view(B, L, -1)
3 x(B, D, H, W): x.flatten(2).mT.{mT.view(B, D, H, W)|mean(1)|flatten(1)}
3 x(B, C, H, W): x.view(B, C, H // ps, ps, -1){.transpose(2, 3)|[..., :ps]}
3 x(B, C, H, W): x.reshape(B, C, H // ps, ps, W // ps, ps).mean((3, 5))
3 x(B, C, H, W): x.reshape(B, C, H // ps, ps, W // ps, ps).amax(5)
3 logits(B, L, V): logits.{view(-1, V)|flatten(0, 1)}
3 logits(B, L, V): logits.{reshape(B * L, -1)|view(V, -1).T}
3 x(B, T, C, H, W): x.{flatten(0, 1)|flatten(3).mT}
3 x(B, T, C, H, W): x.{view(B * T, C, -1)|flatten(2)}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
