"""The room of guides and of whom their options are for: plain Python, no Django.

The rules are those of Kleene's strong three-valued logic; `verdicts` tells whom an option is for,
`pathway` decides what is asked next. Nothing in here knows a guide by name.
"""
