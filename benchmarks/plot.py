"""Draws chrome removed against content lost, one point for each method."""

from pathlib import Path

from benchmarks.metrics import Figures

LEAST_LOSS = 0.01
TITLES = {
    "light": "light residue, 4 extractors pooled",
    "html_text": "whole page, html_text",
    "bs4_text": "whole page, one text node a line",
}


def draw(groups: dict[tuple[str, str], Figures], path: Path) -> None:
    """Writes a PNG with one panel for each group of sources; a loss below 0.01% stands at the left edge."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    panels = [group for group in TITLES if any(group == key for key, _ in groups)]
    figure, axes = pyplot.subplots(1, len(panels), figsize=(5 * len(panels), 4.5), sharey=True, squeeze=False)
    for axis, group in zip(axes[0], panels, strict=True):
        for (key, name), figures in groups.items():
            if key != group:
                continue
            loss = max(100 * figures.tally.content_lost, LEAST_LOSS)
            axis.scatter(loss, 100 * figures.tally.chrome_removed, color=_colour(name), zorder=2)
            axis.annotate(name, (loss, 100 * figures.tally.chrome_removed), xytext=(5, 5), textcoords="offset points")
        axis.set(title=TITLES[group], xlabel="content lost, % of words (log)", xscale="log", ylim=(-3, 103))
        axis.set_xlim(LEAST_LOSS * 0.8, 300)
        axis.grid(alpha=0.3)
    axes[0][0].set_ylabel("chrome removed, % of words")
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def _colour(name: str) -> str:
    return "tab:red" if name == "cleantext" else "tab:blue"
