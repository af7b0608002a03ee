"""Measures what each engine costs beside plain Python: the CPU time of all its processes, and the time on the clock.

What a job costs before its first document (processes, rules) is that of a job with a few documents, and is taken off.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks.data import POOLED
from benchmarks.memory_batch import process_tree, repeated
from benchmarks.options import add_data_option, listed
from benchmarks.speed_text import MB, load_texts
from cleantext import Pipeline, clean_many

WORKERS = 2
INTERVAL_SECONDS = 0.05
FEW = 20  # documents in the job that shows what a start costs
TICK = os.sysconf("SC_CLK_TCK")
Job = Callable[[], object]


class CpuTime(threading.Thread):
    """Adds up the CPU time of this process and of all that it starts, which is looked at every so often.

    What ends takes its last moments with it; nothing else tells of all, as some engines do not wait for their workers.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._ticks: dict[tuple[int, str], int] = {}
        self._lock = threading.Lock()

    def run(self) -> None:
        """Looks for ever."""
        while True:
            self.look()
            time.sleep(INTERVAL_SECONDS)

    def look(self) -> float:
        """Returns the seconds until now."""
        with self._lock:
            for process in process_tree(os.getpid()):
                with suppress(OSError):
                    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                    self._ticks[process, fields[19]] = int(fields[11]) + int(fields[12])
            return sum(self._ticks.values()) / TICK


def measured(job: Job, watch: CpuTime) -> tuple[float, float]:
    """Returns the CPU seconds and the seconds on the clock that a job takes."""
    cpu, clock = watch.look(), time.perf_counter()
    job()
    return watch.look() - cpu, time.perf_counter() - clock


def plain(texts: list[str], folder: Path) -> Job:
    """One process, no engine."""
    pipeline = Pipeline.default()
    return lambda: [pipeline.clean(text) for text in texts]


def many(texts: list[str], folder: Path) -> Job:
    """The library's own workers."""
    return lambda: list(clean_many(texts, jobs=WORKERS))


def parquet(texts: list[str], folder: Path) -> str:
    """Writes texts as two files of Parquet, one for each worker, and returns their folder."""
    import pyarrow
    from pyarrow.parquet import write_table

    folder.mkdir()
    for worker in range(WORKERS):
        write_table(pyarrow.table({"text": texts[worker::WORKERS]}), folder / f"{worker}.parquet")
    return str(folder)


def ray_data(texts: list[str], folder: Path) -> Job:
    """Ray Data: from Parquet to its object store."""
    import ray

    from cleantext.engines.ray import clean

    if not ray.is_initialized():
        ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, object_store_memory=500_000_000)
        ray.data.DataContext.get_current().enable_progress_bars = False
    path = parquet(texts, folder)
    return lambda: clean(ray.data.read_parquet(path)).materialize()


def spark(texts: list[str], folder: Path) -> Job:
    """Apache Spark: from Parquet to nowhere ("noop"), after all work is done."""
    from pyspark.sql import SparkSession

    from cleantext.engines.spark import clean

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{WORKERS}]").config("spark.driver.host", "127.0.0.1")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    path = parquet(texts, folder)
    return lambda: clean(session.read.parquet(path)).write.format("noop").mode("overwrite").save()


def datatrove(texts: list[str], folder: Path) -> Job:
    """Lines of JSON through datatrove's reader and executor; its workers are started for each job."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader

    from cleantext.engines.datatrove import Cleaner

    folder.mkdir()
    for worker in range(WORKERS):
        lines = "\n".join(json.dumps({"text": text, "id": "0"}) for text in texts[worker::WORKERS])
        (folder / f"{worker}.jsonl").write_text(lines + "\n")

    def job() -> None:
        steps = [JsonlReader(str(folder)), Cleaner()]
        logs = tempfile.mkdtemp()  # A job whose logs are there is taken for done.
        LocalPipelineExecutor(steps, tasks=WORKERS, workers=WORKERS, logging_dir=logs).run()

    return job


def datasets(texts: list[str], folder: Path) -> Job:
    """Hugging Face datasets: `map` from Arrow to Arrow on disk; its workers are started for each job."""
    from datasets import Dataset, disable_progress_bars

    from cleantext.engines.datasets import cleaner

    disable_progress_bars()
    Dataset.from_dict({"text": texts}).save_to_disk(folder)
    dataset = Dataset.load_from_disk(folder)
    return lambda: dataset.map(cleaner(), batched=True, num_proc=WORKERS, load_from_cache_file=False)


def dask(texts: list[str], folder: Path) -> Job:
    """Dask: from Parquet, by processes, which are started for each job, to a data frame in this one."""
    from dask.dataframe import read_parquet

    from cleantext.engines.dask import clean

    path = parquet(texts, folder)
    return lambda: clean(read_parquet(path)).compute(scheduler="processes", num_workers=WORKERS)


ENGINES = {
    "clean_many": many,
    "ray": ray_data,
    "spark": spark,
    "datatrove": datatrove,
    "datasets": datasets,
    "dask": dask,
}


def rounds_of(names: tuple[str, ...], texts: list[str], rounds: int) -> dict[str, list[tuple[float, float, float]]]:
    """Returns of each round by name: CPU seconds, seconds on the clock, and CPU seconds until the first document.

    Each round does every job, the small and the large one; the first of all, in which engines start, does not count.
    """
    makers = {"plain": plain, **{name: ENGINES[name] for name in names}}
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in makers}
    watch = CpuTime()
    watch.start()
    with tempfile.TemporaryDirectory() as place:
        jobs = {
            name: [make(part, Path(place, f"{name}{len(part)}")) for part in (texts[:FEW], texts)]
            for name, make in makers.items()
        }
        for small, large in jobs.values():
            small()
            large()
        for _ in range(rounds):
            for name, (small, large) in jobs.items():
                (start_cpu, start_clock), (cpu, clock) = measured(small, watch), measured(large, watch)
                found[name].append((cpu - start_cpu, clock - start_clock, start_cpu))
    return found


def print_table(found: dict[str, list[tuple[float, float, float]]]) -> None:
    """Prints medians: costs beside plain Python and beside two workers without an engine, round by round."""
    print(
        "| | CPU seconds | beside plain, CPU | lowest … highest round | beside clean_many, clock | start, CPU seconds |"
    )
    print("| --- | --: | --: | --: | --: | --: |")
    for name, each in found.items():
        cpu = [own[0] / base[0] - 1 for own, base in zip(each, found["plain"], strict=True)]
        clock = [own[1] / base[1] - 1 for own, base in zip(each, found.get("clean_many", each), strict=True)]
        seconds, start = (statistics.median(one[place] for one in each) for place in (0, 2))
        print(
            f"| {name} | {seconds:.2f} | {statistics.median(cpu):+.1%} | {min(cpu):+.1%} … {max(cpu):+.1%} "
            f"| {'' if name == 'plain' else f'{statistics.median(clock):+.1%}'} | {start:.2f} |"
        )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    add_data_option(parser)
    parser.add_argument("--only", type=listed("engine", ENGINES), default=tuple(ENGINES), metavar="ENGINE,…")
    parser.add_argument("--megabytes", type=float, default=24, help="text in a job (default: 24)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds to take the median of (default: 5)")
    options = parser.parse_args()
    texts = list(repeated(load_texts(options.data, options.megabytes), options.megabytes))
    size = sum(len(text.encode()) for text in texts) / MB
    print(f"{len(texts)} residue texts of {', '.join(POOLED)}, {size:.1f} MB, {options.rounds} rounds\n", flush=True)
    print_table(rounds_of(options.only, texts, options.rounds))


if __name__ == "__main__":
    main()
