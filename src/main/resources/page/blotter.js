// The account's orders: what works, what traded, what was refused and why, what ended, what risk
// told of its limits.

import { h } from "./preact.js";
import { abs, basisPoints, digitsOf, parse, plain, show } from "./decimal.js";
import { changed, market, state } from "./state.js";
import { clock } from "./tape.js";
import { command } from "./ticket.js";
import { canSign, signed } from "./venue.js";

const TABS = {
  working: { name: "Working", rows: working, view: Working },
  fills: { name: "Fills", rows: () => state.account?.fills ?? [], view: Fills },
  rejections: { name: "Rejections", rows: rejections, view: Rejections },
  ended: { name: "Ended", rows: () => state.account?.endedOrders ?? [], view: Ended },
  events: { name: "Risk events", rows: () => state.account?.events ?? [], view: Events },
};
const TYPES = {
  LIMIT: "limit",
  MARKET: "market",
  LIMIT_MAKER: "post only",
  STOP_LOSS: "stop",
  STOP_LOSS_LIMIT: "stop limit",
};

export function Blotter() {
  const shown = TABS[state.tab];
  return h(
    "section",
    { class: "panel blotter", "aria-label": "Orders of the account" },
    h(
      "div",
      { class: "tabs" },
      h(
        "div",
        { role: "tablist", "aria-label": "Lists", onKeyDown: move },
        Object.entries(TABS).map(([id, tab]) =>
          h(
            "button",
            {
              key: id,
              type: "button",
              role: "tab",
              id: "tab-" + id,
              "aria-selected": String(id === state.tab),
              "aria-controls": "list",
              tabIndex: id === state.tab ? 0 : -1,
              onClick: () => show_(id),
            },
            tab.name,
            h("span", { class: "count num" }, count(id, tab)),
          ),
        ),
      ),
      h(
        "button",
        {
          type: "button",
          class: "right",
          id: "cancel-all",
          disabled: !canSign || !working().some((order) => order.symbol === state.symbol),
          onClick: cancelAll,
        },
        `Cancel all ${state.symbol ?? ""}`,
      ),
    ),
    h(
      "div",
      { id: "list", role: "tabpanel", "aria-labelledby": "tab-" + state.tab, class: "scroll", tabIndex: 0 },
      shown.view(shown.rows()),
    ),
  );
}

function count(id, tab) {
  return id === "working" ? (state.account?.openOrderCount ?? 0) : tab.rows().length;
}

function show_(id) {
  state.tab = id;
  changed();
}

function move(event) {
  const ids = Object.keys(TABS);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step && event.target.getAttribute("role") === "tab") {
    const next = ids[(ids.indexOf(state.tab) + step + ids.length) % ids.length];
    show_(next);
    document.getElementById("tab-" + next).focus();
    event.preventDefault();
  }
}

// ---- tables

function table(heads, rows, empty) {
  if (!rows.length) {
    return h("p", { class: "empty" }, state.account ? empty : state.key || !state.status ? "Waiting for the account" : "Add a key to see its account");
  }
  return h(
    "table",
    { class: "rows" },
    h(
      "thead",
      null,
      h("tr", null, heads.map((text) => h("th", { scope: "col", class: text.startsWith("#") ? "num" : "" }, text.replace("#", "")))),
    ),
    h("tbody", null, rows),
  );
}

function td(text, style = "") {
  return h("td", { class: style }, text);
}

function digits(symbol) {
  const terms = market(symbol);
  return terms ? [digitsOf(parse(terms.tickSize)), digitsOf(parse(terms.lotSize))] : [2, 0];
}

function price(order) {
  const value = parse(order.price);
  return value === 0n || value === null ? "market" : show(value, digits(order.symbol)[0]);
}

function qty(symbol, text) {
  return show(parse(text), digits(symbol)[1]);
}

function sideOf(side) {
  return h("td", { class: side === "BUY" ? "buy" : "sell" }, side === "BUY" ? "▲ Buy" : "▼ Sell");
}

// ---- what works

function working() {
  return (state.account?.openOrders ?? []).toSorted((a, b) => b.time - a.time || b.orderId - a.orderId);
}

function Working(orders) {
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
  const stop = parse(order.stopPrice);
  return h(
    "tr",
    { key: order.symbol + order.orderId, "data-order": order.orderId },
    td(clock(order.time), "dim"),
    td(order.symbol),
    sideOf(order.side),
    td(`${TYPES[order.type] ?? order.type} ${order.timeInForce}${stop > 0n ? " at " + show(stop, digits(order.symbol)[0]) : ""}`, "dim"),
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
    { key: "amend" + order.symbol + order.orderId, class: "amending", "data-order": order.orderId },
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

async function cancelAll() {
  const params = { symbol: state.symbol };
  await command(`Cancel all ${state.symbol}`, params, async () => {
    const canceled = await signed("DELETE", "/api/v3/openOrders", params);
    return `${canceled.length} orders canceled`;
  });
}

// ---- what happened

function Fills(fills) {
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

function rejections() {
  return [...state.refusedHere, ...(state.account?.rejections ?? [])].toSorted((a, b) => b.time - a.time);
}

/** "CODE: measured=1, limit=2" in its parts; texts differ, so what is not found is left open. */
export function parts(text) {
  const [, code, rest] = /^([A-Z_]+)(?::\s*(.*))?$/s.exec(text ?? "") ?? [null, "", text ?? ""];
  const values = [...(rest ?? "").matchAll(/(\w+)=(-?[\d.]+)/g)].map(([, name, value]) => ({ name, value: parse(value) }));
  const limit = values.find((v) => v.name === "limit" || v.name === "max" || v.name === "min");
  const measured = values.find((v) => v !== limit && v.value !== null);
  return { code, rest: rest ?? "", limit, measured };
}

function Rejections(orders) {
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
        td(measured ? `${measured.name} ${decimal(measured.value)}` : order.here ? "not sent on" : "–", "num"),
        td(limit ? decimal(limit.value) : "–", "num"),
        td(use === null ? "–" : `${use.toFixed(1)} %`, "num"),
      );
    }),
    "Nothing was refused",
  );
}

/** With as many decimals as it has, at least two when it has any. */
function decimal(value) {
  const own = digitsOf(value);
  return show(value, own === 0 ? 0 : Math.max(2, own));
}

function Ended(orders) {
  return table(
    ["Time", "Symbol", "Side", "Type", "#Price", "#Total", "#Filled", "How"],
    orders.map((order) =>
      h(
        "tr",
        { key: order.symbol + order.orderId, title: order.text ?? "" },
        td(clock(order.updateTime), "dim"),
        td(order.symbol),
        sideOf(order.side),
        td(TYPES[order.type] ?? order.type, "dim"),
        td(price(order), "num"),
        td(qty(order.symbol, order.origQty), "num"),
        td(qty(order.symbol, order.executedQty), "num"),
        td(order.status.toLowerCase().replaceAll("_", " ") + (order.reason ? ": " + order.reason : "")),
      ),
    ),
    "No order has ended",
  );
}

function Events(events) {
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
