"""A pool of worker processes: results come in order, the work in flight is bounded, and a crash costs one unit."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Final, Generic, Self, TypeVar

from cleantext.errors import BatchError, OptionError

Label = TypeVar("Label")
Unit = TypeVar("Unit")
Result = TypeVar("Result")

# Maximum batches in flight for each worker: enough that no worker waits while a slow document holds up the order, and
# few enough to bound the memory.
_BATCHES_PER_WORKER = 4
# Maximum attempts to start a fork server or worker that dies while it starts.
_STARTS: Final = 5
_SECONDS_BETWEEN_STARTS: Final = 0.1
_MAIN: Final = threading.Lock()


def worker_count(jobs: int | None) -> int:
    """The number of workers: `jobs`, or one for each core if that is None. Raises OptionError if it is below 1."""
    if jobs is not None and jobs < 1:
        raise OptionError(f"jobs is at least 1, or None for all cores, not {jobs}")
    return jobs or _cores()


def _cores() -> int:
    """The number of cores that this process may use; in a container these may be fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class InProcess(Generic[Unit, Result]):
    """Does the work in this process, with the interface of `WorkerPool`: a single document is not worth a process."""

    def __init__(self, work: Callable[[Unit], Result]) -> None:
        self._work = work

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def map(self, batches: Iterable[tuple[Label, Sequence[Unit]]]) -> Iterator[tuple[Label, list[Result]]]:
        """As `WorkerPool.map`."""
        for label, units in batches:
            yield label, [self._work(unit) for unit in units]


