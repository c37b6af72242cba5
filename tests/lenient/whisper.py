"""In the manner of Whisper and DistilBERT: long names in brackets, labels, tuples."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class MultiHeadAttention(nn.Module):
    def __init__(self, n_state: int, n_head: int):
        super().__init__()
        self.n_head = n_head
        self.query = nn.Linear(n_state, n_state)
        self.key = nn.Linear(n_state, n_state, bias=False)

    def forward(
        self,
        x: Tensor,  # (n_batch, n_ctx, n_state)
        mask: Tensor = None,  # (n_ctx, n_ctx)
    ):
        n_batch, n_ctx, n_state = x.shape
        q, k = self.query(x), self.key(x)
        q = q.view(n_batch, n_ctx, self.n_head, -1).transpose(1, 2)  # q: (n_batch, n_head, n_ctx, head_dim)
        k = k.view(n_batch, n_ctx, self.n_head, -1).transpose(1, 2)  # (n_batch, n_head, n_ctx, n_state / n_head)
        scores = q @ k.transpose(-2, -1)  # scores : [n_batch x n_head x n_ctx(=len_q) x n_ctx]
        weights = F.softmax(scores, dim=-1)  # shape (n_batch, n_head, n_ctx, n_ctx),
        return torch.cat(
            [
                weights,  # (n_batch, n_head, n_ctx, n_ctx)
                weights.flip(-1),  # (n_batch, n_head, n_ctx, n_ctx)
            ],
            dim=-1,
        ), scores  # (n_batch, n_head, n_ctx, 2 * n_ctx), (n_batch, n_head, n_ctx, n_ctx)


class Recurrent(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.hidden_size = hidden_size
        self.lstm = nn.LSTM(input_size, hidden_size, batch_first=True)

    def forward(self, x): # x : [batch_size x seq_length x input_size]
        batch_size, seq_length = x.shape[:2]
        out, _ = self.lstm(x)  # out: tensor of shape (batch_size, seq_length, hidden_size)
        out, (h, c) = self.lstm(x)  # out: [batch_size, seq_length, hidden_size], h and c are not used
        pad = (1, 2)  # (left, right)
        size = (seq_length, batch_size)  # (batch_size, seq_length)
        box = torch.tensor([batch_size, seq_length])  # (seq_length, batch_size)
        lengths = [len(row) for row in x]  # (batch_size, 1)
        return {
            "out": out,  # (batch_size, seq_length, hidden_size)
            "unused": (pad, size, box, lengths),
            "sum": out.sum(1),  # [batch_size, hidden_size] if reduced, else as it was
        }


def main():
    torch.manual_seed(0)
    MultiHeadAttention(6, 2)(torch.rand(3, 5, 6), torch.rand(5, 5))
    Recurrent(6, 4)(torch.rand(3, 5, 6))
