import Crypto
import Foundation
import Hummingbird

/// The synchroniser token of forms: inside the signed sign-in token for those signed in, in a cookie of its own
/// for visitors. A page of another site can read neither.
enum FormToken {
    static let visitorCookie = "imagin_visite"

    /// The token that a form of this request must carry; empty when there is none, which nothing equals.
    static func expected(_ request: Request, _ context: WebContext) -> String {
        context.signedIn?.session.formToken ?? visitor(request) ?? ""
    }

    static func visitor(_ request: Request) -> String? {
        guard let value = request.cookies[visitorCookie]?.value, value.utf8.count == 43 else { return nil }
        return value
    }

    static func fresh() -> String { Randomness.text(bytes: 32) }

    static func check(_ fields: FormFields, expected: String) throws {
        let sent = fields.first(Form.Hidden.token) ?? ""
        guard !expected.isEmpty, sameInConstantTime(sent, expected) else {
            throw Problem.forbidden(
                "La page était ouverte depuis trop longtemps, ou vous avez changé de compte. "
                    + "Revenez à la page, rechargez-la et recommencez.")
        }
    }

    /// Compares digests, so that the time taken tells nothing about where two texts differ.
    static func sameInConstantTime(_ left: String, _ right: String) -> Bool {
        SHA256.hash(data: Data(left.utf8)) == SHA256.hash(data: Data(right.utf8))
    }
}

/// Random texts that nobody can guess.
public enum Randomness {
    /// Base64url of that many bytes of the system's generator.
    public static func text(bytes count: Int) -> String {
        let key = SymmetricKey(size: SymmetricKeySize(bitCount: count * 8))
        return key.withUnsafeBytes { Data($0) }.base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
