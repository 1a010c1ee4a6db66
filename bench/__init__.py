"""Processor time, weight and memory of the site, beside an empty view and a wizard."""
