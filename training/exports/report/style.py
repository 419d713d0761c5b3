"""How the page of a report looks, on a screen and on A4."""

STYLE = """
@page { size: A4; margin: 18mm 16mm; }
* { box-sizing: border-box; }
body { max-width: 180mm; margin: 0 auto; padding: 8mm 4mm; color: #1b2422; background: #fff;
  font: 10.5pt/1.45 "Noto Sans", "DejaVu Sans", "Segoe UI", sans-serif; }
h1 { margin: 0 0 2mm; font-size: 20pt; line-height: 1.2; overflow-wrap: anywhere; }
h2 { margin: 7mm 0 2mm; padding-bottom: 1mm; border-bottom: 1px solid #e0ddd3; font-size: 13pt; break-after: avoid; }
h3 { margin: 4mm 0 1mm; font-size: 10.5pt; break-after: avoid; }
p { margin: 0 0 2mm; overflow-wrap: anywhere; }
.muted, .usual { color: #57625e; }
.plain { white-space: pre-wrap; }
.cover { display: flex; justify-content: space-between; gap: 6mm; }
.cover a { color: #0b6259; overflow-wrap: anywhere; }
.qr { flex: none; width: 26mm; height: 26mm; }
.data { float: right; width: 26mm; height: 26mm; margin: 0 0 2mm 4mm; }
.facts { display: grid; grid-template-columns: minmax(30mm, auto) minmax(0, 1fr) auto; gap: 0 4mm; margin: 0 0 2mm; }
.facts dt { grid-column: 1; color: #57625e; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts .usual { grid-column: 3; font-size: 9pt; }
table { width: 100%; margin: 0 0 3mm; border-collapse: collapse; font-size: 9pt; font-variant-numeric: tabular-nums; }
th, td { padding: 1mm 2mm 1mm 0; border-bottom: 1px solid #e0ddd3; text-align: left; overflow-wrap: anywhere; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { color: #57625e; font-weight: 600; }
.number { text-align: right; }
svg.chart { display: block; width: 100%; height: auto; margin: 0 0 3mm; break-inside: avoid;
  font: 8px "Noto Sans", "DejaVu Sans", sans-serif; }
pre { margin: 0 0 3mm; padding: 2mm 3mm; background: #f6f5f0; font: 8.5pt/1.4 "DejaVu Sans Mono", monospace;
  white-space: pre-wrap; overflow-wrap: anywhere; }
"""
