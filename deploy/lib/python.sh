# shellcheck shell=bash
# A Python environment of its own for tests and measurements, made from the list that stands beside them.

environment() {
    local wanted=$ROOT/Tests/Acceptance/requirements.txt
    if cmp -s "$wanted" "$IMAGIN_HOME/venv/installed.txt"; then return 0; fi
    python3 -m venv "$IMAGIN_HOME/venv"
    "$IMAGIN_HOME/venv/bin/pip" install -q --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$IMAGIN_HOME/venv/installed.txt"
}

# What makes the PDF documents of the services: once for this working copy, whichever demonstration uses it.
documents_environment() { printf '%s' "${IMAGIN_DOCUMENTS:-$ROOT/.local/documents}"; }

make_documents_environment() {
    local folder wanted=$ROOT/deploy/documents/requirements.txt
    folder=$(documents_environment)
    mkdir -p "$(dirname "$folder")"
    (
        flock 7
        if cmp -s "$wanted" "$folder/installed.txt"; then exit 0; fi
        say "· Typst for the PDF documents, from PyPI"
        rm -rf "$folder"
        if python3 -m venv "$folder" && "$folder/bin/pip" install -q --disable-pip-version-check -r "$wanted"; then
            cp "$wanted" "$folder/installed.txt"
        else
            rm -rf "$folder"
            say "· PyPI was not reached: the PDF documents stay off until the next start"
        fi
    ) 7>"$folder.lock"
}
