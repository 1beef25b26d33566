import ArgumentParser
import CRabbitMQ
import Foundation

/// The least that a program can do with this broker: publish with confirms and consume with acknowledgements in
/// batches, on librabbitmq alone. What the services do is compared with it.
struct BareBroker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker", abstract: "A bare librabbitmq loop: publish and consume on one quorum queue.")

    private struct Refused: Error { let what: String }
    private static let batch = 200

    @Option var port: Int32
    @Option var user: String
    @Option(help: "File of the password.") var passwordFile: String
    @Option var vhost = "imagin"
    @Option(help: "A queue that nobody else uses.") var queue = "bench"
    @Option var messages = 20_000
    @Option(help: "Bytes of each body.") var size = 1_500

    func run() async throws {
        let password = try String(contentsOfFile: passwordFile, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let state = try open(password)
        defer { amqp_destroy_connection(state) }
        let name = queue.withCString { amqp_bytes_malloc_dup(amqp_cstring_bytes($0)) }
        try declare(state, name)
        let clock = ContinuousClock()
        let publishing = try clock.measure { try publish(state, name) }
        let consuming = try clock.measure { try consume(state, name) }
        amqp_queue_delete(state, 1, name, 0, 0)
        print(
            "{\"publish\": \(Double(messages) / (publishing / .seconds(1))), "
                + "\"consume\": \(Double(messages) / (consuming / .seconds(1)))}")
    }

    private func open(_ password: String) throws -> amqp_connection_state_t {
        guard let state = amqp_new_connection(), let socket = amqp_tcp_socket_new(state),
            amqp_socket_open(socket, "127.0.0.1", port) == AMQP_STATUS_OK.rawValue
        else { throw Refused(what: "connect") }
        var properties = amqp_empty_table
        let reply = exam_amqp_login(state, vhost, 0, &properties, user, password)
        guard reply.reply_type == AMQP_RESPONSE_NORMAL else { throw Refused(what: "sign in") }
        guard amqp_channel_open(state, 1) != nil else { throw Refused(what: "channel") }
        return state
    }

    private func declare(_ state: amqp_connection_state_t, _ name: amqp_bytes_t) throws {
        var entry = amqp_table_entry_t()
        let (key, value) = (strdup("x-queue-type"), strdup("quorum"))
        defer {
            free(key)
            free(value)
        }
        entry.key = amqp_cstring_bytes(key)
        entry.value.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
        entry.value.value.bytes = amqp_cstring_bytes(value)
        try withUnsafeMutablePointer(to: &entry) { entries in
            let arguments = amqp_table_t(num_entries: 1, entries: entries)
            guard amqp_queue_declare(state, 1, name, 0, 1, 0, 0, arguments) != nil else {
                throw Refused(what: "declare")
            }
        }
        guard amqp_confirm_select(state, 1) != nil else { throw Refused(what: "confirms") }
    }

    /// Windows of 500, each confirmed before the next.
    private func publish(_ state: amqp_connection_state_t, _ name: amqp_bytes_t) throws {
        var body = [UInt8](repeating: 65, count: size)
        var properties = amqp_basic_properties_t()
        properties._flags = UInt32(AMQP_BASIC_DELIVERY_MODE_FLAG)
        properties.delivery_mode = UInt8(AMQP_DELIVERY_PERSISTENT.rawValue)
        var sent: UInt64 = 0
        while sent < messages {
            let window = min(500, UInt64(messages) - sent)
            for _ in 0..<window {
                let status = body.withUnsafeMutableBytes {
                    amqp_basic_publish(
                        state, 1, amqp_empty_bytes, name, 1, 0, &properties,
                        amqp_bytes_t(len: $0.count, bytes: $0.baseAddress))
                }
                guard status == AMQP_STATUS_OK.rawValue else { throw Refused(what: "publish") }
            }
            var open = Set(sent + 1...sent + window)
            while !open.isEmpty { try settle(&open, state) }
            sent += window
        }
    }

    /// Waits for one answer of the broker and strikes out what it confirms.
    private func settle(_ open: inout Set<UInt64>, _ state: amqp_connection_state_t) throws {
        var frame = amqp_frame_t()
        guard amqp_simple_wait_frame(state, &frame) == AMQP_STATUS_OK.rawValue,
            frame.frame_type == AMQP_FRAME_METHOD, frame.payload.method.id == AMQP_BASIC_ACK_METHOD,
            let ack = frame.payload.method.decoded?.assumingMemoryBound(to: amqp_basic_ack_t.self)
        else { throw Refused(what: "confirm") }
        let tag = ack.pointee.delivery_tag
        if ack.pointee.multiple != 0 { open = open.filter { $0 > tag } } else { open.remove(tag) }
        amqp_maybe_release_buffers(state)
    }

    private func consume(_ state: amqp_connection_state_t, _ name: amqp_bytes_t) throws {
        amqp_basic_qos(state, 1, 0, UInt16(3 * Self.batch), 0)
        amqp_basic_consume(state, 1, name, amqp_empty_bytes, 0, 0, 0, amqp_empty_table)
        for index in 1...messages {
            var envelope = amqp_envelope_t()
            let reply = amqp_consume_message(state, &envelope, nil, 0)
            guard reply.reply_type == AMQP_RESPONSE_NORMAL else { throw Refused(what: "consume") }
            if index % Self.batch == 0 || index == messages { amqp_basic_ack(state, 1, envelope.delivery_tag, 1) }
            amqp_destroy_envelope(&envelope)
            if index % Self.batch == 0 { amqp_maybe_release_buffers(state) }
        }
    }
}
