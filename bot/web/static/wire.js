// What is posted waits here until the server has it, across reloads; the same id every time, so it is heard once.
"use strict";

const QUEUE = "kekraf-waiting";
const LONGEST_MS = 15000;
const RELOADED = "kekraf-reloaded";
const queue = JSON.parse(stored(QUEUE) || "[]");
let sending = false;
let pause = 1000;

function stored(name) {
  try {
    return sessionStorage.getItem(name);
  } catch (error) {
    return null; // storage is forbidden here; what waits then lasts as long as the page
  }
}

function store(name, value) {
  try {
    sessionStorage.setItem(name, value);
    return true;
  } catch (error) {
    return false;
  }
}

function keepQueue() {
  store(QUEUE, JSON.stringify(queue.filter((post) => !post.file)));
}

// The session is gone: once, the page itself makes a new one; where cookies are refused that helps nothing.
function sessionLost() {
  if (!stored(RELOADED) && store(RELOADED, "1")) location.reload();
  else tell(words.cookies);
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const sleepers = new Set();

function wake() {
  for (const done of sleepers) done();
  sleepers.clear();
}

// Sleeps, but not while the phone is back online or the page is looked at again.
function later(ms) {
  return new Promise((done) => {
    sleepers.add(done);
    setTimeout(() => { sleepers.delete(done); done(); }, ms);
  });
}

function request(post) {
  if (!post.file) {
    const body = post.choice ? { id: post.id, choice: post.choice } : { id: post.id, text: post.text };
    const headers = { "Content-Type": "application/json" };
    return fetch("/chat/api/messages", { method: "POST", headers, body: JSON.stringify(body) });
  }
  const form = new FormData();
  form.append("id", post.id);
  if (post.text) form.append("text", post.text);
  form.append("file", post.file, post.file.name);
  return fetch("/chat/api/messages", { method: "POST", body: form });
}

// One try: "taken", "refused", or the milliseconds to wait before the next.
async function attempt(post) {
  let answer;
  try {
    answer = await request(post);
  } catch (error) {
    tell(words.offline);
    pause = Math.min(pause * 2, LONGEST_MS);
    return pause;
  }
  if (answer.ok) {
    const said = await answer.json().catch(() => ({}));
    tell(said.toast || "");
    pause = 1000;
    return "taken";
  }
  if (answer.status === 401) {
    sessionLost();
    return 4 * LONGEST_MS;
  }
  if (answer.status === 429) {
    tell(words.busy);
    return 1000 * (Number(answer.headers.get("Retry-After")) || 1);
  }
  if (answer.status >= 500 || answer.status === 408) {
    tell(words.down);
    pause = Math.min(pause * 2, LONGEST_MS);
    return pause;
  }
  tell(answer.status === 413 ? words.tooBig : words.failed);
  return "refused";
}

// Sends what waits, in order; `done(post, outcome)` hears of each.
async function flush(done) {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const outcome = await attempt(queue[0]);
    if (typeof outcome === "number") {
      await later(outcome);
      continue;
    }
    const post = queue.shift();
    keepQueue();
    done(post, outcome);
  }
  sending = false;
}

window.addEventListener("online", wake);
document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });

async function listen(after, wait) {
  const answer = await fetch(`/chat/api/messages?after=${after}&wait=${wait}`);
  if (!answer.ok) {
    const error = new Error(String(answer.status));
    error.status = answer.status;
    error.wait = 1000 * Number(answer.headers.get("Retry-After") || 0);
    throw error;
  }
  store(RELOADED, "");
  return (await answer.json()).messages;
}
