"""Who an option is for: plain Python, no Django.

The rules are those of Kleene's strong three-valued logic; `selection` gives verdicts,
`pathway` decides what is asked next. Nothing in here knows a guide by name.
"""
