# shellcheck shell=bash
# The five executables and the gateway in front of them.

BINARIES=("${SERVICES[@]}" imagin)

build() {
    local flags=(--explicit-target-dependency-import-check error) product
    if [ -n "${IMAGIN_BIN:-}" ]; then return 0; fi
    if [ "$IMAGIN_BUILD" = release ]; then flags+=(-c release); fi
    cd "$ROOT" || return
    for product in "${BINARIES[@]}"; do swift build "${flags[@]}" --product "$product"; done
    printf '%s ' "${BINARIES[@]}" >"$(build_mark)"
}

build_mark() { printf '%s/.build/imagin-%s-built' "$ROOT" "$IMAGIN_BUILD"; }

# Asking the compiler six times whether anything has changed takes longer than everything else of a second start.
is_built() {
    local product mark
    mark=$(build_mark)
    [ "$(cat "$mark" 2>/dev/null)" = "$(printf '%s ' "${BINARIES[@]}")" ] || return 1
    for product in "${BINARIES[@]}"; do [ -x "$ROOT/.build/$IMAGIN_BUILD/$product" ] || return 1; done
    [ -z "$(find "$ROOT/Package.swift" "$ROOT/Sources" -newer "$mark" -print -quit)" ]
}

binaries() {
    if [ -n "${IMAGIN_BIN:-}" ]; then
        (cd "$IMAGIN_BIN" && pwd -P)
    else
        printf '%s/.build/%s' "$ROOT" "$IMAGIN_BUILD"
    fi
}

database_of() { printf '%s' "${1//-/_}"; }

make_keys() {
    if [ ! -s "$SECRETS/token-private.pem" ]; then
        (umask 077 && openssl genpkey -algorithm ed25519 -out "$SECRETS/token-private.pem")
    fi
    openssl pkey -in "$SECRETS/token-private.pem" -pubout -out "$ETC/token-public.pem"
    if [ ! -s "$SECRETS/dossier-keys" ]; then
        (umask 077 && printf 'wrap 1 %s\nindex 1 %s\n' "$(openssl rand -base64 32)" "$(openssl rand -base64 32)" \
            >"$SECRETS/dossier-keys")
    fi
}

origin() { printf 'http://127.0.0.1:%s' "$(port GATEWAY)"; }

# write_settings SERVICE: etc/SERVICE.env, in the form that systemd's EnvironmentFile reads too.
write_settings() {
    local service=$1 database server
    database=$(database_of "$service")
    server=127.0.0.1:$(port POSTGRES)/$database
    cat <<SETTINGS
DATABASE_URL=postgresql://${database}_app@$server
DATABASE_PASSWORD_FILE=$(secret "${database}_app")
DATABASE_MIGRATE_URL=postgresql://${database}_migrate@$server
DATABASE_MIGRATE_PASSWORD_FILE=$(secret "${database}_migrate")
DATABASE_POOL_SIZE=${IMAGIN_POOL_SIZE:-12}
BROKER_NODES=127.0.0.1:$(port BROKER)
BROKER_USER=$service
BROKER_PASSWORD_FILE=$(secret "broker-$service")
BROKER_VHOST=imagin
HTTP_HOST=127.0.0.1
HTTP_PORT=$(port "HTTP_${database^^}")
TOKEN_PUBLIC_KEY_FILE=$ETC/token-public.pem
PUBLIC_ORIGIN=$(origin)
LOG_LEVEL=${IMAGIN_LOG_LEVEL:-info}
SETTINGS
    cat "$ETC/site.env"
    own_settings "$service"
}

# What people read on every page. Written once, then the operator's own: change it and start again.
# The number is one of those that are kept free for stories.
write_site_settings() {
    [ -s "$ETC/site.env" ] || cat >"$ETC/site.env" <<'SETTINGS'
SITE_NAME=Imagin
SITE_ORGANISATION=Académie de démonstration
HELP_DESK_PHONE=05 36 49 12 34
HELP_DESK_MAIL=assistance-examens@academie.example
HELP_DESK_HOURS=Du lundi au vendredi, de 8 h 30 à 12 h et de 13 h 30 à 17 h
HELP_DESK_CLOSED=Fermée du 25 juillet au 16 août
SETTINGS
}

# The académie's tables of places for the services that compute. Copied from the demonstration's once, then the
# operator's own: change them, try them with `imagin tariffs tables`, and start again.
write_tariff_tables() {
    local table
    if [ -d "$ETC/tariffs" ]; then return 0; fi
    mkdir "$ETC/tariffs"
    for table in communes populations adjoining fares distances grand_paris; do
        cp "$ROOT/Sources/Tariffs/Parameters/$table.csv" "$ETC/tariffs/"
    done
}

