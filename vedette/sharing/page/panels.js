// What the plan achieves, the selected reach, and the options side by side.

function meaning(title, ...paragraphs) {
  return el("details", {}, el("summary", {}, title), ...paragraphs.map((text) => el("p", {}, text)));
}
function fact(name, value, note = null, strong = false) {
  return el("div", { class: strong ? "fact strong" : "fact" },
    el("dt", {}, name, note && el("small", {}, note)), el("dd", {}, value));
}

// From nothing to the loss without patrols: what cannot be avoided, what a better
// plan could still save, what the patrols save.
function gauge(numbers, most = numbers.loss_without_teams) {
  const top = most || 1;
  const x = (value) => clamp(value / top, 0, 1) * 300;
  const [bound, loss] = [x(numbers.bound), x(numbers.loss)];
  const part = (name, from, to) => svg("rect", { class: name, x: from, y: 0, width: Math.max(to - from, 0), height: 16 });
  const words = `Of ${points(numbers.loss_without_teams)} harm points without patrols the plan leaves ${points(numbers.loss)}; no roster could leave less than ${points(numbers.bound)}.`;
  const end = x(numbers.loss_without_teams);
  return svg("svg", { class: "gauge", viewBox: "0 0 300 16", role: "img", "aria-label": words, preserveAspectRatio: "none" },
    part("saved", loss, end), part("fixed-part", 0, bound), part("open-part", bound, loss));
}

const gaugeKey = () => el("p", { class: "gauge-key" },
  el("span", { class: "fixed-part" }, "these teams cannot avoid"), el("span", { class: "open-part" }, "gap"),
  el("span", { class: "saved" }, "taken away by the plan"));

function drawAchieved() {
  const option = OPTIONS[state.option];
  const numbers = option.certificate;
  const saved = numbers.loss_without_teams ? 1 - numbers.loss / numbers.loss_without_teams : 0;
  const facts = el("dl", { class: "facts" },
    fact("Loss with this plan", points(numbers.loss), "expected harm of one attempt, harm points", true),
    fact("Loss without any patrol", points(numbers.loss_without_teams), `the plan takes away ${percent(saved, 0)} of it`),
    fact("No roster of these teams could do better than", points(numbers.bound), "bound: proved, and checked by a second program"),
    fact("Still to gain, at the very most", percent(numbers.gap, 1), "gap: the part of the loss above the bound"),
    fact("Left undone of what these teams could do", percent(numbers.missed, 1), "missed"),
    fact("Promise", points(numbers.promise), "what was optimised; never below the loss"),
  );
  if (numbers.unseen_cells) {
    facts.append(fact("Reaches and hours that no lawful move sees", String(numbers.unseen_cells),
      `largest stake ${points(numbers.unseen_stake)}; without them the loss is ${points(numbers.loss_seen)}, the bound ${points(numbers.bound_seen)}`));
  }
  const caution = option.caution ?? 0;
  find("achieved").replaceChildren(
    ...(OPTIONS.length > 1 ? [el("p", { class: "which" }, option.label)] : []),
    gauge(numbers),
    gaugeKey(),
    facts,
    meaning("What does this mean?",
      "Harm points, 0 to 100, say how bad it would be if one attempt to cross went unnoticed. "
        + "The stake of a reach and hour is that harm; the chance noticed comes from all teams' odds of being there.",
      `The loss weighs two kinds of attempt: ${percent(caution, 0)} somebody who knows all the odds and picks the worst place and hour, `
        + `${percent(1 - caution, 0)} the forecast of where attempts happen. Knowing the odds does not tell anybody the roster: that is drawn late, by chance.`,
      "The bound holds for every roster that keeps the rules, however it is drawn and however closely the teams are coordinated. "
        + "Loss and bound are numbers of one model of sight, speed and stakes. They compare plans on the same frontier and the same reaches; they do not foretell events."),
  );
}

