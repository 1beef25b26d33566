# shellcheck shell=bash
# A Python environment of its own for tests and measurements, made from the list that stands beside them.

environment() {
    local wanted=$ROOT/Tests/Acceptance/requirements.txt
    if cmp -s "$wanted" "$IMAGIN_HOME/venv/installed.txt"; then return 0; fi
    python3 -m venv "$IMAGIN_HOME/venv"
    "$IMAGIN_HOME/venv/bin/pip" install -q --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$IMAGIN_HOME/venv/installed.txt"
}
