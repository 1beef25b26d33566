import Foundation

/// The folder from which the bank's connection takes files.
///
/// A file appears whole or not at all, and only its owner can read it. Putting the same file twice leaves one, so that
/// a transmission that broke off may simply be repeated.
struct BankFolder {
    let path: String

    func put(_ bytes: [UInt8], messageID: String) throws(BankFolderProblem) {
        let folder = URL(filePath: path, directoryHint: .isDirectory).appending(path: "outbox")
        let file = folder.appending(path: "\(messageID).xml")
        let draft = folder.appending(path: ".\(messageID).\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            guard
                FileManager.default.createFile(
                    atPath: draft.path(percentEncoded: false), contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw BankFolderProblem.notWritable }
            let handle = try FileHandle(forWritingTo: draft)
            try handle.write(contentsOf: Data(bytes))
            try handle.synchronize()
            try handle.close()
            guard rename(draft.path(percentEncoded: false), file.path(percentEncoded: false)) == 0 else {
                throw BankFolderProblem.notWritable
            }
        } catch {
            throw .notWritable
        }
    }
}

/// The folder cannot be written; nothing was put there.
enum BankFolderProblem: Error, Equatable {
    case notWritable
}
