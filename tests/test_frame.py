import pytest

from stepthrough.frame import FULL_ITERATIONS, Frame


@pytest.fixture
def frame():
    return Frame(0, None, None, None, folded=False)


def test_a_loop_mutes_its_frame_after_its_first_iterations(frame):
    heard = []
    for count in range(1, FULL_ITERATIONS + 3):
        frame.loops[7] = count
        heard.append(not frame.muted)
    assert heard == [True] * FULL_ITERATIONS + [False, False]


def test_a_loop_that_is_over_mutes_nothing(frame):
    frame.loops[7] = 99
    del frame.loops[7]
    assert not frame.muted


def test_a_folded_call_is_muted_from_its_start():
    assert Frame(0, None, None, None, folded=True).muted
