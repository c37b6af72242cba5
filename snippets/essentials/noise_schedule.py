"""Build a noise schedule with cumprod, and pick from it by timestep."""

import torch

DEVICE = torch.device("cpu")


def schedule(steps):
    betas = torch.linspace(1e-4, 0.02, steps)      # (steps,)
    kept = (1 - betas).cumprod(dim=0)              # (steps,)
    torch.testing.assert_close(kept, (1 - betas).log().cumsum(0).exp())
    return kept                                    # (steps,)


def pick(values, t):
    """One value a sample, ready to broadcast over an image."""
    B, = t.shape                                   # (B,)
    return values[t].reshape(B, 1, 1, 1)           # (B, 1, 1, 1)


def add_noise(image, noise, t, kept):
    B, C, H, W = image.shape                       # (B, C, H, W)
    signal = pick(kept.sqrt(), t)                  # (B, 1, 1, 1)
    spread = pick((1 - kept).sqrt(), t)            # (B, 1, 1, 1)
    return signal * image + spread * noise         # (B, C, H, W)


def main():
    B, C, H, W, steps = 8, 3, 20, 28, 1000
    kept = schedule(steps)                         # (steps,)
    print(f"kept at the start {kept[0]:.4f}, at the end {kept[-1]:.4f}")
    image = torch.randn(B, C, H, W, device=DEVICE) # (B, C, H, W)
    noise = torch.randn_like(image)                # (B, C, H, W)
    t = torch.randint(steps, (B,), device=DEVICE)  # (B,)
    x = add_noise(image, noise, t, kept)           # (B, C, H, W)
    print(f"noisy {tuple(x.shape)}, its spread stays {x.std():.1f}")


if __name__ == "__main__":
    main()
