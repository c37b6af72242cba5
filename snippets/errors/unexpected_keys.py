"""The checkpoint has weights that the model has no place for.

The model you build is smaller than the one that was saved: fewer layers, a
head that is left out, no bias, or the encoder of a whole autoencoder. Every
name that is left over is listed.

Fix: Build the model with the numbers it was trained with. Where you want only
a part of it, keep the names of that part and load them strictly.

Tempting: `strict=False`. It skips what is left over, and it would also skip a
layer that you wanted.
"""

from torch import nn

MESSAGE = 'Unexpected key(s) in state_dict: "{left:word}"'
READ = ("{left} is in the checkpoint and not in your model",)
PHASE = "save and load"
MODELS = ("vae", "clip")
SEE = ("parameter-buffer-state-dict",)


class Autoencoder(nn.Module):
    def __init__(self, D, latent):
        super().__init__()
        self.encoder = nn.Linear(D, latent)
        self.decoder = nn.Linear(latent, D)


class Encoder(nn.Module):
    def __init__(self, D, latent):
        super().__init__()
        self.encoder = nn.Linear(D, latent)


def broken():
    state = Autoencoder(D=8, latent=3).state_dict()
    Encoder(D=8, latent=3).load_state_dict(state)


def fixed():
    state = Autoencoder(D=8, latent=3).state_dict()
    mine = {n: w for n, w in state.items() if n.startswith("encoder.")}
    print(Encoder(D=8, latent=3).load_state_dict(mine))


def main():
    try:
        broken()
    except RuntimeError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
