"""The report in a real browser: it loads without an error or a request, and everything in it works by mouse and key."""

from __future__ import annotations

import json
from pathlib import Path

import axe_core_python
import pytest
from click.testing import CliRunner
from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

import cleantext
from cleantext.cli import main
from tests.browser.conftest import HOSTILE, TEXTS, opened

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")
#: Milliseconds after which a page must be interactive.
INTERACTIVE = 1000


def all_of(page: webdriver.Chrome, selector: str) -> list[WebElement]:
    return page.find_elements(By.CSS_SELECTOR, selector)


def one(page: webdriver.Chrome, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


def seen(page: webdriver.Chrome, selector: str) -> list[str]:
    return [element.text for element in all_of(page, selector) if element.is_displayed()]


def names(page: webdriver.Chrome) -> list[str]:
    return [name.rpartition("news/")[2] for name in seen(page, ".doc h3")]


def search(page: webdriver.Chrome, words: str) -> None:
    one(page, "#search").clear()
    one(page, "#search").send_keys(words)
    WebDriverWait(page, 5).until(lambda _: page.execute_script("return state.query") == words.lower())


def press(page: webdriver.Chrome, *keys: str) -> None:
    ActionChains(page).send_keys(*keys).perform()


def violations(page: webdriver.Chrome) -> list[str]:
    page.execute_script(AXE)
    failed = "(error) => arguments[0]({violations: [{id: String(error), nodes: []}]})"
    found = page.execute_async_script(f"axe.run().then(arguments[0], {failed})")
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes'][:3]]}" for each in found["violations"]]


def test_it_loads_without_errors_and_asks_nobody_for_anything(page: webdriver.Chrome) -> None:
    assert page.get_log("browser") == []
    assert page.execute_script("return performance.getEntriesByType('resource').map((each) => each.name)") == []
    assert one(page, "#status").text == "35 of the 35 documents in this report"


def test_what_documents_hold_is_shown_and_never_acts(page: webdriver.Chrome) -> None:
    search(page, "onerror=alert")
    assert names(page) == ["<img src=x onerror=alert(1)>.txt"]
    assert any(HOSTILE in text for text in seen(page, ".doc .said"))
    assert page.title.startswith("cleantext: ")
    assert all_of(page, "img") == []
    assert page.get_log("browser") == []


def test_cuts_are_struck_through_and_say_their_rule_when_the_mouse_is_over_them(page: webdriver.Chrome) -> None:
    cut = one(page, "del")
    assert cut.value_of_css_property("text-decoration-line") == "line-through"
    ActionChains(page).move_to_element(cut).perform()
    rule, why = one(page, "#tip").text.split("\n")
    assert rule == "share/share-this"
    assert why == "cut: a marker, which cuts on its own"


def test_the_families_have_colours_of_their_own(page: webdriver.Chrome) -> None:
    colours = {
        cut.get_attribute("data-family"): cut.value_of_css_property("background-color") for cut in all_of(page, "del")
    }
    assert len(colours) == len(set(colours.values())) > 2


def test_a_switch_hides_the_cuts_of_its_family_and_only_those(page: webdriver.Chrome) -> None:
    assert "Share this article" in seen(page, ".doc del")
    switch = next(label for label in all_of(page, ".family") if label.text.startswith("share"))
    switch.click()
    assert "Share this article" not in seen(page, ".doc del")
    assert "Leave a Reply" in seen(page, ".doc del")
    switch.click()
    assert "Share this article" in seen(page, ".doc del")


def test_without_any_cuts_the_clean_text_is_left(page: webdriver.Chrome) -> None:
    one(page, "#none").click()
    search(page, "bridge.txt")
    assert "\n\n".join(seen(page, ".doc .said")) == cleantext.clean(TEXTS["bridge.txt"])


def test_what_was_found_and_kept_is_marked_with_its_reason(page: webdriver.Chrome) -> None:
    search(page, "network.txt")
    mark = one(page, ".doc mark")
    assert mark.text == "Facebook"
    ActionChains(page).move_to_element(mark).perform()
    assert "kept: a hint without other evidence" in one(page, "#tip").text


def test_search_finds_texts_names_and_rules(page: webdriver.Chrome) -> None:
    search(page, "Sails at noon")
    assert names(page) == ["ferry.txt"]
    assert page.execute_script("return CSS.highlights.get('found').size") == 1
    search(page, "share/network")
    assert names(page) == ["network.txt"]


def test_outliers_come_first_when_they_are_asked_for(page: webdriver.Chrome) -> None:
    which = Select(one(page, "#which"))
    which.select_by_value("empty")
    assert names(page) == ["form.txt"]
    which.select_by_value("nothing")
    assert "ferry.txt" in names(page)
    assert "bridge.txt" not in names(page)
    which.select_by_value("most")
    assert names(page)[0] == "bridge.txt"


def test_the_distribution_chooses_documents_and_so_does_a_rule(page: webdriver.Chrome) -> None:
    all_of(page, "#bins button")[-1].click()
    assert names(page) == ["form.txt"]
    all_of(page, "#bins button")[-1].click()
    next(button for button in all_of(page, ".rule") if button.text.startswith("share/share-this")).click()
    assert names(page) == ["bridge.txt"]


def test_documents_are_drawn_as_they_are_scrolled_to(page: webdriver.Chrome) -> None:
    assert len(all_of(page, ".doc")) == 20
    page.execute_script("arguments[0].scrollIntoView()", one(page, "#more"))
    WebDriverWait(page, 5).until(lambda _: len(all_of(page, ".doc")) == 35)
    assert not one(page, "#more").is_displayed()


def test_long_stretches_of_kept_lines_are_folded_and_can_be_opened(page: webdriver.Chrome) -> None:
    search(page, "minutes-07")
    assert "line 9." not in " ".join(seen(page, ".said"))
    one(page, ".fold").click()
    assert "line 9." in " ".join(seen(page, ".said"))


def test_the_keyboard_does_everything(page: webdriver.Chrome) -> None:
    press(page, "/")
    assert page.switch_to.active_element.get_attribute("id") == "search"
    press(page, Keys.TAB, Keys.TAB, Keys.TAB)
    assert page.switch_to.active_element.get_attribute("class") == "no"
    press(page, Keys.ARROW_DOWN)
    assert page.switch_to.active_element.text == "3"
    press(page, "n")
    first = page.switch_to.active_element
    assert first.text == "Share this article"
    assert first.get_attribute("aria-describedby") == "tip"
    assert one(page, "#tip").is_displayed()
    press(page, Keys.ESCAPE)
    assert not one(page, "#tip").is_displayed()
    press(page, "n", "p")
    assert page.switch_to.active_element == first


@pytest.mark.parametrize("kind", ["strip", "keep"])
def test_a_line_is_copied_as_an_example_for_a_pack(page: webdriver.Chrome, kind: str) -> None:
    granted = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    page.execute_cdp_cmd("Browser.grantPermissions", granted)
    search(page, "onerror=alert")
    number = next(line for line in all_of(page, ".line") if HOSTILE in line.text).find_element(By.CSS_SELECTOR, ".no")
    number.send_keys(Keys.ENTER)
    press(page, Keys.ARROW_DOWN if kind == "keep" else "", Keys.ENTER)
    WebDriverWait(page, 5).until(lambda _: one(page, "#said").text)
    copied = page.execute_async_script("navigator.clipboard.readText().then(arguments[0], arguments[0])")
    assert copied == f"{kind} = [{json.dumps(HOSTILE)}]"
    assert page.switch_to.active_element == number


def test_it_is_dark_where_the_system_is_and_by_its_switch(page: webdriver.Chrome, report: Path) -> None:
    light = one(page, "body").value_of_css_property("background-color")
    one(page, "#theme").click()
    dark = one(page, "body").value_of_css_property("background-color")
    assert dark != light
    assert one(page, "#theme").get_attribute("aria-pressed") == "true"
    page.refresh()
    assert one(page, "body").value_of_css_property("background-color") == dark
    assert one(opened(page, report, scheme="dark"), "body").value_of_css_property("background-color") == dark


@pytest.mark.parametrize("width", [1400, 390], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_that_keeps_anybody_out(
    chromium: webdriver.Chrome, report: Path, width: int, scheme: str
) -> None:
    page = opened(chromium, report, width=width, scheme=scheme)
    assert violations(page) == []
    one(page, ".doc .no").send_keys(Keys.ENTER)
    assert one(page, "#menu").is_displayed()
    assert violations(page) == []
    assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_a_thousand_long_documents_take_three_megabytes_and_a_second(
    chromium: webdriver.Chrome, tmp_path: Path
) -> None:
    texts = list(TEXTS.values())
    with (tmp_path / "news.jsonl").open("w", encoding="utf-8") as file:
        for number in range(1000):
            lines = (f"{number} {texts[(number + line) % 5]} {'Straße und Brücke ' * 20}" for line in range(12))
            body = "\n\n".join(lines)
            file.write(json.dumps({"text": body}) + "\n")
    cleantext.clean_files(tmp_path / "news.jsonl", tmp_path / "clean.jsonl", report=tmp_path / "report.html")
    assert (tmp_path / "report.html").stat().st_size < 3_000_000
    page = opened(chromium, tmp_path / "report.html")
    assert page.execute_script("return performance.getEntriesByName('ready')[0].startTime") < INTERACTIVE
    assert "1,000 documents" in one(page, ".facts").text
    assert page.get_log("browser") == []


def test_a_comparison_is_shown_by_the_same_page(chromium: webdriver.Chrome, report: Path, tmp_path: Path) -> None:
    news = report.parent / "news"
    for out, without in (("before", "share"), ("after", "comment-form")):
        pipeline = cleantext.Pipeline.default().without(without)
        cleantext.clean_files(news, tmp_path / out, pipeline=pipeline, to="json")
    before, after = str(tmp_path / "before"), str(tmp_path / "after")
    result = CliRunner().invoke(main, ["diff", before, after, "--report", str(tmp_path / "diff.html"), "--quiet"])
    assert result.exit_code == 1
    page = opened(chromium, tmp_path / "diff.html")
    assert page.get_log("browser") == []
    search(page, "bridge")
    assert seen(page, ".doc del") == ["Share this article"]
    assert seen(page, ".doc ins") == ["Leave a Reply", "Your email address will not be published."]
    ActionChains(page).move_to_element(one(page, ".doc ins")).perform()
    assert one(page, "#tip").text == "comment-form/leave-a-reply\nnewly kept"
    assert violations(page) == []
