"""Drills of @, bmm, Linear and einsum, answered by torch."""

from drill import drill

PAGE = "matmul-bmm-linear-einsum"
LINES = """
1 x(B, C), y({C, L|L, C|B, C|C}): x @ y
1 x(B, L, D), y({D, K|D|B, D, K|K, D}): x @ y
1 x({C|B, C|L, B, C}), y(C, K): x @ y
1 x(B, C, L), y({B, L, K|L, K|C, L, K}): torch.bmm(x, y)
1 x({B, C|C|B, L, C|C, B}): nn.Linear(C, K)(x)
1 x(C), y({C|L}): {x @ y|torch.dot(x, y)|torch.outer(x, y)}
1 x(B, L), y(B, D): torch.einsum("{bl,bd->ld|bl,bd->bld}", x, y)
1 x(B, L), y(B, D): torch.einsum("{bl,bd->d|bl,ld->bd}", x, y)
1 : nn.Linear(C, K).{weight|bias|weight.T}.shape
2 x(B, L, D), y(B, S, D): x @ y{.mT|.transpose(1, 2)|.transpose(0, 1)|}
2 x(B, C), y(C, L): (x @ y){.T|.sum(0)|[:, None]|@ x}
2 x(B, L, D): {x @ x.mT|x.mT @ x|(x.mT @ x)[0]|x @ x}
2 x(B, L, D): nn.Linear(D, K)(x{)|).mean(1)|[:, 0])|.mT)}
2 x(B, C, L), y(B, L, K): torch.bmm(x, y){.mT|[0]|.sum(1)|.flatten(1)}
2 x(B, nh, L, hd), y({hd, K|nh, hd, K|B, hd, K}): x @ y
2 x(B, C), w(K, C), b(K): {F.linear(x, w, b)|x @ w.T + b}
2 x(B, C), w(K, C), b(K): {x @ w + b|F.linear(x, w).T}
2 x(B, L, D), y(S, D): torch.einsum("{bld,sd->bls|bld,sd->bs}", x, y)
2 x(B, L, D), y(S, D): torch.einsum("bld,sd->lsb", x, y)
3 q(B, nh, L, hd), k(B, nh, S, hd): q @ k{.mT|.transpose(-2, -1)}
3 q(B, nh, L, hd), k(B, nh, S, hd): q @ k{.transpose(1, 2)|}
3 w(B, nh, L, S), v(B, nh, S, hd): (w @ v){|.transpose(1, 2).flatten(2)|.mT}
3 x(B, P, D), w(D, P): (x @ w).{softmax(1)|diagonal(dim1=1, dim2=2)|mT @ x}
3 q(B, nh, L, hd), k(B, nh, S, hd): torch.einsum("bhld,bhsd->bhls", q, k)
3 q(B, nh, L, hd), k(B, nh, S, hd): torch.einsum("bhld,bhsd->bhl", q, k)
3 a(B, D), t(K, D): {a @ t.T|a @ t|(a @ t.T).argmax(1)|t @ a.T}
3 x(B, L, D): nn.Linear(D, 3 * D)(x){|.chunk(3, -1)[0]|.view(B, L, 3, nh, hd)}
3 x(B, L, D): nn.Sequential(nn.Linear(D, {4 * D|K}), nn.Linear(4 * D, V))(x)
3 x(B, C, H, W): nn.Linear({C, D)(x.movedim(1, -1)|C, D)(x|W, D)(x})
3 x(B, C, H, W): nn.Linear(C * H * W, K)(x{|.flatten(1)|.flatten()})
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
