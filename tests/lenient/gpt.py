"""In the manner of nanoGPT: letters of the paper beside the code's own, prose before shapes."""

import math
from dataclasses import dataclass

import torch
import torch.nn as nn
from torch.nn import functional as F


@dataclass
class Config:
    block_size: int = 16
    vocab_size: int = 50 # padded up to the nearest multiple of 10
    n_head: int = 3
    n_embd: int = 12


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd) # (C, 3 * C)
        self.n_head = config.n_head
        self.n_embd = config.n_embd
        mask = torch.tril(torch.ones(config.block_size, config.block_size))
        self.register_buffer("mask", mask.view(1, 1, config.block_size, config.block_size)) # (1, 1, T, T)

    def forward(self, x):
        B, T, C = x.size() # batch size, sequence length, embedding width (n_embd)

        # query, key, values for all heads in batch, the heads moved next to the batch dim
        q, k, v = self.c_attn(x).split(self.n_embd, dim=2)
        k = k.view(B, T, self.n_head, C // self.n_head).transpose(1, 2) # (B, nh, T, hs)
        q = q.view(B, T, self.n_head, C // self.n_head).transpose(1, 2) # (B, nh, T, hs)
        v = v.view(B, T, self.n_head, C // self.n_head).transpose(1, 2) # (B, nh, T, hs)

        # self-attend: (B, nh, T, hs) x (B, nh, hs, T) -> (B, nh, T, T)
        att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        att = att.masked_fill(self.mask[:, :, :T, :T] == 0, float("-inf"))
        att = F.softmax(att, dim=-1)
        y = att @ v # (B, nh, T, T) x (B, nh, T, hs) -> (B, nh, T, hs)
        y = y.transpose(1, 2).contiguous().view(B, T, C) # all heads side by side: (B, T, C)
        return y


class GPT(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.wte = nn.Embedding(config.vocab_size, config.n_embd) # (vocab_size, n_embd)
        self.wpe = nn.Embedding(config.block_size, config.n_embd)
        self.attn = Attention(config)
        self.lm_head = nn.Linear(config.n_embd, config.vocab_size, bias=False)

    def forward(self, idx):
        b, t = idx.size()
        pos = torch.arange(0, t, dtype=torch.long) # shape (t)
        tok_emb = self.wte(idx) # token embeddings of shape (b, t, n_embd)
        pos_emb = self.wpe(pos) # position embeddings of shape (t, n_embd)
        x = self.attn(tok_emb + pos_emb)
        logits = self.lm_head(x[:, [-1], :]) # note: using list [-1] to preserve the time dim
        return logits

    def generate(self, idx, count):
        # idx is (B, T) array of indices in the current context
        for _ in range(count):
            logits = self(idx)
            logits = logits[:, -1, :] # becomes (B, C)
            idx_next = logits.argmax(-1, keepdim=True) # (B, 1)
            idx = torch.cat((idx, idx_next), dim=1) # (B, T+1)
        return idx


def main():
    torch.manual_seed(0)
    gpt = GPT(Config())
    gpt.generate(torch.zeros(2, 7, dtype=torch.long), 3)
