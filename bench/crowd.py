"""Many readers on their way through a guide, who check that what they see is theirs."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from navigator.guide.answers import Answers
from navigator.guide.model import Guide
from navigator.guide.verdicts import select

from .readers import FailedRequestError, Front, Reader, Request, Said, random_answers, walk

# Of an element that has both, in either order.
VERDICT = re.compile(r'<(?=[^>]*data-option="([^"]+)")[^>]*data-verdict="([^"]+)"')


@dataclass(frozen=True)
class Walked:
    """A reader at the end of their way, or where an error ended it."""

    reader: Reader
    answers: Said
    verdicts_are_theirs: bool = False
    error: Exception | None = None


@dataclass(frozen=True)
class Crowd:
    """Readers of one guide who have come to the end."""

    guide: Guide
    walked: list[Walked]

    @property
    def arrived(self) -> list[Walked]:
        return [each for each in self.walked if each.error is None]

    @cached_property
    def pages(self) -> Mapping[str, list[Request]]:
        """What they sent, by kind of page and in random order."""
        sent = [request for each in self.arrived for request in each.reader.requests]
        random.Random("requests").shuffle(sent)
        options = [each for each in sent if each.path.endswith("/options/")]
        start = f"/{self.guide.slug}/"
        return {
            "empty view": [replace(each, path="/empty/") for each in options],
            "home": [replace(each, path="/") for each in options],
            "start": [replace(each, path=start) for each in options],
            "question page": [
                each for each in sent if "/questions/" in each.path and each.method == "GET"
            ],
            "htmx step": [each for each in sent if "HX-Request" in each.headers],
            "options page": options,
            "handout": [replace(each, path=f"{start}handout/") for each in options],
        }


async def walk_as(number: int, reader: Reader, guide: Guide) -> Walked:
    """Send a reader through a guide with random answers, every second one with htmx."""
    answers = random_answers(guide, random.Random(f"reader {number}"))
    try:
        said = await walk(reader, guide, answers, htmx=number % 2 == 0)
    except (OSError, FailedRequestError) as error:
        return Walked(reader, answers, error=error)
    theirs = {each.option.slug: each.verdict for each in select(guide, Answers(said)).results}
    return Walked(reader, said, dict(VERDICT.findall(reader.page)) == theirs)


def walk_through(port: int, guide: Guide, readers: int, at_once: int) -> Crowd:
    """Send readers through a guide on this machine, so many of them at a time."""

    async def walk_one(number: int, places: asyncio.Semaphore) -> Walked:
        async with places:
            return await walk_as(number, Reader(Front(port)), guide)

    async def walk_all() -> list[Walked]:
        places = asyncio.Semaphore(at_once)
        return await asyncio.gather(*(walk_one(number, places) for number in range(readers)))

    return Crowd(guide, asyncio.run(walk_all()))
