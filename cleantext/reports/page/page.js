// Draws a report from the data in its page. Everything of a document goes in as text, never as markup.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
const percent = (share) => `${(100 * share).toFixed(share > 0 && share < 0.0995 ? 1 : 0)} %`;
const PAGE = 20; // Documents that are drawn at a time.
const FOLD = 7; // Lines in a row without a finding, from which on they are folded,
const SHOWN = 2; // and those that are shown at each end of them.

const families = data.families.map(([name, about, hue, cuts, characters, documents], index) => ({ name, about, hue, cuts, characters, documents, index }));
const notes = data.notes.map(([rule, family, kind, reason]) => ({ rule, family: families[family], kind, reason }));
const documents = data.documents.map(([name, characters, cut, share, cuts, why, about, seen, runs], place) => ({ name, characters, cut, share, cuts, why, about, rules: new Set(seen.map((index) => notes[index].rule)), runs, place }));
const state = { off: new Set(), kept: true, query: "", which: "all", order: "place", bin: null, rule: null };
let shown = [];
let drawn = 0;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "hue") element.style.setProperty("--h", value);
    else if (name === "wide") element.style.width = value;
    else if (name === "share") element.style.setProperty("--share", value);
    else if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Control characters are shown as signs, so that none is invisible or acts.
const visible = (text) => text.replace(/[\0-\x08\x0b-\x1f]/g, (sign) => String.fromCharCode(0x2400 + sign.charCodeAt(0))).replace(/\x7f/g, "␡");

// ---------------------------------------------------------------- lines of a document

function linesOf(one) {
  const lines = [];
  let line = { number: 1, parts: [], whole: true };
  const end = () => {
    if (line.parts.length) lines.push(line);
    line = { number: line.number + 1, parts: [], whole: true, apart: line.parts.length === 0 || line.apart && !lines.length };
  };
  for (const [text, ...rest] of one.runs) {
    if (typeof text === "number") {
      const [breaks, ...seen] = rest;
      const gap = { gap: text, notes: seen };
      line.whole = false;
      if (!breaks) {
        line.parts.push(gap);
        continue;
      }
      // What is left out over several lines stands between them, on a line of its own.
      if (line.parts.length) lines.push(line);
      lines.push({ parts: [gap], whole: false });
      line = { number: line.number + breaks, parts: [], whole: false };
      continue;
    }
    text.split("\n").forEach((piece, index) => {
      if (index) end();
      if (piece.trim() || (!piece && !text)) line.parts.push({ text: piece, notes: rest });
      else if (piece && line.parts.length) line.parts.push({ text: piece, notes: [] });
    });
  }
  end();
  for (const each of lines) {
    each.text = each.parts.map((part) => part.text ?? "").join("");
    each.seen = each.number === undefined || each.parts.some((part) => part.notes.length);
  }
  return lines;
}

const notesOf = (run) => run.slice(typeof run[0] === "number" ? 2 : 1);

function drawPart(part) {
  const of = part.notes.map((index) => notes[index]);
  const content = part.gap === undefined ? visible(part.text) : `… ${counted(part.gap, "character")} not in this report …`;
  const inner = part.gap === undefined ? content : make("span", { class: "gap" }, content);
  if (!of.length) return inner;
  const first = of.find((note) => note.kind !== "kept") ?? of[0];
  const attributes = { "data-notes": part.notes.join(" "), tabindex: "0", hue: first.family.hue };
  if (first.kind !== "kept") {
    attributes["data-family"] = first.family.index;
    return make(first.kind === "newly kept" ? "ins" : "del", attributes, inner);
  }
  if (part.text === "") return make("mark", { ...attributes, class: "chip" }, `kept: ${first.rule}`);
  return make("mark", attributes, inner);
}

function drawLine(line, isFirst) {
  if (line.number === undefined) return make("div", { class: "line" }, make("span"), make("span", { class: "said" }, ...line.parts.map(drawPart)));
  const number = make("button", { type: "button", class: "no", tabindex: isFirst ? "0" : "-1", "aria-haspopup": "menu" }, String(line.number));
  number.setAttribute("aria-label", `Line ${line.number}, copy as an example`);
  number.line = line;
  const said = make("span", { class: "said", dir: "auto" }, ...line.parts.map(drawPart));
  return make("div", { class: line.apart ? "line apart" : "line" }, number, said);
}

