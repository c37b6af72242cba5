"""Drills of norms, embeddings and softmax, answered by torch."""

from drill import drill

PAGE = "norms-embeddings-softmax"
LINES = """
1 ids({L|B, L|B, C, L|}) int64: nn.Embedding(V, D)(ids)
1 ids(B, L){ int32| float32| int64| bool}: nn.Embedding(V, D)(ids).dtype
1 x({B, D|B, L, D|D|D, B}): nn.LayerNorm(D)(x)
1 x(B, L, D): nn.LayerNorm({(L, D)|L|[D]|(B, L)})(x)
1 x(B, D): nn.LayerNorm(D)(x){.mT|[0]|.unsqueeze(1)}
1 x({B, C, H, W|B, C, L|B, K, H, W}): nn.BatchNorm2d(C)(x)
1 x(B, C): x.softmax({0|-1|2}).sum({0|1})
1 ids(L) int64: F.one_hot(ids, V){|.dtype|.T}
2 ids(B, L) int64: nn.Embedding(V, D)(ids){.mean(1)|.mT|[:, 0]|.flatten(1)}
2 ids(B, L) int64: nn.Embedding(V, D)(ids{[0]|[..., None]|.T|.float()})
2 x(B, C, H, W): nn.LayerNorm(C)(x{|.movedim(1, -1)|.flatten(2).mT|.mT})
2 x(B, 8, H, W): nn.GroupNorm({4|3|8}, 8)(x).{mT|flatten(2)}
2 x(B, C, L): nn.{BatchNorm1d(C)|LayerNorm(L)}(x).mean(1)
2 x(B, C, L): nn.{BatchNorm1d(L)|GroupNorm(1, C)}(x).mean(1)
2 x(B, C): F.normalize({x.T, dim=0)|x)[None]|x, dim=2)}
2 ids(B, L) int64: F.one_hot(ids, V){.sum(1)|.float() @ torch.ones(V, D)|.mT}
2 x(B, L, V): x.{log_softmax(-1)[:, -1]|softmax(1).mT|softmax(-1).amax(-1)}
3 ids(B, L) int64: nn.Embedding(V, D)(ids) + nn.Embedding(L, D)(torch.arange(L))
3 ids(B, L) int64: nn.Embedding(V, D)(ids) + nn.Embedding(L, D)(torch.rand(L))
3 y(B) int64: nn.Embedding(K + 1, D)(y){|[:, None]|[:, :, None, None]}
3 x(B, C, H, W): nn.GroupNorm(1, C)(x){.flatten(2).mT|.mean((2, 3))}
3 x(B, L, D), w(V, D): nn.LayerNorm(D)(x) @ w{.T|}
3 s(B, nh, L, S): s.softmax(-1){.sum(-1)|.mean(1)|[:, 0]}
3 x(B, L, D): nn.LayerNorm(D)(x[:, {0]|-1:]|0].T}) @ torch.ones(D, K)
3 x(B, P, D): nn.LayerNorm(D)(x){.mean(1)|[:, 0]|.mT.view(B, D, P, 1)}
3 x(B, D, P): nn.LayerNorm(D)({x)|x.mT)|x.mT).mT[:, 0]}
3 logits(B, V): logits.softmax(-1).{multinomial(1)|multinomial(1)[0]}
3 logits(B, V): logits.softmax(-1).argmax(1)[None]
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
