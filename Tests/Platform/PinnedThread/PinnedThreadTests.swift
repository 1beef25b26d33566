import Foundation
import Glibc
import PinnedThread
import Testing

private actor Counter {
    private let thread = PinnedThread(name: "counter")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    private(set) var count = 0
    private(set) var threads: Set<UInt> = []

    func add() {
        count += 1
        threads.insert(UInt(pthread_self()))
    }

    func watch(_ socket: Int32, _ work: @escaping PinnedThread.SocketWork) {
        thread.watch(socket: socket, idleMilliseconds: -1, work)
    }

    func unwatch() { thread.unwatch() }
}

@Test func allJobsOfAnActorRunOnOneThread() async {
    let counter = Counter()

    await withTaskGroup { group in
        for _ in 0..<1000 { group.addTask { await counter.add() } }
    }

    #expect(await counter.count == 1000)
    #expect(await counter.threads.count == 1)
}

@Test func theThreadWakesForItsSocket() async {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (input, output) = (ends[0], ends[1])
    let counter = Counter()
    let arrived = AsyncStream<UInt8>.makeStream()
    await counter.watch(input) {
        var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 0) == 1 else { return false }
        var byte: UInt8 = 0
        guard read(input, &byte, 1) == 1 else { return false }
        arrived.continuation.yield(byte)
        return true
    }

    var sent: UInt8 = 7
    #expect(write(output, &sent, 1) == 1)
    var received: UInt8?
    for await byte in arrived.stream {
        received = byte
        break
    }

    #expect(received == 7)
    await counter.unwatch()
    close(input)
    close(output)
}

@Test func anActorThatIsDroppedEndsItsThread() async {
    weak var dropped: Counter?
    do {
        let counter = Counter()
        dropped = counter
        await counter.add()
    }

    #expect(dropped == nil)
}

@Test func aLockedValueLosesNoChange() async {
    let total = Locked(0)

    await withTaskGroup { group in
        for _ in 0..<100 {
            group.addTask { for _ in 0..<1000 { total.withLock { $0 += 1 } } }
        }
    }

    #expect(total.withLock { $0 } == 100_000)
}
