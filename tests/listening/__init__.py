"""What somebody hears who has a screen reader: Orca, in Firefox and in Chromium."""
