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

// Somebody who fills in a form with data-live sees what it comes to: the form is sent quietly, as its button for those
// without script sends it, and those parts of the answer that have changed (data-part) take their place in the page.
for (const form of document.querySelectorAll("form[data-live]")) {
    for (const button of form.querySelectorAll("[data-without-script]")) button.remove();
    let waiting, request;
    const refresh = async () => {
        request?.abort();
        request = new AbortController();
        const body = new URLSearchParams(new FormData(form));
        body.set("action", form.dataset.live);
        try {
            const answer = await fetch(form.action, { method: "POST", body, signal: request.signal, headers: { accept: "text/html" } });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            for (const part of form.querySelectorAll("[data-part]")) {
                const fresh = page.getElementById(part.id);
                if (fresh && fresh.dataset.part !== part.dataset.part) part.replaceWith(fresh);
            }
        } catch { /* Without network the form still holds everything; its button will say so. */ }
    };
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(refresh, 400); });
    form.addEventListener("submit", () => { clearTimeout(waiting); request?.abort(); });
}

// In a list to work through, the arrow keys go from one row's link to the next.
for (const table of document.querySelectorAll("table[data-rows]")) {
    const links = [...table.querySelectorAll("tbody tr a:first-of-type")];
    table.addEventListener("keydown", (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        const target = links[links.indexOf(document.activeElement) + step];
        if (step && target) { target.focus(); event.preventDefault(); }
    });
}
