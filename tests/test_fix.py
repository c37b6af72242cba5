"""Writing and repairing shape comments, in files that really run."""

import random
import re
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pytest

from stepthrough import catalogue, crew, snippet, vary
from stepthrough.draft import drafts
from test_main import stepthrough_
from test_mutations import rewritten, rounds

RESTORED = 0.95
SOME = 4


def bare(one):
    """A snippet without its shape comments."""
    rows = list(one.lines)
    for note in one.notes:
        rows[note.line - 1] = rows[note.line - 1][: note.col - 1].rstrip()
    return snippet.build(one.path, one.shown, "\n".join(rows) + "\n")


def texts(one):
    return {note.line: note.text for note in one.notes}


def made(ones):
    return drafts(ones, crew.record(ones))


# Every snippet, its comments removed


@pytest.fixture(scope="module")
def project():
    """All snippets but the models, whose many calls leave fix more than one way to say a size, and the errors."""
    found = catalogue.named().values()
    return [snippet.read(path) for path in found if path.parent.name not in ("models", "errors")]


@pytest.fixture(scope="module")
def plans(project):
    """{snippet: {line: false text}} for some snippets."""
    dice = random.Random(2)
    return {
        one: {
            line: dice.choice(each)[1] for line, each in rounds(one).items() if dice.random() < 0.4
        }
        for one in dice.sample(project, 2 * SOME)
    }


@pytest.fixture(scope="module")
def all_drafts(project, plans):
    """The drafts of every snippet without its comments, and of some with false comments."""
    wrong = [
        snippet.build(one.path, one.shown, rewritten(one, plan)) for one, plan in plans.items()
    ]
    return made([*map(bare, project), *wrong])


@pytest.fixture(scope="module")
def restored(project, all_drafts):
    return [draft.fixed for draft in all_drafts[: len(project)]]


@pytest.mark.slow
def test_the_comments_of_every_snippet_come_back_as_they_were(project, restored, record_property):
    pairs = [
        (f"{one.name}:{line}", text, texts(new).get(line))
        for one, new in zip(project, restored, strict=True)
        for line, text in texts(one).items()
    ]
    other = [pair for pair in pairs if pair[1] != pair[2]]
    share = 1 - len(other) / len(pairs)
    record_property("restored", f"{len(pairs)} comments removed, {share:.2%} restored identically")
    listed = "\n".join(" ".join(map(str, pair)) for pair in other)
    assert share >= RESTORED, f"{share:.2%} of {len(pairs)}; the others:\n{listed}"


@pytest.fixture(scope="module")
def again(restored):
    return made(restored)


@pytest.mark.slow
def test_every_comment_that_comes_back_is_proven(again):
    assert [str(fault) for draft in again for fault in draft.faults] == []


