// What was written without a connection is put aside, and sent once there is one: in order, once,
// and never dropped in silence. Loaded by sw.js, whose names it uses.
const TRIES = 3;  // how often a fault of the server is met before the person is shown it

// ---- without a connection: kept

async function setAside(request) {
  const fields = [...(await request.formData()).entries()];
  const given = Object.fromEntries(fields);
  if (!("waits" in given)) return null;
  const path = new URL(request.url).pathname, at = Date.now();
  const which = given.key || (given["waits-each"] === "day" ? new Date(at).toDateString() : "");
  await waiting.add({
    id: `${path} ${which}`, key: given.key || "", space: given["waits-space"], path, at,
    label: given.waits, then: given["waits-then"] || "", words: (given["waits-words"] || "").split(" "), page: request.referrer,
    fields: fields.filter(([name]) => !name.startsWith("waits") && name !== "csrfmiddlewaretoken"),
    state: "waiting", tries: 0,
  });
  if (self.registration.sync) await self.registration.sync.register("waiting").catch(() => {});
  await tell();
  if (request.headers.get("HX-Request")) return new Response(null, { status: 204 });
  return Response.redirect("/waiting", 303);
}

const tell = async () => {
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage("waiting");
};

// ---- with a connection: sent

self.addEventListener("sync", (event) => {
  if (event.tag === "waiting") event.waitUntil(send());
});

self.addEventListener("message", (event) => {
  if (event.data === "send") event.waitUntil(send().catch(() => {}));
});

const send = () => navigator.locks.request("overture-waiting", async () => {
  if (!(await waiting.all()).some((entry) => entry.state === "waiting")) return;
  const gate = await fetch("/waiting/token", { redirect: "manual", cache: "no-store" });
  if (!gate.ok) return;  // nobody is in a space here: it waits for whoever wrote it
  const { token, space } = await gate.json();
  const met = new Set(), named = (entry) => `${entry.id} ${entry.at}`;
  const next = async () => {  // also what is written while others are sent
    const mine = await waiting.of(space);
    // What comes after words that opened the safety protocol would be taken for an answer to it.
    const held = mine.some((entry) => entry.state === "says");
    return held ? null : mine.find((entry) => entry.state === "waiting" && !met.has(named(entry)));
  };
  for (let entry = await next(); entry; entry = await next()) {
    met.add(named(entry));
    if (!(await sendOne(entry, token))) break;
  }
  await tell();
});

// Whether the space in which it was written was closed here meanwhile.
const isElsewhere = (entry) => Boolean(here) && here !== entry.space;

// Whether the next one may follow.
async function sendOne(entry, token) {
  if (isElsewhere(entry)) return false;
  const more = [["written", new Date(entry.at).toISOString()], ["csrfmiddlewaretoken", token]];
  const body = new URLSearchParams([...entry.fields, ...more]);
  const answer = await fetch(entry.path, { method: "POST", body, referrer: entry.page, cache: "no-store" });
  const fault = answer.status >= 500 || answer.status === 429;
  if (fault && entry.tries + 1 < TRIES) {
    await waiting.settle(entry, { ...entry, tries: entry.tries + 1 });
    return false;
  }
  if (!answer.ok || !answer.redirected) return answered(entry, answer);
  const to = new URL(answer.url);
  const then = answer.headers.get("Overture-Then") || entry.then;  // where the server has something to say of it
  await waiting.settle(entry, then ? { ...entry, fields: [], state: "sent", then, to: to.pathname } : null);
  return true;
}

// An answer that is a page of its own: the person opens it, and until then what they wrote stays here.
async function answered(entry, answer) {
  const page = await answer.clone().text(), address = `/waiting/${crypto.randomUUID()}`;
  const first = page.includes("data-safety-first");
  if (!isElsewhere(entry)) await (await caches.open(SPACE + entry.space)).put(address, plain(answer, page));
  const became = { ...entry, state: first ? "says" : "refused", taken: answer.ok, answer: address };
  if (isElsewhere(entry) && here !== "nobody") return !first;
  // What is said to grave words is shown also where others were written in their place meanwhile.
  if (!(await waiting.settle(entry, became)) && first) await waiting.put({ ...became, id: `${entry.id} ${address}` });
  return !first;
}

const plain = (answer, page) => {
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(page, { headers });
};

// What was taken has been read now; what was refused stays until the person takes it away.
async function openedAnswer(address) {
  const entry = (await waiting.all()).find((one) => one.answer === address);
  if (!entry || entry.state !== "says") return;
  if (entry.taken) await waiting.remove(entry.id);
  else await waiting.put({ ...entry, state: "refused" });
}
