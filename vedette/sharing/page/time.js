// The clock: slider, steps and play. Time is a number of slots from the start; playing
// moves it smoothly, or slot by slot for those who asked their system for less motion.

const SPEEDS = [[15, "15 min / s"], [30, "30 min / s"], [60, "1 h / s"], [120, "2 h / s"]];
let frame = 0;
let lastTick = 0;

function tick(now) {
  if (!state.playing) return;
  // A frame may carry a time before the press that started the play.
  const seconds = clamp((now - lastTick) / 1000, 0, 0.25);
  const ahead = seconds * state.speed / DATA.time.slot_min;
  if (CALM.matches) {
    const wait = 1000 * DATA.time.slot_min / state.speed;
    if (now - lastTick >= wait) advance(slotNow() + 1, now);
  } else {
    advance(state.time + ahead, now);
  }
  frame = requestAnimationFrame(tick);
}
function advance(time, now) {
  lastTick = now;
  if (time >= SLOTS) set({ time: SLOTS - 1, playing: false });
  else set({ time });
}

function togglePlay() {
  if (state.playing) {
    set({ playing: false });
    tell(`Stopped at ${slotHours(slotNow())}`);
    return;
  }
  set({ playing: true, time: slotNow() >= SLOTS - 1 ? 0 : state.time, span: "hour" });
  lastTick = performance.now();
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(tick);
}

function stepTo(slot) {
  set({ playing: false, time: clamp(slot, 0, SLOTS - 1) });
  tell(`${slotHours(slotNow())}, ${slotUtc(slotNow())}`);
}

function showClock() {
  const slot = slotNow();
  find("now").textContent = slotHours(slot);
  find("now-utc").textContent = `${DATA.time.zone} · ${slotUtc(slot)}`;
  const slider = find("slider");
  slider.value = slot;
  slider.setAttribute("aria-valuetext", `${slotHours(slot)}, ${slotUtc(slot)}`);
}

function showPlaying() {
  const button = find("play");
  button.textContent = state.playing ? "Pause" : "Play";
  button.setAttribute("aria-pressed", String(state.playing));
}

// Under the slider: how dark the frontier is: 0 day, 1 and 2 twilight, 3 and 4 night.
function drawDaylight() {
  const canvas = find("daylight");
  canvas.width = SLOTS;
  canvas.height = 1;
  const context = canvas.getContext("2d");
  const [day_, night] = ["--day", "--night"].map((name) => css(name).split(" ").map(Number));
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const dark = DATA.light.reduce((sum, row) => sum + Math.min(Number(row[slot]), 3) / 3, 0) / Math.max(DATA.light.length, 1);
    context.fillStyle = `rgb(${day_.map((value, i) => Math.round(mix(value, night[i], dark))).join(",")})`;
    context.fillRect(slot, 0, 1, 1);
  }
}

function listenToClock() {
  find("slider").max = SLOTS - 1;
  find("slider").addEventListener("input", (event) => {
    set({ playing: false, span: "hour", time: Number(event.target.value) });
  });
  find("play").addEventListener("click", togglePlay);
  find("back").addEventListener("click", () => stepTo(slotNow() - 1));
  find("forward").addEventListener("click", () => stepTo(slotNow() + 1));
  const speed = find("speed");
  speed.append(...SPEEDS.map(([value, text]) => el("option", { value, selected: value === state.speed }, text)));
  speed.addEventListener("change", () => set({ speed: Number(speed.value) }));
}
