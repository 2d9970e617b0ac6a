// Keeps the page and the venue together: two WebSockets and a question a second. When one of them
// fails, all begin again, by themselves, and what is shown says that it is old.

import { changed, state } from "./state.js";
import { max, parse } from "./decimal.js";
import { ask, canSign, sign, signed } from "./venue.js";

const ASK_MILLIS = 1_000;
const ASK_TIMEOUT_MILLIS = 3_000;
const ACCOUNT_MILLIS = 200;
const RETRY_MILLIS = [250, 500, 1_000, 2_000, 4_000];
const LEVELS = 10;
const TAPE = 40;
const CANDLES = 180;
const MINUTE_MILLIS = 60_000;

let marketSocket = null;
let userSocket = null;
let marketRetry = 0;
let userRetry = 0;
let accountAsked = 0;
let accountPlanned = false;
let accountRunning = false;
let accountMissed = false;
let statusRunning = false;

/** Begins; never ends. */
export async function start() {
  while (!(await open())) {
    await pause(ASK_MILLIS);
  }
  connectMarket();
  connectUser();
  setInterval(askStatus, ASK_MILLIS);
  addEventListener("online", reconnect);
  addEventListener("offline", () => lost("venue", "this machine is offline"));
}

async function open() {
  try {
    const before = Date.now();
    const session = await ask("/api/venue/session", {}, ASK_TIMEOUT_MILLIS);
    state.clockOffset = session.serverTime - Math.round((before + Date.now()) / 2);
    state.keys = [...session.keys, ...ownKeys()];
    state.key = state.keys.find((key) => key.account === chosenAccount()) ?? state.keys[0] ?? null;
    await askStatus();
    if (!state.status?.markets.length) {
      throw new Error("the venue lists no symbol yet");
    }
    const wanted = location.hash.slice(1);
    const listed = state.status.markets.map((market) => market.symbol);
    state.symbol = listed.includes(wanted) ? wanted : listed[0];
    return true;
  } catch (e) {
    lost("venue", e.message);
    return false;
  }
}

function chosenAccount() {
  return sessionStorage.getItem("account");
}

function ownKeys() {
  return JSON.parse(sessionStorage.getItem("keys") ?? "[]");
}

/** Adds a key that its owner typed; it is kept until the tab closes. */
export function addKey(key) {
  sessionStorage.setItem("keys", JSON.stringify([...ownKeys(), key]));
  state.keys = [...state.keys, key];
  choose(key);
}

/** Goes on with another account. */
export function choose(key) {
  sessionStorage.setItem("account", key.account);
  state.key = key;
  state.account = null;
  state.refusedHere = [];
  userSocket?.close();
  changed();
}

/** Goes on with another symbol. */
export function select(symbol) {
  state.symbol = symbol;
  state.book = null;
  state.tape = [];
  state.candles = [];
  state.ticket = { ...state.ticket, price: "", stopPrice: "" };
  history.replaceState(null, "", "#" + symbol);
  marketSocket?.close();
  changed();
}

function reconnect() {
  marketSocket?.close();
  userSocket?.close();
}

// ---- what is told of the link

function live(part) {
  if (state.link[part] !== "live") {
    state.link[part] = "live";
    changed();
  }
  if (isLive()) {
    state.link.attempts = 0;
    state.link.why = "";
  }
}

function lost(part, why) {
  if (isLive()) {
    state.link.since = Date.now();
  }
  state.link[part] = "lost";
  state.link.why = why;
  state.link.attempts++;
  changed();
}

/** Whether all that is shown is of now. */
export function isLive() {
  const { market, user, venue } = state.link;
  return market === "live" && venue === "live" && (user === "live" || !state.key || !canSign);
}

// ---- questions

async function askStatus() {
  if (statusRunning) {
    return;
  }
  statusRunning = true;
  try {
    state.status = await ask("/api/venue/status", {}, ASK_TIMEOUT_MILLIS);
    const wasLost = state.link.venue === "lost";
    live("venue");
    if (wasLost) {
      reconnect();
    }
    refreshAccount();
    changed();
  } catch (e) {
    lost("venue", e.name === "TimeoutError" ? "no answer" : e.message);
    reconnect();
  } finally {
    statusRunning = false;
  }
}

/** Asks for the account soon; never more often than a few times a second. */
export function refreshAccount() {
  if (accountPlanned || !state.key || !canSign) {
    return;
  }
  accountPlanned = true;
  setTimeout(askAccount, Math.max(0, accountAsked + ACCOUNT_MILLIS - performance.now()));
}

async function askAccount() {
  accountPlanned = false;
  if (accountRunning) {
    accountMissed = true;
    return;
  }
  accountRunning = true;
  accountMissed = false;
  accountAsked = performance.now();
  const key = state.key;
  try {
    const account = await signed("GET", "/api/venue/account", {}, ASK_TIMEOUT_MILLIS);
    if (key === state.key) {
      state.account = account;
      changed();
    }
  } catch (e) {
    state.link.accountWhy = e.message; // the link itself is judged by the status
  } finally {
    accountRunning = false;
    if (accountMissed) {
      refreshAccount();
    }
  }
}

