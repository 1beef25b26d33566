"""The payment file by somebody else's copy of the published schema."""

from importlib.resources import files

from lxml import etree


def test_every_file_given_to_the_bank_follows_the_published_schema(demonstrated):
    schema = etree.XMLSchema(file=str(files("sepaxml") / "schemas/pain.001.001.09.xsd"))
    given = sorted((demonstrated.home / "bank/outbox").glob("*.xml"))

    assert given
    for file in given:
        schema.assertValid(etree.parse(file))
