"""Step through a function in the debugger, one line at a time."""

import os
import pdb

import torch

DEVICE = torch.device("cpu")


def tokenize(image):
    B, C, H, W = image.shape                        # (B, C, H, W)
    h = image.flatten(2)                            # (B, C, H*W)
    toks = h.transpose(1, 2)                        # (B, H*W, C)
    return toks                                     # (B, H*W, C)


class Typist(pdb.Pdb):
    """A debugger that types a list of commands, where you would type them."""

    def precmd(self, line):
        print(f"(Pdb) {line}")
        return super().precmd(line)

    def format_stack_entry(self, *args):
        return super().format_stack_entry(*args).replace(
            os.path.dirname(__file__) + os.sep, ""
        )


def main():
    B, C, H, W = 8, 3, 4, 6
    image = torch.rand(B, C, H, W, device=DEVICE)   # (B, C, H, W)
    typist = Typist(nosigint=True, readrc=False)
    typist.cmdqueue = [
        "next",
        "next",
        "p h.shape",
        "p h.transpose(0, 1).shape",
        "next",
        "p toks.shape, toks.is_contiguous()",
        "continue",
    ]
    typist.runcall(tokenize, image)


if __name__ == "__main__":
    main()
