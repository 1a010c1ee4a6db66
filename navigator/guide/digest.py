"""A hash of plain data: two are the same if, and only if, the data is."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def digest(plain: Any) -> str:
    """Return the SHA-256 of plain data in hexadecimal, whatever the order of its fields."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
