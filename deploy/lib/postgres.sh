# shellcheck shell=bash
# A private PostgreSQL cluster on loopback: one database per service, roles with the least that they need.

DATABASES=(assignment claim_entry validation liquidation portal)
find_postgres() {
    local server
    server=$(compgen -G '/usr/lib/postgresql/*/bin/postgres' | sort -V | tail -n 1)
    printf '%s' "${server%/*}"
}
POSTGRES_BIN=$(find_postgres || true)
POSTGRES_ADMIN=imagin_admin

# The server refuses to run as root, so for root it runs as the package's user, in a folder which that user can reach.
postgres_folder() {
    local remembered=$ETC/postgres-folder folder=$DATA/postgres
    if [ ! -s "$remembered" ]; then
        if [ "$(id -u)" -eq 0 ]; then
            mkdir -p "$folder" && chown postgres: "$folder" && chmod 700 "$folder"
            if ! as_postgres test -w "$folder"; then
                rmdir "$folder"
                folder=/var/lib/postgresql/imagin-$IMAGIN_INSTANCE
            fi
        fi
        printf '%s\n' "$folder" >"$remembered"
    fi
    cat "$remembered"
}

as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups "$@"
    else
        "$@"
    fi
}

# Made beside its place and moved there when it is whole: an interruption leaves no half cluster.
create_cluster() (
    folder=$(postgres_folder)
    if [ -s "$folder/PG_VERSION" ]; then return 0; fi
    password=$(mktemp)
    trap 'rm -f "$password"' EXIT
    cat "$(secret postgres-admin)" >"$password"
    rm -rf "$folder.new"
    mkdir -p "$folder.new" && chmod 700 "$folder.new"
    if [ "$(id -u)" -eq 0 ]; then chown postgres: "$folder.new" "$password"; fi
    (cd / && as_postgres "$POSTGRES_BIN/initdb" --pgdata="$folder.new" --username="$POSTGRES_ADMIN" \
        --pwfile="$password" --auth=scram-sha-256 --data-checksums --encoding=UTF8 --locale=C.UTF-8)
    as_postgres tee -a "$folder.new/postgresql.conf" <"$ROOT/deploy/postgres/postgresql.conf" >/dev/null
    as_postgres tee "$folder.new/pg_hba.conf" <"$ROOT/deploy/postgres/pg_hba.conf" >/dev/null
    if [ -d "$folder" ]; then rmdir "$folder"; fi
    mv "$folder.new" "$folder"
)

start_postgres() {
    local folder
    folder=$(postgres_folder)
    create_cluster
    (
        cd /
        if [ "$(id -u)" -eq 0 ]; then
            start postgres setpriv --reuid=postgres --regid=postgres --init-groups \
                "$POSTGRES_BIN/postgres" -D "$folder" -p "$(port POSTGRES)"
        else
            start postgres "$POSTGRES_BIN/postgres" -D "$folder" -p "$(port POSTGRES)"
        fi
    )
    await postgres 60 "$POSTGRES_BIN/pg_isready" -q -h 127.0.0.1 -p "$(port POSTGRES)"
}

# INT is PostgreSQL's fast stop: running transactions are rolled back, everything committed is kept.
stop_postgres() { stop postgres INT 60; }

admin_psql() {
    PGPASSWORD=$(cat "$(secret postgres-admin)") "$POSTGRES_BIN/psql" -X -q -v ON_ERROR_STOP=1 \
        -h 127.0.0.1 -p "$(port POSTGRES)" -U "$POSTGRES_ADMIN" "$@"
}

# Roles and databases. Running it again changes nothing.
prepare_databases() {
    local database role
    admin_psql -d postgres -f "$ROOT/deploy/postgres/roles.sql"
    for database in "${DATABASES[@]}"; do
        for role in migrate app audit; do
            printf "ALTER ROLE %s_%s PASSWORD '%s';\n" "$database" "$role" "$(cat "$(secret "${database}_$role")")"
        done
    done | admin_psql -d postgres
    for database in "${DATABASES[@]}"; do
        if [ -z "$(admin_psql -d postgres -tA -c "SELECT 1 FROM pg_database WHERE datname = '$database'")" ]; then
            admin_psql -d postgres -c "CREATE DATABASE $database OWNER ${database}_owner TEMPLATE template0"
        fi
        sed "s/{{database}}/$database/g; s/{{service}}/$database/g" "$ROOT/deploy/postgres/database.sql" | admin_psql -d "$database"
    done
}
