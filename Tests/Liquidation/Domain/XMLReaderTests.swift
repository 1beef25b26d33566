import LiquidationDomain
import Testing

struct XMLReaderTests {
    @Test func elementsAttributesAndTextsAreRead() throws {
        let text = """
            <?xml version="1.0"?><!-- c --><p:a xmlns:p="urn:x" k='1 &amp; 2'>
              <b>t&#233;st<![CDATA[<&>]]></b><c/></p:a>
            """

        let root = try XMLReader.read(Array(text.utf8))

        #expect(root.name == "a" && root.namespace == "urn:x" && root.attributes == ["k": "1 & 2"])
        #expect(root.child("b")?.text == "tést<&>" && root.child("b")?.line == 2)
        #expect(root.children.map(\.name) == ["b", "c"])
    }

    @Test(arguments: [
        #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#,
        #"<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;">]><a>&m;</a>"#,
        "<a>&x;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a", "<a>", "<a></b>", "<a/><b/>", "<a k=1/>",
        "<a k='1' k='2'/>", "<a>\u{1}</a>", "", "texte", "<a/>suite", "<a><</a>", "<p:a/>", "<a k='<'/>", "<!-- ",
        "<a><![CDATA[ </a>", "&", "<a>& </a>",
    ])
    func whatIsNotPlainXmlIsRefused(text: String) {
        #expect(throws: XMLProblem.self) { try XMLReader.read(Array(text.utf8)) }
    }

    @Test func depthIsBounded() {
        let text = String(repeating: "<a>", count: 100_000)

        #expect(throws: XMLProblem.self) { try XMLReader.read(Array(text.utf8)) }
    }

    @Test func bytesThatAreNotUtf8AreRefused() {
        #expect(throws: XMLProblem.self) { try XMLReader.read([0x3C, 0x61, 0x3E, 0xFF, 0xFE]) }
    }

    @Test func cutAnywhereADocumentIsRefusedAndNothingBreaks() throws {
        let bytes = try Bank.file([Bank.transfer("A1")]).render()

        for length in 0..<bytes.count {
            #expect(throws: XMLProblem.self) { try XMLReader.read(Array(bytes[..<length])) }
        }
    }
}
