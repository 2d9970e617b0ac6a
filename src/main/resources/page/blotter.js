// The account's orders: what works, what traded, what was refused and why, what ended, what risk
// told of its limits.

import { h } from "./preact.js";
import { command } from "./answer.js";
import { Ended, Events, Fills, Rejections, rejections } from "./history.js";
import { changed, state } from "./state.js";
import { canSign, signed } from "./venue.js";
import { Working, working } from "./working.js";

const TABS = {
  working: { name: "Working", rows: working, view: Working },
  fills: { name: "Fills", rows: () => state.account?.fills ?? [], view: Fills },
  rejections: { name: "Rejections", rows: rejections, view: Rejections },
  ended: { name: "Ended", rows: () => state.account?.endedOrders ?? [], view: Ended },
  events: { name: "Risk events", rows: () => state.account?.events ?? [], view: Events },
};
export function Blotter() {
  const shown = TABS[state.tab];
  return h(
    "section",
    { class: "panel blotter", "aria-label": "Orders of the account" },
    h(
      "div",
      { class: "tabs" },
      h(
        "div",
        { role: "tablist", "aria-label": "Lists", onKeyDown: move },
        Object.entries(TABS).map(([id, tab]) =>
          h(
            "button",
            {
              key: id,
              type: "button",
              role: "tab",
              id: "tab-" + id,
              "aria-selected": String(id === state.tab),
              "aria-controls": "list",
              tabIndex: id === state.tab ? 0 : -1,
              onClick: () => show_(id),
            },
            tab.name,
            h("span", { class: "count num" }, count(id, tab)),
          ),
        ),
      ),
      h(
        "button",
        {
          type: "button",
          class: "right",
          id: "cancel-all",
          disabled: !canSign || !working().some((order) => order.symbol === state.symbol),
          onClick: cancelAll,
        },
        `Cancel all ${state.symbol ?? ""}`,
      ),
    ),
    h(
      "div",
      { id: "list", role: "tabpanel", "aria-labelledby": "tab-" + state.tab, class: "scroll", tabIndex: 0 },
      shown.view(shown.rows()),
    ),
  );
}

function count(id, tab) {
  return id === "working" ? (state.account?.openOrderCount ?? 0) : tab.rows().length;
}

function show_(id) {
  state.tab = id;
  changed();
}

function move(event) {
  const ids = Object.keys(TABS);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step && event.target.getAttribute("role") === "tab") {
    const next = ids[(ids.indexOf(state.tab) + step + ids.length) % ids.length];
    show_(next);
    document.getElementById("tab-" + next).focus();
    event.preventDefault();
  }
}

async function cancelAll() {
  const params = { symbol: state.symbol };
  await command(`Cancel all ${state.symbol}`, params, async () => {
    const canceled = await signed("DELETE", "/api/v3/openOrders", params);
    return `${canceled.length} orders canceled`;
  });
}
