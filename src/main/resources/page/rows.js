// Parts of the tables of orders.

import { h } from "./preact.js";
import { digitsOf, parse, show } from "./decimal.js";
import { market, state } from "./state.js";

export function table(heads, rows, empty) {
  if (!rows.length) {
    return h("p", { class: "empty" }, state.account ? empty : noAccount());
  }
  return h(
    "table",
    { class: "rows" },
    h(
      "thead",
      null,
      h("tr", null, heads.map((text) => h("th", { scope: "col", class: text.startsWith("#") ? "num" : "" }, text ? text.replace("#", "") : h("span", { class: "hidden" }, "Actions")))),
    ),
    h("tbody", null, rows),
  );
}

/** Why there is none to show. */
export function noAccount() {
  return state.key || !state.status ? "Waiting for the account" : "Add a key to see its account";
}

export function td(text, style = "") {
  return h("td", { class: style }, text);
}

export function digits(symbol) {
  const terms = market(symbol);
  return terms ? [digitsOf(parse(terms.tickSize)), digitsOf(parse(terms.lotSize))] : [2, 0];
}

export function price(order) {
  const value = parse(order.price);
  return value === 0n || value === null ? "market" : show(value, digits(order.symbol)[0]);
}

export function qty(symbol, text) {
  return show(parse(text), digits(symbol)[1]);
}

export function sideOf(side) {
  return h("td", { class: side === "BUY" ? "buy" : "sell" }, side === "BUY" ? "▲ Buy" : "▼ Sell");
}