class WorkerPool(Generic[Unit, Result]):
    """Worker processes that do `work(unit)` for batches of units.

    When a worker dies, its units are retried one by one; a unit that crashes its worker again, this time alone, gets
    the result `lost(unit, cause)`. Every other unit gets its own result, as if nothing had happened.

    Args:
        work: the function for a unit; it is pickled for the workers. It must have no side effects, as it may run twice.
        lost: the result for a unit that kills its worker.
        jobs: the number of workers.
    """

    def __init__(self, work: Callable[[Unit], Result], lost: Callable[[Unit, str], Result], jobs: int) -> None:
        self._work = _pickled(work)
        self._lost = lost
        self._jobs = jobs
        # Processes that are forked from this one would hold its pipes open, and outlive it when it is killed.
        methods = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        if "forkserver" in methods:
            self._context.set_forkserver_preload(["cleantext.corpus.work", "cleantext.corpus.preload", __name__])
        self._workers: list[_Worker[Unit, Result]] = []
        self._failed_starts = 0

    def __enter__(self) -> Self:
        with _ignoring_sigint():
            self._workers = [_Worker(self._context, self._work) for _ in range(self._jobs)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()

    def map(self, batches: Iterable[tuple[Label, Sequence[Unit]]]) -> Iterator[tuple[Label, list[Result]]]:
        """The results of each batch with its label, in the order of the batches.

        Raises:
            BatchError: a worker does not even start.
        """
        source = iter(batches)
        in_flight: deque[_Batch[Label, Unit, Result]] = deque()
        waiting: deque[_Task[Unit, Result]] = deque()
        while True:
            room = self._jobs * _BATCHES_PER_WORKER - len(in_flight)
            in_flight.extend(_Batch(label, units, waiting) for label, units in islice(source, room))
            if not in_flight:
                return
            self._hand_out(waiting)
            if in_flight[0].missing == 0:
                done = in_flight.popleft()
                yield done.label, done.results()
            else:
                # The first batch lacks a result, so a worker is busy with it, and there is something to wait for.
                self._collect(waiting)

    def _hand_out(self, waiting: deque[_Task[Unit, Result]]) -> None:
        for place, worker in enumerate(self._workers):
            if not waiting or not worker.idle:
                continue
            if worker.is_alive():
                # Only an idle worker gets work: it reads at once, so neither side ever blocks with both pipes full.
                worker.give(waiting.popleft())
            else:
                worker.stop()
                self._workers[place] = _Worker(self._context, self._work)

    def _collect(self, waiting: deque[_Task[Unit, Result]]) -> None:
        ready = wait([worker.pipe for worker in self._workers if not worker.idle])
        for place, worker in enumerate(self._workers):
            if worker.pipe not in ready:
                continue
            try:
                worker.collect()
            except (EOFError, OSError):
                cause = worker.cause_of_death()
                if worker.task is not None:
                    waiting.extendleft(reversed(worker.task.after_death(cause, self._lost)))
                elif self._failed_starts == _STARTS:
                    raise BatchError(f"a worker cannot start: {cause}{_advice(self._work)}") from None
                else:
                    self._failed_starts += 1
                self._workers[place] = _Worker(self._context, self._work)
            else:
                self._failed_starts = 0


def _pickled(work: object) -> bytes:
    """The work as bytes for the workers. Raises BatchError if it cannot be pickled."""
    try:
        return pickle.dumps(work)
    except Exception as error:  # Whatever a user's own code raises.
        raise BatchError(
            f"{error}: what goes to other processes must be defined in a module; 1 job needs none"
        ) from None


def _advice(work: bytes) -> str:
    """Advice for an error message, if workers cannot start with this work."""
    if b"__main__" not in work:
        return ""
    return (
        """; a script that defines a filter needs `if __name__ == "__main__":`, a notebook a module for it, or 1 job"""
    )


@contextmanager
def _without_main(work: bytes) -> Iterator[None]:
    """Keeps the user's script from being run again in a worker, unless something that it defines is needed there.

    A process that is started imports the main module of the one that starts it. A script without a guard against that
    would start all over again.
    """
    if b"__main__" in work:
        yield
        return
    with _MAIN:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


@contextmanager
def _ignoring_sigint() -> Iterator[None]:
    """Let what is started meanwhile ignore Ctrl-C from its first moment on, before it could say so itself."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)


class _Batch(Generic[Label, Unit, Result]):
    """A batch of units, with their results so far and how many are missing."""

    def __init__(self, label: Label, units: Sequence[Unit], waiting: deque[_Task[Unit, Result]]) -> None:
        self.label = label
        self.missing = len(units)
        self._results: list[Result | None] = [None] * len(units)
        if units:
            waiting.append(_Task(self.put, units, 0, alone=False))

    def put(self, start: int, results: Sequence[Result]) -> None:
        self._results[start : start + len(results)] = results
        self.missing -= len(results)

    def results(self) -> list[Result]:
        return self._results  # type: ignore[return-value]  # nothing is missing any more


class _Task(Generic[Unit, Result]):
    """Units that one worker gets at once; `start` is the index of the first among the units of its batch."""

    def __init__(
        self, put: Callable[[int, Sequence[Result]], None], units: Sequence[Unit], start: int, *, alone: bool
    ) -> None:
        self.put = put
        self.units = units
        self.start = start
        self.alone = alone

    def after_death(self, cause: str, lost: Callable[[Unit, str], Result]) -> list[_Task[Unit, Result]]:
        """The tasks to retry: each unit alone. A unit that was alone already is lost."""
        if self.alone:
            self.put(self.start, [lost(self.units[0], cause)])
            return []
        return [_Task(self.put, [unit], place, alone=True) for place, unit in enumerate(self.units, self.start)]


class _Worker(Generic[Unit, Result]):
    """One process, its pipe, and the task that it works on; it is idle once it has reported that it is ready."""

    def __init__(self, context: Any, work: bytes) -> None:
        self.pipe: Connection
        self.pipe, far_end = context.Pipe()
        self._process = _started(context, far_end, work)
        # The worker now holds the only far end, so that its death shows as the end of the pipe.
        far_end.close()
        self.idle = False
        self.task: _Task[Unit, Result] | None = None

    def is_alive(self) -> bool:
        return self._process.is_alive()

    def give(self, task: _Task[Unit, Result]) -> None:
        self.idle = False
        self.task = task
        try:
            self.pipe.send(task.units)
        except OSError:
            # It died while it read. The pipe will say so again when the answer is awaited.
            return
        except (TypeError, AttributeError, pickle.PicklingError) as error:
            raise BatchError(f"{error}: what it is made of cannot go to other processes; 1 job needs none") from None

    def collect(self) -> None:
        answer = self.pipe.recv()
        if isinstance(answer, BaseException):
            raise answer
        if self.task is not None:
            self.task.put(self.task.start, answer)
        self.task = None
        self.idle = True

    def cause_of_death(self) -> str:
        self.pipe.close()
        self._process.join()
        status = self._process.exitcode or 0
        return f"worker died (signal {-status})" if status < 0 else f"worker died (exit status {status})"

    def stop(self) -> None:
        self.pipe.close()
        self._process.terminate()
        self._process.join()


def _started(context: Any, far_end: Connection, work: bytes) -> BaseProcess:
    """A process that serves; raises BatchError if none can be started."""
    for start in range(_STARTS):
        process: BaseProcess = context.Process(target=_serve, args=(far_end, work), daemon=True)
        try:
            with _without_main(work):
                process.start()
        except (EOFError, OSError) as error:
            # The fork server has died, perhaps a moment ago; the next start brings a new one.
            cause = error
            time.sleep(_SECONDS_BETWEEN_STARTS * start)
        else:
            return process
    raise BatchError(f"a worker cannot start: {cause}")


def _serve(pipe: Connection, pickled: bytes) -> None:
    """What a worker does until the other end of the pipe is closed, also by the death of the run itself."""
    # Ctrl-C goes to every process at the terminal; the run decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = pickle.loads(pickled)
    except Exception as error:  # Whatever it is, the run must hear of it.
        pipe.send(BatchError(f"a worker cannot start: {type(error).__name__}: {error}{_advice(pickled)}"))
        return
    pipe.send(None)
    while True:
        # A run that ends in haste breaks the pipe rather than to close it, whichever way something was under way.
        try:
            units = pipe.recv()
        except (EOFError, OSError):
            return
        results = [work(unit) for unit in units]
        try:
            pipe.send(results)
        except OSError:
            return
