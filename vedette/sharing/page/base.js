// What every part of the page uses: the data, elements, numbers, clocks, colours.

const DATA = JSON.parse(document.getElementById("data").textContent);
const REACHES = DATA.reaches.section.length;
const SLOTS = DATA.time.slots;
const EDGE = DATA.reaches.edge_km;
const LENGTH_KM = EDGE[REACHES];
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

const find = (id) => document.getElementById(id);

// Elements are made here only, and text enters only as text: nothing in the data can
// become markup.
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== ""));
  return node;
}
const el = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

function unpack(cells) {
  const bytes = Uint8Array.from(atob(cells.bytes), (letter) => letter.charCodeAt(0));
  const wide = cells.bits === 16;
  const step = cells.max / (wide ? 65535 : 255);
  return Float32Array.from({ length: cells.rows * cells.cols }, (_, i) =>
    step * (wide ? bytes[2 * i] + 256 * bytes[2 * i + 1] : bytes[i]));
}

// ---- numbers in words -------------------------------------------------------------
const NONE = "–";
function points(value) {
  if (value == null) return NONE;
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}
function percent(share, digits = null) {
  if (share == null) return NONE;
  const value = 100 * share;
  if (value > 0 && value < 0.05) return "< 0.1 %";
  return `${value.toFixed(digits ?? (value !== 0 && Math.abs(value) < 9.95 ? 1 : 0))} %`;
}
const count = (value, one, many) => `${value} ${value === 1 ? one : many}`;
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
const mix = (a, b, share) => a + (b - a) * share;

// ---- clocks: moments are slots from the start, written in the theatre's zone and UTC --
const START_MS = Date.parse(DATA.time.start);
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
  "Nov", "Dec"];

function offsetMin(moment) {
  let ahead = DATA.time.offset_min[0][1];
  for (const [slot, minutes] of DATA.time.offset_min) if (moment >= slot) ahead = minutes;
  return ahead;
}
function dateAt(moment, aheadMin) {
  return new Date(START_MS + (moment * DATA.time.slot_min + aheadMin) * 60000);
}
const local = (moment) => dateAt(moment, offsetMin(moment));
const utc = (moment) => dateAt(moment, 0);
const hour = (date) => date.toISOString().slice(11, 16);
const day = (date) => `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
const localHour = (moment) => hour(local(moment));
const localDay = (moment) => `${day(local(moment))} ${hour(local(moment))}`;
const slotHours = (slot) => `${day(local(slot))}, ${localHour(slot)}–${localHour(slot + 1)}`;
const slotUtc = (slot) => `${hour(utc(slot))}–${hour(utc(slot + 1))} UTC`;
function zoneName() {
  const ahead = offsetMin(0);
  const size = Math.abs(ahead);
  const rest = size % 60 ? `:${String(size % 60).padStart(2, "0")}` : "";
  return `${DATA.time.zone}, UTC${ahead < 0 ? "−" : "+"}${Math.floor(size / 60)}${rest}`;
}

let printing = false;

// ---- colours: light to dark in even steps, so that they hold without hue; turned round
// on a dark page, where bright stands out -------------------------------------------
const RAMPS = {
  loss: ["#f3f68a", "#fac228", "#f98b0b", "#e55c30", "#c33b4f", "#972766", "#69166e",
    "#390963", "#0c0826"],
  notice: ["#f8fcca", "#e0f3b2", "#b2e1b6", "#71c8bd", "#3aaec3", "#1e8abd", "#2259a6",
    "#233390", "#081d58"],
  stake: ["#fce236", "#d9c55c", "#b8aa6e", "#979177", "#7a7a78", "#5f636f", "#414d6c",
    "#18376f", "#00224e"],
};
const RAMP_RGB = Object.fromEntries(Object.entries(RAMPS).map(([name, stops]) =>
  [name, stops.map((stop) => [1, 3, 5].map((at) => parseInt(stop.slice(at, at + 2), 16)))]));

function rampRgb(name, share) {
  const stops = RAMP_RGB[name];
  const place = clamp(DARK.matches && !printing ? 1 - share : share, 0, 1) * (stops.length - 1);
  const at = Math.min(Math.floor(place), stops.length - 2);
  return stops[at].map((low, i) => Math.round(mix(low, stops[at + 1][i], place - at)));
}
const rampColour = (name, share) => `rgb(${rampRgb(name, share).join(",")})`;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// ---- places along the border ------------------------------------------------------
function lastBelow(sorted, value) {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
function along(line, km) {
  const at = Math.min(lastBelow(line.km, km), line.km.length - 2);
  const span = line.km[at + 1] - line.km[at];
  const share = span > 0 ? clamp((km - line.km[at]) / span, 0, 1) : 0;
  return [mix(line.lon[at], line.lon[at + 1], share), mix(line.lat[at], line.lat[at + 1], share)];
}
const onBorder = (km) => along(DATA.map.border, km);
function onTrack(km) {
  const piece = DATA.map.tracks.find((track) =>
    km >= track.km[0] - 1e-6 && km <= track.km[track.km.length - 1] + 1e-6);
  return piece ? along(piece, km) : onBorder(km);
}
const reachAt = (km) => Math.min(lastBelow(EDGE, km), REACHES - 1);
const reachKm = (reach) => `km ${EDGE[reach].toFixed(1)}–${EDGE[reach + 1].toFixed(1)}`;
const middleKm = (reach) => (EDGE[reach] + EDGE[reach + 1]) / 2;
const sectionName = (section) => `${section + 1} ${DATA.sections[section].name}`;
const PARTNER = Object.fromEntries(DATA.partners.map((partner, i) => [partner.id, { ...partner, look: i % 4 }]));
const BASE_OF = Object.fromEntries(DATA.map.bases.map((base) => [base.id, base]));
