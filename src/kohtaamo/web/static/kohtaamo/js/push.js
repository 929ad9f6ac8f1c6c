// "Tell me in this browser": asks leave, subscribes at the browser's push service and sends its address to us.
const form = document.getElementById("push");
const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (form && can) {
  form.hidden = false;
  form.querySelector("button").addEventListener("click", () => subscribe().catch(refuse));
}

async function subscribe() {
  if (await Notification.requestPermission() !== "granted") { refuse(); return; }
  const worker = await navigator.serviceWorker.register(form.dataset.worker);
  await ready(worker);
  const found = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.house });
  const { endpoint, keys } = found.toJSON();
  Object.assign(form.elements.endpoint, { value: endpoint });
  Object.assign(form.elements.p256dh, { value: keys.p256dh });
  Object.assign(form.elements.auth, { value: keys.auth });
  form.elements.name.value = name();
  form.submit();
}

// Its scope is its own folder, so it never becomes the page's worker: we wait for it ourselves.
function ready(worker) {
  const waiting = worker.installing ?? worker.waiting;
  if (worker.active || !waiting) return undefined;
  return new Promise((done) => waiting.addEventListener("statechange", () => { if (waiting.state === "activated") done(); }));
}

function name() {
  const brands = navigator.userAgentData?.brands?.map(({ brand }) => brand).filter((brand) => !/Not/.test(brand)) ?? [];
  return [brands.at(-1) ?? navigator.userAgent.split(" ").at(-1), navigator.userAgentData?.platform ?? navigator.platform].join(", ");
}

function refuse() {
  form.querySelector("[role=status]").textContent = form.dataset.refused;
}
