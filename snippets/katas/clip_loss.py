"""Teach images and texts to find each other in a batch.

You meet it in CLIP, and wherever two encoders learn one space.
"""

import torch
from torch.nn import functional as F

MINUTES = 10
HINTS = (
    "Every image against every text: which matmul makes a (B, B) of scores?",
    "Row i asks which text belongs to image i, and the answer is i.",
    "The mean of cross_entropy(scores, own) and cross_entropy(scores.T, own).",
)


def clip_loss(image, text, temperature):
    """Score each image (B, D) against each text (B, D): pair i belongs to i.

    Bring all to length 1, divide the products by temperature, and return the
    mean of two cross entropies, shape (): each image choosing among the
    texts, and each text choosing among the images.
    """
    B, D = image.shape                           # (B, D)
    lengths = image.norm(dim=1, keepdim=True)    # (B, 1)
    image = image / lengths                      # (B, D) / (B, 1) = (B, D)
    lengths = text.norm(dim=1, keepdim=True)     # (B, 1)
    text = text / lengths                        # (B, D) / (B, 1) = (B, D)
    scores = image @ text.T / temperature        # (B, B)
    own = torch.arange(B, device=image.device)   # (B,)
    texts = F.cross_entropy(scores, own)         # ()
    images = F.cross_entropy(scores.T, own)      # ()
    return (texts + images) / 2                  # ()


def wrong_not_normalised(image, text, temperature):
    """Long vectors shout: bring each to length 1 before you compare."""
    scores = image @ text.T / temperature
    own = torch.arange(len(image), device=image.device)
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2


def wrong_normalised_over_batch(image, text, temperature):
    """dim=0 divides each feature by its length over the batch: it is each
    vector's own length that should be 1, along dim 1."""
    scores = F.normalize(image, dim=0) @ F.normalize(text, dim=0).T
    scores = scores / temperature
    own = torch.arange(len(image), device=image.device)
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2


def wrong_times_temperature(image, text, temperature):
    """Times a small temperature makes all scores alike: divide by it."""
    scores = F.normalize(image, dim=1) @ F.normalize(text, dim=1).T
    scores = scores * temperature
    own = torch.arange(len(image), device=image.device)
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2


def wrong_images_only(image, text, temperature):
    """Only the images choose: let the texts choose too, with scores.T."""
    scores = F.normalize(image, dim=1) @ F.normalize(text, dim=1).T
    own = torch.arange(len(image), device=image.device)
    return F.cross_entropy(scores / temperature, own)


def wrong_texts_only(image, text, temperature):
    """Only the texts choose: let the images choose too."""
    scores = F.normalize(image, dim=1) @ F.normalize(text, dim=1).T
    own = torch.arange(len(image), device=image.device)
    return F.cross_entropy(scores.T / temperature, own)


def wrong_sum(image, text, temperature):
    """The two cross entropies are added: take their mean."""
    scores = F.normalize(image, dim=1) @ F.normalize(text, dim=1).T
    scores = scores / temperature
    own = torch.arange(len(image), device=image.device)
    return F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)


def wrong_always_first(image, text, temperature):
    """Everyone is sent to pair 0: the answer of row i is i, so arange."""
    scores = F.normalize(image, dim=1) @ F.normalize(text, dim=1).T
    scores = scores / temperature
    own = torch.zeros(len(image), dtype=torch.long, device=image.device)
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2


def wrong_on_the_cpu(image, text, temperature):
    """arange makes its answers on the CPU: device=image.device."""
    scores = F.normalize(image, dim=1) @ F.normalize(text, dim=1).T
    scores = scores / temperature
    own = torch.arange(len(image))
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2


def wrong_features_compared(image, text, temperature):
    """image.T @ text compares features, (D, D): transpose the other one."""
    scores = F.normalize(image, dim=1).T @ F.normalize(text, dim=1)
    scores = scores / temperature
    own = torch.arange(len(scores), device=image.device)
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores.T, own)) / 2


def check(clip_loss):
    for B, D, temperature in [(1, 3, 1.0), (2, 5, 0.5), (4, 3, 0.1)]:
        torch.manual_seed(D)
        image, text = torch.randn(2, B, D)
        first = clip_loss(image, text, temperature)
        assert first.shape == (), "the loss is a single number, shape ()"
        made = clip_loss(3 * image, text, temperature)
        assert torch.allclose(made, first, atol=1e-6), "only directions count"
        made = clip_loss(text, image, temperature)
        assert torch.allclose(made, first, atol=1e-6), "both sides count alike"
        alike = F.cosine_similarity(image[:, None], text, dim=-1) / temperature
        chosen = alike.log_softmax(dim=1), alike.log_softmax(dim=0)
        wanted = -(chosen[0] + chosen[1]).diag().mean() / 2
        made = clip_loss(image, text, temperature)
        assert torch.allclose(made, wanted, atol=1e-6), "own pair against all"
    far = torch.rand(2, 3, 4, device="meta")
    made = clip_loss(far[0], far[1], 0.5)
    assert made.device == far.device, "all happens on the device of the images"


def main():
    B, D = 6, 32
    image = torch.randn(B, D)                    # (B, D)
    text = image + torch.randn(B, D)             # (B, D)
    loss = clip_loss(image, text, 0.1)           # ()
    print(f"loss {loss:.3f}")
    check(clip_loss)


if __name__ == "__main__":
    main()
