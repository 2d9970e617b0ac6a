// ccxt, unmodified but for the URL, against a running Order Service.
// node test.mjs URL KEY SECRET OTHER_KEY OTHER_SECRET
import assert from 'node:assert/strict';
import ccxt from 'ccxt';

const [url, key, secret, otherKey, otherSecret] = process.argv.slice(2);

function client(apiKey, apiSecret) {
  const exchange = new ccxt.binance({
    apiKey,
    secret: apiSecret,
    options: {
      fetchMarkets: { types: ['spot'] },
      fetchMargins: false,
      fetchCurrencies: false,
      defaultType: 'spot',
    },
  });
  exchange.has.fetchCurrencies = false;
  for (const name of Object.keys(exchange.urls.api)) {
    exchange.urls.api[name] = `${url}/nothing`; // whatever it asks for, it asks here and nowhere else
  }
  exchange.urls.api.public = `${url}/api/v3`;
  exchange.urls.api.private = `${url}/api/v3`;
  return exchange;
}

async function until(what, condition) {
  for (let tries = 0; tries < 300; tries++) {
    if (await condition()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`did not come: ${what}`);
}

let passed = 0;
async function check(name, body) {
  await body();
  passed++;
  console.log(`ok  ${name}`);
}

const alice = client(key, secret);
const bob = client(otherKey, otherSecret);
let symbol;
let market;
let order;
let price;

// What rests is far from the others' orders, within the collar.
const atTick = (value) => alice.priceToPrecision(symbol, value);

await check('loads markets', async () => {
  await until('an instrument', async () => Object.keys(await alice.loadMarkets(true)).length > 0);
  await bob.loadMarkets();
  for (const candidate of Object.values(alice.markets).filter((m) => m.active && m.spot)) {
    const book = await alice.fetchOrderBook(candidate.symbol);
    if (book.bids.length > 0 && book.asks.length > 0) {
      market = candidate;
      symbol = candidate.symbol;
    }
  }
  assert.ok(market, 'a market with a book');
  assert.ok(market.precision.price > 0 && market.precision.amount > 0);
});

await check('reads the book', async () => {
  const book = await alice.fetchOrderBook(symbol);
  assert.ok(book.nonce > 0);
  assert.ok(book.bids.every(([p], i) => i === 0 || p < book.bids[i - 1][0]), 'bids, best first');
  assert.ok(book.asks.every(([p], i) => i === 0 || p > book.asks[i - 1][0]), 'asks, best first');
  price = atTick(book.bids[0][0] * 0.98);
});

const lot = () => Math.max(market.limits.amount.min, market.precision.amount);

await check('creates an order', async () => {
  order = await alice.createOrder(symbol, 'limit', 'buy', 10 * lot(), Number(price));
  assert.equal(order.status, 'open');
  assert.equal(order.amount, 10 * lot());
  assert.equal(order.price, Number(price));
});

await check('fetches it', async () => {
  const fetched = await alice.fetchOrder(order.id, symbol);
  assert.equal(fetched.id, order.id);
  assert.equal(fetched.status, 'open');
  const open = await alice.fetchOpenOrders(symbol);
  assert.deepEqual(open.map((o) => o.id), [order.id]);
});

await check('amends it', async () => {
  const edited = await alice.editOrder(order.id, symbol, 'limit', 'buy', 20 * lot(), Number(price));
  assert.notEqual(edited.id, order.id);
  assert.equal(edited.amount, 20 * lot());
  assert.equal((await alice.fetchOrder(order.id, symbol)).status, 'canceled');
  order = edited;
});

await check('cancels it', async () => {
  const canceled = await alice.cancelOrder(order.id, symbol);
  assert.equal(canceled.status, 'canceled');
  assert.equal((await alice.fetchOpenOrders(symbol)).length, 0);
  await assert.rejects(alice.cancelOrder(order.id, symbol), ccxt.OrderNotFound);
});

await check('trades, and lists its trades', async () => {
  const bought = await alice.createOrder(symbol, 'market', 'buy', lot());
  assert.equal(bought.filled, lot());
  const mine = await alice.fetchMyTrades(symbol);
  const trade = mine.find((t) => t.order === bought.id);
  assert.ok(trade, 'the trade of the order');
  await until('the public trade', async () =>
    (await alice.fetchTrades(symbol, undefined, 1000)).some((t) => t.id === trade.id));
  assert.ok(Array.isArray(await alice.fetchOHLCV(symbol, '1m')));
  assert.ok((await alice.fetchTicker(symbol)).last > 0);
  assert.ok((await alice.fetchBalance()).total);
});

await check('is refused what is not its own', async () => {
  const resting = await alice.createOrder(symbol, 'limit', 'buy', lot(), Number(price));
  await assert.rejects(bob.cancelOrder(resting.id, symbol), ccxt.OrderNotFound);
  await alice.cancelOrder(resting.id, symbol);
  await assert.rejects(client(key, 'x'.repeat(64)).fetchBalance(), ccxt.AuthenticationError);
});

console.log(`${passed} passed, 0 failed`);
