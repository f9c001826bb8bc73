// The live part of a room: joins, shows what comes, sends what is written, and connects again when the line breaks.

const room = document.body.dataset.room;
const messages = document.getElementById("messages");
const empty = document.getElementById("empty");
const members = document.getElementById("members");
const status = document.getElementById("status");
const join = document.getElementById("join");
const compose = document.getElementById("compose");
const template = document.getElementById("message");

const KEEP_ALIVE = 30_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

let name = recall();
let socket = null;
let pause = FIRST_PAUSE;

for (const message of messages.children) {
  showTime(message.querySelector("time"));
}
messages.setAttribute("role", "log");
scrollToEnd();

join.addEventListener("submit", (event) => {
  event.preventDefault();
  name = join.elements.name.value.trim();
  if (name) {
    remember(name);
    connect();
  }
});

compose.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = compose.elements.text.value.trim();
  if (text && socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify({ text }));
    compose.reset();
    compose.elements.text.focus();
  }
});

compose.elements.text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    compose.requestSubmit();
  }
});

// The runtime answers this without waking up the room.
setInterval(() => {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send("ping");
  }
}, KEEP_ALIVE);

if (name) {
  connect();
} else {
  join.hidden = false;
}

function connect() {
  const address = new URL(`/chat/${room}/socket`, location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.searchParams.set("name", name);
  address.searchParams.set("after", messages.lastElementChild?.dataset.id ?? "0");
  socket = new WebSocket(address);
  socket.addEventListener("open", () => {
    pause = FIRST_PAUSE;
    markMine();
    join.hidden = true;
    compose.hidden = false;
    say("");
    compose.elements.text.focus();
  });
  socket.addEventListener("message", (event) => {
    if (event.data !== "pong") {
      receive(JSON.parse(event.data));
    }
  });
  socket.addEventListener("close", () => {
    members.hidden = true;
    say("Not connected. Trying again …");
    setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  });
}

function receive(event) {
  if (event.type === "message") {
    showMessage(event);
  } else if (event.type === "members") {
    members.textContent = `Here: ${event.names.join(", ")}`;
    members.hidden = false;
  } else if (event.type === "error") {
    say(event.error);
  }
}

function showMessage({ id, name: author, text, at }) {
  const atEnd = innerHeight + scrollY >= document.body.scrollHeight - 80;
  const message = template.content.firstElementChild.cloneNode(true);
  message.dataset.id = id;
  message.classList.toggle("mine", author === name);
  message.querySelector(".name").textContent = author;
  message.querySelector(".text").textContent = text;
  const time = message.querySelector("time");
  time.dateTime = at;
  showTime(time);
  messages.append(message);
  empty.hidden = true;
  if (atEnd || author === name) {
    scrollToEnd();
  }
}

function markMine() {
  for (const message of messages.children) {
    message.classList.toggle("mine", message.querySelector(".name").textContent === name);
  }
}

function showTime(time) {
  const at = new Date(time.dateTime);
  const today = at.toDateString() === new Date().toDateString();
  time.textContent = at.toLocaleString([], {
    ...(today ? {} : { day: "numeric", month: "short" }),
    hour: "2-digit",
    minute: "2-digit",
  });
}

function say(text) {
  status.textContent = text;
  status.hidden = !text;
}

function scrollToEnd() {
  scrollTo(0, document.body.scrollHeight);
}

// A browser may forbid storage; then the name is asked each time.
function recall() {
  try {
    return localStorage.getItem("chat-name");
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem("chat-name", value);
  } catch {
    // It is asked again next time.
  }
}
