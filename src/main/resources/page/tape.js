// The tape: what traded, newest first; the arrow says who came to trade.

import { h } from "./preact.js";
import { digitsOf, parse, show } from "./decimal.js";
import { market, state } from "./state.js";

const ROWS = 13;
const LARGE = 3n;

export function Tape() {
  const terms = market();
  const digits = terms ? digitsOf(parse(terms.tickSize)) : 2;
  const lots = terms ? digitsOf(parse(terms.lotSize)) : 0;
  const sizes = state.tape.map((trade) => parse(trade.qty));
  const usual = sizes.length ? sizes.reduce((a, b) => a + b, 0n) / BigInt(sizes.length) : 0n;
  return h(
    "section",
    { class: "panel tape", "aria-labelledby": "tape-title" },
    h("h2", { id: "tape-title" }, "Trades"),
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h("tr", null, ["Price", "Size", "Time"].map((text) => h("th", { scope: "col" }, text))),
      ),
      h(
        "tbody",
        null,
        Array.from({ length: ROWS }, (_, i) => row(state.tape[i], i)),
      ),
    ),
    state.tape.length ? null : h("p", { class: "empty over" }, "No trade yet"),
  );

  function row(trade, index) {
    if (!trade) {
      return h("tr", { key: index }, h("td", null, "\u00a0"), h("td"), h("td"));
    }
    const size = parse(trade.qty);
    const large = size > usual * LARGE ? " large" : "";
    return h(
      "tr",
      { key: index, class: (trade.buy ? "buy" : "sell") + large },
      h("td", { class: "side" }, trade.buy ? "▲ " : "▼ ", show(parse(trade.price), digits)),
      h("td", null, show(size, lots)),
      h("td", { class: "dim" }, clock(trade.time)),
    );
  }
}

/** Hours, minutes and seconds of this machine's time zone. */
export function clock(millis) {
  return new Date(millis).toTimeString().slice(0, 8);
}
