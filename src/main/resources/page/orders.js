// What orders there are, by the names of the API, and what people call them.

/** What a type of order needs, and the times it can be good for; the first one is usual. */
export const TYPES = {
  LIMIT: { name: "Limit", price: true, stop: false, times: ["GTC", "DAY", "GTD", "IOC", "FOK", "AT_THE_OPEN", "AT_THE_CLOSE"] },
  MARKET: { name: "Market", price: false, stop: false, times: ["", "AT_THE_OPEN", "AT_THE_CLOSE"] },
  LIMIT_MAKER: { name: "Post only", price: true, stop: false, times: ["GTC", "DAY", "GTD"] },
  STOP_LOSS: { name: "Stop", price: false, stop: true, times: ["GTC", "DAY", "GTD"] },
  STOP_LOSS_LIMIT: { name: "Stop limit", price: true, stop: true, times: ["GTC", "DAY", "GTD", "IOC", "FOK"] },
};

export const TIMES = {
  "": "now",
  GTC: "GTC",
  DAY: "day",
  GTD: "till…",
  IOC: "IOC",
  FOK: "FOK",
  AT_THE_OPEN: "at open",
  AT_THE_CLOSE: "at close",
};

/** Phases that collect orders for an auction. */
export const COLLECTING = ["PRE_OPEN", "AUCTION", "PRE_CLOSE"];

/** Whether what is left of such an order rests, so that it can hide a part. */
export function rests(type, timeInForce) {
  return TYPES[type].price && ["GTC", "DAY", "GTD"].includes(timeInForce);
}

/** What the ticket is good for: what was chosen, when its type knows that. */
export function timeOf(ticket) {
  const { times } = TYPES[ticket.type];
  return times.includes(ticket.timeInForce) ? ticket.timeInForce : times[0];
}

/** Type and time of an order, in a few words. */
export function describe(order) {
  const type = (TYPES[order.type]?.name ?? order.type).toLowerCase();
  const time = order.goodTillDate > 0 ? "till " + day(order.goodTillDate) : (TIMES[order.timeInForce] ?? order.timeInForce);
  return `${type} ${time}`;
}

function day(millis) {
  const at = new Date(millis);
  const two = (n) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
