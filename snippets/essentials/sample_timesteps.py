"""Sample the timesteps and the priors that a generative model asks for."""

import torch

DEVICE = torch.device("cpu")


def noisy(image):
    B, C, H, W = image.shape                       # (B, C, H, W)
    t = torch.rand(B, device=image.device)         # (B,)
    prior = torch.randn_like(image)                # (B, C, H, W)
    t = t.reshape(B, 1, 1, 1)                      # (B, 1, 1, 1)
    x = t * image + (1 - t) * prior                # (B, C, H, W)
    torch.testing.assert_close(x, torch.lerp(prior, image, t))
    return x                                       # (B, C, H, W)


def walk(image, steps):
    B, C, H, W = image.shape                       # (B, C, H, W)
    times = torch.linspace(0, 1, steps + 1)        # (steps+1,)
    x = torch.randn_like(image)                    # (B, C, H, W)
    velocity = image - x                           # (B, C, H, W)
    for dt in times.diff():                        # ()
        x = x + dt * velocity                      # (B, C, H, W)
    torch.testing.assert_close(x, image)
    print(f"{len(times) - 1} steps from the prior to the image")


def main():
    B, C, H, W = 8, 3, 20, 28
    image = torch.rand(B, C, H, W, device=DEVICE)  # (B, C, H, W)
    x = noisy(image)                               # (B, C, H, W)
    print(f"noisy {tuple(x.shape)}")
    walk(image, steps=10)
    t = torch.randint(1000, (B,), device=DEVICE)   # (B,)
    print(f"integer timesteps {t.dtype} {tuple(t.shape)}")


if __name__ == "__main__":
    main()
