"""Draws chrome removed against content lost, and accuracy against CPU time, one point for each method."""

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.baselines import OURS
from benchmarks.metrics import Figures
from benchmarks.outcomes import FIGURES, Summary

LEAST_LOSS = 0.01
COLOURS = ("tab:red", "tab:blue", "tab:green", "tab:purple")
TITLES = {
    "light": "light residue, 4 extractors pooled",
    "flat": "the same without line breaks",
    "html_text": "whole page, html_text",
    "bs4_text": "whole page, one text node a line",
}


def draw(groups: dict[tuple[str, str], Figures], path: Path) -> None:
    """Writes a PNG with one panel for each group of sources; a loss below 0.01% stands at the left edge."""
    figure, axes = panels([group for group in TITLES if any(group == key for key, _ in groups)])
    for group, axis in axes.items():
        for (key, name), figures in groups.items():
            if key == group:
                loss = max(100 * figures.tally.content_lost, LEAST_LOSS)
                mark(axis, name, loss, 100 * figures.tally.chrome_removed)
        axis.set(title=TITLES[group], xlabel="content lost, % of words (log)", xscale="log", ylim=(-3, 103))
        axis.set_xlim(LEAST_LOSS * 0.8, 300)
    save(figure, "chrome removed, % of words", path)


def draw_harm(points: Mapping[str, tuple[float, float]], path: Path) -> None:
    """Writes a PNG of the harm and the chrome removed of each method, both as shares."""
    figure, axes = panels(["light residue, mean of each text's"])
    for title, axis in axes.items():
        for name, (harm, removed) in points.items():
            mark(axis, name, max(100 * harm, LEAST_LOSS), 100 * removed)
        axis.set(
            title=title, xlabel="cut from texts without chrome, % of characters (log)", xscale="log", ylim=(-3, 103)
        )
        axis.set_xlim(LEAST_LOSS * 0.8, 300)
    save(figure, "chrome removed, % of words", path)


def draw_pages(results: Sequence[Summary], path: Path) -> None:
    """Writes a PNG with one panel for each set of pages; the methods are told apart by colours and shapes."""
    figure, axes = panels(list(dict.fromkeys(result.group for result in results if result.group in FIGURES)))
    looks = dict(zip(dict.fromkeys(result.method for result in results), product("oD^s", COLOURS), strict=False))
    for group, axis in axes.items():
        for result in results:
            if result.group == group:
                shape, colour = looks[result.method]
                axis.scatter(result.milliseconds, result.f1, s=60, marker=shape, c=colour, label=result.method)
        axis.set(title=f"{group}: {FIGURES[group]}", xlabel="CPU ms a page (log)", xscale="log")
        axis.xaxis.set_minor_formatter("")
        axis.grid(visible=True, alpha=0.3)
    axis.legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))
    save(figure, "F1", path)


def panels(names: list[str]) -> tuple[Any, dict[str, Any]]:
    """Returns a figure, and by name its panels, which share their vertical axis."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, len(names), figsize=(5 * len(names), 4.5), sharey=True, squeeze=False)
    return figure, dict(zip(names, axes[0], strict=True))


def mark(axis: Any, name: str, x: float, y: float) -> None:
    """Draws a method with its name."""
    axis.scatter(x, y, color="tab:red" if name in OURS else "tab:blue", zorder=2)
    axis.annotate(name, (x, y), xytext=(5, 5), textcoords="offset points")
    axis.grid(visible=True, alpha=0.3)


def save(figure: Any, label: str, path: Path) -> None:
    """Writes a figure, with the label of its vertical axis."""
    figure.axes[0].set_ylabel(label)
    figure.tight_layout()
    figure.savefig(path, dpi=120)
