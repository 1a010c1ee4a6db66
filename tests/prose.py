"""Texts of the site, to be read by a measure of how hard they are."""


def in_a_row(texts):
    """Texts as one: a heading or a row of a list is a sentence, even without a stop."""
    return " ".join(text if text[-1] in ".?!:" else f"{text}." for text in texts if text)
