"""Drills of pad, pool and resize, answered by torch."""

from drill import drill

PAGE = "pad-pool-resize"
LINES = """
1 x(B, C, 8, 11): F.max_pool2d(x, {2|3|3, stride=1|3, 2, 1|9})
1 x(B, C, 9, 12): F.avg_pool2d(x, {3|2|(1, 4)|2, ceil_mode=True})
1 x(B, C, L): F.pad(x, ({1, 1|0, 3|2, 2, 1, 0|-1, 0|1, 2, 3}))
1 x(B, C, 5, 7): F.pad(x, ({1, 1|1, 1, 2, 2|0, 0, 0, 0, 1, 1|0, 3, 0, 1}))
1 x(B, C, 6, 10): F.interpolate(x, {scale_factor=2|size=(3, 4)})
1 x(B, C, 6, 10): F.interpolate(x, {scale_factor=0.5|size=9})
1 x(B, C, 6, 10): F.adaptive_avg_pool2d(x, {1|(3, 2)|(None, 4)})
1 x(B, C, 14): F.{max_pool1d(x, 2)|avg_pool1d(x, 4)}
1 x(B, C, 14): F.{max_pool2d(x, 2)|adaptive_avg_pool1d(x, 4)}
1 x({C, 8, 10|10|B, C}): F.max_pool2d(x, 2)
2 x(B, C, H, W): F.adaptive_avg_pool2d(x, 1){.flatten(1)|.squeeze()|[..., 0]}
2 x(B, C, H, W): F.interpolate(x, scale_factor=2).{flatten(2)|mT|mean(1)}
2 x(B, C, L): F.pad(x, (1, {1)).mT|0))[:, 0]|1, 1, 1)).flatten(1)|1, 1)).sum(1)}
2 x(B, C, 10, 14): F.max_pool2d(F.avg_pool2d(x, 2), {2|3|6})
2 x(B, L): F.{pad(x, (1, 0))[:, :-1].mT|pad(x, (0, 1))|one_hot(x.long()).dtype}
2 x(B, C, 12, 20): F.interpolate(F.max_pool2d(x, {3|4}), scale_factor=2)
2 x(B, C, H, W): F.interpolate(x, size={H|(W, H)|(H, H)|(1, 1)})
3 x(B, C, H, W), s(B, K, 2*H, 2*W): torch.cat([x.tile(1, 1, 2, 2), s], {1|0})
3 x(B, C, H, W): F.interpolate(x, scale_factor=2, mode="bilinear")
3 x(B, C, H, W): F.interpolate(x[:, :, None], scale_factor=2, mode="bilinear")
3 x(B, C, H, W): F.interpolate(x[0], scale_factor=2, mode="bilinear")
3 x(B, C, H, W): F.unfold(x, ps, stride=ps){|.mT|[0]}
3 x(B, C, H, W): F.pixel_{shuffle(x.repeat(1, 4, 1, 1), 2)|unshuffle(x, ps)}
3 ids(B, L) int64: F.pad(ids, (0, {1))|P))|-1))[:, 1:]}
3 x(B, L, D): F.pad(x, ({0, 0, 1, 0)|1, 0)|1, 0, 0, 0, 0, 0, 1, 0)})[:, 1]
3 x(B, L, D): F.adaptive_avg_pool1d(x{.mT, 1)|.mT, K).mT|, 1)[..., 0]}
3 pos(1, P, D): F.interpolate(pos.mT, size=L){|.mT|[0]}
3 x(B, C, H, W): F.pad(x, {(1, 1, 1, 1)|(1, 1, 1, 1), mode="reflect"|(0, 1)})
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
