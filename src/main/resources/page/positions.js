// What the account holds, and what it has gained.

import { h } from "./preact.js";
import { abs, digitsOf, over, parse, show, signed, times } from "./decimal.js";
import { select } from "./link.js";
import { noAccount } from "./rows.js";
import { lastPrice, market, state } from "./state.js";

const ROWS = 4;
const HEADS = ["Symbol", "Position", "Average", "Mark", "Value", "Day P&L", "Total P&L"];

export function Positions() {
  const held = (state.account?.risk.positions ?? []).filter(
    (p) => parse(p.position) !== 0n || parse(p.booked) !== 0n,
  );
  const filler = Math.max(0, ROWS - held.length);
  return h(
    "section",
    { class: "panel positions", "aria-labelledby": "positions-title" },
    h("h2", { id: "positions-title" }, "Positions and P&L", Totals(held)),
    h(
      "div",
      { class: "scroll", tabIndex: 0, role: "group", "aria-label": "All positions" },
      h(
        "table",
        { class: "rows" },
        h("thead", null, h("tr", null, HEADS.map((text) => h("th", { scope: "col" }, text)))),
        h(
          "tbody",
          null,
          held.map(Row),
          Array.from({ length: filler }, (_, i) =>
            h("tr", { key: held.length + i }, h("td", { colSpan: HEADS.length }, "\u00a0")),
          ),
        ),
      ),
      held.length ? null : h("p", { class: "empty over" }, state.account ? "No position: a fill opens one" : noAccount()),
    ),
  );
}

/** A position at the newest price that is known of it: the market's last, else risk's mark. */
function priced(p) {
  const [position, booked] = [parse(p.position), parse(p.booked)];
  const mark = lastPrice(p.symbol) ?? parse(p.mark);
  const value = mark === null ? null : times(position, mark);
  return {
    position,
    mark,
    value,
    average: position === 0n ? null : over(booked, position),
    day: parse(p.dayGain),
    total: value === null ? null : value - booked,
  };
}

function Row(p, index) {
  const is = priced(p);
  const terms = market(p.symbol);
  const digits = terms ? digitsOf(parse(terms.tickSize)) : 2;
  const lots = terms ? digitsOf(parse(terms.lotSize)) : 0;
  const side = is.position > 0n ? "long" : is.position < 0n ? "short" : "flat";
  return h(
    "tr",
    { key: index },
    h("th", { scope: "row" }, h("button", { type: "button", class: "link", onClick: () => select(p.symbol) }, p.symbol)),
    h("td", { class: "num" }, `${side} `, show(abs(is.position), lots)),
    // Of a position that was opened and closed it is no price that was paid.
    h("td", { class: "num" }, is.average !== null && is.average > 0n ? show(is.average, digits) : "–"),
    h("td", { class: "num" }, show(is.mark, digits)),
    h("td", { class: "num" }, show(is.value, 2)),
    h("td", { class: "num " + tone(is.day) }, signed(is.day, 2)),
    h("td", { class: "num " + tone(is.total) }, is.total === null ? "–" : signed(is.total, 2)),
  );
}

/** One sum for each currency: nothing is added across them. */
function Totals(held) {
  const sums = new Map();
  for (const p of held) {
    const { total } = priced(p);
    if (p.currency && total !== null) {
      sums.set(p.currency, (sums.get(p.currency) ?? 0n) + total);
    }
  }
  return [...sums].map(([currency, sum]) =>
    h("span", { class: "note num " + tone(sum), key: currency }, `${signed(sum, 2)} ${currency}`),
  );
}

function tone(value) {
  return value === null || value === 0n ? "" : value > 0n ? "gain" : "loss";
}
