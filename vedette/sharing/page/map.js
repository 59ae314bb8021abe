// The map: a world group that pan and zoom only transform, and marks above it that keep
// their size. World units are degrees of latitude from the north-west corner.

const EXTENT = DATA.map.extent;
const SQUEEZE = Math.cos(((EXTENT.south + EXTENT.north) / 2) * Math.PI / 180);
const worldX = (lon) => (lon - EXTENT.west) * SQUEEZE;
const worldY = (lat) => EXTENT.north - lat;
const KM_A_DEGREE = 111.32;
const MAX_PX_A_KM = 60;

const view = { width: 0, height: 0, scale: 1, x: 0, y: 0, fit: 1, moved: false, small: false };
// Signs are a little smaller while the whole frontier is in view.
const signSize = () => (view.scale >= 1.8 * view.fit ? 1 : view.small ? 0.68 : 0.88);
const toScreen = ([lon, lat]) => [
  (worldX(lon) - view.x) * view.scale + view.width / 2,
  (worldY(lat) - view.y) * view.scale + view.height / 2,
];
const toWorld = (px, py) => [
  (px - view.width / 2) / view.scale + view.x,
  (py - view.height / 2) / view.scale + view.y,
];

const layers = {
  world: svg("g"), sections: svg("g"), labels: svg("g", { class: "labels" }),
  places: svg("g"), teams: svg("g"), scale: svg("g", { class: "scalebar" }),
};
const reachPaths = [];
const redraws = [];
let waiting = false;

// One redraw of everything that depends on the view, at the next frame.
function redrawMap() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const { width, height, scale, x, y } = view;
    layers.world.setAttribute("transform",
      `translate(${width / 2 - x * scale} ${height / 2 - y * scale}) scale(${scale})`);
    for (const redraw of redraws) redraw();
  });
}

function pathOf(lon, lat) {
  return `M${lon.map((value, i) => `${worldX(value).toFixed(5)} ${worldY(lat[i]).toFixed(5)}`).join("L")}`;
}
function flatPath(flat) {
  const lon = flat.filter((_, i) => i % 2 === 0);
  return pathOf(lon, flat.filter((_, i) => i % 2 === 1));
}

function drawWorld() {
  const { relief, lakes, rivers, tracks, border } = DATA.map;
  const left = worldX(relief.west);
  const top = worldY(relief.north);
  layers.world.append(svg("image", {
    class: "relief", href: relief.href, x: left, y: top, preserveAspectRatio: "none",
    width: worldX(relief.east) - left, height: worldY(relief.south) - top,
  }));
  const line = (name, d) => layers.world.append(svg("path", { class: name, d }));
  line("river", rivers.map(flatPath).join(""));
  line("lake", lakes.map((ring) => `${flatPath(ring)}Z`).join(""));
  line("track", tracks.map((track) => pathOf(track.lon, track.lat)).join(""));
  layers.chosen = svg("g", { class: "chosen" }, svg("path"), svg("path"));
  layers.world.append(layers.chosen);
  line("casing", pathOf(border.lon, border.lat));
  for (let reach = 0; reach < REACHES; reach += 1) {
    const from = lastBelow(border.km, EDGE[reach] + 5e-4);
    const to = lastBelow(border.km, EDGE[reach + 1] + 5e-4) + 1;
    const closed = DATA.reaches.can_cross[reach] ? "" : " closed";
    const path = svg("path", {
      class: `reach${closed}`, d: pathOf(border.lon.slice(from, to), border.lat.slice(from, to)),
    });
    reachPaths.push(path);
    layers.world.append(path);
  }
  layers.route = svg("path", { class: "route" });
  layers.world.append(layers.route);
}

function colourBorder() {
  reachPaths.forEach((path, reach) => {
    if (DATA.reaches.can_cross[reach]) path.style.stroke = colourOf(shownValue(reach));
  });
}

function markChosen() {
  const d = reachPaths[state.reach].getAttribute("d");
  for (const path of layers.chosen.children) path.setAttribute("d", d);
  const [x, y] = toScreen(onBorder(middleKm(state.reach)));
  const away = x < 30 || y < 30 || x > view.width - 30 || y > view.height - 30;
  if (away && view.width) centreOn(onBorder(middleKm(state.reach)));
}

function centreOn([lon, lat], scale = view.scale) {
  Object.assign(view, { x: worldX(lon), y: worldY(lat), moved: true });
  zoomTo(scale);
}

