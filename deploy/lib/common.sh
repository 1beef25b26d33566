# shellcheck shell=bash
# Sourced by every command of deploy/: where things are, what is said to the person, how a process is started and ended.
#
# Settings (environment):
#   IMAGIN_HOME   where everything that runs keeps its files    default: .local beside deploy/
#   IMAGIN_PORT   port of the one address                       default: 8080 or the next free one, remembered
#   IMAGIN_BUILD  release or debug                              default: release
#   IMAGIN_SERVICES  which of the five services run here        default: all, separated by spaces
#   IMAGIN_BIN    folder of executables already built           default: none, that is: build them

say() { printf '%s\n' "$*"; }

told=false
# fail "what went wrong" "what to do" [log file]
fail() {
    told=true
    printf '\n✗ %s\n  %s\n' "$1" "$2" >&2
    if [ -n "${3:-}" ] && [ -s "$3" ]; then
        printf '  The end of %s:\n' "$3" >&2
        tail -n 15 "$3" | sed 's/^/    /' >&2
    fi
    exit 1
}

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
IMAGIN_HOME=${IMAGIN_HOME:-$ROOT/.local}
if ! mkdir -p "$IMAGIN_HOME" 2>/dev/null || [ ! -w "$IMAGIN_HOME" ]; then
    fail "$IMAGIN_HOME cannot be written by $(id -un)" \
        "Name a folder of your own: IMAGIN_HOME=~/imagin deploy/${0##*/}, or make this one yours."
fi
IMAGIN_HOME=$(cd "$IMAGIN_HOME" && pwd -P)
case $IMAGIN_HOME in
    *[!A-Za-z0-9_./-]*)
        fail "the folder $IMAGIN_HOME has a space or a special character in its name" \
            "Settings of nginx and of systemd are made of it: choose letters, digits, - and _ (IMAGIN_HOME)."
        ;;
esac
export IMAGIN_HOME
IMAGIN_BUILD=${IMAGIN_BUILD:-release}
ALL_SERVICES=(assignment claim-entry validation liquidation portal)
read -r -a SERVICES <<<"${IMAGIN_SERVICES:-${ALL_SERVICES[*]}}"
ETC=$IMAGIN_HOME/etc
SECRETS=$IMAGIN_HOME/etc/secrets
LOG=$IMAGIN_HOME/log
RUN=$IMAGIN_HOME/run
DATA=$IMAGIN_HOME/data

# An end that no step has explained is explained too.
explain_end() {
    local status=$?
    if [ $status -ne 0 ] && ! $told; then
        printf '\n✗ %s ended unexpectedly (status %s)\n  Start it again; bash -x %s shows where it stops.\n' "$0" $status "$0" >&2
    fi
}
trap explain_end EXIT

# step "what is done" "what to do if it fails" command…   The command's words go to log/<command>.log.
step() {
    local label=$1 remedy=$2 started log status=0
    shift 2
    started=$(date +%s%N)
    log=$LOG/deploy-$1.log
    printf '· %s … ' "$label"
    # Not in a condition: there, bash would ignore every failure but the last command's.
    set +e
    (set -euo pipefail; trap - EXIT; "$@") >"$log" 2>&1
    status=$?
    set -e
    if [ $status -ne 0 ]; then
        printf 'failed\n'
        fail "$label: failed" "$remedy" "$log"
    fi
    printf 'done (%s s)\n' "$(seconds_since "$started")"
}

