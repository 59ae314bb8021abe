// The drawn roster: where each team is at a moment, and its sign on the map.
// A move is a row [kind, from, to, km, km]; kinds are b at the base, g on the ground,
// o outbound, a in the air along the line, h homebound.

const GLYPHS = {
  foot: [["body", "M-5.2 0A5.2 5.2 0 1 0 5.2 0A5.2 5.2 0 1 0 -5.2 0Z"]],
  vehicle: [["body", "M-5 -5H5V5H-5Z"]],
  boat: [["body", "M-6.5 -1.5H6.5L3.5 4.5H-3.5Z"], ["rotor", "M0 -1.5V-7"]],
  helicopter: [
    ["rotor", "M-8 -8L8 8M-8 8L8 -8"],
    ["body", "M0 -7C3.6 -7 4 -1 3 2.4L1 5V11H-1V5L-3 2.4C-4 -1 -3.6 -7 0 -7Z"],
    ["rotor", "M-3 10.5H3"],
  ],
};
const LOOKS = ["solid", "outlined", "half filled", "striped"];
const KIND_NAMES = { foot: "on foot", vehicle: "vehicle", boat: "boat", helicopter: "helicopter" };

function glyphOf(kind, partner, extra = {}) {
  const look = PARTNER[partner]?.look ?? 0;
  return svg("g", { class: `team look-${look}`, ...extra },
    ...(GLYPHS[kind] ?? GLYPHS.foot).map(([name, d]) => svg("path", { class: name, d })));
}

const TEAMS = DATA.teams.map((team) => ({
  ...team, node: glyphOf(team.kind, team.partner), screen: null,
}));

// A flight bends at the stations between its ends.
function flightPlaces(from, to) {
  const low = Math.min(from, to) + 1e-3;
  const high = Math.max(from, to) - 1e-3;
  const between = DATA.map.stations.filter((km) => km > low && km < high);
  if (from > to) between.reverse();
  return [from, ...between, to].map(onBorder);
}
function alongPlaces(places, share) {
  const far = places.slice(1).map(([x, y], i) =>
    Math.hypot((x - places[i][0]) * SQUEEZE, y - places[i][1]));
  let left = share * far.reduce((sum, part) => sum + part, 0);
  for (let i = 0; i < far.length; i += 1) {
    if (left <= far[i] || i === far.length - 1) {
      const part = far[i] > 0 ? clamp(left / far[i], 0, 1) : 0;
      return [0, 1].map((axis) => mix(places[i][axis], places[i + 1][axis], part));
    }
    left -= far[i];
  }
  return places[0];
}

function placesOf(team, row) {
  const base = BASE_OF[team.base].at;
  if (!row.places) {
    row.places = { o: () => [base, ...row[5], onBorder(row[4])],
      h: () => [onBorder(row[3]), ...row[5], base],
      a: () => flightPlaces(row[3], row[4]) }[row[0]]();
  }
  return row.places;
}

function rowAt(team, moment) {
  return team.moves.find((row) => row[1] <= moment && moment < row[2]) ?? null;
}
function teamPlace(team, moment) {
  const row = rowAt(team, moment);
  if (!row) return null;
  const [kind, from, to, km0, km1] = row;
  const share = (moment - from) / (to - from);
  if (kind === "b") return { kind, at: BASE_OF[team.base].at, km: null, turn: 0 };
  if (kind === "g") {
    const km = mix(km0, km1, share);
    return { kind, at: onTrack(km), km, turn: 0 };
  }
  const places = placesOf(team, row);
  const at = alongPlaces(places, share);
  const next = alongPlaces(places, Math.min(share + 0.02, 1));
  const last = alongPlaces(places, Math.max(share - 0.02, 0));
  const turn = Math.atan2((next[0] - last[0]) * SQUEEZE, next[1] - last[1]) * 180 / Math.PI;
  return { kind, at, km: kind === "a" ? mix(km0, km1, share) : null, turn };
}

const drawnOption = () => state.option === 0;

