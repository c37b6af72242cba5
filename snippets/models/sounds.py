"""Make six kinds of sounds, at any pitch, with noise."""

import torch

RATE = 4000
KINDS = "sine", "square", "saw", "pulse", "chirp", "noise"


def sounds(count, seed, T=1000):
    """Waves (count, T) and the numbers of their kinds (count,)."""
    g = torch.Generator().manual_seed(seed)
    kinds = torch.randint(len(KINDS), (count,), generator=g)
    draws = torch.rand(3, count, 1, generator=g)
    pitch, phase, gain = 100 * 4 ** draws[0], draws[1], 0.3 + draws[2]
    seconds = torch.arange(T) / RATE
    turns = pitch * seconds + phase
    rising = turns + 1.5 * pitch * seconds ** 2 * RATE / T
    noise = torch.randn(2, count, T, generator=g)
    shapes = (sine(turns), sine(turns).sign(), 2 * (turns % 1) - 1,
              2.0 * (turns % 1 < 0.1), sine(rising), 0.7 * noise[0])
    waves = torch.stack(shapes)[kinds, torch.arange(count)]
    return gain * waves + 0.1 * noise[1], kinds


def sine(turns):
    return (2 * torch.pi * turns).sin()


def main():
    waves, kinds = sounds(count=5, seed=0)
    print(f"waves {tuple(waves.shape)}, {RATE} numbers a second")
    for wave, kind in zip(waves, kinds.tolist()):
        print(f"{KINDS[kind]:7}from {wave.min():5.2f} to {wave.max():.2f}")


if __name__ == "__main__":
    main()
