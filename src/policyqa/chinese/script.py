"""The simplified forms of traditional characters."""

from __future__ import annotations

from functools import cache


@cache
def simplified_forms() -> dict[str, str]:
    """Traditional characters of the basic plane with a simplified form, one character each, by OpenCC's t2s."""
    from opencc import OpenCC

    characters = [chr(code) for code in range(0x3400, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {old: new for old, new in zip(characters, converted, strict=True) if old != new and len(new) == 1}
