"""Measure how wrong a prediction is: one number, or one for each."""

import torch
import torch.nn.functional as F
from torch import nn


def main():
    B, K, D, T = 3, 5, 8, 20
    logits = torch.randn(B, K)                    # (B, K)
    y = torch.randint(K, (B,))                    # (B,)
    guess = torch.rand(B, D)                      # (B, D)
    truth = torch.rand(B, D)                      # (B, D)
    sign = torch.ones(B)                          # (B,)
    frames = torch.randn(T, B, K).log_softmax(2)  # (T, B, K)
    long, short = torch.full((B,), T), torch.full((B,), 1)  # each (B,)
    F.cross_entropy(logits, y)                    # ()
    F.cross_entropy(logits, y, reduction="none")  # (B,)
    nn.CrossEntropyLoss()(logits, y)              # ()
    F.nll_loss(logits.log_softmax(1), y)          # ()
    nn.NLLLoss()(logits.log_softmax(1), y)        # ()
    F.mse_loss(guess, truth)                      # ()
    F.mse_loss(guess, truth, reduction="none")    # (B, D)
    nn.MSELoss()(guess, truth)                    # ()
    F.l1_loss(guess, truth)                       # ()
    nn.L1Loss()(guess, truth)                     # ()
    F.smooth_l1_loss(guess, truth)                # ()
    nn.SmoothL1Loss()(guess, truth)               # ()
    F.huber_loss(guess, truth)                    # ()
    nn.HuberLoss()(guess, truth)                  # ()
    F.binary_cross_entropy(guess, truth)          # ()
    nn.BCELoss()(guess, truth)                    # ()
    F.binary_cross_entropy_with_logits(guess, truth)  # ()
    nn.BCEWithLogitsLoss()(guess, truth)          # ()
    F.kl_div(guess.log(), truth, reduction="batchmean")  # ()
    nn.KLDivLoss(reduction="sum")(guess.log(), truth)  # ()
    F.triplet_margin_loss(guess, truth, truth)    # ()
    nn.TripletMarginLoss()(guess, truth, truth)   # ()
    F.ctc_loss(frames, y[:, None], long, short)   # ()
    nn.CTCLoss()(frames, y[:, None], long, short) # ()


if __name__ == "__main__":
    main()
