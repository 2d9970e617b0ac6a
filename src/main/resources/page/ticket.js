// The order ticket: what risk will look at is shown before an order is sent, its answer after.

import { h } from "./preact.js";
import { ONE, abs, basisPoints, digitsOf, max, parse, plain, show, times } from "./decimal.js";
import { refreshAccount } from "./link.js";
import { changed, market, state } from "./state.js";
import { canSign, Refused, signed } from "./venue.js";

const TYPES = {
  LIMIT: { name: "Limit", price: true, stop: false, tif: true, iceberg: true },
  MARKET: { name: "Market", price: false, stop: false, tif: false, iceberg: false },
  LIMIT_MAKER: { name: "Post only", price: true, stop: false, tif: false, iceberg: true },
  STOP_LOSS: { name: "Stop", price: false, stop: true, tif: false, iceberg: false },
  STOP_LOSS_LIMIT: { name: "Stop limit", price: true, stop: true, tif: true, iceberg: true },
};
const TIMES = { GTC: "GTC", DAY: "Day", IOC: "IOC", FOK: "FOK" };
const MODES = {
  NONE: "Allowed",
  EXPIRE_TAKER: "Cancel newest",
  EXPIRE_MAKER: "Cancel oldest",
  EXPIRE_BOTH: "Cancel both",
  DECREMENT: "Decrement",
};
const BPS = 10_000n;
const CHECKS = 7;

