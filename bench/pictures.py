"""`make pictures`: take the README's pictures from the running site.

A question on a phone, the options on a desktop, the first page of the handout, as printed: all as
high as each other, so that they stand in one row.
"""

from __future__ import annotations

import asyncio
import io
import os
import random
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Playwright, sync_playwright

from tests.services.site import serving

from .guides import shipped
from .readers import Front, Reader, random_answers, walk

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
HEIGHT, COLOURS = 600, 64


def main() -> None:
    guide = shipped()
    with tempfile.TemporaryDirectory() as var, serving(Path(var)) as address:
        reader = Reader(Front(int(address.rpartition(":")[2])))
        answers = random_answers(guide, random.Random("reader 36"))
        asyncio.run(walk(reader, guide, answers, htmx=True))
        with sync_playwright() as playwright:
            take(playwright, f"{address}/{guide.slug}/", guide.questions[4].slug, reader.cookies)


def take(playwright: Playwright, start: str, question: str, cookies: dict[str, str]) -> None:
    """Take a picture of each page as the reader whose cookies these are sees it."""
    # Chromium's sandbox does not start for root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=arguments)
    context = browser.new_context(device_scale_factor=2)
    context.add_cookies(
        [{"name": name, "value": value, "url": start} for name, value in cookies.items()]
    )
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(f"{start}questions/{question}/")
    save(Image.open(io.BytesIO(page.screenshot())), "question.png")
    page.set_viewport_size({"width": 1280, "height": 1100})
    page.goto(f"{start}options/")
    save(Image.open(io.BytesIO(page.screenshot())), "options.png")
    page.goto(f"{start}handout/")
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    save(paper[0].render(scale=2).to_pil(), "handout.png")
    browser.close()


def save(picture: Image.Image, name: str) -> None:
    """Write a picture as a small file, with a line around it that white paper needs."""
    width = round(picture.width * HEIGHT / picture.height)
    small = picture.convert("RGB").resize((width, HEIGHT), Image.Resampling.LANCZOS)
    framed = ImageOps.expand(small, border=1, fill="#888")
    FOLDER.mkdir(exist_ok=True)
    framed.quantize(COLOURS).save(FOLDER / name, optimize=True)
    print(f"docs/pictures/{name}: {(FOLDER / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
