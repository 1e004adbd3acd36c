import pytest

from documents.pdf_building import Parts, Words, build_pdf
from documents.reading_aloud import read

PAGE = [[Words("Some words.")]]
PACKET = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Harbour dues'
    b"</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)


@pytest.mark.parametrize(
    ("entries", "day"),
    [
        ("/ModDate (D:20240503142200+01'00') /CreationDate (D:20200101)", "2024-05-03"),
        ("/ModDate (D:20240503)", "2024-05-03"),
        ("/CreationDate (D:20200101)", ""),
        ("/ModDate (D:20249903)", ""),
        ("/ModDate (yesterday)", ""),
        ("/ModDate 7", ""),
    ],
)
def test_the_day_of_the_last_change_is_the_one_that_the_file_says(entries, day):
    assert read(build_pdf(PAGE, parts=Parts(information=entries)), "a.pdf").changed == day


def metadata(packet):
    return Parts(objects={"xmp": ("/Type /Metadata /Subtype /XML", packet)}, catalogue="/Metadata {xmp}")


def test_a_title_is_read_from_the_xmp_if_the_information_has_none():
    assert read(build_pdf(PAGE, parts=metadata(PACKET)), "a.pdf").title == "Harbour dues"
    assert read(build_pdf(PAGE, title="Own title", parts=metadata(PACKET)), "a.pdf").title == "Own title"


def test_damaged_xmp_leaves_the_file_without_a_title():
    assert read(build_pdf(PAGE, parts=metadata(b"<not xml")), "dues.pdf").title == "Dues"


def test_attached_files_are_told_as_left_out():
    parts = Parts(
        objects={"one": "<< /Type /Filespec /F (a.csv) >>", "two": "<< /Type /Filespec /F (b.csv) >>"},
        catalogue="/Names << /EmbeddedFiles << /Kids [<< /Names [(a) {one}] >>] >> >>",
        annotations={1: ["<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS {two} >>"]},
    )
    found = read(build_pdf(PAGE, parts=parts), "a.pdf").coverage
    assert [(part.reason, part.words) for part in found.left_out] == [("2 attached files", 0)]
    assert found.losses == ()
