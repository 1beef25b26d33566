import Glibc
import Testing

@testable import Broker

/// Two connected sockets, closed by the test's end.
private func socketPair() -> (Int32, Int32) {
    var pair: [Int32] = [0, 0]
    precondition(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0, "no socket pair")
    return (pair[0], pair[1])
}

@Test(.timeLimit(.minutes(1))) func anOperationPastItsDeadlineFindsItsSocketShut() async {
    let (ours, theirs) = socketPair()
    let watchdog = SocketWatchdog(socket: ours)
    let watching = Task.detached { await watchdog.run() }

    // Blocks until the watchdog shuts the socket: nobody ever writes.
    let count = await Task.detached {
        watchdog.within(.milliseconds(10)) { () -> Int in
            var octet: UInt8 = 0
            return read(ours, &octet, 1)
        }
    }.value

    #expect(count == 0)
    await watching.value
    close(ours)
    close(theirs)
}

@Test func theWatchdogNeverTouchesANumberGivenToSomebodyElse() {
    let (ours, theirs) = socketPair()
    let watchdog = SocketWatchdog(socket: ours)
    close(ours)
    let (reused, peer) = socketPair()

    watchdog.end()

    var octet: UInt8 = 7
    #expect(write(reused, &octet, 1) == 1)
    for descriptor in [theirs, reused, peer] { close(descriptor) }
}