# What only some services need.
own_settings() {
    case $1 in assignment | claim-entry | validation | liquidation) printf 'TARIFF_TABLES=%s\n' "$ETC/tariffs" ;; esac
    case $1 in
        claim-entry)
            printf 'OFFICE_ADDRESSES=%s\n' "Rectorat de l’académie de Toulouse|Direction des examens et concours|CS 87703|31077 Toulouse cedex 4"
            ;;
        assignment)
            printf 'CONVOCATION_ADDRESS=%s\n' "Direction des examens et concours|CS 87703|31077 Toulouse cedex 4"
            printf 'CONVOCATION_SIGNATORY=%s\n' \
                "Pour le recteur et par délégation,|Hélène Castaing|Cheffe de la division des examens et concours"
            if [ -e "$(documents_environment)/installed.txt" ]; then
                printf 'DOCUMENTS_PYTHON=%s\n' "$(documents_environment)/bin/python"
            fi
            ;;
        portal)
            printf 'TOKEN_PRIVATE_KEY_FILE=%s\n' "$SECRETS/token-private.pem"
            printf 'MAIL_DIRECTORY=%s\n' "$IMAGIN_HOME/mail"
            ;;
        liquidation)
            printf 'DOSSIER_KEYS_FILE=%s\n' "$SECRETS/dossier-keys"
            printf 'BANK_DIRECTORY=%s\n' "$IMAGIN_HOME/bank"
            # The account of examples in French banking documents; a real site overrides both.
            printf 'BANK_DEBTOR_NAME=%s\n' "${IMAGIN_DEBTOR_NAME:-Academie de demonstration}"
            printf 'BANK_DEBTOR_IBAN=%s\n' "${IMAGIN_DEBTOR_IBAN:-FR7630001007941234567890185}"
            ;;
    esac
}

write_all_settings() {
    local service
    make_keys
    write_site_settings
    write_tariff_tables
    binaries >"$ETC/binaries"
    for service in "${SERVICES[@]}"; do
        write_settings "$service" >"$ETC/$service.env"
    done
    write_operator_settings >"$ETC/operator.env"
    write_watch_settings
}

# For whoever watches: prometheus --config.file="$ETC/prometheus/prometheus.yml"
write_watch_settings() {
    local service separator='['
    mkdir -p "$ETC/prometheus"
    cp "$ROOT/deploy/prometheus/prometheus.yml" "$ROOT/deploy/prometheus/alerts.yml" "$ETC/prometheus/"
    for service in "${SERVICES[@]}"; do
        printf '%s{"targets": ["127.0.0.1:%s"], "labels": {"service": "%s"}}' \
            "$separator" "$(port "HTTP_$(database_of "${service^^}")")" "$service"
        separator=$',\n'
    done >"$ETC/prometheus/services.json"
    printf ']\n' >>"$ETC/prometheus/services.json"
}

# For `imagin`: the gateway, the broker's administrator, the reading roles, and where the files of bank and mail are.
write_operator_settings() {
    local database
    cat <<SETTINGS
IMAGIN_HOME=$IMAGIN_HOME
IMAGIN_ORIGIN=$(origin)
IMAGIN_TOKEN_PRIVATE_KEY_FILE=$SECRETS/token-private.pem
BROKER_NODES=127.0.0.1:$(port BROKER)
BROKER_VHOST=imagin
BROKER_USER=admin
BROKER_PASSWORD_FILE=$(secret broker-admin)
PAYROLL_PASSWORD_FILE=$(secret broker-payroll)
BANK_DIRECTORY=$IMAGIN_HOME/bank
MAIL_DIRECTORY=$IMAGIN_HOME/mail
SETTINGS
    for database in "${DATABASES[@]}"; do
        printf '%s_ADDRESS=http://127.0.0.1:%s\n' "${database^^}" "$(port "HTTP_${database^^}")"
        printf '%s_AUDIT_URL=postgresql://%s_audit@127.0.0.1:%s/%s\n' \
            "${database^^}" "$database" "$(port POSTGRES)" "$database"
        printf '%s_AUDIT_PASSWORD_FILE=%s\n' "${database^^}" "$(secret "${database}_audit")"
        printf '%s_OPERATE_URL=postgresql://%s_app@127.0.0.1:%s/%s\n' \
            "${database^^}" "$database" "$(port POSTGRES)" "$database"
        printf '%s_OPERATE_PASSWORD_FILE=%s\n' "${database^^}" "$(secret "${database}_app")"
    done
}