export function Ticket() {
  const terms = market();
  const { ticket } = state;
  const type = TYPES[ticket.type];
  const checks = terms ? preChecks(terms, ticket, type) : Array(CHECKS).fill({ what: "\u00a0", text: "", state: "open" });
  const killed = state.account && (state.account.risk.killState ?? "ACTIVE") !== "ACTIVE";
  return h(
    "section",
    { class: "panel ticket", "aria-labelledby": "ticket-title" },
    h("h2", { id: "ticket-title" }, "Order ticket", h("span", { class: "note" }, state.key?.account ?? "no account")),
    h(
      "form",
      { onSubmit: (event) => submit(event, checks), autocomplete: "off" },
      Sides(ticket),
      h(
        "div",
        { class: "fields" },
        Choice("type", "Type", Object.entries(TYPES).map(([value, t]) => [value, t.name])),
        Choice("timeInForce", "Good", Object.entries(TIMES), !type.tif),
        Amount("quantity", "Quantity", terms?.lotSize, true),
        Amount("price", "Price", terms?.tickSize, type.price),
        Amount("stopPrice", "Stop price", terms?.tickSize, type.stop),
        Amount("icebergQty", "Shown (iceberg)", terms?.lotSize, type.iceberg),
        Choice("selfTradePreventionMode", "Own orders meet", Object.entries(MODES)),
        h(
          "div",
          { class: "notional" },
          h("span", { class: "dim" }, "Notional"),
          h("output", { class: "num", id: "notional" }, notional(terms, ticket, type)),
        ),
      ),
      h("h3", null, "Before it is sent"),
      h("ul", { class: "checks" }, checks.map((check) => Check(check))),
      h(
        "button",
        {
          type: "submit",
          class: "send " + ticket.side.toLowerCase(),
          disabled: !state.key || !canSign || state.sending,
        },
        label(terms, ticket, type, killed),
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

function Choice(name, text, options, disabled = false) {
  return h(
    "label",
    null,
    h("span", null, text),
    h(
      "select",
      { name, value: state.ticket[name], disabled, onChange: (e) => set(name, e.target.value) },
      options.map(([value, shown]) => h("option", { value, selected: state.ticket[name] === value }, shown)),
    ),
  );
}

function Amount(name, text, step, enabled) {
  return h(
    "label",
    null,
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

function label(terms, ticket, type, killed) {
  if (!canSign) {
    return "Open this page on https or localhost to trade";
  }
  if (!state.key) {
    return state.status ? "Add a key to trade" : "Connecting…";
  }
  if (state.sending) {
    return "Sent, waiting for the venue…";
  }
  if (killed) {
    return "Kill switch is on: the venue will refuse";
  }
  const verb = ticket.side === "BUY" ? "Buy" : "Sell";
  const price = type.price ? "@ " + (ticket.price || "–") : "at " + type.name.toLowerCase();
  return `${verb} ${ticket.quantity || "–"} ${terms?.symbol ?? ""} ${price}`;
}

// ---- what risk will look at

/** The middle of the fresh quotes, as risk takes it; else the last price, else the instrument's. */
export function reference(terms) {
  if (!terms) {
    return null;
  }
  const [bid, ask] = [parse(terms.quoteBid), parse(terms.quoteAsk)];
  if (bid !== null && ask !== null && bid <= ask) {
    return bid + (ask - bid) / 2n;
  }
  return parse(terms.last) ?? parse(terms.referencePrice);
}

/** At most this is reserved for an order; null when it can't be known. */
function worstPrice(terms, ticket, type) {
  const base = type.stop ? parse(ticket.stopPrice) : reference(terms);
  const limit = type.price ? parse(ticket.price) : null;
  const buy = ticket.side === "BUY";
  if (type.price) {
    return limit === null || buy || base === null ? limit : max(limit, base);
  }
  return base === null ? null : buy ? base + (base * BigInt(terms.collarBps)) / BPS : base;
}

function notional(terms, ticket, type) {
  const qty = parse(ticket.quantity);
  const price = terms ? worstPrice(terms, ticket, type) : null;
  if (qty === null || price === null) {
    return "–";
  }
  return `${type.price ? "" : "≤ "}${show(times(qty, price), 2)} ${terms.currency}`;
}

/** Each: what, its measure and its limit for people, and "ok", "no" or "open" when not known. */
function preChecks(terms, ticket, type) {
  const qty = parse(ticket.quantity);
  const worst = worstPrice(terms, ticket, type);
  const value = qty === null || worst === null ? null : times(qty, worst);
  const risk = state.account?.risk ?? {};
  const limits = risk.limits ?? {};
  const lots = digitsOf(parse(terms.lotSize));
  const buy = ticket.side === "BUY";
  const held = risk.positions?.find((p) => p.symbol === terms.symbol);
  const after = qty === null ? null : positionAfter(held, qty, buy);
  const open = BigInt(state.account?.openOrderCount ?? 0) * ONE + ONE;
  const credit = value === null ? null : parse(risk.creditUsed ?? "0") + value;
  return [
    instrumentCheck(terms, ticket, type, qty),
    collarCheck(terms, ticket, type, buy),
    limitCheck("Order size", qty, parse(limits.maxOrderQty), lots),
    limitCheck("Notional", value, parse(limits.maxNotional), 0),
    limitCheck("Position after", after, parse(limits.maxPosition), lots),
    limitCheck("Open orders", open, parse(limits.maxOpenOrders), 0),
    limitCheck("Credit after", credit, parse(limits.creditLimit), 0),
  ];
}

/** The larger of what may come of it, as risk counts it: with all orders of its side. */
function positionAfter(held, qty, buy) {
  const position = parse(held?.position ?? "0");
  const worst = buy
    ? position + parse(held?.openBuyQty ?? "0") + qty
    : position - parse(held?.openSellQty ?? "0") - qty;
  return abs(worst);
}

function limitCheck(what, measured, limit, digits) {
  const known = measured !== null && state.account !== null;
  if (limit === null) {
    return { what, text: known ? show(measured, digits) + " / no limit" : "–", state: known ? "ok" : "open" };
  }
  const text = `${show(measured, digits)} / ${show(limit, digits)}`;
  const use = known && limit > 0n ? basisPoints(measured, limit) / 100 : 0;
  return { what, text, use, state: known ? (measured <= limit ? "ok" : "no") : "open" };
}

function instrumentCheck(terms, ticket, type, qty) {
  const what = "Instrument";
  const [tick, lot] = [parse(terms.tickSize), parse(terms.lotSize)];
  const prices = [type.price && ticket.price, type.stop && ticket.stopPrice].filter((p) => p !== false);
  if (!["CONTINUOUS", "PRE_OPEN", "AUCTION", "PRE_CLOSE"].includes(terms.phase) || terms.restricted) {
    return { what, text: terms.restricted ? "restricted" : terms.phase.toLowerCase(), state: "no" };
  }
  if (qty === null || prices.some((price) => parse(price) === null)) {
    return { what, text: `tick ${show(tick, digitsOf(tick))}, lot ${show(lot, digitsOf(lot))}`, state: "open" };
  }
  if (prices.some((price) => parse(price) <= 0n || parse(price) % tick !== 0n)) {
    return { what, text: `price off tick ${show(tick, digitsOf(tick))}`, state: "no" };
  }
  if (qty < parse(terms.minQty) || qty > parse(terms.maxQty) || qty % lot !== 0n) {
    return { what, text: `quantity off lot ${show(lot, digitsOf(lot))}`, state: "no" };
  }
  return { what, text: "tick, lot, phase", state: "ok" };
}

function collarCheck(terms, ticket, type, buy) {
  const what = "Price collar";
  const base = type.stop ? parse(ticket.stopPrice) : reference(terms);
  const digits = digitsOf(parse(terms.tickSize));
  const stale = terms.quoteAgeMillis < 0 || terms.quoteAgeMillis > terms.quoteMaxAgeMillis;
  if (!type.price) {
    return { what, text: stale ? "quote is stale" : `within ${terms.collarBps / 100} %`, state: stale ? "no" : "ok" };
  }
  const price = parse(ticket.price);
  if (base === null || price === null) {
    return { what, text: "–", state: "open" };
  }
  const reach = (base * BigInt(terms.collarBps)) / BPS;
  const limit = buy ? base + reach : base - reach;
  const ok = buy ? price <= limit : price >= limit;
  return { what, text: `${buy ? "≤" : "≥"} ${show(limit, digits)}`, state: ok ? "ok" : "no" };
}

function Check({ what, text, use, state: is }) {
  const mark = { ok: "✓", no: "✕", open: "·" }[is];
  const said = { ok: "passes", no: "would be refused", open: "not known yet" }[is];
  return h(
    "li",
    { class: is },
    h("span", { class: "mark", "aria-hidden": "true" }, mark),
    h("span", { class: "hidden" }, said + ": "),
    h("span", null, what),
    h("span", { class: "num" }, text, use ? h("span", { class: "dim" }, ` ${use < 1000 ? use.toFixed(1) : ">999"} %`) : ""),
  );
}

// ---- sending

async function submit(event, checks) {
  event.preventDefault();
  if (state.sending || !state.key) {
    return;
  }
  const { ticket, symbol } = state;
  const type = TYPES[ticket.type];
  const params = { symbol, side: ticket.side, type: ticket.type, quantity: ticket.quantity.trim(), newOrderRespType: "FULL" };
  if (type.tif) params.timeInForce = ticket.timeInForce;
  if (type.price) params.price = ticket.price.trim();
  if (type.stop) params.stopPrice = ticket.stopPrice.trim();
  if (type.iceberg && ticket.icebergQty.trim()) params.icebergQty = ticket.icebergQty.trim();
  if (ticket.selfTradePreventionMode !== "NONE") params.selfTradePreventionMode = ticket.selfTradePreventionMode;
  const missing = ["quantity", type.price && "price", type.stop && "stopPrice"].find((n) => n && parse(ticket[n]) === null);
  if (missing) {
    document.getElementById("ticket-" + missing)?.focus();
    tell(false, `Fill in the ${missing === "stopPrice" ? "stop price" : missing}: a number with at most 8 decimals.`);
    return;
  }
  await command(`${ticket.side} ${params.quantity} ${symbol}`, params, () =>
    signed("POST", "/api/v3/order", params).then(entered),
  );
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

/** Runs a command of the account and tells what came of it. */
export async function command(what, params, run) {
  state.sending = true;
  changed();
  const before = performance.now();
  try {
    tell(true, await run(), what, before);
  } catch (e) {
    const refused = e instanceof Refused;
    const text = refused ? (e.reason ?? e.message) : "No answer, the outcome is unknown: " + e.message;
    tell(false, text, what, before);
    if (refused && !e.reason && params.side) {
      keep(params, e.message);
    }
  } finally {
    state.sending = false;
    refreshAccount();
    changed();
  }
}

function tell(ok, text, what = "", before = null) {
  const millis = before === null ? null : Math.round(performance.now() - before);
  state.answer = { ok, text, what, millis };
  changed();
}

/** What the Order Service itself refused is no order of the venue: only the page remembers it. */
function keep(order, text) {
  const refused = {
    time: Date.now(),
    symbol: order.symbol,
    side: order.side,
    origQty: order.quantity,
    price: order.price ?? "0",
    text,
    here: true,
  };
  state.refusedHere = [refused, ...state.refusedHere].slice(0, 20);
}

function Answer() {
  const { answer } = state;
  return h(
    "div",
    { class: "answer" + (answer ? (answer.ok ? " ok" : " no") : ""), role: "status", id: "answer" },
    answer
      ? [
          h("span", { class: "mark", "aria-hidden": "true" }, answer.ok ? "✓" : "✕"),
          h(
            "span",
            { class: "text" },
            answer.what ? h("b", null, answer.what, answer.ok ? ": " : " refused: ") : null,
            answer.text,
          ),
          answer.millis === null ? null : h("span", { class: "dim num" }, `${answer.millis} ms`),
        ]
      : h("span", { class: "dim" }, "The venue's answer comes here."),
  );
}
