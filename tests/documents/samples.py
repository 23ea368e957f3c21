"""Small files of every format, composed here: real, and all of them readable."""

import zlib
from collections.abc import Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

HEADLINE = "Iron bridge to close to cars for 18 months"
STORY = (
    "The council of Marlow voted on Tuesday to close the old iron bridge to cars for "
    "eighteen months, after engineers found cracks in two of its eight chains.",
    "“We could not sign another safety note,” said Helen Ward, the county’s chief "
    "engineer. “The cracks are small, but they grow.”",
    "Repairs will cost about £4.2 million, of which £1.5 million comes from the "
    "county. A public consultation opens on 3 June and runs for six weeks.",
    "Shopkeepers on the high street fear that the closure will cost them customers. "
    "Tom Reed, who runs a bakery, said that takings fell by a third in 2021.",
)
TEXT = "\n\n".join(STORY)

# ---------------------------------------------------------------------- pages

_FACTS = (
    '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "'
    + HEADLINE
    + '", "datePublished": "2024-05-14T08:30:00Z", '
    '"publisher": {"@type": "Organization", "name": "Marlow Gazette"}}'
)
ADDRESS = "https://gazette.example/2024/05/14/iron-bridge"
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{HEADLINE} | Marlow Gazette</title>
<meta property="og:site_name" content="Marlow Gazette">
<link rel="canonical" href="{ADDRESS}">
<script type="application/ld+json">{_FACTS}</script>
<style>p {{ color: red }}</style></head><body>
<header><nav><ul><li><a href="/">Home</a><li><a href="/s">Sport</a></ul></nav></header>
<div id="cookie">We use cookies to improve your visit. <button>Accept all</button></div>
<main><article><h1>{HEADLINE}</h1><div class="share"><a>Share</a></div>
{"".join(f"<p>{paragraph}</p>" for paragraph in STORY)}
<aside><h3>Related stories</h3><ul><li><a href="/a">Ten best bridges</a></ul></aside>
</article></main>
<section class="newsletter"><h3>Sign up to our newsletter</h3></section>
<footer><p>© 2024 Marlow Gazette. All rights reserved.</p></footer>
<script>document.write("never shown")</script></body></html>"""


def mhtml(page: str = PAGE) -> bytes:
    mail = MIMEMultipart("related")
    mail["Snapshot-Content-Location"] = ADDRESS
    mail.attach(MIMEText("body { color: red }", "css"))
    mail.attach(MIMEText(page, "html", "utf-8"))
    return mail.as_bytes()


# ----------------------------------------------------------------------- Word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_START = f'<w:document xmlns:w="{_W}"><w:body>'
WORD_END = "</w:body></w:document>"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(body: str, before: str = "") -> bytes:
    return zipped({"word/document.xml": before + WORD_START + body + WORD_END})


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


# ------------------------------------------------------------------------ PDF


def pdf(objects: Sequence[str | bytes], trailer: str = "") -> bytes:
    """Put numbered objects together; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        body = one if isinstance(one, bytes) else one.encode("latin-1")
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return out + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R {trailer}>>\n"
        f"startxref\n{len(out)}\n%%EOF"
    ).encode("latin-1")


def stream(content: bytes, extra: str = "") -> bytes:
    head = f"<</Length {len(content)} {extra}>>\nstream\n".encode()
    return head + content + b"\nendstream"


CATALOGUE = "<</Type/Catalog/Pages 2 0 R>>"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
Drawn = tuple[float, float, float, str]  # left, height, size, text


def printed(*pages: Sequence[Drawn], extra: str = "", box: str = "612 792") -> bytes:
    """Draw lines on pages, by themselves of 612 by 792 points."""
    first = 4
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects: list[str | bytes] = [
        CATALOGUE,
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        FONT,
    ]
    for number, lines in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]"
            f"/Contents {first + 2 * number + 1} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        drawing = "\n".join(
            f"BT /F {size} Tf 1 0 0 1 {left} {height} Tm ({_escaped(text)}) Tj ET"
            for left, height, size, text in lines
        )
        content = zlib.compress(drawing.encode("cp1252"))
        objects.append(stream(content, "/Filter/FlateDecode"))
    return pdf(objects, extra)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def column(
    lines: Sequence[str], *, top: float = 700, size: float = 11, left: float = 72
) -> list[Drawn]:
    """Set lines below each other; an empty one leaves half a line of space."""
    drawn, height = [], top
    for line in lines:
        if line:
            drawn.append((left, round(height, 1), size, line))
        height -= 1.2 * size * (1 if line else 0.6)
    return drawn


PICTURE = pdf(
    [
        CATALOGUE,
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</XObject<</I 5 0 R>>>>>>",
        stream(b"612 0 0 792 0 0 cm /I Do"),
        stream(
            b"\x80",
            "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray"
            "/BitsPerComponent 8",
        ),
    ]
)
