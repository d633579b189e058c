// The home page: asks every second how far the playing is.
const element = (id) => document.getElementById(id);
const figure = new Intl.NumberFormat("en");

async function ask() {
  const response = await fetch("/status.json");
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function show({ progress, webhooks, orders }) {
  element("phase").textContent = progress.phase;
  element("note").textContent = progress.note ?? "";
  const meter = element("meter");
  meter.hidden = progress.isOver || progress.total === 0;
  meter.max = Math.max(1, progress.total);
  meter.value = progress.done;
  element("count").textContent = progress.isOver
    ? ""
    : `${figure.format(progress.done)} of ${figure.format(progress.total)}`;
  element("orders").textContent = figure.format(orders);
  element("acknowledged").textContent = figure.format(webhooks.acknowledged);
  element("waiting").textContent = figure.format(webhooks.waiting);
  element("failed").textContent = figure.format(webhooks.failed);
  const links = JSON.stringify(progress.links ?? []);
  if (element("doors").dataset.links !== links) return location.reload();
  document.body.classList.toggle("usable", progress.isUsable);
}

async function run() {
  try {
    show(await ask());
  } catch {
    element("phase").textContent = "The sandbox does not answer. Was it stopped?";
  }
  setTimeout(run, 1000);
}
run();
