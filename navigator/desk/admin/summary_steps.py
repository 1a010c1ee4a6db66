"""Steps of the workbench: summary."""

from __future__ import annotations

from typing import Any

from navigator.desk import models
from navigator.guide.model import Guide

from .steps import Step, Steps


class SummarySteps(Steps):
    """To be built."""

    def summary_steps(self) -> dict[str, Step]:
        return {}


def summary_on_workbench(draft: models.Guide, guide: Guide) -> dict[str, Any]:
    """Return what the workbench shows of it."""
    return {}
