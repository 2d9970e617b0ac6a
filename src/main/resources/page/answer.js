// Commands of the account, and the venue's answer to the last one.

import { h } from "./preact.js";
import { refreshAccount } from "./link.js";
import { changed, state } from "./state.js";
import { Refused } from "./venue.js";

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

/** What came of a command; of a number of its own, so that it is told from the one before. */
export function tell(ok, text, what = "", before = null) {
  const millis = before === null ? null : Math.round(performance.now() - before);
  state.answer = { ok, text, what, millis, number: (state.answer?.number ?? 0) + 1 };
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

export function Answer() {
  const { answer } = state;
  return h(
    "div",
    { class: "answer" + (answer ? (answer.ok ? " ok" : " no") : ""), role: "status", id: "answer", title: answer?.text ?? "", "data-number": answer?.number ?? 0 },
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
