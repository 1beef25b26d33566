"""A person who has only a keyboard: everything is reached with Tab, chosen with arrows and sent with Enter."""

from dataclasses import dataclass

from playwright.sync_api import Page

#: More stops than any page of a form has before its button.
PATIENCE = 120
FOCUSED = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const shown = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    return {tag: e.tagName.toLowerCase(), type: e.type || '', name: e.name || '', value: e.value || '',
            text: (e.innerText || '').trim(), href: e.getAttribute('href') || '', id: e.id,
            inForm: !!e.closest('main form'), classes: e.className, outlined: shown, inView: box.bottom > 0 && box.top < innerHeight};
}"""


@dataclass
class Keyboard:
    page: Page

    def focused(self) -> dict | None:
        return self.page.evaluate(FOCUSED)

    def next(self) -> dict | None:
        self.page.keyboard.press("Tab")
        at = self.focused()
        if at:
            assert at["outlined"], f"nobody sees where the focus is: {at}"
            assert at["inView"], f"the focus is outside of the window: {at}"
        return at

    def go_to(self, wanted, what: str) -> dict:
        """Tab until there; `wanted` looks at what has the focus."""
        for _ in range(PATIENCE):
            at = self.next()
            if at and wanted(at):
                return at
        raise AssertionError(f"Tab never reaches {what} on {self.page.url}")

    def enter(self) -> None:
        """Enter, and wait for the page that follows."""
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")

    def enter_in_place(self) -> None:
        """Enter on a link inside the page."""
        self.page.keyboard.press("Enter")

    def follow(self, text: str) -> None:
        self.go_to(lambda at: at["tag"] == "a" and text in at["text"], f"the link {text!r}")
        self.enter()

    def fill_in(self, answers: dict[str, str]) -> None:
        """Goes through the form of the page, answers what it asks, and presses its first button."""
        done = set()
        for _ in range(PATIENCE):
            at = self.next()
            if not at or not at["inForm"]:
                continue
            if at["tag"] == "button":
                self.enter()
                return
            if at["name"] in answers and at["name"] not in done:
                done.add(at["name"])
                self._answer(at, answers[at["name"]])
        raise AssertionError(f"Tab never reaches a button on {self.page.url}")

    def _answer(self, at: dict, answer: str) -> None:
        keyboard = self.page.keyboard
        if at["type"] == "radio":
            if at["value"] == answer:
                keyboard.press("Space")
                return
            for _ in range(20):
                keyboard.press("ArrowDown")
                if self.focused()["value"] == answer:
                    return
            raise AssertionError(f"{at['name']} does not offer {answer!r}")
        if at["type"] == "checkbox":
            keyboard.press("Space")
        elif at["tag"] == "select":
            for _ in range(60):
                if self.focused()["value"] == answer:
                    return
                keyboard.press("ArrowDown")
            raise AssertionError(f"{at['name']} does not offer {answer!r}")
        elif at["type"] in ("date", "time"):
            if not at["value"]:
                keyboard.type(answer)
        else:
            keyboard.press("Control+A")
            keyboard.type(answer)
