"""What `make bench` rests on, which takes minutes and is seldom run: it would go stale unseen."""

from bench import guides
from bench.crowd import VERDICT
from navigator.guide.proofread import proofread
from tests.guides import real_guide
from tests.serving import path_to

GUIDE = real_guide()


def test_the_large_guide_can_be_published():
    guide = guides.large()
    assert not [finding for finding in proofread(guide) if finding.stops_publishing]
    assert not guide.summary, "it is another guide's, and then none is published"


def test_readers_of_the_bench_find_the_verdict_of_each_option(client, shelve):
    shelve(GUIDE)
    found = VERDICT.findall(client.get(path_to("options", guide=GUIDE.slug)).content.decode())
    assert sorted(option for option, _ in found) == sorted(each.slug for each in GUIDE.options)
