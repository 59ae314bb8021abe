// The tables: sections, worst reaches and hours, teams, open demands, sources.

function table(caption, columns, rows) {
  const head = columns.map(([name, kind]) => el("th", { scope: "col", class: kind }, name));
  const body = rows.map((cells) => el("tr", {}, ...cells.map((content, i) => (i === 0
    ? el("th", { scope: "row", class: columns[i][1] }, content)
    : el("td", { class: columns[i][1] }, content)))));
  return el("table", {}, el("caption", { class: "hidden" }, caption),
    el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...body));
}
function action(text, label, act) {
  const button = el("button", { type: "button", class: "link", "aria-label": label }, text);
  button.addEventListener("click", act);
  return button;
}
function showOnMap(reach, slot) {
  choose(reach, slot);
  find("map-frame").scrollIntoView({ block: "nearest", behavior: CALM.matches ? "auto" : "smooth" });
  tell(`Selected ${cellInWords(reach, slot)}`);
}

const LEVELS = ["low", "medium", "high", "critical"];
function level(name) {
  const filled = LEVELS.indexOf(name) + 1;
  return el("span", { class: "level" },
    svg("svg", { viewBox: "0 0 26 10", width: 26, height: 10, "aria-hidden": "true" },
      ...LEVELS.map((_, i) => svg("rect", { class: i < filled ? "pip on" : "pip", x: i * 6.5, y: 8 - 2 * (i + 1), width: 4.5, height: 2 * (i + 1) + 1 }))),
    name);
}

function drawSections() {
  const option = OPTIONS[state.option];
  const rows = DATA.sections.map((section, i) => {
    const { worst, reach, slot, notice } = option.sections[i];
    const zoom = () => {
      fitSection(i);
      find("map-frame").scrollIntoView({ block: "nearest" });
      tell(`The map shows section ${sectionName(i)}`);
    };
    return [
      action(sectionName(i), `Show section ${sectionName(i)} on the map`, zoom),
      `${section.km[0].toFixed(0)}–${section.km[1].toFixed(0)}`,
      level(section.level),
      points(worst),
      reach == null ? NONE : action(`km ${middleKm(reach).toFixed(0)}, ${localHour(slot)}`, `Select the worst reach and hour of ${sectionName(i)}`, () => showOnMap(reach, slot)),
      percent(notice),
    ];
  });
  find("sections").replaceChildren(table("Sections", [["Section"], ["km", "number"], ["Level"],
    ["Worst remaining", "number"], ["Where, when", "nowrap"], ["Mean notice", "number"]], rows));
}

function drawWorst() {
  const rows = DATA.worst.map(({ reach, slot, loss }, i) => [
    action(`${i + 1}. ${reachKm(reach)}`, `Select ${reachKm(reach)} at ${slotHours(slot)}`, () => showOnMap(reach, slot)),
    sectionName(DATA.reaches.section[reach]),
    localDay(slot),
    hour(utc(slot)),
    points(STAKE[cell(reach, slot)]),
    percent(OPTIONS[0].notice[cell(reach, slot)]),
    points(loss),
  ]);
  find("worst").replaceChildren(
    rows.length ? table("Worst reaches and hours", [["Reach", "nowrap"], ["Section"],
      ["Worst hour", "nowrap"], ["UTC"], ["Stake", "number"], ["Noticed", "number"], ["Remaining", "number"]], rows) : el("p", {}, "No reach keeps any loss."),
    el("p", { class: "muted" }, `Each reach at its worst hour. Plan: ${OPTIONS[0].label}.`));
}

const number = (value, digits) => (value == null ? NONE : value.toFixed(digits));
function drawTeamTable() {
  const rows = DATA.teams.map((team) => {
    const effort = team.effort ?? {};
    const name = team.moves.length
      ? action(team.name, `Follow ${team.name} on the map`, () => {
        set({ team: state.team === team.id ? null : team.id, option: 0 });
        tell(teamInWords(team));
      }) : team.name;
    return [
      el("span", { class: "named" }, svg("svg", { viewBox: "-12 -12 24 24", width: 16, height: 16, "aria-hidden": "true" }, glyphOf(team.kind, team.partner)), name),
      KIND_NAMES[team.kind] ?? team.kind,
      PARTNER[team.partner]?.name ?? team.partner,
      BASE_OF[team.base]?.name ?? team.base,
      number(effort.duty_h, 1), number(effort.night_h, 1), number(effort.travel_km, 0),
      team.kind === "helicopter" ? number(effort.airborne_h, 1) : NONE,
      team.kind === "helicopter" ? number(effort.fuel_kg, 0) : NONE,
      nextDuty(team, 0),
    ];
  });
  find("teams").replaceChildren(
    el("div", { class: "scroll tall", tabindex: 0, role: "region", "aria-label": "Table of teams" }, table("Teams", [["Team", "nowrap"], ["Kind"], ["Partner"], ["Base"], ["Duty h", "number"],
      ["Night h", "number"], ["km", "number"], ["Air h", "number"], ["Fuel kg", "number"],
      ["Next duty (drawn)", "nowrap"]], rows)),
    el("p", { class: "muted" }, DATA.plan.seed == null
      ? "Hours, kilometres and fuel are what each team does in the window on average over all draws."
      : `Hours, kilometres and fuel are those of the drawn roster inside the window; hours of duties in ${zoneName()}. Choose a team to follow it on the map.`));
}

function drawOpen() {
  const found = OPTIONS.filter((option, i) => i === 0 || option.shortfalls.length);
  find("open").append(...found.flatMap((option) => [
    ...(OPTIONS.length > 1 ? [el("h3", {}, option.label)] : []),
    option.shortfalls.length
      ? el("ul", {}, ...option.shortfalls.map((item) => el("li", {}, el("strong", {}, item.what), ` ${item.reason}`)))
      : el("p", {}, "None: every team has lawful moves and every demand is met."),
  ]));
}

function drawAbout() {
  const { theatre, plan } = DATA;
  const option = OPTIONS[0];
  const line = (name, value) => fact(name, value);
  const short = (hash) => (hash ? `${hash.slice(0, 16)}…` : "not written yet");
  find("about").append(
    el("dl", { class: "facts plain" },
      line("Plan", short(option.hash)), line("Theatre", `${theatre.id}, ${short(theatre.hash)}`),
      line("Draw", plan.seed == null ? "no roster drawn" : `seed ${plan.seed}`),
      line("Reaches and slots", `${REACHES} of about ${plan.reach_km} km, ${SLOTS} of ${DATA.time.slot_min} min`),
      line("Solved", `${count(option.rounds, "round", "rounds")}, ${option.seconds} s, stopped by ${option.stopped_by}`),
      line("Forecast", plan.forecast), line("Rests on", plan.rests_on.join(", ") || "the theatre's sites and model")),
    el("h3", {}, "Layers, licences and credits"),
    el("ul", { class: "layers" }, ...DATA.layers.map((layer) => el("li", {},
      el("strong", {}, layer.name), ` ${layer.credit} (${layer.licence})`,
      layer.notice ? el("small", {}, `; full notice: ${layer.notice} in the theatre's folder`) : null))),
  );
}
