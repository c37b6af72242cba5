"""Drills of transpose and permute, answered by torch."""

from drill import drill

PAGE = "transpose-permute"
LINES = """
1 x(B, C, L): x.transpose({0, 1|1, 2|-1, 0|1, 3})
1 x(B, C, H, W): x.transpose({1, 3|-1, 1|2, -2|0, -4})
1 x(B, C, L): x.permute({2, 0, 1|0, 2, 1|1, 2|0, 1, 1|-1, 0, 1})
1 x(B, C, H, W): x.permute({0, 2, 3, 1|3, 0, 1, 2|1, 0, -1, -2|0, 2, 3})
1 x(B, C, L): x.{mT|swapaxes(0, 2)|movedim(0, 2)|t()}
1 x(B, C): x.{T|mT|t()|transpose(1, 2)}
2 x(B, C, L): x.transpose(1, 2).{transpose(0, 1)|flatten(1)|unsqueeze(1)|mT[0]}
2 x(B, C, H, W): x.permute(0, 2, 3, 1).{flatten(1, 2)|transpose(1, 2)}
2 x(B, C, H, W): x.permute(0, 2, 3, 1).flatten(2)
2 x(B, C, H, W): x.permute(1, 0, 2, 3){.permute(1, 0, 3, 2)|.mT}
2 x(B, C, H, W): x.permute(1, 0, 2, 3){.flatten(0, 1)|[0]}
2 x(B, L, D): x.mT.{is_contiguous()|mT.is_contiguous()}
2 x(B, C, L): x.transpose(0, 2).{view(L, -1)|reshape(L, -1)}
2 x(B, C, L): x.transpose(0, 2).contiguous().view(-1, B)
2 x(B, C, L): x.movedim({0, -1)|2, 0).mT|1, 0)[None]|0, 3)}
2 x(B, C, L): x.transpose(1, 2){[:, 0]|[0].T|[..., None]|.permute(1, 2)}
3 x(B, L, D): x.view(B, L, nh, hd).{transpose(1, 2)|permute(2, 0, 1, 3)}
3 x(B, L, D): x.view(B, L, nh, hd).transpose(1, 4)
3 q(B, nh, L, hd): q.{transpose(-2, -1)|permute(0, 2, 1, 3)}
3 q(B, nh, L, hd): q.transpose(1, 2).flatten(2)
3 image(H, W, C): image.permute({2, 0, 1)|2, 0, 1)[None]|2, 0)}
3 x(B, C, H, W): x.flatten(2).{transpose(1, 2)|permute(2, 0, 1)}
3 x(B, C, H, W): x.flatten(2).permute(0, 2, 3, 1)
3 x(B, H, W, C): x.{permute(0, 3, 1, 2)|movedim(-1, 1).flatten(2)}
3 x(B, H, W, C): x.transpose(1, 3)
3 x(B, T, C, H, W): x.{transpose(1, 2)|permute(0, 2, 1, 3, 4)[0]}
3 x(B, T, C, H, W): x.permute(0, 2, 3, 4)
3 x(L, B, D): x.transpose(0, 1).{flatten(1)|mean(1)|view(B, L * D)|mT}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