function drawText(one) {
  const box = make("div", { class: "text" });
  const lines = linesOf(one);
  const found = (line) => state.query && line.text.toLowerCase().includes(state.query);
  let isFirst = true;
  const put = (line, before = null) => {
    box.insertBefore(drawLine(line, isFirst), before);
    isFirst = false;
  };
  for (let start = 0; start < lines.length;) {
    let stop = start;
    while (stop < lines.length && !lines[stop].seen && !found(lines[stop])) stop += 1;
    if (stop - start < FOLD) {
      for (; start < Math.max(stop, start + 1) && start < lines.length; start += 1) put(lines[start]);
      continue;
    }
    const inner = lines.slice(start + SHOWN, stop - SHOWN);
    lines.slice(start, start + SHOWN).forEach((line) => put(line));
    const fold = make("button", { type: "button", class: "fold" }, `${counted(inner.length, "line")} kept`);
    fold.addEventListener("click", () => {
      inner.forEach((line) => put(line, fold));
      const next = fold.previousElementSibling.querySelector(".no");
      fold.remove();
      next.focus();
      highlight();
    });
    box.append(fold);
    lines.slice(stop - SHOWN, stop).forEach((line) => put(line));
    start = stop;
  }
  if (!lines.length) box.append(make("p", { class: "fold" }, "no text"));
  return box;
}

function drawDocument(one) {
  const id = `document-${one.place}`;
  const cuts = counted(one.cuts, data.kind === "diff" ? "change" : "cut");
  const lost = make("b", {}, one.cut ? percent(one.share) : "nothing");
  const meta = make("p", { class: "meta" }, `${cuts}, `, lost, ` of ${counted(one.characters, "character")}`, one.about.length ? ` · ${one.about.join(", ")}` : "");
  const header = make("header", {}, make("h3", { id, dir: "auto" }, visible(one.name)), meta);
  const article = make("article", { class: state.kept ? "doc" : "doc unkept", "aria-labelledby": id }, header, drawText(one));
  applySwitches(article);
  return article;
}

// ---------------------------------------------------------------- which documents

function haystack(one) {
  if (one.haystack === undefined) {
    one.haystack = [one.name, ...one.rules, one.runs.map((run) => (typeof run[0] === "string" ? run[0] : "\n")).join("")].join("\n").toLowerCase();
  }
  return one.haystack;
}

const binOf = (share) => (share === 0 || share === 1 ? share * (data.bins.length - 1) : Math.max(1, Math.ceil(share * (data.bins.length - 2) - 1e-9)));
const ORDERS = { place: (a, b) => a.place - b.place, share: (a, b) => b.share - a.share, cuts: (a, b) => b.cuts - a.cuts, name: (a, b) => a.name.localeCompare(b.name) };

function choose() {
  shown = documents.filter((one) => {
    if (state.which !== "all" && !one.why.includes(state.which)) return false;
    if (state.bin !== null && binOf(one.share) !== state.bin) return false;
    if (state.query && !haystack(one).includes(state.query)) return false;
    return state.rule === null || one.rules.has(state.rule);
  });
  shown.sort(ORDERS[state.order]);
  drawn = 0;
  at("list").replaceChildren();
  const limits = [state.rule !== null ? `in which ${state.rule} acted` : "", state.bin !== null ? data.bins[state.bin][0] : ""].filter(Boolean);
  at("status").textContent = `${shown.length.toLocaleString("en")} of the ${counted(documents.length, "document")} in this report${limits.length ? `, ${limits.join(", ")}` : ""}`;
  drawMore();
}

function drawMore() {
  at("list").append(...shown.slice(drawn, drawn + PAGE).map(drawDocument));
  drawn = Math.min(shown.length, drawn + PAGE);
  at("more").hidden = drawn >= shown.length;
  highlight();
}

