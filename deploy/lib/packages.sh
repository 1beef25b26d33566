# shellcheck shell=bash
# What must be on the machine. Debian 12 packages, installed with apt only when something is missing.

# command or file that proves it : package
RUN_NEEDS=(
    "/usr/lib/postgresql/*/bin/postgres:postgresql"
    "/usr/lib/rabbitmq/bin/rabbitmq-server:rabbitmq-server"
    "/usr/sbin/nginx:nginx-light"
    "/usr/include/amqp.h:librabbitmq-dev"
    "/usr/include/postgresql/libpq-fe.h:libpq-dev"
    "/usr/bin/pkg-config:pkg-config"
    "/usr/bin/curl:curl"
    "/usr/bin/openssl:openssl"
    "/usr/bin/setpriv:util-linux"
    "/usr/lib/python3/dist-packages/pika:python3-pika"
    "/usr/lib/python3/dist-packages/jsonschema:python3-jsonschema"
    "/usr/share/doc/python3-venv:python3-venv"
)
TEST_NEEDS=(
    "/usr/bin/chromium:chromium"
    "/usr/bin/shellcheck:shellcheck"
    "/usr/bin/xmllint:libxml2-utils"
    "/usr/bin/promtool:prometheus"
)

missing_packages() {
    local need path
    for need in "$@"; do
        path=${need%%:*}
        compgen -G "$path" >/dev/null || printf '%s\n' "${need##*:}"
    done
}

# ensure_packages needs…: says what it installs, asks nothing, wants root only when something is missing.
ensure_packages() {
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    if [ ${#missing[@]} -eq 0 ]; then return 0; fi
    say "· to install with apt: ${missing[*]}"
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            fail "packages are missing and this user may not install them" \
                "As an administrator: apt-get install --no-install-recommends ${missing[*]}"
        fi
        as_root=(sudo -n)
    fi
    step "installing ${missing[*]}" \
        "Check the network and /etc/apt/sources.list, or install them by hand, then start again." \
        install_packages "${missing[@]}"
    mapfile -t missing < <(missing_packages "$@")
    if [ ${#missing[@]} -gt 0 ]; then
        fail "apt says that ${missing[*]} is installed, but its files are not there" \
            "As an administrator: apt-get install --reinstall ${missing[*]}"
    fi
}

install_packages() {
    local policy=/usr/sbin/policy-rc.d
    # The packages' own servers are not started: this house runs private ones.
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
        # shellcheck disable=SC2064 # expanded now on purpose
        trap "${as_root[*]} rm -f $policy" EXIT
    fi
    "${as_root[@]}" mkdir -p /etc/postgresql-common/createcluster.d
    printf 'create_main_cluster = false\n' |
        "${as_root[@]}" tee /etc/postgresql-common/createcluster.d/no-main-cluster.conf >/dev/null
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

ensure_swift() {
    command -v swift >/dev/null ||
        fail "no Swift toolchain on the PATH" "Install Swift 6.3 from https://swift.org/install and start again."
}
