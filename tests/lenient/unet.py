"""In the manner of latent diffusion, fairseq and torchvision: small letters, comments above the line."""

import torch
import torch.nn as nn

BATCH_SIZE = 4


class Attention(nn.Module):
    def forward(self, q, k, v):
        b,c,h,w = q.shape
        q = q.reshape(b,c,h*w)
        q = q.permute(0,2,1)   # b,hw,c
        k = k.reshape(b,c,h*w) # b,c,hw
        w_ = torch.bmm(q,k)     # b,hw,hw    w[b,i,j]=sum_c q[b,i,c]k[b,c,j]
        v = v.reshape(b,c,h*w)
        w_ = w_.permute(0,2,1)   # b,hw,hw (first hw of k, second of q)
        h_ = torch.bmm(v,w_)     # b, c,hw (hw of q) h_[b,c,j] = sum_i v[b,c,i] w_[b,i,j]
        return h_.reshape(b,c,h,w) # (B, C, H, W)


class Encoder(nn.Module):
    def __init__(self, hidden_dim):
        super().__init__()
        self.hidden_dim = hidden_dim
        self.conv_proj = nn.Conv2d(8, hidden_dim, 2, 2)  # 8 x hidden_dim x 2 x 2

    def forward(self, x):
        n, c, h, w = x.shape
        p = 2
        n_h, n_w = h // p, w // p

        # (n, c, h, w) -> (n, hidden_dim, n_h, n_w)
        x = self.conv_proj(x)
        # (n, hidden_dim, n_h, n_w) -> (n, hidden_dim, (n_h * n_w))
        x = x.reshape(n, self.hidden_dim, n_h * n_w)

        # (n, hidden_dim, (n_h * n_w)) -> (n, (n_h * n_w), hidden_dim)
        # The layers expect inputs in the format (N, S, E)
        x = x.permute(0, 2, 1)

        # B x T x C -> T x B x C
        x = x.transpose(0, 1)
        return x  # T x B x C


def step(model, images):
    features = model(images)  # (P, BATCH_SIZE, D)
    boxes = torch.rand(len(images), 4)  # (x, y, w, h)
    rgb = images[:, [2, 1, 0]]  # RGB -> BGR
    crops = images[:, :, :3, :3]  # (64, 3, 224, 224)
    loss = features.mean()  # (1)
    return loss, boxes, rgb, crops


def main():
    torch.manual_seed(0)
    model = nn.Sequential(Encoder(16))
    for size in (4, 4, 3):  # (the last batch is smaller)
        step(model, Attention()(*torch.rand(3, size, 8, 4, 6)))
