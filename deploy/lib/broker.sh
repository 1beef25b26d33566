# shellcheck shell=bash
# A private RabbitMQ node on loopback: its own name, its own port mapper, its own folder.
# Topology and users are definitions, loaded when the node starts; services may not configure anything.

RABBITMQ_SERVER=/usr/lib/rabbitmq/bin/rabbitmq-server
BROKER_USERS=(admin assignment claim-entry validation liquidation portal payroll)

broker_environment() {
    local node=$DATA/rabbitmq
    mkdir -p "$node/mnesia" "$LOG/rabbitmq" "$node/definitions"
    export HOME=$node
    RABBITMQ_DIST_PORT=$(port BROKER_DISTRIBUTION)
    ERL_EPMD_PORT=$(port BROKER_MAPPER)
    export RABBITMQ_DIST_PORT ERL_EPMD_PORT
    # The node's data lies under its name, so the name must outlive a change of ports.
    export RABBITMQ_NODENAME=imagin-$IMAGIN_INSTANCE@localhost
    export RABBITMQ_CONF_ENV_FILE=$node/none.conf
    export RABBITMQ_CONFIG_FILE=$ETC/rabbitmq.conf
    export RABBITMQ_ADVANCED_CONFIG_FILE=$node/none.config
    export RABBITMQ_ENABLED_PLUGINS_FILE=$ETC/rabbitmq-plugins
    export RABBITMQ_MNESIA_BASE=$node/mnesia
    export RABBITMQ_LOG_BASE=$LOG/rabbitmq
    export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
    export RABBITMQ_SCHEDULER_BIND_TYPE=u
    export ERL_EPMD_ADDRESS=127.0.0.1
    # Without this the start script stays in front of the node; the pid file shall name the node itself.
    export RUNNING_UNDER_SYSTEMD=true
}

write_broker_configuration() {
    touch "$DATA/rabbitmq/none.conf"
    cat >"$ETC/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$(port BROKER)
management.tcp.ip = 127.0.0.1
management.tcp.port = $(port BROKER_MANAGEMENT)
default_user_tags.administrator = false
loopback_users = none
heartbeat = 10
vm_memory_high_watermark.relative = 0.3
disk_free_limit.absolute = 1GB
# The node's own limit on one unanswered delivery; no handler of ours holds one for more than a minute.
consumer_timeout = 1800000
log.file = node.log
log.file.level = info
management.disable_stats = false
collect_statistics_interval = 5000
load_definitions = $DATA/rabbitmq/definitions
CONF
    printf '[rabbitmq_management].\n' >"$ETC/rabbitmq-plugins"
    cp "$ROOT/deploy/rabbitmq/definitions.json" "$DATA/rabbitmq/definitions/10-topology.json"
    (umask 077 && write_broker_users >"$DATA/rabbitmq/definitions/20-users.json")
}

# RabbitMQ's own form of a salted password: base64(salt + sha256(salt + password)).
password_hash() {
    local salt
    salt=$(openssl rand -hex 4 | sed 's/../\\x&/g')
    # shellcheck disable=SC2059 # the salt is bytes, written as escapes
    { printf "$salt"; { printf "$salt"; cat "$1"; } | openssl dgst -sha256 -binary; } | openssl base64 -A
}

write_broker_users() {
    local user tags separator=''
    printf '{"users":['
    for user in "${BROKER_USERS[@]}"; do
        tags=''
        if [ "$user" = admin ]; then tags='"administrator"'; fi
        printf '%s\n{"name":"%s","password_hash":"%s","hashing_algorithm":"rabbit_password_hashing_sha256","tags":[%s]}' \
            "$separator" "$user" "$(password_hash "$(secret "broker-$user")")" "$tags"
        separator=','
    done
    printf '],\n"permissions":'
    cat "$ROOT/deploy/rabbitmq/permissions.json"
    printf '}\n'
}

start_broker() {
    broker_environment
    write_broker_configuration
    start broker-mapper epmd -port "$ERL_EPMD_PORT"
    await broker-mapper 10 mapper_answers
    start broker "$RABBITMQ_SERVER"
    await broker 120 broker_answers
}

mapper_answers() { ! is_free "$ERL_EPMD_PORT"; }

# The listener opens last, after the definitions have been loaded.
broker_answers() {
    is_running broker && ! is_free "$(port BROKER)" &&
        grep -q 'Server startup complete' "$LOG/rabbitmq/node.log"
}

stop_broker() {
    stop broker TERM 60
    stop broker-mapper TERM 5
}

broker_control() { (broker_environment && /usr/lib/rabbitmq/bin/rabbitmqctl "$@"); }
