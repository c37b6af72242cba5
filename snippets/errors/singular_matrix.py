"""The matrix has no inverse: one of its rows is made of the others.

Two features that are the same, fewer samples than features, or a column of
zeros give such a matrix. Its determinant is zero, and a Cholesky factor wants
even more: all eigenvalues above zero.

Fix: Add a little to the diagonal, `A + 1e-4 * torch.eye(D)`. For least squares,
`torch.linalg.lstsq` never inverts.

Tempting: `torch.linalg.pinv`. It answers for any matrix, and hides that two of
the features are one.
"""

import torch

MESSAGE = (
    "linalg.inv: The diagonal element {at:any} is zero, the inversion could "
    "not be completed because the input matrix is singular."
)
READ = ("{at} is the row where elimination found nothing left, from 1 on",)
ALSO = {
    "The solver failed because the input matrix is singular": "linalg.solve",
    "could not be completed because the input is not positive-definite": (
        "linalg.cholesky, MultivariateNormal"
    ),
    "is zero, singular U": "torch 1.7 and before",
    "failed to converge because the input matrix contained non-finite values":
        "linalg.svd, where there is NaN",
}
PHASE = "forward"
SEE = ("matmul-bmm-linear-einsum",)


def broken():
    N, D = 5, 3
    x = torch.arange(float(N)).unsqueeze(1).expand(N, D)    # (N, D)
    return torch.linalg.inv(x.T @ x)


def fixed():
    N, D = 5, 3
    x = torch.arange(float(N)).unsqueeze(1).expand(N, D)    # (N, D)
    A = x.T @ x + 1e-2 * torch.eye(D)                       # (D, D)
    return torch.linalg.inv(A)                              # (D, D)


def main():
    try:
        broken()
    except torch.linalg.LinAlgError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
