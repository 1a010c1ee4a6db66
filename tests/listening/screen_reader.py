"""Starts Orca with a stub for a voice, which writes to a file what it is given to say.

Orca is Debian's and is run by Debian's Python, so nothing of the tests is imported here.
usage: /usr/bin/python3 screen_reader.py FILE FOLDER_OF_SETTINGS
"""

import sys

from gi.repository import GLib
from orca import orca, settings, speech_generator, speechserver

voice_without_language = speech_generator.SpeechGenerator.voice


def voice(self, key=None, **args):
    """Choose a voice by the language too: this Orca asks for one in it, and lets it be."""
    (chosen,) = voice_without_language(self, key, **args)
    chosen["family"] = {"lang": args.get("language")}
    return [chosen]


speech_generator.SpeechGenerator.voice = voice


def in_its_voice(acss):
    """Return what stands before words that are not for an English voice, such as `(es) `."""
    language = ((acss or {}).get("family") or {}).get("lang") or "en"
    return "" if language == "en" else f"({language}) "


class SpeechServer(speechserver.SpeechServer):
    """A voice that is done with everything at once. Its name and its methods' are Orca's."""

    heard = open(sys.argv[1], "a", buffering=1)  # noqa: SIM115
    rest = None

    @staticmethod
    def getSpeechServer(info=None):  # noqa: N802
        return SpeechServer()

    def speak(self, text=None, acss=None, interrupt=True):
        if text:
            print(in_its_voice(acss) + " ".join(text.split()), file=self.heard)

    def sayAll(self, utterances, progress):  # noqa: N802
        """Read a page out from top to bottom, bit by bit, so that a key can stop it."""
        self.rest, self.top = utterances, None
        self.progress = progress
        GLib.idle_add(self._say_next)

    def _say_next(self):
        if not self.rest or not (said := next(self.rest, None)):
            self.rest = None
            return False
        self.top = self.top or said[0]
        self.speak(said[0].utterance, said[1])
        return True

    def stop(self):
        """Stop it, and leave the reader at the top of the page, where the reading began."""
        if self.rest and self.top:
            self.rest = None
            self.progress(self.top, speechserver.SayAllContext.INTERRUPTED)
            self.speak("(stopped)")  # room.py waits for it


orca.getSettingsManager().activate(sys.argv[2], {})
settings.speechServerFactory = "__main__"  # the module that Orca takes its voice from: this one
settings.enableKeyEcho = False
sys.exit(orca.main())
