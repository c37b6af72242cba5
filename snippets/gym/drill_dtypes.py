"""Drills of dtypes, answered by torch."""

from drill import drill

PAGE = "device-and-dtype"
LINES = """
1 x(B) {int64|bool|uint8|float16}: (x + {1|1.5}).dtype
1 x(B) {int64|bool|int32}: (x / 2).dtype
1 x(B) {int64|bool|float16|int32}: x.{sum()|cumsum(0)}.dtype
1 x(B) {int64|bool|float64}: x.mean().dtype
1 x(B) float32: x.{long()|half()|double()|bool()|int()}.dtype
1 x(B) float32: {(x > 0)|x.argmax()|x.round()|(x == x)}.dtype
1 x(B) {int64|bool|uint8}: {(-x)|(~x)}.dtype
1 : torch.{tensor(1)|tensor(1.0)|arange(3)|zeros(3)|tensor([True])}.dtype
2 x(B) int64, y(B) {float16|bool|int32|uint8}: (x + y).dtype
2 x(B) float16, y(B) {float32|float64|int64|bool}: (x * y).dtype
2 x(B, C) float16, y(C, L) {float32|float16|int64}: (x @ y).dtype
2 x(B) float32, y() float64: (x + y).dtype
2 x(B) {float32|int64}, y(1) float64: (x + y).dtype
2 x(B) uint8: {(x * 2)|(x / 255)|(x.float() / 255)|(x - 1.0)}.dtype
2 x(B) bool: {x.sum()|x.float().mean()|(x * 1)|(x & x)|(x + x)}.dtype
2 x(B) int64: torch.{sqrt(x)|where(x > 0, x, 0.0)}.dtype
2 x(B) int64: torch.{cat([x, x.float()])|softmax(x, 0)}.dtype
2 x(B) {int64|float64}: torch.{zeros_like(x)|rand_like(x)|ones(3)}.dtype
3 x(B, D) {float16|float64|int64}: nn.Linear(D, K)(x).dtype
3 x(B, D) {float16|float64}: nn.Linear(D, K, dtype=torch.float64)(x).dtype
3 x(B, D) float32: nn.Linear(D, K, dtype=torch.float64)(x).dtype
3 x(B, D): nn.Linear(D, K)(x).{argmax(-1)|double()|softmax(-1)|half()}.dtype
3 ids(B, L) {int64|int32|float32}: nn.Embedding(V, D)(ids).dtype
3 image(C, H, W) uint8: {(image / 255)|(image.float() - 127.5)}.dtype
3 image(C, H, W) uint8: (image // 2).dtype
3 t(B) int64: (t[:, None] * torch.rand(D{|).double(|).half(}){[None]|}).dtype
3 t(B) int64: (t.float() * torch.rand(D{|).double(|).half(}){[None]|}).dtype
3 q(B, L, D) float16: (q @ q.mT).{softmax(-1)|float().softmax(-1)}.dtype
3 q(B, L, D) float16: (q @ q.mT).argmax(-1).dtype
3 x(B, K), y(B) {int64|float32}: F.cross_entropy(x, y).dtype
3 x(B, K), y(B) int64: (x.argmax(1) == y).dtype
3 x(B, K), y(B) int64: (x.argmax(1) == y).float().mean().dtype
3 x(B, L) bool: {x.float() @ x.float().T|x @ x.T}
"""


def main():
    drill(LINES)


if __name__ == "__main__":
    main()
