// The chat without reloading: what is sent shows at once, what comes is waited for.
"use strict";

const WAIT_S = 20;
const composer = document.getElementById("composer");
const text = document.getElementById("text");
const attach = composer.querySelector(".attach");
const picker = composer.querySelector("input[type=file]");
let last = Number(log.dataset.last);
let byKeyboard = false;

function drawWaiting(post) {
  const item = make("li", "bubble person waiting");
  const box = make("div", "box");
  item.dataset.id = post.id;
  item.setAttribute("aria-hidden", "true"); // read out once, when the server's own takes its place
  box.append(make("span", "unseen", words.person + " "));
  if (post.file && SHOWN.includes(post.file.type)) {
    const image = make("img");
    image.src = URL.createObjectURL(post.file);
    image.alt = words.photo + post.file.name;
    const frame = make("span", "photo");
    frame.append(image);
    box.append(frame);
  } else if (post.file) {
    box.append(make("span", "file", post.file.name));
  }
  if (post.label) box.append(make("p", "", post.label));
  item.append(box, make("span", "state", words.sending));
  log.append(item);
  toEnd();
}

function typing(on) {
  const old = log.querySelector(".typing");
  if (on && !old) {
    const item = make("li", "typing state", words.typing);
    item.setAttribute("aria-hidden", "true");
    log.append(item);
    toEnd();
  } else if (!on && old) {
    old.remove();
  }
}

function settled(post, outcome) {
  const item = log.querySelector(`[data-id="${post.id}"]`);
  const state = item && item.querySelector(".state");
  if (outcome === "refused") {
    if (item) item.classList.replace("waiting", "failed");
    if (state) state.textContent = words.failed;
    enableChoices();
    return;
  }
  if (state) state.remove();
  if (item) item.dataset.taken = "1";
  typing(true);
  setTimeout(() => { typing(false); enableChoices(); }, 4000);
}

function enableChoices() {
  for (const button of log.querySelectorAll(".choices button")) {
    button.disabled = false;
    button.classList.remove("chosen");
  }
}

function send(post) {
  queue.push(Object.assign(post, { id: newId() }));
  keepQueue();
  drawWaiting(post);
  flush(settled);
}

function sendText() {
  const typed = text.value.trim();
  if (!typed) return;
  send({ text: typed, label: typed });
  text.value = "";
  grow();
}

function sendFile(file) {
  picker.value = "";
  attach.open = false;
  if (file.size > Number(composer.dataset.most)) {
    tell(words.tooBig);
    return;
  }
  const typed = text.value.trim();
  send({ file, text: typed, label: typed });
  text.value = "";
  grow();
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight + 2, 144)}px`;
}

// The server's own bubble takes the place of the one that was drawn in advance.
function dropWaiting(message) {
  const waiting = Array.from(log.querySelectorAll(".waiting"));
  const same = (item) => ((item.querySelector("p") || {}).textContent || "") === message.text;
  const item = waiting.find(same) || waiting.find((one) => one.dataset.taken);
  if (item) item.remove();
}

function focusAnswer() {
  const buttons = log.querySelectorAll(".choices button, .choices a");
  const row = buttons.length ? buttons[buttons.length - 1].closest(".choices") : null;
  (row ? row.firstElementChild : text).focus();
}

function take(messages) {
  const atEnd = scroller.scrollTop > -120;
  let answered = false;
  for (const message of messages) {
    if (message.n <= last) continue;
    last = message.n;
    if (message.from === "person") dropWaiting(message);
    else typing(false);
    place(message);
    answered = answered || message.from === "bot";
  }
  dropOldChoices();
  if (answered) enableChoices();
  if (atEnd && messages.length) toEnd();
  if (answered && byKeyboard) {
    byKeyboard = false;
    focusAnswer();
  }
}

async function follow() {
  let trouble = 1000;
  for (;;) {
    try {
      take(await listen(last, document.hidden ? 0 : WAIT_S));
      if (trouble > 1000) tell("");
      trouble = 1000;
      if (document.hidden) await later(30000);
    } catch (error) {
      if (error.status === 401) sessionLost();
      else if (error.status !== 429) tell(error.status ? words.down : words.offline);
      await later(error.status === 401 ? 4 * LONGEST_MS : error.wait || trouble);
      trouble = Math.min(trouble * 2, LONGEST_MS);
    }
  }
}

log.addEventListener("click", async (event) => {
  const button = event.target.closest(".choices button");
  const file = event.target.closest("a[data-until]");
  if (button) {
    event.preventDefault();
    byKeyboard = event.detail === 0;
    button.classList.add("chosen");
    for (const other of button.parentNode.querySelectorAll("button")) other.disabled = true;
    send({ choice: button.value, label: button.querySelector("span").textContent });
  } else if (file && Date.now() > Number(file.dataset.until)) {
    event.preventDefault();
    const [message] = await listen(Number(file.dataset.n) - 1, 0);
    location.href = message.media[0].url;
  }
});

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  sendText();
  text.focus();
});

text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    sendText();
  }
});

text.addEventListener("input", grow);
picker.addEventListener("change", () => { if (picker.files[0]) sendFile(picker.files[0]); });
attach.querySelector("summary").addEventListener("click", (event) => { event.preventDefault(); picker.click(); });
window.addEventListener("offline", () => tell(words.offline));
window.addEventListener("online", () => tell(""));

queue.forEach(drawWaiting);
flush(settled);
follow();
