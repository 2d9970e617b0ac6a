// What the page knows, and when it is drawn: at most each 50 ms, however fast the market is.

import { parse } from "./decimal.js";

const PAINT_MILLIS = 50;

export const state = {
  /** "connecting", "live" or "lost"; with what was said when it was lost. */
  link: { market: "connecting", user: "connecting", venue: "connecting", since: 0, attempts: 0 },
  clockOffset: 0,
  keys: [],
  key: null,
  status: null,
  symbol: null,
  book: null,
  tape: [],
  candles: [],
  account: null,
  refusedHere: [],
  ticket: {
    side: "BUY",
    type: "LIMIT",
    timeInForce: "GTC",
    quantity: "",
    price: "",
    stopPrice: "",
    icebergQty: "",
    minQty: "",
    goodTillDate: "",
    selfTradePreventionMode: "NONE",
  },
  sending: false,
  answer: null,
  tab: "working",
  amending: null,
  dialog: null,
  paints: 0,
};

let paint = () => {};
let planned = false;
let painted = 0;
let afterwards = [];

/** Sets what draws. */
export function painter(draw) {
  paint = draw;
}

/** Something changed: it will be drawn soon, and then this be done. */
export function changed(then = null) {
  if (then) {
    afterwards.push(then);
  }
  if (planned) {
    return;
  }
  planned = true;
  const wait = Math.max(0, painted + PAINT_MILLIS - performance.now());
  setTimeout(() => requestAnimationFrame(draw), wait);
}

function draw() {
  planned = false;
  state.paints++;
  paint();
  painted = performance.now(); // counted from the end: a slow paint is not followed at once
  const now = afterwards;
  afterwards = [];
  now.forEach((then) => then());
}

/** The selected symbol as the venue tells of it, or null. */
export function market(symbol = state.symbol) {
  return state.status?.markets.find((known) => known.symbol === symbol) ?? null;
}

/** The newest price of a symbol: of the selected one that of its tape, which is ahead of the status. */
export function lastPrice(symbol = state.symbol) {
  const traded = symbol === state.symbol ? state.tape[0]?.price : null;
  return parse(traded ?? market(symbol)?.last);
}

/** The selected account's orders of a symbol that work, by price. */
export function ownAt(symbol) {
  const own = new Map();
  for (const order of state.account?.openOrders ?? []) {
    if (order.symbol === symbol && order.isWorking) {
      own.set(order.price, [...(own.get(order.price) ?? []), order]);
    }
  }
  return own;
}
