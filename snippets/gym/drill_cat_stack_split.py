"""Drills of cat, stack, chunk and split, answered by torch."""

from drill import drill

PAGE = "cat-stack-chunk-split"
LINES = """
1 x(B, C), y(B, L): torch.cat([x, y], dim={1|-1|0|2})
1 x(B, C), y(L, C): torch.cat([x, y]{|, dim=0|, dim=-2|, dim=1})
1 x(B, C), y(B, C): torch.stack([x, y]{|, dim=1|, dim=-1|, dim=3})
1 x(B, C), y(B, C): torch.{cat([x, y, x])|cat([x, y], 1)|stack([x, y, x], 2)}
1 x(B, C), y(B, L): torch.{stack([x, y])|stack([x, x, x])}
1 x(B, C), y(B, L): torch.{hstack([x, y])|vstack([x, y])}
1 x(12, B): x.{chunk(3)[0]|chunk(5)[0]|split(5)[-1]|split(4)[1]}
1 x(B, 7): x.{chunk(3, 1)[0]|chunk(3, 1)[-1]}
1 x(B, 7): x.{split([2, 5], 1)[1]|split([3, 3], 1)[0]}
1 x(7, B): len(x.{chunk(3)|chunk(5)|split(3)|unbind()})
2 x(B, L, D), y(B, P, D): torch.cat([x, y], dim=1){[:, :L]|.mT}
2 x(B, L, D), y(B, P, D): torch.cat([x, y], dim=1){.mean(1)|.flatten()}
2 x(B, L), y(B, L): torch.stack([x, y], dim=1){.flatten(1)|.sum(1)|[0]|.mT}
2 x(B, L, D): torch.{cat([x, x[:, :1]], 1)|cat([x, x[:, 0]], 1)|cat([x, x], -1)}
2 x(B, 24): x.chunk(3, dim=-1)[0].{unsqueeze(1)|T|view(B, 2, 4)}
2 x(B, L, D): x.unbind({1)[0]|0)[0].T|-1)[0].unsqueeze(0)}
2 x(B, L, 16): torch.cat(x.chunk(2, dim=-1), dim={0)|1)|-1).flatten(1)}
2 x(B, C), y(B): torch.cat([x, y{[:, None]], dim=1|], dim=1|[None]], dim=0})
3 cls(1, 1, D), x(B, P, D): torch.cat([cls.expand(B, -1, -1), x], dim={1|0|2})
3 cls(1, 1, D), x(B, P, D): torch.cat([cls, x], dim={1|0})
3 h(B, C, H, W), skip(B, K, H, W): torch.cat([h, skip], dim={1|0|1).flatten(2})
3 x(B, L, 3*D): x.{chunk(3, -1)[1]|chunk(3, -1)[3]}
3 x(B, L, 3*D): x.{split(D, -1)[2]|split(D, 1)[0]}
3 x(B, C, H, W): torch.{cat([x, x.flip(3)])|stack([x, x.flip(3)])}
3 x(B, C, H, W): torch.cat([x, x.mT], 1)
3 mean(B, D), logvar(B, D): torch.cat([mean, logvar], {-1)|1).chunk(2, 1)[0]|2)}
3 ids(B, L) int64, new(B) int64: torch.cat([ids, new{[:, None]], 1)|], 1)}
3 ids(B, L) int64, new(B, 1) int64: torch.cat([ids, new], 1)[:, {-L:|1:|-1}]
3 t(B, D): torch.cat([t.sin(), t.cos()], {dim=-1|dim=0|dim=1).unsqueeze(1})
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
