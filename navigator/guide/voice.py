"""Words for the patient, or for someone who cares for them. The matching is the same for both."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from .model import Guide

OTHER = "_other"


class Reader(StrEnum):
    """The one who reads: the patient, or someone else for them."""

    SELF = "self"
    OTHER = "other"


def for_reader(guide: Guide, reader: Reader) -> Guide:
    """Return the guide in that reader's words: for `other`, each text that has a second wording."""
    return guide if reader is Reader.SELF else _voiced(guide)


def _voiced(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_voiced, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    texts = {each.name: getattr(value, each.name) for each in fields(value)}
    voiced = {name: texts.get(name + OTHER) or _voiced(text) for name, text in texts.items()}
    return replace(value, **voiced)
