// Commands of the account, and the venue's answer to the last one.

import { h } from "./preact.js";
import { refreshAccount } from "./link.js";
import { changed, state } from "./state.js";
import { Refused } from "./venue.js";

const OK = { style: "ok", mark: "✓", says: ": " };
const REFUSED = { style: "no", mark: "✕", says: " refused: " };
const UNKNOWN = { style: "open", mark: "?", says: ": " };

/** Runs a command of the account and tells what came of it. */
export async function command(what, params, run) {
  state.sending = true;
  changed();
  const before = performance.now();
  try {
    tell(OK, await run(), what, before);
  } catch (e) {
    // What the service could not find out in time may still be done.
    const refused = e instanceof Refused && e.status < 500;
    const text = refused ? (e.reason ?? e.message) : "no answer, the outcome is not known: look at the lists before you send it again";
    tell(refused ? REFUSED : UNKNOWN, text, what, before);
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
function tell(is, text, what = "", before = null) {
  const millis = before === null ? null : Math.round(performance.now() - before);
  state.answer = { is, text, what, millis, number: (state.answer?.number ?? 0) + 1 };
  changed();
}

/** Tells what keeps a command from being sent. */
export function refuse(text) {
  tell(REFUSED, text);
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
    { class: "answer" + (answer ? " " + answer.is.style : ""), role: "status", id: "answer", title: answer?.text ?? "", "data-number": answer?.number ?? 0 },
    answer
      ? [
          h("span", { class: "mark", "aria-hidden": "true" }, answer.is.mark),
          h(
            "span",
            { class: "text" },
            answer.what ? h("b", null, answer.what, answer.is.says) : null,
            answer.text,
          ),
          answer.millis === null ? null : h("span", { class: "dim num" }, `${answer.millis} ms`),
        ]
      : h("span", { class: "dim" }, "The venue's answer comes here."),
  );
}