function placeTeams() {
  let out = 0;
  for (const team of TEAMS) {
    const place = drawnOption() ? teamPlace(team, state.time) : null;
    team.screen = place && toScreen(place.at);
    const shown = Boolean(place) && onView(team.screen, 20);
    team.node.classList.toggle("away", !shown);
    if (place) out += 1;
    if (!shown) continue;
    const [x, y] = team.screen;
    const turn = team.kind === "helicopter" ? ` rotate(${place.turn.toFixed(0)})` : "";
    team.node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})${turn} scale(${signSize()})`);
    team.node.classList.toggle("based", place.kind === "b");
  }
  return out;
}

// The whole drawn way of the team that the reader follows.
function drawRoute() {
  const team = TEAMS.find((one) => one.id === state.team);
  TEAMS.forEach((one) => one.node.classList.toggle("followed", one === team));
  if (!team || !drawnOption()) {
    layers.route.setAttribute("d", "");
    return;
  }
  const parts = team.moves.filter((row) => row[0] !== "b").map((row) => {
    const ground = row[0] === "g";
    const steps = Math.max(2, Math.ceil(Math.abs((row[4] ?? 0) - (row[3] ?? 0)) / 0.5));
    const places = ground
      ? Array.from({ length: steps + 1 }, (_, i) => onTrack(mix(row[3], row[4], i / steps)))
      : placesOf(team, row);
    return pathOf(places.map((place) => place[0]), places.map((place) => place[1]));
  });
  layers.route.setAttribute("d", parts.join(""));
}

function teamInWords(team, moment = state.time) {
  const place = drawnOption() ? teamPlace(team, moment) : null;
  const doing = !place ? "resting" : {
    b: "at its base, on duty", o: "flying out", h: "flying home",
    g: `at km ${place.km?.toFixed(1)}`, a: `in the air at km ${place.km?.toFixed(1)}`,
  }[place.kind];
  return `${team.name} (${KIND_NAMES[team.kind]}, ${PARTNER[team.partner]?.name ?? team.partner}, ${BASE_OF[team.base]?.name ?? team.base}): ${doing}`;
}

// Teams that are in a reach at some time of a slot.
function teamsNear(reach, slot) {
  return TEAMS.filter((team) => team.moves.some(([kind, from, to, km0, km1]) =>
    (kind === "g" || kind === "a") && from < slot + 1 && to > slot
    && Math.min(km0, km1) <= EDGE[reach + 1] && Math.max(km0, km1) >= EDGE[reach]));
}

function nextDuty(team, moment) {
  const coming = team.duties.find(([, end]) => end > moment);
  if (!coming) return team.duties.length ? "none left" : "none drawn";
  const [start, end] = coming;
  if (start < moment) return `on duty until ${localDay(end)}`;
  const sameDay = day(local(start)) === day(local(end));
  return `${localDay(start)}–${sameDay ? localHour(end) : localDay(end)}`;
}

function drawTeams() {
  layers.teams.append(
    svg("pattern", { id: "stripes", width: 3, height: 3, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { class: "stripe-ground", width: 3, height: 3 }), svg("rect", { class: "stripe", width: 1.5, height: 3 })),
    svg("linearGradient", { id: "half" }, svg("stop", { class: "half-a", offset: "50%" }), svg("stop", { class: "half-b", offset: "50%" })),
  );
  const order = { foot: 0, vehicle: 1, boat: 2, helicopter: 3 };
  const sorted = [...TEAMS].sort((a, b) => order[a.kind] - order[b.kind]);
  layers.teams.append(...sorted.map((team) => team.node));
}

function drawKey() {
  const sign = (node) => svg("svg", { viewBox: "-12 -12 24 24", width: 20, height: 20, "aria-hidden": "true" }, node);
  const kinds = [...new Set(TEAMS.map((team) => team.kind))];
  const host = DATA.partners[0].id;
  const items = [
    ...kinds.map((kind) => [glyphOf(kind, host), KIND_NAMES[kind]]),
    ...DATA.partners.map((partner) => [glyphOf("vehicle", partner.id), `${LOOKS[PARTNER[partner.id].look]}: ${partner.name}`]),
    ...["post", "airfield", "site"].map((kind) => [
      svg("path", { class: `fixed ${kind}`, d: SHAPES[kind] }),
      { post: "post", airfield: "airfield in use", site: "protected site" }[kind],
    ]),
  ];
  find("key").append(...items.map(([node, text]) => el("span", {}, sign(node), text)));
}
