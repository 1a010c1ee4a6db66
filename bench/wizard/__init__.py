"""The peer: the same length of journey, as django-formtools does it out of the box."""
