// Puts the parts together: first drawing, then who follows which change.

function drawHead() {
  const { theatre } = DATA;
  document.title = `${theatre.name}: joint patrol plan`;
  find("title").textContent = theatre.name;
  find("subtitle").textContent = `Joint patrol plan, ${localDay(0)} to ${localDay(SLOTS)} ${local(SLOTS).getUTCFullYear()} (${zoneName()}) · ${theatre.border_km.toLocaleString("en")} km of border`;
  find("badge").hidden = !theatre.exercise;
  const error = theatre.elevation_error_m == null ? "" : `, stated error ${theatre.elevation_error_m} m`;
  find("notice").textContent = `${theatre.notice} `
    + `Elevation cells measure ${theatre.cell_m.join(" × ")} m${error}: not for navigation.`;
}

function showCaption() {
  const label = OPTIONS[state.option].label;
  const teams = DATA.plan.seed == null ? "No roster is drawn yet."
    : drawnOption() ? "The teams are one drawn roster, for crews only." : `The drawn roster belongs to “${OPTIONS[0].label}” and is not shown here.`;
  find("caption").textContent = `Colours: ${MEASURES[state.measure].long}; ${state.span === "hour" ? `${slotHours(slotNow())}, ${slotUtc(slotNow())}` : "each reach at its worst hour"}. Plan: ${label}. ${teams}`;
  find("strip-title").textContent = `The border laid straight: km across, hours down. ${MEASURES[state.measure].name}; lines are drawn teams (helicopters dashed), dotted: nightfall and daybreak.`;
  find("map").setAttribute("aria-label", `Map of ${DATA.theatre.name}. ${shownTitle()}`);
  find("strip").setAttribute("aria-label", `${MEASURES[state.measure].name} by kilometre and hour`);
}

function checkSwitches() {
  for (const input of find("controls").querySelectorAll("input")) {
    input.checked = String(state[input.name]) === input.id.slice(input.name.length + 1);
  }
}

function drawAll() {
  drawHead();
  drawControls();
  find("map").append(layers.world, layers.places, layers.teams, layers.labels, layers.scale);
  drawWorld();
  drawFixed();
  drawTeams();
  drawKey();
  drawComparison();
  drawWorst();
  drawTeamTable();
  drawOpen();
  drawAbout();
  drawDaylight();
  redraws.push(placeFixed, placeTeams, drawLabels, drawScaleBar);
}

function wire() {
  let colouredSlot = -1;
  follow(["time"], () => {
    placeTeams();
    drawStrip();
    if (slotNow() === colouredSlot) return;
    colouredSlot = slotNow();
    showClock();
    showCaption();
    if (state.span === "hour") colourBorder();
  });
  follow(["measure", "span", "option"], () => {
    checkSwitches();
    colourBorder();
    showCaption();
  });
  follow(["measure", "option"], () => {
    drawLegend();
    redrawStrip();
  });
  follow(["option"], () => {
    drawAchieved();
    drawSections();
    placeTeams();
    drawRoute();
  });
  follow(["reach", "slot", "option"], drawSelected);
  follow(["reach"], markChosen);
  follow(["reach", "slot"], drawStrip);
  follow(["team"], () => {
    drawRoute();
    redrawStrip();
  });
  follow(["playing"], showPlaying);
}

function repaint() {
  colourBorder();
  drawLegend();
  drawDaylight();
  redrawStrip();
}

// Paper is light: what is drawn by hand is drawn again in the colours of the day.
function onPaper(starts) {
  printing = starts;
  document.documentElement.classList.toggle("paper", starts);
  repaint();
}

function start() {
  drawAll();
  wire();
  listenToMap();
  listenToStrip();
  listenToClock();
  const first = DATA.worst[0] ?? { reach: 0, slot: 0 };
  Object.assign(state, { reach: first.reach, slot: first.slot, time: first.slot });
  drawLegend();
  measureMap();
  measureStrip();
  repaint();
  showClock();
  showPlaying();
  showCaption();
  drawAchieved();
  drawSelected();
  drawSections();
  markChosen();
  placeTeams();
  new ResizeObserver(measureMap).observe(find("map"));
  for (const event of ["load", "resize"]) window.addEventListener(event, measureMap);
  new ResizeObserver(measureStrip).observe(find("strip-frame"));
  DARK.addEventListener("change", repaint);
  addEventListener("beforeprint", () => onPaper(true));
  addEventListener("afterprint", () => onPaper(false));
}

start();
