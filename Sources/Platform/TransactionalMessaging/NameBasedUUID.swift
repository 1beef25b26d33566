import Crypto
public import Foundation

/// The UUID of version 5 of a name: the same name always has the same one. Source: RFC 9562, section 5.5.
public func nameBasedUUID(_ namespace: UUID, _ name: String) -> UUID {
    var hash = Insecure.SHA1()
    withUnsafeBytes(of: namespace.uuid) { hash.update(bufferPointer: $0) }
    hash.update(data: Array(name.utf8))
    var bytes = Array(hash.finalize().prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x50
    bytes[8] = bytes[8] & 0x3F | 0x80
    return UUID(
        uuid: (
            bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
            bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
        ))
}

/// The namespace of message identifiers; chosen once.
let messageNamespace = UUID(uuidString: "6f0c5c1e-2f0a-5d7b-9c43-7a1d2e9b8c10")!
