"""Write six bugs that a variational autoencoder carries without an error."""

import torch

from promises import plant
from vae import VAE


class broken_std(VAE):
    """exp(logvar) is the variance, and it is taken for its root."""

    def draw(self, mean, logvar):
        return mean + logvar.exp() * torch.randn_like(mean)


class broken_noise(VAE):
    """One noise is drawn, and the whole batch shares it."""

    def draw(self, mean, logvar):
        return mean + (logvar / 2).exp() * torch.randn_like(mean[:1])


class broken_detach(VAE):
    """The draw is detached, so the encoder never hears of what was lost."""

    def draw(self, mean, logvar):
        return super().draw(mean, logvar).detach()


class broken_kl_mean(VAE):
    """The KL is a mean over the numbers of z, so it weighs D times less."""

    def kl(self, mean, logvar):
        return super().kl(mean, logvar) / mean.shape[1]


class broken_kl_sign(VAE):
    """The KL has the wrong sign, so z is paid for being far away."""

    def kl(self, mean, logvar):
        return -super().kl(mean, logvar)


class broken_eval(VAE):
    """It draws in eval too, and the same image comes back differently."""

    def forward(self, x):
        mean, logvar = self.encode(x)
        return self.decode(self.draw(mean, logvar)), mean, logvar


BUGS = (broken_std, broken_noise, broken_detach, broken_kl_mean,
        broken_kl_sign, broken_eval)


def main():
    B, C, H, W, dim, D = 5, 3, 8, 12, 6, 4
    x = torch.rand(B, C, H, W)
    for broken in BUGS:
        model = plant(VAE(C, H, W, dim, D), broken)
        made, loss = model(x)[0], model.loss(x)
        print(f"{broken.__name__:14} gives {tuple(made.shape)} "
              f"and a loss {tuple(loss.shape)}")


if __name__ == "__main__":
    main()
