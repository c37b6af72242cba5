"""Drills of losses and sampling, answered by torch."""

from drill import drill

PAGE = "losses-and-sampling"
LINES = """
1 x(B, K), y({B|B, 1|K}) int64: F.cross_entropy(x, y)
1 x(B, C), y(B, C): F.mse_loss(x, y{)|, reduction="none").mT}
1 x(B, K), y(B){ int64| float32| int32}: F.cross_entropy(x, y, reduction="none")
1 x(B, K): x.{argmax(1)|argmax(-1, keepdim=True)|max(1).values|topk(2).indices}
1 p(B, V): torch.multinomial(p, {1|2|3, replacement=True|99})
1 p(V): torch.multinomial(p, 1)[{None|0}]
1 x(B), y(B): F.{l1_loss(x, y)|mse_loss(x, y)}
1 x(B), y(B): F.binary_cross_entropy_with_logits(x, y)
2 x(B, K), y(B) int64: {F.cross_entropy(x, y).item()|(x.argmax(1) == y).sum()}
2 x(B, K), y(B) int64: F.nll_loss(x.log_softmax(1), y{|, reduction="none"})
2 x(B, K), y(B) int64: x{[torch.arange(B), y]|.gather(1, y[:, None])}
2 x(B, K), y(B) int64: x.gather(1, y)
2 x(B, C, L), y(B, L) int64: F.cross_entropy(x, y{)|, reduction="none").mean(0)}
2 x(B, C, L), y(B, L) int64: F.cross_entropy(x, y.T)
2 x(B, L, V), y(B, L) int64: F.cross_entropy(x{, y)|.mT, y)}
2 x(B, L, V), y(B, L) int64: F.cross_entropy(x.flatten(0, 1), y.flatten())
2 x(B, 1), y(B): {(x - y).pow(2)|(x - y).pow(2).mean()|x.squeeze(1) - y[None]}
2 x(B, C, H, W), y(B, H, W) int64: F.cross_entropy({x, y|x.flatten(2), y})
2 p(B, V): p.softmax(-1).{multinomial(1)|cumsum(-1).mT|topk(1).values.sum(-1)}
3 logits(B, L, V): logits[:, -1].{softmax(-1).multinomial(1)|argmax(-1)}
3 logits(B, L, V): logits[:, -1].topk(2)[0].mT
3 x(B, L, V), ids(B, L) int64: F.cross_entropy(x.view(-1, V), ids{.view(-1)|})
3 logits(B, L, V): logits[:, :-1].{flatten(0, 1)|argmax(-1)|mT}
3 ids(B, L) int64: ids[:, 1:]{|.flatten()|[0]}
3 mean(B, D), std(B, D): mean[:, None] + std[:, None] * torch.randn(K, D)
3 mean(B, D), std(B, D): mean + std * torch.randn({K, B, D|D|B, K})
3 mean(B, D), logvar(B, D): (mean.pow(2) + logvar.exp() - 1 - logvar).sum(1)
3 mean(B, D), logvar(B, D): (mean.pow(2) + logvar.exp() - 1 - logvar).mean()
3 a(B, D), b(B, D): F.cross_entropy({a @ b.T|a @ b}, torch.arange(B))
3 a(B, D), b(K, D): F.cross_entropy(a @ b{.T|}, torch.arange(B) % K)
3 a(B, D), b(B, D): F.cosine_similarity(a, b)
3 a(B, D), b(B, D): F.cosine_similarity(a[:, None], b, -1)
3 x(B, C, H, W), y(B, C, H, W): F.mse_loss(x, y)
3 x(B, C, H, W), y(B, C, H, W): (x - y).pow(2).mean((1, 2, 3))
3 t(B), x(B, D): {t * x|t[:, None] * x.mean(0)[None, :, None]|t @ x}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
