"""The pool keeps the order, bounds what is under way, and gives a dead worker's other units back.

Changes to `pool.py` tried by hand, and the test here that failed for each:

- the results of a batch are given in the order of completion: test_results_come_in_the_order_of_the_pieces
- a dead worker's batch is given up as a whole: test_a_unit_that_kills_costs_itself_alone
- a unit is lost at its first death, without a second try: test_a_worker_that_is_killed_by_accident_costs_nothing
- no limit on the batches under way: test_only_a_few_pieces_are_taken_ahead
- it waits for an answer when every batch under way is done and no worker is busy (a bug that it had; the run hung):
  test_a_slow_reader_never_leaves_the_pool_waiting_for_nobody
- workers do not ignore SIGINT: test_ctrl_c_at_the_terminal_does_not_reach_the_workers
- a worker fails where the run has left it with something under way (a bug that it had; Ctrl-C now and then printed a
  traceback): test_a_worker_whose_run_has_gone_ends_in_silence
- a worker is started only once (a bug that it had; the run ended with "Aborted!"):
  test_a_fork_server_that_dies_while_a_worker_starts_is_replaced
- a worker that dies while it starts ends the run (a bug that it had): test_a_worker_that_is_killed_while_it_starts_...
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from cleantext.corpus.pool import WorkerPool, _serve
from cleantext.errors import BatchError


def double(number: int) -> int:
    """Twice the number; 13 is deadly, and a small one takes longer than a big one."""
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.02 if number < 3 else 0)
    return 2 * number


def lost(number: int, cause: str) -> str:
    return f"{number}: {cause}"


def process_id(_: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def worker_that_dies_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "fine"


def handler_of_ctrl_c(_: int) -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


class NoWork:
    """Cannot be unpickled."""

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return (_NoWorkError, ("no rules here",))

    def __call__(self, number: int) -> int:
        return number


@dataclass(frozen=True)
class DeadlyAtStart:
    """Kills whoever unpickles it, until there are as many files as `times` in a folder; then it is `double`."""

    folder: Path
    times: int

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Path, int]]:
        return (unpickled, (self.folder, self.times))

    def __call__(self, number: int) -> int:
        return double(number)


def unpickled(folder: Path, times: int) -> Callable[[int], int]:
    if len(list(folder.iterdir())) < times:
        (folder / str(os.getpid())).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return double


class _NoWorkError(Exception):
    def __init__(self, message: str) -> None:
        raise RuntimeError(message)


def batches(count: int, size: int) -> Iterator[tuple[str, list[int]]]:
    for number in range(count):
        yield f"batch {number}", list(range(number * size, number * size + size))


def test_results_come_in_the_order_of_the_pieces() -> None:
    with WorkerPool(double, lambda number, _: number, jobs=3) as pool:
        results = list(pool.map((label, [n for n in units if n != 13]) for label, units in batches(12, 3)))
    assert [label for label, _ in results] == [f"batch {number}" for number in range(12)]
    assert list(chain.from_iterable(got for _, got in results)) == [2 * n for n in range(36) if n != 13]


def test_a_unit_that_kills_costs_itself_alone() -> None:
    with WorkerPool(double, lost, jobs=2) as pool:
        results = list(chain.from_iterable(got for _, got in pool.map(batches(4, 10))))
    assert results == [2 * n if n != 13 else "13: worker died (signal 9)" for n in range(40)]


def test_a_worker_that_is_killed_by_accident_costs_nothing(tmp_path: Path) -> None:
    with WorkerPool(worker_that_dies_once, lost, jobs=1) as pool:
        [(_, results)] = pool.map([("all", [str(tmp_path / "mark")] * 3)])
    assert results == ["fine"] * 3


def test_workers_killed_from_outside_while_idle_and_at_work_are_replaced() -> None:
    with WorkerPool(process_id, lost, jobs=2) as pool:
        seen = set()
        for number, (_, results) in enumerate(pool.map(batches(20, 1))):
            seen.add(results[0])
            if number in (3, 9):
                os.kill(results[0], signal.SIGKILL)
    assert all(isinstance(process, int) for process in seen)
    assert len(seen) >= 3


def test_only_a_few_pieces_are_taken_ahead() -> None:
    taken = 0

    def counted() -> Iterator[tuple[str, list[int]]]:
        nonlocal taken
        for batch in batches(200, 1):
            taken += 1
            yield batch

    with WorkerPool(double, lost, jobs=2) as pool:
        next(pool.map(counted()))
    assert taken <= 2 * 4 + 2


def test_a_slow_reader_never_leaves_the_pool_waiting_for_nobody() -> None:
    with WorkerPool(double, lost, jobs=2) as pool:
        for _ in pool.map((label, [5]) for label, _ in batches(40, 1)):
            time.sleep(0.005)


def test_a_piece_without_units_has_its_place() -> None:
    with WorkerPool(double, lost, jobs=2) as pool:
        assert list(pool.map([("a", [1]), ("b", []), ("c", [5])])) == [("a", [2]), ("b", []), ("c", [10])]


def test_ctrl_c_at_the_terminal_does_not_reach_the_workers() -> None:
    with WorkerPool(handler_of_ctrl_c, lost, jobs=1) as pool:
        assert list(pool.map([("a", [1])])) == [("a", [True])]


@pytest.mark.parametrize("answer_under_way", [False, True])
def test_a_worker_whose_run_has_gone_ends_in_silence(answer_under_way: bool) -> None:
    ours, theirs = multiprocessing.Pipe()
    worker = multiprocessing.get_context("fork").Process(target=serve, args=(ours, theirs))
    worker.start()
    theirs.close()
    assert ours.recv() is None
    ours.send([5, 1])
    if answer_under_way:
        ours.send([1])
        assert ours.poll(5)
    ours.close()
    worker.join()
    assert worker.exitcode == 0


def serve(ours: Connection, theirs: Connection) -> None:
    ours.close()
    _serve(theirs, pickle.dumps(double))


def test_a_worker_that_cannot_start_ends_the_run() -> None:
    message = "a worker cannot start: RuntimeError: no rules here"
    with WorkerPool(NoWork(), lost, jobs=1) as pool, pytest.raises(BatchError, match=message):
        list(pool.map(batches(1, 1)))


def test_a_fork_server_that_dies_while_a_worker_starts_is_replaced() -> None:
    forkserver.ensure_running()
    server = forkserver._forkserver._forkserver_pid
    os.kill(server, signal.SIGSTOP)
    killer = threading.Timer(0.3, os.kill, (server, signal.SIGKILL))
    killer.start()
    with WorkerPool(double, lost, jobs=1) as pool:
        assert list(pool.map([("a", [1])])) == [("a", [2])]
    killer.join()


def test_a_fork_server_that_dies_at_work_costs_nothing() -> None:
    with WorkerPool(process_id, lost, jobs=2) as pool:
        results = []
        for number, (_, units) in enumerate(pool.map(batches(20, 1))):
            results += units
            if number == 3:
                os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
                os.kill(units[0], signal.SIGKILL)
    assert len(results) == 20
    assert all(isinstance(process, int) for process in results)


def test_a_worker_that_never_starts_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise EOFError("unexpected EOF")

    monkeypatch.setattr(forkserver, "connect_to_new_process", refuse)
    monkeypatch.setattr("cleantext.corpus.pool._SECONDS_BETWEEN_STARTS", 0)
    with pytest.raises(BatchError, match="a worker cannot start: unexpected EOF"), WorkerPool(double, lost, jobs=1):
        pass


def test_a_worker_that_is_killed_while_it_starts_is_replaced(tmp_path: Path) -> None:
    with WorkerPool(DeadlyAtStart(tmp_path, 3), lost, jobs=2) as pool:
        assert list(pool.map([("a", [1]), ("b", [5])])) == [("a", [2]), ("b", [10])]


def test_workers_that_are_killed_whenever_they_start_end_the_run(tmp_path: Path) -> None:
    message = r"a worker cannot start: worker died \(signal 9\)"
    with WorkerPool(DeadlyAtStart(tmp_path, 99), lost, jobs=2) as pool, pytest.raises(BatchError, match=message):
        list(pool.map(batches(1, 1)))
    assert len(list(tmp_path.iterdir())) < 12


def test_no_worker_outlives_its_run() -> None:
    with WorkerPool(process_id, lost, jobs=2) as pool:
        workers = {results[0] for _, results in pool.map(batches(6, 1))}
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
