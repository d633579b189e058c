// Typing an e-mail means somebody who is not chosen from the list.
const email = document.querySelector('input[name="email"]');
const existing = document.querySelector('input[name="who"][value="existing"]');
const somebody = document.querySelector('input[name="who"][value="new"]');

email.addEventListener("input", () => {
  if (email.value !== "" && existing?.checked) somebody.checked = true;
});
existing?.addEventListener("change", () => {
  email.value = "";
});
