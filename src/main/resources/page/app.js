// One screen: what the page consists of, its keys, its theme.

import { h, render } from "./preact.js";
import { digitsOf, over, parse, show, signed } from "./decimal.js";
import { Blotter } from "./blotter.js";
import { Chart } from "./chart.js";
import { Health } from "./health.js";
import { Ladder } from "./ladder.js";
import { addKey, choose, isLive, select, start } from "./link.js";
import { Positions } from "./positions.js";
import { KillDialog, Limits } from "./risk.js";
import { changed, lastPrice, market, painter, state } from "./state.js";
import { Tape } from "./tape.js";
import { Ticket } from "./ticket.js";
import { canSign } from "./venue.js";

const THEMES = ["system", "light", "dark"];
const PHASES = {
  CONTINUOUS: "● continuous",
  PRE_OPEN: "◔ pre-open",
  AUCTION: "◑ auction",
  PRE_CLOSE: "◕ pre-close",
  HALTED: "■ halted",
  CLOSED: "□ closed",
  UNKNOWN: "? unknown",
};
const KEYS = [
  ["b / s", "buy or sell: to the quantity"],
  ["p", "to the price of the ticket"],
  ["Enter", "sends the ticket"],
  ["↑ ↓", "in a number: a step, with Shift ten; in the book: the next price"],
  ["l", "to the book's best prices; Enter takes one"],
  ["o", "to the working orders"],
  ["c", "cancels the newest working order of the symbol"],
  ["a", "amends it"],
  ["[ ]", "the symbol before or after"],
  ["?", "these keys"],
];

// ---- the page

function App() {
  return h(
    "div",
    { class: "app" + (isLive() ? "" : " old") },
    Header(),
    canSign ? null : h("p", { class: "warning", role: "alert" }, "✕ This browser signs requests only on https or on localhost. Market data is shown; to trade, open the page at https:// or http://localhost."),
    h(
      "main",
      { class: "grid" },
      h("h1", { class: "hidden" }, "Streambook"),
      Ladder(),
      h(Chart),
      Tape(),
      Positions(),
      Blotter(),
      Ticket(),
      Limits(),
    ),
    Health(),
    Dialog(),
  );
}

function Header() {
  const terms = market();
  const digits = terms ? digitsOf(parse(terms.tickSize)) : 2;
  const last = lastPrice();
  const change = dayChange(terms, last);
  const percent = last === null ? 0n : over(change * 100n, last - change);
  const symbols = state.status?.markets ?? [];
  return h(
    "header",
    null,
    h("span", { class: "brand" }, h("img", { src: "/page/icon.svg", alt: "", width: 18, height: 18 }), "Streambook"),
    h(
      "select",
      { id: "symbol", "aria-label": "Symbol", onChange: (e) => select(e.target.value) },
      symbols.map(({ symbol }) => h("option", { key: symbol, value: symbol, selected: symbol === state.symbol }, symbol)),
    ),
    h("strong", { class: "last num", id: "last" }, show(last, digits)),
    h(
      "span",
      { class: "change num " + (change < 0n ? "loss" : change > 0n ? "gain" : "") },
      terms ? `${change < 0n ? "▼" : change > 0n ? "▲" : "="} ${signed(change, digits)} (${signed(percent, 2)} %)` : "",
    ),
    Phase(terms),
    fact("High", terms ? show(parse(terms.high), digits) : "–"),
    fact("Low", terms ? show(parse(terms.low), digits) : "–"),
    fact("Volume", terms ? show(parse(terms.volume), 0) : "–"),
    h("span", { class: "space" }),
    h(
      "select",
      { id: "account", "aria-label": "Account", onChange: (e) => chooseAccount(e.target.value) },
      state.keys.map((key) => h("option", { key: key.key, value: key.key, selected: key === state.key }, key.account)),
      h("option", { value: "" }, state.keys.length ? "Add a key…" : "No account"),
    ),
    state.keys.length || !state.status ? null : h("button", { type: "button", onClick: () => open("key") }, "Add a key"),
    h("button", { type: "button", id: "theme", onClick: nextTheme, title: "Theme" }, { system: "◐ System", light: "○ Light", dark: "● Dark" }[theme()]),
    h("button", { type: "button", id: "keys", onClick: () => open("keys"), "aria-label": "Keys" }, "?"),
  );
}