seconds_since() {
    local tenths=$((($(date +%s%N) - $1) / 100000000))
    printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

prepare_home() {
    mkdir -p "$ETC" "$LOG" "$RUN" "$DATA" "$IMAGIN_HOME/mail" "$IMAGIN_HOME/bank"
    (umask 077 && mkdir -p "$SECRETS")
    [ -s "$ETC/instance" ] || head -c 9 /dev/urandom | base64 | tr '+/' '-_' >"$ETC/instance"
    IMAGIN_INSTANCE=$(cat "$ETC/instance")
    export IMAGIN_INSTANCE
}

# secret NAME: the file of a generated password, made once.
secret() {
    local file=$SECRETS/$1
    if [ ! -s "$file" ]; then
        (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$file")
    fi
    printf '%s' "$file"
}

is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

remembered_port() { sed -n "s/^$1=//p" "$ETC/ports" 2>/dev/null || true; }

# port NAME [wished]: a free loopback port, chosen once and remembered in etc/ports.
port() {
    local name=$1 wished=${2:-} found
    touch "$ETC/ports"
    found=$(remembered_port "$name")
    if [ -z "$found" ]; then
        found=${wished:-$((20000 + RANDOM % 10000))}
        while ! is_free "$found" || grep -q "=$found$" "$ETC/ports"; do found=$((found + 1)); done
        printf '%s=%s\n' "$name" "$found" >>"$ETC/ports"
    fi
    printf '%s' "$found"
}

# keep_port NAME PROCESS [wished]: the remembered port, or another if somebody else took it while the process was down.
keep_port() {
    local name=$1 process=$2 wished=${3:-} before now
    before=$(remembered_port "$name")
    if [ -n "$before" ] && is_running "$process"; then
        if [ "${wished:-$before}" != "$before" ]; then
            say "· $process keeps port $before while it runs; deploy/stop first to have port $wished"
        fi
        return 0
    fi
    if [ -n "$before" ] && { [ "${wished:-$before}" != "$before" ] || ! is_free "$before"; }; then
        sed -i "/^$name=/d" "$ETC/ports"
    fi
    now=$(port "$name" "${wished:-$before}")
    if [ -n "${wished:-$before}" ] && [ "$now" != "${wished:-$before}" ]; then
        say "· port ${wished:-$before} is taken by another program: $process takes $now"
    fi
}

# A pid file names a process of ours only if that process carries the mark of this folder: a number alone may have been
# given to somebody else since.
is_ours() {
    local pid=$1
    [ -n "$pid" ] && [ -d "/proc/$pid" ] || return 1
    grep -qzF "IMAGIN_INSTANCE=$IMAGIN_INSTANCE" "/proc/$pid/environ" 2>/dev/null ||
        grep -qF "IMAGIN_INSTANCE=$IMAGIN_INSTANCE" "/proc/$pid/cmdline" 2>/dev/null
}

pid_of() { cat "$RUN/$1.pid" 2>/dev/null || true; }
is_running() { is_ours "$(pid_of "$1")"; }

# start NAME command…: in the background, in a session of its own, words to log/NAME.log, number to run/NAME.pid.
start() {
    local name=$1
    shift
    if is_running "$name"; then return 0; fi
    IMAGIN_PROCESS=$name setsid "$@" >>"$LOG/$name.log" 2>&1 </dev/null 9>&- &
    printf '%s\n' $! >"$RUN/$name.pid"
}

# stop NAME [signal] [seconds]: asks, waits, and only then insists.
stop() {
    local name=$1 signal=${2:-TERM} patience=${3:-30} pid tenth
    pid=$(pid_of "$name")
    if is_ours "$pid"; then
        kill "-$signal" "$pid" 2>/dev/null || true
        for ((tenth = 0; tenth < patience * 10; tenth++)); do
            is_ours "$pid" || break
            sleep 0.1
        done
        if is_ours "$pid"; then
            say "  $name did not end within $patience s: killed (its log: $LOG/$name.log)"
            kill -KILL "$pid" 2>/dev/null || true
        fi
    fi
    rm -f "$RUN/$name.pid"
}

# Ends what carries the mark of this folder, was left without a parent, and has no pid file: an interruption came
# between the start of a process and the writing of its number.
end_strays() {
    local folder pid parent known
    known=" $({ cat "$RUN"/*.pid 2>/dev/null || true; } | tr '\n' ' ') "
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}
        grep -qzF "IMAGIN_INSTANCE=$IMAGIN_INSTANCE" "$folder/environ" 2>/dev/null || continue
        grep -qzF "IMAGIN_PROCESS=" "$folder/environ" 2>/dev/null || continue
        parent=$({ sed 's/.*) //' "$folder/stat" 2>/dev/null || true; } | cut -d' ' -f2)
        case $known in *" $pid "*) continue ;; esac
        if is_ours "${parent:-}"; then continue; fi
        if kill -TERM "$pid" 2>/dev/null; then say "· ended the stray process $pid"; fi
    done
}

# await NAME SECONDS command…: as wait_for, but gives up at once when the process has ended, and says what it said last.
await() {
    local name=$1 seconds=$2 try
    shift 2
    for ((try = 0; try < seconds * 10; try++)); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        # Not is_running: on a busy machine the new process may not yet have become the program that carries our mark.
        if [ ! -d "/proc/$(pid_of "$name")" ]; then
            say "$name ended at once. Its log, $LOG/$name.log, ends with:"
            tail -n 12 "$LOG/$name.log"
            return 1
        fi
        sleep 0.1
    done
    say "$name does not answer after $seconds s. Its log, $LOG/$name.log, ends with:"
    tail -n 12 "$LOG/$name.log"
    return 1
}

# wait_for SECONDS command…: tries ten times a second.
wait_for() {
    local tenths=$(($1 * 10)) try
    shift
    for ((try = 0; try < tenths; try++)); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    return 1
}

# One command of deploy/ at a time in one folder.
lock_home() {
    exec 9>"$IMAGIN_HOME/lock"
    flock -n 9 || fail "another deploy command is at work in $IMAGIN_HOME" "Wait until it ends, then try again."
}
