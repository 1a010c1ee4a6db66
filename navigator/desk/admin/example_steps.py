"""Steps of the workbench: example."""

from __future__ import annotations

from typing import Any

from navigator.desk import models
from navigator.guide.model import Guide

from .steps import Step, Steps


class ExampleSteps(Steps):
    """To be built."""

    def example_steps(self) -> dict[str, Step]:
        return {}


def example_on_workbench(draft: models.Guide, guide: Guide) -> dict[str, Any]:
    """Return what the workbench shows of it."""
    return {}
