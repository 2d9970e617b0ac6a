// What risk will look at, shown before an order is sent. The venue decides; this only foretells.

import { h } from "./preact.js";
import { ONE, abs, basisPoints, digitsOf, max, parse, show, times } from "./decimal.js";
import { COLLECTING, timeOf } from "./orders.js";
import { state } from "./state.js";

/** So many lines there are. */
export const CHECKS = 7;
const BPS = 10_000n;

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

/** Each: what, its measure and its limit for people, and "ok", "no" or "open" when not known. */
export function preChecks(terms, ticket, type) {
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
    limitCheck("Notional " + terms.currency, value, parse(limits.maxNotional), 0),
    isReduceOnly(terms)
      ? limitCheck("Reduce only", qty, reducible(held, buy), lots)
      : limitCheck("Position after", after, parse(limits.maxPosition), lots),
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

/** Whether only what brings the position nearer to zero is taken: of all, of this account or of its firm. */
function isReduceOnly(terms) {
  return terms.reduceOnly || [state.account?.risk, state.account?.firm].some((risk) => risk?.state === "REDUCING");
}

/** How much more may work on a side and only bring the position nearer to zero. */
function reducible(held, buy) {
  const position = parse(held?.position ?? "0");
  return max(0n, buy ? -position - parse(held?.openBuyQty ?? "0") : position - parse(held?.openSellQty ?? "0"));
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
  const closed = terms.restricted ? "restricted" : phaseCheck(terms.phase, ticket);
  if (closed) {
    return { what, text: closed, state: "no" };
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

/** Why the phase does not take such an order; null when it does. */
function phaseCheck(phase, ticket) {
  const time = timeOf(ticket);
  const collects = COLLECTING.includes(phase);
  const said = phase.toLowerCase().replace("_", "-");
  if (phase !== "CONTINUOUS" && !collects) {
    return said;
  }
  if (time === "AT_THE_OPEN" && phase !== "PRE_OPEN") {
    return `at open: not while ${said}`;
  }
  const atOnce = ticket.type === "LIMIT_MAKER" ? "post only" : time === "IOC" || time === "FOK" ? time : null;
  return collects && atOnce ? `${atOnce}: not in ${said}` : null;
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

export function Check({ what, text, use, state: is }) {
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
