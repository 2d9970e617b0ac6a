// The strip at the foot: how the venue is.

import { h } from "./preact.js";
import { isLive } from "./link.js";
import { market, state } from "./state.js";
import { clock } from "./tape.js";

const OLD_CHECKPOINT_MILLIS = 30_000;
const BEHIND_ORDERS = 100;

export function Health() {
  const { status } = state;
  const stale = (status?.markets ?? []).filter(isStale).map((terms) => terms.symbol);
  const terms = market();
  return h(
    "footer",
    { class: "health" + (isLive() ? "" : " old"), "aria-label": "Health" },
    Link(),
    item("Orders/s", status ? status.ordersPerSecond.toLocaleString("en") : "–"),
    item("Waiting", status ? waiting(status.ordersWaiting) : "–", isBehind(status), "Orders that the venue has not answered yet", "waiting"),
    item("Answer p50", status ? millis(status.p50Micros) : "–", false, "From risk's verdict to the committed answer as this service hears it, last 10 s"),
    item("p99", status ? millis(status.p99Micros) : "–"),
    item("Checkpoint", checkpoint(status?.flink), isOld(status?.flink), "Age of the newest completed checkpoint of the jobs"),
    item("Quote", terms ? age(terms.quoteAgeMillis) : "–", Boolean(terms && isStale(terms)), "Age of the newest quote of the symbol"),
    item("Stale feeds", !status ? "–" : stale.length ? `${stale.length}: ${stale.slice(0, 3).join(" ")}${stale.length > 3 ? " …" : ""}` : "none", stale.length > 0, stale.join(" ")),
    h(
      "nav",
      { "aria-label": "Other pages" },
      h("a", { href: "/docs", title: "Swagger UI: every request of the API, to be tried" }, "API"),
      status?.flink.url ? h("a", { href: status.flink.url, title: "Flink's web page: jobs, checkpoints, back pressure" }, "Flink") : null,
    ),
  );
}

function item(name, text, bad = false, title = "", id = null) {
  return h(
    "span",
    { class: "item" + (bad ? " bad" : ""), title, id },
    h("span", { class: "dim" }, name),
    h("span", { class: "num" }, bad ? "▲ " : "", text),
  );
}

function waiting(orders) {
  return orders < 0 ? "not known" : orders.toLocaleString("en");
}

/** An order that is sent now would wait for a second at least. */
function isBehind(status) {
  return Boolean(status) && status.ordersWaiting > Math.max(status.ordersPerSecond, BEHIND_ORDERS);
}

/** Of what trades; nobody quotes what is closed. */
function isStale(terms) {
  if (["HALTED", "CLOSED"].includes(terms.phase) || terms.restricted) {
    return false;
  }
  return terms.quoteAgeMillis < 0 || terms.quoteAgeMillis > terms.quoteMaxAgeMillis;
}

function millis(micros) {
  if (micros >= 10_000_000) {
    return `${(micros / 1_000_000).toFixed(1)} s`;
  }
  return micros < 0 ? "–" : `${(micros / 1_000).toFixed(micros < 100_000 ? 1 : 0)} ms`;
}

function age(ms) {
  if (ms < 0) {
    return "none yet";
  }
  return ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 1_000).toLocaleString("en")} s`;
}

function checkpoint(flink) {
  if (!flink?.url) {
    return "not watched";
  }
  if (!flink.reached) {
    return "Flink away";
  }
  return flink.jobs === 0 ? "no job" : age(flink.checkpointAgeMillis);
}

function isOld(flink) {
  return Boolean(flink?.url) && (!flink.reached || flink.jobs === 0 || flink.checkpointAgeMillis > OLD_CHECKPOINT_MILLIS);
}

/** The state of the link, always in the same place. */
function Link() {
  const live = isLive();
  const begins = state.link.since === 0;
  const text = live ? "● Live" : begins ? "○ Connecting" : `▲ Reconnecting, ${clock(state.link.since)}`;
  return h(
    "span",
    { class: "link-state " + (live ? "live" : "lost"), role: "status", id: "link", title: live ? "" : (state.link.why ?? "") },
    text,
  );
}
