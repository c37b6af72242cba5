"""Drills of reductions and math, answered by torch."""

from drill import drill

PAGE = "reductions-and-math"
LINES = """
1 x(B, C, L): x.sum({|0|1|-1|3})
1 x(B, C, L): x.mean({dim=1, keepdim=True|dim=(0, 2)|dim=-1, keepdim=True})
1 x(B, C): x.{argmax(1)|argmax()|max()|argmax(0, keepdim=True)}
1 x(B, C): x.max({0).values|1).indices|dim=1, keepdim=True).values|2).values}
1 x(B, C): x.{cumsum(1)|sort(0).values|std(1)|var(0, keepdim=True)}
1 x(B, C) int64: x.{sum().dtype|mean()|float().mean().dtype|prod(1)}
1 x(B, C) bool: x.{sum(1)|sum().dtype|float().sum().dtype|mean()}
1 x(B, 9): x.topk({3).values|5, dim=1).indices|10).values}
2 x(B, C, L): x.{mean(1).mean(1)|sum(0).T|amax(2).amax(1)|mean(0).sum(2)}
2 x(B, C, L): x.flatten(1).{mean(0)|sum(1)|argmax(-1)|std(1, keepdim=True)}
2 x(B, C, L): (x - x.mean({0)|-1)|-1, keepdim=True)|(0, 1))}).mT
2 x(B, C): x.{softmax(0).sum(0)|softmax(-1).sum(-1)|exp().sum()|softmax(2)}
2 x(B, C): (x > 0){.sum()|.float().mean(1)|.mean()|.any(1).dtype}
2 x(B, C, L): x.{norm(dim=1)|norm()|norm(dim=2, keepdim=True)|logsumexp(0)}
2 x(B, C), y(B, C): torch.{maximum(x, y).amax(0)|where(x > y, x, y)[0]}
2 x(B, C), y(B, C): torch.max(x, 1)[1]
3 x(B, C, H, W): x.mean({(2, 3)|(2, 3), keepdim=True|1|(1, 2, 3)})
3 x(B, L, D): x.pow(2).mean(-1{|, keepdim=True}).rsqrt()
3 x(B, L, D), m(B, L): (x * m[..., None]).sum(1){| / m.sum(1)}
3 x(B, L, D), m(B, L): (x * m[..., None]).sum(1) / m.sum(1, keepdim=True)
3 logits(B, K), y(B) int64: (logits.argmax(1) == y){|.float().mean()}
3 logits(B, K), y(B) int64: (logits.argmax(1) == y).sum().dtype
3 logits(B, L, V): logits{[:, -1].argmax(-1)|.argmax(-1)}
3 logits(B, L, V): logits{.softmax(-1)[:, 0]|.amax(1)}
3 x(B, D), y(K, D): (x[:, None] - y).pow(2).sum({-1|-1).argmin(1|1|2).sqrt(})
3 mean(B, D), logvar(B, D): (mean**2 + logvar.exp()).sum({1|1).mean(|2})
3 image(B, C, H, W): image.flatten(1).{std(1)|amax(1)[:, None]|mean(0).dtype}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