@pytest.mark.slow
def test_every_comment_that_comes_back_holds_at_other_sizes(again):
    some = random.Random(0).sample(again, SOME // 2)
    faults, runs = vary.check([(draft.one, draft.trace) for draft in some])
    assert [str(fault) for fault in faults] == [] and runs > SOME


@pytest.mark.slow
def test_fixed_again_nothing_changes(again):
    assert [draft.comments for draft in again if draft.comments] == []


# Some snippets, false comments planted in them


@pytest.fixture(scope="module")
def planted(project, plans, all_drafts):
    """(the snippet, {line: false text}, the draft that mends it) for some snippets."""
    drafted = all_drafts[len(project) :]
    return [(*pair, draft) for pair, draft in zip(plans.items(), drafted, strict=True)]


@pytest.mark.slow
def test_a_false_comment_is_repaired_to_what_is_true(planted):
    mended = [texts(draft.fixed)[line] for _, plan, draft in planted for line in plan]
    right = [texts(one)[line] for one, plan, _ in planted for line in plan]
    same = sum(new == old for new, old in zip(mended, right, strict=True))
    assert all(fault.line in plan for _, plan, draft in planted for fault in draft.faults)
    assert same >= RESTORED * len(right) > SOME, list(zip(right, mended))


@pytest.mark.slow
def test_a_comment_that_is_proven_is_never_touched(planted):
    for one, plan, draft in planted:
        assert draft.repaired.keys() <= plan.keys()
        fixed, rows = draft.fixed.lines, one.lines
        true = texts(one).keys() - plan.keys()
        assert [fixed[line - 1] for line in true] == [rows[line - 1] for line in true]
        begins = {line: note.col for line, note in draft.repaired.items()}
        assert begins == {note.line: note.col for note in one.notes if note.line in plan}


# Other people's files: what is written here is taken away, and must come back


WHOLE = {
    "gpt": """
        import torch
        from torch import nn
        from torch.nn import functional as F


        class Config:
            block_size, K, n_layer, nh, D = 32, 65, 2, 3, 48


        class SelfAttention(nn.Module):
            def __init__(self, config):
                super().__init__()
                self.c_attn = nn.Linear(config.D, 3 * config.D)
                self.nh, self.D = config.nh, config.D
                ones = torch.ones(32, 32)   # (32, 32)
                self.mask = ones.tril()     # (32, 32)

            def forward(self, x):
                B, T, C = x.size()                                    # (B, T, C)
                q, k, v = self.c_attn(x).split(self.D, dim=2)         # each (B, T, C)
                k = k.view(B, T, self.nh, C // self.nh).mT            # (B, T, C/nh, nh)
                q = q.view(B, T, self.nh, C // self.nh)               # (B, T, nh, C/nh)
                v = v.unflatten(2, (self.nh, C // self.nh))           # (B, T, nh, C/nh)
                q, v = q.transpose(1, 2), v.transpose(1, 2)           # each (B, nh, T, C/nh)
                att = q @ k.permute(0, 3, 2, 1)                       # (B, nh, T, T)
                att = att.masked_fill(self.mask[:T, :T] == 0, -1e9)   # (B, nh, T, T)
                y = F.softmax(att, dim=-1) @ v                        # (B, nh, T, C/nh)
                return y.transpose(1, 2).contiguous().view(B, T, C)   # (B, T, C)


        class GPT(nn.Module):
            def __init__(self, config):
                super().__init__()
                self.config = config
                self.wte = nn.Embedding(config.K, config.D)
                self.wpe = nn.Embedding(config.block_size, config.D)
                self.h = nn.ModuleList([SelfAttention(config) for _ in range(config.n_layer)])
                self.lm_head = nn.Linear(config.D, config.K)

            def forward(self, idx, targets=None):
                b, t = idx.size()                                # (b, t)
                assert t <= self.config.block_size, f"{t} is too long"
                pos = torch.arange(t)  # shape (t)
                tok_emb = self.wte(idx)                          # (b, t, self.config.D)
                pos_emb = self.wpe(pos)                          # (t, self.config.D)
                x = F.dropout(tok_emb + pos_emb)                 # (b, t, self.config.D)
                for block in self.h:
                    x = x + block(x)                             # (b, t, self.config.D)
                logits = self.lm_head(x)                         # (b, t, self.config.K)
                loss = None
                if targets is not None:
                    loss = F.cross_entropy(logits.mT, targets)   # ()
                return logits, loss


        def main():
            model = GPT(Config)
            idx = torch.randint(65, (4, 16))         # (4, 16)
            logits, loss = model(idx, idx)           # (4, 16, 65), ()
            loss.backward()
            for _ in range(3):
                logits, _ = model(idx)
                last = logits[:, -1].argmax(dim=1)   # (4,)
                idx = torch.cat((idx, last[:, None]), dim=1)
            print(idx.shape)


        if __name__ == "__main__":
            main()
        """,
    "unet": """
        import torch
        from torch import nn
        from torch.nn import functional as F


        class Twice(nn.Module):
            def __init__(self, in_ch, out_ch):
                super().__init__()
                self.net = nn.Sequential(
                    nn.Conv2d(in_ch, out_ch, 3, padding=1),
                    nn.ReLU(),
                )

            def forward(self, x):
                return self.net(x)


        class UNet(nn.Module):
            def __init__(self, in_ch, base):
                super().__init__()
                self.enc = Twice(in_ch, base)
                self.mid = Twice(base, 2 * base)
                self.up = nn.ConvTranspose2d(2 * base, base, 2, stride=2)
                self.dec = Twice(2 * base, base)

            def forward(self, x):
                B, C, H, W = x.shape                  # (B, C, H, W)
                skip = self.enc(x)                    # (B, base, H, W)
                m = self.mid(F.max_pool2d(skip, 2))   # (B, 2*base, H/2, W/2)
                u = self.up(m)                        # (B, base, H, W)
                u = torch.cat([skip, u], dim=1)       # (B, 2*base, H, W)
                self.last = u                         # (B, 2*base, H, W)
                return self.dec(u)                    # (B, base, H, W)


        def main():
            B, H, W, base = 2, 12, 16, 7
            image = torch.rand(B, 3, H, W)   # (B, 3, H, W)
            out = UNet(3, base)(image)       # (B, base, H, W)
            print(out.shape)


        main()
        """,
    "vae": """
        import torch
        from torch import nn
        from torch.nn import functional as F


        class VAE(nn.Module):
            def __init__(self, in_dim, hidden, z_dim):
                super().__init__()
                self.enc = nn.Linear(in_dim, hidden)
                self.mu, self.logvar = nn.Linear(hidden, z_dim), nn.Linear(hidden, z_dim)
                self.dec = nn.Sequential(nn.Linear(z_dim, hidden), nn.ReLU(), nn.Linear(hidden, in_dim))

            def encode(self, x):
                B, C, H, W = x.shape                # (B, C, H, W)
                x = x.view(B, C * H * W)            # (B, C*H*W)
                h = F.relu(self.enc(x))             # (B, hidden)
                return self.mu(h), self.logvar(h)   # each (B, z_dim)

            def forward(self, x):
                mu, logvar = self.encode(x)
                B, D = mu.shape                       # (B, D)
                eps = torch.randn_like(mu)            # (B, D)
                z = mu + eps * (0.5 * logvar).exp()   # (B, D)
                z[:, 0] = 0                           # (B,)
                z += mu.mean(dim=0)                   # (B, D) + (D,) = (B, D)
                return self.dec(z), z                 # (B, in_dim), (B, D)


        def main():
            B, C, H, W, D = 6, 3, 7, 9, 11
            image = torch.rand(B, C, H, W)                                  # (B, C, H, W)
            vae = VAE(C * H * W, 32, D)
            recon, z = vae(image)                                           # (B, C*H*W), (B, D)
            loss = F.mse_loss(recon, image.flatten(1)) + z.square().sum()   # ()
            print(loss.item())


        main()
        """,
    "mixed": """
        import torch

        N, D = 7, 5


        def ranks(x):
            y = x + 1
            return y


        def never(x):
            return x + 1


        def shadow(D):
            x = torch.zeros(D, 2)        # (D, 2)
            D = 9
            y = torch.zeros(D, 2)        # (D, 2)
            late = torch.zeros(8); last = 8
            return y if last else late   # (D, 2)


        def outer(x):
            B, C = x.shape                                             # (B, C)

            def inner(t):
                return t.sum(0)   # ()

            rows = [inner(x[b]) for b in range(B)]                     # each ()
            twice = (lambda t: torch.cat([t, t], dim=1))(x)            # (B, 6)
            whole = torch.stack(list(row.expand(C) for row in rows))   # (B, C)
            first, *rest = rows                                        # each ()
            return whole * N, twice                                    # (B, C), (B, 6)


        def loops(B):
            for n in (3, 4):
                x = torch.zeros(B, n)            # (B, n)
                y = torch.zeros(B, n * n + 40)   # (B, n*n+40)
            for n in range(3):
                z = torch.zeros([5] * n)
            while B < 6:
                B += 1
                z = torch.zeros(7)               # (7,)
            try:
                z = x + torch.zeros(1)
                bad = x + torch.zeros(B, 9)
            except RuntimeError:
                z = y
            return [x, y, z]


        def spread(B, model={}):
            sure = torch.zeros(
                B,
                3,
            )                                      # (B, 3)
            back = torch.zeros(B) \\
                + torch.ones(B)                    # (B,)
            text = '''#
            '''; deep = torch.zeros(B, 13)         # (B, 13)
            noted = torch.zeros(B)  # noqa: F841
            typed: torch.Tensor = torch.zeros(B)   # (B,)
            if B: inline = torch.zeros(B, 11)      # (B, 11)
            model["b"] = torch.zeros(B, 17)        # (B, 17)
            model["b"].add_(1)
            sure[0, 0] = 1
            return (
                back,
                deep.mean(1),
            )                                      # each (B,)


        def main():
            B = 4
            ranks(torch.zeros(2, 3))   # (2, 3)
            ranks(torch.zeros(2))      # (2,)
            shadow(3)
            outer(torch.zeros(B, 3))   # (B, 3), (B, 6)
            loops(B)
            spread(B)                  # each (B,)
            square, size = torch.zeros(6, 6), 8
            weak = torch.zeros(size, 2 * B)
            print(weak.shape, D)


        main()
        """,
}


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    """A folder of files: its path, what a diff said and left, what fix said and left, and fix again."""
    home = tmp_path_factory.mktemp("others")
    (home / "sub").mkdir()
    for name, text in files().items():
        (home / name).write_text(text)
    diff = stepthrough_("fix", "--diff", "lacks.py", "raises.py", cwd=home)
    before = contents(home)
    first = stepthrough_("fix", "sub", ".", cwd=home)
    after = contents(home)
    again = stepthrough_("fix", ".", cwd=home)
    return SimpleNamespace(
        home=home, diff=diff, before=before, first=first, after=after, again=again
    )


def files():
    """What is in that folder at first."""
    lacking = {}
    for name, text in WHOLE.items():
        whole = textwrap.dedent(text).lstrip("\n")
        lacking[f"{name}.py"] = bare(snippet.build(Path(f"{name}.py"), name, whole)).source
    return lacking | LEFT | {"wrong.py": wrong(WRONG)}


def contents(home):
    return {path.relative_to(home).as_posix(): path.read_text() for path in home.rglob("*.py")}


@pytest.mark.parametrize("name", WHOLE)
def test_real_code_gets_the_comments_it_lacks(others, name):
    want = textwrap.dedent(WHOLE[name]).lstrip("\n")
    assert others.after[f"{name}.py"] == want


def test_a_line_that_would_prove_nothing_gets_no_comment_and_is_told(others):
    said = "no comment written: size and 2*B are both 8, a swap would pass"
    assert re.search(rf"^mixed\.py:\d+:5: {re.escape(said)}$", others.first.stdout, re.MULTILINE)


def test_fixing_other_files_again_changes_no_byte(others):
    assert contents(others.home) == others.after
    summary = f"{len(others.after)} files: nothing to fix, {len(FAULTS)} wrong"
    assert others.again.stdout.splitlines()[-1] == summary


# False comments, each in a function of its own


WRONG = {
    "x = torch.zeros(B, H, W).flatten(1)": ("(B, W)", "(B, H*W)"),
    "x = torch.zeros(B, H, W)  ": ("(B,  W ,  H)", "(B,  H ,  W)"),
    "x = torch.zeros(B, H, W)": ("(B, H)", "(B, H, W)"),
    "x = torch.zeros(B, W)": ("(B, 1, W)", "(B, W)"),
    "x = torch.zeros(B, H)": ("(Q, H)", "(B, H)"),
    "x = torch.zeros(B, H) * 1": ("(B, 7)", "(B, H)"),
    "x = torch.zeros(B, H, W) * 1": ("(..., H)", "(..., W)"),
    "x = torch.zeros(B, H, W) * 2": ("(_, W, W)", "(_, H, W)"),
    "x = torch.zeros(B, H) + torch.zeros(H)": ("(B, H) + (B,) = (B, H)", "(B, H) + (H,) = (B, H)"),
    "x = torch.zeros(B, H) * torch.zeros(H)": ("(B, H) + (B,) = (B, H)", "(B, H) * (H,) = (B, H)"),
    "y = torch.zeros(B, H); x = y.mT": ("(B, W) -> (H, B)", "(B, H) -> (H, B)"),
    "x = torch.zeros(B, H).unbind()": ("each (B,)", "each (H,)"),
    "x, y = torch.zeros(B, H), torch.zeros(H)": ("(B, H), (W,)", "(B, H), (H,)"),
    "x, y = torch.zeros(H, B), torch.zeros(H)": ("each (B, H)", "(H, B), (H,)"),
    "x = torch.zeros(B, H * W, 9)": ("(B, P, 3), where P = H * W", "(B, P, 9), where P = H * W"),
    "x = torch.zeros(H, B)": ("(H, P), where P = B*Q", "(H, B)"),
    "x = torch.zeros(W, B)": ("(W, B", "(W, B)"),
    "x = torch.zeros(B, H, W).flatten(1).mT": ("(B, W*H)", "(W*H, B)"),
    "x, y = torch.zeros(B, W), torch.zeros(B, W)": ("both (B, H)", "both (B, W)"),
    "x = torch.zeros(15, W)[:B]": ("(B, H)", "(B, W)"),
    "y = x = torch.zeros(B, 15)": ("(B, 14)", "(B, 15)"),
    "for x in torch.zeros(B, H):": ("(B,)", "(H,)"),
}


def wrong(table, at=0):
    """A file with one function for each line of a table; `at` says which comments."""
    rows = ["import torch", ""]
    for number, (code, texts) in enumerate(table.items()):
        rows += [f"def f{number}(B, H, W):", f"    {code} # {texts[at]}"]
        rows += ["        pass" if code.endswith(":") else "", ""]
    calls = [f"    f{number}(B, H, W)" for number in range(len(table))]
    return "\n".join([*rows, "def main():", "    B, H, W = 4, 6, 10", *calls, ""])


def test_false_comments_are_repaired_with_the_smallest_change(others):
    assert others.after["wrong.py"] == wrong(WRONG, at=1)


def test_each_repair_is_told_with_its_place(others):
    assert "wrong.py:4:41: (B, W) was false: now (B, H*W)" in others.first.stdout.splitlines()
    assert f"wrong.py: 0 comments written, {len(WRONG)} repaired" in others.first.stdout


# What fix cannot do, it says


LEFT = {
    "lacks.py": "import torch\n\n\ndef main():\n    B, D = 2, 3\n    x = torch.zeros(B, D)\n",
    "prose.py": "import torch\n\nx = torch.zeros(2, 3)  # (2, 3) is a shape\n",
    "raises.py": "import torch\n\nx = torch.zeros(2, 3)\ny = x @ x  # (2, 2)\n",
    "sub/syntax.py": "x = (1,\n",
    "weak.py": "import torch\n\nB, D = 3, 3\nx = torch.zeros(B, D)  # (B, D)\n",
}
FAULTS = [
    "prose.py:3:33: cannot read this shape comment: expected the end of the comment, found 'is'",
    "raises.py:4:5: raises RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)",
    "sub/syntax.py:1:5: syntax error: '(' was never closed",
    "weak.py:4:30: weak comment: B and D are both 3, a swap would pass",
]
LINE = "    x = torch.zeros(B, D)"


def test_a_diff_is_printed_and_nothing_is_written(others):
    assert others.before == files() and others.diff.returncode == 1
    rows = others.diff.stdout.splitlines()
    assert rows[:3] == ["--- lacks.py", "+++ lacks.py", "@@ -3,4 +3,4 @@"]
    changed = [row for row in rows[3:] if not row.startswith(" ")]
    assert changed == [f"-{LINE}", f"+{LINE}   # (B, D)"]
    assert "2 files: 1 comment to write, 0 to repair, 1 wrong" in others.diff.stderr


def test_one_file_with_a_fault_does_not_keep_others_from_being_fixed(others):
    lacks = LEFT["lacks.py"].replace(LINE, f"{LINE}   # (B, D)")
    assert {name: others.after[name] for name in LEFT} == LEFT | {"lacks.py": lacks}


def test_the_faults_that_remain_are_told_and_are_exit_code_1(others):
    assert others.first.returncode == 1 and "Traceback" not in others.first.stderr
    told = [row for row in others.again.stdout.splitlines() if re.match(r"\S+:\d+:\d+: ", row)]
    assert [row for row in told if "no comment written" not in row] == FAULTS
    assert all(fault in others.first.stdout.splitlines() for fault in FAULTS)