function highlight() {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  if (!state.query) return;
  const ranges = [];
  const walker = document.createTreeWalker(at("list"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.toLowerCase();
    if (text.length !== node.data.length) continue;
    for (let place = text.indexOf(state.query); place >= 0; place = text.indexOf(state.query, place + state.query.length)) {
      const range = new Range();
      range.setStart(node, place);
      range.setEnd(node, place + state.query.length);
      ranges.push(range);
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

// ---------------------------------------------------------------- switches and charts

function applySwitches(root) {
  root.querySelectorAll("del, ins").forEach((cut) => {
    cut.hidden = state.off.has(Number(cut.dataset.family));
  });
  root.querySelectorAll(".line").forEach((line) => {
    const rest = [...line.querySelector(".said").childNodes].filter((node) => !node.hidden);
    line.hidden = !rest.some((node) => node.textContent.trim());
  });
  (root.matches(".doc") ? [root] : root.querySelectorAll(".doc")).forEach((box) => box.classList.toggle("unkept", !state.kept));
}

function drawFamilies() {
  const most = Math.max(1, ...families.map((family) => family.characters));
  for (const family of families.filter((one) => one.cuts)) {
    const box = make("input", { type: "checkbox" });
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) state.off.delete(family.index);
      else state.off.add(family.index);
      applySwitches(at("list"));
    });
    const many = make("span", { class: "many", title: `${counted(family.cuts, "cut")}, ${counted(family.characters, "character")}, ${counted(family.documents, "document")}` }, family.cuts.toLocaleString("en"));
    const bar = make("span", { class: "bar" }, make("i", { wide: `${(100 * family.characters) / most}%` }));
    at("families").append(make("label", { class: "family", hue: family.hue, title: family.about || undefined }, box, make("span", {}, family.name), many, bar));
  }
  const kept = make("input", { type: "checkbox", id: "kept" });
  kept.checked = true;
  kept.addEventListener("change", () => {
    state.kept = kept.checked;
    applySwitches(at("list"));
  });
  const keptMany = documents.reduce((sum, one) => sum + one.runs.filter((run) => notesOf(run).some((index) => notes[index].kind === "kept")).length, 0);
  if (keptMany) at("families").append(make("label", { class: "family", hue: 220 }, kept, make("span", {}, "found and kept"), make("span", { class: "many", title: "in the documents that are shown" }, keptMany.toLocaleString("en"))));
  const all = (on) => at("families").querySelectorAll("input:not(#kept)").forEach((box) => box.checked !== on && box.click());
  at("every").addEventListener("click", () => all(true));
  at("none").addEventListener("click", () => all(false));
}

function drawRules() {
  const first = 12;
  const buttons = data.rules.map(([rule, family, cuts, characters, seen], index) => {
    const button = make("button", { type: "button", class: "rule", "aria-pressed": "false", hue: families[family].hue, title: `${counted(cuts, data.kind === "diff" ? "change" : "cut")}, ${counted(characters, "character")}, ${counted(seen, "document")}` }, make("span", { class: "name" }, rule), make("span", { class: "many" }, cuts.toLocaleString("en")));
    button.hidden = index >= first;
    button.addEventListener("click", () => {
      state.rule = state.rule === rule ? null : rule;
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button && state.rule !== null)));
      choose();
    });
    return button;
  });
  at("rules").append(...buttons);
  if (buttons.length > first) {
    const all = make("button", { type: "button", id: "all-rules" }, `All ${buttons.length} rules`);
    all.addEventListener("click", () => {
      buttons.forEach((button) => (button.hidden = false));
      buttons[first].focus();
      all.remove();
    });
    at("rules").append(all);
  }
  at("rules-box").hidden = !buttons.length;
}

function drawBins() {
  const most = Math.max(1, ...data.bins.map(([, many]) => many));
  data.bins.forEach(([label, many, edge], bin) => {
    const bar = make("i", { share: many / most });
    const button = make("button", { type: "button", "aria-pressed": "false", "aria-label": `${counted(many, "document")}: ${label}`, title: `${counted(many, "document")}: ${label}`, class: many ? "some" : "" }, make("span", { class: "count" }, many ? many.toLocaleString("en") : ""), bar, make("span", { class: "edge" }, edge));
    button.disabled = !many;
    button.addEventListener("click", () => {
      state.bin = state.bin === bin ? null : bin;
      [...at("bins").children].forEach((other) => other.setAttribute("aria-pressed", String(other === button && state.bin !== null)));
      choose();
    });
    at("bins").append(button);
  });
}

function drawChoices() {
  for (const [value, label] of data.which) {
    const many = value === "all" ? documents.length : documents.filter((one) => one.why.includes(value)).length;
    if (many) at("which").append(make("option", { value }, `${label} (${many.toLocaleString("en")})`));
  }
  at("which").addEventListener("change", () => {
    state.which = at("which").value;
    if (state.which === "most") state.order = at("order").value = "share";
    choose();
  });
  at("order").addEventListener("change", () => {
    state.order = at("order").value;
    choose();
  });
  let waiting = 0;
  at("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.query = at("search").value.trim().toLowerCase();
      choose();
    }, 120);
  });
  at("more").addEventListener("click", () => {
    const before = drawn;
    drawMore();
    at("list").children[before]?.querySelector(".no")?.focus();
  });
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && drawn < shown.length) drawMore();
  }, { rootMargin: "600px" }).observe(at("more"));
}

// ---------------------------------------------------------------- what a cut is, and examples to copy

let described = null;

