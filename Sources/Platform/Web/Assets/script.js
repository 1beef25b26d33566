// Improves pages that already work without it.
"use strict";

// A form sent twice by a double click is the same command; the button says that the first click was enough.
addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
    for (const form of document.forms) {
        delete form.dataset.sent;
        for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
});
