// The table of an access review. Everything it shows is in the page's data, as text and never as markup.
"use strict";
(() => {
  const PAGE = 50;
  const UNMANAGED = "unmanaged", EXCEPTED = "excepted", MANAGED = "managed", NOWHERE = "nowhere";
  const data = JSON.parse(document.getElementById("data").textContent);
  const { people, places, sources } = data;
  const at = (id) => document.getElementById(id);

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  // Accents and letter case do not matter to whoever searches.
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const full = (place) => (place.of === null ? place.name : `${places[place.of].name} / ${place.name}`);
  const day = (moment) => moment.slice(0, 10);
  const number = (count) => count.toLocaleString("en");
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

  const COLUMNS = [
    { title: "Person", key: (person) => person.name || person.email, show: showPerson },
    { title: "Role", key: (person) => person.role, show: showRole },
    { title: "Status", key: (person) => person.status, show: showStatus },
    { title: "Organizations and spaces", key: (person) => placesOf(person), show: showMemberships },
    { title: "Managed by", key: (person) => managersOf(person), show: showManagers, needs: sources.length > 0 },
    { title: "Created", key: (person) => person.since, show: showSince },
  ].filter((column) => column.needs !== false);

  const placesOf = (person) => person.memberships.map((held) => full(places[held.place])).join("\n");
  const managersOf = (person) => {
    const managers = person.managed.map((by) => `${sources[by.source]} ${by.resource}`);
    return person.management === EXCEPTED ? "Excepted" : managers.join("\n");
  };
  const tone = ({ role }) => (role === "ADMIN" ? "warning" : "");

  // What each row is sorted and found by is worked out once; a filter then only compares.
  for (const person of people) {
    person.management = person.managed.length ? MANAGED : person.excepted ? EXCEPTED : UNMANAGED;
    person.keys = COLUMNS.map((column) => column.key(person));
    const roles = person.memberships.flatMap((held) => [held.role, held.note]);
    const words = [person.name, person.email, person.id, person.role, person.status, ...roles];
    if (person.developer) words.push("Developer");
    person.text = folded([...words, placesOf(person), managersOf(person)].join("\n"));
    person.places = new Set(person.memberships.flatMap(({ place }) => [place, places[place].of]));
    person.sources = new Set(person.managed.map((by) => by.source));
  }

  function line(cell, text, kind) {
    if (text) cell.append(element("bdi", text, kind ? { class: kind } : {}));
  }

  function showPerson(person, cell) {
    line(cell, person.name || person.email);
    if (person.name) {
      cell.append(element("br"));
      line(cell, person.email, "quiet");
    }
  }

  function showRole(person, cell) {
    line(cell, person.role, tone(person));
    if (person.developer) cell.append(element("br"), element("span", "Developer", { class: "quiet" }));
  }

  function showStatus(person, cell) {
    line(cell, person.status, { EXPIRED: "danger", [data.absent]: "danger", INVITED: "warning" }[person.status]);
  }

  function showSince(person, cell) {
    line(cell, day(person.since), "together");
  }

  function showMemberships(person, cell) {
    list(cell, person.memberships, (held, item) => {
      const place = places[held.place];
      const under = place.of !== null && person.memberships.some((other) => other.place === place.of);
      if (under) item.className = "inside";
      item.append(element("bdi", under ? place.name : full(place)));
      if (held.role) item.append(" ", element("bdi", held.role, { class: tone(held) || "quiet" }));
      if (held.note) item.append(" ", element("span", held.note, { class: "danger" }));
    });
  }

  function showManagers(person, cell) {
    if (person.management === UNMANAGED) cell.append(element("span", "Not managed", { class: "danger" }));
    if (person.management === EXCEPTED) cell.append(element("span", "Excepted", { class: "quiet" }));
    list(cell, person.managed, (by, item) => {
      item.append(element("bdi", sources[by.source]));
      if (by.resource) item.append(" ", element("bdi", by.resource, { class: "quiet" }));
      if (by.since) item.append(" ", element("span", `since ${day(by.since)}`, { class: "quiet together" }));
    });
  }

  function list(cell, things, fill) {
    if (!things.length) return;
    const made = element("ul");
    for (const thing of things) {
      const item = element("li");
      fill(thing, item);
      made.append(item);
    }
    cell.append(made);
  }

  function row(person) {
    const made = element("tr", undefined, { role: "row" });
    COLUMNS.forEach((column, index) => {
      const attributes = { role: index ? "cell" : "rowheader", "data-heading": column.title };
      const cell = element(index ? "td" : "th", undefined, index ? attributes : { ...attributes, scope: "row" });
      column.show(person, cell);
      made.append(cell);
    });
    return made;
  }

  const state = { column: 0, descending: false, page: 0, chosen: people };
  const chosenIn = (id) => at(id).value;

  function choose() {
    const words = folded(chosenIn("search")).split(/\s+/).filter(Boolean);
    const [role, status, managed, place] = ["role", "status", "managed", "place"].map(chosenIn);
    const sign = state.descending ? -1 : 1;
    state.chosen = people
      .filter((person) => !role || person.role === role)
      .filter((person) => !status || person.status === status)
      .filter((person) => isManaged(person, managed))
      .filter((person) => !place || (place === NOWHERE ? !person.places.size : person.places.has(Number(place))))
      .filter((person) => words.every((word) => person.text.includes(word)));
    sortBy(state.column, sign);
    state.page = 0;
    show();
  }

  function isManaged(person, managed) {
    return !managed || person.management === managed || person.sources.has(Number(managed));
  }

  function sortBy(column, sign) {
    state.chosen.sort((one, other) => sign * (one.ranks[column] - other.ranks[column]));
  }

  function show(everybody = false) {
    const pages = Math.max(1, Math.ceil(state.chosen.length / PAGE));
    const first = everybody ? 0 : state.page * PAGE;
    const last = everybody ? state.chosen.length : Math.min(first + PAGE, state.chosen.length);
    at("people").replaceChildren(...state.chosen.slice(first, last).map(row));
    const which = pages > 1 && !everybody ? `, of which ${number(first + 1)} to ${number(last)} are shown` : "";
    at("shown").textContent = `${number(state.chosen.length)} of ${number(people.length)} people${which}`;
    at("page").textContent = `Page ${number(state.page + 1)} of ${number(pages)}`;
    at("pages").hidden = pages === 1;
    at("previous").disabled = state.page === 0;
    at("next").disabled = state.page === pages - 1;
    [...at("headings").children].forEach((heading, column) => {
      const direction = state.descending ? "descending" : "ascending";
      heading.setAttribute("aria-sort", column === state.column ? direction : "none");
    });
  }

  function sort(column) {
    state.descending = column === state.column && !state.descending;
    state.column = column;
    at("sort").value = String(column);
    choose();
  }

  function turn(pages) {
    state.page += pages;
    show();
    at("table").focus({ preventScroll: true });
    at("shown").scrollIntoView();
  }

  function offer(id, everything, choices) {
    at(id).append(new Option(everything, ""), ...choices.map(([value, text]) => new Option(text, value)));
  }

  function offerChoices() {
    const words = (key) => [...new Set(people.map((person) => person[key]))].filter(Boolean).sort(order);
    offer("role", "Any role", words("role").map((word) => [word, word]));
    offer("status", "Any status", words("status").map((word) => [word, word]));
    const all = [[MANAGED, "Managed"], [UNMANAGED, "Not managed"], [EXCEPTED, "Excepted"]];
    offer("managed", "Any or none", [...all, ...sources.map((name, index) => [index, name])]);
    offer("place", "Any or none", [[NOWHERE, "None"], ...places.map((place, index) => [index, full(place)])]);
    at("managed").parentElement.hidden = !sources.length;
    at("place").parentElement.hidden = !places.length;
    COLUMNS.forEach((column, index) => {
      const heading = element("th", undefined, { role: "columnheader", scope: "col" });
      const button = element("button", column.title, { type: "button" });
      button.addEventListener("click", () => sort(index));
      heading.append(button);
      at("headings").append(heading);
      at("sort").append(new Option(column.title, index));
    });
  }

  function describe() {
    const made = data.made.slice(0, 16).replace("T", " ");
    at("about").append("People of ", element("bdi", data.account), `, as of ${made} UTC.`);
    at("notes").append(...data.notes.map((note) => element("li", note)));
    count("People", () => true);
    count("Admins", (person) => person.role === "ADMIN");
    count("Invited", (person) => person.status === "INVITED");
    count("Expired", (person) => person.status === "EXPIRED");
    if (sources.length) count("Not managed", (person) => person.management === UNMANAGED);
    if (sources.length) count("Not seen", (person) => person.status === data.absent);
  }

  function count(what, isOne) {
    const item = element("li", `${what} `);
    item.append(element("b", number(people.filter(isOne).length)));
    at("counts").append(item);
  }

  function rank() {
    for (const person of people) person.ranks = [];
    COLUMNS.forEach((_column, index) => {
      const compare = (one, other) => order(one.keys[index], other.keys[index]) || order(one.keys[0], other.keys[0]);
      const sorted = [...people].sort(compare);
      sorted.forEach((person, place) => person.ranks.push(place));
    });
  }

  function clear() {
    for (const id of ["search", "role", "status", "managed", "place"]) at(id).value = "";
    choose();
    at("search").focus();
  }

  rank();
  offerChoices();
  describe();
  at("search").addEventListener("input", choose);
  for (const id of ["role", "status", "managed", "place"]) at(id).addEventListener("change", choose);
  at("sort").addEventListener("change", () => sort(Number(chosenIn("sort"))));
  at("clear").addEventListener("click", clear);
  at("previous").addEventListener("click", () => turn(-1));
  at("next").addEventListener("click", () => turn(1));
  at("print").addEventListener("click", () => window.print());
  // Paper has no next page to turn to: everybody who is chosen is printed.
  window.addEventListener("beforeprint", () => show(true));
  window.addEventListener("afterprint", () => show());
  choose();
})();
