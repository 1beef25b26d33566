/// A file that came with a form (`multipart/form-data`). Its name and type are what the browser claims.
public struct UploadedFile: Sendable, Equatable {
    public let name: String
    public let type: String
    public let bytes: [UInt8]

    public init(name: String, type: String, bytes: [UInt8]) {
        (self.name, self.type, self.bytes) = (name, type, bytes)
    }
}

extension Form {
    /// The file chosen in a field; nil when none was chosen.
    public func file(_ name: String) -> UploadedFile? {
        fields.files.first { $0.field == name }?.file
    }
}
