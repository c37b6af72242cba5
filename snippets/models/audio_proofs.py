"""Prove what two audio models promise, and find the bugs that raise nothing."""

import torch
from torch import nn

from audio import OnSpectrograms, OnWaves
from audio_bugs import BUGS
from promises import gap, report
from sounds import sine

B, T, K, D = 3, 700, 6, 24


def hears_each_alone(both):
    x = torch.tensor([0.1, 1.0, 3.0]).view(B, 1, 1) * torch.randn(B, 1, T)
    for model in both:
        alone = torch.cat([model(one) for one in x.split(1)])
        words = gap(model(x), alone, "each sound, in a batch or alone,")
    return words


def refuses_what_has_no_channel(both):
    for model in both:
        for shape in ((1, T), (B, T), (1, B, T)):
            try:
                made = tuple(model(torch.randn(shape)).shape)
            except ValueError as error:
                made = str(error)
            assert "I want" in made, f"took {shape} and made {made} of it"
    return made


def takes_any_length(both):
    sounds = [torch.randn(B, 1, longer) for longer in (400, 1000, 1777)]
    made = {model(x).shape for model in both for x in sounds}
    assert made == {(B, K)}, f"scores of {made}"
    return "400, 1000 and 1777 samples give as many scores"


def stands_silence(both):
    scores = torch.cat([model(torch.zeros(B, 1, T)) for model in both])
    assert scores.isfinite().all(), "silence makes nan of the scores"
    return "the scores of silence are finite"


def convolves_as_a_loop_does(both):
    conv, x = both[0].convs[2], torch.randn(B, D, T)
    padded, width = nn.functional.pad(x, (2, 2)), conv.kernel_size[0]
    starts = range(0, T + 4 - width + 1, conv.stride[0])
    pieces = [padded[:, :, at:at + width].flatten(1) for at in starts]
    made = torch.stack(pieces, dim=1) @ conv.weight.flatten(1).T + conv.bias
    return gap(conv(x), made.mT, "a loop over the pieces")


def moves_with_the_sound(both):
    convs, x, step = both[0].convs, torch.randn(B, 1, T), 8 * 4 * 2
    later, h = convs(x[..., step:])[..., 1:], convs(x)[..., 2:]
    return gap(later, h, f"a start {step} samples later")


def means_over_time(both):
    model, x = both[0], torch.randn(B, 1, T)
    moments = [model.head(h) for h in model.convs(x).unbind(dim=2)]
    return gap(model(x), sum(moments) / len(moments), "the mean by hand")


def hears_every_sample(both):
    for model in both:
        x = torch.randn(B, 1, T, requires_grad=True)
        model(x).square().sum().backward()
        deaf = (x.grad[..., :-128] == 0).float().mean().item()
        assert deaf == 0, f"{deaf:.0%} of the samples change nothing"
    return "each sample moves the scores"


def spectrum(both, place):
    """The mean spectrum of a tone whose frequency is that of a bin."""
    wave = sine(place * torch.arange(T) / both[1].spectrogram.n)
    return both[1].spectrogram(wave.view(1, T))[0].mean(dim=1)


def finds_the_pitch(both):
    for place in 5, 17, 40:
        found = spectrum(both, place).argmax().item()
        assert found == place, f"a tone of bin {place} peaks in bin {found}"
    return "tones of bins 5, 17 and 40 peak there"


def leaks_little(both):
    spec = spectrum(both, place=20.5)
    far = f"{(spec.max() - spec[40]).exp():.0f} times as quiet far from a tone"
    assert spec.max() - spec[40] > 6, far
    return far


PROOFS = (hears_each_alone, refuses_what_has_no_channel, takes_any_length,
          stands_silence, hears_every_sample, convolves_as_a_loop_does,
          moves_with_the_sound, means_over_time, finds_the_pitch, leaks_little)


def build():
    return nn.ModuleList([OnWaves(K, D), OnSpectrograms(K, D)])


def main():
    report(build, PROOFS, BUGS)


if __name__ == "__main__":
    main()
