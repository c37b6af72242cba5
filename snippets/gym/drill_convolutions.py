"""Drills of convolutions, answered by torch."""

from drill import drill

PAGE = "convolutions"
LINES = """
1 x(B, C, 28, 36): nn.Conv2d(C, K, 3{|, padding=1|, stride=2})(x)
1 x(B, C, 28, 36): nn.Conv2d(C, K, 3{, 2, 1|, padding="same"})(x)
1 x(B, C, 24, 40): nn.Conv2d(C, K, {5|4, 4|1|2, 2|8, stride=8|7, 1, 3})(x)
1 x(B, C, 20): nn.Conv1d(C, K, {3|5, padding=2|4, 2, 1|3, dilation=2|21})(x)
1 x({B, C, L|B, 9, 9|C, 10, 12}): nn.Conv2d(C, K, 3)(x)
1 : nn.Conv2d(C, K, {3|(5, 1)|1|3, bias=False}).weight.shape
1 x(B, C, 6, 10): nn.ConvTranspose2d(C, K, {2, 2|4, 2, 1|3|3, 2, 1})(x)
1 x(B, C, 5, 8, 9): nn.Conv3d(C, K, {3|(1, 3, 3)|2, stride=2})(x)
2 x(B, C, 16, 24): nn.Conv2d(C, K, 3, 2, 1)(x){.flatten(2)|.mean((2, 3))}
2 x(B, C, 16, 24): nn.Conv2d(C, K, 3, 2, 1)(x).flatten(1)
2 x(B, C, 18, 30): nn.Conv2d(C, K, {(3, 5)|3, (2, 3)|3, dilation=4|20})(x)
2 x(B, C, H, W): nn.Conv2d(C, K, 3, padding=1)(x).{mT|flatten(2)|amax(1)}
2 x(B, C, H, W): nn.Conv2d({K, C|C, 2 * C}, 1)(x).{mean(2)|movedim(1, -1)}
2 x(B, 8, H, W): nn.Conv2d(8, {16|12|8}, 3, padding=1, groups={4|8})(x)
2 : nn.{Conv2d(8, 16, 3, groups=4)|Conv1d(8, 16, 5)}.weight.shape
2 : nn.ConvTranspose2d(8, 16, 3).weight.shape
2 x(B, C, H, W): nn.ConvTranspose2d(C, K, 2, 2)(x).{flatten(2)|mT|mean(3)}
3 x(B, C, H, W): nn.Conv2d(C, D, ps, stride=ps)(x){|.flatten(2)|.flatten(2).mT}
3 x(B, C, H, W): nn.Conv2d(D, C, ps, stride=ps)(x)
3 x(B, C, H, W): nn.Sequential(nn.Conv2d(C, K, 1), nn.Conv2d({K|C}, V, 1))(x)
3 x(B, C, H, W): x + nn.Conv2d(C, {C|K}, 3, padding={1|0})(x)
3 wave(B, 1, T): nn.Conv1d(1, D, {3, padding=1|1}{)(wave)|)(wave[:, 0])}
3 wave(B, 1, T): nn.Conv1d(1, D, {3, padding=1|1})(wave).mT
3 x(B, T, C, H, W): nn.Conv2d(C, K, 1)(x{|.flatten(0, 1)|[:, 0]})
3 x(B, L, D): nn.Conv1d(D, K, 3, padding=1)(x{)|.mT)|.mT).mT|.mT)[..., 0]}
3 z(B, D, H, W): nn.ConvTranspose2d(D, C, ps, stride=ps)(z){|[:, :, 0]}
3 x(B, C, T, H, W): nn.Conv3d(C, D, (1, ps, ps), (1, ps, ps))(x){|.flatten(2)}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
