"""A chart as SVG: bars over places, a line over years; axis titles, units, the figures verbatim, the source."""

from __future__ import annotations

from decimal import Decimal

from policyqa.web.escaping import escape
from policyqa.web.side_by_side import Point, Series

WIDTH, NARROW = 720, 310
"""Pixels: on a screen that is wide enough, and on a phone, where the same words need most of the width."""
INK, DIM, GRID = "#0f172a", "#5b6678", "#d5dce6"
COLOURS = ("#1d4ed8", "#b45309", "#0f766e")
FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, Source Han Sans SC, sans-serif"
_BAR, _ROW = 18, 28
_SCALES = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_UNSCALED = ("", "%", "个百分点", "位", "比", "倍")
_AXES = {"places": "地区", "years": "年份"}


def chart_svg(series: Series, title: str, source: str, width: int = WIDTH) -> str:
    """Draw `series`; the ground is transparent, every text is escaped, nothing in it is loaded from elsewhere."""
    plot = _bars(series, width) if series.over == "places" else _line(series, width)
    kinds = _kinds(series)
    legend = _legend(kinds) if len(kinds) > 1 else ""
    body, height = plot
    note = _text(12, height + 18, _fitting(source, width - 24, 12), 12, DIM)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height + 28}" '
        f'viewBox="0 0 {width} {height + 28}" role="img" font-family="{FONT}">'
        f"<title>{escape(title)}</title>"
        f"{_text(12, 24, _fitting(title, width - 24, 16), 16, INK, weight=700)}{legend}{body}{note}</svg>"
    )


def chart_height(series: Series) -> int:
    """Give how high `chart_svg` will be, so that the page can keep its place."""
    return 78 + _ROW * len(series.points) + 74 if series.over == "places" else 406


def _kinds(series: Series) -> list[str]:
    return list(dict.fromkeys(point.kind for point in series.points if point.kind))


def _colour(series: Series, point: Point) -> str:
    kinds = _kinds(series)
    return COLOURS[kinds.index(point.kind) % len(COLOURS)] if point.kind in kinds else COLOURS[0]


def _legend(kinds: list[str]) -> str:
    parts, x = [], 12
    for number, kind in enumerate(kinds):
        parts.append(f'<rect x="{x}" y="38" width="12" height="12" fill="{COLOURS[number % len(COLOURS)]}"/>')
        parts.append(_text(x + 18, 49, kind, 13, INK))
        x += 40 + int(_width(kind, 13))
    return "".join(parts)


def _bars(series: Series, width: int) -> tuple[str, int]:
    """Lying bars, one a place in the table's order, the figure's own words behind each."""
    scale, unit = _scale(series)
    left = min(max(112, 200 * width // WIDTH), max(60, int(max(_width(p.name, 13) for p in series.points)) + 24))
    words = min(170 * width // WIDTH + 20, int(max(_width(p.said, 13) for p in series.points)) + 14)
    right, top = width - words, 78
    low, high, ticks = _axis([p.value / scale for p in series.points])
    bottom = top + _ROW * len(series.points)

    def at(value: Decimal) -> float:
        return left + float((value - low) / (high - low)) * (right - left)

    parts = [_text(12, 68, _AXES["places"], 12, DIM)]
    for tick in ticks:
        parts.append(_rule(at(tick), top - 4, at(tick), bottom))
        parts.append(_text(at(tick), bottom + 16, f"{tick:f}", 12, DIM, anchor="middle"))
    for number, point in enumerate(series.points):
        y = top + _ROW * number + (_ROW - _BAR) // 2
        start, end = sorted((at(max(low, Decimal(0))), at(point.value / scale)))
        colour = _colour(series, point)
        parts.append(_text(left - 8, y + 14, _fitting(point.name, left - 20, 13), 13, INK, anchor="end"))
        parts.append(
            f'<rect x="{start:.1f}" y="{y}" width="{max(end - start, 1):.1f}" height="{_BAR}" fill="{colour}"/>'
        )
        parts.append(_text(end + 6, y + 14, _fitting(point.said, words - 8, 13), 13, INK))
    parts.append(_text((left + right) / 2, bottom + 38, _named(series, unit), 12, DIM, anchor="middle"))
    return "".join(parts), bottom + 46


def _line(series: Series, width: int) -> tuple[str, int]:
    """Dots joined by a line, years apart as they are, the figure's own words above each."""
    scale, unit = _scale(series)
    values = [p.value / scale for p in series.points]
    low, high, ticks = _axis(values)
    years = [int(p.name) for p in series.points]
    left, right, top, bottom = 76 * (width + WIDTH) // (2 * WIDTH), width - 64 * width // WIDTH, 92, 330

    def x_of(year: int) -> float:
        return left + 30 + (year - years[0]) / max(years[-1] - years[0], 1) * (right - left - 60)

    def y_of(value: Decimal) -> float:
        return bottom - float((value - low) / (high - low)) * (bottom - top)

    parts = [_text(12, 72, _named(series, unit), 12, DIM)]
    for tick in ticks:
        parts.append(_rule(left, y_of(tick), right, y_of(tick)))
        parts.append(_text(left - 8, y_of(tick) + 4, f"{tick:f}", 12, DIM, anchor="end"))
    dots = [(x_of(year), y_of(value)) for year, value in zip(years, values, strict=True)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
    parts.append(f'<polyline points="{path}" fill="none" stroke="{COLOURS[0]}" stroke-width="2"/>')
    room = (right - left - 60) / max(len(dots) - 1, 1) * 1.6
    for (x, y), point in zip(dots, series.points, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{_colour(series, point)}"/>')
        parts.append(_text(x, y - 11, _fitting(point.said, max(room, 48), 13), 13, INK, anchor="middle"))
        parts.append(_text(x, bottom + 18, point.name, 12, DIM, anchor="middle"))
    parts.append(_text((left + right) / 2, bottom + 40, _AXES["years"], 12, DIM, anchor="middle"))
    return "".join(parts), bottom + 48


def _scale(series: Series) -> tuple[Decimal, str]:
    """The magnitude that the axis counts in, and the unit with it (亿元)."""
    largest = max(abs(point.value) for point in series.points)
    if series.unit not in _UNSCALED:
        for scale, name in _SCALES:
            if largest >= scale:
                return scale, name + series.unit
    return Decimal(1), series.unit


def _axis(values: list[Decimal]) -> tuple[Decimal, Decimal, list[Decimal]]:
    """The axis's ends, zero among them, and some four to six round steps between."""
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    span = (high - low) or Decimal(1)
    power = Decimal(10) ** (span / 5).adjusted()
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= span / 5)
    first, last = (low / step).to_integral_value("ROUND_FLOOR"), (high / step).to_integral_value("ROUND_CEILING")
    if first == last:
        last += 1
    ticks = [_short(step * number) for number in range(int(first), int(last) + 1)]
    return ticks[0], ticks[-1], ticks


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _named(series: Series, unit: str) -> str:
    return f"{series.indicator}（{unit}）" if unit and series.indicator else series.indicator or unit


def _text(x: float, y: float, text: str, size: int, colour: str, anchor: str = "start", weight: int = 400) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{GRID}" stroke-width="1"/>'


def _width(text: str, size: int) -> float:
    return sum(size if ord(c) > 0x2E7F else 0.6 * size for c in text)


def _fitting(text: str, room: float, size: int) -> str:
    """`text` cut to the room that there is, with … where it was."""
    if _width(text, size) <= room:
        return text
    kept = text
    while kept and _width(kept, size) > room - size:
        kept = kept[:-1]
    return kept + "…"
