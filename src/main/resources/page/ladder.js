// The book as a ladder: asks above, bids below, the spread between them always in the same place.

import { h } from "./preact.js";
import { basisPoints, digitsOf, max, over, parse, plain, show, within } from "./decimal.js";
import { COLLECTING, TYPES } from "./orders.js";
import { changed, market, ownAt, state } from "./state.js";

const ROWS = 10;

/** Characters that fit: the own ones have a mark before them, a phone has no column beside the book. */
const OWN_FITS = 6;
const FITS = 7;
const PHONE_FITS = 9;
const phone = matchMedia("(max-width: 1000px)");

export function Ladder() {
  const terms = market();
  const digits = terms ? digitsOf(parse(terms.tickSize)) : 2;
  const lots = terms ? digitsOf(parse(terms.lotSize)) : 0;
  const asks = side(state.book?.asks);
  const bids = side(state.book?.bids);
  const deepest = max(asks.at(-1)?.total ?? 0n, bids.at(-1)?.total ?? 0n);
  const own = ownAt(state.symbol);
  const row = (level, buy, index) => Row({ level, buy, index, digits, lots, deepest, own });
  return h(
    "section",
    { class: "panel ladder", "aria-labelledby": "ladder-title" },
    h(
      "h2",
      { id: "ladder-title" },
      "Book",
      h("span", { class: "note", id: "book-update" }, "update ", state.book?.lastUpdateId ?? "–"),
    ),
    h(
      "table",
      { onKeyDown: move },
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          ["Mine", "Bids", "Price", "Asks", "Sum"].map((text) => h("th", { scope: "col" }, text)),
        ),
      ),
      h("tbody", { class: "asks" }, upwards(asks).map((level, i) => row(level, false, ROWS - 1 - i))),
      h("tbody", null, Spread({ asks, bids, digits, lots, terms })),
      h("tbody", { class: "bids" }, downwards(bids).map((level, i) => row(level, true, i))),
    ),
  );
}

/** The levels that are shown, best first, each with the sum up to it. */
function side(levels = []) {
  let total = 0n;
  return levels.slice(0, ROWS).map(([price, qty]) => {
    const size = parse(qty);
    total += size;
    return { price, value: parse(price), size, total };
  });
}

function downwards(levels) {
  return Array.from({ length: ROWS }, (_, i) => levels[i] ?? null);
}

function upwards(levels) {
  return downwards(levels).reverse();
}

function Row({ level, buy, index, digits, lots, deepest, own }) {
  const mine = (own.get(level?.price) ?? []).filter((order) => (order.side === "BUY") === buy);
  const qty = mine.reduce((sum, o) => sum + parse(o.origQty) - parse(o.executedQty), 0n);
  const style = { "--depth": level ? basisPoints(level.total, deepest) / 100 + "%" : "0%" };
  const fits = phone.matches ? PHONE_FITS : FITS;
  const shown = level ? size(level.size, lots, fits) : "";
  return h(
    "tr",
    { key: (buy ? "b" : "a") + index, class: (buy ? "bid" : "ask") + (index === 0 ? " best" : ""), style },
    h("td", { class: "mine" }, mine.length ? ["▸ ", size(qty, lots, OWN_FITS)] : ""),
    h("td", { class: "size" }, buy ? shown : ""),
    h(
      "td",
      { class: "price" },
      level
        ? h(
            "button",
            {
              type: "button",
              tabIndex: index === 0 ? 0 : -1,
              "aria-label": `Take price ${show(level.value, digits)}, ${buy ? "bid" : "ask"} of ${show(level.size, lots)}`,
              onClick: () => take(level),
            },
            show(level.value, digits),
          )
        : "",
    ),
    h("td", { class: "size" }, buy ? "" : shown),
    h("td", { class: "sum" }, level ? size(level.total, lots, fits) : ""),
  );
}

/** Exact when that fits the column, else rounded with the exact one as its title: half a number would be a wrong one. */
function size(value, lots, fits) {
  const exact = show(value, lots);
  return exact.length <= fits ? exact : h("abbr", { title: exact }, within(value, lots, fits));
}

function Spread({ asks, bids, digits, lots, terms }) {
  const collects = terms && COLLECTING.includes(terms.phase);
  return h("tr", { class: "spread" }, h("td", { colSpan: 5 }, collects ? auction() : spread()));

  function spread() {
    if (!asks.length || !bids.length) {
      return state.book ? "one side is empty" : "waiting for the book";
    }
    const gap = asks[0].value - bids[0].value;
    const middle = (asks[0].value + bids[0].value) / 2n;
    const bps = over(gap * 10_000n, middle);
    return `spread ${show(gap, digits)}  ·  ${show(bps, 1)} bp`;
  }

  function auction() {
    const { price, qty } = terms.indicative;
    return price === null ? "auction: nothing would trade yet" : `◆ auction ${show(parse(price), digits)} × ${show(parse(qty), lots)}`;
  }
}

/** To the ticket; an order without a limit becomes one with it. */
function take(level) {
  const { ticket } = state;
  state.ticket = { ...ticket, type: TYPES[ticket.type].price ? ticket.type : "LIMIT", price: plain(level.value) };
  changed();
}

/** Arrows go from price to price. */
function move(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step) {
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const next = buttons[buttons.indexOf(document.activeElement) + step];
    next?.focus();
    event.preventDefault();
  }
}
