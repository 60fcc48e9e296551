"""How much one file may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; each refusal names the limit.

    Sizes are in bytes, times in seconds. `memory_bytes` bounds the address space of the process that parses, `cpu_s`
    its processor time for one file, `wall_s` the time that the caller waits. `unpacked_bytes` and `entries` bound what
    archives (.zip, .docx, .xlsx) hold, counted while unpacking, whatever their headers say. `reply_bytes` bounds what
    the parsing process may hand back. `characters` and `paragraphs` (rows too) bound what one document may hold in any
    format: every character costs about a hundred bytes while figures are looked for.
    """

    memory_bytes: int = 1 << 30
    cpu_s: int = 20
    wall_s: float = 30.0
    unpacked_bytes: int = 200_000_000
    entries: int = 2_000
    ratio: int = 2_000
    pages: int = 2_000
    characters: int = 3_000_000
    paragraphs: int = 200_000
    cells: int = 300_000
    merged_cells: int = 1_000_000
    reply_bytes: int = 400_000_000


DEFAULT_LIMITS = Limits()
