// The venue's REST API, signed in the browser: the secret never leaves it.

import { state } from "./state.js";

const TIMEOUT_MILLIS = 12_000;
const keys = new Map();

/** Browsers sign only on https and on this machine. */
export const canSign = Boolean(globalThis.crypto?.subtle);

/** What the venue answered to a request that it did not do. */
export class Refused extends Error {
  constructor(status, body) {
    super(body.msg ?? "HTTP " + status);
    this.status = status;
    this.code = body.code;
    this.reason = body.reason;
  }
}

/** A request that anyone may send. */
export function ask(path, params = {}, timeout = TIMEOUT_MILLIS) {
  return send("GET", path, new URLSearchParams(params).toString(), {}, timeout);
}

/** A request of the selected key. */
export async function signed(method, path, params = {}, timeout = TIMEOUT_MILLIS) {
  const { key, secret } = state.key;
  const timestamp = String(Date.now() + state.clockOffset);
  const query = new URLSearchParams({ ...params, timestamp }).toString();
  const signature = await sign(secret, query);
  return send(method, path, query + "&signature=" + signature, { "X-MBX-APIKEY": key }, timeout);
}

async function send(method, path, query, headers, timeout) {
  const response = await fetch(path + (query ? "?" + query : ""), {
    method,
    headers,
    cache: "no-store",
    signal: AbortSignal.timeout(timeout),
  });
  const body = await response.json();
  if (!response.ok) {
    throw new Refused(response.status, body);
  }
  return body;
}

/** HMAC-SHA256 of a text, in hexadecimal. */
export async function sign(secret, text) {
  if (!canSign) {
    throw new Error("Browsers sign only on https or localhost: open the page there to trade.");
  }
  const encoder = new TextEncoder();
  if (!keys.has(secret)) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const bytes = encoder.encode(secret);
    keys.set(secret, await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]));
  }
  const digest = await crypto.subtle.sign("HMAC", keys.get(secret), encoder.encode(text));
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
}
