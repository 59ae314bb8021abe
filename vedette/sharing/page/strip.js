// The frontier laid straight: kilometres across, hours down, one coloured cell for each
// reach and slot, and the drawn teams as lines through it.

const strip = { width: 0, height: 0, ratio: 1, left: 52, top: 24, right: 8, bottom: 20,
  base: null, cursor: null };
const plotWidth = () => strip.width - strip.left - strip.right;
const plotHeight = () => strip.height - strip.top - strip.bottom;
const kmX = (km) => strip.left + (km / LENGTH_KM) * plotWidth();
const timeY = (moment) => strip.top + (moment / SLOTS) * plotHeight();

function measureStrip() {
  const canvas = find("strip");
  const width = find("strip-frame").clientWidth;
  if (printing || !width || width === strip.width) return;
  const rows = clamp(SLOTS * 3.3, 150, 460);
  Object.assign(strip, { width, height: rows + strip.top + strip.bottom,
    ratio: Math.max(2, devicePixelRatio || 1), left: width < 560 ? 40 : 52 });
  canvas.width = Math.round(strip.width * strip.ratio);
  canvas.height = Math.round(strip.height * strip.ratio);
  canvas.style.height = `${strip.height}px`;
  redrawStrip();
}

function penFor(canvas) {
  const context = canvas.getContext("2d");
  context.setTransform(strip.ratio, 0, 0, strip.ratio, 0, 0);
  return context;
}

// The cells, one pixel of the screen each at least.
function heatPicture() {
  const width = Math.round(plotWidth() * strip.ratio);
  const height = Math.round(plotHeight() * strip.ratio);
  const picture = new ImageData(width, height);
  const table = values();
  const ramp = Array.from({ length: 256 }, (_, i) => rampRgb(MEASURES[state.measure].ramp, i / 255));
  const ground = css("--closed-rgb").split(" ").map(Number);
  const scale = 255 / SCALES[state.measure];
  for (let x = 0; x < width; x += 1) {
    const reach = reachAt(((x + 0.5) / width) * LENGTH_KM);
    const closed = !DATA.reaches.can_cross[reach];
    for (let y = 0; y < height; y += 1) {
      const slot = Math.min(Math.floor(((y + 0.5) / height) * SLOTS), SLOTS - 1);
      const level = clamp(Math.round(table[cell(reach, slot)] * scale), 0, 255);
      const [red, green, blue] = closed ? ground : ramp[level];
      picture.data.set([red, green, blue, 255], 4 * (y * width + x));
    }
  }
  return picture;
}

function drawBase() {
  const canvas = document.createElement("canvas");
  canvas.width = find("strip").width;
  canvas.height = find("strip").height;
  const context = penFor(canvas);
  context.putImageData(heatPicture(), Math.round(strip.left * strip.ratio), Math.round(strip.top * strip.ratio));
  drawNight(context);
  drawAxes(context);
  drawSectionMarks(context);
  if (state.paths && drawnOption()) TEAMS.forEach((team) => drawTeamLine(context, team, false));
  const followed = TEAMS.find((team) => team.id === state.team);
  if (followed && drawnOption()) drawTeamLine(context, followed, true);
  strip.base = canvas;
}

// Where light changes, a fine line: the sun rises earlier in the east.
function drawNight(context) {
  context.strokeStyle = css("--daylight");
  context.lineWidth = 1;
  context.setLineDash([2, 2]);
  context.beginPath();
  DATA.sections.forEach((section, i) => {
    const light = DATA.light[i] ?? "";
    for (let slot = 1; slot < SLOTS; slot += 1) {
      if ((light[slot] >= "3") !== (light[slot - 1] >= "3")) {
        context.moveTo(kmX(section.km[0]), timeY(slot));
        context.lineTo(kmX(section.km[1]), timeY(slot));
      }
    }
  });
  context.stroke();
  context.setLineDash([]);
}

function drawAxes(context) {
  context.fillStyle = css("--muted");
  context.font = `11px ${css("--sans")}`;
  context.textBaseline = "middle";
  context.textAlign = "right";
  const hours = SLOTS * DATA.time.slot_min / 60;
  const every = [3, 4, 6, 12, 24].find((step) => hours / step <= 10) ?? 24;
  for (let slot = 0; slot <= SLOTS; slot += 1) {
    const date = local(slot);
    if (date.getUTCMinutes() || date.getUTCHours() % every) continue;
    const text = every === 24 ? DAYS[date.getUTCDay()] : hour(date);
    context.fillText(text, strip.left - 7, timeY(slot));
    context.fillRect(strip.left - 4, timeY(slot) - 0.5, 4, 1);
  }
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((km) => (km / LENGTH_KM) * plotWidth() >= 70) ?? 500;
  for (let km = 0; km <= LENGTH_KM; km += step) {
    const text = km === 0 ? "km 0" : String(km);
    context.fillText(text, kmX(km), strip.height - 5);
    context.fillRect(kmX(km) - 0.5, strip.height - strip.bottom, 1, 4);
  }
}

