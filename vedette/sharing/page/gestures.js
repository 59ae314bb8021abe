// Hands on the map: mouse, wheel, touch and keys.

const ZOOM_STEP = 1.5;
const PAN_PX = 60;
const CLICK_PX = 5;
const HIT_PX = 22;
const touching = new Map();
let pressed = null;
let scrolledAt = -1e9;

function listenToMap() {
  const root = find("map");
  root.addEventListener("wheel", wheel, { passive: false });
  root.addEventListener("pointerdown", pointerDown);
  root.addEventListener("pointermove", pointerMove);
  for (const end of ["pointerup", "pointercancel"]) root.addEventListener(end, pointerUp);
  root.addEventListener("pointerleave", hideTip);
  root.addEventListener("dblclick", (event) => zoomBy(ZOOM_STEP, ...placeOf(event)));
  root.addEventListener("keydown", mapKey);
  addEventListener("scroll", () => { scrolledAt = performance.now(); }, { passive: true });
  find("zoom-in").addEventListener("click", () => zoomBy(ZOOM_STEP));
  find("zoom-out").addEventListener("click", () => zoomBy(1 / ZOOM_STEP));
  find("zoom-fit").addEventListener("click", fitAll);
}

function placeOf(event) {
  const box = find("map").getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

// The wheel zooms, except where the reader is scrolling the page past the map: while
// the page still moves, and outwards once the whole frontier is shown.
function wheel(event) {
  const scrolling = performance.now() - scrolledAt < 250;
  const whole = view.scale <= view.fit * 1.001 && event.deltaY > 0;
  if (scrolling || whole) return;
  event.preventDefault();
  zoomBy(2 ** (-clamp(event.deltaY, -240, 240) / 240), ...placeOf(event));
}

function pointerDown(event) {
  touching.set(event.pointerId, placeOf(event));
  pressed = { at: placeOf(event), moved: touching.size > 1 };
}

function pointerMove(event) {
  const at = placeOf(event);
  const before = touching.get(event.pointerId);
  if (!before) {
    hoverMap(event, at);
    return;
  }
  if (Math.hypot(at[0] - pressed.at[0], at[1] - pressed.at[1]) > CLICK_PX && !pressed.moved) {
    pressed.moved = true;
    find("map").setPointerCapture(event.pointerId);
  }
  if (!pressed.moved) return;
  const other = [...touching].find(([id]) => id !== event.pointerId)?.[1];
  touching.set(event.pointerId, at);
  if (other) {
    const apart = (place) => Math.hypot(place[0] - other[0], place[1] - other[1]) || 1;
    zoomBy(apart(at) / apart(before), (at[0] + other[0]) / 2, (at[1] + other[1]) / 2);
  }
  const share = other ? 0.5 : 1;
  panBy((before[0] - at[0]) * share, (before[1] - at[1]) * share);
}

function pointerUp(event) {
  if (touching.delete(event.pointerId) && event.type === "pointerup" && !pressed.moved) {
    click(placeOf(event));
  }
}

// A team or a reach near to a place on the screen; teams come first.
function nearestTeam(at) {
  const near = TEAMS.map((team) => ({ team, far: team.screen ? Math.hypot(team.screen[0] - at[0], team.screen[1] - at[1]) : 1e9 }));
  const best = near.reduce((least, item) => (item.far < least.far ? item : least), { far: 12 });
  return best.team ?? null;
}
function nearestReach(at, within = HIT_PX) {
  const { border } = DATA.map;
  let best = null;
  let least = within;
  for (let i = 0; i < border.km.length - 1; i += 1) {
    const [ax, ay] = toScreen([border.lon[i], border.lat[i]]);
    const [bx, by] = toScreen([border.lon[i + 1], border.lat[i + 1]]);
    const long = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const share = clamp(((at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay)) / long, 0, 1);
    const far = Math.hypot(mix(ax, bx, share) - at[0], mix(ay, by, share) - at[1]);
    if (far < least) {
      least = far;
      best = reachAt(mix(border.km[i], border.km[i + 1], share));
    }
  }
  return best;
}

function click(at) {
  const team = nearestTeam(at);
  if (team) {
    set({ team: state.team === team.id ? null : team.id });
    tell(teamInWords(team));
    return;
  }
  const reach = nearestReach(at);
  if (reach == null) return;
  choose(reach, slotNow());
  tell(`Selected ${cellInWords(reach, slotNow())}`);
}

function hoverMap(event, at) {
  if (event.pointerType === "touch") return;
  const team = nearestTeam(at);
  const place = team ? null : nearestPlace(at);
  const reach = team || place ? null : nearestReach(at, 10);
  if (team) showTip(event, teamInWords(team));
  else if (place) showTip(event, place.words);
  else if (reach != null) showTip(event, cellInWords(reach, slotNow()));
  else hideTip();
  find("map").classList.toggle("over", Boolean(team) || reach != null);
}

function showTip(event, text) {
  const tip = find("tip");
  tip.textContent = text;
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const x = clamp(event.clientX + 14, 4, innerWidth - width - 4);
  const below = event.clientY + 18 + height < innerHeight;
  tip.style.left = `${x}px`;
  tip.style.top = `${below ? event.clientY + 18 : event.clientY - height - 12}px`;
}
function hideTip() {
  find("tip").hidden = true;
}

const MAP_KEYS = {
  ArrowLeft: () => panBy(-PAN_PX, 0),
  ArrowRight: () => panBy(PAN_PX, 0),
  ArrowUp: () => panBy(0, -PAN_PX),
  ArrowDown: () => panBy(0, PAN_PX),
  "+": () => zoomBy(ZOOM_STEP),
  "=": () => zoomBy(ZOOM_STEP),
  "-": () => zoomBy(1 / ZOOM_STEP),
  _: () => zoomBy(1 / ZOOM_STEP),
  0: fitAll,
  Enter: () => {
    const reach = nearestReach([view.width / 2, view.height / 2], 1e9);
    choose(reach, slotNow());
    tell(`Selected ${cellInWords(reach, slotNow())}`);
  },
  Escape: () => set({ team: null }),
};
function mapKey(event) {
  const act = MAP_KEYS[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
}
