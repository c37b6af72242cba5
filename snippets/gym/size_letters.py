"""Draw sizes for letters, and say a shape in the letters that made it."""

from itertools import combinations_with_replacement, permutations


def draw(dice, used, fixed):
    """{'L': 7, 'D': 12}: sizes for the letters used, no two sizes alike."""
    while True:
        B, C, K, L, P, S, T, V = dice.sample(range(2, 12), 8)
        nh, ps = dice.sample(range(2, 5), 2)
        hd, h, w = dice.sample(range(2, 8), 3)
        whole = {"D": nh * hd, "H": ps * h, "W": ps * w, "hd": hd, "nh": nh}
        whole |= dict(B=B, C=C, K=K, L=L, P=P, S=S, T=T, V=V, ps=ps)
        sizes = {name: whole[name] for name in used}
        if len({*fixed, *sizes.values()}) == len(fixed) + len(sizes):
            return sizes


def words(shapes, draws):
    """['B', 'L*D'] for the shapes that a line made, one for each draw."""
    return [word(dims, draws) for dims in zip(*shapes)]


def word(dims, draws):
    """What is right at every draw; else the number of the first."""
    if len(set(dims)) > 1:
        for text in texts(list(draws[0])):
            sizes = [eval(text, dict(draw)) for draw in draws]
            if sizes == list(dims):
                return text
    return str(dims[0])


def texts(names):
    """'L', '2*L', 'L+1', 'L*D', 'D/nh', 'H/ps*W/ps' … the plainest first."""
    yield from names
    for name in names:
        yield from (f"{name}{by:+}" for by in (1, -1, 2, -2))
        yield from (f"{by}*{name}" for by in (2, 3, 4))
        yield f"{name}/2"
    for many in (2, 3, 4):
        yield from map("*".join, combinations_with_replacement(names, many))
    for sign in "/+-":
        yield from map(sign.join, permutations(names, 2))
    for one, two, by in permutations(names, 3):
        yield f"{one}/{by}*{two}/{by}"
        yield f"{one}*{two}+{by}"
        yield f"{one}*{by}*{by}"


def main():
    draws = [{"B": 2, "H": 8, "W": 12}, {"B": 3, "H": 10, "W": 6}]
    print(words([(2, 96, 5), (3, 60, 5)], draws))


if __name__ == "__main__":
    main()