function drawSectionMarks(context) {
  context.textAlign = "center";
  DATA.sections.forEach((section, i) => {
    const [from, to] = section.km.map(kmX);
    const room = to - from - 6;
    const full = sectionName(i);
    context.font = `11px ${css("--sans")}`;
    const text = context.measureText(full).width <= room ? full : String(i + 1);
    context.fillStyle = css("--ink");
    if (context.measureText(text).width <= room + 4) context.fillText(text, (from + to) / 2, strip.top - 9);
    context.globalAlpha = 0.55;
    if (i > 0) context.fillRect(from - 0.5, strip.top - 6, 1, plotHeight() + 6);
    context.globalAlpha = 1;
  });
}

function drawTeamLine(context, team, followed) {
  context.beginPath();
  let last = null;
  for (const [kind, from, to, km0, km1] of team.moves) {
    if (kind !== "g" && kind !== "a") continue;
    const [x0, y0] = [kmX(km0), timeY(Math.max(from, 0))];
    const share = from < 0 ? -from / (to - from) : 0;
    if (to <= 0 || from >= SLOTS) continue;
    const startX = kmX(mix(km0, km1, share));
    if (!last || last[0] !== from) context.moveTo(from < 0 ? startX : x0, y0);
    context.lineTo(kmX(km1), timeY(Math.min(to, SLOTS)));
    last = [to];
  }
  context.setLineDash(team.kind === "helicopter" ? [5, 3] : []);
  context.lineJoin = "round";
  context.strokeStyle = css("--line-halo");
  const thin = strip.width < 560 ? 0.6 : 1;
  context.lineWidth = followed ? 5 : 2.2 * thin;
  context.stroke();
  context.strokeStyle = followed ? css("--accent") : css("--line-ink");
  context.lineWidth = followed ? 2.6 : 0.9 * thin;
  context.stroke();
  context.setLineDash([]);
}

function redrawStrip() {
  if (!strip.width) return;
  drawBase();
  drawStrip();
}

function drawStrip() {
  if (!strip.base) return;
  const canvas = find("strip");
  const context = penFor(canvas);
  context.clearRect(0, 0, strip.width, strip.height);
  context.drawImage(strip.base, 0, 0, strip.width, strip.height);
  const y = timeY(state.time);
  context.fillStyle = css("--line-halo");
  context.fillRect(strip.left, y - 1.5, plotWidth(), 3);
  context.fillStyle = css("--accent");
  context.fillRect(strip.left - 5, y - 0.75, plotWidth() + 5, 1.5);
  frameCell(context, state.reach, state.slot, css("--accent"), 2.5);
  if (strip.cursor) frameCell(context, ...strip.cursor, css("--ink"), 1.5);
}

function frameCell(context, reach, slot, colour, width) {
  const x = kmX(EDGE[reach]);
  const y = timeY(slot);
  const box = [x - 2, y - 2, kmX(EDGE[reach + 1]) - x + 4, timeY(slot + 1) - y + 4];
  context.strokeStyle = css("--line-halo");
  context.lineWidth = width + 2.5;
  context.strokeRect(...box);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.strokeRect(...box);
}

// ---- hands on it ------------------------------------------------------------------
function cellAt(event) {
  const box = find("strip").getBoundingClientRect();
  const km = ((event.clientX - box.left - strip.left) / plotWidth()) * LENGTH_KM;
  const moment = ((event.clientY - box.top - strip.top) / plotHeight()) * SLOTS;
  if (km < 0 || km >= LENGTH_KM || moment < 0 || moment >= SLOTS) return null;
  return [reachAt(km), Math.floor(moment)];
}
const STRIP_KEYS = {
  ArrowLeft: ([reach, slot]) => [reach - 1, slot],
  ArrowRight: ([reach, slot]) => [reach + 1, slot],
  ArrowUp: ([reach, slot]) => [reach, slot - 1],
  ArrowDown: ([reach, slot]) => [reach, slot + 1],
  Home: ([, slot]) => [0, slot],
  End: ([, slot]) => [REACHES - 1, slot],
  PageUp: ([reach, slot]) => [reach - 10, slot],
  PageDown: ([reach, slot]) => [reach + 10, slot],
};
function stripKey(event) {
  const here = strip.cursor ?? [state.reach, state.slot];
  if (event.key === "Enter" || event.key === " ") {
    choose(...here);
    tell(`Selected ${cellInWords(...here)}`);
  } else if (STRIP_KEYS[event.key]) {
    const [reach, slot] = STRIP_KEYS[event.key](here);
    strip.cursor = [clamp(reach, 0, REACHES - 1), clamp(slot, 0, SLOTS - 1)];
    tell(cellInWords(...strip.cursor));
    drawStrip();
  } else return;
  event.preventDefault();
}
function listenToStrip() {
  const canvas = find("strip");
  canvas.addEventListener("click", (event) => {
    const at = cellAt(event);
    if (!at) return;
    strip.cursor = null;
    choose(...at);
    tell(`Selected ${cellInWords(...at)}`);
  });
  canvas.addEventListener("pointermove", (event) => {
    const at = event.pointerType === "touch" ? null : cellAt(event);
    if (at) showTip(event, cellInWords(...at));
    else hideTip();
  });
  canvas.addEventListener("pointerleave", hideTip);
  canvas.addEventListener("keydown", stripKey);
  canvas.addEventListener("blur", () => {
    strip.cursor = null;
    drawStrip();
  });
}
