"""Drills of making tensors, answered by torch."""

from drill import drill

PAGE = "make-tensors"
LINES = """
1 : torch.arange({8|2, 9|1, 10, 3|10, 0, -2|0, 1, 0.25|5, 2})
1 : torch.tensor({[[7, 8, 9], [4, 5, 6]]|[[7, 8, 9]]|[[7, 8], [9]]|7})
1 : torch.tensor({[7, 8]|[7, 8.5]|[True, False]|[7, True]}).dtype
1 : torch.{arange(L)|arange(0, 1, 0.25)|ones(L)|ones(L, dtype=torch.long)}.dtype
1 x(B, C, L): torch.{zeros_like(x[0])|rand_like(x).mT|ones_like(x)[:, :, 0]}
1 : torch.{eye(L)|ones(B, C).T|zeros(L, B).flatten()|rand(B, C)[None]}
1 : torch.{ones(B, C, L).shape[1:]|rand(-B, C)|empty(0, L).T}
2 : torch.arange(B * C).reshape({C, B|B, -1|-1, 1, C|B, B + C})
2 : torch.{arange(L)[:, None]|linspace(0, 1, L).repeat(B, 1)|eye(L)[None, :2]}
2 : torch.arange(L).expand({B, -1|B, L, 1|1, -1|B, C, L})
2 : torch.{full((L, B), 7.0).T|rand(L, B).triu().mT|zeros(B, C)[..., None]}
2 : torch.stack([torch.arange(L), torch.{arange(L) + 1|zeros(L)|arange(B)}])
2 x(B, L, D): torch.zeros({x.shape[:2]|x.shape[-1]|x.size(1), 1|x.shape[3]})
2 : ({torch.rand(B) > 0.5|torch.arange(L) / 2|torch.arange(L) // 2}).dtype
3 x(B, L, D): torch.arange({L)[None]|L, device=x.device)[:, None]}
3 x(B, L, D): torch.arange(L).view(1, -1)
3 : torch.zeros(1, 1, D).expand({B, -1, -1|B, L, -1|L, -1})
3 : torch.ones(L, L).tril().{bool()[None, None]|bool().dtype|view(1, 1, L, L)}
3 x(B, C, H, W): torch.rand(B){[:, None, None, None]|.view(-1, 1, 1, 1)|} * x
3 x(B, L, D): torch.{randn_like(x[:, 0])|zeros_like(x, dtype=torch.long).dtype}
3 : torch.randint(0, V, (B, L)){[:, :-1]|.float().mean(1)|.T|.dtype|.mean()}
3 : torch.outer(torch.arange(L), torch.arange(D)){.cos()[None]|.unsqueeze(1)}
3 : torch.full((L, L), float("-inf")).triu(1){[None, :]|.unsqueeze(1)}
3 : torch.linspace(1, 0, K + 1){[:-1]|[1:, None]|.view(B, K)}
3 : (torch.randn(B, D) * {torch.rand(D)|torch.rand(B, 1)|torch.rand(B)}).T
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
