# shellcheck shell=bash
# The demonstration session, loaded through the entrances that everybody uses.

demonstration_is_loaded() { [ -e "$ETC/demonstration-loaded" ]; }

load_demonstration() {
    if demonstration_is_loaded; then return 0; fi
    step "inventing a session: people, centres, missions" "Read the message below." generate_demonstration
    step "importing it through the assignment service" \
        "Read the message below: it names file, line and column." import_demonstration
    step "playing it: assigned, convened, claimed, certified, paid (a minute or two)" \
        "Read the message below: it says who could not do what, on which page." play_demonstration
    touch "$ETC/demonstration-loaded"
}

generate_demonstration() { imagin demo generate "$IMAGIN_HOME/demonstration"; }
import_demonstration() { imagin import "$IMAGIN_HOME/demonstration"; }

# By the pages and doors that people use; Debian's own Python, whatever else is on the path.
play_demonstration() { PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$ROOT/Tests/Acceptance/demonstrate.py" "$IMAGIN_HOME"; }

tell_who_can_sign_in() {
    say
    if [ -s "$IMAGIN_HOME/demonstration/sign-ins.txt" ]; then cat "$IMAGIN_HOME/demonstration/sign-ins.txt"; fi
}

forget() {
    local part folder
    folder=$(cat "$ETC/postgres-folder" 2>/dev/null || true)
    case $folder in "$DATA"/* | /var/lib/postgresql/imagin-*) rm -rf "$folder" ;; esac
    for part in etc data log run mail bank demonstration; do rm -rf "${IMAGIN_HOME:?}/$part"; done
}
