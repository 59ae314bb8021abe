// What the reader has chosen, and the table of values behind the colours.

const MEASURES = {
  loss: {
    name: "Remaining loss", unit: "harm points", ramp: "loss",
    long: "Remaining loss: stake × chance that an attempt goes unnoticed, harm points",
  },
  notice: {
    name: "Chance noticed", unit: "per cent", ramp: "notice",
    long: "Chance that an attempt is noticed, per cent",
  },
  stake: {
    name: "Stake", unit: "harm points", ramp: "stake",
    long: "Stake: harm expected if an attempt goes unnoticed, harm points",
  },
};

const STAKE = unpack(DATA.stake);
const OPTIONS = DATA.options.map((option) => {
  const fits = option.notice.rows === REACHES && option.notice.cols === SLOTS;
  const notice = fits ? unpack(option.notice) : null;
  const loss = notice && STAKE.map((stake, i) => stake * (1 - notice[i]));
  return { ...option, stake: STAKE, notice, loss, worst: {} };
});
// An option on other cells than the first one cannot be laid over the map.
const MAPPED = OPTIONS.filter((option) => option.notice);

const state = {
  time: 0, measure: "loss", span: "hour", option: 0,
  reach: 0, slot: 0, team: null, playing: false, speed: 30, paths: true,
};
const followers = [];
const follow = (keys, change) => followers.push({ keys, change });

function set(patch) {
  const changed = Object.keys(patch).filter((key) => state[key] !== patch[key]);
  Object.assign(state, patch);
  for (const { keys, change } of followers) {
    if (keys.some((key) => changed.includes(key))) change();
  }
}

const slotNow = () => clamp(Math.floor(state.time + 1e-9), 0, SLOTS - 1);
const cell = (reach, slot) => reach * SLOTS + slot;
const values = (measure = state.measure, option = state.option) => OPTIONS[option][measure];

// The worst of the whole window by reach: most loss, most stake, least chance noticed.
function worstSlots(measure, option) {
  const kept = OPTIONS[option].worst;
  if (kept[measure]) return kept[measure];
  const table = values(measure, option);
  const sign = measure === "notice" ? -1 : 1;
  kept[measure] = Array.from({ length: REACHES }, (_, reach) => {
    let best = 0;
    for (let slot = 1; slot < SLOTS; slot += 1) {
      if (sign * table[cell(reach, slot)] > sign * table[cell(reach, best)]) best = slot;
    }
    return best;
  });
  return kept[measure];
}

function shownValue(reach) {
  const slot = state.span === "hour" ? slotNow() : worstSlots(state.measure, state.option)[reach];
  return values()[cell(reach, slot)];
}

// Scales run from 0 to a round number and stay the same for all hours and options, so
// that a colour means the same wherever it stands.
function roundUp(value) {
  const size = 10 ** Math.floor(Math.log10(value || 1));
  return size * [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((step) => step * size >= value * (1 - 1e-6));
}
const largest = (table) => table.reduce((most, value) => Math.max(most, value), 0);
const SCALES = Object.fromEntries(Object.keys(MEASURES).map((measure) =>
  [measure, roundUp(Math.max(...MAPPED.map((option) => largest(option[measure]))))]));
const colourOf = (value, measure = state.measure) =>
  rampColour(MEASURES[measure].ramp, value / SCALES[measure]);
const written = (value, measure = state.measure) =>
  measure === "notice" ? percent(value) : points(value);

function shownTitle() {
  const when = state.span === "hour" ? slotHours(slotNow()) : "worst hour of each reach";
  return `${MEASURES[state.measure].name}, ${when}`;
}

function choose(reach, slot) {
  set({ reach, slot, time: slot });
}

// A radio group that looks like one bar with several parts.
function switchOf(key, title, choices) {
  const parts = choices.flatMap(([value, text]) => {
    const id = `${key}-${value}`;
    const input = el("input", { type: "radio", name: key, id, checked: state[key] === value });
    input.addEventListener("change", () => set({ [key]: value }));
    return [input, el("label", { for: id }, text)];
  });
  return el("fieldset", { class: "switch" }, el("legend", { class: "hidden" }, title), ...parts);
}

function drawControls() {
  const measures = Object.entries(MEASURES).map(([key, measure]) => [key, measure.name]);
  find("controls").append(
    switchOf("measure", "Colours show", measures),
    switchOf("span", "Hour", [["hour", "This hour"], ["worst", "Worst hour"]]),
  );
  if (MAPPED.length > 1) {
    const choices = MAPPED.map((option) => [OPTIONS.indexOf(option), option.label]);
    find("controls").append(switchOf("option", "Plan shown", choices));
  }
  find("controls").addEventListener("submit", (event) => event.preventDefault());
}

// What is told to those who do not see it; the last message within a moment wins.
let telling = 0;
function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => { find("live").textContent = text; }, 120);
}
function cellInWords(reach, slot) {
  const at = cell(reach, slot);
  const option = OPTIONS[state.option];
  return `${reachKm(reach)}, section ${sectionName(DATA.reaches.section[reach])}, `
    + `${slotHours(slot)}: remaining loss ${points(option.loss[at])}, `
    + `stake ${points(STAKE[at])}, noticed ${percent(option.notice[at])}`;
}
