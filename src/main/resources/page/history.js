// What came of the account's orders, and what risk told of its limits.

import { h } from "./preact.js";
import { abs, basisPoints, digitsOf, parse, show } from "./decimal.js";
import { describe } from "./orders.js";
import { price, qty, sideOf, table, td } from "./rows.js";
import { state } from "./state.js";
import { clock } from "./tape.js";

export function Fills(fills) {
  return table(
    ["Time", "Symbol", "Side", "#Price", "#Quantity", "#Value", "Role", "#Order"],
    fills.map((fill) =>
      h(
        "tr",
        { key: fill.symbol + fill.id + fill.isBuyer },
        td(clock(fill.time), "dim"),
        td(fill.symbol),
        sideOf(fill.isBuyer ? "BUY" : "SELL"),
        td(price(fill), "num"),
        td(qty(fill.symbol, fill.qty), "num"),
        td(`${show(parse(fill.quoteQty), 2)} ${fill.commissionAsset}`, "num"),
        td(fill.isMaker ? "maker" : "taker", "dim"),
        td("#" + fill.orderId, "num dim"),
      ),
    ),
    "No fill yet",
  );
}

export function rejections() {
  return [...state.refusedHere, ...(state.account?.rejections ?? [])].toSorted((a, b) => b.time - a.time);
}

/** What is no measure of anything, only says whose or which. */
const NAMES = ["account", "symbol", "generation", "orderId"];

/** "CODE: qty=1, limit=2" in its parts; what a text does not have is undefined. */
function parts(text) {
  const [, code, rest] = /^([A-Z_]+)(?::\s*(.*))?$/s.exec(text ?? "") ?? [null, "", text ?? ""];
  const values = [...(rest ?? "").matchAll(/(\w+)=([^,]+)/g)].map(([, name, told]) => ({ name, told, value: parse(told) }));
  const limit = values.find((v) => v.name === "limit");
  const others = values.filter((v) => v !== limit && !NAMES.includes(v.name));
  const measured = others.find((v) => v.value !== null) ?? others[0];
  return { code, rest: rest ?? "", limit, measured };
}

export function Rejections(orders) {
  return table(
    ["Time", "Symbol", "Order", "Reason", "#Measured", "#Limit", "#Of limit"],
    orders.map((order) => {
      const { code, rest, limit, measured } = parts(order.text);
      const use = limit?.value && measured?.value ? basisPoints(abs(measured.value), abs(limit.value)) / 100 : null;
      return h(
        "tr",
        { key: (order.here ? "here" : order.symbol) + (order.orderId ?? order.time), title: order.text },
        td(clock(order.time), "dim"),
        td(order.symbol),
        h("td", { class: order.side === "BUY" ? "buy" : "sell" }, `${order.side === "BUY" ? "▲" : "▼"} ${qty(order.symbol, order.origQty)} @ ${price(order)}`),
        td(code ? h("b", null, code) : rest, "reason"),
        td(measured ? `${measured.name} ${told(measured)}` : order.here ? "not sent on" : "–", "num"),
        td(limit ? told(limit) : "–", "num"),
        td(use === null ? "–" : `${use.toFixed(1)} %`, "num"),
      );
    }),
    "Nothing was refused",
  );
}

function told({ told, value }) {
  return value === null ? told : decimal(value);
}

/** With as many decimals as it has, at least two when it has any. */
function decimal(value) {
  const own = digitsOf(value);
  return show(value, own === 0 ? 0 : Math.max(2, own));
}

export function Ended(orders) {
  return table(
    ["Time", "Symbol", "Side", "Type", "#Price", "#Total", "#Filled", "How"],
    orders.map((order) =>
      h(
        "tr",
        { key: order.symbol + order.orderId, title: order.text ?? "" },
        td(clock(order.updateTime), "dim"),
        td(order.symbol),
        sideOf(order.side),
        td(describe(order), "dim"),
        td(price(order), "num"),
        td(qty(order.symbol, order.origQty), "num"),
        td(qty(order.symbol, order.executedQty), "num"),
        td(order.status.toLowerCase().replaceAll("_", " ") + (order.reason ? ": " + order.reason : "")),
      ),
    ),
    "No order has ended",
  );
}

export function Events(events) {
  return table(
    ["Time", "What", "Limit", "#Used", "#Measured", "#Of", "Text"],
    events.map((event) =>
      h(
        "tr",
        { key: event.number },
        td(clock(event.time), "dim"),
        td(event.kind.toLowerCase().replaceAll("_", " ")),
        td(event.limit || "–"),
        td(event.percent ? event.percent + " %" : "–", "num"),
        td(event.measured === null ? "–" : decimal(parse(event.measured)), "num"),
        td(event.max === null ? "–" : decimal(parse(event.max)), "num"),
        td(event.text, "reason"),
      ),
    ),
    "Risk has told of nothing",
  );
}
