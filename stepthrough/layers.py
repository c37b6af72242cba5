"""Read how a layer works from its text: 'Conv2d(3, 16, kernel_size=(3, 3), stride=(2, 2))'."""

import ast


def described(text):
    """'Conv1d(3, 4, kernel_size=(2,), padding=same)' is its name and its keywords as Python has them."""
    try:
        call = ast.parse(text, mode="eval").body
        return call.func.id, {word.arg: written(word.value) for word in call.keywords}
    except (SyntaxError, ValueError, AttributeError):
        return "", {}


def written(node):
    return node.id if isinstance(node, ast.Name) else ast.literal_eval(node)


def axes(name, told, before, after=None):
    """The spatial axes of a convolution: n is the input's size; k, s, p, d, extra as torch says them."""
    count, turned = len(told["kernel_size"]), name.startswith("ConvTranspose")
    uneven = any(isinstance(each, tuple) and len(each) != count for each in told.values())
    if len(before) - count not in (1, 2) or 0 in told.get("stride", ()) or uneven:
        return []
    ones, zeros = (1,) * count, (0,) * count
    told = dict(stride=ones, dilation=ones, padding=zeros, output_padding=zeros) | told
    told["padding"] = zeros if told["padding"] == "valid" else told["padding"]
    found = []
    for i in range(-count, 0):
        n, k, s, d = before[i], told["kernel_size"][i], told["stride"][i], told["dilation"][i]
        reach, extra = d * (k - 1), told["output_padding"][i]
        p = [reach // 2, reach - reach // 2] if told["padding"] == "same" else told["padding"][i]
        if turned and after:  # it may have been asked for an output_size
            extra = after[i] - (n - 1) * s + 2 * p - reach - 1
        found.append({"n": n, "k": k, "s": s, "p": p, "d": d, "extra": extra, "transposed": turned})
    return found
