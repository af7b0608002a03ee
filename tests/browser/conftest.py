"""A headless Chromium, as Debian packages it, and a page of a report over documents that try to break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

import cleantext

ARTICLE = "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it."
#: What documents hold that a page must not take for its own.
HOSTILE = "</script><script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">&lt;b&gt;"
TEXTS = {
    "bridge.txt": f"{ARTICLE}\n\nShare this article\n\nLeave a Reply\nYour email address will not be published.\n",
    "ferry.txt": f"The ferry sails at noon, and once more in the evening when the tide allows it.\n\n{ARTICLE}\n",
    "form.txt": "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n",
    "<img src=x onerror=alert(1)>.txt": (
        f"{ARTICLE}\n\n{HOSTILE}\n\n\u202eShare this article\n\nLeave a Reply {HOSTILE}\n"
    ),
    "network.txt": f"{ARTICLE}\n\nFacebook\n\n{ARTICLE.replace('Tuesday', 'Friday')}\n\nLeave a Reply\n",
}


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a run over the texts, and over thirty that are long."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "news").mkdir()
    for name, text in TEXTS.items():
        (folder / "news" / name).write_text(text, "utf-8")
    for number in range(30):
        lines = "\n\n".join(f"{ARTICLE} It was page {number} of the minutes, line {line}." for line in range(20))
        (folder / "news" / f"minutes-{number:02}.txt").write_text(f"{lines}\n\n3 Comments\n", "utf-8")
    cleantext.clean_files(folder / "news", folder / "clean", report=folder / "report.html")
    return folder / "report.html"


@pytest.fixture(scope="session")
def chromium() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


@pytest.fixture
def page(chromium: webdriver.Chrome, report: Path) -> webdriver.Chrome:
    """The report, freshly opened on a wide screen in the light."""
    return opened(chromium, report)


def opened(chromium: webdriver.Chrome, path: Path, *, width: int = 1400, scheme: str = "light") -> webdriver.Chrome:
    size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    chromium.get(path.as_uri())
    chromium.execute_script("try { localStorage.clear() } catch {}")
    chromium.get_log("browser")
    chromium.refresh()
    return chromium