function place(box, target) {
  const around = target.getClientRects()[0] ?? target.getBoundingClientRect();
  box.hidden = false;
  const left = Math.max(8, Math.min(around.left, innerWidth - box.offsetWidth - 8));
  const below = around.bottom + 6 + box.offsetHeight < innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? around.bottom + 6 : Math.max(8, around.top - box.offsetHeight - 6)}px`;
}

function describe(target) {
  if (target === described) return;
  described?.removeAttribute("aria-describedby");
  described = target;
  at("tip").hidden = true;
  if (!target) return;
  at("tip").replaceChildren(...target.dataset.notes.split(" ").map((index) => {
    const { rule, kind, reason } = notes[index];
    return make("p", {}, make("b", {}, rule), make("br"), reason ? `${kind}: ${reason}` : kind);
  }));
  target.setAttribute("aria-describedby", "tip");
  place(at("tip"), target);
}

function say(text) {
  at("said").textContent = text;
  clearTimeout(say.waiting);
  say.waiting = setTimeout(() => (at("said").textContent = ""), 4000);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", {}, text);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) {
      say(`The browser does not let this page copy: ${text}`);
      return;
    }
  }
  say(`Copied: ${text}`);
}

// A string of JSON is one of TOML, but for DEL, which TOML wants escaped.
const example = (as, text) => `${as} = [${JSON.stringify(text.trim()).replace(/\x7f/g, "\\u007f")}]`;
let asked = null;

function closeMenu(back) {
  if (at("menu").hidden) return;
  at("menu").hidden = true;
  if (back) asked.focus();
}

function listen() {
  const list = at("list");
  const marked = (event) => event.target.closest?.("[data-notes]") ?? null;
  list.addEventListener("pointerover", (event) => describe(marked(event)));
  list.addEventListener("pointerleave", () => describe(null));
  list.addEventListener("focusin", (event) => describe(marked(event)));
  list.addEventListener("focusout", () => describe(null));
  addEventListener("scroll", () => {
    if (described) place(at("tip"), described);
    closeMenu(false);
  }, { passive: true });
  list.addEventListener("click", (event) => {
    const number = event.target.closest(".no");
    if (!number) return;
    asked = number;
    describe(null);
    const whole = number.line.whole && number.line.text.trim();
    at("menu").querySelectorAll("button").forEach((button) => (button.disabled = !whole));
    if (!whole) {
      say("A part of this line is not in the report: take it from the document.");
      return;
    }
    place(at("menu"), number);
    at("menu").firstElementChild.focus();
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".no")) return;
    event.preventDefault();
    const numbers = [...event.target.closest(".text").querySelectorAll(".line:not([hidden]) .no")];
    const next = numbers[numbers.indexOf(event.target) + step];
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  at("menu").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    closeMenu(true);
    copy(example(button.dataset.as, asked.line.text));
  });
  at("menu").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Tab") closeMenu(false);
    if (!step) return;
    event.preventDefault();
    const items = [...at("menu").children];
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  });
  addEventListener("pointerdown", (event) => !at("menu").contains(event.target) && closeMenu(false));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      at("tip").hidden = true;
      closeMenu(true);
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "/") {
      event.preventDefault();
      at("search").focus();
    }
    if (event.key === "n" || event.key === "p") step(event.key === "n");
  });
}

function step(forward) {
  const cuts = [...at("list").querySelectorAll("del:not([hidden]), ins:not([hidden])")].filter((cut) => cut.offsetParent);
  if (!forward) cuts.reverse();
  const here = document.activeElement.closest("#list") ? document.activeElement : null;
  const side = forward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const next = here ? cuts.find((cut) => here.compareDocumentPosition(cut) & side) : cuts[0];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  place(at("tip"), next);
}

function chooseTheme() {
  const preferred = matchMedia("(prefers-color-scheme: dark)");
  let stored = null;
  try {
    stored = localStorage.getItem("cleantext-theme");
  } catch { /* The page may stand where nothing is stored. */ }
  const isDark = () => (document.documentElement.dataset.theme ?? (preferred.matches ? "dark" : "light")) === "dark";
  const show = () => at("theme").setAttribute("aria-pressed", String(isDark()));
  if (stored) document.documentElement.dataset.theme = stored;
  preferred.addEventListener("change", show);
  at("theme").addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = wanted;
    try {
      localStorage.setItem("cleantext-theme", wanted);
    } catch { /* Then it holds for this view alone. */ }
    show();
  });
  show();
}

chooseTheme();
drawBins();
drawFamilies();
drawRules();
drawChoices();
listen();
if (matchMedia("(max-width: 60rem)").matches) for (const id of ["families-box", "rules-box"]) at(id).open = false;
choose();
performance.mark("ready");
