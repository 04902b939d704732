// What opens without a connection: human help, breathing and the exercises for everybody; and for the
// member whose space is open here, a few of their own pages as they were last. One release at a time.
const RELEASE = "unreleased";  // the server puts its own here
const SHELF = `overture-${RELEASE}`;  // the same for everybody: asked for without a cookie
const SPACE = `space-${RELEASE}-`;  // and after it whose space; there is never another's beside it
importScripts("/static/waiting-store.js", "/static/sw-waiting.js");

const PLAN = "/help/plan";
const KEPT = ["/help", "/away", "/breathe", "/settle", "/static/overture.css", "/static/product.css", "/static/page.js", "/static/breathe.js", "/static/own-voice.js", "/static/guide.js", "/static/waiting-store.js", "/static/waiting.js", "/static/django_htmx/htmx-2.min.js", "/static/mark.svg"];
const INNER = /\/(?:help\/[a-z]{2}|settle\/[a-z-]+)(?=")/g;  // the pages that kept ones lead to
const COUNTRY = /^\/help\/[a-z]{2}$/, EXERCISE = /^\/settle\/[a-z-]+$/;
const AHEAD = ["/steps", "/record", "/log", "/log/moments", "/waiting", PLAN];  // a member's pages that are kept before they are asked for
const MOMENT = /^\/attempts\/[0-9a-f-]{36}\/(going|happened)$/, ANSWER = /^\/waiting\/[0-9a-f-]{36}$/;
const WHILE = 5 * 60 * 1000, MONTH = 30 * 24 * 3600 * 1000, PATIENCE = 10000;

const forAll = (path) => KEPT.includes(path) || COUNTRY.test(path) || EXERCISE.test(path);
const forOne = (path) => AHEAD.includes(path) || path === "/today" || MOMENT.test(path);

// ---- one release

self.addEventListener("install", (event) => {
  const keep = async () => {
    const shelf = await caches.open(SHELF);
    const ask = (address) => shelf.add(new Request(address, { credentials: "omit", cache: "reload" }));
    await Promise.allSettled(KEPT.map(ask));
    const outer = (await Promise.all([shelf.match("/help"), shelf.match("/settle")])).filter(Boolean);
    const texts = await Promise.all(outer.map((page) => page.text()));
    await Promise.allSettled(texts.flatMap((text) => text.match(INNER) || []).map(ask));
    await keepAhead().catch(() => {});
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== SHELF && !name.startsWith(SPACE)).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// ---- one member

let here = "", turned = 0;  // whose space is open, as far as this worker has seen, and how often that changed

self.addEventListener("message", (event) => {
  if (event.data === "nobody") event.waitUntil(turn("nobody"));
});

async function turn(space) {
  if (space !== here) turned += 1;
  here = space;
  const names = (await caches.keys()).filter((name) => name.startsWith("space-") && !name.endsWith(`-${space}`));
  await Promise.all(names.map((name) => caches.delete(name)));
  await waiting.only(space);
  if (names.length || space === "nobody") await unasked().catch(() => {});
}

// Whoever comes after is not shown the nudges that somebody before had asked for here.
async function unasked() {
  const asked = await self.registration.pushManager.getSubscription();
  if (asked) await asked.unsubscribe();
}

// Every page says whose it is. An answer that was asked for before somebody else came is of nobody any more.
async function whose(answer, asked) {
  const space = answer.headers.get("Overture-Space");
  if (!space) return "";
  if (asked !== turned && space !== here) { await turn("nobody"); return ""; }
  if (space !== here) await turn(space);
  return space;
}

async function keepMine(path, answer, space) {
  if (answer.headers.get("Overture-Release") !== RELEASE) return;
  const shelf = await caches.open(SPACE + space);
  await shelf.put(path, answer);
  if (here && here !== space) await caches.delete(SPACE + space);  // it closed while this was kept
}

// The pages that somebody is likely to want out of reach of a connection.
async function keepAhead(paths = AHEAD) {
  for (const path of paths) {
    const asked = turned, answer = await fetch(path, { cache: "no-store" });
    const space = answer.headers.get("Overture-Space");
    if (!space || answer.redirected || !answer.ok || asked !== turned || (here && here !== space)) return;
    await keepMine(path, answer, space);
  }
}

const mine = async () => {
  const name = (await caches.keys()).find((one) => one.startsWith(SPACE));
  return name && caches.open(name);
};

// ---- every page

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const goes = request.mode === "navigate";
  if (request.method === "POST" && (goes || request.headers.get("HX-Request"))) event.respondWith(posted(request));
  else if (request.method === "GET" && goes) event.respondWith(page(event, url));
  else if (request.method === "GET" && KEPT.includes(url.pathname)) event.respondWith(drawn(request, url));
});

// Style sheets and scripts: those of the pages that they belong to.
async function drawn(request, url) {
  try { return await fetch(request); } catch (error) {
    const found = await (await caches.open(SHELF)).match(url.pathname);
    if (found) return found;
    throw error;
  }
}

let changed = true;  // something was sent since the pages were kept ahead

async function posted(request) {
  const copy = request.clone(), asked = turned;
  changed = true;
  let answer;
  try { answer = await fetch(request); } catch { return (await setAside(copy)) || Response.error(); }
  await whose(answer, asked).catch(() => {});
  return answer;
}

// The newest is shown where there is a connection and the server is well, else what was kept.
async function page(event, url) {
  const asked = turned, path = url.pathname;
  if (ANSWER.test(path)) return (await answerAt(path)) || fetch(event.request);
  let answer = null;
  try { answer = await inTime(event.request, path); } catch { /* no connection */ }
  if (answer && answer.status < 500) {
    const space = await whose(answer, asked).catch(() => "");
    if (space) event.waitUntil(after(url, answer.clone(), space).catch(() => {}));  // a full device still shows it
    return answer;
  }
  return (await kept(path)) || answer || instead(path);
}

// A connection that hangs is none, where there is something to show.
async function inTime(request, path) {
  const asked = fetch(request);
  if (!(await kept(path))) return asked;
  asked.catch(() => {});
  return Promise.race([asked, new Promise((_, reject) => { setTimeout(reject, PATIENCE); })]);
}

async function after(url, answer, space) {
  const path = url.pathname, whole = answer.ok && answer.type === "basic" && !answer.redirected;
  if (space === "nobody" || space === "erased") {
    if (whole && forAll(path) && !url.search) await (await caches.open(SHELF)).put(path, answer);
    return;
  }
  if (whole && (forAll(path) || forOne(path)) && !url.search) await keepMine(path, answer, space);
  else if (whole && forOne(path)) await keepAhead([path]);  // without the word that something was just done
  if (path.endsWith("/going")) await keepAhead([path.replace(/going$/, "happened")]);
  const known = await (await caches.open(SPACE + space)).match("/waiting");
  if (!changed && known && age(known) < WHILE) return;
  changed = false;
  await keepAhead();
}

const age = (answer) => Date.now() - Date.parse(answer.headers.get("Date"));

async function kept(path) {
  const own = await mine(), found = own && await own.match(path);
  if (found && age(found) < MONTH) return forOne(path) && path !== "/waiting" ? marked(found) : found;
  return (forAll(path) || null) && (await caches.open(SHELF)).match(path);
}

// A page of the member's own says as of when it is, and its forms count anew each time that it is opened.
async function marked(found) {
  const at = new Date(found.headers.get("Date"));
  const when = at.toLocaleString("en-GB", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const line = `</header><p class="strip" role="status" data-kept>No connection. This page is as it was on ${when}.</p>`;
  const text = (await found.text())
    .replace("</header>", line)
    .replace(/name="key" value="[0-9a-f-]{36}"/g, () => `name="key" value="${crypto.randomUUID()}"`);
  return plain(found, text);
}

async function answerAt(path) {
  const own = await mine(), found = own && await own.match(path);
  if (found) await openedAnswer(path);
  return found;
}

async function instead(path) {
  const near = path === "/" ? "/today" : path.startsWith(PLAN) ? PLAN : "";
  for (const one of [near, path.startsWith("/help") ? "/help" : "/away", "/help"]) {
    const found = await kept(one);
    if (found) return found;
  }
  return Response.error();
}

// ---- Nudges that the member asked for: shown in the words they chose, opened where they lead ----
self.addEventListener("push", (event) => {
  let said = {};
  try { said = event.data.json(); } catch { /* nothing that can be read is shown as nothing in particular */ }
  const shown = { body: said.body || "", tag: said.tag || "nudge", data: said.to || "/today", icon: "/static/mark.svg" };
  event.waitUntil(self.registration.showNotification(said.title || "Overture", shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const to = new URL(event.notification.data, location.origin);
  if (to.origin === location.origin) event.waitUntil(self.clients.openWindow(to.href));
});