// ---- the selected reach -----------------------------------------------------------
function drawSelected() {
  const { reach, slot } = state;
  const at = cell(reach, slot);
  const section = DATA.reaches.section[reach];
  const site = DATA.map.sites[DATA.reaches.site[reach]];
  const near = drawnOption() ? teamsNear(reach, slot) : [];
  const shown = MAPPED.length > 1 ? MAPPED : [OPTIONS[0]];
  const row = (name, write) => el("tr", {}, el("th", { scope: "row" }, name),
    ...shown.map((option) => el("td", {}, write(option))));
  const lights = ["day", "civil twilight", "nautical twilight", "night with moon", "night"];
  find("selected").replaceChildren(
    el("p", { class: "place" }, el("strong", {}, reachKm(reach)), ` · ${sectionName(section)}`),
    el("p", { class: "muted" }, `${slotHours(slot)} · ${slotUtc(slot)} · ${lights[DATA.light[section]?.[slot]] ?? ""}`),
    el("table", { class: "small" },
      ...(shown.length > 1 ? [el("thead", {}, el("tr", {}, el("td"), ...shown.map((option) => el("th", { scope: "col" }, option.label))))] : []),
      el("tbody", {},
        row("Stake", () => points(STAKE[at])),
        row("Chance noticed", (option) => percent(option.notice[at])),
        row("Remaining loss", (option) => points(option.loss[at])))),
    DATA.reaches.can_cross[reach] ? dayChart(reach, slot, shown) : el("p", { class: "muted" }, "Nobody can cross here, so it carries no stake."),
    el("p", { class: "muted" }, site ? `Most at stake: ${site.name} (${site.kind}).` : "No protected site near; only the base stake."),
    DATA.plan.seed != null && drawnOption() ? el("p", { class: "muted" }, near.length
      ? `Drawn to be here in this slot: ${near.map((team) => team.name).join(", ")}.`
      : "Nobody is drawn to be here in this slot.") : null,
  );
}

