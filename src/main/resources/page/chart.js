// Candles of a minute with their volume, on a canvas. Only places on it are floats.

import { Component, h } from "./preact.js";
import { Auction, indicative } from "./auction.js";
import { basisPoints, digitsOf, max, parse, show } from "./decimal.js";
import { market, state } from "./state.js";

const AXIS = 64;
const FOOT = 18;
const HEAD = 8;
const STEP = 9;
const BODY = 6;
const VOLUME_SHARE = 0.2;
const LINES = 4;
const LABEL = 18;
const FONT = "11px ui-sans-serif, system-ui, sans-serif";

export class Chart extends Component {
  componentDidMount() {
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.canvas);
    this.draw();
  }

  componentDidUpdate() {
    this.draw();
  }

  render() {
    const last = state.candles.at(-1);
    const terms = market();
    const digits = terms ? digitsOf(parse(terms.tickSize)) : 2;
    const lots = terms ? digitsOf(parse(terms.lotSize)) : 0;
    const text = last
      ? `O ${show(last.open, digits)}  H ${show(last.high, digits)}  L ${show(last.low, digits)}  C ${show(last.close, digits)}  V ${show(last.volume, lots)}`
      : "";
    return h(
      "section",
      { class: "panel chart", "aria-labelledby": "chart-title" },
      h(
        "h2",
        { id: "chart-title" },
        `${state.symbol ?? ""} 1 minute`,
        h("span", { class: "note num" }, text),
      ),
      h("canvas", {
        ref: (canvas) => (this.canvas = canvas),
        role: "img",
        "aria-label": `Candles of ${state.symbol}, one a minute, with volume. ${text}`,
      }),
      Auction(),
      last ? null : h("p", { class: "empty over" }, "No trade yet: the first candle comes with it"),
    );
  }

  draw() {
    const canvas = this.canvas;
    const ratio = devicePixelRatio;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const candles = state.candles.slice(-Math.max(1, Math.floor((width - AXIS) / STEP)));
    if (candles.length && width > AXIS) {
      sketch(pen, width, height, candles, colours(canvas));
    }
  }
}

/** The theme's, which the style sheet gives the canvas for this. */
function colours(canvas) {
  const style = getComputedStyle(canvas);
  return {
    text: style.color,
    line: style.borderTopColor,
    buy: style.borderLeftColor,
    sell: style.borderRightColor,
    back: style.backgroundColor,
  };
}

function sketch(pen, width, height, candles, colour) {
  const terms = market();
  const tick = terms ? parse(terms.tickSize) : 1n;
  const digits = digitsOf(tick);
  const expected = indicative(terms)?.price ?? null;
  let [low, high, volume] = [candles[0].low, candles[0].high, 1n];
  if (expected !== null) {
    [low, high] = [expected < low ? expected : low, max(high, expected)];
  }
  for (const candle of candles) {
    low = candle.low < low ? candle.low : low;
    high = max(high, candle.high);
    volume = max(volume, candle.volume);
  }
  if (high === low) {
    [high, low] = [high + tick * 5n, low - tick * 5n];
  }
  const floor = height - FOOT;
  const prices = (floor - HEAD) * (1 - VOLUME_SHARE);
  const y = (price) => HEAD + prices * (1 - basisPoints(price - low, high - low) / 10_000);
  const right = width - AXIS;
  pen.font = FONT;
  pen.textBaseline = "middle";
  grid();
  candles.forEach((candle, i) => {
    const x = right - (candles.length - i) * STEP + (STEP - BODY) / 2;
    const up = candle.close >= candle.open;
    pen.strokeStyle = pen.fillStyle = up ? colour.buy : colour.sell;
    bar(x, candle, up);
    minute(x, candle);
  });
  const last = candles.at(-1);
  const place = y(last.close);
  line(last.close, last.close >= last.open ? colour.buy : colour.sell, "", place);
  if (expected !== null) {
    const own = y(expected);
    const aside = own < place && place > HEAD + LABEL ? place - LABEL : place + LABEL;
    line(expected, colour.text, "◆ ", Math.abs(own - place) < LABEL ? aside : own);
  }

  function grid() {
    pen.lineWidth = 1;
    for (let i = 0; i <= LINES; i++) {
      const price = low + ((high - low) * BigInt(i)) / BigInt(LINES);
      const place = Math.round(y(price)) + 0.5;
      pen.strokeStyle = colour.line;
      pen.beginPath();
      pen.moveTo(0, place);
      pen.lineTo(right, place);
      pen.stroke();
      if (Math.abs(place - y(candles.at(-1).close)) < 14) {
        continue; // the last price stands there
      }
      pen.fillStyle = colour.text;
      pen.fillText(show((price / tick) * tick, digits), right + 6, Math.max(HEAD, place));
    }
  }

  function bar(x, candle, up) {
    const [top, bottom] = [y(up ? candle.close : candle.open), y(up ? candle.open : candle.close)];
    const middle = x + BODY / 2;
    pen.beginPath();
    pen.moveTo(middle, y(candle.high));
    pen.lineTo(middle, y(candle.low));
    pen.stroke();
    // A rising body is hollow, a falling one is full: it can be told without colours.
    pen.fillStyle = up ? colour.back : colour.sell;
    pen.fillRect(x, top, BODY, Math.max(1, bottom - top));
    pen.strokeRect(x + 0.5, top + 0.5, BODY - 1, Math.max(0, bottom - top - 1));
    pen.fillStyle = up ? colour.buy : colour.sell;
    const size = ((floor - HEAD) * VOLUME_SHARE * basisPoints(candle.volume, volume)) / 10_000;
    pen.globalAlpha = 0.4;
    pen.fillRect(x, floor - size, BODY, size);
    pen.globalAlpha = 1;
  }

  function minute(x, candle) {
    const time = new Date(candle.time);
    if (time.getMinutes() % 15 === 0) {
      pen.fillStyle = colour.text;
      pen.textAlign = "center";
      pen.fillText(time.toTimeString().slice(0, 5), x + BODY / 2, height - FOOT / 2);
      pen.textAlign = "start";
    }
  }

  /** A price across the chart, with its label on the axis where there is room for it. */
  function line(price, ink, mark, label) {
    const place = Math.round(y(price)) + 0.5;
    const at = Math.round(label) + 0.5;
    pen.strokeStyle = pen.fillStyle = ink;
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(0, place);
    pen.lineTo(right, place);
    pen.stroke();
    pen.setLineDash([]);
    pen.fillRect(right, at - LABEL / 2, AXIS, LABEL);
    pen.fillStyle = colour.back;
    pen.fillText(mark + show(price, digits), right + 6, at);
  }
}
