"""A report as one HTML document: no script, nothing from elsewhere, made for A4."""

from html import escape

import segno

from training.exports.report.blocks import Block, Code, Cover, Drawing, Facts, Heading, Paragraph, Picture, Table
from training.exports.report.style import STYLE
from training.exports.report.svg import as_svg

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def as_html(blocks: list[Block], title: str) -> str:
    """The document; everything that somebody wrote is escaped."""
    body = "\n".join(_drawn(block) for block in blocks)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _drawn(block: Block) -> str:
    match block:
        case Cover():
            return _cover(block)
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Paragraph():
            kind = " class=muted" if block.muted else " class=plain" if block.plain else ""
            return f"<p{kind}>{escape(block.text)}</p>"
        case Code():
            return f"<pre>{escape(block.text)}</pre>"
        case Facts():
            return _facts(block)
        case Table():
            return _table(block)
        case Picture():
            return block.svg.replace("<svg ", f'<svg class="data" role="img" aria-label="{escape(block.alt)}" ', 1)
        case Drawing():
            return as_svg(block)


def _cover(block: Cover) -> str:
    lines = "".join(f"<p class=muted>{escape(line)}</p>" for line in block.lines)
    if not block.link:
        return f"<header><h1>{escape(block.title)}</h1>{lines}</header>"
    link = f'<p><a href="{escape(block.link)}">{escape(block.link)}</a></p>'
    code = segno.make(block.link, error="m", micro=False).svg_inline(omitsize=True, light="#fff", border=2)
    picture = code.replace("<svg ", '<svg role="img" aria-label="QR code of the link" ', 1)
    words = f"<div><h1>{escape(block.title)}</h1>{link}{lines}</div>"
    return f'<header class="cover">{words}<div class="qr">{picture}</div></header>'


def _facts(block: Facts) -> str:
    rows = "".join(
        f'<dt>{escape(name)}</dt><dd>{escape(value)}</dd><dd class="usual">{escape(usual)}</dd>'
        for name, value, usual in block.rows
    )
    return f'<dl class="facts">{rows}</dl>'


def _table(block: Table) -> str:
    def cells(tag: str, row: list[str]) -> str:
        kinds = (" class=number" if place in block.numbers else "" for place in range(len(row)))
        return "".join(f"<{tag}{kind}>{escape(text)}</{tag}>" for text, kind in zip(row, kinds, strict=True))

    rows = "".join(f"<tr>{cells('td', row)}</tr>" for row in block.rows)
    return f"<table><thead><tr>{cells('th', block.head)}</tr></thead><tbody>{rows}</tbody></table>"
