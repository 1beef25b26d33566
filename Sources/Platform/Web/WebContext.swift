public import Hummingbird

/// What travels beside a request through every route of every service.
public struct WebContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The sender, as far as the cookie proves it; set before any route runs.
    public var signIn: SignInState = .absent
    /// Sixteen bytes in hexadecimal: the trace id, also in every log line and in the `X-Request-ID` answer header.
    public var requestID = ""
    /// The W3C `traceparent` to put into messages that this request causes.
    public var correlation = ""
    /// The address of the browser, as the gateway reports it; never logged.
    public var remoteAddress = ""
    /// The body of a form, once a guard has read and checked it.
    var fields: FormFields?

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// The sender, when signed in.
    public var signedIn: SignedIn? {
        if case .valid(let person) = signIn { person } else { nil }
    }

    /// The sender, on a route behind `site.requiring(…)`.
    /// - Throws: `Problem.signInNeeded` elsewhere.
    public func person() throws -> SignedIn {
        guard let signedIn else { throw Problem.signInNeeded }
        return signedIn
    }
}
