// The order ticket: what risk will look at is shown before an order is sent, its answer after.

import { h } from "./preact.js";
import { Answer, command, refuse } from "./answer.js";
import { CHECKS, Check, preChecks, reference } from "./checks.js";
import { ONE, digitsOf, max, parse, plain, show } from "./decimal.js";
import { TIMES, TYPES, rests, timeOf } from "./orders.js";
import { changed, market, state } from "./state.js";
import { canSign, signed } from "./venue.js";

const MODES = {
  NONE: "Allowed",
  EXPIRE_TAKER: "Cancel newest",
  EXPIRE_MAKER: "Cancel oldest",
  EXPIRE_BOTH: "Cancel both",
  DECREMENT: "Decrement",
};
const NAMES = { quantity: "quantity", price: "price", stopPrice: "stop price", goodTillDate: "time till which it is good" };

export function Ticket() {
  const terms = market();
  const { ticket } = state;
  const checks = terms ? preChecks(terms, ticket, TYPES[ticket.type]) : Array(CHECKS).fill({ what: "\u00a0", text: "", state: "open" });
  return h(
    "section",
    { class: "panel ticket", "aria-labelledby": "ticket-title" },
    h("h2", { id: "ticket-title" }, "Order ticket", h("span", { class: "note" }, state.key?.account ?? "no account")),
    h(
      "form",
      { onSubmit: submit, autocomplete: "off" },
      Sides(ticket),
      Fields(terms, ticket),
      h("h3", null, "Before it is sent"),
      h("ul", { class: "checks" }, checks.map((check) => Check(check))),
      h(
        "button",
        {
          type: "submit",
          class: "send " + ticket.side.toLowerCase(),
          disabled: !state.key || !canSign || state.sending,
        },
        label(terms, ticket),
      ),
    ),
    Answer(),
  );
}

function Sides(ticket) {
  return h(
    "fieldset",
    { class: "sides" },
    h("legend", { class: "hidden" }, "Side"),
    ["BUY", "SELL"].map((side) =>
      h(
        "label",
        { class: side.toLowerCase() + (ticket.side === side ? " on" : "") },
        h("input", {
          type: "radio",
          name: "side",
          value: side,
          checked: ticket.side === side,
          onChange: () => set("side", side),
        }),
        side === "BUY" ? "▲ Buy" : "▼ Sell",
      ),
    ),
  );
}

/** Always as many: what an order does not have is closed, so that nothing jumps. */
function Fields(terms, ticket) {
  const type = TYPES[ticket.type];
  const time = timeOf(ticket);
  return h(
    "div",
    { class: "fields" },
    Choice("type", "Type", ticket.type, Object.entries(TYPES).map(([value, { name }]) => [value, name])),
    Choice("timeInForce", "Good", time, type.times.map((value) => [value, TIMES[value]])),
    Amount("quantity", "Quantity", terms?.lotSize, true),
    Amount("price", "Price", terms?.tickSize, type.price),
    Amount("stopPrice", "Stop price", terms?.tickSize, type.stop),
    time === "IOC"
      ? Amount("minQty", "At least (min qty)", terms?.lotSize, true)
      : Amount("icebergQty", "Shown (iceberg)", terms?.lotSize, rests(ticket.type, time)),
    Choice("selfTradePreventionMode", "Own orders meet", ticket.selfTradePreventionMode, Object.entries(MODES)),
    Till(time === "GTD"),
  );
}

function Choice(name, text, value, options) {
  return h(
    "label",
    null,
    h("span", null, text),
    h(
      "select",
      { name, value, onChange: (e) => set(name, e.target.value) },
      options.map(([option, shown]) => h("option", { key: option, value: option, selected: value === option }, shown)),
    ),
  );
}

function Amount(name, text, step, enabled) {
  return h(
    "label",
    { key: name },
    h("span", null, text),
    h("input", {
      id: "ticket-" + name,
      name,
      inputMode: "decimal",
      class: "num",
      value: enabled ? state.ticket[name] : "",
      disabled: !enabled,
      onInput: (e) => set(name, e.target.value),
      onKeyDown: (e) => nudge(e, name, parse(step)),
    }),
  );
}

