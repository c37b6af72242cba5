"""Name the axes of an image, a text, a video, a sound and its spectrogram.

You meet it in the first line of nearly every forward: x.shape is unpacked
there, and a wrong name is wrong from then on.
"""

import torch

MINUTES = 5
HINTS = (
    "Torch puts the batch first, then what Conv1d, 2d and 3d call channels.",
    "After them come the axes you can walk along: time first, then H, W.",
    'Map each name to its letters, as "text" to "BL", and zip with x.shape.',
)


def name_the_axes(modality, x):
    """Give each axis of x its letter: dict(B=8, L=12) for a text (8, 12).

    modality is "image", "text", "video", "waveform" or "spectrogram". The
    letters: B batch, C channels, H height, W width, T time, F frequency
    bins, L tokens. A spectrogram has no channels yet.
    """
    letters = {
        "image": "BCHW",
        "text": "BL",
        "video": "BCTHW",
        "waveform": "BCT",
        "spectrogram": "BFT",
    }
    return dict(zip(letters[modality], x.shape))


def wrong_channels_last(modality, x):
    """Images on disk have their channels last, but torch has them first."""
    letters = {
        "image": "BHWC",
        "text": "BL",
        "video": "BTHWC",
        "waveform": "BTC",
        "spectrogram": "BFT",
    }
    return dict(zip(letters[modality], x.shape))


def wrong_width_first(modality, x):
    """H and W have changed places: rows come before columns."""
    letters = {
        "image": "BCWH",
        "text": "BL",
        "video": "BCTWH",
        "waveform": "BCT",
        "spectrogram": "BFT",
    }
    return dict(zip(letters[modality], x.shape))


def wrong_text(modality, x):
    """A text is a batch of sequences: the batch comes first here too."""
    letters = {
        "image": "BCHW",
        "text": "LB",
        "video": "BCTHW",
        "waveform": "BCT",
        "spectrogram": "BFT",
    }
    return dict(zip(letters[modality], x.shape))


def wrong_frames_first(modality, x):
    """A video isn't a list of images here: Conv3d wants C before T."""
    letters = {
        "image": "BCHW",
        "text": "BL",
        "video": "BTCHW",
        "waveform": "BCT",
        "spectrogram": "BFT",
    }
    return dict(zip(letters[modality], x.shape))


def wrong_samples_first(modality, x):
    """Sound files have time first, but Conv1d wants C before T."""
    letters = {
        "image": "BCHW",
        "text": "BL",
        "video": "BCTHW",
        "waveform": "BTC",
        "spectrogram": "BFT",
    }
    return dict(zip(letters[modality], x.shape))


def wrong_time_first(modality, x):
    """In a spectrogram the frequencies are the rows: F comes before T."""
    letters = {
        "image": "BCHW",
        "text": "BL",
        "video": "BCTHW",
        "waveform": "BCT",
        "spectrogram": "BTF",
    }
    return dict(zip(letters[modality], x.shape))


def wrong_by_rank(modality, x):
    """Three dims may be a sound or a spectrogram: ask modality, not ndim."""
    letters = {2: "BL", 3: "BCT", 4: "BCHW", 5: "BCTHW"}
    return dict(zip(letters[x.ndim], x.shape))


def check(name_the_axes):
    for B, C, T, H, W in [(1, 2, 5, 3, 4), (6, 3, 2, 4, 1)]:
        F, L = 7, 9
        made = name_the_axes("image", torch.zeros(B, C, H, W))
        assert made == dict(B=B, C=C, H=H, W=W), "an image is named right"
        made = name_the_axes("text", torch.zeros(B, L, dtype=torch.long))
        assert made == dict(B=B, L=L), "a text is named right"
        made = name_the_axes("video", torch.zeros(B, C, T, H, W))
        wanted = dict(B=B, C=C, T=T, H=H, W=W)
        assert made == wanted, "a video is named right"
        made = name_the_axes("waveform", torch.zeros(B, C, T))
        assert made == dict(B=B, C=C, T=T), "a waveform is named right"
        made = name_the_axes("spectrogram", torch.zeros(B, F, T))
        assert made == dict(B=B, F=F, T=T), "a spectrogram is named right"


def main():
    B, C, T, H, W, F = 2, 3, 6, 8, 10, 5
    video = torch.rand(B, C, T, H, W)   # (B, C, T, H, W)
    spectrogram = torch.rand(B, F, T)   # (B, F, T)
    print("video", name_the_axes("video", video))
    print("spectrogram", name_the_axes("spectrogram", spectrogram))
    check(name_the_axes)


if __name__ == "__main__":
    main()
