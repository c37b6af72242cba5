"""DistributedSampler without set_epoch: the same order in every epoch.

All processes have to shuffle alike, so the sampler starts its shuffle from
its seed and the number of the epoch. Nobody told it the epoch, so that stays
0, and each epoch brings the same batches in the same order.

Fix: `sampler.set_epoch(epoch)` at the top of each epoch.

Tempting: `shuffle=True` in the loader. It refuses to have both.

Check: Two epochs come in different orders. It takes any function that
gives the order of one epoch.
"""

from torch.utils.data import DistributedSampler

PHASE = "load data"
SYMPTOM = "it trains, and the result is wrong"
MODELS = ("cnn", "clip")
SEE = ("the-training-loop",)


def broken():
    sampler = DistributedSampler(range(12), num_replicas=2, rank=0)
    return lambda epoch: list(sampler)


def fixed():
    sampler = DistributedSampler(range(12), num_replicas=2, rank=0)

    def order(epoch):
        sampler.set_epoch(epoch)
        return list(sampler)
    return order


def check(order):
    first, second = order(0), order(1)
    assert first != second, f"epochs 0 and 1 are both {first}"


def main():
    try:
        check(broken())
    except AssertionError as error:
        print(error)
    check(fixed())


if __name__ == "__main__":
    main()
