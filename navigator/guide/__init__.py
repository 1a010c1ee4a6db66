"""A guide and what follows from it: plain Python, no Django.

`model` says what a guide is, `verdicts` who its options are for, `pathway` what is asked next.
Nothing in here knows a guide by name.
"""
