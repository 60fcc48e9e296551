"""The lines drawn on a PDF's page, upright or level, which rule its tables."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from policyqa.reading.pdf_page import page_frame, turned

_MAX_PATHS = 5_000
_MAX_SEGMENTS = 40_000
_MAX_DEPTH = 4
_STRAIGHT = 0.5
_LEAST_LENGTH = 1.0

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


class Rule(NamedTuple):
    """A line from left to right or from top to bottom, in coordinates of the page as shown."""

    left: float
    top: float
    right: float
    bottom: float


def page_rules(page: Any, raw: Any) -> tuple[list[Rule], bool]:
    """The upright and level lines of a page, edges of drawn areas too, and whether there are too many to look at."""
    left, bottom, right, top, turn = page_frame(page)
    rules: list[Rule] = []
    segments = 0
    for number, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_MAX_DEPTH), 1):
        segments += max(0, raw.FPDFPath_CountSegments(path))
        if number > _MAX_PATHS or segments > _MAX_SEGMENTS:
            return [], True
        if not _is_drawn(path, raw):
            continue
        matrix = _matrix_of(path, raw)
        for one, other in _segments(path, raw):
            (x0, y0), (x1, y1) = _moved(one, matrix), _moved(other, matrix)
            box = (min(x0, x1) - left, min(y0, y1) - bottom, max(x0, x1) - left, max(y0, y1) - bottom)
            width, height = box[2] - box[0], box[3] - box[1]
            if min(width, height) < _STRAIGHT and max(width, height) >= _LEAST_LENGTH:
                rules.append(_straight(Rule(*turned(box, right - left, top - bottom, turn))))
    return rules, False


def _straight(rule: Rule) -> Rule:
    """A line without the little that it leans."""
    if rule.right - rule.left < rule.bottom - rule.top:
        return rule._replace(right=rule.left)
    return rule._replace(bottom=rule.top)


def _is_drawn(path: Any, raw: Any) -> bool:
    """Tell whether a path is filled or stroked; others only clip."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    drawn = raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(drawn and (fill.value or stroke.value))


def _matrix_of(item: Any, raw: Any) -> _Matrix:
    """The matrix from a path's own coordinates to the page's, through the forms that it stands in."""
    found: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    while item is not None:
        own = raw.FS_MATRIX()
        if raw.FPDFPageObj_GetMatrix(item, ctypes.byref(own)):
            found = _then(found, (own.a, own.b, own.c, own.d, own.e, own.f))
        item = item.container
    return found


def _then(m: _Matrix, n: _Matrix) -> _Matrix:
    """The matrix that does `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _moved(point: _Point, m: _Matrix) -> _Point:
    x, y = point
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def _segments(path: Any, raw: Any) -> Iterator[tuple[_Point, _Point]]:
    """Yield both ends of each straight stretch of a path, in its own coordinates."""
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for i in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, i)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        here, kind = (x.value, y.value), raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, here
        last = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, first