// Remaining loss of one reach through the window, each option a line.
function dayChart(reach, slot, shown) {
  const [width, height, left] = [300, 62, 0];
  const row = (option) => option.loss.subarray(cell(reach, 0), cell(reach, SLOTS));
  const top = roundUp(Math.max(...shown.map((option) => largest(row(option))), 1e-6));
  const x = (moment) => left + (moment / SLOTS) * (width - left);
  const y = (value) => height - 12 - (value / top) * (height - 22);
  const line = (option, name) => svg("path", { class: name, d: `M${Array.from(row(option), (value, i) =>
    `${x(i).toFixed(1)} ${y(value).toFixed(1)}H${x(i + 1).toFixed(1)}`).join("L")}` });
  const ends = [[0, "start"], [SLOTS / 2, "middle"], [SLOTS, "end"]];
  const worst = row(OPTIONS[state.option]).reduce((best, value, i, all) => (value > all[best] ? i : best), 0);
  return svg("svg", { class: "daychart", viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": `Remaining loss of this reach through the window; most at ${localDay(worst)}` },
    svg("rect", { class: "mark", x: x(slot), y: 8, width: Math.max(width / SLOTS, 2), height: height - 20 }),
    svg("path", { class: "axis", d: `M0 ${y(0)}H${width}M0 ${y(top)}H${width}` }),
    ...shown.map((option) => line(option, OPTIONS.indexOf(option) === state.option ? "line main" : "line other")),
    svg("text", { x: 0, y: 7 }, `remaining loss, up to ${top}`),
    ...ends.map(([moment, anchor]) => svg("text", { x: x(moment), y: height - 1, "text-anchor": anchor }, DATA.plan.days > 1 ? day(local(moment)) : localHour(moment))));
}

// ---- options side by side ---------------------------------------------------------
const COMPARED = [
  ["Loss with the plan, harm points", (option) => points(option.certificate.loss)],
  ["Loss without any patrol", (option) => points(option.certificate.loss_without_teams)],
  ["No roster could do better than", (option) => points(option.certificate.bound)],
  ["Still to gain, at the very most (gap)", (option) => percent(option.certificate.gap, 1)],
  ["Left undone of what its teams could do (missed)", (option) => percent(option.certificate.missed, 1)],
  ["Promise", (option) => points(option.certificate.promise)],
  ["Teams", (option) => String(option.teams)],
  ["Reaches and hours that no lawful move sees", (option) => String(option.certificate.unseen_cells)],
];

function drawComparison() {
  if (OPTIONS.length < 2) return;
  find("compare").hidden = false;
  const [first, ...others] = OPTIONS;
  const words = others.map((option) => {
    const change = option.certificate.loss - first.certificate.loss;
    return el("p", {}, el("strong", {}, option.label), `: loss ${points(option.certificate.loss)}, which is ${points(Math.abs(change))} harm points ${change < 0 ? "less" : "more"} than `,
      el("strong", {}, first.label), ` (${points(first.certificate.loss)}).`);
  });
  const top = Math.max(...OPTIONS.map((option) => option.certificate.loss_without_teams));
  find("comparison").append(
    ...words,
    el("div", { class: "columns" },
      el("div", { class: "scroll" }, el("table", {},
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Number"), ...OPTIONS.map((option, i) => el("th", { scope: "col", class: "number" }, optionSign(i), option.label)))),
        el("tbody", {}, ...COMPARED.map(([name, write]) => el("tr", {}, el("th", { scope: "row" }, name),
          ...OPTIONS.map((option) => el("td", { class: "number" }, write(option))))))),
      el("div", { class: "gauges" }, ...OPTIONS.flatMap((option, i) => [
        el("p", {}, optionSign(i), option.label), gauge(option.certificate, top)]), gaugeKey())),
      sectionChart()),
    el("p", { class: "muted" }, "Each option is a supposition, put beside the others to be weighed. None of them reports or presumes an agreement between anybody."),
  );
}

const optionSign = (i) => svg("svg", { class: "sign", viewBox: "-7 -7 14 14", width: 13, height: 13, "aria-hidden": "true" }, optionMark(i, 0, 0));
function optionMark(i, x, y) {
  return i === 0
    ? svg("circle", { class: "mark-0", cx: x, cy: y, r: 4.5 })
    : svg("rect", { class: `mark-${Math.min(i, 2)}`, x: x - 5.5, y: y - 5.5, width: 11, height: 11 });
}

// Worst remaining loss of every section, one row each, a mark for each option.
function sectionChart() {
  const [rowHeight, left, width] = [20, 212, 640];
  const height = DATA.sections.length * rowHeight + 34;
  const worst = (option, i) => option.sections[i].worst;
  const top = roundUp(Math.max(...OPTIONS.flatMap((option) => option.sections.map((section) => section.worst ?? 0)), 1e-6));
  const x = (value) => left + (value / top) * (width - left - 14);
  const rows = DATA.sections.flatMap((_, i) => {
    const y = 12 + i * rowHeight;
    const found = OPTIONS.map((option) => worst(option, i) ?? 0);
    const name = sectionName(i);
    return [
      svg("text", { x: left - 10, y: y + 4, "text-anchor": "end" }, name.length > 33 ? `${name.slice(0, 32)}…` : name),
      svg("path", { class: "grid", d: `M${left} ${y}H${width - 14}` }),
      svg("path", { class: "bar", d: `M${x(Math.min(...found))} ${y}H${x(Math.max(...found))}` }),
      ...found.map((value, option) => optionMark(option, x(value), y)),
    ];
  });
  const base = 12 + (DATA.sections.length - 0.4) * rowHeight;
  const ticks = [0, 0.5, 1].map((share) => svg("text", { x: x(share * top), y: base + 15, "text-anchor": "middle" }, String(+(share * top).toFixed(2))));
  const words = DATA.sections.map((_, i) => `${sectionName(i)}: ${OPTIONS.map((option) => points(worst(option, i))).join(" and ")}`);
  return el("figure", { class: "chart" },
    el("figcaption", {}, "Worst remaining loss by section, harm points"),
    svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Worst remaining loss by section. ${words.join("; ")}` },
      svg("path", { class: "axis", d: `M${left} ${base}H${width - 14}` }), ...rows, ...ticks));
}
