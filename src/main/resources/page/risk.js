// Limits with how much of them is used, and the kill switch.

import { h } from "./preact.js";
import { ONE, parse, show } from "./decimal.js";
import { changed, state } from "./state.js";
import { command } from "./answer.js";
import { canSign, signed } from "./venue.js";

const NAMES = {
  creditLimit: "Credit",
  maxGrossExposure: "Gross exposure",
  maxNetNotional: "Net notional, day",
  maxPosition: "Position, symbol",
  maxOpenOrders: "Open orders",
  maxOpenOrdersPerSymbol: "Open orders, symbol",
  maxOrdersPerSecond: "Orders a second",
  maxDailyLoss: "Loss, day",
  maxExecutions: "Executions, window",
  maxNotional: "Notional, order",
  maxOrderQty: "Quantity, order",
};
/** What risk tells of a limit besides the share that is used. */
const MEASURES = {
  creditLimit: "creditUsed",
  maxGrossExposure: "grossExposure",
  maxNetNotional: "netNotional",
  maxDailyLoss: "dailyLoss",
  maxOpenOrders: "openOrders",
};
const ROWS = 7;
const BPS = 10_000;

export function Limits() {
  const risk = state.account?.risk;
  const rows = [...uses(risk, ""), ...uses(state.account?.firm, "Firm: ")];
  return h(
    "section",
    { class: "panel limits", "aria-labelledby": "limits-title" },
    h("h2", { id: "limits-title" }, "Limits used", Kill(risk)),
    h(
      "div",
      { class: "scroll", tabIndex: 0, role: "group", "aria-label": "All limits" },
      h(
        "ul",
        null,
        rows.map(Use),
        Array.from({ length: Math.max(0, ROWS - rows.length) }, (_, i) => h("li", { key: rows.length + i }, "\u00a0")),
      ),
      state.account && !rows.length
        ? h("p", { class: "empty over" }, "No limits: this account can't trade")
        : null,
    ),
  );
}

/** The limits that are set and that the account uses up; a limit on one order is the ticket's. */
function uses(risk, prefix) {
  const limits = risk?.limits ?? {};
  return Object.keys(NAMES)
    .filter((name) => limits[name] !== undefined && name !== "maxNotional" && name !== "maxOrderQty")
    .map((name) => ({
      name: prefix + NAMES[name],
      limit: parse(limits[name]),
      bps: risk.utilisationBps?.[name] ?? 0,
      measured: parse(risk[MEASURES[name]] ?? ""),
    }));
}

function Use({ name, limit, bps, measured }, index) {
  const percent = bps / 100;
  const level = bps >= 9_000 ? "full" : bps >= 7_500 ? "high" : bps >= 5_000 ? "half" : "";
  const word = { full: "▲▲ ", high: "▲ ", half: "△ ", "": "" }[level];
  const used = measured ?? (limit * BigInt(bps)) / BigInt(BPS);
  return h(
    "li",
    { key: index, class: level },
    h("span", null, name),
    h("span", { class: "num" }, `${word}${short(used)} / ${short(limit)}`),
    h("span", { class: "num percent" }, `${percent.toFixed(1)} %`),
    h(
      "span",
      {
        class: "bar",
        role: "meter",
        "aria-label": name,
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": Math.min(100, percent),
        "aria-valuetext": `${percent.toFixed(1)} %`,
        style: { "--use": Math.min(100, percent) + "%" },
      },
      h("i"),
    ),
  );
}

/** Large amounts in millions or thousands, which bars need no more of. */
function short(value) {
  if (value >= 1_000_000n * ONE) {
    return show(value / 1_000_000n, 2).replace(".00", "") + "M";
  }
  return value >= 10_000n * ONE ? show(value / 1_000n, 1) + "k" : show(value, 0);
}

// ---- the kill switch

function Kill(risk) {
  const is = risk?.killState ?? "ACTIVE";
  const may = canSign && (state.account?.permissions ?? []).includes("KILL");
  const active = is === "ACTIVE";
  return h(
    "span",
    { class: "kill " + (active ? "" : "on") },
    h("span", { id: "kill-state" }, !risk ? "" : active ? "Trading" : is === "KILLING" ? "✕ Cancelling all" : "✕ Killed"),
    h(
      "button",
      {
        type: "button",
        class: "danger",
        id: "kill",
        disabled: !may,
        title: may ? "" : "This key may not turn the kill switch",
        onClick: () => ask(active ? "kill" : "lift"),
      },
      active ? "Kill switch…" : "Lift…",
    ),
  );
}

function ask(dialog) {
  state.dialog = dialog;
  changed();
}

export function KillDialog() {
  const kill = state.dialog === "kill";
  const account = state.key?.account;
  return h(
    "div",
    null,
    h("h2", { id: "dialog-title" }, kill ? `Stop ${account} now?` : `Let ${account} trade again?`),
    h(
      "p",
      null,
      kill
        ? `Blocks every new order of ${account} and cancels its ${state.account?.openOrderCount ?? 0} working orders, in all symbols and from every gateway. Positions stay. The key that confirms is recorded as the operator.`
        : `Lifts the kill switch of ${account}. Cancelled orders do not come back. The key that confirms is recorded as the operator.`,
    ),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", autofocus: true, onClick: close }, kill ? "Keep trading" : "Stay stopped"),
      h("button", { type: "button", class: "danger", id: "confirm", onClick: () => turn(kill) }, kill ? "Block and cancel all" : "Lift it"),
    ),
  );
}

function close() {
  state.dialog = null;
  changed();
}

async function turn(kill) {
  close();
  await command(kill ? "Kill switch" : "Lifting the kill switch", {}, async () => {
    await signed(kill ? "POST" : "DELETE", "/api/venue/kill");
    return "recorded; risk tells above when it is done";
  });
}