# with_settings FILE command…: nothing of the caller's environment but the path, the time zone and the mark of ownership.
with_settings() {
    local file=$1 lines
    shift
    mapfile -t lines < <(grep -v '^#' "$file")
    env -i PATH="$PATH" HOME="$HOME" TZ=UTC LANG=C.UTF-8 IMAGIN_INSTANCE="$IMAGIN_INSTANCE" "${lines[@]}" "$@"
}

imagin() { with_settings "$ETC/operator.env" "$(binaries)/imagin" "$@"; }

migrate() {
    local service
    for service in "${SERVICES[@]}"; do
        with_settings "$ETC/$service.env" "$(binaries)/$service" migrate
    done
}

# What a service was started with: another executable or other settings mean that it must be started again.
fingerprint() { { stat -c '%n %Y %s' "$(binaries)/$1"; cat "$ETC/$1.env" "$ETC"/tariffs/*.csv; } | sha256sum; }

start_service() {
    local service=$1 lines wanted
    mapfile -t lines <"$ETC/$service.env"
    wanted=$(fingerprint "$service")
    if [ "$wanted" != "$(cat "$RUN/$service.started" 2>/dev/null)" ]; then stop "$service" TERM 30; fi
    start "$service" env -i PATH="$PATH" HOME="$HOME" TZ=UTC LANG=C.UTF-8 IMAGIN_INSTANCE="$IMAGIN_INSTANCE" \
        IMAGIN_PROCESS="$service" "${lines[@]}" "$(binaries)/$service" run
    printf '%s\n' "$wanted" >"$RUN/$service.started"
}

service_port() { local database; database=$(database_of "$1"); port "HTTP_${database^^}"; }
is_ready() { curl -fsS -m 2 "http://127.0.0.1:$(service_port "$1")/health/ready"; }

start_services() {
    local service
    for service in "${SERVICES[@]}"; do start_service "$service"; done
    for service in "${SERVICES[@]}"; do await "$service" 60 is_ready "$service"; done
}

write_gateway() {
    local service script=''
    mkdir -p "$DATA/nginx"
    for service in "${ALL_SERVICES[@]}"; do script+="s|{{$service}}|$(service_port "$service")|;"; done
    script+="s|{{gateway}}|$(port GATEWAY)|;s|{{run}}|$RUN|;s|{{log}}|$LOG|;s|{{data}}|$DATA|"
    script+=";s|{{pages}}|$ROOT/deploy/nginx/pages|"
    sed "$script" "$ROOT/deploy/nginx/nginx.conf" >"$ETC/nginx.conf"
}

start_gateway() {
    write_gateway
    if is_running gateway && ! cmp -s "$ETC/nginx.conf" "$RUN/nginx.started"; then stop gateway QUIT 10; fi
    # nginx overwrites its environment with its title, so the mark of ownership stands in its command line.
    start gateway /usr/sbin/nginx -e "$LOG/nginx-error.log" -c "$ETC/nginx.conf" \
        -g "env IMAGIN_INSTANCE=$IMAGIN_INSTANCE;"
    cp "$ETC/nginx.conf" "$RUN/nginx.started"
    await gateway 10 gateway_answers
}

gateway_answers() { curl -sS -m 2 -o /dev/null "$(origin)/"; }

stop_services() {
    local service
    stop gateway QUIT 10
    for service in "${ALL_SERVICES[@]}"; do
        local pid
        pid=$(pid_of "$service")
        if is_ours "$pid"; then kill -TERM "$pid"; fi
    done
    for service in "${ALL_SERVICES[@]}"; do stop "$service" TERM 30; done
}

reserve_ports() {
    local name service wished
    wished=${IMAGIN_PORT:-$(remembered_port GATEWAY)}
    keep_port GATEWAY gateway "${wished:-8080}"
    keep_port POSTGRES postgres
    for name in BROKER BROKER_MANAGEMENT BROKER_DISTRIBUTION; do keep_port "$name" broker; done
    keep_port BROKER_MAPPER broker-mapper
    for service in "${ALL_SERVICES[@]}"; do
        name=$(database_of "$service")
        keep_port "HTTP_${name^^}" "$service"
    done
}

# Executables from elsewhere must all be there: said now, not after the servers have been started.
require_binaries() {
    local name
    for name in "${BINARIES[@]}"; do
        [ -x "$IMAGIN_BIN/$name" ] || fail "$IMAGIN_BIN has no executable $name" \
            "IMAGIN_BIN names a folder of executables already built; without it deploy/run builds them."
    done
}
