// Dialogs, questions before what cannot be undone, toasts, menus.
(() => {
  const byId = (id) => document.getElementById(id);

  // What htmx put into the dialog is shown; an emptied dialog closes.
  document.addEventListener("htmx:afterSwap", (event) => {
    const dialog = byId("dialog");
    if (event.target !== dialog || !dialog.childElementCount) return;
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector("[aria-invalid=true]") ?? dialog.querySelector("input:not([type=hidden]), textarea"))?.focus();
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest?.("[data-close]")) { event.preventDefault(); target.closest("dialog")?.close(); }
    target.closest?.("[data-dismiss]")?.closest("[data-toast]")?.remove();
    if (target instanceof HTMLDialogElement && target.id === "dialog") target.close();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // A form with data-confirm is sent after a yes.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset?.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    const dialog = byId("confirm");
    dialog.querySelector("[data-confirm-text]").textContent = form.dataset.confirm;
    dialog.querySelector("[data-confirm-yes]").textContent = form.dataset.confirmYes ?? "Go on";
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      form.dataset.confirmed = "yes";
      form.requestSubmit(event.submitter ?? undefined);
    }, { once: true });
    dialog.showModal();
  }, true);
  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "dialog") return;
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (!form.hasAttribute("hx-post") && !form.hasAttribute("hx-get") && form.method === "post") form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-sent]")) { delete form.dataset.sent; delete form.dataset.confirmed; } });

  // What is done to many lines at once counts them.
  const choose = () => {
    for (const said of document.querySelectorAll("[data-chosen]")) {
      const boxes = [...said.closest("form").querySelectorAll("input[type=checkbox][name]")];
      const number = boxes.filter((box) => box.checked).length;
      said.textContent = number === 0 ? "Nothing is chosen." : `${number} chosen:`;
      for (const button of said.parentElement.querySelectorAll("button")) button.disabled = number === 0;
      said.closest("form").dataset.confirm = number === 1 ? "This is done to the chosen run." : `This is done to all ${number} chosen runs.`;
    }
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-check-all]")) {
      for (const box of event.target.closest("form").querySelectorAll("input[type=checkbox][name]")) box.checked = event.target.checked;
    }
    if (event.target.matches("input[type=checkbox]")) choose();
  });
  for (const name of ["DOMContentLoaded", "chosen", "htmx:afterSwap"]) document.addEventListener(name, choose);

  const toast = (good, text) => {
    const note = document.createElement("div");
    note.className = `notice ${good ? "good" : "bad"}`;
    note.dataset.toast = "";
    const words = document.createElement("div");
    words.textContent = text;
    const close = document.createElement("button");
    close.type = "button"; close.className = "button quiet little square"; close.dataset.dismiss = ""; close.textContent = "✕";
    close.setAttribute("aria-label", "Dismiss");
    note.append(words, close);
    byId("toasts")?.append(note);
    fade(note);
  };
  const fade = (note) => { if (note.classList.contains("good")) setTimeout(() => note.remove(), 7000); };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-toast]").forEach(fade));
  document.addEventListener("toast", (event) => toast(event.detail.good, event.detail.text));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (event.detail.elt.hasAttribute("data-live")) return;
    toast(false, status === 403 ? "Your role does not allow this." : `The server answered ${status}. Nothing was changed.`);
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (!event.detail.elt.hasAttribute("data-live")) toast(false, "The server cannot be reached.");
  });
})();
