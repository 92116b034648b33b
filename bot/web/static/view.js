// Draws what the JSON says, in the same shape as the server's own page.
"use strict";

const PAUSE_MS = 15 * 60000;
const SHOWN = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const URL_IN_TEXT = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g;
const log = document.getElementById("log");
const statusLine = document.getElementById("status");
const words = statusLine.dataset;
const scroller = document.querySelector(".scroll");

function make(name, cls, text) {
  const node = document.createElement(name);
  if (cls) node.className = cls;
  if (text) node.textContent = text;
  return node;
}

function tell(sentence) {
  if (statusLine.textContent !== sentence) statusLine.textContent = sentence;
}

function toEnd() {
  scroller.scrollTop = 0; // a reversed column: its end is zero
}

function linked(text) {
  const part = document.createDocumentFragment();
  let done = 0;
  for (const found of text.matchAll(URL_IN_TEXT)) {
    part.append(text.slice(done, found.index));
    const link = make("a", "", found[0]);
    link.href = found[0];
    link.rel = "noopener";
    part.append(link);
    done = found.index + found[0].length;
  }
  part.append(text.slice(done));
  return part;
}

function paragraph(message) {
  const p = make("p");
  const letters = Array.from(message.text); // the spans count characters, not UTF-16 units
  let done = 0;
  for (const [start, end] of message.bold || []) {
    p.append(linked(letters.slice(done, start).join("")));
    const bold = make("b");
    bold.append(linked(letters.slice(start, end).join("")));
    p.append(bold);
    done = end;
  }
  p.append(linked(letters.slice(done).join("")));
  return p;
}

function drawMedia(media, n) {
  const shown = SHOWN.includes(media.mime);
  const link = make("a", shown ? "photo" : "file", shown ? "" : media.name || media.mime);
  link.href = media.url;
  link.dataset.n = n;
  link.dataset.until = Date.now() + 540000; // a signed address lasts ten minutes
  if (shown) {
    const image = make("img");
    image.src = media.url;
    image.alt = words.photo + media.name;
    link.append(image);
  } else {
    link.download = media.name;
  }
  return link;
}

function drawChoice(choice) {
  if (/^link:https?:\/\//.test(choice.id)) {
    const link = make("a", "button", choice.label);
    link.href = choice.id.slice(5);
    link.rel = "noopener";
    return link;
  }
  const button = make("button");
  button.type = "button";
  button.value = choice.id;
  button.name = "choice";
  button.append(make("span", "", choice.label));
  if (choice.description) button.append(make("small", "", choice.description));
  return button;
}

function drawBubble(message) {
  const item = make("li", "bubble " + message.from);
  const box = make("div", "box");
  item.dataset.n = message.n;
  item.dataset.at = message.at;
  box.append(make("span", "unseen", words[message.from] + " "));
  for (const media of message.media) box.append(drawMedia(media, message.n));
  if (message.text) box.append(paragraph(message));
  item.append(box);
  if (message.choices.length) {
    const row = make("form", "choices");
    row.append(...message.choices.map(drawChoice));
    item.append(row);
  }
  return item;
}

function momentBefore(at) {
  const bubbles = log.querySelectorAll(".bubble[data-at]");
  const last = bubbles.length ? Number(bubbles[bubbles.length - 1].dataset.at) : at;
  if (at - last < PAUSE_MS) return null;
  const item = make("li", "moment");
  const shape = {
    weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hour12: false, timeZone: words.zone,
  };
  const spoken = new Date(at).toLocaleString(document.documentElement.lang, shape);
  item.append(make("time", "", spoken.replace(/ (pukul|at) /, " ")));
  return item;
}

// A bubble that another replaces keeps its place; else it comes last, before what still waits to be sent.
function place(message) {
  const item = drawBubble(message);
  const old = message.replaces && log.querySelector(`[data-n="${message.replaces}"]`);
  if (old) {
    old.replaceWith(item);
    return item;
  }
  const moment = momentBefore(message.at);
  const waiting = log.querySelector(".waiting, .typing");
  if (moment) log.insertBefore(moment, waiting);
  log.insertBefore(item, waiting);
  return item;
}

// Choices count until the person has spoken and the bot has answered.
function dropOldChoices() {
  let answerFollows = false;
  let answered = false;
  for (const item of Array.from(log.children).reverse()) {
    if (item.classList.contains("bot")) answerFollows = true;
    else if (item.classList.contains("person")) answered = answered || answerFollows;
    const row = item.querySelector(".choices");
    if (row && answered) row.remove();
  }
}
