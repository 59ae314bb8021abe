// Names and fixed places on the map. A name is written only where it hides nothing, and
// the more the reader zooms in the more names there are.

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();
const TEXT_PX = { section: 12.5, place: 11, base: 10.5, site: 11, field: 10.5 };
const HALO_PX = 3;

function textWidth(text, kind) {
  const key = `${kind}:${text}`;
  if (!widths.has(key)) {
    const weight = kind === "section" ? 600 : 400;
    pen.font = `${weight} ${TEXT_PX[kind]}px ${css("--sans")}`;
    widths.set(key, pen.measureText(text).width + 2 * HALO_PX);
  }
  return widths.get(key);
}

// What must not be covered: names already written and points of the border.
class Taken {
  constructor() {
    this.boxes = [];
    this.cells = new Set();
    this.names = new Set();
  }
  addLine(points) {
    for (const [x, y] of points) this.cells.add(`${Math.floor(x / 8)},${Math.floor(y / 8)}`);
  }
  cost([x, y, width, height]) {
    const hits = this.boxes.filter(([bx, by, bw, bh]) =>
      x < bx + bw && bx < x + width && y < by + bh && by < y + height).length;
    let line = 0;
    for (let cx = Math.floor(x / 8); cx <= Math.floor((x + width) / 8); cx += 1) {
      for (let cy = Math.floor(y / 8); cy <= Math.floor((y + height) / 8); cy += 1) {
        if (this.cells.has(`${cx},${cy}`)) line += 1;
      }
    }
    const out = x < 2 || y < 2 || x + width > view.width - 2 || y + height > view.height - 2;
    return hits * 100 + line * 20 + (out ? 1000 : 0);
  }
}

function borderOnScreen() {
  const { lon, lat } = DATA.map.border;
  const points = [];
  let last = null;
  for (let i = 0; i < lon.length; i += 1) {
    const next = toScreen([lon[i], lat[i]]);
    if (last) {
      const steps = Math.min(Math.ceil(Math.hypot(next[0] - last[0], next[1] - last[1]) / 6), 400);
      for (let step = 1; step <= steps; step += 1) {
        points.push([mix(last[0], next[0], step / steps), mix(last[1], next[1], step / steps)]);
      }
    }
    last = next;
  }
  return points;
}

const onView = ([x, y], margin = 0) =>
  x > -margin && y > -margin && x < view.width + margin && y < view.height + margin;

// A section's name stands beside the middle of what is in view of it.
function labelSection(section, taken) {
  const [from, to] = DATA.sections[section].km;
  const kms = Array.from({ length: 25 }, (_, i) => mix(from, to, (i + 0.5) / 25));
  const seen = kms.map((km) => toScreen(onBorder(km))).filter((place) => onView(place, -8));
  if (!seen.length) return;
  const [x, y] = seen[Math.floor(seen.length / 2)];
  const text = view.small && view.scale < 2 * view.fit ? String(section + 1) : sectionName(section);
  const [width, height] = [textWidth(text, "section"), 17];
  let best = null;
  for (const far of [16, 28, 44, 64, 90]) {
    for (let turn = 0; turn < 12; turn += 1) {
      const angle = (turn / 12) * 2 * Math.PI;
      const cx = x + Math.cos(angle) * (far + width / 2 * Math.abs(Math.cos(angle)));
      const cy = y + Math.sin(angle) * (far + height / 2);
      const box = [cx - width / 2, cy - height / 2, width, height];
      const cost = taken.cost(box) + far;
      if (!best || cost < best.cost) best = { cost, box, cx, cy };
    }
  }
  if (best.cost >= 190) return;
  taken.boxes.push(best.box);
  const toX = clamp(x, best.box[0] + 4, best.box[0] + width - 4);
  const toY = clamp(y, best.box[1] + 2, best.box[1] + height - 2);
  layers.labels.append(
    svg("path", { class: "leader", d: `M${x} ${y}L${toX} ${toY}` }),
    svg("text", { class: "section", x: best.cx, y: best.cy + 4.5, "text-anchor": "middle" }, text),
  );
}

