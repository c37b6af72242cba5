"""Drills of indexing and masks, answered by torch."""

from drill import drill

PAGE = "indexing-and-masks"
LINES = """
1 x(B, C, L): x[{0|:, 0|..., 0|0, 1|:, :, :1}]
1 x(B, C, 7): x[{..., 2:5|..., ::2|..., -2:|..., 5:99|..., 3:3}]
1 x(B, C, L): x[{0, 0, 0|99|:, None, 0|0:1, 0}]
1 x(B, C): x[{0, 0, 0|..., None|-1|:, -1:}]
1 x(B, C): x[torch.tensor([0, 1, 1{|, 0|, 0, 1, 0}])]
1 x(B, C): x[:, [0, 1{|, 0|, 1, 1|, 99}]]
1 x(B, C) bool: x.{any()|any(1)|sum().dtype|all(0)}
2 x(B, C, L): x[:, 0]{[..., None]|.unsqueeze(1)|[:, 1:]|[0, 0, 0]}
2 x(B, C, L): x[{0, :, None]|:, 0, None].mT|..., 0].T|:, :, 0, 0]}
2 x(B, C), i(L) int64: x[i{]|].unsqueeze(1)|, i]|[:, None]]}
2 x(B, C), mask(B) bool: x[mask{]|].mean(0)|][:, 0]|, 0]}
2 x(B, C), mask(B, C) bool: x[mask]{.dim()|.unsqueeze(0).dim()|[:, None].dim()}
2 x(B, C), mask(C) bool: x[{mask]|:, mask].sum(1)|..., mask, None]}
2 x(B, L), i(B, K) int64: x.gather({1, i)|1, i).mean(1)|2, i)}
2 x(B, L): x.{tril().mT|masked_fill(x > 0, 0)[None]|tril().tril()[:, 0]}
3 x(B, L, D): x[:, {0]|-1]|1:].mean(1)|-1:]}
3 x(B, L, D), i(B) int64: x[torch.arange(B), i{]|][:, None]|, 0]}
3 logits(B, L, V): logits[:, {-1]|-1:]|-1].argmax(-1)|-1].topk(1).indices}
3 s(B, nh, L, L), m(L, L) bool: s.masked_fill({m, 0)[0]|m[None], 0)[:, 0]}
3 s(B, nh, L, L), m(L, L) bool: s.masked_fill(m[0], 0)[..., 0]
3 s(B, nh, L, S), m(B, S) bool: s.masked_fill(m[:, None, None], 0)[:, 0]
3 s(B, nh, L, S), m(B, S) bool: s.masked_fill(m[:, None], 0)[:, 0]
3 s(B, nh, L, S), m(B, S) bool: s.masked_fill(m, 0)[:, 0]
3 w(V, D), ids(B, L) int64: w[ids]{|.mean(1)|.mT|[:, 0]}
3 x(B, P, D), i(B, K) int64: x.gather(1, i[..., None].expand(-1, -1, D)){|[0]}
3 x(B, P, D), i(B, K) int64: x.gather(1, i{[..., None])|)|[..., None]).mT}
3 p(B, L, V), ids(B, L) int64: p.gather({-1, ids[..., None])|-1, ids)}
3 x(B, L, D), keep(B, L) bool: x[keep]{.shape[1:]|.dim()|.mean(0)}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
