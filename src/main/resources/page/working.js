// Orders that work, to be amended or cancelled.

import { h } from "./preact.js";
import { command } from "./answer.js";
import { parse, plain, show } from "./decimal.js";
import { describe } from "./orders.js";
import { digits, price, qty, sideOf, table, td } from "./rows.js";
import { changed, state } from "./state.js";
import { clock } from "./tape.js";
import { signed } from "./venue.js";

/** Newest first. */
export function working() {
  return (state.account?.openOrders ?? []).toSorted((a, b) => b.time - a.time || b.orderId - a.orderId);
}

export function Working(orders) {
  return table(
    ["Time", "Symbol", "Side", "Type", "#Price", "#Total", "#Filled", ""],
    orders.map((order) => (isAmended(order) ? AmendRow(order) : OrderRow(order))),
    "No working order: b or s begins one",
  );
}

function isAmended(order) {
  return state.amending?.orderId === order.orderId && state.amending.symbol === order.symbol;
}

function OrderRow(order) {
  const name = `${order.side.toLowerCase()} ${qty(order.symbol, order.origQty)} ${order.symbol} at ${price(order)}`;
  return h(
    "tr",
    { key: order.symbol + order.orderId, "data-symbol": order.symbol, "data-order": order.orderId },
    td(clock(order.time), "dim"),
    td(order.symbol),
    sideOf(order.side),
    td(terms(order), "dim"),
    td(price(order), "num"),
    td(qty(order.symbol, order.origQty), "num"),
    td(qty(order.symbol, order.executedQty), "num"),
    h(
      "td",
      { class: "actions" },
      h("button", { type: "button", class: "amend", "aria-label": "Amend " + name, onClick: () => amend(order) }, "Amend"),
      h("button", { type: "button", class: "cancel", "aria-label": "Cancel " + name, onClick: () => cancel(order) }, "Cancel"),
    ),
  );
}

/** Its type and time, its trigger, and what it shows of itself. */
function terms(order) {
  const [stop, shown] = [parse(order.stopPrice), parse(order.icebergQty)];
  const trigger = stop > 0n ? `, at ${show(stop, digits(order.symbol)[0])}` : "";
  return describe(order) + trigger + (shown > 0n ? `, shows ${qty(order.symbol, order.icebergQty)}` : "");
}

function AmendRow(order) {
  const { amending } = state;
  const field = (name, label, enabled) =>
    h("input", {
      class: "num",
      "aria-label": label,
      inputMode: "decimal",
      name: "amend-" + name,
      value: amending[name],
      disabled: !enabled,
      ref: name === "quantity" ? focusOnce : undefined,
      onInput: (e) => {
        state.amending = { ...state.amending, [name]: e.target.value };
        changed();
      },
      onKeyDown: (e) => {
        if (e.key === "Enter") {
          save(order);
        } else if (e.key === "Escape") {
          amend(null);
          e.stopPropagation();
        }
      },
    });
  return h(
    "tr",
    { key: "amend" + order.symbol + order.orderId, class: "amending", "data-symbol": order.symbol, "data-order": order.orderId },
    td(clock(order.time), "dim"),
    td(order.symbol),
    sideOf(order.side),
    td("amending", "dim"),
    h("td", { class: "num" }, field("price", "New price", parse(order.price) > 0n)),
    h("td", { class: "num" }, field("quantity", "New total quantity", true)),
    td(qty(order.symbol, order.executedQty), "num"),
    h(
      "td",
      { class: "actions" },
      h("button", { type: "button", class: "save", onClick: () => save(order) }, "Save"),
      h("button", { type: "button", onClick: () => amend(null) }, "Keep"),
    ),
  );
}

function focusOnce(input) {
  if (input && !state.amending?.focused) {
    state.amending = { ...state.amending, focused: true };
    input.focus();
    input.select();
  }
}

function amend(order) {
  state.amending = order && {
    orderId: order.orderId,
    symbol: order.symbol,
    price: parse(order.price) > 0n ? plain(parse(order.price)) : "",
    quantity: plain(parse(order.origQty)),
  };
  changed();
}

async function save(order) {
  const { quantity, price: limit } = state.amending;
  const params = { symbol: order.symbol, orderId: order.orderId, quantity: quantity.trim() };
  if (limit.trim()) {
    params.price = limit.trim();
  }
  amend(null);
  await command(`Amend #${order.orderId}`, params, async () => {
    const { amendedOrder } = await signed("PUT", "/api/venue/order", params);
    return `${qty(order.symbol, amendedOrder.qty)} at ${price({ symbol: order.symbol, price: amendedOrder.price })}, ${amendedOrder.status.toLowerCase()}`;
  });
}

async function cancel(order) {
  const params = { symbol: order.symbol, orderId: order.orderId };
  await command(`Cancel #${order.orderId}`, params, async () => {
    const canceled = await signed("DELETE", "/api/v3/order", params);
    return `${qty(order.symbol, plain(parse(canceled.origQty) - parse(canceled.executedQty)))} no longer work`;
  });
}