function Phase(terms) {
  const usual = !terms || (terms.phase === "CONTINUOUS" && !terms.reduceOnly);
  const only = terms?.reduceOnly ? ", ↓ reduce only" : "";
  const why = (only && "Only orders that bring a position nearer to zero are taken. ") + (terms?.cause ?? "");
  return h("span", { class: "phase" + (usual ? "" : " other"), title: why }, terms ? PHASES[terms.phase] + only : "");
}

/** The venue's change of the day, carried on to a price that is newer. */
function dayChange(terms, last) {
  return terms?.last ? parse(terms.change) + last - parse(terms.last) : 0n;
}

function fact(name, text) {
  return h("span", { class: "fact" }, h("span", { class: "dim" }, name), h("span", { class: "num" }, text));
}

function chooseAccount(id) {
  const key = state.keys.find((known) => known.key === id);
  if (key) {
    choose(key);
  } else {
    open("key");
  }
}

// ---- dialogs

function open(name) {
  state.dialog = name;
  changed();
}

function close() {
  state.dialog = null;
  changed();
}

function Dialog() {
  const views = { kill: KillDialog, lift: KillDialog, keys: KeysDialog, key: KeyDialog };
  const view = views[state.dialog];
  return view
    ? h(
        "dialog",
        { key: state.dialog, "aria-labelledby": "dialog-title", ref: (dialog) => dialog && !dialog.open && dialog.showModal(), onClose: close },
        view(),
      )
    : null;
}

function KeysDialog() {
  return h(
    "div",
    null,
    h("h2", { id: "dialog-title" }, "Keys"),
    h("dl", { class: "keys" }, KEYS.map(([key, does]) => [h("dt", null, key), h("dd", null, does)])),
    h("div", { class: "buttons" }, h("button", { type: "button", autofocus: true, onClick: close }, "Close")),
  );
}

function KeyDialog() {
  const field = (name, label, type) => h("label", null, h("span", null, label), h("input", { name, type, required: true, autocomplete: "off" }));
  return h(
    "form",
    { onSubmit: takeKey },
    h("h2", { id: "dialog-title" }, "Add an API key"),
    h("p", null, "It stays in this tab and is forgotten when the tab closes. ./streambook keys create makes one."),
    field("account", "Account, as a name for it", "text"),
    field("key", "Key", "text"),
    field("secret", "Secret", "password"),
    h("div", { class: "buttons" }, h("button", { type: "button", onClick: close }, "Close"), h("button", { type: "submit" }, "Add")),
  );
}

function takeKey(event) {
  event.preventDefault();
  const { account, key, secret } = Object.fromEntries(new FormData(event.target));
  close();
  addKey({ account: account.trim(), key: key.trim(), secret: secret.trim() });
}

// ---- theme

function theme() {
  return document.documentElement.dataset.theme ?? "system";
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem("theme", name);
  changed();
}

function nextTheme() {
  setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);
}

// ---- keys

function isTyping(target) {
  return target.closest("input, select, textarea, dialog") !== null;
}

function onKey(event) {
  if (event.key === "Escape" && isTyping(event.target) && !state.dialog) {
    event.target.blur();
    return;
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const act = actions[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}

const actions = {
  b: () => side("BUY"),
  s: () => side("SELL"),
  p: () => focus("#ticket-price"),
  l: () => focus(".ladder .best button"),
  o: () => toWorking(() => focus("#list button, #list")),
  c: () => toWorking(() => newest("cancel")),
  a: () => toWorking(() => newest("amend")),
  "[": () => step(-1),
  "]": () => step(1),
  "?": () => open("keys"),
};

function side(name) {
  state.ticket = { ...state.ticket, side: name };
  changed();
  focus("#ticket-quantity"); // at once: the number may follow faster than the next paint
}

function focus(selector) {
  const found = document.querySelector(selector);
  found?.focus();
  found?.select?.();
}

function toWorking(then) {
  state.tab = "working";
  changed(then);
}

function newest(what) {
  const order = (state.account?.openOrders ?? []).filter((o) => o.symbol === state.symbol).at(-1);
  if (order) {
    const row = [...document.querySelectorAll("tr[data-order]")].find(
      ({ dataset }) => dataset.symbol === order.symbol && dataset.order === String(order.orderId),
    );
    row?.querySelector("." + what)?.click();
  }
}

function step(by) {
  const symbols = (state.status?.markets ?? []).map((known) => known.symbol);
  if (symbols.length) {
    select(symbols[(symbols.indexOf(state.symbol) + by + symbols.length) % symbols.length]);
  }
}

document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "system";
document.addEventListener("keydown", onKey);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => changed());
const root = document.getElementById("app");
painter(() => render(h(App), root));
changed();
start();