function Till(enabled) {
  return h(
    "label",
    { key: "goodTillDate" },
    h("span", null, "Till (this clock)"),
    h("input", {
      id: "ticket-goodTillDate",
      name: "goodTillDate",
      type: "datetime-local",
      value: enabled ? state.ticket.goodTillDate : "",
      disabled: !enabled,
      onInput: (e) => set("goodTillDate", e.target.value),
    }),
  );
}

function set(name, value) {
  state.ticket = { ...state.ticket, [name]: value };
  changed();
}

/** Arrows change a number by a step; by ten with Shift. */
function nudge(event, name, step) {
  const way = { ArrowUp: 1n, ArrowDown: -1n }[event.key];
  if (way && step) {
    const from = parse(event.target.value) ?? (name === "price" || name === "stopPrice" ? reference(market()) : 0n) ?? 0n;
    const to = (from / step) * step + way * step * (event.shiftKey ? 10n : 1n);
    set(name, plain(max(to, step)));
    event.preventDefault();
  }
}

function label(terms, ticket) {
  if (!canSign) {
    return "Open this page on https or localhost to trade";
  }
  if (!state.key) {
    return state.status ? "Add a key to trade" : "Connecting…";
  }
  if (state.sending) {
    return "Sent, waiting for the venue…";
  }
  if (state.account && (state.account.risk.killState ?? "ACTIVE") !== "ACTIVE") {
    return "Kill switch is on: the venue will refuse";
  }
  const type = TYPES[ticket.type];
  const verb = ticket.side === "BUY" ? "Buy" : "Sell";
  const price = type.price ? "@ " + (ticket.price || "–") : "at " + type.name.toLowerCase();
  return `${verb} ${ticket.quantity || "–"} ${terms?.symbol ?? ""} ${price}`;
}

// ---- sending

async function submit(event) {
  event.preventDefault();
  if (state.sending || !state.key) {
    return;
  }
  const { ticket, symbol } = state;
  const needed = ["quantity", TYPES[ticket.type].price && "price", TYPES[ticket.type].stop && "stopPrice"].filter(Boolean);
  const missing = needed.find((name) => parse(ticket[name]) === null);
  if (missing) {
    lacks(missing, "a number with at most 8 decimals");
  } else if (timeOf(ticket) === "GTD" && !ticket.goodTillDate) {
    lacks("goodTillDate", "a date and a time");
  } else {
    const params = parameters(ticket, symbol, needed);
    await command(`${ticket.side} ${params.quantity} ${symbol}`, params, () =>
      signed("POST", "/api/v3/order", params).then(entered),
    );
  }
}

function lacks(name, wanted) {
  document.getElementById("ticket-" + name)?.focus();
  refuse(`Fill in the ${NAMES[name]}: ${wanted}.`);
}

function parameters(ticket, symbol, needed) {
  const params = { symbol, side: ticket.side, type: ticket.type, newOrderRespType: "FULL" };
  const time = timeOf(ticket);
  needed.forEach((name) => (params[name] = ticket[name].trim()));
  if (time) params.timeInForce = time;
  if (time === "GTD") params.goodTillDate = new Date(ticket.goodTillDate).getTime();
  if (time === "IOC" && ticket.minQty.trim()) params.minQty = ticket.minQty.trim();
  if (rests(ticket.type, time) && ticket.icebergQty.trim()) params.icebergQty = ticket.icebergQty.trim();
  if (ticket.selfTradePreventionMode !== "NONE") params.selfTradePreventionMode = ticket.selfTradePreventionMode;
  return params;
}

function entered(order) {
  const filled = parse(order.executedQty);
  const words = { NEW: "works", FILLED: "is filled", PARTIALLY_FILLED: "is filled in part", EXPIRED: "has expired" };
  const what = words[order.status] ?? String(order.status).toLowerCase();
  const average = filled > 0n ? `, ${show(filled, 0)} at ${averagePrice(order)}` : "";
  return `#${order.orderId} ${what}${average}`;
}

function averagePrice(order) {
  const digits = digitsOf(parse(market(order.symbol).tickSize));
  return show((parse(order.cummulativeQuoteQty) * ONE) / parse(order.executedQty), digits);
}