function labelPoint(place, kind, taken) {
  const at = toScreen(place.at);
  if (!onView(at) || taken.names.has(place.name)) return false;
  const [x, y] = at;
  const [width, height, gap] = [textWidth(place.name, kind), 13, 6];
  const boxes = [
    [x + gap, y - height / 2], [x - gap - width, y - height / 2],
    [x - width / 2, y - gap - height], [x - width / 2, y + gap],
  ];
  const free = boxes.find(([bx, by]) => taken.cost([bx, by, width, height]) === 0);
  if (!free) return false;
  taken.boxes.push([...free, width, height], [x - 4, y - 4, 8, 8]);
  taken.names.add(place.name);
  if (kind === "place") layers.labels.append(svg("circle", { class: "town", cx: x, cy: y, r: 1.8 }));
  if (kind === "field") layers.labels.append(svg("path", { class: "town", d: `M${x - 4} ${y}A4 4 0 1 0 ${x + 4} ${y}A4 4 0 1 0 ${x - 4} ${y}M${x - 4} ${y}H${x + 4}` }));
  layers.labels.append(svg("text", { class: kind, x: free[0] + HALO_PX, y: free[1] + 10 }, place.name));
  return true;
}

function drawLabels() {
  layers.labels.replaceChildren();
  const taken = new Taken();
  taken.addLine(borderOnScreen());
  const legend = find("legend");
  if (legend.offsetTop < view.height) {
    taken.boxes.push([legend.offsetLeft, legend.offsetTop, legend.offsetWidth, legend.offsetHeight]);
  }
  taken.boxes.push([view.width - 52, 0, 52, 120], [view.width - 160, view.height - 36, 160, 36]);
  const fixed = FIXED.map((place) => toScreen(place.at)).filter((place) => onView(place));
  taken.addLine(fixed);
  DATA.sections.forEach((_, section) => labelSection(section, taken));
  taken.boxes.push(...fixed.map(([x, y]) => [x - 5, y - 5, 10, 10]));
  const closer = view.scale / view.fit;
  const room = (view.width * view.height) / 45000;
  let left = view.small && closer < 2 ? 0 : Math.round(room * closer ** 0.7);
  const sites = FIXED.filter((place) => place.kind === "site");
  const bases = FIXED.filter((place) => place.kind !== "site");
  for (const place of DATA.map.settlements) {
    if (left > 0 && labelPoint(place, "place", taken)) left -= 1;
  }
  if (closer >= 2) for (const place of sites) labelPoint(place, "site", taken);
  if (closer >= 3) for (const place of bases) labelPoint(place, "base", taken);
  if (closer >= 3) for (const place of DATA.map.airfields) labelPoint(place, "field", taken);
}

// ---- fixed places: posts, airfields, protected sites ------------------------------
const SHAPES = {
  post: "M-3.5 4V-1L0 -4.5L3.5 -1V4Z",
  airfield: "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0M0 -4V4M-3.6 -1.2H3.6M-1.6 2.8H1.6",
  site: "M0 -5L5 0L0 5L-5 0Z",
};
const FIXED = [
  ...DATA.map.bases.map((base) => ({
    name: base.name, at: base.at, kind: base.kind,
    words: `${base.name}, ${base.kind} of ${PARTNER[base.partner]?.name ?? base.partner}`,
  })),
  ...DATA.map.sites.map((site) => ({
    name: site.name, at: site.at, kind: "site",
    words: `${site.name}: ${site.kind}, ${points(site.value)} harm points, position ${site.precision}`,
  })),
];
function drawFixed() {
  layers.places.replaceChildren(...FIXED.map((place) => svg("path", {
    class: `fixed ${place.kind}`, d: SHAPES[place.kind] ?? SHAPES.post,
  })));
}
function placeFixed() {
  FIXED.forEach((place, i) => {
    const [x, y] = toScreen(place.at);
    layers.places.children[i].setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${signSize()})`);
  });
}
function nearestPlace(at) {
  return FIXED.find((place) => {
    const [x, y] = toScreen(place.at);
    return Math.hypot(x - at[0], y - at[1]) < 7;
  });
}
