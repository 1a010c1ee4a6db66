"""What a trial tried, and what was lost in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """One row of the table. `lost` names what went wrong; it should be empty."""

    name: str
    tried: str
    seen: str = ""
    lost: list[str] = field(default_factory=list)

    def expect(self, holds: bool, otherwise: str) -> None:
        """Note what was lost where something does not hold."""
        if not holds:
            self.lost.append(otherwise)
