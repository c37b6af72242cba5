"""What the tests of several files know of each other."""

REPOSITORY = "https://github.com/somebody/essential-pytorch"
LOST = "no-such/page/"  # what is missing on purpose: a browser's console says so


def poisoned(folder):
    """A folder with a torch that writes a file when it is imported, and then fails."""
    flag = f"open({str(folder / 'imported')!r}, 'w')"
    (folder / "torch.py").write_text(f"{flag}\nraise ImportError('no torch here')\n")
    return folder
