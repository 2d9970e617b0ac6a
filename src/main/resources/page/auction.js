// What an auction would come to if it ended now: beside the candles while a phase collects orders.

import { h } from "./preact.js";
import { abs, digitsOf, parse, show, signed } from "./decimal.js";
import { COLLECTING } from "./orders.js";
import { market } from "./state.js";

/** The auction of a symbol in numbers; null when no order is being collected for one. */
export function indicative(terms = market()) {
  if (!terms || !COLLECTING.includes(terms.phase)) {
    return null;
  }
  const { price, qty, surplusQty } = terms.indicative;
  return { price: parse(price), qty: parse(qty), surplus: parse(surplusQty) };
}

export function Auction() {
  const terms = market();
  const auction = indicative(terms);
  if (!auction) {
    return null;
  }
  const digits = digitsOf(parse(terms.tickSize));
  const lots = digitsOf(parse(terms.lotSize));
  const { price, qty, surplus } = auction;
  const last = parse(terms.last);
  return h(
    "section",
    { class: "auction", id: "auction", "aria-labelledby": "auction-title" },
    h("h3", { id: "auction-title" }, "◑ Auction: orders are collected"),
    h(
      "dl",
      null,
      fact("Indicative price", price === null ? "none yet" : show(price, digits), "first"),
      fact("Would trade", price === null ? "–" : show(qty, lots)),
      fact("Left over", price === null ? "–" : side(surplus, lots)),
      fact("To last price", price === null || last === null ? "–" : signed(price - last, digits)),
    ),
  );
}

function fact(name, text, style = "") {
  return h("div", { class: style }, h("dt", null, name), h("dd", { class: "num" }, text));
}

function side(surplus, lots) {
  return surplus === 0n ? "nothing" : `${surplus > 0n ? "▲ buyers" : "▼ sellers"} ${show(abs(surplus), lots)}`;
}
