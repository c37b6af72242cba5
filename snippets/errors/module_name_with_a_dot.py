"""A module can't be named with a dot: in `state_dict` the dot parts the names.

`encoder.norm` means the module `norm` inside the module `encoder`. A key of a
`ModuleDict` with a dot in it would read like two modules, so it is refused.
Names of layers, of files and of version numbers have such dots.

Fix: Replace the dot, `name.replace(".", "_")`, where you store and where you
look up.

Tempting: A plain dict, which takes any key. Then the modules are not
registered: they don't train, don't move to the GPU and are not saved.
"""

from torch import nn

MESSAGE = 'module name can\\\'t contain ".", got: {name:word}'
READ = ("{name} is the key",)
ALSO = {
    'parameter name can\\\'t contain "."': "ParameterDict, register_parameter",
    'buffer name can\\\'t contain "."': "register_buffer",
    "module name should be a string. Got int": "a key that is a number",
}
PHASE = "build"
SEE = ("nn-module-sequential", "parameter-buffer-state-dict")


def broken():
    D = 8
    names = "encoder.norm", "decoder.norm"
    return nn.ModuleDict({name: nn.LayerNorm(D) for name in names})


def fixed():
    D = 8
    names = "encoder.norm", "decoder.norm"
    return nn.ModuleDict(
        {name.replace(".", "_"): nn.LayerNorm(D) for name in names}
    )


def main():
    try:
        broken()
    except KeyError as error:
        print(error)
    fixed()


if __name__ == "__main__":
    main()