// ---- the view ---------------------------------------------------------------------
function fitBox(lons, lats, padding) {
  const xs = lons.map(worldX);
  const ys = lats.map(worldY);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((view.width - 2 * padding) / Math.max(right - left, 0.02),
    (view.height - 2 * padding) / Math.max(bottom - top, 0.02));
  Object.assign(view, { x: (left + right) / 2, y: (top + bottom) / 2 });
  return scale;
}
function fitAll() {
  const { border, bases } = DATA.map;
  const lons = border.lon.concat(bases.map((base) => base.at[0]));
  const lats = border.lat.concat(bases.map((base) => base.at[1]));
  view.small = view.width < 560;
  view.fit = fitBox(lons, lats, view.small ? 12 : 30);
  view.moved = false;
  zoomTo(view.fit);
  placeLegend();
}
function fitSection(section) {
  const [from, to] = DATA.sections[section].km;
  const kms = Array.from({ length: 41 }, (_, i) => mix(from, to, i / 40));
  const places = kms.map(onBorder);
  view.moved = true;
  zoomTo(fitBox(places.map((place) => place[0]), places.map((place) => place[1]), 70));
}

function zoomTo(scale) {
  view.scale = clamp(scale, view.fit, MAX_PX_A_KM * KM_A_DEGREE);
  keepInside();
  find("map").classList.toggle("whole", view.scale <= view.fit * 1.001);
  redrawMap();
}
function zoomBy(factor, px = view.width / 2, py = view.height / 2) {
  const [x, y] = toWorld(px, py);
  const scale = clamp(view.scale * factor, view.fit, MAX_PX_A_KM * KM_A_DEGREE);
  Object.assign(view, {
    x: x - (px - view.width / 2) / scale, y: y - (py - view.height / 2) / scale, moved: true,
  });
  zoomTo(scale);
}
function panBy(dx, dy) {
  view.x += dx / view.scale;
  view.y += dy / view.scale;
  view.moved = true;
  keepInside();
  redrawMap();
}
// The middle of the view stays on the ground; where all of it fits, it stays centred.
function keepInside() {
  const width = worldX(EXTENT.east);
  const height = worldY(EXTENT.south);
  const marginX = Math.min(view.width / view.scale / 2, width / 2);
  const marginY = Math.min(view.height / view.scale / 2, height / 2);
  view.x = clamp(view.x, marginX, width - marginX);
  view.y = clamp(view.y, marginY, height - marginY);
}

function measureMap() {
  const box = find("map").getBoundingClientRect();
  if (printing || !box.width || (box.width === view.width && box.height === view.height)) return;
  Object.assign(view, { width: box.width, height: box.height });
  find("map").setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  const { x, y, scale, moved } = view;
  fitAll();
  if (moved) {
    Object.assign(view, { x, y, moved });
    zoomTo(scale);
  }
}

// The legend stands in the corner where it covers least of the border.
function placeLegend() {
  const legend = find("legend");
  const [width, height] = [legend.offsetWidth + 24, legend.offsetHeight + 24];
  const { lon, lat } = DATA.map.border;
  const points = lon.map((value, i) => toScreen([value, lat[i]]));
  const corners = [["left", "bottom"], ["left", "top"], ["right", "bottom"]].map(([side, end]) => {
    const hidden = points.filter(([x, y]) => (side === "left" ? x < width : x > view.width - width)
      && (end === "top" ? y < height : y > view.height - height)).length;
    return { side, end, hidden };
  });
  const { side, end } = corners.reduce((best, corner) => (corner.hidden < best.hidden ? corner : best));
  for (const edge of ["left", "right", "top", "bottom"]) legend.style[edge] = "auto";
  legend.style[side] = "10px";
  legend.style[end] = side === "right" ? "40px" : "10px";
}

// ---- scale bar --------------------------------------------------------------------
function drawScaleBar() {
  const kmPx = view.scale / KM_A_DEGREE;
  const length = [1, 2, 5, 10, 20, 50, 100, 200, 500].findLast((km) => km * kmPx <= 130) ?? 0.5;
  const right = view.width - 14;
  const left = right - length * kmPx;
  const y = view.height - 14;
  layers.scale.replaceChildren(
    svg("path", { d: `M${left} ${y - 5}V${y}H${right}V${y - 5}` }),
    svg("text", { x: (left + right) / 2, y: y - 6 }, `${length} km`),
  );
}

function drawLegend() {
  const measure = MEASURES[state.measure];
  const steps = 9;
  const blocks = Array.from({ length: steps }, (_, i) =>
    svg("rect", { x: i * 18, y: 0, width: 18.5, height: 9, fill: rampColour(measure.ramp, (i + 0.5) / steps) }));
  const ticks = [0, 0.5, 1].map((share) => svg("text", {
    x: share * steps * 18, y: 21,
    "text-anchor": share === 0 ? "start" : share === 1 ? "end" : "middle",
  }, state.measure === "notice" ? percent(share * SCALES.notice) : String(+(share * SCALES[state.measure]).toFixed(1))));
  find("legend").replaceChildren(
    el("p", {}, `${measure.name}, ${measure.unit}`),
    svg("svg", { viewBox: `0 0 ${steps * 18} 24`, width: steps * 18, height: 24 }, ...blocks, ...ticks),
    DATA.reaches.can_cross.includes(0) ? el("p", { class: "closed-key" }, "nobody can cross here") : "",
  );
}
