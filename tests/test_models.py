"""What every model of the site keeps to, and that its planted bugs are noticed."""

import ast
import re
import sys

import pytest
import torch
from torch import nn

from stepthrough import cache, catalogue, snippet

FOLDER = catalogue.root() / "snippets" / "models"
SIZES = [(12, 20), (8, 28), (24, 12)]


@pytest.fixture(scope="module", autouse=True)
def models_are_found():
    sys.path.insert(0, str(FOLDER))
    yield
    sys.path.remove(str(FOLDER))


def images(B, H, W, C=3):
    return torch.rand(B, C, H, W)


def cnn(H, W):
    from cnn import CNN

    return CNN(in_ch=3, D=6, K=10), (images(4, H, W),)


def vit(H, W):
    from vit import ViT

    return ViT(3, (H // 4, W // 4), 4, D=24, nh=4, depth=2), (images(4, H, W),)


def char_gpt(H, W):
    from char_gpt import GPT

    return GPT(31, 24, 4, depth=2, context=H + W), (torch.randint(31, (4, W)),)


def vae(H, W):
    from vae import VAE

    return VAE(3, H, W, 8, 6), (images(4, H, W),)


def unet(H, W):
    from unet import UNet

    return UNet(3, 16, 10), (images(4, H, W), torch.rand(4), torch.tensor([3, 1, 0, 7]))


def rectified_flow(H, W):
    from rectified_flow import RectifiedFlow

    model = RectifiedFlow(3, 8, 10)
    return model, (images(4, H, W), torch.tensor([3, 1, 0, 7]))


def clip(H, W):
    from clip import CLIP, ImageTower, TextTower

    text = TextTower(31, 16, nh=2, context=12, D=24)
    return CLIP(ImageTower(3, 16, 24), text), (images(4, H, W), torch.randint(31, (4, 9)))


def on_waves(H, W):
    from audio import OnWaves

    return OnWaves(6, 24), (torch.rand(4, 1, 40 * W) * 2 - 1,)


def on_spectrograms(H, W):
    from audio import OnSpectrograms

    return OnSpectrograms(6, 24), (torch.rand(4, 1, 40 * W) * 2 - 1,)


MODELS = [cnn, vit, char_gpt, vae, unet, rectified_flow, clip, on_waves, on_spectrograms]
TRAINED = {vae: "loss", clip: "loss"}  # what to call for a loss that reaches every parameter
every_model = pytest.mark.parametrize("build", MODELS, ids=lambda build: build.__name__)


def made(build, H=12, W=20):
    torch.manual_seed(0)
    return build(H, W)


def tensors(result):
    return list(result) if isinstance(result, tuple) else [result]


def answers(build, model, given):
    """What a model makes in eval, always from the same draws."""
    model.eval()
    torch.manual_seed(1)
    with torch.no_grad():
        return tensors(model(*given))


@every_model
@pytest.mark.parametrize("H, W", SIZES)
def test_a_model_takes_rectangles(build, H, W):
    model, given = made(build, H, W)
    assert all(one.isfinite().all() for one in answers(build, model, given))


@every_model
def test_every_parameter_learns(build):
    model, given = made(build)
    found = getattr(model, TRAINED[build])(*given) if build in TRAINED else model(*given)
    sum(one.float().square().mean() for one in tensors(found)).backward()
    still = [
        name
        for name, one in model.named_parameters()
        if one.grad is None or not one.grad.abs().sum() > 0
    ]
    assert still == []


@every_model
def test_saved_and_loaded_it_is_the_same_model(build):
    model, given = made(build)
    torch.manual_seed(7)
    other, _ = build(12, 20)
    kept = {name: one.clone() for name, one in model.state_dict().items()}
    other.load_state_dict(kept)
    for one, same in zip(answers(build, model, given), answers(build, other, given)):
        torch.testing.assert_close(one, same)


@pytest.mark.parametrize("build", [one for one in MODELS if one not in (vae, rectified_flow)])
def test_a_sample_alone_gets_what_it_gets_in_a_batch(build):
    """The VAE and the flow draw for each sample; their own proofs hold them to it."""
    model, given = made(build)
    (together,) = answers(build, model, given)
    for at in range(len(together)):
        (alone,) = answers(build, model, [one[at : at + 1] for one in given])
        wanted = together[at : at + 1, at : at + 1] if build is clip else together[at : at + 1]
        torch.testing.assert_close(alone, wanted, atol=1e-4, rtol=1e-4)


@every_model
def test_a_model_runs_on_the_meta_device(build):
    with torch.device("meta"):
        model, given = made(build)
        assert {one.device.type for one in tensors(model(*given))} == {"meta"}


@every_model
def test_a_model_in_float64_stays_there(build):
    model, given = made(build)
    given = [one.double() if one.is_floating_point() else one for one in given]
    for one in answers(build, model.double(), given):
        assert one.dtype == torch.float64


def test_a_part_that_no_gradient_reaches_is_noticed():
    class Deaf(nn.Module):
        def __init__(self):
            super().__init__()
            self.used, self.unused = nn.Linear(3, 2), nn.Linear(3, 2)

        def forward(self, x):
            return self.used(x)

    with pytest.raises(AssertionError, match="unused.weight"):
        test_every_parameter_learns(lambda H, W: (Deaf(), (torch.rand(4, 3),)))


# The proofs on the pages


def names(path, wanted):
    """The names in a tuple of a file."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == wanted:
            return [one.id for one in node.value.elts]
    raise LookupError(f"{path.name} has no {wanted}")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*_proofs.py")), ids=lambda path: path.stem)
def test_every_proof_holds_and_every_planted_bug_is_noticed_by_one(path):
    proofs = names(path, "PROOFS")
    bugs = names(path.with_name(path.name.replace("_proofs", "_bugs")), "BUGS")
    trace = cache.trace_of(snippet.load(path.stem))
    assert trace.error is None and len(bugs) >= 5
    held = [name for name in proofs if re.search(rf"^{name}\b", trace.output, re.MULTILINE)]
    assert held == proofs
    for bug in bugs:
        told = trace.output.split(f"{bug}:", 1)[1]
        assert re.search(
            rf"\b({'|'.join(proofs)})\b(?::| says)\s+\S", told.split("\nbroken_")[0]
        ), bug