// ---- the market's socket

function connectMarket() {
  const symbol = state.symbol;
  const streams = [`${symbol}@depth${LEVELS}@100ms`, `${symbol}@aggTrade`, `${symbol}@kline_1m`];
  const socket = new WebSocket(socketUrl("/stream"));
  marketSocket = socket;
  // Not in the address, where a slash ends a name: a symbol may hold one.
  socket.onopen = () => socket.send(JSON.stringify({ id: 1, method: "SUBSCRIBE", params: streams }));
  socket.onmessage = (message) => {
    const json = JSON.parse(message.data);
    if (symbol !== state.symbol) {
      return;
    }
    if (json.data) {
      onMarket(json.data);
    } else if (json.error) {
      socket.close();
    } else {
      marketRetry = 0;
      live("market");
      loadMarket(symbol);
    }
  };
  socket.onclose = () => {
    if (symbol === state.symbol) {
      lost("market", "the market's stream ended");
      setTimeout(connectMarket, RETRY_MILLIS[Math.min(marketRetry++, RETRY_MILLIS.length - 1)]);
    } else {
      connectMarket();
    }
  };
}

async function loadMarket(symbol) {
  try {
    const [book, trades, candles] = await Promise.all([
      ask("/api/v3/depth", { symbol, limit: LEVELS }),
      ask("/api/v3/aggTrades", { symbol, limit: TAPE }),
      ask("/api/v3/klines", { symbol, interval: "1m", limit: CANDLES }),
    ]);
    if (symbol !== state.symbol) {
      return;
    }
    onBook(book);
    state.tape = trades.map(print).reverse();
    state.candles = candles.map(([time, open, high, low, close, volume]) =>
      candle(time, open, high, low, close, volume),
    );
    changed();
  } catch (e) {
    lost("market", e.message);
    marketSocket?.close();
  }
}

function onMarket(data) {
  if (data.lastUpdateId !== undefined) {
    onBook(data);
  } else if (data.e === "aggTrade") {
    onTrade(print(data));
  } else if (data.e === "kline") {
    const k = data.k;
    onCandle(candle(k.t, k.o, k.h, k.l, k.c, k.v));
  }
  changed();
}

function onBook(book) {
  if (!state.book || book.lastUpdateId > state.book.lastUpdateId) {
    state.book = book;
  }
}

function print(trade) {
  return { id: trade.a, price: trade.p, qty: trade.q, time: trade.T, buy: !trade.m };
}

function onTrade(trade) {
  if (trade.id > (state.tape[0]?.id ?? -1)) {
    state.tape = [trade, ...state.tape.slice(0, TAPE - 1)];
    follow(trade, state.candles.at(-1));
  }
}

/** The venue sends a candle once a second; until then the newest one follows the tape. */
function follow(trade, last) {
  if (last && trade.time >= last.time && trade.time < last.time + MINUTE_MILLIS) {
    const price = parse(trade.price);
    onCandle({ ...last, close: price, high: max(last.high, price), low: price < last.low ? price : last.low });
  }
}

function candle(time, open, high, low, close, volume) {
  const [o, h, l, c, v] = [open, high, low, close, volume].map(parse);
  return { time, open: o, high: h, low: l, close: c, volume: v };
}

function onCandle(newest) {
  const last = state.candles.at(-1);
  if (last && last.time === newest.time) {
    state.candles = [...state.candles.slice(0, -1), newest];
  } else if (!last || newest.time > last.time) {
    state.candles = [...state.candles, newest].slice(-CANDLES);
  }
}

// ---- the account's socket

function connectUser() {
  if (!state.key || !canSign) {
    setTimeout(connectUser, ASK_MILLIS);
    return;
  }
  const key = state.key;
  const socket = new WebSocket(socketUrl("/ws-api/v3"));
  userSocket = socket;
  socket.onopen = async () => socket.send(JSON.stringify(await subscription(key)));
  socket.onmessage = (message) => {
    const json = JSON.parse(message.data);
    if (json.error) {
      lost("user", json.error.msg);
      socket.close();
    } else if (json.result) {
      userRetry = 0;
      live("user");
    }
    refreshAccount();
  };
  socket.onclose = () => {
    const same = key === state.key;
    if (same) {
      lost("user", "the account's stream ended");
    }
    const wait = same ? RETRY_MILLIS[Math.min(userRetry++, RETRY_MILLIS.length - 1)] : 0;
    setTimeout(connectUser, wait);
  };
}

async function subscription({ key, secret }) {
  const timestamp = Date.now() + state.clockOffset;
  const signature = await sign(secret, `apiKey=${key}&timestamp=${timestamp}`);
  return {
    id: "account",
    method: "userDataStream.subscribe.signature",
    params: { apiKey: key, timestamp, signature },
  };
}

function socketUrl(path) {
  return location.origin.replace(/^http/, "ws") + path;
}

function pause(millis) {
  return new Promise((done) => setTimeout(done, millis));
}
